//! Small drawings inside a table's cell: months of a plan, a score as a bar, a change between two checkpoints.
//!
//! Each is a Figure of its own, with its values as alternative text.

use super::display::{Item, NodeId, Role};
use super::flow::Flow;
use super::fonts::{Face, Fonts};
use super::look::{ACCENT, INK, MUTED, RULE, TINT, tone_color};
use super::text::{Line, Style};
use crate::italian::{MESI, number, percent_as_typed};
use crate::report::model::{Tone, Value};

/// Past this a drawing of the months or of a change grows no taller.
const HEIGHT: f32 = 16.5;
/// However tall the row, a drawing is no taller than this.
pub const TALLEST: f32 = 30.0;

/// How wide a month is, and the slope of a change, in times the size of the text beside them.
const MONTH: f32 = 0.95;
const TREND: f32 = 3.2;
const BAR: f32 = 52.0;
const GAP: f32 = 5.0;

/// The width that a value's drawing takes beside text of a size; nothing where it has none.
#[must_use]
pub fn width(fonts: &Fonts, value: &Value, size: f32) -> Option<f32> {
    let text = |sample: &str| fonts.width(Face::Regular, size, sample);
    match value {
        Value::Months { .. } => Some(12.0 * MONTH * size),
        Value::Meter(_) => Some(BAR + GAP + text("100,00")),
        Value::Trend(..) => Some(2.0 * text("66,67%") + TREND * size + 2.0 * GAP),
        Value::Page(_) => Some(text("0000")),
        _ => None,
    }
}

/// Draws a value in an area (left, top, width, height), with its text on the given baseline.
pub fn draw(flow: &mut Flow<'_>, cell: NodeId, area: (f32, f32, f32, f32), on: (Style, f32), value: &Value) {
    match value {
        Value::Months { shares, until, target, raggiunto } => {
            let node = figure(flow, cell, &value.to_string());
            months(flow, node, area, MONTH * on.0.size, shares, *until, (*target, *raggiunto));
        }
        Value::Meter(points) => meter(flow, cell, area, on, *points),
        Value::Trend(from, to) => trend(flow, cell, area, on, (*from, *to)),
        _ => {}
    }
}

fn figure(flow: &mut Flow<'_>, cell: NodeId, alt: &str) -> NodeId {
    let node = flow.node(Role::Figure, cell);
    flow.list.nodes[node.0].alt = Some(alt.to_owned());
    node
}

/// The initials of the months, each over its column. Decoration: a drawing's alternative text names its months.
pub fn initials(flow: &mut Flow<'_>, x: f32, base: f32, size: f32) {
    let style = Style::new(Face::Regular, size * 0.78, size);
    for (m, month) in MESI.iter().enumerate() {
        let text: String = month.chars().take(1).flat_map(char::to_uppercase).collect();
        let width = flow.fonts.width(style.face, style.size, &text);
        let left = x + (m as f32 + 0.5) * MONTH * size - width / 2.0;
        flow.text(None, left, base, style, MUTED, &Line { text, width });
    }
}

/// A column a month; its height is the share planned. The line across is the checkpoint. Below, on a scale from 0 to 100
/// as wide as the year, a bar comes as far as the phase did, and a mark stands where it had to come.
fn months(
    flow: &mut Flow<'_>,
    node: NodeId,
    (x, top, _, height): (f32, f32, f32, f32),
    month: f32,
    shares: &[Option<f64>; 12],
    until: u8,
    (target, raggiunto): (Option<f64>, Option<f64>),
) {
    const TRACK: f32 = 2.2;
    let (ceiling, bottom) = (top + 2.0, top + height.min(HEIGHT + 4.0) - 2.0);
    let floor = bottom - TRACK - 1.2;
    for (m, share) in shares.iter().enumerate() {
        let left = x + m as f32 * month;
        flow.rect(Some(node), (left + 0.5, ceiling), (month - 1.0, floor - ceiling), TINT);
        if let Some(share) = share.filter(|share| *share > 0.0) {
            let bar = ((floor - ceiling) * part(share)).max(1.2);
            flow.rect(Some(node), (left + 0.5, floor - bar), (month - 1.0, bar), ACCENT);
        }
    }
    let at = x + month * f32::from(until.min(12));
    let points = vec![(at, ceiling - 1.0), (at, floor + 0.6)];
    flow.put(Some(node), Item::Line { points, width: 1.0, color: tone_color(Tone::Bad) });
    let year = 12.0 * month;
    flow.rect(Some(node), (x, bottom - TRACK), (year, TRACK), RULE);
    if let Some(points) = raggiunto {
        flow.rect(Some(node), (x, bottom - TRACK), (year * part(points), TRACK), MUTED);
    }
    if let Some(points) = target {
        let at = x + year * part(points);
        let points = vec![(at, bottom - TRACK - 1.2), (at, bottom + 1.2)];
        flow.put(Some(node), Item::Line { points, width: 1.4, color: INK });
    }
}

/// A bar on a track from 0 to 100, and the number beside it: the bar repeats the number and is left out for who listens.
fn meter(
    flow: &mut Flow<'_>,
    cell: NodeId,
    (x, _, width, _): (f32, f32, f32, f32),
    (style, base): (Style, f32),
    points: f64,
) {
    let text = number(points, 2);
    let wide = flow.fonts.width(style.face, style.size, &text);
    let room = (width - wide - GAP).min(BAR);
    let middle = base - style.size * 0.33;
    if room > 10.0 {
        flow.rect(None, (x, middle - 3.0), (room, 6.0), TINT);
        flow.rect(None, (x, middle - 3.0), (room * part(points), 6.0), ACCENT);
        flow.rect(None, (x, middle + 3.0), (room, 0.5), MUTED);
    }
    flow.text(Some(cell), x + width - wide, base, style, INK, &Line { text, width: wide });
}

/// From the interim checkpoint to the final one: both numbers and the slope between them.
fn trend(
    flow: &mut Flow<'_>,
    cell: NodeId,
    (x, top, width, height): (f32, f32, f32, f32),
    (style, base): (Style, f32),
    (from, to): (f64, f64),
) {
    let (first, last) = (percent_as_typed(from), percent_as_typed(to));
    let measure = |text: &str| flow.fonts.width(style.face, style.size, text);
    let side = measure("66,67%");
    let (one, two) = (measure(&first), measure(&last));
    let span = flow.node(Role::Span, cell);
    flow.text(Some(span), x + side - one, base, style, INK, &Line { text: format!("{first} "), width: one });
    let (left, right) = (x + side + GAP, x + width - side - GAP);
    if right - left > 8.0 {
        let (ceiling, floor) = (top + 3.0, top + height.min(HEIGHT) - 3.0);
        let y = |points: f64| floor - (floor - ceiling) * part(points);
        flow.put(None, Item::Line { points: vec![(left, floor), (right, floor)], width: 0.4, color: RULE });
        flow.put(None, Item::Line { points: vec![(left, y(from)), (right, y(to))], width: 1.3, color: ACCENT });
        for (at, points) in [(left, from), (right, to)] {
            flow.rect(None, (at - 1.6, y(points) - 1.6), (3.2, 3.2), ACCENT);
        }
    }
    let span = flow.node(Role::Span, cell);
    flow.text(Some(span), x + width - two, base, style, INK, &Line { text: last, width: two });
}

/// Points as a part of one.
#[must_use]
pub fn part(points: f64) -> f32 {
    let share = if points.is_finite() { (points / 100.0).clamp(0.0, 1.0) } else { 0.0 };
    // A share between 0 and 1 has room in an f32.
    #[allow(clippy::cast_possible_truncation)]
    let share = share as f32;
    share
}
