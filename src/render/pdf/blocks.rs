//! The plain blocks: lists, notices, key figures and facts.

use super::display::{Color, Item, NodeId, Role};
use super::flow::Flow;
use super::fonts::Face;
use super::look::{ACCENT, BODY, BOTTOM, GUTTER, INK, MUTED, RULE, SMALL, TINT, TOP, baseline, pale, tone_color};
use super::text::{Line, Style, spoken, wrap};
use super::value::shown;
use crate::report::model::{Fact, Figure, Notice, Tone, Value};

/// An unordered list.
pub fn bullets(flow: &mut Flow<'_>, items: &[String]) {
    const INDENT: f32 = 14.0;
    if items.iter().all(|item| item.trim().is_empty()) {
        return;
    }
    let list = flow.node(Role::L, flow.section);
    for item in items {
        let lines = wrap(flow.fonts, BODY, item, flow.width - INDENT);
        if lines.is_empty() {
            continue;
        }
        flow.need(BODY.leading * if lines.len() > 1 { 2.0 } else { 1.0 });
        flow.rect(None, (flow.left + 3.0, flow.y + baseline(BODY) - 5.0), (3.5, 3.5), ACCENT);
        let item = flow.node(Role::LI, list);
        let body = flow.node(Role::LBody, item);
        flow.lines(body, INDENT, BODY, INK, &lines);
        flow.y += 2.5;
    }
    flow.y += 5.0;
}

/// A paragraph set apart by a tint, a bar and a sign.
pub fn notice(flow: &mut Flow<'_>, notice: &Notice) {
    const INSET: f32 = 30.0;
    const PAD: f32 = 8.0;
    let title = Style::new(Face::Bold, 10.0, 14.0);
    let width = flow.width - INSET - 10.0;
    let color = tone_color(notice.tone);
    let mut lines: Vec<(Style, Color, Line)> = Vec::new();
    lines.extend(wrap(flow.fonts, title, &notice.title, width).into_iter().map(|l| (title, color, l)));
    let heads = lines.len();
    lines.extend(wrap(flow.fonts, BODY, &notice.text, width).into_iter().map(|l| (BODY, INK, l)));
    if lines.is_empty() {
        return;
    }
    flow.space(4.0);
    let height = |lines: &[(Style, Color, Line)]| lines.iter().map(|line| line.0.leading).sum::<f32>() + 2.0 * PAD;
    flow.need(height(&lines).min(BOTTOM - TOP));
    let mut nodes: [Option<NodeId>; 2] = [None, None];
    let mut drawn = 0;
    while drawn < lines.len() {
        let room = BOTTOM - flow.y;
        let fits = (1..=lines.len() - drawn).take_while(|n| height(&lines[drawn..drawn + n]) <= room).count().max(1);
        let now = drawn..drawn + fits;
        let height = height(&lines[now.clone()]);
        flow.rect(None, (flow.left, flow.y), (flow.width, height), pale(notice.tone));
        flow.rect(None, (flow.left, flow.y), (3.0, height), color);
        if drawn == 0 {
            flow.sign(None, notice.tone, flow.left + 12.0, flow.y + PAD + 7.0, 10.0);
        }
        flow.y += PAD;
        for n in now {
            let (style, color, line) = &lines[n];
            let slot = usize::from(n >= heads);
            let node = nodes[slot].unwrap_or_else(|| flow.node(Role::P, flow.section));
            nodes[slot] = Some(node);
            flow.text(Some(node), flow.left + INSET, flow.y + baseline(*style), *style, *color, line);
            flow.y += style.leading;
        }
        flow.y += PAD;
        drawn += fits;
        if drawn < lines.len() {
            flow.new_page();
        }
    }
    flow.y += 9.0;
}

/// Key figures: rows of equal cards, three or four to a row.
pub fn figures(flow: &mut Flow<'_>, figures: &[Figure]) {
    const GAP: f32 = 10.0;
    const PAD: f32 = 9.0;
    let number = Style::new(Face::Bold, 20.0, 24.0);
    let label = Style::new(Face::SemiBold, 8.5, 11.0);
    let per_row = if figures.len().is_multiple_of(3) || figures.len() < 3 { 3 } else { 4 };
    let width = (flow.width - GAP * (per_row as f32 - 1.0)) / per_row as f32;
    for row in figures.chunks(per_row) {
        let inner = width - 2.0 * PAD;
        let cards: Vec<Vec<(Style, Color, Line)>> = row
            .iter()
            .map(|figure| {
                let (text, tone) = shown(&figure.value);
                let clean = flow.fonts.clean(&text);
                // A long value is set smaller rather than broken.
                let mut style = number;
                while style.size > 11.0 && flow.fonts.width(style.face, style.size, &clean) > inner {
                    style = Style::new(style.face, style.size - 1.0, style.leading);
                }
                let color = if tone == Tone::Neutral { ACCENT } else { tone_color(tone) };
                [
                    (style, color, spoken(wrap(flow.fonts, style, &text, inner))),
                    (label, INK, spoken(wrap(flow.fonts, label, &figure.label, inner))),
                    (SMALL, MUTED, wrap(flow.fonts, SMALL, figure.note.as_deref().unwrap_or(""), inner)),
                ]
                .into_iter()
                .flat_map(|(style, color, lines)| lines.into_iter().map(move |line| (style, color, line)))
                .collect()
            })
            .collect();
        let tallest = cards.iter().map(|card| card.iter().map(|line| line.0.leading).sum::<f32>()).fold(0.0, f32::max);
        // A card taller than a page would be a report's mistake: it is cut at the page's end.
        let height = (tallest + 2.0 * PAD).min(BOTTOM - TOP);
        flow.need(height);
        let top = flow.y;
        for (i, card) in cards.iter().enumerate() {
            let x = flow.left + i as f32 * (width + GAP);
            flow.rect(None, (x, top), (width, height), TINT);
            flow.rect(None, (x, top), (width, 2.0), ACCENT);
            let node = flow.node(Role::P, flow.section);
            let mut y = top + PAD;
            for (style, color, line) in card {
                if y + style.leading <= BOTTOM {
                    flow.text(Some(node), x + PAD, y + baseline(*style), *style, *color, line);
                }
                y += style.leading;
            }
        }
        flow.y = top + height + GAP;
    }
    flow.y += 2.0;
}

/// A fact ready to draw.
struct Ready {
    label: Vec<Line>,
    value: Vec<Line>,
    tone: Option<Tone>,
    /// Where the value begins.
    indent: f32,
}

impl Ready {
    fn lines(&self) -> usize {
        self.label.len().max(self.value.len()).max(1)
    }
}

/// Labels and values: a list whose items have a label and a body, in two columns where there are many.
pub fn facts(flow: &mut Flow<'_>, facts: &[Fact]) {
    const MANY: usize = 6;
    if facts.is_empty() {
        return;
    }
    let list = flow.node(Role::L, flow.section);
    let (left, width) = (flow.left, flow.width);
    if facts.len() < MANY {
        let ready = prepare(flow, facts, width);
        draw_facts(flow, list, &ready, width);
        flow.y += 8.0;
        return;
    }
    let column = (width - GUTTER) / 2.0;
    let ready = prepare(flow, facts, column);
    let lines: Vec<usize> = ready.iter().map(Ready::lines).collect();
    let total: usize = lines.iter().sum();
    // The split that makes the taller column as short as can be; reading goes down one column, then the other.
    let split = (1..ready.len()).min_by_key(|n| {
        let first: usize = lines[..*n].iter().sum();
        first.max(total - first)
    });
    let split = split.unwrap_or(ready.len());
    let height = |part: &[Ready]| part.iter().map(|fact| fact.lines() as f32 * LEADING + FACT_GAP).sum::<f32>();
    let (first, second) = ready.split_at(split);
    let tallest = height(first).max(height(second));
    if tallest > BOTTOM - TOP {
        draw_facts(flow, list, &ready, column);
    } else {
        flow.need(tallest);
        let top = flow.y;
        draw_facts(flow, list, first, column);
        (flow.left, flow.y) = (left + column + GUTTER, top);
        draw_facts(flow, list, second, column);
        (flow.left, flow.y) = (left, top + tallest);
    }
    flow.y += 8.0;
}

const FACT_LABEL: Style = Style::new(Face::SemiBold, 8.5, LEADING);
const FACT_VALUE: Style = Style::new(Face::Regular, 8.5, LEADING);
const LEADING: f32 = 11.5;
const FACT_GAP: f32 = 3.6;
const LABEL_GAP: f32 = 8.0;
const SIGN: f32 = 11.0;

fn label_width(flow: &Flow<'_>, facts: &[Fact], width: f32) -> f32 {
    let widest = facts.iter().map(|f| flow.fonts.width(FACT_LABEL.face, FACT_LABEL.size, &flow.fonts.clean(&f.label)));
    widest.fold(0.0, f32::max).clamp(50.0, width * 0.42) + 1.0
}

fn prepare(flow: &Flow<'_>, facts: &[Fact], width: f32) -> Vec<Ready> {
    let left = label_width(flow, facts, width);
    facts
        .iter()
        .map(|fact| {
            let (text, tone) = shown(&fact.value);
            let tone = matches!(fact.value, Value::Status(..)).then_some(tone);
            let shift = if tone.is_some() { SIGN } else { 0.0 };
            let label = wrap(flow.fonts, FACT_LABEL, &fact.label, left);
            let value = wrap(flow.fonts, FACT_VALUE, &text, width - left - LABEL_GAP - shift);
            Ready { label, value, tone, indent: left + LABEL_GAP }
        })
        .collect()
}

fn draw_facts(flow: &mut Flow<'_>, list: NodeId, facts: &[Ready], width: f32) {
    for fact in facts {
        let item = flow.node(Role::LI, list);
        let label = flow.node(Role::Lbl, item);
        let body = flow.node(Role::LBody, item);
        let x = flow.left + fact.indent;
        let count = fact.lines();
        if count <= 6 {
            flow.need(count as f32 * LEADING + FACT_GAP);
        }
        // The whole label, then the whole value, as they are read.
        let (mark, top) = (flow.page0(), flow.y);
        for line in &fact.label {
            flow.text(Some(label), flow.left, flow.y + baseline(FACT_LABEL), FACT_LABEL, MUTED, line);
            flow.y += LEADING;
        }
        let below = flow.y;
        flow.y = top;
        for (i, line) in fact.value.iter().enumerate() {
            flow.need(LEADING + FACT_GAP);
            let base = flow.y + baseline(FACT_VALUE);
            let shift = if fact.tone.is_some() { SIGN } else { 0.0 };
            if let (Some(tone), 0) = (fact.tone, i) {
                flow.sign(None, tone, x, base - 2.8, 7.0);
            }
            let color = fact.tone.map_or(INK, tone_color);
            flow.text(Some(body), x + shift, base, FACT_VALUE, color, line);
            flow.y += LEADING;
        }
        if flow.page0() == mark {
            flow.y = flow.y.max(below);
        }
        flow.y += FACT_GAP / 2.0;
        let points = vec![(flow.left, flow.y), (flow.left + width, flow.y)];
        flow.put(None, Item::Line { points, width: 0.4, color: RULE });
        flow.y += FACT_GAP / 2.0;
    }
}
