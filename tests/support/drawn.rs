//! Sheets drawn as text: a line a row, a bar between cells.
// Shared by several tests, each of which uses a part.
#![allow(dead_code)]

use std::collections::BTreeMap;

use traguardo::place::CellRef;
use traguardo::workbook::{Cell, CellValue, Merge, Sheet};

/// What reads as a number is one, with `%` a percentage; `'40%` is a text. `<` is merged with the cell before it, `^`
/// with the one above it, and `⏎` breaks the line.
pub fn cells(text: &str) -> (BTreeMap<CellRef, Cell>, Vec<Merge>) {
    let mut cells: BTreeMap<CellRef, Cell> = BTreeMap::new();
    let mut merges: BTreeMap<CellRef, CellRef> = BTreeMap::new();
    let anchor = |merges: &BTreeMap<CellRef, CellRef>, at: CellRef| {
        let over = merges.iter().find(|(start, end)| {
            start.row0 <= at.row0 && at.row0 <= end.row0 && start.col0 <= at.col0 && at.col0 <= end.col0
        });
        over.map_or(at, |(start, _)| *start)
    };
    for (row0, line) in (0_u32..).zip(text.lines()) {
        for (col0, cell) in (0_u32..).zip(line.split('|')) {
            let (at, cell) = (CellRef::new(row0, col0), cell.trim());
            let other = match cell {
                "<" => Some(CellRef::new(row0, col0 - 1)),
                "^" => Some(CellRef::new(row0 - 1, col0)),
                _ => None,
            };
            if let Some(other) = other {
                let start = anchor(&merges, other);
                let end = merges.entry(start).or_insert(start);
                *end = CellRef::new(end.row0.max(row0), end.col0.max(col0));
                continue;
            }
            let (number, format) = match cell.strip_suffix('%').map(str::parse::<f64>) {
                Some(Ok(points)) => (Some(points / 100.0), "0%"),
                _ => (cell.parse().ok(), "General"),
            };
            let text = || CellValue::Text(cell.trim_start_matches('\'').replace('⏎', "\n"));
            let value = number.map_or_else(text, CellValue::Number);
            if !cell.is_empty() {
                cells.insert(at, Cell { value, format: format.into(), formula: false });
            }
        }
    }
    (cells, merges.into_iter().map(|(start, end)| Merge { start, end }).collect())
}

/// The sheet that a text draws.
pub fn sheet(text: &str) -> Sheet {
    let (cells, merges) = cells(text);
    Sheet::new("Foglio".into(), false, cells, merges)
}

/// A workbook with the sheet that a text draws.
pub fn workbook(text: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let (cells, merges) = cells(text);
    for Merge { start, end } in merges {
        let (left, right) = (u16::try_from(start.col0).unwrap(), u16::try_from(end.col0).unwrap());
        sheet.merge_range(start.row0, left, end.row0, right, "", &rust_xlsxwriter::Format::new()).unwrap();
    }
    for (at, cell) in cells {
        let col = u16::try_from(at.col0).unwrap();
        let format = rust_xlsxwriter::Format::new().set_num_format(cell.format.as_ref());
        match cell.value {
            CellValue::Number(n) => sheet.write_number_with_format(at.row0, col, n, &format).unwrap(),
            CellValue::Text(text) => sheet.write_string(at.row0, col, text).unwrap(),
            _ => unreachable!("a drawing has numbers and texts"),
        };
    }
    book.save_to_buffer().unwrap()
}
