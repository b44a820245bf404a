//! From a report to pages: the cover, then each chapter on new pages, with a running head and foot.

use super::display::{Bookmark, Color, DisplayList, Item, Node, NodeId, PAGE_HEIGHT, PAGE_WIDTH, Page, Placed, Role};
use super::fonts::{Face, Fonts};
use super::text::{Line, Style, shorten, wrap};
use super::{chart, table};
use crate::report::model::{Block, Fact, Figure, Notice, Report, Tone, Value};

/// The left and right margins in points.
pub const MARGIN: f32 = 54.0;
/// Where the text begins.
pub const TOP: f32 = 78.0;
/// Where the text ends.
pub const BOTTOM: f32 = PAGE_HEIGHT - 66.0;
/// The width of the text.
pub const WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;

/// Running text.
pub const BODY: Style = Style::new(Face::Regular, 10.0, 14.5);
/// Small text: captions' notes, axes, heads and feet of pages.
pub const SMALL: Style = Style::new(Face::Regular, 8.5, 11.5);
/// Captions of tables and charts.
pub const CAPTION: Style = Style::new(Face::SemiBold, 9.5, 13.0);

/// Text. Contrast with white 16:1.
pub const INK: Color = Color(0x17, 0x24, 0x33);
/// Secondary text. Contrast with white 7:1.
pub const MUTED: Color = Color(0x45, 0x55, 0x67);
/// The accent, the blue of the Italian public administration's design system. Contrast with white 5.6:1.
pub const ACCENT: Color = Color(0x00, 0x66, 0xcc);
/// The accent's pale tint, for fills under text.
pub const TINT: Color = Color(0xe6, 0xf0, 0xfa);
/// Hairlines.
pub const RULE: Color = Color(0xc5, 0xcf, 0xd9);

/// A tone's colour, for text and marks. Contrast with white at least 5:1.
#[must_use]
pub fn tone_color(tone: Tone) -> Color {
    match tone {
        Tone::Neutral => MUTED,
        Tone::Good => Color(0x00, 0x6b, 0x45),
        Tone::Warning => Color(0x8f, 0x55, 0x00),
        Tone::Bad => Color(0xb3, 0x20, 0x38),
    }
}

/// The pages of a report.
#[must_use]
pub fn layout(report: &Report, fonts: &Fonts) -> DisplayList {
    let mut flow = Flow::new(fonts);
    flow.cover(report);
    for chapter in &report.chapters {
        flow.new_page();
        flow.list.bookmarks.push(Bookmark { title: chapter.title.clone(), page0: flow.list.pages.len() - 1 });
        let section = flow.node(Role::Sect, NodeId(0));
        flow.section = section;
        flow.heading(1, &chapter.title);
        let mut level = 1;
        for (i, block) in chapter.blocks.iter().enumerate() {
            flow.block(block, &chapter.blocks[i + 1..], &mut level);
        }
    }
    flow.running(report);
    flow.list
}

/// The pages being filled, from top to bottom.
pub struct Flow<'f> {
    /// The measures.
    pub fonts: &'f Fonts,
    /// What is done so far.
    pub list: DisplayList,
    /// How far the current page is filled.
    pub y: f32,
    /// The node that new blocks belong to.
    pub section: NodeId,
}

impl<'f> Flow<'f> {
    fn new(fonts: &'f Fonts) -> Self {
        let root = Node { role: Role::Document, parent: None, alt: None };
        let list = DisplayList { pages: vec![Page::default()], nodes: vec![root], bookmarks: Vec::new() };
        Self { fonts, list, y: TOP, section: NodeId(0) }
    }

    /// A new node of the tree.
    pub fn node(&mut self, role: Role, parent: NodeId) -> NodeId {
        self.list.nodes.push(Node { role, parent: Some(parent), alt: None });
        NodeId(self.list.nodes.len() - 1)
    }

    /// Goes on at the top of a new page.
    pub fn new_page(&mut self) {
        self.list.pages.push(Page::default());
        self.y = TOP;
    }

    /// Whether nothing of the flow stands on the current page yet.
    #[must_use]
    pub fn at_top(&self) -> bool {
        self.y <= TOP
    }

    /// Goes on at a new page where less than `height` is left; true if it did.
    pub fn need(&mut self, height: f32) -> bool {
        let turn = self.y + height > BOTTOM && !self.at_top();
        if turn {
            self.new_page();
        }
        turn
    }

    /// Leaves a space, except at the top of a page.
    pub fn space(&mut self, height: f32) {
        if !self.at_top() {
            self.y += height;
        }
    }

    /// Draws an item on the current page.
    pub fn put(&mut self, node: Option<NodeId>, item: Item) {
        if let Some(page) = self.list.pages.last_mut() {
            page.items.push(Placed { node, item });
        }
    }

    /// Draws a line of text with its left end at `x`.
    pub fn text(&mut self, node: Option<NodeId>, x: f32, baseline: f32, style: Style, color: Color, line: &Line) {
        if line.text.is_empty() {
            return;
        }
        self.put(
            node,
            Item::Text {
                x,
                y: baseline,
                width: line.width,
                size: style.size,
                face: style.face,
                color,
                text: line.text.clone(),
            },
        );
    }

    /// Draws a decorative rectangle.
    pub fn rect(&mut self, node: Option<NodeId>, (x, y): (f32, f32), (width, height): (f32, f32), color: Color) {
        self.put(node, Item::Rect { x, y, width: width.max(0.0), height: height.max(0.0), color });
    }

    /// Draws a horizontal hairline as decoration.
    pub fn rule(&mut self, y: f32, x: f32, width: f32, thickness: f32, color: Color) {
        self.put(None, Item::Line { points: vec![(x, y), (x + width, y)], width: thickness, color });
    }

    /// Draws wrapped lines one under the other, on as many pages as they need.
    pub fn lines(&mut self, node: NodeId, x: f32, style: Style, color: Color, lines: &[Line]) {
        for (i, line) in lines.iter().enumerate() {
            // Neither the first line nor the last of a paragraph stands alone.
            let alone = (i == 0 && lines.len() > 1) || (lines.len() > 3 && i + 2 == lines.len());
            self.need(if alone { 2.0 * style.leading } else { style.leading });
            self.text(Some(node), x, self.y + baseline(style), style, color, line);
            self.y += style.leading;
        }
    }

    /// A mark that tells a tone by its shape, about `size` high, with its middle at `y`.
    pub fn mark(&mut self, node: Option<NodeId>, tone: Tone, x: f32, y: f32, size: f32) {
        // Shapes in a square from −1 to 1.
        let shapes: &[&[(f32, f32)]] = match tone {
            Tone::Good => &[&[(-1.0, 0.1), (-0.3, 0.8), (1.0, -0.8)]],
            Tone::Warning => &[&[(-1.0, 0.9), (0.0, -0.9), (1.0, 0.9), (-1.0, 0.9)], &[(0.0, -0.2), (0.0, 0.5)]],
            Tone::Bad => &[&[(-0.8, -0.8), (0.8, 0.8)], &[(-0.8, 0.8), (0.8, -0.8)]],
            Tone::Neutral => &[&[(-0.7, 0.0), (0.7, 0.0)]],
        };
        let half = size / 2.0;
        for shape in shapes {
            let points = shape.iter().map(|(dx, dy)| (x + half * (1.0 + dx), y + half * dy)).collect();
            self.put(node, Item::Line { points, width: size / 6.0, color: tone_color(tone) });
        }
    }

    fn paragraph(&mut self, text: &str, style: Style, color: Color) {
        let lines = wrap(self.fonts, style, text, WIDTH);
        if !lines.is_empty() {
            let node = self.node(Role::P, self.section);
            self.lines(node, MARGIN, style, color, &lines);
        }
    }

    fn cover(&mut self, report: &Report) {
        self.section = self.node(Role::Sect, NodeId(0));
        self.rect(None, (0.0, 0.0), (PAGE_WIDTH, 14.0), ACCENT);
        self.y = 110.0;
        self.paragraph(&report.ente, Style::new(Face::SemiBold, 15.0, 20.0), ACCENT);
        self.y += 60.0;
        self.paragraph(&report.title, Style::new(Face::Bold, 30.0, 36.0), INK);
        self.y += 8.0;
        self.paragraph(&report.subtitle, Style::new(Face::Regular, 15.0, 20.0), MUTED);
        self.y += 14.0;
        self.rect(None, (MARGIN, self.y), (72.0, 4.0), ACCENT);
        self.y += 32.0;
        if !report.recipient.trim().is_empty() {
            self.paragraph("Destinatario", SMALL, MUTED);
            self.paragraph(&report.recipient, Style::new(Face::SemiBold, 14.0, 19.0), INK);
            self.y += 24.0;
        }
        if let Some(text) = &report.provvisorio {
            let notice = Notice { tone: Tone::Warning, title: "PROVVISORIO".to_owned(), text: text.clone() };
            self.notice(&notice);
            self.y += 14.0;
        }
        self.facts(&report.cover);
    }

    /// The heads and feet of all pages but the cover, whose foot stands alone.
    fn running(&mut self, report: &Report) {
        let total = self.list.pages.len();
        let provvisorio = report.provvisorio.is_some();
        let bold = Style::new(Face::Bold, SMALL.size, SMALL.leading);
        let head = shorten(self.fonts, SMALL, &format!("{} · {}", report.ente, report.title), WIDTH - 90.0);
        let loud = shorten(self.fonts, bold, "PROVVISORIO", 90.0);
        for page0 in 0..total {
            let mut items = Vec::new();
            let mut text = |x: f32, y: f32, style: Style, color: Color, line: &Line| {
                let (width, size, face, text) = (line.width, style.size, style.face, line.text.clone());
                items.push(Placed { node: None, item: Item::Text { x, y, width, size, face, color, text } });
            };
            let foot = shorten(self.fonts, SMALL, &format!("pagina {} di {total}", page0 + 1), WIDTH);
            let right = MARGIN + WIDTH;
            text(right - foot.width, PAGE_HEIGHT - 36.0, SMALL, MUTED, &foot);
            if provvisorio {
                text(MARGIN, PAGE_HEIGHT - 36.0, bold, tone_color(Tone::Warning), &loud);
            }
            if page0 > 0 {
                text(MARGIN, 44.0, SMALL, MUTED, &head);
                if provvisorio {
                    text(right - loud.width, 44.0, bold, tone_color(Tone::Warning), &loud);
                }
                let points = vec![(MARGIN, 52.0), (right, 52.0)];
                items.push(Placed { node: None, item: Item::Line { points, width: 0.6, color: RULE } });
            }
            // Before the page's content, as they stand on it.
            self.list.pages[page0].items.splice(0..0, items);
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        let (style, color, before, after) = heading_style(level);
        let lines = wrap(self.fonts, style, text, WIDTH);
        if lines.is_empty() {
            return;
        }
        self.space(before);
        let node = self.node(Role::Heading(level), self.section);
        self.lines(node, MARGIN, style, color, &lines);
        if level == 1 {
            self.y += 3.0;
            self.rule(self.y, MARGIN, WIDTH, 1.5, ACCENT);
        }
        self.y += after;
    }

    fn block(&mut self, block: &Block, rest: &[Block], level: &mut u8) {
        match block {
            Block::Heading { level: wanted, text } => {
                // A jump would break the outline that a screen reader shows.
                *level = (*wanted).clamp(2, 4).min(*level + 1);
                let mut keep = self.heading_height(*level, text);
                for next in rest {
                    keep += self.lead(next);
                    if !matches!(next, Block::Heading { .. }) {
                        break;
                    }
                }
                self.need(keep.min(BOTTOM - TOP));
                self.heading(*level, text);
            }
            Block::Paragraph(text) => {
                self.paragraph(text, BODY, INK);
                self.y += 7.0;
            }
            Block::List(items) => self.bullets(items),
            Block::Notice(notice) => self.notice(notice),
            Block::Figures(figures) => self.figures(figures),
            Block::Facts(facts) => self.facts(facts),
            Block::Table(value) => table::table(self, value),
            Block::Chart(value) => chart::chart(self, value),
            Block::PageBreak => {
                if !self.at_top() && !rest.is_empty() {
                    self.new_page();
                }
            }
        }
    }

    fn heading_height(&self, level: u8, text: &str) -> f32 {
        let (style, _, before, after) = heading_style(level);
        before + after + wrap(self.fonts, style, text, WIDTH).len() as f32 * style.leading
    }

    /// How much of a block must follow a heading on its page.
    fn lead(&self, block: &Block) -> f32 {
        match block {
            Block::Heading { level, text } => self.heading_height(*level, text),
            Block::Paragraph(_) | Block::List(_) => 2.0 * BODY.leading,
            Block::Notice(notice) => {
                let lines = wrap(self.fonts, BODY, &notice.text, WIDTH - NOTICE_INSET - 10.0).len();
                (lines as f32 + 1.0) * BODY.leading + 24.0
            }
            Block::Figures(_) => 82.0,
            Block::Facts(_) => 40.0,
            Block::Table(value) => table::lead(self.fonts, value),
            Block::Chart(value) => chart::lead(self.fonts, value),
            Block::PageBreak => 0.0,
        }
    }

    fn bullets(&mut self, items: &[String]) {
        if items.is_empty() {
            return;
        }
        let list = self.node(Role::L, self.section);
        for item in items {
            let lines = wrap(self.fonts, BODY, item, WIDTH - 14.0);
            if lines.is_empty() {
                continue;
            }
            self.need(BODY.leading * if lines.len() > 1 { 2.0 } else { 1.0 });
            self.rect(None, (MARGIN + 3.0, self.y + baseline(BODY) - 5.0), (3.5, 3.5), ACCENT);
            let item = self.node(Role::LI, list);
            let body = self.node(Role::LBody, item);
            self.lines(body, MARGIN + 14.0, BODY, INK, &lines);
            self.y += 2.5;
        }
        self.y += 5.0;
    }

    fn notice(&mut self, notice: &Notice) {
        const PAD: f32 = 9.0;
        let title_style = Style::new(Face::Bold, 10.5, 15.0);
        let width = WIDTH - NOTICE_INSET - 10.0;
        let mut lines: Vec<(Style, Color, Line, bool)> = Vec::new();
        let color = tone_color(notice.tone);
        lines.extend(
            wrap(self.fonts, title_style, &notice.title, width).into_iter().map(|l| (title_style, color, l, true)),
        );
        lines.extend(wrap(self.fonts, BODY, &notice.text, width).into_iter().map(|l| (BODY, INK, l, false)));
        if lines.is_empty() {
            return;
        }
        self.space(4.0);
        let height: f32 = lines.iter().map(|line| line.0.leading).sum::<f32>() + 2.0 * PAD;
        if height <= BOTTOM - TOP {
            self.need(height);
        }
        let mut nodes = [None, None];
        let mut rest = lines.as_slice();
        let mut first = true;
        while !rest.is_empty() {
            let room = BOTTOM - self.y - 2.0 * PAD;
            let mut used = 0.0;
            let fit = rest.iter().take_while(|line| {
                used += line.0.leading;
                used <= room
            });
            let count = fit.count().max(usize::from(self.at_top()));
            if count == 0 {
                self.new_page();
                continue;
            }
            let (now, later) = rest.split_at(count);
            rest = later;
            let height = now.iter().map(|line| line.0.leading).sum::<f32>() + 2.0 * PAD;
            self.rect(None, (MARGIN, self.y), (WIDTH, height), pale(notice.tone));
            self.rect(None, (MARGIN, self.y), (4.0, height), color);
            if first {
                self.mark(None, notice.tone, MARGIN + 13.0, self.y + PAD + 7.0, 11.0);
                first = false;
            }
            self.y += PAD;
            for (style, color, line, title) in now {
                let slot = usize::from(!title);
                let node = match nodes[slot] {
                    Some(node) => node,
                    None => *nodes[slot].insert(self.node(Role::P, self.section)),
                };
                self.text(Some(node), MARGIN + NOTICE_INSET, self.y + baseline(*style), *style, *color, line);
                self.y += style.leading;
            }
            self.y += PAD;
            if !rest.is_empty() {
                self.new_page();
            }
        }
        self.y += 11.0;
    }

    fn figures(&mut self, figures: &[Figure]) {
        const GAP: f32 = 10.0;
        const PAD: f32 = 10.0;
        let number = Style::new(Face::Bold, 22.0, 27.0);
        let label = Style::new(Face::SemiBold, 9.0, 12.0);
        // Rows of equal cards, three or four to a row.
        let per_row = if figures.len().is_multiple_of(3) || figures.len() < 3 { 3 } else { 4 };
        let width = (WIDTH - GAP * (per_row as f32 - 1.0)) / per_row as f32;
        for row in figures.chunks(per_row) {
            let inner = width - 2.0 * PAD;
            let cards: Vec<[(Style, Color, Vec<Line>); 3]> = row
                .iter()
                .map(|figure| {
                    let (text, tone) = shown(&figure.value);
                    // A long value is set smaller rather than broken.
                    let mut style = number;
                    while style.size > 11.0
                        && self.fonts.width(style.face, style.size, &self.fonts.clean(&text)) > inner
                    {
                        style = Style::new(style.face, style.size - 1.0, style.leading);
                    }
                    let color = if tone == Tone::Neutral { ACCENT } else { tone_color(tone) };
                    [
                        (style, color, spoken(wrap(self.fonts, style, &text, inner))),
                        (label, INK, spoken(wrap(self.fonts, label, &figure.label, inner))),
                        (SMALL, MUTED, wrap(self.fonts, SMALL, figure.note.as_deref().unwrap_or(""), inner)),
                    ]
                })
                .collect();
            let height = cards
                .iter()
                .map(|card| card.iter().map(|(style, _, lines)| lines.len() as f32 * style.leading).sum::<f32>())
                .fold(0.0, f32::max)
                + 2.0 * PAD;
            self.need(height);
            let top = self.y;
            for (i, card) in cards.iter().enumerate() {
                let x = MARGIN + i as f32 * (width + GAP);
                // Cards taller than a page cannot be helped: their text is cut at the page's end.
                let height = height.min(BOTTOM - top);
                self.rect(None, (x, top), (width, height), TINT);
                self.rect(None, (x, top), (width, 2.5), ACCENT);
                let node = self.node(Role::P, self.section);
                let mut y = top + PAD;
                for (style, color, lines) in card {
                    for line in lines {
                        if y + style.leading <= BOTTOM {
                            self.text(Some(node), x + PAD, y + baseline(*style), *style, *color, line);
                        }
                        y += style.leading;
                    }
                }
            }
            self.y = (top + height + GAP).min(BOTTOM);
        }
        self.y += 4.0;
    }

    fn facts(&mut self, facts: &[Fact]) {
        const GAP: f32 = 12.0;
        if facts.is_empty() {
            return;
        }
        let label = Style::new(Face::SemiBold, 9.5, 13.5);
        let value = Style::new(Face::Regular, 9.5, 13.5);
        let widest = facts
            .iter()
            .map(|fact| self.fonts.width(label.face, label.size, &self.fonts.clean(&fact.label)))
            .fold(0.0, f32::max);
        let left = widest.clamp(60.0, WIDTH * 0.36) + 1.0;
        let table = self.node(Role::Table, self.section);
        let body = self.node(Role::TBody, table);
        for fact in facts {
            let (text, tone) = shown(&fact.value);
            let marked = matches!(fact.value, Value::Status(..));
            let shift = if marked { 12.0 } else { 0.0 };
            let labels = wrap(self.fonts, label, &fact.label, left);
            let values = wrap(self.fonts, value, &text, WIDTH - left - GAP - shift);
            let row = self.node(Role::TR, body);
            let head = self.node(Role::RowHead, row);
            let cell = self.node(Role::TD, row);
            let count = labels.len().max(values.len()).max(1);
            if count <= 4 {
                self.need(count as f32 * value.leading + 4.0);
            }
            for i in 0..count {
                self.need(value.leading + 4.0);
                let base = self.y + baseline(value);
                if let Some(line) = labels.get(i) {
                    self.text(Some(head), MARGIN, base, label, MUTED, line);
                }
                if let Some(line) = values.get(i) {
                    let x = MARGIN + left + GAP;
                    if marked && i == 0 {
                        self.mark(None, tone, x, base - 3.2, 7.5);
                    }
                    let color = if marked { tone_color(tone) } else { INK };
                    self.text(Some(cell), x + shift, base, value, color, line);
                }
                self.y += value.leading;
            }
            self.y += 1.8;
            self.rule(self.y, MARGIN, WIDTH, 0.4, RULE);
            self.y += 1.8;
        }
        self.y += 9.0;
    }
}

const NOTICE_INSET: f32 = 32.0;

/// From a line's top to its baseline.
#[must_use]
pub fn baseline(style: Style) -> f32 {
    style.leading / 2.0 + style.size * 0.33
}

/// A value's text and tone. What is not there is shown as a dash, so that nobody takes it for an oversight.
#[must_use]
pub fn shown(value: &Value) -> (String, Tone) {
    match value {
        Value::Blank => ("–".to_owned(), Tone::Neutral),
        Value::Status(text, tone) => (text.clone(), *tone),
        other => (other.to_string(), Tone::Neutral),
    }
}

/// Lines that other text of the same node follows: the last one ends with a blank too.
fn spoken(mut lines: Vec<Line>) -> Vec<Line> {
    if let Some(last) = lines.last_mut() {
        last.text.push(' ');
    }
    lines
}

fn pale(tone: Tone) -> Color {
    match tone {
        Tone::Neutral => Color(0xf0, 0xf3, 0xf6),
        Tone::Good => Color(0xe7, 0xf5, 0xee),
        Tone::Warning => Color(0xfd, 0xf3, 0xdf),
        Tone::Bad => Color(0xfc, 0xea, 0xec),
    }
}

fn heading_style(level: u8) -> (Style, Color, f32, f32) {
    match level {
        1 => (Style::new(Face::Bold, 21.0, 26.0), ACCENT, 0.0, 14.0),
        2 => (Style::new(Face::SemiBold, 14.5, 19.0), INK, 14.0, 6.0),
        3 => (Style::new(Face::SemiBold, 12.0, 16.0), ACCENT, 10.0, 4.0),
        _ => (Style::new(Face::SemiBold, 10.5, 14.5), MUTED, 8.0, 3.0),
    }
}
