//! `anagrafica.csv`: who the people are, so that spellings are told apart by the number of each.
//!
//! Columns: `matricola`, `nominativo`, `categoria`, `direzione`, `email`. The same matricola on several lines is one
//! person spelt in several ways; the first line gives the name. The same nominativo with several matricole are
//! homonyms, told apart by their direzione.

use std::path::Path;

use super::{Tabella, TabellaError};
use crate::dataset::identita::chiave;
use crate::scheda::text::normalise;

/// The lines of `anagrafica.csv`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Anagrafica(Vec<Dipendente>);

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Dipendente {
    /// The number by which the body knows the person.
    pub matricola: String,
    /// The name.
    pub nominativo: String,
    /// The categoria or area.
    pub categoria: Option<String>,
    /// The direzione.
    pub direzione: Option<String>,
    /// The address.
    pub email: Option<String>,
}

impl Anagrafica {
    /// Reads the file; without it nobody is known.
    pub(super) fn read(file: &Path) -> Result<Self, TabellaError> {
        let wanted =
            [("matricola", true), ("nominativo", true), ("categoria", false), ("direzione", false), ("email", false)];
        let Some(table) = Tabella::read(file, &wanted)? else { return Ok(Self::default()) };
        let mut found: Vec<Dipendente> = Vec::new();
        for row in table.rows() {
            let one = Dipendente {
                matricola: row.text(0).ok_or_else(|| row.wrong("manca la matricola".to_owned()))?,
                nominativo: row.text(1).ok_or_else(|| row.wrong("manca il nominativo".to_owned()))?,
                categoria: row.text(2),
                direzione: row.text(3),
                email: row.text(4),
            };
            if chiave(&one.nominativo).is_empty() {
                return Err(row.wrong(format!("«{}» non è un nome", one.nominativo)));
            }
            found.push(one);
        }
        Ok(Self(found))
    }

    /// Every person once, by the first line of each matricola.
    pub fn people(&self) -> impl Iterator<Item = &Dipendente> {
        self.0
            .iter()
            .enumerate()
            .filter(|(i, d)| self.0[..*i].iter().all(|o| o.matricola != d.matricola))
            .map(|(_, d)| d)
    }

    /// Each spelling with the first line of its matricola.
    pub fn spellings(&self) -> impl Iterator<Item = (&Dipendente, &Dipendente)> {
        self.0.iter().map(|d| (d, self.0.iter().find(|o| o.matricola == d.matricola).unwrap_or(d)))
    }

    /// The person of a name on a scheda of some direzione: the only one of that name, or of the homonyms the only one of
    /// that direzione.
    #[must_use]
    pub fn find(&self, nominativo: &str, direzione: &str) -> Option<&Dipendente> {
        let key = chiave(nominativo);
        let mut found: Vec<(&Dipendente, &Dipendente)> =
            self.spellings().filter(|(d, _)| chiave(&d.nominativo) == key).collect();
        found.dedup_by_key(|(_, first)| first.matricola.as_str());
        if found.len() > 1 {
            found.retain(|(d, _)| d.direzione.as_deref().map(normalise) == Some(normalise(direzione)));
        }
        match found.as_slice() {
            [(_, one)] => Some(one),
            _ => None,
        }
    }

    /// Whether several people have the name.
    #[must_use]
    pub fn has_homonyms(&self, nominativo: &str) -> bool {
        let key = chiave(nominativo);
        let mut found: Vec<&str> =
            self.0.iter().filter(|d| chiave(&d.nominativo) == key).map(|d| d.matricola.as_str()).collect();
        found.sort_unstable();
        found.dedup();
        found.len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_one_person_and_homonyms_are_two() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("anagrafica.csv");
        let text = "matricola;nominativo;categoria;direzione;email\n\
                    7;TARQUINI ORNELLA;C;Staff;o@x.it\n7;Tarquini Ornella Piera;;;\n\
                    8;Rossi Ada;D;Staff;\n9;ROSSI ADA;C;Territorio;\n";
        std::fs::write(&file, text).unwrap();
        let anagrafica = Anagrafica::read(&file).unwrap();
        let who = |name: &str, direzione: &str| anagrafica.find(name, direzione).map(|d| d.matricola.as_str());
        assert_eq!(who("Ornella Piera TARQUINI", "Territorio"), Some("7"));
        assert_eq!(who("Ada Rossi", "TERRITORIO"), Some("9"));
        assert_eq!(who("Ada Rossi", "Avvocatura"), None, "either could be meant");
        assert!(anagrafica.has_homonyms("Rossi Ada") && !anagrafica.has_homonyms("Tarquini Ornella"));
        assert_eq!(anagrafica.people().count(), 3);
    }
}
