//! Office Open XML, streamed cell by cell with style ids in one pass over each sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use jiff::civil::Date;

use super::grid::{Cell, CellValue, Merge, Sheet};
use crate::place::CellRef;

/// The worksheets of a workbook.
///
/// # Errors
/// What calamine could not read.
pub fn sheets(bytes: Vec<u8>) -> Result<Vec<Sheet>, XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let tabs: Vec<_> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut sheets = Vec::with_capacity(tabs.len());
    for (name, hidden) in tabs {
        let merges = workbook
            .merge_cells_by_sheet_name(&name)?
            .into_iter()
            .map(|d| Merge { start: CellRef::new(d.start.0, d.start.1), end: CellRef::new(d.end.0, d.end.1) })
            .collect();
        let formulas = formulas(&mut workbook, &name)?;
        let mut cells = BTreeMap::new();
        let mut reader = workbook.worksheet_cells_reader(&name)?;
        while let Some((cell, style_id)) = reader.next_cell_with_style_id()? {
            let (row0, col0) = cell.get_position();
            let at = CellRef::new(row0, col0);
            let formula = formulas.contains(&at);
            let value = match cell.get_value() {
                DataRef::Empty if formula => CellValue::Uncalculated,
                data => match value(data) {
                    Some(value) => value,
                    None => continue,
                },
            };
            let format = reader
                .styles()
                .get(style_id)
                .and_then(|style| style.number_format.as_ref())
                .map_or_else(|| "General".to_owned(), |format| format.format_code.clone());
            cells.insert(at, Cell { value, format, formula });
        }
        sheets.push(Sheet::new(name, hidden, cells, merges));
    }
    Ok(sheets)
}

/// Where formulas stand.
fn formulas(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Result<BTreeSet<CellRef>, XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    let mut found = BTreeSet::new();
    while let Some(cell) = reader.next_cell_with_formula_metadata()? {
        if cell.formula.is_some() {
            found.insert(CellRef::new(cell.pos.0, cell.pos.1));
        }
    }
    Ok(found)
}

fn value(data: &DataRef<'_>) -> Option<CellValue> {
    Some(match data {
        DataRef::Empty => return None,
        DataRef::Int(n) => CellValue::Number(*n as f64),
        DataRef::Float(x) => CellValue::Number(*x),
        DataRef::Bool(b) => CellValue::Bool(*b),
        DataRef::SharedString(text) => self::text(text)?,
        DataRef::DateTime(when) => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            let date = (!when.is_duration())
                .then(|| Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok())
                .flatten();
            date.map_or(CellValue::Number(when.as_f64()), CellValue::Date)
        }
        DataRef::DateTimeIso(text) => {
            text.get(..10).and_then(|d| d.parse().ok()).map_or_else(|| CellValue::Text(text.clone()), CellValue::Date)
        }
        DataRef::String(text) | DataRef::DurationIso(text) => self::text(text)?,
        DataRef::Error(error) => CellValue::Error(error.to_string()),
    })
}

/// Text that is more than white space.
fn text(text: &str) -> Option<CellValue> {
    (!text.trim().is_empty()).then(|| CellValue::Text(text.to_owned()))
}
