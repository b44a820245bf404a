//! A sheet as a sparse grid: a stray cell in the last corner costs one cell, not a million rows.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::place::CellRef;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// Text as typed.
    Text(String),
    /// A number; what it is depends on its format (0.85 as `0%` is 85%).
    Number(f64),
    /// True or false.
    Bool(bool),
    /// A number that its format shows as a date.
    Date(Date),
    /// A formula's error, as Excel writes it: `#DIV/0!`.
    Error(String),
    /// A formula whose result was not saved: the program that wrote the file did not compute.
    Uncalculated,
}

/// A cell that is not blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The value, or a formula's cached result.
    pub value: CellValue,
    /// The number format's code: `General`, `0.00%`.
    pub format: String,
    /// Computed by a formula, not typed.
    pub formula: bool,
}

/// A merged area; its value is in the top left cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Top left.
    pub start: CellRef,
    /// Bottom right, included.
    pub end: CellRef,
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The name on the tab.
    pub name: String,
    /// Hidden from who opens the workbook.
    pub hidden: bool,
    cells: BTreeMap<CellRef, Cell>,
    merges: Vec<Merge>,
}

impl Sheet {
    /// A sheet of the given cells; blank texts are no cells.
    #[must_use]
    pub fn new(name: String, hidden: bool, cells: BTreeMap<CellRef, Cell>, merges: Vec<Merge>) -> Self {
        Self { name, hidden, cells, merges }
    }

    /// The cell at a place, if it is not blank.
    #[must_use]
    pub fn get(&self, at: CellRef) -> Option<&Cell> {
        self.cells.get(&at)
    }

    /// The cells that are not blank, by row and column.
    pub fn cells(&self) -> impl Iterator<Item = (CellRef, &Cell)> {
        self.cells.iter().map(|(&at, cell)| (at, cell))
    }

    /// The cells of one row that are not blank, left to right.
    pub fn row(&self, row0: u32) -> impl Iterator<Item = (CellRef, &Cell)> {
        self.cells.range(CellRef::new(row0, 0)..=CellRef::new(row0, u32::MAX)).map(|(&at, cell)| (at, cell))
    }

    /// The first cell of one row that is not blank within some columns.
    #[must_use]
    pub fn first_in(&self, row0: u32, columns: &RangeInclusive<u32>) -> Option<(CellRef, &Cell)> {
        self.cells
            .range(CellRef::new(row0, *columns.start())..=CellRef::new(row0, *columns.end()))
            .next()
            .map(|(&at, cell)| (at, cell))
    }

    /// The last row that has a cell.
    #[must_use]
    pub fn last_row0(&self) -> Option<u32> {
        self.cells.keys().next_back().map(|at| at.row0)
    }

    /// The merged area that covers a place.
    #[must_use]
    pub fn merge_at(&self, at: CellRef) -> Option<Merge> {
        self.merges
            .iter()
            .copied()
            .find(|m| (m.start.row0..=m.end.row0).contains(&at.row0) && (m.start.col0..=m.end.col0).contains(&at.col0))
    }

    /// The place as a person sees it: the top left of the merged area that covers it, or itself.
    #[must_use]
    pub fn anchor(&self, at: CellRef) -> CellRef {
        self.merge_at(at).map_or(at, |m| m.start)
    }

    /// The last column and the last row that a cell covers.
    #[must_use]
    pub fn extent(&self, at: CellRef) -> CellRef {
        self.merge_at(at).map_or(at, |m| m.end)
    }
}
