//! The plain blocks: lists, notices, key figures and facts.

use super::display::{Color, Item, NodeId, Role};
use super::flow::Flow;
use super::fonts::{Face, Fonts};
use super::look::{ACCENT, BOTTOM, GUTTER, INK, MUTED, RULE, SMALL, TINT, TOP, baseline, pale, tone_color};
use super::text::{Line, Style, spoken, wrap};
use super::value::shown;
use crate::report::model::{Fact, Figure, Notice, Tone, Value};

/// An unordered list.
pub fn bullets(flow: &mut Flow<'_>, items: &[String]) {
    const INDENT: f32 = 14.0;
    let style = flow.set.body;
    if items.iter().all(|item| item.trim().is_empty()) {
        return;
    }
    let list = flow.node(Role::L, flow.section);
    for item in items {
        let lines = wrap(flow.fonts, style, item, flow.width - INDENT);
        if lines.is_empty() {
            continue;
        }
        flow.need(style.leading * if lines.len() > 1 { 2.0 } else { 1.0 });
        flow.rect(None, (flow.left + 3.0, flow.y + baseline(style) - 5.0), (3.5, 3.5), ACCENT);
        let item = flow.node(Role::LI, list);
        let body = flow.node(Role::LBody, item);
        flow.lines(body, INDENT, style, INK, &lines);
        flow.after(2.5);
    }
    flow.after(5.0);
}

/// A paragraph set apart by a tint, a bar and a sign.
pub fn notice(flow: &mut Flow<'_>, notice: &Notice) {
    const INSET: f32 = 30.0;
    let body = flow.set.body;
    let pad = 8.0 * flow.set.air;
    let title = Style::new(Face::Bold, body.size + 0.5, body.leading + 0.5);
    let width = flow.width - INSET - 10.0;
    let color = tone_color(notice.tone);
    let mut lines: Vec<(Style, Color, Line)> = Vec::new();
    lines.extend(wrap(flow.fonts, title, &notice.title, width).into_iter().map(|l| (title, color, l)));
    let heads = lines.len();
    lines.extend(wrap(flow.fonts, body, &notice.text, width).into_iter().map(|l| (body, INK, l)));
    if lines.is_empty() {
        return;
    }
    flow.space(4.0);
    let height = |lines: &[(Style, Color, Line)]| lines.iter().map(|line| line.0.leading).sum::<f32>() + 2.0 * pad;
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
            flow.sign(None, notice.tone, flow.left + 12.0, flow.y + pad + 7.0, 10.0);
        }
        flow.y += pad;
        for n in now {
            let (style, color, line) = &lines[n];
            let slot = usize::from(n >= heads);
            let node = nodes[slot].unwrap_or_else(|| flow.node(Role::P, flow.section));
            nodes[slot] = Some(node);
            flow.text(Some(node), flow.left + INSET, flow.y + baseline(*style), *style, *color, line);
            flow.y += style.leading;
        }
        flow.y += pad;
        drawn += fits;
        if drawn < lines.len() {
            flow.new_page();
        }
    }
    flow.after(9.0);
}

/// A key figure ready to draw: its value, then the lines that say what it is.
struct Card {
    value: (Style, Color, Vec<Line>),
    words: Vec<(Style, Color, Line)>,
}

impl Card {
    /// The value is set smaller rather than broken where it would be wider than `room`.
    fn new(fonts: &Fonts, figure: &Figure, size: f32, room: f32, words: f32) -> Self {
        let label = Style::new(Face::SemiBold, 8.5, 11.0);
        let (text, tone) = shown(&figure.value);
        let clean = fonts.clean(&text);
        let mut style = Style::new(Face::Bold, size, size * 1.2);
        while style.size > 11.0 && fonts.width(style.face, style.size, &clean) > room {
            style = Style::new(style.face, style.size - 1.0, (style.size - 1.0) * 1.2);
        }
        // Words that stand in a number's place are no figure to look at.
        let in_words = matches!(figure.value, Value::Status(..) | Value::Text(_));
        let color = if tone == Tone::Neutral && !in_words { ACCENT } else { tone_color(tone) };
        let value = (style, color, spoken(wrap(fonts, style, &text, room)));
        let label = spoken(wrap(fonts, label, &figure.label, words)).into_iter().map(|line| (label, INK, line));
        let note = wrap(fonts, SMALL, figure.note.as_deref().unwrap_or(""), words);
        let words = label.chain(note.into_iter().map(|line| (SMALL, MUTED, line))).collect();
        Self { value, words }
    }

    fn value_height(&self) -> f32 {
        self.value.2.len() as f32 * self.value.0.leading
    }

    fn words_height(&self) -> f32 {
        self.words.iter().map(|line| line.0.leading).sum()
    }
}

/// Key figures: rows of equal cards, three or four to a row; on a page that must hold much, each value beside its words.
pub fn figures(flow: &mut Flow<'_>, figures: &[Figure]) {
    const GAP: f32 = 10.0;
    let strip = flow.set.strip;
    let pad = if strip { 5.0 } else { 9.0 };
    let per_row = if figures.len().is_multiple_of(3) || figures.len() < 3 { 3 } else { 4 };
    let width = (flow.width - GAP * (per_row as f32 - 1.0)) / per_row as f32;
    let inner = width - 2.0 * pad;
    flow.space(4.0);
    for row in figures.chunks(per_row) {
        let value = if strip { inner * 0.46 } else { inner };
        let words = if strip { inner - value - pad } else { inner };
        let size = if strip { 17.0 } else { 20.0 };
        let cards: Vec<Card> = row.iter().map(|figure| Card::new(flow.fonts, figure, size, value, words)).collect();
        let height = |card: &Card| {
            let (value, words) = (card.value_height(), card.words_height());
            if strip { value.max(words) } else { value + words }
        };
        let tallest = cards.iter().map(height).fold(0.0, f32::max);
        // A card taller than a page would be a report's mistake: it is cut at the page's end.
        let height = (tallest + 2.0 * pad).min(BOTTOM - TOP);
        flow.need(height);
        let top = flow.y;
        for (i, card) in cards.iter().enumerate() {
            let x = flow.left + i as f32 * (width + GAP);
            flow.rect(None, (x, top), (width, height), TINT);
            flow.rect(None, (x, top), (width, 2.0), ACCENT);
            let node = flow.node(Role::P, flow.section);
            // Beside its words the value stands in the middle of the card's height; over them, at its top.
            let middle = |own: f32| top + pad + if strip { (tallest - own) / 2.0 } else { 0.0 };
            let (style, color, lines) = &card.value;
            let at = (x + pad, middle(card.value_height()));
            let below = draw_card(flow, node, at, lines.iter().map(|line| (*style, *color, line)));
            let at = if strip { (x + 2.0 * pad + value, middle(card.words_height())) } else { (x + pad, below) };
            draw_card(flow, node, at, card.words.iter().map(|(style, color, line)| (*style, *color, line)));
        }
        flow.y = top + height + GAP * flow.set.air;
    }
    flow.after(2.0);
}

/// Draws lines from a corner down; gives where they end.
fn draw_card<'l>(
    flow: &mut Flow<'_>,
    node: NodeId,
    (x, mut y): (f32, f32),
    lines: impl Iterator<Item = (Style, Color, &'l Line)>,
) -> f32 {
    for (style, color, line) in lines {
        if y + style.leading <= BOTTOM {
            flow.text(Some(node), x, y + baseline(style), style, color, line);
        }
        y += style.leading;
    }
    y
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
        flow.after(8.0);
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
    let (_, leading, gap) = flow.set.fact;
    let height = |part: &[Ready]| part.iter().map(|fact| fact.lines() as f32 * leading + gap).sum::<f32>();
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
    flow.after(8.0);
}

fn fact_styles(flow: &Flow<'_>) -> (Style, Style) {
    let (size, leading, _) = flow.set.fact;
    (Style::new(Face::SemiBold, size, leading), Style::new(Face::Regular, size, leading))
}

const LABEL_GAP: f32 = 8.0;
const SIGN: f32 = 11.0;

fn label_width(flow: &Flow<'_>, facts: &[Fact], width: f32) -> f32 {
    let style = fact_styles(flow).0;
    let widest = facts.iter().map(|f| flow.fonts.width(style.face, style.size, &flow.fonts.clean(&f.label)));
    widest.fold(0.0, f32::max).clamp(50.0, width * 0.42) + 1.0
}

fn prepare(flow: &Flow<'_>, facts: &[Fact], width: f32) -> Vec<Ready> {
    let left = label_width(flow, facts, width);
    let (label_style, value_style) = fact_styles(flow);
    facts
        .iter()
        .map(|fact| {
            let (text, tone) = shown(&fact.value);
            let tone = matches!(fact.value, Value::Status(..)).then_some(tone);
            let shift = if tone.is_some() { SIGN } else { 0.0 };
            let label = wrap(flow.fonts, label_style, &fact.label, left);
            let value = wrap(flow.fonts, value_style, &text, width - left - LABEL_GAP - shift);
            Ready { label, value, tone, indent: left + LABEL_GAP }
        })
        .collect()
}

fn draw_facts(flow: &mut Flow<'_>, list: NodeId, facts: &[Ready], width: f32) {
    let (label_style, value_style) = fact_styles(flow);
    let (_, leading, gap) = flow.set.fact;
    for fact in facts {
        let item = flow.node(Role::LI, list);
        let label = flow.node(Role::Lbl, item);
        let body = flow.node(Role::LBody, item);
        let x = flow.left + fact.indent;
        let count = fact.lines();
        if count <= 6 {
            flow.need(count as f32 * leading + gap);
        }
        // The whole label, then the whole value, as they are read.
        let (mark, top) = (flow.page0(), flow.y);
        for line in &fact.label {
            flow.text(Some(label), flow.left, flow.y + baseline(label_style), label_style, MUTED, line);
            flow.y += leading;
        }
        let below = flow.y;
        flow.y = top;
        for (i, line) in fact.value.iter().enumerate() {
            flow.need(leading + gap);
            let base = flow.y + baseline(value_style);
            let shift = if fact.tone.is_some() { SIGN } else { 0.0 };
            if let (Some(tone), 0) = (fact.tone, i) {
                flow.sign(None, tone, x, base - 2.8, 7.0);
            }
            let color = fact.tone.map_or(INK, tone_color);
            flow.text(Some(body), x + shift, base, value_style, color, line);
            flow.y += leading;
        }
        if flow.page0() == mark {
            flow.y = flow.y.max(below);
        }
        flow.y += gap / 2.0;
        let points = vec![(flow.left, flow.y), (flow.left + width, flow.y)];
        flow.put(None, Item::Line { points, width: 0.4, color: RULE });
        flow.y += gap / 2.0;
    }
}
