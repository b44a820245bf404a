//! Tables: columns as wide as their content asks, heads repeated on every page, rows broken only where they must.

use super::display::{NodeId, Role};
use super::fonts::{Face, Fonts};
use super::layout::{
    ACCENT, BODY, BOTTOM, CAPTION, Flow, INK, MARGIN, MUTED, RULE, TINT, TOP, WIDTH, baseline, shown, tone_color,
};
use super::text::{Line, Style, widest_word, wrap};
use crate::report::model::{ColumnKind, Row, Table, Tone, Value};

/// Left and right of a cell's text.
const PAD_X: f32 = 4.0;
/// Over and under a cell's text.
const PAD_Y: f32 = 3.0;
/// What a status' mark takes before its text.
const MARK: f32 = 11.0;

/// The measures of a table.
struct Grid {
    head: Style,
    cell: Style,
    total: Style,
    widths: Vec<f32>,
    heads: Vec<Vec<Line>>,
}

/// A cell ready to draw.
struct Cell {
    lines: Vec<Line>,
    status: Option<Tone>,
}

/// Lays out a table.
pub fn table(flow: &mut Flow<'_>, table: &Table) {
    flow.space(4.0);
    if table.columns.is_empty() || table.rows.is_empty() {
        flow.need(lead(flow.fonts, table));
        caption(flow, &table.caption, Role::P, flow.section);
        let lines = wrap(flow.fonts, BODY, &table.empty, WIDTH);
        let node = flow.node(Role::P, flow.section);
        flow.lines(node, MARGIN, BODY, MUTED, &lines);
        flow.y += 10.0;
        return;
    }
    let grid = Grid::new(flow.fonts, table);
    flow.need(lead_of(flow.fonts, table, &grid));
    let node = flow.node(Role::Table, flow.section);
    caption(flow, &table.caption, Role::Caption, node);
    let head = flow.node(Role::THead, node);
    let head_row = flow.node(Role::TR, head);
    let heads: Vec<NodeId> = table.columns.iter().map(|_| flow.node(Role::ColumnHead, head_row)).collect();
    draw_head(flow, table, &grid, Some(&heads));
    let body = flow.node(Role::TBody, node);
    for row in &table.rows {
        draw_row(flow, table, &grid, row, body);
    }
    flow.y += 12.0;
}

/// How much of a table must stand together: caption, head and first row.
#[must_use]
pub fn lead(fonts: &Fonts, table: &Table) -> f32 {
    if table.columns.is_empty() || table.rows.is_empty() {
        return 2.0 * CAPTION.leading + BODY.leading;
    }
    lead_of(fonts, table, &Grid::new(fonts, table))
}

fn lead_of(fonts: &Fonts, table: &Table, grid: &Grid) -> f32 {
    let caption = wrap(fonts, CAPTION, &table.caption, WIDTH).len() as f32 * CAPTION.leading + 4.0;
    let first = table.rows.first().map_or(0.0, |row| {
        let lines = grid.cells(fonts, table, row).iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        lines.min(12) as f32 * grid.cell.leading + 2.0 * PAD_Y
    });
    caption + grid.head_height() + first + 4.0
}

fn caption(flow: &mut Flow<'_>, text: &str, role: Role, parent: NodeId) {
    let lines = wrap(flow.fonts, CAPTION, text, WIDTH);
    if !lines.is_empty() {
        let node = flow.node(role, parent);
        flow.lines(node, MARGIN, CAPTION, INK, &lines);
        flow.y += 3.0;
    }
}

impl Grid {
    fn new(fonts: &Fonts, table: &Table) -> Self {
        let mut size = 9.0;
        loop {
            let head = Style::new(Face::SemiBold, size, size * 1.33);
            let cell = Style::new(Face::Regular, size, size * 1.36);
            let total = Style::new(Face::Bold, size, size * 1.36);
            let (min, natural) = measure(fonts, table, head, total);
            let fits = min.iter().sum::<f32>() <= WIDTH;
            if !fits && size > 7.0 {
                size -= 1.0;
                continue;
            }
            let widths = share(table, &min, &natural);
            let heads = table
                .columns
                .iter()
                .zip(&widths)
                .map(|(column, width)| wrap(fonts, head, &column.title, width - 2.0 * PAD_X))
                .collect();
            return Self { head, cell, total, widths, heads };
        }
    }

    fn head_height(&self) -> f32 {
        self.heads.iter().map(Vec::len).max().unwrap_or(0).max(1) as f32 * self.head.leading + 2.0 * PAD_Y
    }

    fn cells(&self, fonts: &Fonts, table: &Table, row: &Row) -> Vec<Cell> {
        let style = if row.total { self.total } else { self.cell };
        (0..table.columns.len())
            .map(|i| {
                let value = row.cells.get(i).unwrap_or(&Value::Blank);
                let status = if let Value::Status(_, tone) = value { Some(*tone) } else { None };
                let shift = if status.is_some() { MARK } else { 0.0 };
                let width = (self.widths[i] - 2.0 * PAD_X - shift).max(1.0);
                // A total leaves columns that have none empty: nothing is missing there.
                let text = if row.total && *value == Value::Blank { String::new() } else { shown(value).0 };
                Cell { lines: wrap(fonts, style, &text, width), status }
            })
            .collect()
    }
}

/// The least and the natural width of each column.
fn measure(fonts: &Fonts, table: &Table, head: Style, cell: Style) -> (Vec<f32>, Vec<f32>) {
    // Past this a word is better cut than given the page.
    const LONGEST_WORD: f32 = 110.0;
    let pad = 2.0 * PAD_X + 0.5;
    let mut min = Vec::with_capacity(table.columns.len());
    let mut natural = Vec::with_capacity(table.columns.len());
    for (i, column) in table.columns.iter().enumerate() {
        let title = fonts.clean(&column.title);
        let mut least = widest_word(fonts, head, &title).min(LONGEST_WORD);
        let mut most = fonts.width(head.face, head.size, &title);
        for row in &table.rows {
            let Some(value) = row.cells.get(i) else { continue };
            let shift = if matches!(value, Value::Status(..)) { MARK } else { 0.0 };
            let text = shown(value).0;
            let text = fonts.clean(&text);
            // Past a few lines' worth, a longer text asks for no more width.
            let width = fonts.width(cell.face, cell.size, &text);
            most = most.max(width.min(1500.0) + shift);
            if least < LONGEST_WORD || column.kind != ColumnKind::Text {
                least = least.max(match column.kind {
                    ColumnKind::Text => widest_word(fonts, cell, &text).min(LONGEST_WORD) + shift,
                    ColumnKind::Code | ColumnKind::Number => width.min(LONGEST_WORD * 1.3) + shift,
                });
            }
        }
        min.push(least + pad);
        natural.push(most.max(least) + pad);
    }
    (min, natural)
}

/// The columns' widths: what each asks for if there is room, at least its least if there is, else in proportion.
fn share(table: &Table, min: &[f32], natural: &[f32]) -> Vec<f32> {
    let (least, wanted): (f32, f32) = (min.iter().sum(), natural.iter().sum());
    if least >= WIDTH {
        return min.iter().map(|width| width * WIDTH / least).collect();
    }
    if wanted > WIDTH {
        // The square root keeps one endless text from starving the others.
        let asks: Vec<f32> = natural.iter().zip(min).map(|(n, m)| (n - m).max(0.0).sqrt()).collect();
        let mut widths = min.to_vec();
        for _ in 0..4 {
            let room = WIDTH - widths.iter().sum::<f32>();
            let open = |i: usize| natural[i] - widths[i] > 0.05;
            let total: f32 = (0..widths.len()).filter(|&i| open(i)).map(|i| asks[i]).sum();
            if room < 0.1 || total <= 0.0 {
                break;
            }
            let grown: Vec<f32> = (0..widths.len())
                .map(|i| if open(i) { (widths[i] + room * asks[i] / total).min(natural[i]) } else { widths[i] })
                .collect();
            widths = grown;
        }
        return widths;
    }
    // Room to spare goes to the columns of text, or evenly where there are none.
    let spare = WIDTH - wanted;
    let texts = table.columns.iter().filter(|column| column.kind == ColumnKind::Text).count();
    let each = spare / if texts == 0 { natural.len() } else { texts } as f32;
    natural
        .iter()
        .zip(&table.columns)
        .map(|(width, column)| if texts == 0 || column.kind == ColumnKind::Text { width + each } else { *width })
        .collect()
}

/// Draws the head: content the first time, an artifact where it is repeated.
fn draw_head(flow: &mut Flow<'_>, table: &Table, grid: &Grid, nodes: Option<&[NodeId]>) {
    let height = grid.head_height();
    let top = flow.y;
    flow.rect(None, (MARGIN, top), (WIDTH, height), TINT);
    let tallest = grid.heads.iter().map(Vec::len).max().unwrap_or(0);
    let mut x = MARGIN;
    for (i, lines) in grid.heads.iter().enumerate() {
        // Heads of one line stand at the bottom, next to their column.
        let mut y = top + PAD_Y + (tallest - lines.len()) as f32 * grid.head.leading;
        for line in lines {
            let left = aligned(table.columns[i].kind, x, grid.widths[i], line.width);
            flow.text(nodes.map(|nodes| nodes[i]), left, y + baseline(grid.head), grid.head, INK, line);
            y += grid.head.leading;
        }
        x += grid.widths[i];
    }
    flow.y = top + height;
    flow.rule(flow.y, MARGIN, WIDTH, 1.0, ACCENT);
}

fn draw_row(flow: &mut Flow<'_>, table: &Table, grid: &Grid, row: &Row, body: NodeId) {
    let cells = grid.cells(flow.fonts, table, row);
    let style = if row.total { grid.total } else { grid.cell };
    let tallest = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0).max(1);
    let height = tallest as f32 * style.leading + 2.0 * PAD_Y;
    let page = BOTTOM - TOP - grid.head_height();
    // A row is broken only where a page cannot hold it.
    let turn = if height <= page { height } else { (4.0 * style.leading + 2.0 * PAD_Y).min(page) };
    if flow.need(turn) {
        draw_head(flow, table, grid, None);
    }
    let node = flow.node(Role::TR, body);
    let nodes: Vec<NodeId> = cells.iter().map(|_| flow.node(Role::TD, node)).collect();
    let mut from = 0;
    while from < tallest {
        let room = ((BOTTOM - flow.y - 2.0 * PAD_Y) / style.leading + 0.001).floor().max(1.0);
        // The number of lines on a page is small.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let to = tallest.min(from + room as usize);
        draw_lines(flow, table, grid, (&cells, &nodes), (from, to), style, row.total);
        from = to;
        if from < tallest {
            flow.new_page();
            draw_head(flow, table, grid, None);
        }
    }
}

/// Draws the lines `from..to` of a row's cells.
fn draw_lines(
    flow: &mut Flow<'_>,
    table: &Table,
    grid: &Grid,
    (cells, nodes): (&[Cell], &[NodeId]),
    (from, to): (usize, usize),
    style: Style,
    total: bool,
) {
    let top = flow.y;
    let height = (to - from) as f32 * style.leading + 2.0 * PAD_Y;
    if total {
        flow.rule(top, MARGIN, WIDTH, 1.0, INK);
    }
    let mut x = MARGIN;
    for (i, cell) in cells.iter().enumerate() {
        let mut y = top + PAD_Y;
        for (n, line) in cell.lines.iter().enumerate().take(to).skip(from) {
            let base = y + baseline(style);
            let shift = if cell.status.is_some() { MARK } else { 0.0 };
            let left = aligned(table.columns[i].kind, x + shift, grid.widths[i] - shift, line.width);
            let color = cell.status.map_or(INK, tone_color);
            if let (Some(tone), 0) = (cell.status, n) {
                flow.mark(None, tone, left - MARK, base - style.size * 0.33, 7.0);
            }
            flow.text(Some(nodes[i]), left, base, style, color, line);
            y += style.leading;
        }
        x += grid.widths[i];
    }
    flow.y = top + height;
    flow.rule(flow.y, MARGIN, WIDTH, 0.4, RULE);
}

fn aligned(kind: ColumnKind, x: f32, width: f32, text: f32) -> f32 {
    match kind {
        ColumnKind::Number => (x + width - PAD_X - text).max(x),
        ColumnKind::Text | ColumnKind::Code => x + PAD_X,
    }
}
