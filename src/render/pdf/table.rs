//! Tables: columns as wide as their content asks, heads repeated on every page, rows broken only where they must.

use super::display::{NodeId, Role};
use super::flow::Flow;
use super::fonts::Fonts;
use super::graphics;
use super::look::{ACCENT, BOTTOM, CAPTION, INK, MUTED, RULE, Set, TINT, TOP, baseline, tone_color};
use super::measure::{self, Measure, PAD_X, SIGN, share};
use super::text::{Line, Style, wrap};
use super::value::{from_comma, is_number, shown};
use crate::report::model::{Column, ColumnKind, Row, Table, Tone, Value};

/// A table with its measures, ready to draw.
struct Grid<'t> {
    columns: &'t [Column],
    /// The size of the text.
    size: f32,
    head: Style,
    /// Over and under a cell's text.
    pad: f32,
    widths: Vec<f32>,
    /// What a column's widest number has from its comma on: the commas stand one under the other.
    after: Vec<f32>,
    heads: Vec<Vec<Line>>,
    /// The column that draws months, whose initials stand in its head.
    months: Option<usize>,
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

/// Lays out a table; `alike` is what its columns have to ask for, where they must be like another table's.
pub fn table(flow: &mut Flow<'_>, table: &Table, alike: Option<&[Measure]>) {
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
    let grid = Grid::new(flow.fonts, table, flow.width, flow.set, alike);
    // Caption, head and the first two rows stand together.
    flow.need(title_height + grid.head_height() + grid.needs(0, true));
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
    fn new(fonts: &Fonts, table: &'t Table, width: f32, set: Set, alike: Option<&[Measure]>) -> Self {
        let mut size = set.table;
        let mut measures = alike.map_or_else(|| measure::measures(fonts, table, size), <[Measure]>::to_vec);
        loop {
            let [head, cell, total] = measure::styles(size);
            if measures.iter().map(|m| m.least).sum::<f32>() > width && size > 7.0 {
                size -= 0.5;
                measures = measure::measures(fonts, table, size);
                continue;
            }
            let widths = share(&table.columns, &measures, width);
            let heads = table.columns.iter().zip(&widths);
            let heads = heads.map(|(column, width)| wrap(fonts, head, &column.title, width - 2.0 * PAD_X)).collect();
            let rows = table
                .rows
                .iter()
                .map(|row| Ready::new(fonts, table, row, &widths, if row.total { total } else { cell }, set));
            let rows: Vec<Ready> = rows.collect();
            let after = measures.iter().map(|m| m.after).collect();
            let months = rows.iter().find_map(Ready::months);
            return Self { columns: &table.columns, size, head, pad: set.pad, widths, after, heads, months, rows };
        }
    }

    fn head_height(&self) -> f32 {
        self.head_lines() as f32 * self.head.leading + 2.0 * self.pad
    }

    /// The lines of the tallest head; the initials of the months take one under their title.
    fn head_lines(&self) -> usize {
        let lines = |(i, lines): (usize, &Vec<Line>)| lines.len() + usize::from(self.months == Some(i));
        self.heads.iter().enumerate().map(lines).max().unwrap_or(0).max(1)
    }

    /// Draws the head: content the first time, an artifact where it is repeated.
    fn draw_head(&self, flow: &mut Flow<'_>, nodes: Option<&[NodeId]>) {
        let height = self.head_height();
        let top = flow.y;
        flow.rect(None, (flow.left, top), (flow.width, height), TINT);
        let tallest = self.head_lines();
        let mut x = flow.left;
        for (i, lines) in self.heads.iter().enumerate() {
            // Heads of one line stand at the bottom, next to their column.
            let months = self.months == Some(i);
            let own = lines.len() + usize::from(months);
            let mut y = top + self.pad + (tallest - own) as f32 * self.head.leading;
            for line in lines {
                let left = match self.columns[i].kind {
                    ColumnKind::Number => (x + self.widths[i] - PAD_X - line.width).max(x),
                    ColumnKind::Text | ColumnKind::Code => x + PAD_X,
                };
                flow.text(nodes.map(|nodes| nodes[i]), left, y + baseline(self.head), self.head, INK, line);
                y += self.head.leading;
            }
            if months {
                graphics::initials(flow, x + PAD_X, y + baseline(self.head), self.size);
            }
            x += self.widths[i];
        }
        flow.y = top + height;
        flow.rule(flow.y, 1.0, ACCENT);
    }

    /// The height of a page under the head.
    fn page(&self) -> f32 {
        BOTTOM - TOP - self.head_height()
    }

    /// What a row takes of the page on which it begins, with the one after it where both together are not tall.
    fn needs(&self, i: usize, with_next: bool) -> f32 {
        let row = &self.rows[i];
        let next = self.rows.get(i + 1).filter(|_| with_next).map_or(0.0, |next| next.height);
        let wanted = if row.height + next <= self.page() * 0.6 { row.height + next } else { row.height };
        // A row is broken only where a page cannot hold it.
        if wanted <= self.page() { wanted } else { (4.0 * row.style.leading + 2.0 * self.pad).min(self.page()) }
    }

    fn draw_row(&self, flow: &mut Flow<'_>, i: usize, body: NodeId) {
        let row = &self.rows[i];
        let leading = row.style.leading;
        // The last row does not stand alone on a page: the one before goes with it.
        if flow.need(self.needs(i, i > 0 && i + 2 == self.rows.len())) {
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

    /// The cell that draws months.
    fn months(&self) -> Option<usize> {
        self.cells.iter().position(|cell| matches!(cell, Cell::Drawing(Value::Months { .. })))
    }

    fn lines(&self) -> usize {
        let lines = self.cells.iter().map(|cell| if let Cell::Text { lines, .. } = cell { lines.len() } else { 1 });
        lines.max().unwrap_or(0).max(1)
    }
}
