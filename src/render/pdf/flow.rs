//! The pages being filled, from top to bottom, and the pieces that every block is drawn with.

use std::collections::BTreeMap;

use super::display::{Bookmark, Color, DisplayList, Item, Link, Node, NodeId, Page, Placed, Role, Target};
use super::fonts::Fonts;
use super::look::{BOTTOM, MARGIN, Set, TOP, WIDTH, baseline, tone_color};
use super::text::{Line, Style, wrap};
use crate::report::model::Tone;

/// The pages being filled.
pub struct Flow<'f> {
    /// The measures.
    pub fonts: &'f Fonts,
    /// What is done so far.
    pub list: DisplayList,
    /// How far the current page is filled.
    pub y: f32,
    /// The left edge of the column being filled.
    pub left: f32,
    /// The width of the column being filled.
    pub width: f32,
    /// The node that new blocks belong to.
    pub section: NodeId,
    /// How close things are set.
    pub set: Set,
    /// How many levels the bookmarks are nested below their headings' own.
    pub nested: u8,
    /// What the heads of pages that go on say, besides their chapter.
    pub heads: BTreeMap<usize, String>,
    /// The places that page numbers refer to, by name.
    anchors: Vec<(String, Target)>,
    /// The page numbers to be written once all pages are known.
    references: Vec<Reference>,
}

/// A page number that is not known yet.
struct Reference {
    page0: usize,
    item: usize,
    link: usize,
    /// Where the number ends.
    right: f32,
    style: Style,
    to: String,
}

/// A state of the pages to go back to.
pub struct Mark {
    pages: usize,
    items: usize,
    links: usize,
    nodes: usize,
    bookmarks: usize,
    anchors: usize,
    references: usize,
    y: f32,
}

impl<'f> Flow<'f> {
    /// An empty first page.
    #[must_use]
    pub fn new(fonts: &'f Fonts) -> Self {
        let root = Node { role: Role::Document, parent: None, alt: None };
        let list = DisplayList { pages: vec![Page::default()], nodes: vec![root], bookmarks: Vec::new() };
        Self {
            fonts,
            list,
            y: TOP,
            left: MARGIN,
            width: WIDTH,
            section: NodeId(0),
            set: Set::OPEN,
            nested: 0,
            heads: BTreeMap::new(),
            anchors: Vec::new(),
            references: Vec::new(),
        }
    }

    /// A new node of the tree.
    pub fn node(&mut self, role: Role, parent: NodeId) -> NodeId {
        self.list.nodes.push(Node { role, parent: Some(parent), alt: None });
        NodeId(self.list.nodes.len() - 1)
    }

    /// The current page, from 0.
    #[must_use]
    pub fn page0(&self) -> usize {
        self.list.pages.len() - 1
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
            self.y += height * self.set.air;
        }
    }

    /// Leaves a space after a block.
    pub fn after(&mut self, height: f32) {
        self.y += height * self.set.air;
    }

    /// The state now.
    #[must_use]
    pub fn mark(&self) -> Mark {
        let page = &self.list.pages[self.page0()];
        Mark {
            pages: self.list.pages.len(),
            items: page.items.len(),
            links: page.links.len(),
            nodes: self.list.nodes.len(),
            bookmarks: self.list.bookmarks.len(),
            anchors: self.anchors.len(),
            references: self.references.len(),
            y: self.y,
        }
    }

    /// Undoes everything since the mark.
    pub fn back(&mut self, mark: &Mark) {
        self.list.pages.truncate(mark.pages);
        let page = &mut self.list.pages[mark.pages - 1];
        page.items.truncate(mark.items);
        page.links.truncate(mark.links);
        self.list.nodes.truncate(mark.nodes);
        self.list.bookmarks.truncate(mark.bookmarks);
        self.anchors.truncate(mark.anchors);
        self.references.truncate(mark.references);
        self.y = mark.y;
    }

    /// Whether anything was drawn on the mark's own page since.
    #[must_use]
    pub fn drew_on_page(&self, mark: &Mark) -> bool {
        self.list.pages[mark.pages - 1].items.len() > mark.items
    }

    /// Whether the pages have been turned since the mark.
    #[must_use]
    pub fn turned(&self, mark: &Mark) -> bool {
        self.list.pages.len() > mark.pages
    }

    /// The pages that were begun since the mark.
    #[must_use]
    pub fn pages_since(&self, mark: &Mark) -> std::ops::Range<usize> {
        mark.pages..self.list.pages.len()
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
        let (width, size, face, text) = (line.width, style.size, style.face, line.text.clone());
        self.put(node, Item::Text { x, y: baseline, width, size, face, color, text });
    }

    /// Draws a filled rectangle: upper left corner, then width and height.
    pub fn rect(&mut self, node: Option<NodeId>, (x, y): (f32, f32), (width, height): (f32, f32), color: Color) {
        self.put(node, Item::Rect { x, y, width, height, color });
    }

    /// Draws a horizontal hairline across the column as decoration.
    pub fn rule(&mut self, y: f32, thickness: f32, color: Color) {
        let points = vec![(self.left, y), (self.left + self.width, y)];
        self.put(None, Item::Line { points, width: thickness, color });
    }

    /// Draws wrapped lines one under the other from `shift` right of the column's edge, over as many pages as needed.
    pub fn lines(&mut self, node: NodeId, shift: f32, style: Style, color: Color, lines: &[Line]) {
        for (i, line) in lines.iter().enumerate() {
            // Neither the first line nor the last of a paragraph stands alone; three lines are not broken at all.
            let keep = match (i, lines.len()) {
                (0, n @ 2..=3) => n,
                (0, n) if n > 3 => 2,
                (i, n) if n > 3 && i + 2 == n => 2,
                _ => 1,
            };
            self.need(keep as f32 * style.leading);
            self.text(Some(node), self.left + shift, self.y + baseline(style), style, color, line);
            self.y += style.leading;
        }
    }

    /// A paragraph across the column.
    pub fn paragraph(&mut self, text: &str, style: Style, color: Color) {
        let lines = wrap(self.fonts, style, text, self.width);
        if !lines.is_empty() {
            let node = self.node(Role::P, self.section);
            self.lines(node, 0.0, style, color, &lines);
        }
    }

    /// A mark that tells a tone by its shape, about `size` high, with its middle at `y`.
    pub fn sign(&mut self, node: Option<NodeId>, tone: Tone, x: f32, y: f32, size: f32) {
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

    /// Gives the current place a name that page numbers can refer to.
    pub fn anchor(&mut self, name: &str) {
        let target = Target { page0: self.page0(), y: self.y };
        self.anchors.push((name.to_owned(), target));
    }

    /// Draws the page number of an anchor, ending at `right`, as a link; `node` is a Link.
    pub fn page_number(&mut self, node: NodeId, right: f32, base: f32, style: Style, color: Color, to: &str) {
        let page0 = self.page0();
        let page = &mut self.list.pages[page0];
        let (item, link) = (page.items.len(), page.links.len());
        let text = Item::Text {
            x: right,
            y: base,
            width: 0.0,
            size: style.size,
            face: style.face,
            color,
            text: "–".to_owned(),
        };
        page.items.push(Placed { node: Some(node), item: text });
        let rect = (right, base - style.size, 0.0, style.leading);
        page.links.push(Link { node, rect, to: Target { page0: 0, y: 0.0 }, says: String::new() });
        self.references.push(Reference { page0, item, link, right, style, to: to.to_owned() });
    }

    /// Makes an area of the current page lead to an anchor, like the page number drawn last.
    pub fn widen_link(&mut self, left: f32, top: f32, bottom: f32) {
        if let Some(link) = self.list.pages.last_mut().and_then(|page| page.links.last_mut()) {
            let right = link.rect.0 + link.rect.2;
            link.rect = (left, top, right - left, bottom - top);
        }
    }

    /// Adds a bookmark to the current place.
    pub fn bookmark(&mut self, title: &str, level: u8) {
        let title = self.fonts.clean(title).replace('\n', " ");
        let to = Target { page0: self.page0(), y: self.y };
        self.list.bookmarks.push(Bookmark { title, level: level + self.nested, to });
    }

    /// Writes the page numbers, now that all pages are known. One without an anchor stays a dash and leads nowhere.
    pub fn resolve(&mut self) {
        let anchors: BTreeMap<&str, Target> = self.anchors.iter().map(|(name, to)| (name.as_str(), *to)).collect();
        let mut dead: Vec<(usize, usize)> = Vec::new();
        for reference in &self.references {
            let page = &mut self.list.pages[reference.page0];
            let Some(target) = anchors.get(reference.to.as_str()) else {
                dead.push((reference.page0, reference.link));
                continue;
            };
            let number = (target.page0 + 1).to_string();
            let wide = self.fonts.width(reference.style.face, reference.style.size, &number);
            if let Item::Text { x, width, text, .. } = &mut page.items[reference.item].item {
                *x = reference.right - wide;
                *width = wide;
                text.clone_from(&number);
            }
            let link = &mut page.links[reference.link];
            if link.rect.2 <= 0.0 {
                link.rect.0 = reference.right - wide;
                link.rect.2 = wide;
            }
            link.to = *target;
            link.says = format!("Vai a pagina {number}");
        }
        for (page0, link) in dead.into_iter().rev() {
            let link = self.list.pages[page0].links.remove(link);
            self.list.nodes[link.node.0].role = Role::Span;
        }
    }
}
