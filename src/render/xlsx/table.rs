//! A table as it is, and what every table has: widths by content, a header that stays in view.

use rust_xlsxwriter::XlsxError;

use super::cell::fitting;
use super::pen::Pen;
use super::{look, measure};
use crate::report::model::{Column, ColumnKind, Table};

/// The narrowest and widest column, and the widest for very long text, in characters.
pub(super) const NARROWEST: f64 = 9.0;
/// The narrowest column of numbers: a month holds `100%` and its filter's button.
const NARROWEST_NUMBER: f64 = 7.0;
pub(super) const WIDEST: f64 = 46.0;
const WIDEST_LONG: f64 = 90.0;
/// The widest text column of a table with more than [`MANY`] columns, which would be printed too small.
const WIDEST_OF_MANY: f64 = 30.0;
const MANY: usize = 12;

/// The width that a column asks for.
pub(super) fn column_width(table: &Table, col: usize, column: &Column) -> f64 {
    let texts = || table.rows.iter().filter_map(|row| row.cells.get(col)).map(ToString::to_string);
    let content = texts().map(|t| t.lines().map(measure::width).fold(0.0, f64::max)).fold(0.0, f64::max) + 2.0;
    // A header wraps at its spaces, and leaves room for the filter's button.
    let header = column.title.split(' ').map(measure::width).fold(0.0, f64::max) * look::BOLD + look::BUTTON + 0.5;
    let indent = if column.kind == ColumnKind::Number { 0.0 } else { look::INDENT };
    let (content, header) = (content + indent, header + indent);
    let most = match column.kind {
        ColumnKind::Text if table.columns.len() > MANY => WIDEST_OF_MANY,
        ColumnKind::Text if content > 900.0 => WIDEST_LONG,
        ColumnKind::Text => WIDEST,
        ColumnKind::Code | ColumnKind::Number => WIDEST_LONG,
    };
    let least = if column.kind == ColumnKind::Number { NARROWEST_NUMBER } else { NARROWEST };
    content.min(most).max(header).max(least)
}

/// Writes the table; alone on its sheet, it can be filtered and its header stays in view.
pub(super) fn write(pen: &mut Pen, table: &Table, is_single: bool) -> Result<(), XlsxError> {
    // A header does not stay alone at the foot of a page, and a short table is not cut.
    let heights: Vec<f64> = table.rows.iter().map(|row| pen.row_height(&row.cells)).collect();
    let head = look::CAPTION + pen.header_height(&table.columns, is_single);
    pen.pages.keep_whole(pen.row, pen.down, head + heights.iter().sum::<f64>());
    pen.pages.keep(pen.row, pen.down, head + heights.iter().take(3).sum::<f64>());
    pen.wide(&table.caption, &look::caption())?;
    if table.rows.is_empty() {
        pen.wide(&table.empty, &look::label().set_italic())?;
        pen.skip(1);
        return Ok(());
    }
    let (header, above) = (pen.row, pen.down);
    for (col, column) in (0_u16..).zip(&table.columns) {
        pen.sheet.write_string_with_format(
            header,
            col,
            fitting(&column.title),
            &look::header(column.kind, is_single),
        )?;
    }
    pen.end_row(pen.header_height(&table.columns, is_single))?;
    for (row, height) in table.rows.iter().zip(heights) {
        for ((col, column), value) in (0_u16..).zip(&table.columns).zip(&row.cells) {
            pen.value(col, value, &look::cell(value, column.kind, row.total))?;
        }
        pen.end_row(height)?;
    }
    if is_single {
        let last_col = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        pen.sheet.autofilter(header, 0, pen.row - 1, last_col)?;
        keep_in_view(pen, header, above, 0)?;
    }
    pen.skip(1);
    Ok(())
}

/// Keeps the header in view, here and on each printed page, with the first columns.
pub(super) fn keep_in_view(pen: &mut Pen, header: u32, above: f64, lead: usize) -> Result<(), XlsxError> {
    /// What may stand above a header that stays in view, in points: more would leave a small screen no room.
    const MOST: f64 = 150.0;
    let lead = u16::try_from(lead).unwrap_or(0);
    if above <= MOST {
        pen.sheet.set_freeze_panes(header + 1, lead)?;
    }
    pen.sheet.set_repeat_rows(header, header)?;
    if lead > 0 {
        pen.sheet.set_repeat_columns(0, lead - 1)?;
    }
    Ok(())
}
