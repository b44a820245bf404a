//! A chapter as a sheet: its blocks one under the other, in columns that the tables share.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::atlas::Atlas;
use super::cell::fitting;
use super::pen::{Pen, READING_WIDTH};
use super::print::{self, Pages};
use super::{live, look, measure, table};
use crate::report::model::{
    Block, Chapter, Chart, Column, ColumnKind, Fact, Figure, Live, Report, Row, Shape, Table, Tone, Value,
};

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
    // Freezing and filtering serve one table; with more, they would hold the wrong one.
    let tables = chapter.blocks.iter().filter(|b| matches!(b, Block::Table(_) | Block::Chart(_) | Block::Live(_)));
    let count = tables.count();
    let is_single = count == 1;
    let has_charts = chapter.blocks.iter().any(|b| matches!(b, Block::Live(live) if !live.charts.is_empty()));
    let page = print::set_up(sheet, report, chapter, &widths, has_charts || count > 1);
    let mut pen = Pen { sheet, name, row: 0, widths, atlas, down: 0.0, pages: Pages::new(page) };
    pen.line(&chapter.title, &look::title(), 24.0)?;
    let subtitle = format!("{} · {} · {}", report.ente, report.title, report.subtitle);
    pen.line(&subtitle, &look::label(), measure::height(1))?;
    if let Some(text) = &report.provvisorio {
        pen.wide(text, &look::notice(Tone::Bad).set_bold())?;
    }
    pen.skip(1);
    for block in &chapter.blocks {
        self::block(&mut pen, block, is_single)?;
    }
    pen.pages.finish(pen.sheet)
}

/// The widths that the chapter's content asks for, by column.
fn widths(blocks: &[Block]) -> Vec<f64> {
    let mut widths: Vec<f64> = vec![table::NARROWEST; 2];
    let mut ask = |col: usize, width: f64| {
        if widths.len() <= col {
            widths.resize(col + 1, table::NARROWEST);
        }
        widths[col] = widths[col].max(width);
    };
    let text = |text: &str| (measure::width(text) + 2.0).min(table::WIDEST);
    for block in blocks {
        match block {
            Block::Facts(facts) => facts.iter().for_each(|fact| ask(0, text(&fact.label))),
            Block::Figures(figures) => {
                for figure in figures {
                    ask(0, text(&figure.label));
                    ask(1, (measure::width(&figure.value.to_string()) * look::LARGE + 3.0).min(table::WIDEST));
                }
            }
            Block::Table(table) | Block::Live(Live { table, .. }) => {
                for (col, column) in table.columns.iter().enumerate() {
                    ask(col, table::column_width(table, col, column));
                }
            }
            Block::Chart(chart) => {
                let table = values(chart);
                for (col, column) in table.columns.iter().enumerate() {
                    ask(col, table::column_width(&table, col, column));
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
            | Block::Sheet(_) => {}
        }
    }
    // Running text needs room whatever the tables are like.
    let all: f64 = widths.iter().sum();
    if all < READING_WIDTH {
        let rest = READING_WIDTH - all;
        let last = widths.len() - 1;
        if blocks.iter().any(|b| matches!(b, Block::Table(_) | Block::Live(_))) {
            widths.push(rest.max(table::NARROWEST));
        } else {
            widths[last] += rest;
        }
    }
    widths
}

fn block(pen: &mut Pen, block: &Block, is_single: bool) -> Result<(), XlsxError> {
    match block {
        Block::Heading { level, text } => {
            let (last, width) = pen.reading();
            pen.span(0, last, &fitting(text), &look::heading(*level))?;
            let lines = measure::lines(text, width / look::LARGE);
            pen.end_row(measure::height(lines) + 6.0 * lines as f64)?;
        }
        Block::Paragraph(text) => {
            pen.wide(text, &look::wrapped())?;
            pen.skip(1);
        }
        Block::List(items) => {
            for item in items {
                pen.wide(&format!("•  {item}"), &look::wrapped().set_indent(1))?;
            }
            pen.skip(1);
        }
        Block::Notice(notice) => {
            pen.wide(&format!("{}: {}", notice.title, notice.text), &look::notice(notice.tone))?;
            pen.skip(1);
        }
        Block::Figures(figures) => self::figures(pen, figures)?,
        Block::Facts(facts) => self::facts(pen, facts)?,
        Block::Table(table) => table::write(pen, table, is_single)?,
        Block::Live(live) => live::write(pen, live, is_single)?,
        Block::Chart(chart) => table::write(pen, &values(chart), is_single)?,
        Block::Columns(columns) => {
            for block in columns.iter().flatten() {
                self::block(pen, block, false)?;
            }
        }
        Block::Contents(_) | Block::Anchor(_) => {}
        Block::Sheet(_) => pen.skip(1),
    }
    Ok(())
}

fn figures(pen: &mut Pen, figures: &[Figure]) -> Result<(), XlsxError> {
    for figure in figures {
        pen.sheet.write_string_with_format(pen.row, 0, fitting(&figure.label), &look::label())?;
        let format = look::wrapped().set_bold().set_font_size(14).set_font_color(look::INK);
        pen.value(1, &figure.value, &look::with_number(format, &figure.value))?;
        if let Some(note) = &figure.note {
            pen.sheet.write_string_with_format(pen.row, 2, fitting(note), &look::label().unset_text_wrap())?;
        }
        let label = measure::lines(&figure.label, pen.widths[0]);
        let value = measure::lines(&figure.value.to_string(), pen.widths[1] / look::LARGE);
        pen.end_row(measure::height(label.max(value)) + 6.0)?;
    }
    pen.skip(1);
    Ok(())
}

fn facts(pen: &mut Pen, facts: &[Fact]) -> Result<(), XlsxError> {
    let (last, width) = pen.reading();
    let last = last.max(1);
    let room = width - pen.widths[0];
    for Fact { label, value } in facts {
        pen.sheet.write_string_with_format(pen.row, 0, fitting(label), &look::label())?;
        let mut lines = measure::lines(label, pen.widths[0]);
        let format = look::with_number(look::wrapped(), value);
        if let Value::Text(text) | Value::Status(text, _) = value {
            let text = fitting(text);
            pen.span(1, last, &text, &format)?;
            lines = lines.max(measure::lines(&text, room.max(pen.widths[1])));
        } else {
            pen.value(1, value, &format)?;
        }
        pen.end_row(measure::height(lines))?;
    }
    pen.skip(1);
    Ok(())
}

/// The values of a chart as a table: a workbook draws only what it computes.
fn values(chart: &Chart) -> Table {
    let absent = || Value::Status("non valutabile".to_owned(), Tone::Neutral);
    let number = |value: &f64| Value::Number { value: *value, decimals: 2 };
    let (titles, lines): (Vec<String>, Vec<(&String, Vec<Value>)>) = match &chart.shape {
        Shape::Bars { bars, .. } => {
            let line = |value: &Option<f64>| vec![value.as_ref().map_or_else(absent, number)];
            (vec!["Valore".to_owned()], bars.iter().map(|(label, value, _)| (label, line(value))).collect())
        }
        Shape::Stacked { parts, bars } => {
            let line = |counts: &[u32]| counts.iter().map(|n| Value::Count(i64::from(*n))).collect();
            let titles = parts.iter().map(|(name, _)| name.clone()).collect();
            (titles, bars.iter().map(|(label, counts)| (label, line(counts))).collect())
        }
        Shape::Dots { rows, .. } => {
            let most = rows.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
            let line = |values: &[f64]| values.iter().map(number).collect();
            (
                (1..=most).map(|n| n.to_string()).collect(),
                rows.iter().map(|(label, values)| (label, line(values))).collect(),
            )
        }
    };
    let column = |title: String, kind| Column { title, kind };
    let mut columns = vec![column("Voce".to_owned(), ColumnKind::Text)];
    columns.extend(titles.into_iter().map(|title| column(title, ColumnKind::Number)));
    let rows = lines.into_iter().map(|(label, mut cells)| {
        cells.insert(0, Value::Text(label.clone()));
        Row { cells, from: None, total: false }
    });
    Table { caption: chart.caption.clone(), columns, rows: rows.collect(), empty: chart.alt.clone() }
}
