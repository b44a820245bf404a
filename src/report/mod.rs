//! What is written for whom: reports as data, every figure final.
//!
//! Of all [`Reports`], [`Reports::consolidato`] and [`Reports::relazione`] are for the Nucleo di Valutazione and hold
//! everything; [`Reports::dirigente`] is for one person and holds nothing beyond that person's schede,
//! [`Reports::correzioni`] is for the office of one workbook.

pub mod explain;
mod italian;
pub mod live;
pub mod metodo;
pub mod model;
pub mod simulazione;

mod allegati;
mod anonimato;
mod consolidato;
mod correzioni;
mod dirigente;
mod parts;
mod pubblicazione;
mod relazione;
mod riservatezza;
mod ritardi;
mod rows;
mod scheda;
mod testi;
mod valutazioni;
mod wording;

use std::collections::BTreeMap;

pub use correzioni::{Copia, Correzioni, Forma};
use jiff::civil::Date;
use polars_core::prelude::DataFrame;
pub use pubblicazione::{Pubblicazione, Tavola};

use crate::dataset::Dataset;
use crate::scheda::Scadenza;
use model::Report;
use riservatezza::Menzioni;
use rows::Rows;

/// What the reports of a run are made from: the frames of the earlier rooms and what is known of the run.
#[derive(Clone, Debug)]
pub struct Material<'a> {
    /// The body that publishes: `Comune di Borgoverde`.
    pub ente: &'a str,
    /// The year of the plan.
    pub anno: i32,
    /// The checkpoint's name: `dicembre`.
    pub scadenza_nome: &'a str,
    /// The checkpoint's date.
    pub scadenza_data: Date,
    /// Whether it is the final checkpoint, where indicators are scored.
    pub finale: bool,
    /// The form's columns that were read.
    pub colonne: Scadenza,
    /// What was read.
    pub dataset: &'a Dataset,
    /// [`PUNTEGGI_FASI`](crate::dataset::schema::PUNTEGGI_FASI).
    pub punteggi_fasi: &'a DataFrame,
    /// [`PUNTEGGI_INDICATORI`](crate::dataset::schema::PUNTEGGI_INDICATORI).
    pub punteggi_indicatori: &'a DataFrame,
    /// [`PUNTEGGI_OBIETTIVI`](crate::dataset::schema::PUNTEGGI_OBIETTIVI).
    pub punteggi_obiettivi: &'a DataFrame,
    /// [`RISULTATI_PERSONE`](crate::dataset::schema::RISULTATI_PERSONE).
    pub risultati_persone: &'a DataFrame,
    /// [`RISULTATI_STRUTTURE`](crate::dataset::schema::RISULTATI_STRUTTURE).
    pub risultati_strutture: &'a DataFrame,
    /// [`VALUTAZIONI`](crate::dataset::schema::VALUTAZIONI).
    pub valutazioni: &'a DataFrame,
    /// [`SEGNALAZIONI`](crate::dataset::schema::SEGNALAZIONI).
    pub segnalazioni: &'a DataFrame,
    /// The phases at the checkpoint before this one, where the same workbooks tell of it too.
    pub prima: Option<Prima<'a>>,
    /// [`VALIDAZIONI`](crate::dataset::schema::VALIDAZIONI).
    pub validazioni: &'a DataFrame,
    /// The rules in force: key, value, and where the value comes from.
    pub regole: &'a [(String, String, String)],
    /// The same rules as the scores were made by.
    pub calcolo: &'a crate::config::Regole,
    /// The path of the folder of the workbooks from that of the Nucleo's documents, if one leads to the other.
    pub sorgenti: Option<String>,
    /// The classes of the giudizio: name, and the score from which each begins.
    pub classi: &'a [(String, f64)],
    /// The method in words, one paragraph each.
    pub note_metodo: &'a [String],
    /// Each workbook that was read, with its SHA-256 in hex.
    pub ingressi: &'a [(String, String)],
    /// The day on which a workbook was saved last, as it says itself.
    pub salvati: &'a BTreeMap<String, Date>,
    /// Hex SHA-256 over inputs and rules.
    pub fingerprint: String,
}

/// What the workbooks say of an earlier checkpoint.
#[derive(Clone, Copy, Debug)]
pub struct Prima<'a> {
    /// Its name: `luglio`.
    pub nome: &'a str,
    /// [`PUNTEGGI_FASI`](crate::dataset::schema::PUNTEGGI_FASI), at that checkpoint.
    pub fasi: &'a DataFrame,
    /// `id` and `rispetto_fasi` of each scheda, at that checkpoint.
    pub rispetto: &'a DataFrame,
}

/// All that can be written from some material, whose rows are read once.
#[derive(Debug)]
pub struct Reports<'m> {
    material: &'m Material<'m>,
    rows: Rows,
    /// The names on all schede, of which each recipient may read some.
    menzioni: Menzioni,
}

impl<'m> Reports<'m> {
    /// Reads the rows.
    #[must_use]
    pub fn of(material: &'m Material<'m>) -> Self {
        let rows = Rows::read(material);
        Self { material, menzioni: Menzioni::of(&rows), rows }
    }

    /// The workbook for the Nucleo di Valutazione: every row of every frame, with its score, one chapter a sheet.
    #[must_use]
    pub fn consolidato(&self) -> Report {
        consolidato::assemble(self.material, &self.rows)
    }

    /// The report for the Nucleo di Valutazione: the synthesis, then each scheda in full, the people and the method.
    #[must_use]
    pub fn relazione(&self) -> Report {
        relazione::assemble(self.material, &self.rows)
    }

    /// The report of one dirigente, named as in `risultati_strutture`: that dirigente's schede and who works at them.
    #[must_use]
    pub fn dirigente(&self, nome: &str) -> Report {
        dirigente::assemble(self.material, &self.rows, &self.menzioni, nome)
    }

    /// The dirigenti that have a report, in the order of `risultati_strutture`.
    #[must_use]
    pub fn dirigenti(&self) -> Vec<String> {
        let found = self.rows.strutture.iter().filter(|s| s.livello == "dirigente");
        found.map(|s| s.nome.clone()).collect()
    }

    /// What the office of a workbook has to correct in it.
    #[must_use]
    pub fn correzioni(&self, file: &str) -> Correzioni<'_> {
        Correzioni::of(self.material, &self.rows, &self.menzioni, file)
    }

    /// The workbooks that have corrections, or none to make: all that were looked at, read or not.
    #[must_use]
    pub fn uffici(&self) -> Vec<String> {
        correzioni::file(&self.rows)
    }

    /// The files of which nothing is in the results, because they could not be read.
    #[must_use]
    pub fn non_letti(&self) -> Vec<String> {
        self.rows.non_letti().into_iter().map(str::to_owned).collect()
    }

    /// What everybody may read: no person is in it.
    #[must_use]
    pub fn pubblicazione(&self) -> Pubblicazione {
        pubblicazione::assemble(self.material, &self.rows)
    }
}
