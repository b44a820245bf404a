//! Where a thing stands: a cell, and the file and sheet around it.
//!
//! Every value read and every segnalazione carries one, so that each figure of a report can be followed back to
//! the cell somebody typed it into.

use std::fmt;

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
