//! `componenti.csv`: what a valutazione is made of beside the obiettivi, and the values that conditions ask for.
//!
//! Columns: `nominativo` or `matricola` (both blank: whoever has no line of their own, such as the result of the body),
//! then one column a component or condition, by its name in the rules. A blank cell is a value that is missing.

use std::path::Path;

use super::{Anagrafica, COMPONENTI, Tabella, TabellaError};
use crate::config::{OBIETTIVI, Regole};
use crate::dataset::identita::chiave;
use crate::scheda::text::normalise;

/// The values of `componenti.csv`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Componenti(Vec<Valore>);

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub struct Valore {
    /// The line in the file, counted from one.
    pub riga: u64,
    /// Whose it is; absent for whoever has none of their own.
    pub nominativo: Option<String>,
    /// The number in the anagrafica, where it was written or the name has only one.
    pub matricola: Option<String>,
    /// The column's name as written.
    pub colonna: String,
    /// The value; 1 for sì and 0 for no.
    pub valore: f64,
}

impl Componenti {
    /// Reads the file; without it nothing is known.
    pub(super) fn read(file: &Path, anagrafica: &Anagrafica) -> Result<Self, TabellaError> {
        let wanted = [("nominativo", false), ("matricola", false)];
        let Some(table) = Tabella::read_open(file, &wanted)? else { return Ok(Self::default()) };
        let mut found: Vec<Valore> = Vec::new();
        let mut lines: Vec<(String, u64)> = Vec::new();
        for row in table.rows() {
            let (nominativo, matricola) = (row.text(0), row.text(1));
            let known = matricola.as_deref().and_then(|number| anagrafica.people().find(|one| one.matricola == number));
            if let (Some(number), None, None) = (&matricola, known, &nominativo) {
                return Err(
                    row.wrong(format!("la matricola {number} non è in anagrafica.csv: scrivere anche il nominativo"))
                );
            }
            if let Some(nome) =
                nominativo.as_deref().filter(|nome| matricola.is_none() && anagrafica.has_homonyms(nome))
            {
                return Err(row.wrong(format!("più persone si chiamano «{nome}»: scrivere la matricola")));
            }
            let whose = known.map(|one| one.nominativo.clone()).or(nominativo);
            let key = match (&matricola, &whose) {
                (Some(number), _) => format!("matricola {number}"),
                (None, Some(nome)) => chiave(nome),
                (None, None) => String::new(),
            };
            if let Some((_, other)) = lines.iter().find(|(known, _)| *known == key) {
                return Err(row.wrong(format!("la stessa persona è già alla riga {other}")));
            }
            lines.push((key, row.numero));
            for (colonna, at) in &table.others {
                let Some(text) = row.at(*at) else { continue };
                let valore = match normalise(&text).as_str() {
                    "si" => 1.0,
                    "no" => 0.0,
                    _ => row.parse(&text)?,
                };
                let (nominativo, matricola) = (whose.clone(), matricola.clone());
                found.push(Valore { riga: row.numero, nominativo, matricola, colonna: colonna.clone(), valore });
            }
        }
        Ok(Self(found))
    }

    /// Every value, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Valore> {
        self.0.iter()
    }

    /// Whether the values fit the rules.
    ///
    /// # Errors
    /// A component is no number from 0 to 100.
    pub fn check(&self, folder: &Path, regole: &Regole) -> Result<(), TabellaError> {
        let is_component = |colonna: &str| {
            regole.componenti.iter().any(|one| normalise(&one.nome) == normalise(colonna))
                && normalise(colonna) != OBIETTIVI
        };
        let wrong = self.0.iter().find(|v| is_component(&v.colonna) && !(0.0..=100.0).contains(&v.valore));
        wrong.map_or(Ok(()), |v| {
            Err(TabellaError {
                file: folder.join(COMPONENTI),
                riga: Some(v.riga),
                messaggio: format!("«{}» è una componente della valutazione: va da 0 a 100", v.colonna),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn read(text: &str) -> Result<Componenti, TabellaError> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("anagrafica.csv"),
            "matricola;nominativo\n7;Verdi Ada\n8;Rossi Eva\n9;Rossi Eva\n",
        )
        .unwrap();
        std::fs::write(folder.path().join(COMPONENTI), text).unwrap();
        let anagrafica = Anagrafica::read(&folder.path().join("anagrafica.csv"))?;
        Componenti::read(&folder.path().join(COMPONENTI), &anagrafica)
    }

    #[test]
    fn values_are_read_by_person_and_column() {
        let read = read("Nominativo;Matricola;Comportamenti;Ente\n;;;88,5\nNeri Ugo;;90;\n;7;sì;\n").unwrap();
        let found: Vec<_> =
            read.iter().map(|v| (v.riga, v.nominativo.as_deref(), v.colonna.as_str(), v.valore)).collect();
        assert_eq!(
            found,
            [
                (2, None, "Ente", 88.5),
                (3, Some("Neri Ugo"), "Comportamenti", 90.0),
                (4, Some("Verdi Ada"), "Comportamenti", 1.0)
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, wanted) in [
            ("nominativo;ente\nNeri Ugo;tanto\n", "riga 2: «tanto» non è un numero"),
            ("nominativo;ente\nNeri Ugo;1\nUGO NERI;2\n", "riga 3: la stessa persona è già alla riga 2"),
            ("nominativo;ente\nRossi Eva;1\n", "riga 2: più persone si chiamano «Rossi Eva»: scrivere la matricola"),
            ("matricola;ente\n99;1\n", "riga 2: la matricola 99 non è in anagrafica.csv"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(wanted), "{error}");
        }
        let rules =
            "[[componente]]\nnome = \"obiettivi\"\npeso = 60\n[[componente]]\nnome = \"comportamenti\"\npeso = 40\n";
        let regole = Config::parse(rules).unwrap().regole;
        let error =
            read("nominativo;comportamenti\nNeri Ugo;850\n").unwrap().check(Path::new("x"), &regole).unwrap_err();
        assert!(
            error.to_string().ends_with("riga 2: «comportamenti» è una componente della valutazione: va da 0 a 100"),
            "{error}"
        );
    }
}
