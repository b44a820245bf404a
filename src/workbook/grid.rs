//! A sheet as a sparse grid: a stray cell in the last corner costs one cell, not a million rows.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

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
    pub format: Arc<str>,
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

impl Merge {
    /// Whether a place is inside.
    #[must_use]
    pub const fn contains(&self, at: CellRef) -> bool {
        self.start.row0 <= at.row0 && at.row0 <= self.end.row0 && self.start.col0 <= at.col0 && at.col0 <= self.end.col0
    }
}

/// What kind of thing lies over the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverKind {
    /// A picture.
    Immagine,
    /// A text box.
    CasellaDiTesto,
    /// A shape.
    Forma,
    /// A chart or another object.
    Grafico,
}

/// Something that lies over the cells and hides them from who looks at the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The cells under it.
    pub area: Merge,
    /// What it is.
    pub kind: CoverKind,
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The name on the tab.
    pub name: String,
    /// Hidden from who opens the workbook.
    pub hidden: bool,
    /// So much hidden that no menu shows it again.
    pub very_hidden: bool,
    cells: BTreeMap<CellRef, Cell>,
    /// By their top left cell.
    merges: Vec<Merge>,
    /// For each merge, the last row that it or one before it reaches.
    reach: Vec<u32>,
    hidden_rows: Vec<RangeInclusive<u32>>,
    hidden_columns: Vec<RangeInclusive<u32>>,
    covers: Vec<Cover>,
}

impl Sheet {
    /// A sheet of the given cells; blank texts are no cells.
    #[must_use]
    pub fn new(name: String, hidden: bool, cells: BTreeMap<CellRef, Cell>, mut merges: Vec<Merge>) -> Self {
        merges.sort_by_key(|merge| merge.start);
        let reach = merges
            .iter()
            .scan(0, |last, merge| {
                *last = merge.end.row0.max(*last);
                Some(*last)
            })
            .collect();
        Self { name, hidden, cells, merges, reach, ..Self::default() }
    }

    /// The same sheet with some rows and columns hidden.
    #[must_use]
    pub fn with_hidden(mut self, rows: Vec<RangeInclusive<u32>>, columns: Vec<RangeInclusive<u32>>) -> Self {
        (self.hidden_rows, self.hidden_columns) = (rows, columns);
        self
    }

    /// The same sheet with pictures and the like over its cells.
    #[must_use]
    pub fn with_covers(mut self, covers: Vec<Cover>) -> Self {
        self.covers = covers;
        self
    }

    /// Its cells from each of some columns up to the next one, where they are, on a sheet each; the first sheet has also
    /// what stands before.
    #[must_use]
    pub fn parted(&self, columns: &[u32]) -> Vec<Self> {
        let part = |col0: u32| columns.partition_point(|start| *start <= col0).saturating_sub(1);
        let mut cells: Vec<BTreeMap<CellRef, Cell>> = columns.iter().map(|_| BTreeMap::new()).collect();
        for (at, cell) in &self.cells {
            if let Some(own) = cells.get_mut(part(at.col0)) {
                own.insert(*at, cell.clone());
            }
        }
        let mut merges: Vec<Vec<Merge>> = columns.iter().map(|_| Vec::new()).collect();
        for merge in &self.merges {
            if let Some(own) = merges.get_mut(part(merge.start.col0)) {
                own.push(*merge);
            }
        }
        let parts = cells.into_iter().zip(merges);
        parts
            .map(|(cells, merges)| {
                let part = Self::new(self.name.clone(), self.hidden, cells, merges);
                Self { very_hidden: self.very_hidden, ..part }
            })
            .collect()
    }

    /// Takes what stands in the cells of formulas for no result.
    pub(super) fn forget_results(&mut self) {
        for cell in self.cells.values_mut().filter(|cell| cell.formula) {
            cell.value = CellValue::Uncalculated;
        }
    }

    /// Whether a row is hidden from who looks at the sheet.
    #[must_use]
    pub fn row_is_hidden(&self, row0: u32) -> bool {
        self.hidden_rows.iter().any(|rows| rows.contains(&row0))
    }

    /// Whether a column is hidden from who looks at the sheet.
    #[must_use]
    pub fn column_is_hidden(&self, col0: u32) -> bool {
        self.hidden_columns.iter().any(|columns| columns.contains(&col0))
    }

    /// What lies over the cells.
    #[must_use]
    pub fn covers(&self) -> &[Cover] {
        &self.covers
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

    /// The cells of one row that are not blank within some columns, left to right.
    pub fn row_within(
        &self,
        row0: u32,
        columns: &RangeInclusive<u32>,
    ) -> impl Iterator<Item = (CellRef, &Cell)> + use<'_> {
        let (start, end) = (CellRef::new(row0, *columns.start()), CellRef::new(row0, *columns.end()));
        let empty = columns.is_empty();
        self.cells.range(start..=end.max(start)).map(|(&at, cell)| (at, cell)).filter(move |_| !empty)
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

    /// The merged areas, by their top left cell.
    #[must_use]
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The merged area that covers a place.
    #[must_use]
    pub fn merge_at(&self, at: CellRef) -> Option<Merge> {
        // Backwards from the last area that begins no later, until no earlier one reaches the row.
        let begun = self.merges.partition_point(|merge| merge.start <= at);
        (0..begun)
            .rev()
            .take_while(|&i| self.reach[i] >= at.row0)
            .map(|i| self.merges[i])
            .find(|merge| merge.contains(at))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_of_a_merged_area_leads_to_its_first() {
        let merge = |a: (u32, u32), b: (u32, u32)| Merge { start: CellRef::new(a.0, a.1), end: CellRef::new(b.0, b.1) };
        let merges = vec![merge((4, 0), (4, 3)), merge((0, 2), (9, 2)), merge((1, 0), (2, 1))];
        let sheet = Sheet::new("Foglio".into(), false, BTreeMap::new(), merges);
        for (at, anchor) in [((2, 1), (1, 0)), ((9, 2), (0, 2)), ((4, 3), (4, 0)), ((3, 0), (3, 0)), ((10, 2), (10, 2))]
        {
            assert_eq!(sheet.anchor(CellRef::new(at.0, at.1)), CellRef::new(anchor.0, anchor.1), "{at:?}");
        }
    }
}
