//! What writes on a sheet from top to bottom: lines, running text and the cells of the current row.

use rust_xlsxwriter::{Format, FormatUnderline, Worksheet, XlsxError};

use super::atlas::Atlas;
use super::cell::{fitting, number};
use super::print::Pages;
use super::{links, look, measure};
use crate::report::model::{Column, Value};

/// Columns that running text spreads over, at least this wide in all.
pub(super) const READING_WIDTH: f64 = 90.0;

/// The state of a sheet while it is written.
pub(super) struct Pen<'a> {
    pub sheet: &'a mut Worksheet,
    /// The sheet's name, for the ranges of charts.
    pub name: &'a str,
    /// The next free row.
    pub row: u32,
    /// Widths of the columns, in characters.
    pub widths: Vec<f64>,
    /// Where the live tables are.
    pub atlas: &'a mut Atlas,
    /// Height of all rows so far, in points.
    pub down: f64,
    /// Where pages end.
    pub pages: Pages,
}

impl Pen<'_> {
    pub fn last_col(&self) -> u16 {
        u16::try_from(self.widths.len() - 1).unwrap_or(u16::MAX)
    }

    /// The columns that running text spreads over: enough to read well, not the whole of a wide table.
    pub fn reading(&self) -> (u16, f64) {
        let mut sum = 0.0;
        for (col, width) in (0_u16..).zip(&self.widths) {
            sum += width;
            if sum >= READING_WIDTH {
                return (col, sum);
            }
        }
        (self.last_col(), sum)
    }

    /// Ends the current row, which has this height.
    pub fn end_row(&mut self, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        self.down += height;
        Ok(())
    }

    /// Leaves rows empty.
    pub fn skip(&mut self, rows: u32) {
        self.row += rows;
        self.down += f64::from(rows) * look::ROW;
    }

    /// One line that may run over the empty cells to its right.
    pub fn line(&mut self, text: &str, format: &Format, height: f64) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, fitting(text), &format.clone().unset_text_wrap())?;
        self.end_row(height)
    }

    /// Wrapped text over the reading columns.
    pub fn wide(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let (last, width) = self.reading();
        // A row is at most 409 points tall: what is longer goes on in the next one.
        for piece in measure::pieces(&fitting(text), width) {
            self.span(0, last, &piece, format)?;
            self.end_row(measure::height(measure::lines(&piece, width)))?;
        }
        Ok(())
    }

    /// A text over some columns of the current row.
    pub fn span(&mut self, first: u16, last: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        if first < last {
            self.sheet.merge_range(self.row, first, self.row, last, text, format)?;
        } else {
            self.sheet.write_string_with_format(self.row, first, text, format)?;
        }
        Ok(())
    }

    /// The height of a table's header.
    pub fn header_height(&self, columns: &[Column], with_buttons: bool) -> f64 {
        let room = if with_buttons { look::BUTTON } else { 0.0 };
        let lines = columns
            .iter()
            .zip(&self.widths)
            .map(|(column, width)| measure::lines(&column.title, (width - room - look::INDENT) / look::BOLD));
        measure::height(lines.max().unwrap_or(1)) + 4.0
    }

    /// The height of a row by its tallest cell.
    pub fn row_height(&self, cells: &[Value]) -> f64 {
        let lines = cells.iter().zip(&self.widths).map(|(value, width)| match value {
            Value::Text(text) | Value::Status(text, _) => measure::lines(text, width - look::INDENT),
            other => measure::lines(&other.to_string(), *width),
        });
        measure::height(lines.max().unwrap_or(1))
    }

    /// A value in the current row, as a number where it is one.
    pub fn value(&mut self, col: u16, value: &Value, format: &Format) -> Result<(), XlsxError> {
        if let Value::Cella { text, luogo } = value
            && let Some(link) = links::beside(luogo)
        {
            let format = format.clone().set_underline(FormatUnderline::Single).set_font_color(look::INK);
            self.sheet.write_url_with_format(self.row, col, link.set_text(fitting(text)), &format)?;
            return Ok(());
        }
        match (value, number(value)) {
            (_, Some(number)) => {
                self.sheet.write_number_with_format(self.row, col, number, format)?;
            }
            (Value::Blank, _) => {
                self.sheet.write_blank(self.row, col, format)?;
            }
            _ => {
                self.sheet.write_string_with_format(self.row, col, fitting(&value.to_string()), format)?;
            }
        }
        Ok(())
    }
}
