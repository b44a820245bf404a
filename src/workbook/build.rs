//! A sheet while it is being read, and how much of the limits is left for the file.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::grid::{Cell, CellValue, Cover, Merge, Sheet};
use super::limiti::{Limiti, MIB};
use super::refusal::Refusal;
use crate::place::CellRef;

/// What is left for the whole file.
pub(super) struct Budget<'a> {
    pub limiti: &'a Limiti,
    cells: usize,
    text_bytes: u64,
}

impl<'a> Budget<'a> {
    pub fn new(limiti: &'a Limiti) -> Self {
        Self { limiti, cells: limiti.celle, text_bytes: limiti.testi_mib * MIB }
    }

    /// Refuses a file with too many sheets.
    pub fn sheets(&self, count: usize) -> Result<(), Refusal> {
        if count > self.limiti.fogli {
            return Err(Refusal::too_much(format!("ha {count} fogli, se ne leggono al più {}", self.limiti.fogli)));
        }
        Ok(())
    }

    /// Refuses a file whose table of shared texts is too long.
    pub fn shared_texts(&self, count: usize) -> Result<(), Refusal> {
        if count > self.limiti.testi {
            return Err(Refusal::too_much(format!("contiene più di {} testi", self.limiti.testi)));
        }
        Ok(())
    }

    fn take(&mut self, cell: &Cell) -> Result<(), Refusal> {
        self.cells = self
            .cells
            .checked_sub(1)
            .ok_or_else(|| Refusal::too_much(format!("contiene più di {} celle piene", self.limiti.celle)))?;
        if let CellValue::Text(text) | CellValue::Error(text) = &cell.value {
            self.text_bytes = self.text_bytes.checked_sub(text.len() as u64).ok_or_else(|| {
                Refusal::too_much(format!("i testi delle celle occupano più di {} MiB", self.limiti.testi_mib))
            })?;
        }
        Ok(())
    }
}

/// A sheet being read.
#[derive(Default)]
pub(super) struct SheetBuilder {
    name: String,
    hidden: bool,
    very_hidden: bool,
    cells: BTreeMap<CellRef, Cell>,
    merges: Vec<Merge>,
    hidden_rows: Vec<RangeInclusive<u32>>,
    hidden_columns: Vec<RangeInclusive<u32>>,
    covers: Vec<Cover>,
}

impl SheetBuilder {
    pub fn new(name: String, hidden: bool) -> Self {
        Self { name, hidden, ..Self::default() }
    }

    /// Notes whether no menu shows the sheet again.
    pub const fn very_hidden(&mut self, very: bool) {
        self.very_hidden = very;
    }

    /// Adds a cell; blank text is none.
    pub fn cell(
        &mut self,
        budget: &mut Budget<'_>,
        at: CellRef,
        value: CellValue,
        format: &Arc<str>,
        formula: bool,
    ) -> Result<(), Refusal> {
        if matches!(&value, CellValue::Text(text) if text.trim().is_empty()) {
            return Ok(());
        }
        let limiti = budget.limiti;
        if at.row0 >= limiti.righe || at.col0 >= limiti.colonne {
            return Err(Refusal::stray(at, limiti).on_sheet(&self.name));
        }
        let cell = Cell { value, format: Arc::clone(format), formula };
        budget.take(&cell).map_err(|refusal| refusal.on_sheet(&self.name))?;
        if self.cells.len() >= limiti.celle_foglio {
            let what = format!("il foglio contiene più di {} celle piene", limiti.celle_foglio);
            return Err(Refusal::too_much(what).on_sheet(&self.name));
        }
        self.cells.insert(at, cell);
        Ok(())
    }

    /// Adds a merged area; one of a single cell is none.
    pub fn merge(&mut self, limiti: &Limiti, merge: Merge) -> Result<(), Refusal> {
        if merge.start < merge.end && merge.start.col0 <= merge.end.col0 {
            self.merges.push(merge);
        }
        self.areas(limiti, self.merges.len(), "celle unite")
    }

    /// Hides rows, counted from zero.
    pub fn hide_rows(&mut self, limiti: &Limiti, rows: RangeInclusive<u32>) -> Result<(), Refusal> {
        extend(&mut self.hidden_rows, rows);
        self.areas(limiti, self.hidden_rows.len(), "gruppi di righe nascoste")
    }

    /// Hides columns, counted from zero.
    pub fn hide_columns(&mut self, limiti: &Limiti, columns: RangeInclusive<u32>) -> Result<(), Refusal> {
        extend(&mut self.hidden_columns, columns);
        self.areas(limiti, self.hidden_columns.len(), "gruppi di colonne nascoste")
    }

    /// Lays something over the cells.
    pub fn cover(&mut self, limiti: &Limiti, cover: Cover) -> Result<(), Refusal> {
        self.covers.push(cover);
        self.areas(limiti, self.covers.len(), "immagini")
    }

    fn areas(&self, limiti: &Limiti, count: usize, what: &str) -> Result<(), Refusal> {
        if count > limiti.aree {
            return Err(Refusal::too_much(format!("il foglio ha più di {} {what}", limiti.aree)).on_sheet(&self.name));
        }
        Ok(())
    }

    /// The sheet.
    pub fn finish(self) -> Sheet {
        let mut sheet = Sheet::new(self.name, self.hidden, self.cells, self.merges)
            .with_hidden(self.hidden_rows, self.hidden_columns)
            .with_covers(self.covers);
        sheet.very_hidden = self.very_hidden;
        sheet
    }
}

/// Adds a range, joined to the last one where they touch.
fn extend(ranges: &mut Vec<RangeInclusive<u32>>, range: RangeInclusive<u32>) {
    match ranges.last_mut() {
        Some(last) if last.end().saturating_add(1) == *range.start() => *last = *last.start()..=*range.end(),
        _ => ranges.push(range),
    }
}
