//! From a report to pages: the cover, then each chapter on new pages, with a running head and foot.

use super::contents::{self, Titles, begins_part};
use super::display::{DisplayList, Item, NodeId, PAGE_HEIGHT, PAGE_WIDTH, Placed, Role};
use super::flow::Flow;
use super::fonts::{Face, Fonts};
use super::look::{ACCENT, GUTTER, INK, MARGIN, MUTED, RULE, SMALL, Set, TINT, WHITE, WIDTH, heading, tone_color};
use super::measure::Alike;
use super::text::{Line, Style, shorten, wrap};
use super::{blocks, chart, table};
use crate::report::model::{Block, Live, Notice, Report, Tone};

/// The pages of a report.
#[must_use]
pub fn layout(report: &Report, fonts: &Fonts) -> DisplayList {
    let mut flow = Flow::new(fonts);
    let titles = Titles::of(report);
    cover(&mut flow, report, &titles);
    let mut begun = Vec::with_capacity(report.chapters.len());
    for (number, chapter) in report.chapters.iter().enumerate() {
        // A document of one chapter is short: it begins under its own title.
        if report.chapters.len() > 1 {
            flow.new_page();
        } else {
            flow.space(16.0);
        }
        flow.section = flow.node(Role::Sect, NodeId(0));
        flow.anchor(&Titles::name(number, 0));
        begun.push((flow.page0(), chapter.title.as_str()));
        if let Some(part) = begins_part(&report.chapters, number) {
            flow.nested = 0;
            flow.bookmark(part, 1);
        }
        flow.nested = u8::from(chapter.part.is_some());
        title(&mut flow, 1, &chapter.title);
        let mut walk = Walk { titles: &titles, chapter: number, level: 1, heading: 0, alike: Alike::default() };
        walk.chapter(&mut flow, &chapter.blocks);
    }
    flow.resolve();
    running(&mut flow, report, &begun);
    flow.list
}

/// Where the walk through a chapter's blocks is.
struct Walk<'t> {
    titles: &'t Titles,
    chapter: usize,
    /// The level of the last heading.
    level: u8,
    /// How many headings there were.
    heading: usize,
    /// What tables with the same heads ask for together.
    alike: Alike,
}

impl Walk<'_> {
    /// Lays a chapter out: what stands before its sheets, then each sheet.
    fn chapter(&mut self, flow: &mut Flow<'_>, blocks: &[Block]) {
        let parts = blocks.split_inclusive(|block| matches!(block, Block::Sheet(_)));
        let mut sheet: Option<&str> = None;
        // A chapter that is sheets alone begins with the first of them under its title.
        let mut fresh = true;
        for part in parts {
            let (next, content) = match part.split_last() {
                Some((Block::Sheet(title), content)) => (Some(title.as_str()), content),
                _ => (None, part),
            };
            if let Some(title) = sheet {
                self.sheet(flow, title, content, fresh);
            } else {
                let tables = content.iter().filter_map(|block| match block {
                    Block::Table(table) => Some(table),
                    _ => None,
                });
                self.alike = Alike::new(flow.fonts, tables, flow.set.table);
                self.blocks(flow, content);
                self.alike = Alike::default();
            }
            fresh = sheet.is_none() && content.iter().all(|block| matches!(block, Block::Anchor(_)));
            sheet = next;
        }
    }

    /// Lays blocks out on a page of their own.
    fn sheet(&mut self, flow: &mut Flow<'_>, title: &str, blocks: &[Block], here: bool) {
        if !here && !flow.at_top() {
            flow.new_page();
        }
        let (mark, state) = (flow.mark(), (self.level, self.heading));
        // What fits in no way goes over two pages as if there were room.
        for (set, last) in [(Set::SHEET, false), (Set::CLOSE, false), (Set::SHEET, true)] {
            flow.set = set;
            self.blocks(flow, blocks);
            if last || !flow.turned(&mark) {
                break;
            }
            flow.back(&mark);
            (self.level, self.heading) = state;
        }
        flow.set = Set::OPEN;
        for page0 in flow.pages_since(&mark) {
            flow.heads.insert(page0, title.to_owned());
        }
    }

    /// Lays blocks out; headings stay with what follows them.
    fn blocks(&mut self, flow: &mut Flow<'_>, blocks: &[Block]) {
        let mut rest = blocks;
        while !rest.is_empty() {
            let leading = rest.iter().take_while(|b| matches!(b, Block::Heading { .. } | Block::Anchor(_))).count();
            let count = (leading + 1).min(rest.len());
            let (now, later) = rest.split_at(count);
            let (mark, state) = (flow.mark(), (self.level, self.heading));
            let fresh = flow.at_top();
            if !self.together(flow, now) && !fresh {
                // What follows began on another page than its heading: both go there.
                flow.back(&mark);
                (self.level, self.heading) = state;
                flow.new_page();
                self.together(flow, now);
            }
            rest = later;
        }
    }

    /// Lays out headings and the block after them; false if that block began on a later page.
    fn together(&mut self, flow: &mut Flow<'_>, blocks: &[Block]) -> bool {
        let Some((block, headings)) = blocks.split_last() else { return true };
        for heading in headings {
            self.block(flow, heading);
        }
        let mark = flow.mark();
        self.block(flow, block);
        headings.is_empty() || flow.drew_on_page(&mark) || !flow.turned(&mark)
    }

    fn block(&mut self, flow: &mut Flow<'_>, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                // A jump would break the outline that a screen reader shows.
                self.level = (*level).clamp(2, 4).min(self.level + 1);
                self.heading += 1;
                let (style, _, before, _) = heading(self.level);
                let lines = wrap(flow.fonts, style, text, flow.width).len() as f32;
                flow.need(before * flow.set.air + lines * style.leading);
                flow.space(before);
                flow.anchor(&Titles::name(self.chapter, self.heading));
                title(flow, self.level, text);
            }
            Block::Paragraph(text) => {
                flow.paragraph(text, flow.set.body, INK);
                flow.after(7.0);
            }
            Block::List(items) => blocks::bullets(flow, items),
            Block::Notice(value) => blocks::notice(flow, value),
            Block::Figures(figures) => blocks::figures(flow, figures),
            Block::Facts(facts) => blocks::facts(flow, facts),
            Block::Table(value) | Block::Live(Live { table: value, .. }) => {
                table::table(flow, value, self.alike.of(value));
            }
            Block::Chart(value) => chart::chart(flow, value),
            Block::Columns(columns) => self.columns(flow, columns),
            Block::Contents(level) => contents::contents(flow, self.titles, *level),
            Block::Anchor(name) => flow.anchor(name),
            // Only a chapter has sheets.
            Block::Sheet(_) => {}
        }
    }

    /// Side by side on one page; where a page cannot hold them so, one under the other.
    fn columns(&mut self, flow: &mut Flow<'_>, columns: &[Vec<Block>]) {
        let n = columns.len().max(1) as f32;
        let (left, width) = (flow.left, flow.width);
        let state = (self.level, self.heading);
        let begin = flow.mark();
        // Twice: on this page, then at the top of the next.
        for attempt in 0..2 {
            let (mark, top) = (flow.mark(), flow.y);
            let mut bottom = top;
            flow.width = (width - GUTTER * (n - 1.0)) / n;
            for (i, blocks) in columns.iter().enumerate() {
                flow.left = left + i as f32 * (flow.width + GUTTER);
                flow.y = top;
                self.level = state.0;
                self.blocks(flow, blocks);
                bottom = bottom.max(flow.y);
                if flow.turned(&mark) {
                    break;
                }
            }
            (flow.left, flow.width) = (left, width);
            if !flow.turned(&mark) {
                flow.y = bottom;
                return;
            }
            flow.back(&mark);
            (self.level, self.heading) = state;
            if attempt == 0 {
                if flow.at_top() {
                    break;
                }
                flow.new_page();
            }
        }
        flow.back(&begin);
        for blocks in columns {
            self.level = state.0;
            self.blocks(flow, blocks);
        }
    }
}

/// A heading, with its bookmark.
fn title(flow: &mut Flow<'_>, level: u8, text: &str) {
    let (style, color, _, after) = heading(level);
    let lines = wrap(flow.fonts, style, text, flow.width);
    if lines.is_empty() {
        return;
    }
    flow.bookmark(text, level);
    let node = flow.node(Role::Heading(level), flow.section);
    flow.lines(node, 0.0, style, color, &lines);
    if level == 1 {
        flow.y += 3.0;
        flow.rule(flow.y, 1.5, ACCENT);
    }
    flow.after(after);
}

fn cover(flow: &mut Flow<'_>, report: &Report, titles: &Titles) {
    flow.section = flow.node(Role::Sect, NodeId(0));
    let bare = report.front.is_empty() && report.chapters.len() != 1;
    let (above, between) = if bare { (120.0, 60.0) } else { (52.0, 24.0) };
    let said = [
        (&report.ente, Style::new(Face::SemiBold, 14.0, 19.0), WHITE, between),
        (&report.title, Style::new(Face::Bold, 30.0, 36.0), WHITE, 6.0),
        (&report.subtitle, Style::new(Face::Regular, 14.0, 19.0), TINT, 24.0),
    ];
    let said = said.map(|(text, style, color, after)| (wrap(flow.fonts, style, text, WIDTH), style, color, after));
    let height = |(lines, style, _, after): &(Vec<Line>, Style, _, f32)| lines.len() as f32 * style.leading + after;
    let band = above + said.iter().map(height).sum::<f32>();
    flow.rect(None, (0.0, 0.0), (PAGE_WIDTH, band), ACCENT);
    flow.y = above;
    for (lines, style, color, after) in &said {
        if !lines.is_empty() {
            let node = flow.node(Role::P, flow.section);
            flow.lines(node, 0.0, *style, *color, lines);
        }
        flow.y += after;
    }
    flow.y += if bare { 40.0 } else { 22.0 };
    if !report.recipient.trim().is_empty() {
        flow.paragraph("Destinatario", SMALL, MUTED);
        flow.paragraph(&report.recipient, Style::new(Face::SemiBold, 13.0, 18.0), INK);
        flow.y += if bare { 24.0 } else { 14.0 };
    }
    if let Some(text) = &report.provvisorio {
        // The title says the word already.
        let text = text.strip_prefix("PROVVISORIO: ").unwrap_or(text);
        let text = text.chars().take(1).flat_map(char::to_uppercase).chain(text.chars().skip(1)).collect();
        blocks::notice(flow, &Notice { tone: Tone::Warning, title: "PROVVISORIO".to_owned(), text });
        flow.y += 6.0;
    }
    blocks::facts(flow, &report.cover);
    let mut walk = Walk { titles, chapter: usize::MAX, level: 1, heading: 0, alike: Alike::default() };
    walk.blocks(flow, &report.front);
}

/// The heads and feet of all pages but the cover, whose foot stands alone.
fn running(flow: &mut Flow<'_>, report: &Report, begun: &[(usize, &str)]) {
    let total = flow.list.pages.len();
    let provvisorio = report.provvisorio.is_some();
    let bold = Style::new(Face::Bold, SMALL.size, SMALL.leading);
    let loud = shorten(flow.fonts, bold, "PROVVISORIO", 90.0);
    let head = shorten(flow.fonts, SMALL, &format!("{} · {}", report.ente, report.title), WIDTH * 0.42);
    for page0 in 0..total {
        let chapter = begun.iter().rev().find(|(first, _)| *first <= page0).map_or("", |(_, title)| title);
        let mut items = Vec::new();
        let mut text = |x: f32, y: f32, style: Style, color, line: &Line| {
            let (width, size, face, text) = (line.width, style.size, style.face, line.text.clone());
            items.push(Placed { node: None, item: Item::Text { x, y, width, size, face, color, text } });
        };
        let foot = shorten(flow.fonts, SMALL, &format!("pagina {} di {total}", page0 + 1), WIDTH);
        let right = MARGIN + WIDTH;
        text(right - foot.width, PAGE_HEIGHT - 34.0, SMALL, MUTED, &foot);
        if provvisorio {
            text(MARGIN, PAGE_HEIGHT - 34.0, bold, tone_color(Tone::Warning), &loud);
        }
        if page0 > 0 {
            text(MARGIN, 42.0, SMALL, MUTED, &head);
            let said = flow.heads.get(&page0).map_or(chapter, String::as_str);
            let chapter = shorten(flow.fonts, SMALL, said, WIDTH * 0.5);
            text(right - chapter.width, 42.0, SMALL, MUTED, &chapter);
            let points = vec![(MARGIN, 50.0), (right, 50.0)];
            items.push(Placed { node: None, item: Item::Line { points, width: 0.6, color: RULE } });
        }
        // Before the page's content, as they stand on it.
        flow.list.pages[page0].items.splice(0..0, items);
    }
}
