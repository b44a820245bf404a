//! What is on each page, in points, and what it means: a list that any back end could draw.
//!
//! Coordinates run from the page's upper left corner, `y` downwards; a text's `y` is its baseline.

use super::fonts::Face;

/// The width of an A4 page in points.
pub const PAGE_WIDTH: f32 = 595.28;
/// The height of an A4 page in points.
pub const PAGE_HEIGHT: f32 = 841.89;

/// A whole document: pages to draw, the tree that says what their items are, and the bookmarks.
#[derive(Clone, Debug)]
pub struct DisplayList {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The nodes of the semantic tree; the first is the Document, and a parent stands before its children.
    pub nodes: Vec<Node>,
    /// The outline, in reading order: levels nest.
    pub bookmarks: Vec<Bookmark>,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The items in drawing order, which is the reading order of those that belong to a node.
    pub items: Vec<Placed>,
    /// The areas that lead elsewhere in the document.
    pub links: Vec<Link>,
}

/// An area of a page that leads to another place of the document.
#[derive(Clone, Debug)]
pub struct Link {
    /// The Link node that the area belongs to, which holds its text.
    pub node: NodeId,
    /// Left, top, width, height.
    pub rect: (f32, f32, f32, f32),
    /// Where it leads.
    pub to: Target,
    /// What is said of it.
    pub says: String,
}

/// A place in the document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// The page, from 0.
    pub page0: usize,
    /// How far down the page.
    pub y: f32,
}

/// An item with its meaning.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The node it belongs to, or nothing where it is an artifact: decoration, repeated heads, page numbers.
    pub node: Option<NodeId>,
    /// The item.
    pub item: Item,
}

/// An index into [`DisplayList::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub usize);

/// A colour, red green blue, 0–255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

/// Something drawn.
#[derive(Clone, Debug)]
pub enum Item {
    /// A run of text in one face.
    Text {
        /// The left end.
        x: f32,
        /// The baseline.
        y: f32,
        /// The visible width: a blank at the end, there for who has the text read aloud, is not counted.
        width: f32,
        /// The size in points.
        size: f32,
        /// The face.
        face: Face,
        /// The colour.
        color: Color,
        /// The text: only characters that the face has.
        text: String,
    },
    /// A filled rectangle.
    Rect {
        /// The left edge.
        x: f32,
        /// The upper edge.
        y: f32,
        /// The width.
        width: f32,
        /// The height.
        height: f32,
        /// The colour.
        color: Color,
    },
    /// A stroked path of straight lines.
    Line {
        /// The points.
        points: Vec<(f32, f32)>,
        /// The line's width.
        width: f32,
        /// The colour.
        color: Color,
    },
}

/// A node of the semantic tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// The parent; nothing for the Document.
    pub parent: Option<NodeId>,
    /// The text that stands for a figure.
    pub alt: Option<String>,
}

/// What a node is: the standard structure types of PDF 1.7 that reports need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The root.
    Document,
    /// The cover or a chapter.
    Sect,
    /// A heading of level 1 to 4.
    Heading(u8),
    /// A paragraph.
    P,
    /// A list.
    L,
    /// An item of a list.
    LI,
    /// The item's label: what a fact is about.
    Lbl,
    /// The item's content.
    LBody,
    /// A table.
    Table,
    /// Its head.
    THead,
    /// Its body.
    TBody,
    /// A row.
    TR,
    /// The head of a column.
    ColumnHead,
    /// The head of a row.
    RowHead,
    /// A cell.
    TD,
    /// A drawing with its alternative text.
    Figure,
    /// The caption of a table or of a figure.
    Caption,
    /// A table of contents.
    Toc,
    /// An entry of it.
    Toci,
    /// A reference to another place of the document.
    Reference,
    /// Text that leads elsewhere.
    Link,
    /// A piece of text inside a block.
    Span,
}

impl Role {
    /// The structure type's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Sect => "Sect",
            Self::Heading(1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(3) => "H3",
            Self::Heading(_) => "H4",
            Self::P => "P",
            Self::L => "L",
            Self::LI => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Table => "Table",
            Self::THead => "THead",
            Self::TBody => "TBody",
            Self::TR => "TR",
            Self::ColumnHead | Self::RowHead => "TH",
            Self::TD => "TD",
            Self::Figure => "Figure",
            Self::Caption => "Caption",
            Self::Toc => "TOC",
            Self::Toci => "TOCI",
            Self::Reference => "Reference",
            Self::Link => "Link",
            Self::Span => "Span",
        }
    }
}

/// An entry of the outline.
#[derive(Clone, Debug)]
pub struct Bookmark {
    /// What it says.
    pub title: String,
    /// 1 for a chapter, 2 for a part of it, …
    pub level: u8,
    /// Where it leads.
    pub to: Target,
}
