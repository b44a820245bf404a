//! Scores: what was achieved against what was planned, in polars expressions.
//!
//! | figure | from | by the keys | where |
//! |---|---|---|---|
//! | target, raggiunto, grado, peso of a phase | declared target or Σ months; gap or achieved column | `[fasi]` | `fasi.rs` |
//! | rispetto_fasi of a scheda | the gradi of its due phases | `fasi.pesi`, `fasi.aggregazione` | `fasi.rs` |
//! | grado, rapporto, motivo, peso of an indicator | atteso, raggiunto, polarity | `[indicatori]` | `indicatori.rs` |
//! | indicatori of a scheda | the gradi of its scored indicators | `indicatori.pesi` | `indicatori.rs` |
//! | punteggio, giudizio of a scheda | its two sides; the classes | `[obiettivo]`, `[[classe]]` | `obiettivi.rs` |
//! | risultato, quota of a person | punteggi, participations, notes | `[persone]` | `persone.rs` |
//! | misurato, validato beside grado and punteggio | `validazioni.csv` | | `indicatori.rs`, `obiettivi.rs`, `validazioni.rs` |
//! | valutazione, premio of a person, responsabile, dirigente | risultato or punteggio, `componenti.csv` | `[[componente]]`, `[[condizione]]`, `[premio]` | `valutazioni.rs` |
//! | punteggio of a structure or a role | the punteggi of its schede | `[strutture]`, `[dirigenti]` | `strutture.rs` |
//! | two decimals, bands, weighted means | | | `round.rs` |
//!
//! Source: regole-di-calcolo. *Invariant:* nothing here opens a file or asks what time it is.

mod fasi;
mod indicatori;
#[cfg(test)]
mod intero;
mod obiettivi;
mod persone;
mod round;
mod strutture;
mod validazioni;
mod valutazioni;

use std::collections::BTreeSet;

use polars_core::prelude::{DataFrame, PolarsResult};

pub use persone::{fasi_indicate, quote};
pub use round::half_up;
pub use strutture::appartenenze;
pub use validazioni::ledger;
pub use valutazioni::Valori;

use crate::config::{Regole, Verifica};
use crate::dataset::Dataset;

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
    /// Valutazione and premio of each person in each role; empty where nobody is judged.
    pub valutazioni: DataFrame,
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
    let fasi = fasi::score(dataset, &regole.fasi, verifica)?;
    let rispetto = obiettivi::rispetto(&fasi, regole)?;
    let indicatori = indicatori::score(dataset, &rispetto, regole, verifica)?;
    let obiettivi = obiettivi::score(dataset, &rispetto, &indicatori, regole, provvisori)?;
    let persone = persone::score(dataset, &fasi, &obiettivi, regole)?;
    let strutture = strutture::score(dataset, &obiettivi, regole, ente)?;
    let valutazioni = valutazioni::score(dataset, &persone, &strutture, &obiettivi, regole)?;
    let persone = persone::with_premio(&persone, &valutazioni)?;
    Ok(Risultati { fasi, indicatori, obiettivi, persone, strutture, valutazioni })
}

/// The score of each phase at a checkpoint: [`PUNTEGGI_FASI`](crate::dataset::schema::PUNTEGGI_FASI).
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn fasi(dataset: &Dataset, regole: &Regole, verifica: Verifica) -> PolarsResult<DataFrame> {
    fasi::score(dataset, &regole.fasi, verifica)
}

/// The computed rispetto_fasi of each scheda at a checkpoint: `id`, `rispetto_fasi`.
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn rispetto(dataset: &Dataset, regole: &Regole, verifica: Verifica) -> PolarsResult<DataFrame> {
    obiettivi::rispetto(&fasi::score(dataset, &regole.fasi, verifica)?, regole)
}
