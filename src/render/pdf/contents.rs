//! The table of contents, and the titles that it lists.

use super::display::{Item, Role};
use super::flow::Flow;
use super::look::{ACCENT, BODY, INK, RULE, STRONG, baseline};
use super::text::{spoken, wrap};
use crate::report::model::{Block, Chapter, Report};

/// The titles that a table of contents can list.
pub struct Titles(Vec<Title>);

struct Title {
    /// How deep it is nested, from 1.
    depth: u8,
    /// The level of its heading; a part's is that of its chapters.
    level: u8,
    text: String,
    anchor: String,
}

impl Titles {
    /// The titles of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut all = Vec::new();
        for (number, chapter) in report.chapters.iter().enumerate() {
            // The table of contents does not list itself.
            if chapter.blocks.iter().any(|block| matches!(block, Block::Contents(_))) {
                continue;
            }
            let mut push = |depth, level, text: &str, heading| {
                all.push(Title { depth, level, text: text.to_owned(), anchor: Self::name(number, heading) });
            };
            if let Some(part) = begins_part(&report.chapters, number) {
                push(1, 1, part, 0);
            }
            let depth = u8::from(chapter.part.is_some());
            push(depth + 1, 1, &chapter.title, 0);
            let headings = chapter.blocks.iter().filter_map(|block| match block {
                Block::Heading { level, text } => Some((*level, text)),
                _ => None,
            });
            for (n, (level, text)) in headings.enumerate() {
                push(depth + level, level, text, n + 1);
            }
        }
        Self(all)
    }

    /// The anchor of the n-th heading of a chapter; 0 is the chapter's own. No name that a report gives begins so.
    #[must_use]
    pub fn name(chapter: usize, heading: usize) -> String {
        format!("\u{1}{chapter}.{heading}")
    }
}

/// The part that a chapter is the first of.
#[must_use]
pub fn begins_part(chapters: &[Chapter], number: usize) -> Option<&str> {
    let part = chapters[number].part.as_deref()?;
    let before = number.checked_sub(1).and_then(|before| chapters[before].part.as_deref());
    (before != Some(part)).then_some(part)
}

/// The table of contents, down to a level.
pub fn contents(flow: &mut Flow<'_>, titles: &Titles, level: u8) {
    const NUMBER: f32 = 30.0;
    let toc = flow.node(Role::Toc, flow.section);
    for Title { depth, text, anchor, .. } in titles.0.iter().filter(|title| title.level <= level) {
        let style = if *depth == 1 { STRONG } else { BODY };
        let shift = f32::from(depth - 1) * 14.0;
        let mut lines = spoken(wrap(flow.fonts, style, text, flow.width - shift - NUMBER));
        if lines.is_empty() {
            continue;
        }
        let height = lines.len() as f32 * style.leading;
        flow.need(height);
        let item = flow.node(Role::Toci, toc);
        let reference = flow.node(Role::Reference, item);
        let link = flow.node(Role::Link, reference);
        let (top, right) = (flow.y, flow.left + flow.width);
        let last = lines.pop();
        for line in &lines {
            flow.text(Some(link), flow.left + shift, flow.y + baseline(style), style, INK, line);
            flow.y += style.leading;
        }
        let base = flow.y + baseline(style);
        if let Some(line) = last {
            flow.text(Some(link), flow.left + shift, base, style, INK, &line);
            leader(flow, flow.left + shift + line.width + 6.0, right - NUMBER, base);
        }
        flow.page_number(link, right, base, style, ACCENT, anchor);
        flow.y += style.leading;
        flow.widen_link(flow.left, top, flow.y);
        flow.y += if *depth == 1 { 3.0 } else { 1.0 };
    }
    flow.y += 8.0;
}

/// The hairline that leads the eye from a title to its page.
fn leader(flow: &mut Flow<'_>, from: f32, to: f32, base: f32) {
    if to > from {
        let points = vec![(from, base), (to, base)];
        flow.put(None, Item::Line { points, width: 0.4, color: RULE });
    }
}
