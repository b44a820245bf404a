//! The schede of a run as polars frames, with fixed schemas.

pub mod anagrafe;
pub mod build;
pub mod collettive;
pub mod identita;
pub mod parquet;
mod riepilogo;
pub mod schema;
pub mod voci;

use polars_core::prelude::DataFrame;

/// What was read, in frames; the columns are in [`schema`].
#[derive(Clone, Debug)]
pub struct Dataset {
    /// [`schema::SCHEDE`].
    pub schede: DataFrame,
    /// [`schema::FASI`].
    pub fasi: DataFrame,
    /// [`schema::MESI`].
    pub mesi: DataFrame,
    /// [`schema::INDICATORI`].
    pub indicatori: DataFrame,
    /// [`schema::PARTECIPAZIONI`].
    pub partecipazioni: DataFrame,
    /// [`schema::RISORSE`].
    pub risorse: DataFrame,
    /// [`schema::CELLE`].
    pub celle: DataFrame,
    /// [`schema::COMPONENTI`].
    pub componenti: DataFrame,
}
