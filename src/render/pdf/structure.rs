//! The structure tree: what each piece of each page is, in reading order.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::PdfError;
use super::display::{DisplayList, Item, Link, NodeId, PAGE_HEIGHT, Role};
use super::objects::{destination, integer};

/// The elements of the structure tree, before they are written: there are hundreds on each page, too many to be held as
/// objects.
pub(super) struct Elements<'l> {
    list: &'l DisplayList,
    /// The number of the first element's object; the others follow.
    first: u32,
    root: ObjectId,
    kids: Vec<Vec<Kid>>,
    /// The page of each node's first piece; a piece on another page says its own.
    homes: Vec<Option<ObjectId>>,
    boxes: BTreeMap<NodeId, [f32; 4]>,
}

/// What an element holds.
enum Kid {
    Element(usize),
    /// A marked piece of a page: which, and of what page.
    Piece(usize, ObjectId),
    /// An annotation and its page.
    Annotation(ObjectId, ObjectId),
}

/// Adds the root of the structure tree and, from each page, the way back to it; gives the elements between them.
pub(super) fn tag<'l>(
    doc: &mut Document,
    list: &'l DisplayList,
    owners: &[Vec<NodeId>],
    pages: &[ObjectId],
) -> Result<Elements<'l>, PdfError> {
    let root = doc.new_object_id();
    let first = doc.max_id + 1;
    doc.max_id += u32::try_from(list.nodes.len()).unwrap_or(u32::MAX);
    let mut elements = Elements {
        list,
        first,
        root,
        kids: list.nodes.iter().map(|_| Vec::new()).collect(),
        homes: vec![None; list.nodes.len()],
        boxes: boxes(list),
    };
    for (i, node) in list.nodes.iter().enumerate() {
        if let Some(NodeId(parent)) = node.parent {
            elements.kids[parent].push(Kid::Element(i));
        }
    }
    let mut nums = Vec::with_capacity(2 * pages.len());
    // The keys after the pages' own belong to the links.
    let mut link_nums = Vec::new();
    for (page0, (owned, page)) in owners.iter().zip(pages).enumerate() {
        for (mcid, NodeId(node)) in owned.iter().enumerate() {
            elements.homes[*node].get_or_insert(*page);
            elements.kids[*node].push(Kid::Piece(mcid, *page));
        }
        let parents: Vec<Object> = owned.iter().map(|node| elements.id(node.0).into()).collect();
        let parents = doc.add_object(parents);
        nums.extend([integer(page0), parents.into()]);
        let mut annotations: Vec<Object> = Vec::new();
        for link in &list.pages[page0].links {
            let key = pages.len() + link_nums.len() / 2;
            let Some(annotation) = annotation(link, key, pages) else { continue };
            let annotation = doc.add_object(annotation);
            annotations.push(annotation.into());
            elements.kids[link.node.0].push(Kid::Annotation(annotation, *page));
            link_nums.extend([integer(key), elements.id(link.node.0).into()]);
        }
        let page = doc.get_object_mut(*page)?.as_dict_mut()?;
        page.set("StructParents", integer(page0));
        page.set("Tabs", "S");
        page.remove(b"Annots");
        if !annotations.is_empty() {
            page.set("Annots", annotations);
        }
    }
    let next = pages.len() + link_nums.len() / 2;
    nums.extend(link_nums);
    let parents = doc.add_object(dictionary! { "Nums" => nums });
    let tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => elements.id(0), "ParentTree" => parents,
        "ParentTreeNextKey" => integer(next),
    };
    doc.set_object(root, tree);
    let catalog = doc.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(elements)
}

impl Elements<'_> {
    fn id(&self, i: usize) -> ObjectId {
        (self.first + u32::try_from(i).unwrap_or(u32::MAX), 0)
    }

    /// Each element, made when it is asked for.
    pub fn each(&self) -> impl Iterator<Item = (ObjectId, Object)> {
        (0..self.list.nodes.len()).map(|i| (self.id(i), Object::Dictionary(self.element(i))))
    }

    fn element(&self, i: usize) -> Dictionary {
        let node = &self.list.nodes[i];
        let parent = node.parent.map_or(self.root, |parent| self.id(parent.0));
        let mut element = dictionary! { "Type" => "StructElem", "S" => node.role.name(), "P" => parent };
        if let Some(home) = self.homes[i] {
            element.set("Pg", home);
        }
        if !self.kids[i].is_empty() {
            let kids: Vec<Object> = self.kids[i].iter().map(|kid| self.kid(kid, self.homes[i])).collect();
            element.set("K", kids);
        }
        if let Some(alt) = &node.alt {
            element.set("Alt", text_string(alt));
        }
        let scope = match node.role {
            Role::ColumnHead => Some("Column"),
            Role::RowHead => Some("Row"),
            _ => None,
        };
        if let Some(scope) = scope {
            element.set("A", dictionary! { "O" => "Table", "Scope" => scope });
        }
        if let Some([left, top, right, bottom]) = self.boxes.get(&NodeId(i)) {
            let corners = [*left, PAGE_HEIGHT - bottom, *right, PAGE_HEIGHT - top].map(Object::Real).to_vec();
            element.set("A", dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => corners });
        }
        element
    }

    fn kid(&self, kid: &Kid, home: Option<ObjectId>) -> Object {
        match kid {
            Kid::Element(i) => self.id(*i).into(),
            Kid::Piece(mcid, page) if home == Some(*page) => integer(*mcid),
            Kid::Piece(mcid, page) => {
                Object::Dictionary(dictionary! { "Type" => "MCR", "Pg" => *page, "MCID" => integer(*mcid) })
            }
            Kid::Annotation(annotation, page) => {
                Object::Dictionary(dictionary! { "Type" => "OBJR", "Pg" => *page, "Obj" => *annotation })
            }
        }
    }
}

/// The annotation of a link: without a border, printed, described.
fn annotation(link: &Link, key: usize, pages: &[ObjectId]) -> Option<Dictionary> {
    let (left, top, width, height) = link.rect;
    let corners = [left, PAGE_HEIGHT - top - height, left + width, PAGE_HEIGHT - top].map(Object::Real).to_vec();
    Some(dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => corners, "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => 4, "Contents" => text_string(&link.says), "StructParent" => integer(key),
        "Dest" => destination(link.to, pages)?,
    })
}

/// What each figure covers: left, top, right, bottom.
fn boxes(list: &DisplayList) -> BTreeMap<NodeId, [f32; 4]> {
    let mut boxes: BTreeMap<NodeId, [f32; 4]> = BTreeMap::new();
    let placed = list.pages.iter().flat_map(|page| &page.items);
    for (node, item) in placed.filter_map(|placed| placed.node.map(|node| (node, &placed.item))) {
        if list.nodes[node.0].role != Role::Figure {
            continue;
        }
        let mut grow = |x: f32, y: f32| {
            let area = boxes.entry(node).or_insert([x, y, x, y]);
            *area = [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)];
        };
        match item {
            Item::Text { x, y, width, size, .. } => {
                grow(*x, y - size);
                grow(x + width, y + size * 0.3);
            }
            Item::Rect { x, y, width, height, .. } => {
                grow(*x, *y);
                grow(x + width, y + height);
            }
            Item::Line { points, .. } => points.iter().for_each(|(x, y)| grow(*x, *y)),
        }
    }
    boxes
}
