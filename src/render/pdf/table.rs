//! Tables: columns as wide as their content asks, heads repeated on every page, rows broken only where they must.

use super::display::{NodeId, Role};
use super::flow::Flow;
use super::fonts::{Face, Fonts};
use super::graphics;
use super::look::{ACCENT, BOTTOM, CAPTION, INK, MUTED, RULE, Set, TINT, TOP, baseline, tone_color};
use super::text::{Line, Style, widest_word, wrap};
use super::value::{from_comma, is_number, shown};
use crate::report::model::{Column, ColumnKind, Row, Table, Tone, Value};

/// Left and right of a cell's text.
const PAD_X: f32 = 4.0;
/// What a status' sign takes before its text.
const SIGN: f32 = 10.5;
/// Past this a word is better cut than given the page.
const LONGEST_WORD: f32 = 110.0;

/// A table with its measures, ready to draw.
struct Grid<'t> {
    columns: &'t [Column],
    head: Style,
    /// Over and under a cell's text.
    pad: f32,
    widths: Vec<f32>,
    /// What a column's widest number has from its comma on: the commas stand one under the other.
    after: Vec<f32>,
    heads: Vec<Vec<Line>>,
    rows: Vec<Ready<'t>>,
}

/// A row ready to draw.
struct Ready<'t> {
    cells: Vec<Cell<'t>>,
    style: Style,
    total: bool,
    height: f32,
}

/// A cell ready to draw.
enum Cell<'t> {
    Text {
        lines: Vec<Line>,
        sign: Option<Tone>,
    },
    /// The text, and how much of it stands right of the comma's place.
    Number {
        line: Line,
        after: f32,
    },
    Drawing(&'t Value),
    Page(&'t str),
}

/// Lays out a table.
pub fn table(flow: &mut Flow<'_>, table: &Table) {
    flow.space(3.0);
    let title = wrap(flow.fonts, CAPTION, &table.caption, flow.width);
    let title_height = if title.is_empty() { 0.0 } else { title.len() as f32 * CAPTION.leading + 2.0 };
    if table.columns.is_empty() || table.rows.is_empty() {
        let lines = wrap(flow.fonts, flow.set.body, &table.empty, flow.width);
        flow.need(title_height + lines.len().min(3) as f32 * flow.set.body.leading);
        caption(flow, &title, Role::P, flow.section);
        if !lines.is_empty() {
            let node = flow.node(Role::P, flow.section);
            flow.lines(node, 0.0, flow.set.body, MUTED, &lines);
        }
        flow.after(8.0);
        return;
    }
    let grid = Grid::new(flow.fonts, table, flow.width, flow.set);
    // Caption, head and the first two rows stand together; of very tall rows, their beginning.
    let first: f32 = grid.rows.iter().take(2).map(|row| row.height.min(120.0)).sum();
    flow.need(title_height + grid.head_height() + first);
    let node = flow.node(Role::Table, flow.section);
    caption(flow, &title, Role::Caption, node);
    let head = flow.node(Role::THead, node);
    let head_row = flow.node(Role::TR, head);
    let heads: Vec<NodeId> = table.columns.iter().map(|_| flow.node(Role::ColumnHead, head_row)).collect();
    grid.draw_head(flow, Some(&heads));
    let body = flow.node(Role::TBody, node);
    for i in 0..grid.rows.len() {
        grid.draw_row(flow, i, body);
    }
    flow.after(9.0);
}

fn caption(flow: &mut Flow<'_>, lines: &[Line], role: Role, parent: NodeId) {
    if !lines.is_empty() {
        let node = flow.node(role, parent);
        flow.lines(node, 0.0, CAPTION, INK, lines);
        flow.y += 2.0;
    }
}

impl<'t> Grid<'t> {
    fn new(fonts: &Fonts, table: &'t Table, width: f32, set: Set) -> Self {
        let mut size = set.table;
        loop {
            let head = Style::new(Face::SemiBold, size - 0.3, size * 1.26);
            let cell = Style::new(Face::Regular, size, size * 1.3);
            let total = Style::new(Face::Bold, size, size * 1.3);
            let measures: Vec<Measure> =
                table.columns.iter().enumerate().map(|(i, _)| Measure::new(fonts, table, i, head, cell)).collect();
            if measures.iter().map(|m| m.least).sum::<f32>() > width && size > 7.0 {
                size -= 0.5;
                continue;
            }
            let widths = share(&table.columns, &measures, width);
            let heads = table.columns.iter().zip(&widths);
            let heads = heads.map(|(column, width)| wrap(fonts, head, &column.title, width - 2.0 * PAD_X)).collect();
            let rows = table
                .rows
                .iter()
                .map(|row| Ready::new(fonts, table, row, &widths, if row.total { total } else { cell }, set));
            let rows = rows.collect();
            let after = measures.iter().map(|m| m.after).collect();
            return Self { columns: &table.columns, head, pad: set.pad, widths, after, heads, rows };
        }
    }

    fn head_height(&self) -> f32 {
        self.heads.iter().map(Vec::len).max().unwrap_or(0).max(1) as f32 * self.head.leading + 2.0 * self.pad
    }

    /// Draws the head: content the first time, an artifact where it is repeated.
    fn draw_head(&self, flow: &mut Flow<'_>, nodes: Option<&[NodeId]>) {
        let height = self.head_height();
        let top = flow.y;
        flow.rect(None, (flow.left, top), (flow.width, height), TINT);
        let tallest = self.heads.iter().map(Vec::len).max().unwrap_or(0);
        let mut x = flow.left;
        for (i, lines) in self.heads.iter().enumerate() {
            // Heads of one line stand at the bottom, next to their column.
            let mut y = top + self.pad + (tallest - lines.len()) as f32 * self.head.leading;
            for line in lines {
                let left = match self.columns[i].kind {
                    ColumnKind::Number => (x + self.widths[i] - PAD_X - line.width).max(x),
                    ColumnKind::Text | ColumnKind::Code => x + PAD_X,
                };
                flow.text(nodes.map(|nodes| nodes[i]), left, y + baseline(self.head), self.head, INK, line);
                y += self.head.leading;
            }
            x += self.widths[i];
        }
        flow.y = top + height;
        flow.rule(flow.y, 1.0, ACCENT);
    }

    fn draw_row(&self, flow: &mut Flow<'_>, i: usize, body: NodeId) {
        let row = &self.rows[i];
        let leading = row.style.leading;
        let page = BOTTOM - TOP - self.head_height();
        // The last row does not stand alone on a page: the one before goes with it.
        let with = if i > 0 && i + 2 == self.rows.len() { self.rows[i + 1].height } else { 0.0 };
        let wanted = if row.height + with <= page * 0.6 { row.height + with } else { row.height };
        // A row is broken only where a page cannot hold it.
        let turn = if wanted <= page { wanted } else { (4.0 * leading + 2.0 * self.pad).min(page) };
        if flow.need(turn) {
            self.draw_head(flow, None);
        }
        let node = flow.node(Role::TR, body);
        let nodes: Vec<NodeId> = row.cells.iter().map(|_| flow.node(Role::TD, node)).collect();
        let tallest = row.lines();
        let mut from = 0;
        loop {
            let room = ((BOTTOM - flow.y - 2.0 * self.pad) / leading + 0.001).floor().max(1.0);
            // The number of lines on a page is small.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let to = tallest.min(from + room as usize);
            self.draw_lines(flow, row, &nodes, (from, to));
            from = to;
            if from >= tallest {
                break;
            }
            flow.new_page();
            self.draw_head(flow, None);
        }
    }

    /// Draws the lines `from..to` of a row's cells.
    fn draw_lines(&self, flow: &mut Flow<'_>, row: &Ready<'_>, nodes: &[NodeId], (from, to): (usize, usize)) {
        let top = flow.y;
        let height =
            if to - from == row.lines() { row.height } else { (to - from) as f32 * row.style.leading + 2.0 * self.pad };
        if row.total {
            flow.rule(top, 1.0, INK);
        }
        let first = top + self.pad + baseline(row.style);
        let mut x = flow.left;
        for (i, cell) in row.cells.iter().enumerate() {
            let right = x + self.widths[i] - PAD_X;
            match cell {
                Cell::Text { lines, sign } => {
                    let shift = if sign.is_some() { SIGN } else { 0.0 };
                    let color = sign.map_or(INK, tone_color);
                    for (n, line) in lines.iter().enumerate().take(to).skip(from) {
                        let base = first + (n - from) as f32 * row.style.leading;
                        let left = match self.columns[i].kind {
                            ColumnKind::Number => (right - line.width).max(x + shift),
                            ColumnKind::Text | ColumnKind::Code => x + PAD_X + shift,
                        };
                        if let (Some(tone), 0) = (sign, n) {
                            flow.sign(None, *tone, left - SIGN, base - row.style.size * 0.33, 6.5);
                        }
                        flow.text(Some(nodes[i]), left, base, row.style, color, line);
                    }
                }
                Cell::Number { line, after } if from == 0 => {
                    let left = (right - self.after[i] + after - line.width).max(x);
                    flow.text(Some(nodes[i]), left, first, row.style, INK, line);
                }
                Cell::Page(anchor) if from == 0 => {
                    let link = flow.node(Role::Link, nodes[i]);
                    flow.page_number(link, right, first, row.style, ACCENT, anchor);
                    flow.widen_link(x, top, top + height);
                }
                Cell::Drawing(value) if from == 0 => {
                    let area = (x + PAD_X, top, self.widths[i] - 2.0 * PAD_X, height.min(graphics::TALLEST));
                    graphics::draw(flow, nodes[i], area, (row.style, first), value);
                }
                _ => {}
            }
            x += self.widths[i];
        }
        flow.y = top + height;
        flow.rule(flow.y, 0.4, RULE);
    }
}

impl<'t> Ready<'t> {
    fn new(fonts: &Fonts, table: &'t Table, row: &'t Row, widths: &[f32], style: Style, set: Set) -> Self {
        let cells: Vec<Cell> = (0..table.columns.len())
            .map(|i| {
                let value = row.cells.get(i).unwrap_or(&Value::Blank);
                let width = (widths[i] - 2.0 * PAD_X).max(1.0);
                match value {
                    // A total leaves columns that have none empty: nothing is missing there.
                    Value::Blank if row.total => Cell::Text { lines: Vec::new(), sign: None },
                    Value::Months { .. } | Value::Meter(_) | Value::Trend(..) => Cell::Drawing(value),
                    Value::Page(anchor) => Cell::Page(anchor),
                    _ => {
                        let text = shown(value).0;
                        let whole = fonts.width(style.face, style.size, &text);
                        if table.columns[i].kind == ColumnKind::Number && is_number(value) && whole <= width {
                            let after = fonts.width(style.face, style.size, from_comma(&text));
                            return Cell::Number { line: Line { text, width: whole }, after };
                        }
                        let sign = if let Value::Status(_, tone) = value { Some(*tone) } else { None };
                        let shift = if sign.is_some() { SIGN } else { 0.0 };
                        Cell::Text { lines: wrap(fonts, style, &text, (width - shift).max(1.0)), sign }
                    }
                }
            })
            .collect();
        let mut ready = Self { cells, style, total: row.total, height: 0.0 };
        let drawn = ready.cells.iter().any(|cell| matches!(cell, Cell::Drawing(_)));
        let least = if drawn { set.drawing } else { 0.0 };
        ready.height = (ready.lines() as f32 * style.leading + 2.0 * set.pad).max(least);
        ready
    }

    fn lines(&self) -> usize {
        let lines = self.cells.iter().map(|cell| if let Cell::Text { lines, .. } = cell { lines.len() } else { 1 });
        lines.max().unwrap_or(0).max(1)
    }
}

/// What a column asks for.
struct Measure {
    /// The least width.
    least: f32,
    /// The width at which nothing wraps.
    natural: f32,
    /// The widest part of a number from its comma on.
    after: f32,
}

impl Measure {
    fn new(fonts: &Fonts, table: &Table, i: usize, head: Style, cell: Style) -> Self {
        let column = &table.columns[i];
        let pad = 2.0 * PAD_X + 0.5;
        let title = fonts.clean(&column.title);
        let mut least = widest_word(fonts, head, &title).min(LONGEST_WORD);
        // A head may take two lines: it asks for no more than half its length.
        let mut natural = least.max(fonts.width(head.face, head.size, &title) * 0.55);
        let (mut before, mut after) = (0.0_f32, 0.0_f32);
        for row in &table.rows {
            let Some(value) = row.cells.get(i) else { continue };
            if let Some(width) = graphics::width(fonts, value) {
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
}

/// The columns' widths: what each asks for if there is room, at least its least if there is, else in proportion.
fn share(columns: &[Column], measures: &[Measure], width: f32) -> Vec<f32> {
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
