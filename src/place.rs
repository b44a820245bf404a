//! Where a thing stands: a cell, and the file and sheet around it.
//!
//! Every value read and every segnalazione carries one, so that each figure of a report can be followed back to
//! the cell somebody typed it into.

use std::fmt;
use std::ops::RangeInclusive;

use serde::Serialize;

/// A cell by row and column, counted from zero inside the program.
///
/// `Display` writes it as Excel shows it (`R31`), and is the only place where one is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Zero-based row.
    pub row0: u32,
    /// Zero-based column.
    pub col0: u32,
}

impl CellRef {
    /// The cell at a zero-based row and column.
    #[must_use]
    pub const fn new(row0: u32, col0: u32) -> Self {
        Self { row0, col0 }
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = [0_u8; 7];
        let mut start = letters.len();
        let mut left = u64::from(self.col0) + 1;
        while left > 0 {
            left -= 1;
            start -= 1;
            letters[start] = b'A' + u8::try_from(left % 26).expect("a remainder of 26 fits a byte");
            left /= 26;
        }
        let column = std::str::from_utf8(&letters[start..]).expect("the letters are ASCII");
        write!(f, "{column}{}", u64::from(self.row0) + 1)
    }
}

impl Serialize for CellRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A rectangle of cells, its borders included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    /// The top left cell.
    pub start: CellRef,
    /// The bottom right cell.
    pub end: CellRef,
}

impl Area {
    /// All the cells of a sheet.
    pub const SHEET: Self = Self { start: CellRef::new(0, 0), end: CellRef::new(u32::MAX, u32::MAX) };

    /// Whether a cell is in it.
    #[must_use]
    pub const fn contains(&self, at: CellRef) -> bool {
        self.start.row0 <= at.row0 && at.row0 <= self.end.row0 && self.start.col0 <= at.col0 && at.col0 <= self.end.col0
    }

    /// Its rows.
    #[must_use]
    pub const fn rows(&self) -> RangeInclusive<u32> {
        self.start.row0..=self.end.row0
    }

    /// Whether some columns of another one are columns of this one.
    #[must_use]
    pub const fn shares_columns(&self, other: &Self) -> bool {
        self.start.col0 <= other.end.col0 && other.start.col0 <= self.end.col0
    }

    /// Whether some rows of another one are rows of this one.
    #[must_use]
    pub const fn shares_rows(&self, other: &Self) -> bool {
        self.start.row0 <= other.end.row0 && other.start.row0 <= self.end.row0
    }

    /// The smallest one that holds both.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self {
            start: CellRef::new(self.start.row0.min(other.start.row0), self.start.col0.min(other.start.col0)),
            end: CellRef::new(self.end.row0.max(other.end.row0), self.end.col0.max(other.end.col0)),
        }
    }
}

/// The file, the sheet and the cell of something read; a whole sheet or a whole file where the rest is absent.
///
/// `Display` writes `Affari generali.xlsx › Senzafila › R31`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Luogo {
    /// The workbook, as its path below the input folder.
    pub file: String,
    /// The sheet's name; absent when the whole file is meant.
    pub foglio: Option<String>,
    /// The cell; absent when the whole sheet is meant.
    pub cella: Option<CellRef>,
}

impl Luogo {
    /// A whole file.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), foglio: None, cella: None }
    }

    /// A whole sheet of a file.
    #[must_use]
    pub fn foglio(file: impl Into<String>, foglio: impl Into<String>) -> Self {
        Self { file: file.into(), foglio: Some(foglio.into()), cella: None }
    }

    /// Whether the other is on the same sheet of the same file.
    #[must_use]
    pub fn same_sheet(&self, other: &Self) -> bool {
        self.file == other.file && self.foglio == other.foglio
    }

    /// Whether another place is in an area of this sheet, or is the whole sheet.
    #[must_use]
    pub fn holds(&self, area: &Area, other: &Self) -> bool {
        let same_sheet = self.file == other.file && self.foglio == other.foglio;
        same_sheet && other.cella.is_none_or(|at| area.contains(at))
    }

    /// One cell of the same sheet.
    #[must_use]
    pub fn at(&self, cella: CellRef) -> Self {
        Self { cella: Some(cella), ..self.clone() }
    }
}

impl fmt::Display for Luogo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(foglio) = &self.foglio {
            write!(f, " › {foglio}")?;
        }
        if let Some(cella) = &self.cella {
            write!(f, " › {cella}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        for (row0, col0, a1) in
            [(0, 0, "A1"), (30, 17, "R31"), (0, 25, "Z1"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(CellRef::new(row0, col0).to_string(), a1);
        }
        assert_eq!(CellRef::new(u32::MAX, u32::MAX).to_string(), "MWLQKWV4294967296");
    }
}
