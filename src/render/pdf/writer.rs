//! From a display list to the bytes of a tagged PDF (PDF/UA-1 and PDF/A-2a).

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, Object, ObjectId, Stream};
use printpdf::{
    Color as PdfColor, DictItem, FontId, Line as PdfLine, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, Rgb, TextItem, WindingOrder,
};

use super::display::{Color, DisplayList, Item, NodeId, PAGE_HEIGHT, PAGE_WIDTH, Page};
use super::fonts::{FACES, Face, Fonts, embedded};
use super::{PdfError, archive, file, outline, structure};
use crate::report::model::Report;

/// How many pages are drawn at a time: the operations of a page take a hundred times the room of its content.
const BATCH: usize = 16;

/// The bytes of a document.
///
/// # Errors
/// If a typeface cannot be embedded or the document cannot be put together.
pub fn write(report: &Report, list: &DisplayList, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let mut pdf = PdfDocument::new(&report.title);
    for face in FACES {
        pdf.resources.fonts.map.insert(FontId(face.id().to_owned()), PdfFont::new(embedded(face)?));
    }
    let mut used = Used::new();
    let mut contents: Vec<Stream> = Vec::with_capacity(list.pages.len());
    // Whose content each marked piece of each page is.
    let mut owners: Vec<Vec<NodeId>> = Vec::with_capacity(list.pages.len());
    for pages in list.pages.chunks(BATCH) {
        let (sheets, owned): (Vec<_>, Vec<_>) = pages.iter().map(|page| draw(page, fonts, &mut used)).unzip();
        owners.extend(owned);
        pdf.pages = sheets.into_iter().map(sheet).collect();
        contents.extend(drawn(&pdf)?);
    }
    // The pages again, empty but for every character that any of them uses: with these come the fonts.
    pdf.pages = list.pages.iter().map(|_| sheet(Vec::new())).collect();
    if let Some(first) = pdf.pages.first_mut() {
        first.ops = used.ops();
    }
    let mut doc = converted(&pdf);
    let pages: Vec<ObjectId> = doc.get_pages().into_values().collect();
    fill(&mut doc, &pages, contents)?;
    let elements = structure::tag(&mut doc, list, &owners, &pages)?;
    outline::outline(&mut doc, list, &pages)?;
    archive::describe(&mut doc, report)?;
    file::bytes(doc, elements.each())
}

fn sheet(ops: Vec<Op>) -> PdfPage {
    let mut sheet = PdfPage::new(Mm(210.0), Mm(297.0), ops);
    let (width, height) = (Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT));
    let whole = Rect { x: Pt(0.0), y: Pt(0.0), width, height, mode: None, winding_order: None };
    sheet.media_box = whole.clone();
    sheet.trim_box = whole.clone();
    sheet.crop_box = whole;
    sheet
}

fn converted(pdf: &PdfDocument) -> Document {
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    pdf.to_lopdf_document(&options, &mut Vec::new())
}

/// The compressed content of each page.
fn drawn(pdf: &PdfDocument) -> Result<Vec<Stream>, PdfError> {
    let mut doc = converted(pdf);
    let mut contents = Vec::with_capacity(pdf.pages.len());
    for page in doc.get_pages().into_values() {
        let id = doc.get_dictionary(page)?.get(b"Contents")?.as_reference()?;
        let Some(Object::Stream(mut content)) = doc.objects.remove(&id) else { continue };
        content.compress()?;
        contents.push(content);
    }
    Ok(contents)
}

/// Puts the content on its pages, which share one dictionary of resources.
fn fill(doc: &mut Document, pages: &[ObjectId], contents: Vec<Stream>) -> Result<(), PdfError> {
    let mut shared: Option<ObjectId> = None;
    for (page, content) in pages.iter().zip(contents) {
        let page = doc.get_dictionary_mut(*page)?;
        let id = page.get(b"Contents")?.as_reference()?;
        let own = page.get(b"Resources")?.as_reference()?;
        let resources = *shared.get_or_insert(own);
        page.set("Resources", resources);
        if own != resources {
            doc.objects.remove(&own);
        }
        doc.set_object(id, content);
    }
    Ok(())
}

/// The characters of each face that the pages use.
struct Used(BTreeMap<Face, BTreeSet<char>>);

impl Used {
    fn new() -> Self {
        Self(BTreeMap::new())
    }

    fn text(&mut self, face: Face, text: &str) {
        let known = self.0.entry(face).or_default();
        for c in text.chars() {
            known.insert(c);
        }
    }

    /// Text that has them all.
    fn ops(&self) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for (face, chars) in &self.0 {
            ops.push(Op::SetFont { font: font(*face), size: Pt(1.0) });
            ops.push(Op::ShowText { items: vec![TextItem::Text(chars.iter().collect())] });
        }
        ops.push(Op::EndTextSection);
        ops
    }
}

fn font(face: Face) -> PdfFontHandle {
    PdfFontHandle::External(FontId(face.id().to_owned()))
}

/// A page's operations, and the node of each marked piece in order.
fn draw(page: &Page, fonts: &Fonts, used: &mut Used) -> (Vec<Op>, Vec<NodeId>) {
    let mut pen = Pen { ops: Vec::new(), fill: None, stroke: None, width: None, font: None };
    let mut owners = Vec::new();
    let mut open: Option<Option<NodeId>> = None;
    for placed in &page.items {
        if open != Some(placed.node) {
            if open.is_some() {
                pen.ops.push(Op::EndMarkedContent);
            }
            if let Some(node) = placed.node {
                let mcid = i64::try_from(owners.len()).unwrap_or(i64::MAX);
                let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(mcid))]);
                // The tag here only hints: the tree holds the role.
                pen.ops.push(Op::BeginMarkedContentWithProperties {
                    tag: "Span".to_owned(),
                    properties: DictItem::Dict { map },
                });
                owners.push(node);
            } else {
                pen.ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() });
            }
            open = Some(placed.node);
        }
        if let Item::Text { face, text, .. } = &placed.item {
            used.text(*face, text);
        }
        pen.item(&placed.item, fonts);
    }
    if open.is_some() {
        pen.ops.push(Op::EndMarkedContent);
    }
    (pen.ops, owners)
}

/// A page's operations so far, and the state that they leave, which is not set again where it holds.
struct Pen {
    ops: Vec<Op>,
    fill: Option<Color>,
    stroke: Option<Color>,
    width: Option<f32>,
    font: Option<(Face, f32)>,
}

impl Pen {
    fn fill(&mut self, color: Color) {
        if self.fill.replace(color) != Some(color) {
            self.ops.push(Op::SetFillColor { col: rgb(color) });
        }
    }

    fn item(&mut self, item: &Item, fonts: &Fonts) {
        let at = |x: f32, y: f32| Point { x: Pt(x), y: Pt(PAGE_HEIGHT - y) };
        match item {
            Item::Text { x, y, size, face, color, text, .. } => {
                self.ops.push(Op::StartTextSection);
                self.fill(*color);
                if self.font.replace((*face, *size)) != Some((*face, *size)) {
                    self.ops.push(Op::SetFont { font: font(*face), size: Pt(*size) });
                }
                self.ops.push(Op::SetTextCursor { pos: at(*x, *y) });
                self.ops.push(Op::ShowText { items: kerned(fonts, *face, text) });
                self.ops.push(Op::EndTextSection);
            }
            Item::Rect { x, y, width, height, color } => {
                self.fill(*color);
                let rectangle = Rect {
                    x: Pt(*x),
                    y: Pt(PAGE_HEIGHT - y - height),
                    width: Pt(*width),
                    height: Pt(*height),
                    mode: Some(PaintMode::Fill),
                    winding_order: Some(WindingOrder::NonZero),
                };
                self.ops.push(Op::DrawRectangle { rectangle });
            }
            Item::Line { points, width, color } => {
                if self.stroke.replace(*color) != Some(*color) {
                    self.ops.push(Op::SetOutlineColor { col: rgb(*color) });
                }
                if self.width.replace(*width) != Some(*width) {
                    self.ops.push(Op::SetOutlineThickness { pt: Pt(*width) });
                }
                let points = points.iter().map(|&(x, y)| LinePoint { p: at(x, y), bezier: false }).collect();
                self.ops.push(Op::DrawLine { line: PdfLine { points, is_closed: false } });
            }
        }
    }
}

/// The pieces of a text, with what the face adds between two of its characters.
fn kerned(fonts: &Fonts, face: Face, text: &str) -> Vec<TextItem> {
    let mut items = Vec::new();
    let mut run = String::new();
    let mut before = None;
    for c in text.chars() {
        let kern = before.map_or(0.0, |before| fonts.kern(face, before, c));
        if kern != 0.0 {
            items.push(TextItem::Text(std::mem::take(&mut run)));
            // A positive offset moves to the left.
            items.push(TextItem::Offset(-kern));
        }
        run.push(c);
        before = Some(c);
    }
    items.push(TextItem::Text(run));
    items
}

fn rgb(Color(r, g, b): Color) -> PdfColor {
    let part = |channel: u8| f32::from(channel) / 255.0;
    PdfColor::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}
