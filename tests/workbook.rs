//! What the room `workbook` gives, cell by cell, compared with a reader that others wrote.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader};
use traguardo::place::CellRef;
use traguardo::run;
use traguardo::workbook::folder::Candidate;
use traguardo::workbook::{self, CellValue, Limiti, Workbook};

fn read(file: &Candidate) -> Workbook {
    let (workbook, segnalazioni) = workbook::read(file, &Limiti::default());
    assert_eq!(segnalazioni, [], "{}", file.name);
    workbook.unwrap()
}

fn ours(workbook: &Workbook) -> BTreeMap<(String, CellRef), String> {
    let cells = workbook.sheets.iter().flat_map(|sheet| sheet.cells().map(|(at, cell)| (&sheet.name, at, cell)));
    cells
        .map(|(sheet, at, cell)| {
            let value = match &cell.value {
                CellValue::Text(text) | CellValue::Error(text) => text.clone(),
                CellValue::Number(number) => number.to_string(),
                CellValue::Bool(yes) => yes.to_string(),
                CellValue::Date(date) => date.to_string(),
                CellValue::Uncalculated => "?".into(),
            };
            ((sheet.clone(), at), value)
        })
        .collect()
}

fn theirs(path: &Path) -> BTreeMap<(String, CellRef), String> {
    let mut workbook = calamine::open_workbook_auto(path).unwrap();
    let mut cells = BTreeMap::new();
    for (name, range) in workbook.worksheets() {
        let (top, left) = range.start().unwrap_or_default();
        for (row, col, data) in range.used_cells() {
            let at = CellRef::new(top + u32::try_from(row).unwrap(), left + u32::try_from(col).unwrap());
            let value = match data {
                Data::Empty => continue,
                Data::String(text) if text.trim().is_empty() => continue,
                Data::Float(number) => number.to_string(),
                Data::Int(number) => number.to_string(),
                Data::DateTime(date) => {
                    let (year, month, day, ..) = date.to_ymd_hms_milli();
                    format!("{year:04}-{month:02}-{day:02}")
                }
                Data::DateTimeIso(date) => date[..10].to_owned(),
                other => other.to_string(),
            };
            cells.insert((name.clone(), at), value);
        }
    }
    cells
}

#[test]
fn every_cell_is_what_another_reader_finds_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for folder in ["input", "tests/pdo/luglio", "tests/formats"] {
        for file in run::workbooks(&root.join(folder)).files {
            let (ours, theirs) = (ours(&read(&file)), theirs(&file.path));
            for (place, value) in &theirs {
                assert_eq!(ours.get(place), Some(value), "{} {place:?}", file.name);
            }
            assert_eq!(ours.len(), theirs.len(), "{}", file.name);
            count += ours.len();
        }
    }
    assert!(count > 13_000, "{count} cells");
}
