//! How much of a file is read before it is refused (FIL006).

use serde::{Deserialize, Serialize};

/// What a workbook may hold. A form of a municipality is far below each of these; a file made to exhaust the machine,
/// or a sheet with a stray cell at the end of the world, is above one of them.
///
/// The defaults keep a refusal within five seconds and 512 MiB, whatever the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limiti {
    /// Size of the file, in MiB.
    pub file_mib: u64,
    /// Unpacked size of one part of the file, in MiB.
    pub parte_mib: u64,
    /// Unpacked size of all the parts that are read, in MiB.
    pub totale_mib: u64,
    /// How many times larger than packed a part of more than 1 MiB may become.
    pub rapporto: u64,
    /// Parts of the file: sheets, pictures, styles …
    pub parti: usize,
    /// Sheets.
    pub fogli: usize,
    /// Cells with a value on one sheet.
    pub celle_foglio: usize,
    /// Cells with a value in the file.
    pub celle: usize,
    /// Texts in the table that the sheets share.
    pub testi: usize,
    /// Size of the texts of all cells, in MiB.
    pub testi_mib: u64,
    /// The last row that may hold a value, counted from one.
    pub righe: u32,
    /// The last column that may hold a value, counted from one.
    pub colonne: u32,
    /// Merged areas, hidden ranges and pictures on one sheet, each.
    pub aree: usize,
    /// XML elements one inside the other.
    pub profondita_xml: usize,
}

impl Default for Limiti {
    fn default() -> Self {
        Self {
            file_mib: 50,
            parte_mib: 48,
            totale_mib: 192,
            rapporto: 250,
            parti: 5_000,
            fogli: 500,
            celle_foglio: 200_000,
            celle: 500_000,
            testi: 250_000,
            testi_mib: 48,
            righe: 50_000,
            colonne: 1_000,
            aree: 10_000,
            profondita_xml: 64,
        }
    }
}

/// Bytes in a MiB.
pub(super) const MIB: u64 = 1 << 20;
