//! The tables that the performance office keeps beside the workbooks, as CSV. Alone knows CSV.
//!
//! | file | what it says | who reads it |
//! |---|---|---|
//! | `pesi.csv` | weights and amounts of obiettivi, phases and indicators | `dataset` |
//! | `anagrafica.csv` | who the people are | `dataset` |
//! | `componenti.csv` | what people are judged by beside the obiettivi | `dataset` |
//! | `validazioni.csv` | what the Nucleo has judged otherwise, and why | `dataset`, the annex of the reports |
//!
//! Columns are found by their names, in any order. A table is configuration: what cannot be read in it stops the run,
//! with the line, before anything is computed. A line that fits nothing that was read stops nobody and is a
//! segnalazione: the workbook that it speaks of may be the damaged one.

mod anagrafica;
mod componenti;
mod pesi;
mod validazioni;

use std::path::{Path, PathBuf};

pub use anagrafica::{Anagrafica, Dipendente};
pub use componenti::{Componenti, Valore};
pub use pesi::Pesi;
pub use validazioni::{Validazione, Validazioni};

use crate::perche::why;
use crate::scheda::text::{normalise, single_spaced};

const ANAGRAFICA: &str = "anagrafica.csv";
/// The table of what a valutazione is made of.
pub const COMPONENTI: &str = "componenti.csv";
/// The table of weights.
pub const PESI: &str = "pesi.csv";
/// The table of validations.
pub const VALIDAZIONI: &str = "validazioni.csv";
/// The names of the tables.
pub const NOMI: [&str; 4] = [ANAGRAFICA, COMPONENTI, PESI, VALIDAZIONI];

/// Whether a path is that of a table.
#[must_use]
pub fn is_one(path: &Path) -> bool {
    path.file_name().is_some_and(|name| NOMI.iter().any(|known| name.eq_ignore_ascii_case(known)))
}

/// What is wrong in a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {messaggio}", file.display(), riga.map(|r| format!(", riga {r}")).unwrap_or_default())]
pub struct TabellaError {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from one; absent when the whole file is meant.
    pub riga: Option<u64>,
    /// What is wrong and what to write.
    pub messaggio: String,
}

/// The tables of a folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tabelle {
    /// `anagrafica.csv`.
    pub anagrafica: Anagrafica,
    /// `componenti.csv`.
    pub componenti: Componenti,
    /// `pesi.csv`.
    pub pesi: Pesi,
    /// `validazioni.csv`.
    pub validazioni: Validazioni,
}

impl Tabelle {
    /// Reads the tables of a folder; one that is not there is empty.
    ///
    /// # Errors
    /// The first thing that is wrong in one of them.
    pub fn read(folder: &Path) -> Result<Self, TabellaError> {
        let anagrafica = Anagrafica::read(&folder.join(ANAGRAFICA))?;
        Ok(Self {
            componenti: Componenti::read(&folder.join(COMPONENTI), &anagrafica)?,
            anagrafica,
            pesi: Pesi::read(&folder.join(PESI))?,
            validazioni: Validazioni::read(&folder.join(VALIDAZIONI))?,
        })
    }
}

/// A table as it was read: its rows, cells by column.
struct Tabella {
    file: PathBuf,
    /// For each wanted column, where it is.
    columns: Vec<Option<usize>>,
    /// The names of the other columns, and where they are.
    others: Vec<(String, usize)>,
    rows: Vec<(u64, csv::StringRecord)>,
}

impl Tabella {
    /// Reads a file with some of the wanted columns (name, and whether it must be there). `None` without the file.
    fn read(file: &Path, wanted: &[(&str, bool)]) -> Result<Option<Self>, TabellaError> {
        let Some(table) = Self::read_open(file, wanted)? else { return Ok(None) };
        let Some((name, _)) = table.others.first() else { return Ok(Some(table)) };
        let known: Vec<&str> = wanted.iter().map(|(name, _)| *name).collect();
        let messaggio = format!("colonna sconosciuta «{name}»: le colonne possibili sono {}", known.join(", "));
        Err(TabellaError { file: file.to_owned(), riga: Some(1), messaggio })
    }

    /// The same of a file that may have other columns too.
    fn read_open(file: &Path, wanted: &[(&str, bool)]) -> Result<Option<Self>, TabellaError> {
        let wrong = |riga, messaggio| TabellaError { file: file.to_owned(), riga, messaggio };
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(wrong(None, format!("il file non si legge: {}", why(Some(&error))))),
        };
        let text = decode(&bytes);
        let header = text.lines().next().unwrap_or_default();
        let delimiter = [b';', b'\t', b','].into_iter().max_by_key(|d| count(header, *d)).unwrap_or(b';');
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| wrong(Some(1), error.to_string()))?.clone();
        let mut columns = vec![None; wanted.len()];
        let mut others: Vec<(String, usize)> = Vec::new();
        for (i, name) in header.iter().enumerate().filter(|(_, name)| !name.trim().is_empty()) {
            let Some(position) = wanted.iter().position(|(known, _)| normalise(known) == normalise(name)) else {
                if others.iter().any(|(known, _)| normalise(known) == normalise(name)) {
                    return Err(wrong(Some(1), format!("la colonna «{name}» c'è due volte")));
                }
                others.push((single_spaced(name), i));
                continue;
            };
            if columns[position].replace(i).is_some() {
                return Err(wrong(Some(1), format!("la colonna «{name}» c'è due volte")));
            }
        }
        for ((name, needed), column) in wanted.iter().zip(&columns) {
            if *needed && column.is_none() {
                return Err(wrong(Some(1), format!("manca la colonna «{name}»")));
            }
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let riga = error.position().map(csv::Position::line);
                wrong(riga, "la riga non si legge: controllare le virgolette".to_owned())
            })?;
            // The reader counts blank lines above a record as part of it.
            let start = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or_default();
            let blank = text[start..].chars().take_while(|c| matches!(c, '\n' | '\r')).count();
            let above = text[..start + blank].matches('\n').count();
            let riga = u64::try_from(above + 1).unwrap_or_default();
            // A cell beyond the named columns is one that a delimiter in a text or a decimal comma has cut off.
            let nameless = |i: usize| header.get(i).is_none_or(|name| name.trim().is_empty());
            if let Some((_, cell)) = record.iter().enumerate().find(|(i, cell)| nameless(*i) && !cell.trim().is_empty())
            {
                let mark = char::from(delimiter);
                return Err(wrong(
                    Some(riga),
                    format!(
                        "«{}» non sta sotto nessuna colonna: un testo o un numero che contiene «{mark}» va tra virgolette",
                        cell.trim()
                    ),
                ));
            }
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                rows.push((riga, record));
            }
        }
        Ok(Some(Self { file: file.to_owned(), columns, others, rows }))
    }

    fn rows(&self) -> impl Iterator<Item = Riga<'_>> {
        self.rows.iter().map(|(numero, record)| Riga { tabella: self, numero: *numero, record })
    }
}

/// A row of a table.
struct Riga<'a> {
    tabella: &'a Tabella,
    numero: u64,
    record: &'a csv::StringRecord,
}

impl Riga<'_> {
    /// The text of a wanted column, by its position among them; absent when blank.
    fn text(&self, column: usize) -> Option<String> {
        self.at(self.tabella.columns[column]?)
    }

    /// The text of a column of the file; absent when blank.
    fn at(&self, column: usize) -> Option<String> {
        let text = single_spaced(self.record.get(column)?);
        (!text.is_empty()).then_some(text)
    }

    /// A number as Italians write it (`1.234,50`, `40%`), or with a decimal point.
    fn number(&self, column: usize) -> Result<Option<f64>, TabellaError> {
        self.text(column).map(|text| self.parse(&text)).transpose()
    }

    /// The same of a text.
    fn parse(&self, text: &str) -> Result<f64, TabellaError> {
        let plain = text.trim_end_matches(['%', '€', ' ']).trim_start_matches(['€', ' ']);
        if thousands(plain) {
            let (whole, decimal) = (plain.replace('.', ""), plain.replace('.', ","));
            let two = if plain.matches('.').count() == 1 { format!("{whole} oppure {decimal}") } else { whole };
            return Err(self.wrong(format!("«{text}» si può leggere in due modi: scrivere {two}")));
        }
        let plain = if plain.contains(',') { plain.replace('.', "").replace(',', ".") } else { plain.to_owned() };
        match plain.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(self.wrong(format!("«{text}» non è un numero"))),
        }
    }

    fn wrong(&self, messaggio: String) -> TabellaError {
        TabellaError { file: self.tabella.file.clone(), riga: Some(self.numero), messaggio }
    }
}

/// Whether points part groups of three digits: `1.500` is one thousand and a half, or one and a half.
fn thousands(text: &str) -> bool {
    let mut groups = text.trim_start_matches('-').split('.');
    let digits = |group: &str, n: std::ops::RangeInclusive<usize>| {
        n.contains(&group.len()) && group.bytes().all(|b| b.is_ascii_digit())
    };
    let first = groups.next().is_some_and(|group| digits(group, 1..=3) && group != "0");
    let rest: Vec<&str> = groups.collect();
    first && !rest.is_empty() && rest.iter().all(|group| digits(group, 3..=3))
}

fn count(text: &str, byte: u8) -> usize {
    text.bytes().filter(|b| *b == byte).count()
}

/// The text of a file: UTF-8, or else what Excel writes on Italian Windows (code page 1252).
fn decode(bytes: &[u8]) -> String {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes
            .iter()
            .map(|b| match b {
                0x80..=0x9f => HIGH.chars().nth(usize::from(b - 0x80)).unwrap_or('\u{fffd}'),
                _ => char::from(*b),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_italian_windows_are_read() {
        assert_eq!(decode("Società; 3 €".as_bytes()), "Società; 3 €");
        assert_eq!(decode(b"Societ\xe0; 3 \x80"), "Società; 3 €");
    }
}
