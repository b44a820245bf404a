//! Charts as vectors: a figure with its alternative text, whole on a page wherever a page can hold it.

use super::display::{Color, Item, NodeId, Role};
use super::flow::Flow;
use super::fonts::{Face, Fonts};
use super::look::{ACCENT, BOTTOM, CAPTION, INK, MUTED, RULE, SMALL, TINT, TOP, WHITE, baseline, tone_color};
use super::text::{Line, Style, shorten, wrap};
use crate::italian::number;
use crate::report::model::{Chart, Shape, Tone};

/// Labels of rows: at most three lines.
const LABEL: Style = Style::new(Face::Regular, 8.0, 10.2);
const STRONG: Style = Style::new(Face::SemiBold, 8.0, 10.2);
const LABEL_LINES: usize = 3;
const BAR: f32 = 10.0;

/// A row of a chart: its label, and how high it is.
struct Row {
    label: Vec<Line>,
    height: f32,
}

/// Where the scale is: its left end and its width.
#[derive(Clone, Copy)]
struct Scale {
    left: f32,
    width: f32,
    max: f64,
}

impl Scale {
    fn at(self, value: f64) -> f32 {
        self.left + self.width * fraction(value, self.max)
    }
}

/// Lays out a chart.
pub fn chart(flow: &mut Flow<'_>, chart: &Chart) {
    flow.space(3.0);
    let label_width = (flow.width * 0.34).min(150.0);
    let rows = rows(flow.fonts, &chart.shape, label_width);
    let head = head_height(flow, &chart.shape);
    let caption = wrap(flow.fonts, CAPTION, &chart.caption, flow.width);
    let title = caption.len() as f32 * CAPTION.leading + 3.0;
    let whole = title + head + rows.iter().map(|row| row.height).sum::<f32>();
    // What a page cannot hold goes on over the next, the first rows with their caption.
    let start = title + head + rows.iter().take(3).map(|row| row.height).sum::<f32>();
    flow.need(if whole <= BOTTOM - TOP { whole } else { start.min(BOTTOM - TOP) });
    if !caption.is_empty() {
        let node = flow.node(Role::P, flow.section);
        flow.lines(node, 0.0, CAPTION, INK, &caption);
        flow.y += 3.0;
    }
    // A figure without words would be a hole to who cannot see it.
    let alt = if chart.alt.trim().is_empty() { format!("Grafico: {}", chart.caption) } else { chart.alt.clone() };
    let mut figure = figure_of(flow, alt);
    draw_head(flow, figure, &chart.shape, label_width);
    for (i, row) in rows.iter().enumerate() {
        if flow.need(row.height) {
            // A figure stands on one page: the next page has another.
            figure = figure_of(flow, format!("Continua il grafico «{}»: i valori sono già stati detti", chart.caption));
            draw_head(flow, figure, &chart.shape, label_width);
        }
        let top = flow.y;
        let mut y = top + (row.height - row.label.len() as f32 * LABEL.leading) / 2.0;
        for line in &row.label {
            flow.text(Some(figure), flow.left, y + baseline(LABEL), LABEL, INK, line);
            y += LABEL.leading;
        }
        match &chart.shape {
            Shape::Bars { max, bars, marks } => {
                let scale = scale(flow, label_width, 62.0, *max);
                draw_bar(flow, figure, scale, row.height, (bars[i].1, bars[i].2), marks);
            }
            Shape::Stacked { parts, bars } => {
                let scale = scale(flow, label_width, 26.0, 1.0);
                draw_parts(flow, figure, scale, row.height, parts, &bars[i].1);
            }
            Shape::Dots { max, rows } => {
                let scale = scale(flow, label_width, 26.0, *max);
                draw_dots(flow, figure, scale, row.height, &rows[i].1);
            }
        }
        flow.y = top + row.height;
    }
    flow.y += 11.0;
}

fn figure_of(flow: &mut Flow<'_>, alt: String) -> NodeId {
    let figure = flow.node(Role::Figure, flow.section);
    flow.list.nodes[figure.0].alt = Some(alt);
    figure
}

fn scale(flow: &Flow<'_>, label: f32, right: f32, max: f64) -> Scale {
    Scale { left: flow.left + label + 8.0, width: flow.width - label - 8.0 - right, max }
}

fn rows(fonts: &Fonts, shape: &Shape, width: f32) -> Vec<Row> {
    let row = |name: &str, least: f32| {
        let label = label(fonts, name, width);
        let height = (label.len() as f32 * LABEL.leading).max(least) + 6.0;
        Row { label, height }
    };
    match shape {
        Shape::Bars { bars, .. } => bars.iter().map(|(name, ..)| row(name, BAR)).collect(),
        Shape::Stacked { bars, .. } => bars.iter().map(|(name, _)| row(name, BAR + 3.0)).collect(),
        Shape::Dots { max, rows } => rows
            .iter()
            .map(|(name, values)| {
                row(name, pile(values, *max) as f32 * DOT.min(PILE / pile(values, *max).max(1) as f32))
            })
            .collect(),
    }
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

fn fraction(value: f64, max: f64) -> f32 {
    if max.is_finite() && max > 0.0 { super::graphics::part(100.0 * value / max) } else { 0.0 }
}

fn vertical(flow: &mut Flow<'_>, node: NodeId, x: f32, (from, to): (f32, f32), width: f32, color: Color) {
    flow.put(Some(node), Item::Line { points: vec![(x, from), (x, to)], width, color });
}

fn head_height(flow: &Flow<'_>, shape: &Shape) -> f32 {
    match shape {
        Shape::Bars { marks, .. } if marks.is_empty() => 0.0,
        Shape::Bars { .. } => 2.0 * SMALL.leading + 3.0,
        Shape::Stacked { parts, .. } => legend(flow, parts).last().map_or(0.0, |(_, y, _)| y + 17.0),
        Shape::Dots { .. } => SMALL.leading + 3.0,
    }
}

fn draw_head(flow: &mut Flow<'_>, node: NodeId, shape: &Shape, label_width: f32) {
    let height = head_height(flow, shape);
    match shape {
        Shape::Bars { max, marks, .. } => draw_marks(flow, node, scale(flow, label_width, 62.0, *max), marks),
        Shape::Stacked { parts, .. } => {
            for ((x, y, line), (n, (_, tone))) in legend(flow, parts).into_iter().zip(parts.iter().enumerate()) {
                let (x, y) = (flow.left + x, flow.y + y + 6.0);
                flow.rect(Some(node), (x, y - 4.0), (8.0, 8.0), part_color(parts, n));
                flow.sign(Some(node), *tone, x + 11.0, y, 6.5);
                flow.text(Some(node), x + 20.0, y + 2.7, SMALL, INK, &line);
            }
        }
        Shape::Dots { max, .. } => {
            let scale = scale(flow, label_width, 26.0, *max);
            for step in 0..=4 {
                let value = max * f64::from(step) / 4.0;
                let line = shorten(flow.fonts, SMALL, &format!("{} ", number(value, 0)), 30.0);
                flow.text(
                    Some(node),
                    scale.at(value) - line.width / 2.0,
                    flow.y + baseline(SMALL),
                    SMALL,
                    MUTED,
                    &line,
                );
            }
        }
    }
    flow.y += height;
}

/// The thresholds' labels, on two levels by turns so that neighbours do not touch.
fn draw_marks(flow: &mut Flow<'_>, node: NodeId, scale: Scale, marks: &[(f64, String)]) {
    let mut ends = [f32::MIN; 2];
    let bottom = flow.y + 2.0 * SMALL.leading + 3.0;
    for (value, text) in marks {
        let line = shorten(flow.fonts, SMALL, &format!("{text} da {} ", number(*value, 0)), 130.0);
        let x = scale.at(*value);
        let left = (x - line.width / 2.0).clamp(flow.left, flow.left + flow.width - line.width);
        // Where both levels are taken the label is left out: the alternative text still says it.
        let Some(level) = [1, 0].into_iter().find(|&level| ends[level] + 6.0 < left) else { continue };
        ends[level] = left + line.width;
        let y = flow.y + level as f32 * SMALL.leading;
        flow.text(Some(node), left, y + baseline(SMALL), SMALL, MUTED, &line);
        if level == 1 {
            vertical(flow, node, x, (y + SMALL.leading, bottom), 0.7, INK);
        }
    }
}

fn draw_bar(
    flow: &mut Flow<'_>,
    node: NodeId,
    scale: Scale,
    height: f32,
    (value, tone): (Option<f64>, Tone),
    marks: &[(f64, String)],
) {
    let top = flow.y;
    let y = top + (height - BAR) / 2.0;
    flow.rect(Some(node), (scale.left, y), (scale.width, BAR), TINT);
    if let Some(value) = value {
        // One colour for all: the sign beside the number tells the class.
        flow.rect(Some(node), (scale.left, y), (scale.width * fraction(value, scale.max), BAR), ACCENT);
    }
    let text = value.map_or_else(|| "non valutabile".to_owned(), |value| number(value, 2));
    let signed = tone != Tone::Neutral;
    let right = flow.left + flow.width;
    let end = scale.left + scale.width;
    if signed {
        flow.sign(Some(node), tone, end + 7.0, y + BAR / 2.0, 6.5);
    }
    let line = shorten(flow.fonts, STRONG, &format!("{text} "), right - end - if signed { 18.0 } else { 2.0 });
    flow.text(Some(node), right - line.width, y + BAR / 2.0 + 2.7, STRONG, INK, &line);
    for (at, _) in marks {
        vertical(flow, node, scale.at(*at), (top, top + height), 0.7, INK);
    }
}

/// The fill of the n-th part: the tone's colour, then lighter for further parts of the same tone.
fn part_color(parts: &[(String, Tone)], n: usize) -> Color {
    let Some((_, tone)) = parts.get(n) else { return MUTED };
    let before = parts[..n].iter().filter(|part| part.1 == *tone).count();
    let base = tone_color(*tone);
    let lighter = |channel: u8| {
        let steps = u16::try_from(before.min(3)).unwrap_or(3);
        let light = u16::from(channel) + (255 - u16::from(channel)) * steps / 4;
        u8::try_from(light).unwrap_or(u8::MAX)
    };
    Color(lighter(base.0), lighter(base.1), lighter(base.2))
}

/// Where each part's name stands, from the legend's corner.
fn legend(flow: &Flow<'_>, parts: &[(String, Tone)]) -> Vec<(f32, f32, Line)> {
    let (mut x, mut y) = (0.0, 0.0);
    let place = |(name, _): &(String, Tone)| {
        let line = shorten(flow.fonts, SMALL, &format!("{name} "), flow.width - 24.0);
        if x > 0.0 && x + 20.0 + line.width > flow.width {
            (x, y) = (0.0, y + 13.0);
        }
        let at = (x, y);
        x += line.width + 36.0;
        (at.0, at.1, line)
    };
    parts.iter().map(place).collect()
}

/// The whole bar is all there is in the row: rows of different totals compare by their shares.
fn draw_parts(flow: &mut Flow<'_>, node: NodeId, scale: Scale, height: f32, parts: &[(String, Tone)], counts: &[u32]) {
    let thick = BAR + 3.0;
    let y = flow.y + (height - thick) / 2.0;
    let base = y + thick / 2.0 + 2.7;
    let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    let mut x = scale.left;
    for (n, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let width = scale.width * fraction(f64::from(count), total as f64);
        flow.rect(Some(node), (x, y), ((width - 0.8).max(0.4), thick), part_color(parts, n));
        let line = shorten(flow.fonts, STRONG, &format!("{count} "), 60.0);
        if line.width + 3.0 <= width {
            let lightened = parts.get(n).is_some_and(|part| parts[..n].iter().any(|before| before.1 == part.1));
            let color = if lightened { INK } else { WHITE };
            flow.text(Some(node), x + (width - line.width) / 2.0, base, STRONG, color, &line);
        }
        x += width;
    }
    if total == 0 {
        flow.rect(Some(node), (scale.left, y), (scale.width, thick), TINT);
    }
    let line = shorten(flow.fonts, STRONG, &format!("{total} "), 24.0);
    flow.text(Some(node), flow.left + flow.width - line.width, base, STRONG, INK, &line);
}

/// A dot's side, and the tallest pile.
const DOT: f32 = 3.6;
const PILE: f32 = 64.0;

/// The place of a value on the scale, in steps of a hundredth.
fn step(value: f64, max: f64) -> usize {
    // A share of a hundred steps is a small number.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let step = (fraction(value, max) * 100.0).round() as usize;
    step
}

fn pile(values: &[f64], max: f64) -> usize {
    let mut piles = [0_usize; 101];
    for value in values {
        piles[step(*value, max)] += 1;
    }
    piles.into_iter().max().unwrap_or(0)
}

/// A dot a value, equal values one on the other.
fn draw_dots(flow: &mut Flow<'_>, node: NodeId, scale: Scale, height: f32, values: &[f64]) {
    let floor = flow.y + height - 3.0;
    let side = DOT.min(PILE / pile(values, scale.max).max(1) as f32);
    flow.put(
        Some(node),
        Item::Line { points: vec![(scale.left, floor), (scale.left + scale.width, floor)], width: 0.5, color: RULE },
    );
    let mut piles = [0_usize; 101];
    for value in values {
        let step = step(*value, scale.max);
        let x = scale.left + scale.width * step as f32 / 100.0 - DOT / 2.0;
        let y = floor - (piles[step] + 1) as f32 * side;
        piles[step] += 1;
        let fill = (DOT - 0.5, (side - 0.5).max(0.3));
        flow.rect(Some(node), (x, y), fill, ACCENT);
    }
    let line = shorten(flow.fonts, STRONG, &format!("{} ", values.len()), 24.0);
    flow.text(Some(node), flow.left + flow.width - line.width, floor - 1.0, STRONG, INK, &line);
}
