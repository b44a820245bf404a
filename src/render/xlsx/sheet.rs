//! A chapter as a sheet: its blocks one under the other, in columns that the tables share.

use rust_xlsxwriter::{Format, FormatUnderline, Url, Worksheet, XlsxError};

use super::live::{self, Atlas};
use super::{chart, look};
use crate::place::Luogo;
use crate::report::model::{Block, Chapter, Column, ColumnKind, Fact, Figure, Live, Report, Table, Value};

/// The most characters that a cell may hold.
const LONGEST: usize = 32_767;
/// The narrowest and widest column, and the widest for very long text, in characters.
const NARROWEST: f64 = 9.0;
/// The narrowest column of numbers: a month holds `100%` and its filter's button.
const NARROWEST_NUMBER: f64 = 7.5;
const WIDEST: f64 = 46.0;
const WIDEST_LONG: f64 = 90.0;
/// The widest text column of a table with more than [`MANY`] columns, which would be printed too small.
const WIDEST_OF_MANY: f64 = 24.0;
const MANY: usize = 12;
/// Sheets wider than this are printed on A3, and those wider than a sheet of A3 on two pages side by side: smaller
/// print could not be read.
const A4_WIDTH: f64 = 170.0;
const A3_WIDTH: f64 = 270.0;
/// Columns that running text spreads over, at least this wide in all.
const READING_WIDTH: f64 = 90.0;

/// The state of a sheet while it is written from top to bottom.
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
}

/// Writes a chapter.
pub(super) fn write(
    sheet: &mut Worksheet,
    name: &str,
    report: &Report,
    chapter: &Chapter,
    atlas: &mut Atlas,
) -> Result<(), XlsxError> {
    // A formula whose result is an empty text says so, rather than 0.
    sheet.set_formula_result_default("");
    let widths = widths(&chapter.blocks);
    for (col, width) in (0_u16..).zip(&widths) {
        sheet.set_column_width(col, *width)?;
    }
    set_up_print(sheet, report, chapter, widths.iter().sum());
    let mut pen = Pen { sheet, name, row: 0, widths, atlas };
    pen.line(&chapter.title, &look::title(), 24.0)?;
    pen.line(&format!("{} · {} · {}", report.ente, report.title, report.subtitle), &look::label(), look::height(1))?;
    if let Some(text) = &report.provvisorio {
        pen.wide(text, &look::notice(crate::report::model::Tone::Bad).set_bold())?;
    }
    pen.row += 1;
    // Freezing and filtering serve one table; with more, they would hold the wrong one.
    let is_single = chapter.blocks.iter().filter(|b| matches!(b, Block::Table(_) | Block::Live(_))).count() == 1
        && !chapter.blocks.iter().any(|b| matches!(b, Block::Chart(_)));
    for block in &chapter.blocks {
        pen.block(block, is_single)?;
    }
    Ok(())
}

fn set_up_print(sheet: &mut Worksheet, report: &Report, chapter: &Chapter, width: f64) {
    // An ampersand begins a code in headers and footers; Excel takes at most 255 characters.
    let safe = |text: &str| text.chars().take(60).collect::<String>().replace('&', "&&");
    let state = if report.provvisorio.is_some() { "PROVVISORIO" } else { "" };
    sheet.set_landscape();
    sheet.set_paper_size(if width > A4_WIDTH { 8 } else { 9 });
    sheet.set_print_fit_to_pages(if width > A3_WIDTH { 2 } else { 1 }, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_header(format!("&L{}&C{state}&R{}", safe(&report.ente), safe(&report.title)));
    sheet.set_footer(format!("&L{}&C{}&RPagina &P di &N", safe(&chapter.title), safe(&report.recipient)));
}

/// The widths that the chapter's content asks for, by column.
fn widths(blocks: &[Block]) -> Vec<f64> {
    let mut widths: Vec<f64> = vec![NARROWEST; 2];
    let mut ask = |col: usize, width: f64| {
        if widths.len() <= col {
            widths.resize(col + 1, NARROWEST);
        }
        widths[col] = widths[col].max(width);
    };
    for block in blocks {
        match block {
            Block::Facts(facts) => {
                for fact in facts {
                    ask(0, (look::width(&fact.label) + 2.0).min(WIDEST));
                }
            }
            Block::Figures(figures) => {
                for figure in figures {
                    ask(0, (look::width(&figure.label) + 2.0).min(WIDEST));
                    ask(1, (look::width(&figure.value.to_string()) * 1.4 + 3.0).min(WIDEST));
                }
            }
            Block::Table(table) | Block::Live(Live { table, .. }) => {
                for (col, column) in table.columns.iter().enumerate() {
                    ask(col, column_width(table, col, column));
                }
            }
            Block::Chart(chart) => {
                let (label, columns) = chart::asks(&chart.shape);
                ask(0, label.min(WIDEST));
                for (col, width) in columns.into_iter().enumerate() {
                    ask(col + 1, width.min(WIDEST));
                }
            }
            // The widths of what stands side by side in a page are those of what stands one under the other here.
            Block::Columns(columns) => {
                for (col, width) in columns.iter().flat_map(|blocks| self::widths(blocks).into_iter().enumerate()) {
                    ask(col, width);
                }
            }
            Block::Heading { .. }
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Notice(_)
            | Block::Contents(_)
            | Block::Anchor(_)
            | Block::PageBreak => {}
        }
    }
    // Running text needs room whatever the tables are like.
    let all: f64 = widths.iter().sum();
    if all < READING_WIDTH {
        let rest = READING_WIDTH - all;
        let last = widths.len() - 1;
        if blocks.iter().any(|b| matches!(b, Block::Table(_) | Block::Live(_))) {
            widths.push(rest.max(NARROWEST));
        } else {
            widths[last] += rest;
        }
    }
    widths
}

fn column_width(table: &Table, col: usize, column: &Column) -> f64 {
    let texts = || table.rows.iter().filter_map(|row| row.cells.get(col)).map(ToString::to_string);
    let content = texts().flat_map(|t| t.lines().map(look::width).collect::<Vec<_>>()).fold(0.0, f64::max) + 3.0;
    // A header wraps at its spaces, and leaves room for the filter's button.
    let header = column.title.split(' ').map(look::width).fold(0.0, f64::max) * 1.08 + 4.0;
    let most = match column.kind {
        ColumnKind::Text if table.columns.len() > MANY => WIDEST_OF_MANY,
        ColumnKind::Text if content > 900.0 => WIDEST_LONG,
        ColumnKind::Text => WIDEST,
        ColumnKind::Code | ColumnKind::Number => WIDEST_LONG,
    };
    let least = if column.kind == ColumnKind::Number { NARROWEST_NUMBER } else { NARROWEST };
    content.min(most).max(header).max(least)
}

impl Pen<'_> {
    fn last_col(&self) -> u16 {
        u16::try_from(self.widths.len() - 1).unwrap_or(u16::MAX)
    }

    /// The columns that running text spreads over: enough to read well, not the whole of a wide table.
    fn reading(&self) -> (u16, f64) {
        let mut sum = 0.0;
        for (col, width) in (0_u16..).zip(&self.widths) {
            sum += width;
            if sum >= READING_WIDTH {
                return (col, sum);
            }
        }
        (self.last_col(), sum)
    }

    /// One line that may run over the empty cells to its right.
    fn line(&mut self, text: &str, format: &Format, height: f64) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, fitting(text), &format.clone().unset_text_wrap())?;
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }

    /// Wrapped text over the reading columns.
    pub(super) fn wide(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let (last, width) = self.reading();
        // A row is at most 409 points tall: what is longer goes on in the next one.
        for piece in pieces(&fitting(text), width) {
            self.span(0, last, &piece, format)?;
            self.sheet.set_row_height(self.row, look::height(look::lines(&piece, width)))?;
            self.row += 1;
        }
        Ok(())
    }

    fn span(&mut self, first: u16, last: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        if first < last {
            self.sheet.merge_range(self.row, first, self.row, last, text, format)?;
        } else {
            self.sheet.write_string_with_format(self.row, first, text, format)?;
        }
        Ok(())
    }

    /// A remark under what stands above.
    pub(super) fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        self.wide(text, &look::label())
    }

    fn block(&mut self, block: &Block, is_single: bool) -> Result<(), XlsxError> {
        match block {
            Block::Heading { level, text } => {
                let format = look::heading(*level);
                let (last, width) = self.reading();
                self.span(0, last, &fitting(text), &format)?;
                let lines = look::lines(text, width / 1.35);
                self.sheet.set_row_height(self.row, look::height(lines) + 6.0 * lines as f64)?;
                self.row += 1;
            }
            Block::Paragraph(text) => {
                self.wide(text, &look::wrapped())?;
                self.row += 1;
            }
            Block::List(items) => {
                for item in items {
                    self.wide(&format!("•  {item}"), &look::wrapped().set_indent(1))?;
                }
                self.row += 1;
            }
            Block::Notice(notice) => {
                self.wide(&format!("{}: {}", notice.title, notice.text), &look::notice(notice.tone))?;
                self.row += 1;
            }
            Block::Figures(figures) => self.figures(figures)?,
            Block::Facts(facts) => self.facts(facts)?,
            Block::Table(table) => self.table(table, is_single)?,
            Block::Live(live) => live::write(self, live, is_single)?,
            Block::Chart(chart) => {
                self.wide(&chart.caption, &look::caption())?;
                chart::write(self, chart)?;
                self.row += 1;
            }
            Block::Columns(columns) => {
                for block in columns.iter().flatten() {
                    self.block(block, false)?;
                }
            }
            Block::Contents(_) | Block::Anchor(_) => {}
            Block::PageBreak => self.row += 1,
        }
        Ok(())
    }

    fn figures(&mut self, figures: &[Figure]) -> Result<(), XlsxError> {
        for figure in figures {
            self.sheet.write_string_with_format(self.row, 0, fitting(&figure.label), &look::label())?;
            let format = look::wrapped().set_bold().set_font_size(14).set_font_color(look::INK);
            self.value(1, &figure.value, &look::with_number(format, &figure.value))?;
            if let Some(note) = &figure.note {
                self.sheet.write_string_with_format(self.row, 2, fitting(note), &look::label().unset_text_wrap())?;
            }
            let lines = look::lines(&figure.label, self.widths[0]);
            let value = look::lines(&figure.value.to_string(), self.widths[1] / 1.4);
            self.sheet.set_row_height(self.row, look::height(lines.max(value)) + 6.0)?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    fn facts(&mut self, facts: &[Fact]) -> Result<(), XlsxError> {
        let (last, width) = self.reading();
        let last = last.max(1);
        let room = width - self.widths[0];
        for Fact { label, value } in facts {
            self.sheet.write_string_with_format(self.row, 0, fitting(label), &look::label())?;
            let mut lines = look::lines(label, self.widths[0]);
            let format = look::with_number(look::wrapped(), value);
            if let Value::Text(text) | Value::Status(text, _) = value {
                let text = fitting(text);
                self.span(1, last, &text, &format)?;
                lines = lines.max(look::lines(&text, room.max(self.widths[1])));
            } else {
                self.value(1, value, &format)?;
            }
            self.sheet.set_row_height(self.row, look::height(lines))?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    fn table(&mut self, table: &Table, is_single: bool) -> Result<(), XlsxError> {
        self.wide(&table.caption, &look::caption())?;
        if table.rows.is_empty() {
            self.wide(&table.empty, &look::label().set_italic())?;
            self.row += 1;
            return Ok(());
        }
        let header = self.row;
        for (col, column) in (0_u16..).zip(&table.columns) {
            self.sheet.write_string_with_format(header, col, fitting(&column.title), &look::header(column.kind))?;
        }
        self.header_height(&table.columns)?;
        self.row += 1;
        for row in &table.rows {
            for ((col, column), value) in (0_u16..).zip(&table.columns).zip(&row.cells) {
                self.value(col, value, &look::cell(value, column.kind, row.total))?;
            }
            self.row_height(&row.cells)?;
            self.row += 1;
        }
        if is_single {
            let last_col = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
            self.sheet.autofilter(header, 0, self.row - 1, last_col)?;
            self.sheet.set_freeze_panes(header + 1, 0)?;
            self.sheet.set_repeat_rows(header, header)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Gives the current row the height of a table's header.
    pub(super) fn header_height(&mut self, columns: &[Column]) -> Result<(), XlsxError> {
        let lines = columns.iter().zip(&self.widths).map(|(c, width)| look::lines(&c.title, (width - 2.0) / 1.08));
        let tallest = lines.max().unwrap_or(1);
        self.sheet.set_row_height(self.row, look::height(tallest) + 4.0)?;
        Ok(())
    }

    /// Gives the current row the height of its tallest cell: not every program finds the height that wrapped text
    /// needs when it opens a file.
    pub(super) fn row_height(&mut self, cells: &[Value]) -> Result<(), XlsxError> {
        let tallest =
            cells.iter().zip(&self.widths).map(|(value, width)| look::lines(&value.to_string(), *width)).max();
        self.sheet.set_row_height(self.row, look::height(tallest.unwrap_or(1)))?;
        Ok(())
    }

    /// A link to another file in the current row.
    pub(super) fn source(&mut self, col: u16, value: &Value, url: Url, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_url_with_format(self.row, col, url.set_text(fitting(&value.to_string())), format)?;
        Ok(())
    }

    /// A value in the current row, as a number where it is one.
    pub(super) fn value(&mut self, col: u16, value: &Value, format: &Format) -> Result<(), XlsxError> {
        let number = match value {
            Value::Number { value, .. } => Some(*value),
            Value::Percent { points, .. } | Value::Meter(points) => Some(*points),
            Value::Euro(amount) => Some(*amount),
            Value::Count(n) => Some(*n as f64),
            Value::Blank
            | Value::Text(_)
            | Value::Status(..)
            | Value::Cella { .. }
            | Value::Months { .. }
            | Value::Trend(..)
            | Value::Page(_) => None,
        };
        if let Value::Cella { text, luogo } = value
            && let Some(link) = link(luogo)
        {
            let format = format.clone().set_underline(FormatUnderline::Single).set_font_color(look::INK);
            self.sheet.write_url_with_format(self.row, col, link.set_text(fitting(text)), &format)?;
            return Ok(());
        }
        match (value, number) {
            (_, Some(number)) if number.is_finite() => {
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

/// The text as a cell can hold it: no longer than Excel allows, without the characters that no file may contain.
pub(super) fn fitting(text: &str) -> String {
    let text = &text.replace("\r\n", "\n");
    let is_fit = |c: &char| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    let mut units = 0;
    let fits = text.chars().filter(is_fit).take_while(|c| {
        units += c.len_utf16();
        units < LONGEST
    });
    let mut kept: String = fits.collect();
    if units >= LONGEST {
        kept.push('…');
    }
    kept
}

/// A link to a cell of a workbook in the same folder, if Excel can hold it.
fn link(luogo: &Luogo) -> Option<Url> {
    /// The longest link that is surely taken, in characters.
    const LONGEST_LINK: usize = 2_000;
    let file = luogo.file.rsplit('/').next()?;
    let foglio = luogo.foglio.as_deref()?.replace('\'', "''");
    let cella = luogo.cella?;
    let target = format!("file:///{file}#'{foglio}'!{cella}");
    // A number sign would begin the place within the file, a percent sign an escape.
    (!file.contains(['#', '%']) && target.chars().count() < LONGEST_LINK).then(|| Url::new(target))
}

/// The text in pieces that each fit a row, cut between words.
fn pieces(text: &str, width: f64) -> Vec<String> {
    const MOST: usize = 25;
    if look::lines(text, width) <= MOST {
        return vec![text.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for word in text.split_inclusive([' ', '\n']) {
        let last = pieces.last_mut().expect("there is always a piece");
        if !last.is_empty() && look::lines(&format!("{last}{word}"), width) > MOST {
            pieces.push(word.to_owned());
        } else {
            last.push_str(word);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_fits_a_cell_whatever_was_typed() {
        assert_eq!(fitting("a\u{0}b\u{1f}c\r\nd\te\u{ffff}"), "abc\nd\te");
        assert_eq!(fitting("=1+1"), "=1+1");
        for text in ["x".repeat(LONGEST), "x".repeat(LONGEST + 1), "𝄞".repeat(LONGEST)] {
            let kept = fitting(&text);
            assert!(kept.encode_utf16().count() <= LONGEST, "{}", kept.len());
            assert!(kept.ends_with('…'));
        }
        assert!(!fitting(&"x".repeat(LONGEST - 1)).ends_with('…'));
    }
}
