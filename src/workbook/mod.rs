//! A file of the share as sheets of cells, with their number formats and places, and no meaning yet.
//!
//! *Invariant:* nothing here knows the PDO. *Invariant:* any bytes end in a workbook or in segnalazioni, never in a
//! panic, an abort or a hang; ARCHITECTURE.md says by what.

mod build;
mod bytes;
mod cfb;
mod drawing;
pub mod folder;
mod grid;
mod limiti;
mod numero;
mod ods;
mod package;
mod refusal;
mod salvato;
mod snapshot;
mod sniff;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use folder::{Candidate, EXTENSIONS};
pub use grid::{Cell, CellValue, Cover, CoverKind, Merge, Sheet};
pub use limiti::Limiti;
use refusal::Refusal;
use sniff::{Format, Source};

use crate::place::Luogo;
use crate::segnalazione::{Segnalazione, codici};

/// A workbook as it was at one moment: bytes are read once, hashed and parsed from the same snapshot.
#[derive(Clone, Debug)]
pub struct Workbook {
    /// The path below the input folder, with `/` between folders.
    pub file: String,
    /// Hex SHA-256 of the bytes.
    pub sha256: String,
    /// The day on which it was saved last, as it says itself; the file system's date changes with every copy.
    pub salvato: Option<Date>,
    /// The sheets in the order of the tabs.
    pub sheets: Vec<Sheet>,
}

/// What a format's reader gives.
struct Content {
    sheets: Vec<Sheet>,
    /// The file asks to be computed when it is opened: whoever wrote it did not compute.
    recalculate: bool,
}

/// How the description of a report of ours begins, by which it is told from a workbook of an office.
pub const REPORT: &str = "Impronta dei dati e delle regole:";

/// One at a time reads a file that unpacks to much, so that many of them cannot exhaust the memory together.
static ALONE: Mutex<()> = Mutex::new(());

/// Reads a file. Without a workbook the segnalazioni say why; with one, what was noticed. The other files are not
/// concerned.
#[must_use]
pub fn read(file: &Candidate, limiti: &Limiti) -> (Option<Workbook>, Vec<Segnalazione>) {
    match snapshot::take(file, limiti) {
        Ok(bytes) => parse(&bytes, &file.name, limiti),
        Err(segnalazione) => (None, vec![*segnalazione]),
    }
}

/// The hex SHA-256 of a file that gave no workbook, if its bytes can be had at all.
#[must_use]
pub fn sha256(file: &Candidate, limiti: &Limiti) -> Option<String> {
    snapshot::take(file, limiti).ok().map(|bytes| hex(&Sha256::digest(&bytes)))
}

/// Reads bytes that the reports call `name`.
#[must_use]
pub fn parse(bytes: &[u8], name: &str, limiti: &Limiti) -> (Option<Workbook>, Vec<Segnalazione>) {
    // Nothing below is meant to panic. If it does all the same, it is this file that cannot be read, and no other.
    let outcome = catch_unwind(AssertUnwindSafe(|| content(bytes, limiti)))
        .unwrap_or_else(|_| Err(Refusal::damaged("ha una struttura che il programma non riesce a leggere")));
    let (format, salvato, mut content) = match outcome {
        Ok(read) => read,
        Err(refusal) => return (None, vec![refusal.segnalazione(name)]),
    };
    let mut segnalazioni = Vec::new();
    segnalazioni.extend(wrong_extension(name, format));
    segnalazioni.extend(never_computed(name, &mut content));
    let sha256 = hex(&Sha256::digest(bytes));
    (Some(Workbook { file: name.to_owned(), sha256, salvato, sheets: content.sheets }), segnalazioni)
}

fn content(bytes: &[u8], limiti: &Limiti) -> Result<(Format, Option<Date>, Content), Refusal> {
    let source = sniff::open(bytes, limiti)?;
    let _alone = source.is_heavy().then(|| ALONE.lock().unwrap_or_else(PoisonError::into_inner));
    let format = source.format();
    let (content, salvato) = match source {
        Source::Package(format, mut package, main) => {
            let proprieta = salvato::proprieta(&mut package, limiti);
            if proprieta.report {
                return Err(Refusal::Report);
            }
            let content = match format {
                Format::Ods => ods::read(&mut package, limiti),
                Format::Xlsb => xlsb::read(&mut package, &main, limiti),
                _ => xlsx::read(&mut package, &main, limiti),
            }?;
            (content, proprieta.salvato)
        }
        Source::Stream(stream) => (xls::read(&stream, limiti)?, None),
    };
    if content.sheets.is_empty() {
        return Err(Refusal::damaged("non contiene nessun foglio"));
    }
    Ok((format, salvato, content))
}

/// FIL005: the name says another format than the content. A name that says none says nothing wrong.
fn wrong_extension(name: &str, format: Format) -> Option<Segnalazione> {
    let extension = Path::new(name).extension()?.to_string_lossy().to_lowercase();
    let content = format.extension();
    (EXTENSIONS.contains(&extension.as_str()) && extension != content).then(|| {
        codici::FIL005.at(
            Luogo::file(name),
            format!("il nome finisce per .{extension}, ma il contenuto è .{content}: è stato letto per quello che è"),
            format!("cambiare la fine del nome in .{content}, o salvare il file di nuovo con Excel"),
        )
    })
}

/// FIL011: formulas, and none of them computed. Zeros in a file that asks to be computed are no results either.
fn never_computed(name: &str, content: &mut Content) -> Option<Segnalazione> {
    let formulas = || content.sheets.iter().flat_map(Sheet::cells).filter(|(_, cell)| cell.formula);
    let count = formulas().count();
    let blank = |cell: &Cell| cell.value == CellValue::Uncalculated;
    let zero = |cell: &Cell| content.recalculate && cell.value == CellValue::Number(0.0);
    if count == 0 || !formulas().all(|(_, cell)| blank(cell) || zero(cell)) {
        return None;
    }
    for sheet in &mut content.sheets {
        sheet.forget_results();
    }
    let what = if count == 1 {
        "l'unica formula del file non è stata calcolata dal programma che lo ha salvato: il suo valore manca".to_owned()
    } else {
        format!(
            "le {count} formule del file non sono state calcolate dal programma che lo ha salvato: i loro valori mancano"
        )
    };
    Some(codici::FIL011.at(
        Luogo::file(name),
        what,
        "aprire il file con Excel e salvarlo: i valori si calcolano da soli",
    ))
}

/// FIL009 for a file that nobody has open.
#[cfg(test)]
pub(crate) fn changed_while_read(name: &str) -> Segnalazione {
    let file = Candidate { path: name.into(), name: name.to_owned(), opened_by: None };
    snapshot::changed(&file)
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
