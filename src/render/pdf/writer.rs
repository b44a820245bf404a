//! From a display list to the bytes of a tagged PDF (PDF/UA-1 and PDF/A-2a).

use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary, text_string};
use printpdf::{
    Color as PdfColor, DictItem, FontId, Line as PdfLine, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, Rgb, TextItem, WindingOrder,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

use super::PdfError;
use super::display::{Bookmark, Color, DisplayList, Item, Link, NodeId, PAGE_HEIGHT, PAGE_WIDTH, Page, Role, Target};
use super::fonts::{FACES, Fonts, embedded};
use crate::report::model::Report;

/// The bytes of a document.
///
/// # Errors
/// If a typeface cannot be embedded or the document cannot be put together.
pub fn write(report: &Report, list: &DisplayList, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let mut pdf = PdfDocument::new(&report.title);
    for face in FACES {
        pdf.resources.fonts.map.insert(FontId(face.id().to_owned()), PdfFont::new(embedded(face)?));
    }
    // Whose content each marked piece of each page is.
    let mut owners: Vec<Vec<NodeId>> = Vec::with_capacity(list.pages.len());
    for page in &list.pages {
        let (ops, owned) = draw(page, fonts);
        let mut sheet = PdfPage::new(Mm(210.0), Mm(297.0), ops);
        let whole = Rect {
            x: Pt(0.0),
            y: Pt(0.0),
            width: Pt(PAGE_WIDTH),
            height: Pt(PAGE_HEIGHT),
            mode: None,
            winding_order: None,
        };
        sheet.media_box = whole.clone();
        sheet.trim_box = whole.clone();
        sheet.crop_box = whole;
        pdf.pages.push(sheet);
        owners.push(owned);
    }
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut doc = pdf.to_lopdf_document(&options, &mut Vec::new());
    "1.7".clone_into(&mut doc.version);
    let pages: Vec<ObjectId> = doc.get_pages().into_values().collect();
    tag(&mut doc, list, &owners, &pages)?;
    outline(&mut doc, list, &pages)?;
    describe(&mut doc, report)?;
    doc.compress();
    let metadata = doc.add_object(xmp(report));
    doc.catalog_mut()?.set("Metadata", metadata);
    doc.prune_objects();
    doc.renumber_objects();
    let mut bytes = Vec::new();
    doc.save_modern(&mut bytes)?;
    Ok(bytes)
}

/// A page's operations, and the node of each marked piece in order.
fn draw(page: &Page, fonts: &Fonts) -> (Vec<Op>, Vec<NodeId>) {
    let mut ops = Vec::new();
    let mut owners = Vec::new();
    let mut open: Option<Option<NodeId>> = None;
    for placed in &page.items {
        if open != Some(placed.node) {
            if open.is_some() {
                ops.push(Op::EndMarkedContent);
            }
            if let Some(node) = placed.node {
                let mcid = i64::try_from(owners.len()).unwrap_or(i64::MAX);
                let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(mcid))]);
                // The tag here only hints: the tree holds the role.
                ops.push(Op::BeginMarkedContentWithProperties {
                    tag: "Span".to_owned(),
                    properties: DictItem::Dict { map },
                });
                owners.push(node);
            } else {
                ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() });
            }
            open = Some(placed.node);
        }
        item(&mut ops, &placed.item, fonts);
    }
    if open.is_some() {
        ops.push(Op::EndMarkedContent);
    }
    (ops, owners)
}

fn item(ops: &mut Vec<Op>, item: &Item, fonts: &Fonts) {
    let at = |x: f32, y: f32| Point { x: Pt(x), y: Pt(PAGE_HEIGHT - y) };
    match item {
        Item::Text { x, y, size, face, color, text, .. } => {
            ops.push(Op::StartTextSection);
            ops.push(Op::SetFillColor { col: rgb(*color) });
            let font = PdfFontHandle::External(FontId(face.id().to_owned()));
            ops.push(Op::SetFont { font, size: Pt(*size) });
            ops.push(Op::SetTextCursor { pos: at(*x, *y) });
            let mut items = Vec::new();
            let mut run = String::new();
            let mut before = None;
            for c in text.chars() {
                let kern = before.map_or(0.0, |before| fonts.kern(*face, before, c));
                if kern != 0.0 {
                    items.push(TextItem::Text(std::mem::take(&mut run)));
                    // A positive offset moves to the left.
                    items.push(TextItem::Offset(-kern));
                }
                run.push(c);
                before = Some(c);
            }
            items.push(TextItem::Text(run));
            ops.push(Op::ShowText { items });
            ops.push(Op::EndTextSection);
        }
        Item::Rect { x, y, width, height, color } => {
            ops.push(Op::SetFillColor { col: rgb(*color) });
            let rectangle = Rect {
                x: Pt(*x),
                y: Pt(PAGE_HEIGHT - y - height),
                width: Pt(*width),
                height: Pt(*height),
                mode: Some(PaintMode::Fill),
                winding_order: Some(WindingOrder::NonZero),
            };
            ops.push(Op::DrawRectangle { rectangle });
        }
        Item::Line { points, width, color } => {
            ops.push(Op::SetOutlineColor { col: rgb(*color) });
            ops.push(Op::SetOutlineThickness { pt: Pt(*width) });
            let points = points.iter().map(|&(x, y)| LinePoint { p: at(x, y), bezier: false }).collect();
            ops.push(Op::DrawLine { line: PdfLine { points, is_closed: false } });
        }
    }
}

fn rgb(Color(r, g, b): Color) -> PdfColor {
    let part = |channel: u8| f32::from(channel) / 255.0;
    PdfColor::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}

/// Adds the structure tree and, from each page, the way back to it.
fn tag(doc: &mut Document, list: &DisplayList, owners: &[Vec<NodeId>], pages: &[ObjectId]) -> Result<(), PdfError> {
    let root = doc.new_object_id();
    let ids: Vec<ObjectId> = list.nodes.iter().map(|_| doc.new_object_id()).collect();
    let mut kids: Vec<Vec<Object>> = vec![Vec::new(); list.nodes.len()];
    for (i, node) in list.nodes.iter().enumerate() {
        if let Some(NodeId(parent)) = node.parent {
            kids[parent].push(ids[i].into());
        }
    }
    let mut nums = Vec::with_capacity(2 * pages.len());
    // The keys after the pages' own belong to the links.
    let mut link_nums = Vec::new();
    for (page0, (owned, page)) in owners.iter().zip(pages).enumerate() {
        for (mcid, NodeId(node)) in owned.iter().enumerate() {
            kids[*node]
                .push(Object::Dictionary(dictionary! { "Type" => "MCR", "Pg" => *page, "MCID" => integer(mcid) }));
        }
        let parents: Vec<Object> = owned.iter().map(|node| ids[node.0].into()).collect();
        let parents = doc.add_object(parents);
        nums.extend([integer(page0), parents.into()]);
        let mut annotations: Vec<Object> = Vec::new();
        for link in &list.pages[page0].links {
            let key = pages.len() + link_nums.len() / 2;
            let Some(annotation) = annotation(link, key, pages) else { continue };
            let annotation = doc.add_object(annotation);
            annotations.push(annotation.into());
            let reference = dictionary! { "Type" => "OBJR", "Pg" => *page, "Obj" => annotation };
            kids[link.node.0].push(Object::Dictionary(reference));
            link_nums.extend([integer(key), ids[link.node.0].into()]);
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
    let boxes = boxes(list);
    for (i, (node, kids)) in list.nodes.iter().zip(kids).enumerate() {
        let parent = node.parent.map_or(root, |parent| ids[parent.0]);
        let mut element = dictionary! { "Type" => "StructElem", "S" => node.role.name(), "P" => parent };
        if !kids.is_empty() {
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
        if let Some([left, top, right, bottom]) = boxes.get(&NodeId(i)) {
            let corners = [*left, PAGE_HEIGHT - bottom, *right, PAGE_HEIGHT - top].map(Object::Real).to_vec();
            element.set("A", dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => corners });
        }
        doc.set_object(ids[i], element);
    }
    let parents = doc.add_object(dictionary! { "Nums" => nums });
    let tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => ids[0], "ParentTree" => parents, "ParentTreeNextKey" => integer(next),
    };
    doc.set_object(root, tree);
    let catalog = doc.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(())
}

/// The annotation of a link: without a border, printed, described.
fn annotation(link: &Link, key: usize, pages: &[ObjectId]) -> Option<lopdf::Dictionary> {
    let (left, top, width, height) = link.rect;
    let corners = [left, PAGE_HEIGHT - top - height, left + width, PAGE_HEIGHT - top].map(Object::Real).to_vec();
    Some(dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => corners, "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => 4, "Contents" => text_string(&link.says), "StructParent" => integer(key),
        "Dest" => destination(link.to, pages)?,
    })
}

/// A place as a destination, with a little air over it; the zoom stays as it is.
fn destination(to: Target, pages: &[ObjectId]) -> Option<Vec<Object>> {
    let top = (PAGE_HEIGHT - to.y + 12.0).min(PAGE_HEIGHT);
    Some(vec![(*pages.get(to.page0)?).into(), "XYZ".into(), Object::Null, Object::Real(top), Object::Null])
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

/// Adds the bookmarks, nested by their levels; only those of the chapters are open.
fn outline(doc: &mut Document, list: &DisplayList, pages: &[ObjectId]) -> Result<(), PdfError> {
    let bookmarks: Vec<&Bookmark> = list.bookmarks.iter().filter(|b| pages.get(b.to.page0).is_some()).collect();
    if bookmarks.is_empty() {
        return Ok(());
    }
    let root = doc.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| doc.new_object_id()).collect();
    // The parent of each is the last one before it of a lower level.
    let mut open: Vec<usize> = Vec::new();
    let mut kids: BTreeMap<ObjectId, Vec<usize>> = BTreeMap::new();
    let mut parents = Vec::with_capacity(bookmarks.len());
    for (i, bookmark) in bookmarks.iter().enumerate() {
        while open.last().is_some_and(|&last| bookmarks[last].level >= bookmark.level) {
            open.pop();
        }
        let parent = open.last().map_or(root, |&last| ids[last]);
        kids.entry(parent).or_default().push(i);
        parents.push(parent);
        open.push(i);
    }
    for (i, bookmark) in bookmarks.iter().enumerate() {
        let Some(destination) = destination(bookmark.to, pages) else { continue };
        let mut entry =
            dictionary! { "Title" => text_string(&bookmark.title), "Parent" => parents[i], "Dest" => destination };
        let siblings = &kids[&parents[i]];
        let place = siblings.binary_search(&i).unwrap_or(0);
        if let Some(before) = place.checked_sub(1) {
            entry.set("Prev", ids[siblings[before]]);
        }
        if let Some(after) = siblings.get(place + 1) {
            entry.set("Next", ids[*after]);
        }
        if let Some(own) = kids.get(&ids[i])
            && let (Some(first), Some(last)) = (own.first(), own.last())
        {
            entry.set("First", ids[*first]);
            entry.set("Last", ids[*last]);
            // Negative: closed until the reader opens it.
            entry.set("Count", -i64::try_from(own.len()).unwrap_or(i64::MAX));
        }
        doc.set_object(ids[i], entry);
    }
    let top = &kids[&root];
    let (Some(first), Some(last)) = (top.first(), top.last()) else { return Ok(()) };
    doc.set_object(
        root,
        dictionary! {
            "Type" => "Outlines", "First" => ids[*first], "Last" => ids[*last], "Count" => integer(top.len()),
        },
    );
    let catalog = doc.catalog_mut()?;
    catalog.set("Outlines", root);
    catalog.set("PageMode", "UseOutlines");
    Ok(())
}

/// Sets what describes the document: language, title, dates, identifier, the meaning of colours.
fn describe(doc: &mut Document, report: &Report) -> Result<(), PdfError> {
    let profile = Stream::new(dictionary! { "N" => 3, "Alternate" => "DeviceRGB" }, srgb_profile());
    let profile = doc.add_object(profile);
    let intent = dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1", "OutputConditionIdentifier" => text_string("sRGB"),
        "Info" => text_string("sRGB IEC61966-2.1"), "DestOutputProfile" => profile,
    };
    let catalog = doc.catalog_mut()?;
    catalog.set("Lang", text_string("it-IT"));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    let date = text_string(&format!("D:{}000000Z", report.date.strftime("%Y%m%d")));
    let info = doc.add_object(dictionary! {
        "Title" => text_string(&report.title), "Author" => text_string(&report.ente),
        "CreationDate" => date.clone(), "ModDate" => date,
    });
    let mut hash = Sha256::new();
    for part in [&report.fingerprint, &report.title, &report.recipient] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let id = Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    doc.trailer.set("Info", info);
    doc.trailer.set("ID", vec![id.clone(), id]);
    Ok(())
}

fn integer(n: usize) -> Object {
    Object::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}

fn escaped(text: &str) -> String {
    // Control characters are not XML.
    let text: String = text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn xmp(report: &Report) -> Stream {
    let date = report.date.strftime("%Y-%m-%dT00:00:00Z");
    let (title, author) = (escaped(&report.title), escaped(&report.ente));
    let packet = format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>it-IT</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{feff}'
    );
    // Never compressed: an archive must find it without reading the rest.
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes()).with_compression(false)
}

/// A small ICC profile (version 2) of the sRGB primaries, with a gamma of 2.2.
fn srgb_profile() -> Vec<u8> {
    let xyz = |values: [u32; 3]| {
        let mut data = b"XYZ \0\0\0\0".to_vec();
        data.extend(values.iter().flat_map(|value| value.to_be_bytes()));
        data
    };
    let mut desc = b"desc\0\0\0\0\0\0\0\x05sRGB\0".to_vec();
    desc.resize(12 + 5 + 8 + 3 + 67, 0);
    let curve = b"curv\0\0\0\0\0\0\0\x01\x02\x33".to_vec();
    // Fixed point, 16 bits after the point; the primaries adapted to D50.
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", desc),
        (b"cprt", b"text\0\0\0\0Public domain\0".to_vec()),
        (b"wtpt", xyz([0xf351, 0x1_0000, 0x1_16cc])),
        (b"rXYZ", xyz([0x6fa2, 0x38f5, 0x0390])),
        (b"gXYZ", xyz([0x6299, 0xb785, 0x18da])),
        (b"bXYZ", xyz([0x24a0, 0x0f84, 0xb6cf])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = 9_u32.to_be_bytes().to_vec();
    let mut body = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    let word = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes();
    for (name, data) in &tags {
        table.extend(*name);
        table.extend(word(start + body.len()));
        table.extend(word(data.len()));
        body.extend(data);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    let mut out = Vec::with_capacity(start + body.len());
    out.extend(word(start + body.len()));
    out.extend([0; 4]);
    out.extend([2, 0x10, 0, 0]);
    out.extend(b"mntrRGB XYZ ");
    // A fixed date, as everything in the file: 1 January 2000.
    out.extend([7, 0xd0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    out.extend(b"acsp");
    out.resize(68, 0);
    out.extend([0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d]);
    out.resize(128, 0);
    out.extend(table);
    out.extend(body);
    out
}
