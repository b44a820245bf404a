//! Scores: what was achieved against what was planned, in polars expressions.
//!
//! | figure | from | where |
//! |---|---|---|
//! | target, raggiunto, grado of a phase | declared target or Σ months; target + gap | `fasi.rs` |
//! | grado of an indicator | atteso, raggiunto, polarity | `indicatori.rs` |
//! | rispetto_fasi, indicatori, punteggio, giudizio | means of the gradi, weighted half and half | `obiettivi.rs` |
//! | risultato of a person | participation-weighted mean of the punteggi | `persone.rs` |
//! | punteggio of a structure or a role | mean of the punteggi of its schede | `strutture.rs` |
//!
//! Source: regole-di-calcolo. *Invariant:* nothing here opens a file or asks what time it is.

mod fasi;
mod indicatori;
mod obiettivi;
mod persone;
mod round;
mod strutture;

use std::collections::BTreeSet;

use polars_core::prelude::{DataFrame, PolarsResult};

pub use obiettivi::rispetto_fasi;

use crate::config::Regole;
use crate::dataset::Dataset;
use crate::scheda::Scadenza;

/// The results of a run; the columns are in [`crate::dataset::schema`].
#[derive(Clone, Debug)]
pub struct Risultati {
    /// Score of each phase.
    pub fasi: DataFrame,
    /// Score of each indicator.
    pub indicatori: DataFrame,
    /// Score of each obiettivo.
    pub obiettivi: DataFrame,
    /// Result of each person.
    pub persone: DataFrame,
    /// Score of each structure and role.
    pub strutture: DataFrame,
}

/// Which checkpoint is scored, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verifica {
    /// The columns that are read.
    pub scadenza: Scadenza,
    /// Final: indicators are scored, and what is missing counts zero.
    pub finale: bool,
    /// Its month, 1–12: the last whose planned share is due.
    pub mese: i8,
}

/// Scores everything. `provvisori` are the ids of the schede with an errore that bears on the checkpoint.
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn score(
    dataset: &Dataset,
    regole: &Regole,
    verifica: Verifica,
    ente: &str,
    provvisori: &BTreeSet<String>,
) -> PolarsResult<Risultati> {
    let fasi = fasi::score(dataset, verifica)?;
    let rispetto = obiettivi::rispetto_fasi(&fasi)?;
    let indicatori = indicatori::score(dataset, &rispetto, verifica)?;
    let obiettivi = obiettivi::score(dataset, &rispetto, &indicatori, regole, provvisori)?;
    let persone = persone::score(dataset, &obiettivi)?;
    let strutture = strutture::score(dataset, &obiettivi, ente)?;
    Ok(Risultati { fasi, indicatori, obiettivi, persone, strutture })
}

/// The computed rispetto_fasi of each scheda at a checkpoint: `id`, `rispetto_fasi`.
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn rispetto(dataset: &Dataset, verifica: Verifica) -> PolarsResult<DataFrame> {
    obiettivi::rispetto_fasi(&fasi::score(dataset, verifica)?)
}
