//! A file of the share as sheets of cells, with their number formats and places, and no meaning yet.
//!
//! *Invariant:* nothing here knows the PDO.

mod grid;
mod xlsx;

use std::path::Path;

use sha2::{Digest, Sha256};

pub use grid::{Cell, CellValue, Merge, Sheet};

use crate::place::Luogo;
use crate::segnalazione::{Gravita, Segnalazione};

/// A workbook as it was at one moment: bytes are read once, hashed and parsed from the same snapshot.
#[derive(Clone, Debug)]
pub struct Workbook {
    /// The path below the input folder, with `/` between folders.
    pub file: String,
    /// Hex SHA-256 of the bytes.
    pub sha256: String,
    /// The sheets in the order of the tabs.
    pub sheets: Vec<Sheet>,
}

/// Reads the file at `path`, which the reports call `name`.
///
/// # Errors
/// A segnalazione of the FIL family: the file cannot be opened (FIL001), is not a workbook (FIL002) or is damaged
/// (FIL003). The other files are not concerned.
pub fn read(path: &Path, name: &str) -> Result<Workbook, Box<Segnalazione>> {
    let bytes = std::fs::read(path).map_err(|error| {
        wrong(
            "FIL001",
            name,
            format!("il file non si apre: {error}"),
            "chiudere il file se è aperto in un altro programma, controllare che sia sincronizzato e ripetere",
        )
    })?;
    if bytes.is_empty() {
        return Err(wrong(
            "FIL002",
            name,
            "il file è vuoto (0 byte)".into(),
            "salvare di nuovo la cartella di lavoro da Excel e rimetterla al suo posto",
        ));
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(wrong(
            "FIL002",
            name,
            "il contenuto non è una cartella di lavoro .xlsx".into(),
            "aprire il file con Excel e salvarlo come «Cartella di lavoro di Excel (.xlsx)»",
        ));
    }
    let sha256 = hex(&Sha256::digest(&bytes));
    let sheets = xlsx::sheets(bytes).map_err(|error| {
        wrong(
            "FIL003",
            name,
            format!("il file è danneggiato o salvato a metà: {error}"),
            "aprirlo con Excel, farlo riparare, salvarlo di nuovo e controllare i valori",
        )
    })?;
    Ok(Workbook { file: name.to_owned(), sha256, sheets })
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

fn wrong(codice: &'static str, file: &str, messaggio: String, rimedio: &str) -> Box<Segnalazione> {
    Box::new(Segnalazione {
        codice,
        gravita: Gravita::Errore,
        luogo: Luogo::file(file),
        messaggio,
        rimedio: rimedio.to_owned(),
    })
}
