//! How wide the columns of a table are: what each asks for by its content, and what it gets.

use std::collections::BTreeMap;

use super::fonts::{Face, Fonts};
use super::graphics;
use super::text::{Style, widest_word};
use super::value::{from_comma, is_number, shown};
use crate::report::model::{Column, ColumnKind, Table, Value};

/// Left and right of a cell's text.
pub const PAD_X: f32 = 4.0;
/// What a status' sign takes before its text.
pub const SIGN: f32 = 10.5;
/// Past this a word is better cut than given the page.
const LONGEST_WORD: f32 = 110.0;

/// What a column asks for.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// The least width.
    pub least: f32,
    /// The width at which nothing wraps.
    pub natural: f32,
    /// The widest part of a number from its comma on.
    pub after: f32,
}

impl Measure {
    /// What the i-th column of a table asks for.
    #[must_use]
    pub fn new(fonts: &Fonts, table: &Table, i: usize, head: Style, cell: Style) -> Self {
        let column = &table.columns[i];
        let pad = 2.0 * PAD_X + 0.5;
        let title = fonts.clean(&column.title);
        let mut least = widest_word(fonts, head, &title).min(LONGEST_WORD);
        // A head may take two lines: it asks for no more than half its length.
        let mut natural = least.max(fonts.width(head.face, head.size, &title) * 0.55);
        let (mut before, mut after) = (0.0_f32, 0.0_f32);
        for row in &table.rows {
            let Some(value) = row.cells.get(i) else { continue };
            if let Some(width) = graphics::width(fonts, value, cell.size) {
                (least, natural) = (least.max(width), natural.max(width));
                continue;
            }
            // A total is bold, which is wider.
            let face = if row.total { Face::Bold } else { cell.face };
            let style = Style::new(face, cell.size, cell.leading);
            let shift = if matches!(value, Value::Status(..)) { SIGN } else { 0.0 };
            let text = shown(value).0;
            let text = fonts.clean(&text);
            let width = fonts.width(style.face, style.size, &text);
            if column.kind == ColumnKind::Number && is_number(value) {
                let tail = fonts.width(style.face, style.size, from_comma(&text));
                (before, after) = (before.max(width - tail), after.max(tail));
                continue;
            }
            // Past a few lines' worth, a longer text asks for no more width.
            natural = natural.max(width.min(1200.0) + shift);
            if least < LONGEST_WORD || column.kind != ColumnKind::Text {
                least = least.max(match column.kind {
                    ColumnKind::Code => width.min(LONGEST_WORD * 1.3) + shift,
                    _ => widest_word(fonts, style, &text).min(LONGEST_WORD) + shift,
                });
            }
        }
        let least = least.max((before + after).min(LONGEST_WORD * 1.3));
        Self { least: least + pad, natural: natural.max(least) + pad, after }
    }

    /// What two columns that must be alike ask for.
    fn with(self, other: Self) -> Self {
        Self {
            least: self.least.max(other.least),
            natural: self.natural.max(other.natural),
            after: self.after.max(other.after),
        }
    }
}

/// The type of a table's heads, of its cells and of its totals, by the size of its text.
#[must_use]
pub fn styles(size: f32) -> [Style; 3] {
    [
        Style::new(Face::SemiBold, size - 0.3, size * 1.26),
        Style::new(Face::Regular, size, size * 1.3),
        Style::new(Face::Bold, size, size * 1.3),
    ]
}

/// What the columns of a table ask for.
#[must_use]
pub fn measures(fonts: &Fonts, table: &Table, size: f32) -> Vec<Measure> {
    let [head, cell, _] = styles(size);
    (0..table.columns.len()).map(|i| Measure::new(fonts, table, i, head, cell)).collect()
}

/// Tables of a chapter with the same heads, such as one a sheet of a workbook, have columns of the same widths.
#[derive(Debug, Default)]
pub struct Alike(BTreeMap<Vec<String>, Vec<Measure>>);

impl Alike {
    /// What these tables ask for together, at a size of text.
    pub fn new<'t>(fonts: &Fonts, tables: impl Iterator<Item = &'t Table>, size: f32) -> Self {
        let mut by_heads: BTreeMap<Vec<String>, Vec<Vec<Measure>>> = BTreeMap::new();
        for table in tables.filter(|table| !table.rows.is_empty()) {
            by_heads.entry(heads(table)).or_default().push(measures(fonts, table, size));
        }
        by_heads.retain(|_, tables| tables.len() > 1);
        let merge = |a: Vec<Measure>, b: Vec<Measure>| a.into_iter().zip(b).map(|(a, b)| a.with(b)).collect();
        let merged = by_heads.into_iter().filter_map(|(heads, all)| Some((heads, all.into_iter().reduce(merge)?)));
        Self(merged.collect())
    }

    /// What a table's columns have to ask for.
    #[must_use]
    pub fn of(&self, table: &Table) -> Option<&[Measure]> {
        self.0.get(&heads(table)).map(Vec::as_slice)
    }
}

fn heads(table: &Table) -> Vec<String> {
    table.columns.iter().map(|column| column.title.clone()).collect()
}

/// The columns' widths: what each asks for if there is room, at least its least if there is, else in proportion.
#[must_use]
pub fn share(columns: &[Column], measures: &[Measure], width: f32) -> Vec<f32> {
    let least: f32 = measures.iter().map(|m| m.least).sum();
    let wanted: f32 = measures.iter().map(|m| m.natural).sum();
    if least >= width {
        return measures.iter().map(|m| m.least * width / least).collect();
    }
    if wanted > width {
        // The square root keeps one endless text from starving the others.
        let asks: Vec<f32> = measures.iter().map(|m| (m.natural - m.least).max(0.0).sqrt()).collect();
        let mut widths: Vec<f32> = measures.iter().map(|m| m.least).collect();
        for _ in 0..4 {
            let room = width - widths.iter().sum::<f32>();
            let open = |i: usize| measures[i].natural - widths[i] > 0.05;
            let total: f32 = (0..widths.len()).filter(|&i| open(i)).map(|i| asks[i]).sum();
            if room < 0.1 || total <= 0.0 {
                break;
            }
            let grow = |i: usize| if open(i) { room * asks[i] / total } else { 0.0 };
            widths = (0..widths.len()).map(|i| (widths[i] + grow(i)).min(measures[i].natural.max(widths[i]))).collect();
        }
        return widths;
    }
    // Room to spare goes to the columns of text, or evenly where there are none.
    let spare = width - wanted;
    let is_text = |column: &Column| column.kind == ColumnKind::Text;
    let texts = columns.iter().filter(|column| is_text(column)).count();
    let each = spare / if texts == 0 { columns.len() } else { texts } as f32;
    let grown = |(m, column): (&Measure, &Column)| m.natural + if texts == 0 || is_text(column) { each } else { 0.0 };
    measures.iter().zip(columns).map(grown).collect()
}
