//! `validazioni.csv`: what the Nucleo di Valutazione has judged otherwise than the measure, and why.
//!
//! Columns: `obiettivo` (id or titolo), `indicatore` (its name, where not the whole obiettivo is meant), `valore
//! validato` (0–100: a punteggio, or an indicator's grado), `motivazione`, `autore`, `data`. A line without motivazione,
//! or that fits nothing, is refused (VAL001).

use std::path::Path;

use super::{Tabella, TabellaError};
use crate::scheda::text::normalise;

/// The lines of `validazioni.csv`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Validazioni(Vec<Validazione>);

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Validazione {
    /// The line in the file, counted from one.
    pub riga: u64,
    /// Id or titolo of the obiettivo, as written.
    pub obiettivo: String,
    /// The indicator's name as written; absent when the whole obiettivo is meant.
    pub indicatore: Option<String>,
    /// What counts instead of the measure, 0–100.
    pub validato: f64,
    /// Why; absent, the line is refused.
    pub motivazione: Option<String>,
    /// Who.
    pub autore: Option<String>,
    /// When, as written.
    pub data: Option<String>,
}

impl Validazione {
    /// Whether it speaks of an obiettivo.
    #[must_use]
    pub fn is_of(&self, id: &str, titolo: &str) -> bool {
        let wanted = normalise(&self.obiettivo);
        wanted == normalise(id) || wanted == normalise(titolo)
    }
}

impl Validazioni {
    /// Reads the file; without it nothing is validated.
    pub(super) fn read(file: &Path) -> Result<Self, TabellaError> {
        let wanted = [
            ("obiettivo", true),
            ("indicatore", false),
            ("valore validato", true),
            ("motivazione", true),
            ("autore", false),
            ("data", false),
        ];
        let Some(table) = Tabella::read(file, &wanted)? else { return Ok(Self::default()) };
        let mut found: Vec<Validazione> = Vec::new();
        for row in table.rows() {
            let validato = row.number(2)?.filter(|value| (0.0..=100.0).contains(value));
            let one = Validazione {
                riga: row.numero,
                obiettivo: row.text(0).ok_or_else(|| row.wrong("manca l'obiettivo".to_owned()))?,
                indicatore: row.text(1),
                validato: validato.ok_or_else(|| row.wrong("il valore validato va da 0 a 100".to_owned()))?,
                motivazione: row.text(3),
                autore: row.text(4),
                data: row.text(5),
            };
            let key = |v: &Validazione| (normalise(&v.obiettivo), v.indicatore.as_deref().map(normalise));
            if let Some(other) = found.iter().find(|other| key(other) == key(&one)) {
                return Err(row.wrong(format!("la stessa cosa è già validata alla riga {}", other.riga)));
            }
            found.push(one);
        }
        Ok(Self(found))
    }

    /// Every line, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Validazione> {
        self.0.iter()
    }

    /// The validated punteggio of an obiettivo.
    #[must_use]
    pub fn obiettivo(&self, id: &str, titolo: &str) -> Option<f64> {
        self.find(id, titolo, None)
    }

    /// The validated grado of an indicator.
    #[must_use]
    pub fn indicatore(&self, id: &str, titolo: &str, nome: &str) -> Option<f64> {
        self.find(id, titolo, Some(&normalise(nome)))
    }

    fn find(&self, id: &str, titolo: &str, nome: Option<&str>) -> Option<f64> {
        self.0
            .iter()
            .filter(|v| v.motivazione.is_some() && v.is_of(id, titolo))
            .find(|v| v.indicatore.as_deref().map(normalise).as_deref() == nome)
            .map(|v| v.validato)
    }
}
