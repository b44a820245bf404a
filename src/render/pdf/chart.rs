//! Charts as vectors: one figure with its alternative text, built of rows that may go on over the page.

use super::display::{Color, Item, NodeId, Role};
use super::fonts::{Face, Fonts};
use super::layout::{
    ACCENT, BOTTOM, CAPTION, Flow, INK, MARGIN, MUTED, RULE, SMALL, TINT, TOP, WIDTH, baseline, tone_color,
};
use super::text::{Line, Style, shorten, wrap};
use crate::italian::{number, percent_as_typed};
use crate::report::model::{Chart, GanttRow, Shape, Tone};

/// Labels of rows: at most three lines.
const LABEL: Style = Style::new(Face::Regular, 8.5, 11.0);
const STRONG: Style = Style::new(Face::SemiBold, 8.5, 11.0);
const LABEL_LINES: usize = 3;
const BAR: f32 = 11.0;
const MONTHS: [&str; 12] = ["G", "F", "M", "A", "M", "G", "L", "A", "S", "O", "N", "D"];

/// Lays out a chart.
pub fn chart(flow: &mut Flow<'_>, chart: &Chart) {
    flow.space(4.0);
    flow.need(height(flow.fonts, chart).min(BOTTOM - TOP).min(lead(flow.fonts, chart).max(220.0)));
    let lines = wrap(flow.fonts, CAPTION, &chart.caption, WIDTH);
    if !lines.is_empty() {
        let node = flow.node(Role::P, flow.section);
        flow.lines(node, MARGIN, CAPTION, INK, &lines);
        flow.y += 4.0;
    }
    let figure = flow.node(Role::Figure, flow.section);
    // A figure without words would be a hole to who cannot see it.
    let alt = if chart.alt.trim().is_empty() { format!("Grafico: {}", chart.caption) } else { chart.alt.clone() };
    flow.list.nodes[figure.0].alt = Some(alt);
    match &chart.shape {
        Shape::Bars { max, bars, marks } => draw_bars(flow, figure, *max, bars, marks),
        Shape::Stacked { parts, bars } => draw_stacked(flow, figure, parts, bars),
        Shape::Gantt { rows, until } => draw_gantt(flow, figure, rows, *until),
    }
    flow.y += 12.0;
}

/// How much of a chart must follow a heading: its caption and first rows.
#[must_use]
pub fn lead(fonts: &Fonts, chart: &Chart) -> f32 {
    height(fonts, chart).min(130.0)
}

/// About how high a chart is.
fn height(fonts: &Fonts, chart: &Chart) -> f32 {
    let rows = match &chart.shape {
        Shape::Bars { bars, .. } => bars.len(),
        Shape::Stacked { bars, .. } => bars.len() + 1,
        Shape::Gantt { rows, .. } => rows.len(),
    };
    wrap(fonts, CAPTION, &chart.caption, WIDTH).len() as f32 * CAPTION.leading + rows as f32 * 26.0 + 44.0
}

fn label(fonts: &Fonts, text: &str, width: f32) -> Vec<Line> {
    let mut lines = wrap(fonts, LABEL, text, width);
    if lines.len() > LABEL_LINES {
        let rest: String = lines.drain(LABEL_LINES - 1..).map(|line| line.text).collect();
        // Longer than the line by far: only the part that can be seen is measured.
        let rest: String = rest.chars().take(200).collect();
        lines.push(shorten(fonts, LABEL, &format!("{rest} …"), width));
    }
    if let Some(last) = lines.last_mut() {
        last.text.push(' ');
    }
    lines
}

fn draw_label(flow: &mut Flow<'_>, node: NodeId, lines: &[Line], top: f32, row: f32) {
    let mut y = top + (row - lines.len() as f32 * LABEL.leading) / 2.0;
    for line in lines {
        flow.text(Some(node), MARGIN, y + baseline(LABEL), LABEL, INK, line);
        y += LABEL.leading;
    }
}

fn vertical(flow: &mut Flow<'_>, node: NodeId, x: f32, (from, to): (f32, f32), width: f32, color: Color) {
    flow.put(Some(node), Item::Line { points: vec![(x, from), (x, to)], width, color });
}

fn fraction(value: f64, max: f64) -> f32 {
    let share = if value.is_finite() && max.is_finite() && max > 0.0 { (value / max).clamp(0.0, 1.0) } else { 0.0 };
    // A share between 0 and 1 has room in an f32.
    #[allow(clippy::cast_possible_truncation)]
    let share = share as f32;
    share
}

fn draw_bars(
    flow: &mut Flow<'_>,
    node: NodeId,
    max: f64,
    bars: &[(String, Option<f64>, Tone)],
    marks: &[(f64, String)],
) {
    const LEFT: f32 = 150.0;
    const RIGHT: f32 = 84.0;
    let start = MARGIN + LEFT + 8.0;
    let width = WIDTH - LEFT - 8.0 - RIGHT;
    let head = if marks.is_empty() { 4.0 } else { 2.0 * SMALL.leading + 4.0 };
    draw_marks(flow, node, (start, width), max, marks);
    flow.y += head;
    for (name, value, tone) in bars {
        let lines = label(flow.fonts, name, LEFT);
        let row = (lines.len() as f32 * LABEL.leading).max(BAR) + 8.0;
        if flow.need(row) {
            draw_marks(flow, node, (start, width), max, marks);
            flow.y += head;
        }
        let top = flow.y;
        let y = top + (row - BAR) / 2.0;
        draw_label(flow, node, &lines, top, row);
        flow.rect(Some(node), (start, y), (width, BAR), TINT);
        let base = y + BAR / 2.0 + 2.9;
        let text = value.map_or_else(|| "non valutabile".to_owned(), |value| number(value, 2));
        let line = shorten(flow.fonts, STRONG, &format!("{text} "), RIGHT - 18.0);
        if let Some(value) = value {
            let color = if *tone == Tone::Neutral { ACCENT } else { tone_color(*tone) };
            flow.rect(Some(node), (start, y), (width * fraction(*value, max), BAR), color);
        }
        let shift = if *tone == Tone::Neutral { 6.0 } else { 17.0 };
        if *tone != Tone::Neutral {
            flow.mark(Some(node), *tone, start + width + 6.0, y + BAR / 2.0, 7.5);
        }
        flow.text(Some(node), start + width + shift, base, STRONG, INK, &line);
        for (at, _) in marks {
            vertical(flow, node, start + width * fraction(*at, max), (top, top + row), 0.7, INK);
        }
        flow.y += row;
    }
}

/// The marks' labels, on two levels by turns so that neighbours do not touch.
fn draw_marks(flow: &mut Flow<'_>, node: NodeId, (start, width): (f32, f32), max: f64, marks: &[(f64, String)]) {
    let mut ends = [f32::MIN; 2];
    for (at, text) in marks {
        let line = shorten(flow.fonts, SMALL, &format!("{text} "), 110.0);
        let x = start + width * fraction(*at, max);
        let left = (x - line.width / 2.0).clamp(MARGIN, MARGIN + WIDTH - line.width);
        // Where both levels are taken the label is left out: the alternative text still says it.
        let Some(level) = [1, 0].into_iter().find(|&level| ends[level] + 3.0 < left) else { continue };
        ends[level] = left + line.width;
        let y = flow.y + level as f32 * SMALL.leading;
        flow.text(Some(node), left, y + baseline(SMALL), SMALL, MUTED, &line);
        vertical(flow, node, x, (y + SMALL.leading, flow.y + 2.0 * SMALL.leading + 4.0), 0.7, INK);
    }
}

/// The fill of the n-th part: the tone's colour, then lighter for further parts of the same tone.
fn part_color(parts: &[(String, Tone)], n: usize) -> Color {
    let Some((_, tone)) = parts.get(n) else { return MUTED };
    let before = parts[..n].iter().filter(|part| part.1 == *tone).count();
    let base = if *tone == Tone::Neutral { ACCENT } else { tone_color(*tone) };
    let lighter = |channel: u8| {
        let steps = u16::try_from(before.min(3)).unwrap_or(3);
        let light = u16::from(channel) + (255 - u16::from(channel)) * steps / 5;
        u8::try_from(light).unwrap_or(u8::MAX)
    };
    Color(lighter(base.0), lighter(base.1), lighter(base.2))
}

fn draw_stacked(flow: &mut Flow<'_>, node: NodeId, parts: &[(String, Tone)], bars: &[(String, Vec<u32>)]) {
    const LEFT: f32 = 150.0;
    const RIGHT: f32 = 40.0;
    let start = MARGIN + LEFT + 8.0;
    let width = WIDTH - LEFT - 8.0 - RIGHT;
    // The legend.
    let mut x = MARGIN;
    for (n, (name, tone)) in parts.iter().enumerate() {
        let line = shorten(flow.fonts, SMALL, &format!("{name} "), 180.0);
        if x + line.width + 40.0 > MARGIN + WIDTH {
            x = MARGIN;
            flow.y += 14.0;
        }
        flow.need(14.0);
        let y = flow.y + 7.0;
        flow.rect(Some(node), (x, y - 4.0), (8.0, 8.0), part_color(parts, n));
        flow.mark(Some(node), *tone, x + 12.0, y, 7.0);
        flow.text(Some(node), x + 22.0, y + 2.9, SMALL, INK, &line);
        x += line.width + 38.0;
    }
    flow.y += 18.0;
    let sum = |counts: &[u32]| counts.iter().map(|&count| u64::from(count)).sum::<u64>();
    let most = bars.iter().map(|bar| sum(&bar.1)).max().unwrap_or(0).max(1);
    for (name, counts) in bars {
        let lines = label(flow.fonts, name, LEFT);
        let row = (lines.len() as f32 * LABEL.leading).max(BAR + 14.0) + 6.0;
        flow.need(row);
        let top = flow.y;
        let y = top + (row - BAR - 10.0) / 2.0;
        draw_label(flow, node, &lines, top, row);
        let mut x = start;
        let mut free = start;
        for (n, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let part = width * fraction(f64::from(count), most as f64);
            flow.rect(Some(node), (x, y), (part - 0.8, BAR), part_color(parts, n));
            // Counts stand under their part, where they can be read on any fill.
            let line = shorten(flow.fonts, STRONG, &format!("{count} "), 40.0);
            let left = (x + (part - line.width) / 2.0).max(free);
            if left + line.width <= MARGIN + WIDTH - 30.0 {
                flow.text(Some(node), left, y + BAR + 8.5, STRONG, INK, &line);
            }
            free = left + line.width + 4.0;
            x += part;
        }
        let total = shorten(flow.fonts, STRONG, &format!("{} ", sum(counts)), RIGHT - 8.0);
        flow.text(Some(node), MARGIN + WIDTH - total.width, y + BAR / 2.0 + 2.9, STRONG, INK, &total);
        flow.y += row;
    }
}

fn draw_gantt(flow: &mut Flow<'_>, node: NodeId, rows: &[GanttRow], until: u8) {
    const LEFT: f32 = 164.0;
    const SIDE: f32 = 50.0;
    let start = MARGIN + LEFT + 8.0;
    let month = (WIDTH - LEFT - 8.0 - 2.0 * SIDE - 14.0) / 12.0;
    let right = start + 12.0 * month;
    gantt_head(flow, node, start, month, SIDE);
    let checkpoint = start + month * f32::from(until.min(12));
    for row in rows {
        let lines = label(flow.fonts, &row.label, LEFT);
        let raggiunto = match (row.raggiunto, &row.state) {
            (Some(value), _) => percent_as_typed(value),
            (None, Some(state)) => state.clone(),
            (None, None) => "–".to_owned(),
        };
        let raggiunto = wrap(flow.fonts, SMALL, &raggiunto, SIDE + 6.0);
        let raggiunto = &raggiunto[..raggiunto.len().min(LABEL_LINES)];
        let height = (lines.len().max(raggiunto.len()) as f32 * LABEL.leading).max(20.0) + 6.0;
        if flow.need(height) {
            gantt_head(flow, node, start, month, SIDE);
        }
        let top = flow.y;
        draw_label(flow, node, &lines, top, height);
        let highest = height - 6.0;
        for (m, share) in row.months.iter().enumerate() {
            let x = start + m as f32 * month;
            vertical(flow, node, x, (top, top + height), 0.3, RULE);
            if let Some(share) = share {
                // The bar’s height is the share planned in that month.
                let bar = (highest * fraction(*share, 100.0)).max(if *share > 0.0 { 1.0 } else { 0.0 });
                flow.rect(Some(node), (x + 1.5, top + height - 3.0 - bar), (month - 3.0, bar), ACCENT);
            }
        }
        let target = row.target.map_or_else(|| "–".to_owned(), percent_as_typed);
        let target = shorten(flow.fonts, SMALL, &format!("{target} "), SIDE);
        let middle = top + height / 2.0 + 2.9;
        flow.text(Some(node), right + SIDE - target.width, middle, SMALL, INK, &target);
        let mut y = top + (height - raggiunto.len() as f32 * LABEL.leading) / 2.0;
        for line in raggiunto {
            flow.text(Some(node), MARGIN + WIDTH - line.width, y + baseline(LABEL), SMALL, INK, line);
            y += LABEL.leading;
        }
        vertical(flow, node, checkpoint, (top, top + height), 1.4, tone_color(Tone::Bad));
        flow.y += height;
        flow.rule(flow.y, MARGIN, WIDTH, 0.4, RULE);
    }
    if !rows.is_empty() && flow.y + SMALL.leading <= BOTTOM {
        let text = "La linea verticale segna la scadenza; l’altezza delle barre è la quota prevista nel mese.";
        let line = shorten(flow.fonts, SMALL, text, WIDTH);
        flow.text(Some(node), MARGIN, flow.y + baseline(SMALL) + 1.0, SMALL, MUTED, &line);
        flow.y += SMALL.leading;
    }
}

fn gantt_head(flow: &mut Flow<'_>, node: NodeId, start: f32, month: f32, side: f32) {
    flow.rect(Some(node), (MARGIN, flow.y), (WIDTH, 15.0), TINT);
    let base = flow.y + 10.5;
    let fonts = flow.fonts;
    let phase = shorten(fonts, STRONG, "Fase ", 100.0);
    flow.text(Some(node), MARGIN + 3.0, base, STRONG, INK, &phase);
    for (m, initial) in MONTHS.iter().enumerate() {
        let line = shorten(fonts, STRONG, &format!("{initial} "), month);
        let visible = fonts.width(STRONG.face, STRONG.size, initial);
        flow.text(Some(node), start + (m as f32 + 0.5) * month - visible / 2.0, base, STRONG, INK, &line);
    }
    let right = start + 12.0 * month;
    for (text, edge) in [("Target ", right + side), ("Raggiunto ", MARGIN + WIDTH)] {
        let line = shorten(fonts, STRONG, text, side + 8.0);
        flow.text(Some(node), edge - line.width, base, STRONG, INK, &line);
    }
    flow.y += 15.0;
}
