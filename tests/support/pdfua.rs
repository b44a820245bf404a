//! What a validator of PDF/UA-1 and PDF/A-2a looks at, over lopdf: each fault found is a short sentence.
//!
//! Sources: ISO 14289-1 (clauses 7.1 to 7.21, as listed by the Matterhorn protocol) and ISO 19005-2 (clauses 6.1 to 6.7).
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// The structure types of PDF 1.7 that need no role map.
const STANDARD: &str = "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 \
     H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure \
     Formula Form";
const PAINTING: [&str; 19] =
    ["Tj", "TJ", "'", "\"", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "BI", "EI", "ID", "d0"];

/// An element of the structure tree.
#[derive(Clone, Debug)]
pub struct Element {
    pub role: String,
    pub alt: Option<String>,
    pub kids: Vec<Kid>,
}

/// What an element holds, in order.
#[derive(Clone, Debug)]
pub enum Kid {
    Element(Box<Element>),
    /// Page (from 0) and marked content identifier.
    Content(usize, i64),
    Annotation(ObjectId),
}

/// A document with what is wrong with it.
pub struct Checked<'d> {
    doc: &'d Document,
    pub faults: BTreeSet<String>,
    pages: BTreeMap<ObjectId, usize>,
    /// The element of each piece of marked content, and of each annotation.
    owners: BTreeMap<(usize, i64), ObjectId>,
    annotations: BTreeMap<ObjectId, ObjectId>,
    headings: Vec<u32>,
    /// The text of each piece of marked content.
    texts: BTreeMap<(usize, i64), String>,
    pub tree: Option<Element>,
}

/// Checks a document.
pub fn check(bytes: &[u8]) -> BTreeSet<String> {
    match Document::load_mem(bytes) {
        Ok(doc) => Checked::new(&doc).faults,
        Err(error) => BTreeSet::from([format!("unreadable: {error}")]),
    }
}

impl<'d> Checked<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let pages = doc.get_pages().into_values().enumerate().map(|(page0, id)| (id, page0)).collect();
        let mut checked = Self {
            doc,
            faults: BTreeSet::new(),
            pages,
            owners: BTreeMap::new(),
            annotations: BTreeMap::new(),
            headings: Vec::new(),
            texts: BTreeMap::new(),
            tree: None,
        };
        checked.catalog();
        checked.metadata();
        checked.objects();
        checked.structure();
        checked.pages();
        checked
    }

    fn need(&mut self, holds: bool, fault: &str) {
        if !holds {
            self.faults.insert(fault.to_owned());
        }
    }

    fn get<'a>(&self, dict: &'a Dictionary, key: &str) -> Option<&'a Object>
    where
        'd: 'a,
    {
        dict.get(key.as_bytes()).ok().and_then(|value| self.doc.dereference(value).ok()).map(|(_, value)| value)
    }

    fn dict<'a>(&self, dict: &'a Dictionary, key: &str) -> Option<&'a Dictionary>
    where
        'd: 'a,
    {
        self.get(dict, key).and_then(|value| value.as_dict().ok().or(value.as_stream().ok().map(|s| &s.dict)))
    }

    fn name(&self, dict: &Dictionary, key: &str) -> String {
        let name = self.get(dict, key).and_then(|value| value.as_name().ok());
        name.map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default()
    }

    fn text(&self, dict: &Dictionary, key: &str) -> Option<String> {
        self.get(dict, key).and_then(|value| lopdf::decode_text_string(value).ok())
    }

    fn catalog(&mut self) {
        let Ok(catalog) = self.doc.catalog() else {
            self.need(false, "no catalogue");
            return;
        };
        let flag = |dict: Option<&Dictionary>, key: &str| {
            dict.and_then(|d| self.get(d, key)).is_some_and(|v| v.as_bool().unwrap_or(false))
        };
        let marked = flag(self.dict(catalog, "MarkInfo"), "Marked");
        let suspects = flag(self.dict(catalog, "MarkInfo"), "Suspects");
        let titled = flag(self.dict(catalog, "ViewerPreferences"), "DisplayDocTitle");
        let lang = self.text(catalog, "Lang");
        let intents: Vec<&Dictionary> = self
            .get(catalog, "OutputIntents")
            .and_then(|v| v.as_array().ok())
            .map(|a| a.iter().filter_map(|i| self.doc.dereference(i).ok()?.1.as_dict().ok()).collect())
            .unwrap_or_default();
        let intent = intents.len() == 1
            && self.name(intents[0], "S") == "GTS_PDFA1"
            && self.get(intents[0], "OutputConditionIdentifier").is_some()
            && self.get(intents[0], "DestOutputProfile").and_then(|p| p.as_stream().ok()).is_some_and(|profile| {
                let icc = profile.get_plain_content().unwrap_or_default();
                profile.dict.get(b"N").and_then(Object::as_i64).unwrap_or(0) == 3
                    && icc.len() > 128
                    && &icc[36..40] == b"acsp"
                    && &icc[16..20] == b"RGB "
                    && icc.len() == u32::from_be_bytes([icc[0], icc[1], icc[2], icc[3]]) as usize
            });
        let hidden = ["AA", "OpenAction", "AcroForm", "OCProperties", "Perms", "Names"];
        let extra: Vec<&str> = hidden.into_iter().filter(|key| catalog.has(key.as_bytes())).collect();
        self.need(marked, "MarkInfo does not say Marked");
        self.need(!suspects, "MarkInfo says Suspects");
        self.need(titled, "the title is not displayed");
        self.need(lang.as_deref() == Some("it-IT"), "the language is not it-IT");
        self.need(intent, "no output intent with an sRGB profile");
        self.need(extra.is_empty(), "the catalogue has actions, forms or layers");
        let id = self.doc.trailer.get(b"ID").and_then(Object::as_array).ok();
        let id = id.is_some_and(|id| id.len() == 2 && id.iter().all(|i| i.as_str().is_ok_and(|s| s.len() == 16)));
        self.need(id, "no ID in the trailer");
        self.need(!self.doc.trailer.has(b"Encrypt"), "encrypted");
        self.need(self.doc.version == "1.7", "the version is not 1.7");
        self.outline();
    }

    /// Bookmarks: present, doubly linked, leading to pages.
    fn outline(&mut self) {
        let Ok(catalog) = self.doc.catalog() else { return };
        let Some(outlines) = self.dict(catalog, "Outlines") else {
            self.need(false, "no bookmarks");
            return;
        };
        let mut waiting: Vec<&Dictionary> = self.dict(outlines, "First").into_iter().collect();
        let mut seen = 0;
        while let Some(entry) = waiting.pop() {
            seen += 1;
            let leads = self.get(entry, "Dest").and_then(|d| d.as_array().ok()).is_some_and(|d| self.is_page(&d[0]));
            self.need(leads, "a bookmark leads nowhere");
            self.need(self.text(entry, "Title").is_some_and(|t| !t.trim().is_empty()), "a bookmark without a title");
            waiting.extend(["First", "Next"].into_iter().filter_map(|key| self.dict(entry, key)));
            if seen > 100_000 {
                self.need(false, "bookmarks in a circle");
                return;
            }
        }
        self.need(seen > 0, "no bookmarks");
    }

    fn is_page(&self, object: &Object) -> bool {
        object.as_reference().is_ok_and(|id| self.pages.contains_key(&id))
    }

    fn metadata(&mut self) {
        let Ok(catalog) = self.doc.catalog() else { return };
        let stream = self.get(catalog, "Metadata").and_then(|m| m.as_stream().ok());
        let plain = stream.is_some_and(|s| !s.dict.has(b"Filter"));
        let xmp = stream.map(|s| String::from_utf8_lossy(&s.content).into_owned()).unwrap_or_default();
        self.need(plain, "XMP absent or compressed");
        for part in [
            "<pdfuaid:part>1</pdfuaid:part>",
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>",
            "<dc:language><rdf:Bag><rdf:li>it-IT</rdf:li>",
        ] {
            self.need(xmp.contains(part), &format!("XMP lacks {part}"));
        }
        let between = |open: &str, close: &str| {
            let text = xmp.split_once(open)?.1.split_once(close)?.0;
            Some(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        };
        let info = self.doc.trailer.get(b"Info").ok().and_then(|i| self.doc.dereference(i).ok());
        let empty = Dictionary::new();
        let info = info.and_then(|(_, i)| i.as_dict().ok()).unwrap_or(&empty);
        let title = between("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", "</rdf:li>");
        self.need(title.as_ref().is_some_and(|t| !t.trim().is_empty()), "XMP lacks dc:title");
        self.need(title == self.text(info, "Title"), "the titles of Info and XMP differ");
        let author = between("<dc:creator><rdf:Seq><rdf:li>", "</rdf:li>");
        self.need(author == self.text(info, "Author"), "the authors of Info and XMP differ");
        for (key, tag) in [("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")] {
            let digits = |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let own = self.text(info, key).map(digits);
            let same = own.is_some() && own == between(&format!("<{tag}>"), &format!("</{tag}>")).map(digits);
            self.need(same, "the dates of Info and XMP differ");
        }
    }

    /// What no object may have.
    fn objects(&mut self) {
        let doc = self.doc;
        for object in doc.objects.values() {
            let dict = match object {
                Object::Dictionary(dict) => dict,
                Object::Stream(stream) => {
                    let filters = stream.filters().unwrap_or_default();
                    let named = |name: &[u8]| filters.contains(&name);
                    self.need(!named(b"LZWDecode") && !named(b"Crypt"), "a forbidden filter");
                    self.need(!stream.dict.has(b"F"), "a stream outside the file");
                    &stream.dict
                }
                _ => continue,
            };
            self.need(!dict.has(b"JS"), "JavaScript");
            let kind = self.name(dict, "Type");
            let action = self.name(dict, "S");
            self.need(kind != "Action" || action == "GoTo", "a forbidden action");
            self.need(!dict.has(b"SMask") || self.name(dict, "SMask") == "None", "transparency");
            for key in ["ca", "CA"] {
                let opaque = self.get(dict, key).is_none_or(|v| v.as_float().is_ok_and(|v| (v - 1.0).abs() < 1e-6));
                self.need(opaque, "transparency");
            }
            self.need(self.name(dict, "Subtype") != "PS", "PostScript");
        }
    }

    fn structure(&mut self) {
        let Ok(catalog) = self.doc.catalog() else { return };
        let Some(root) = self.dict(catalog, "StructTreeRoot") else {
            self.need(false, "no structure tree");
            return;
        };
        let root_id = catalog.get(b"StructTreeRoot").and_then(Object::as_reference).unwrap_or_default();
        self.need(!root.has(b"RoleMap"), "a role map over standard types");
        let Ok(first) = root.get(b"K").and_then(Object::as_reference) else {
            self.need(false, "an empty structure tree");
            return;
        };
        let tree = self.element(first, root_id, "", None);
        self.need(tree.role == "Document", "the root is not a Document");
        self.tree = Some(tree);
        let mut last = 0;
        for level in std::mem::take(&mut self.headings) {
            self.need(level <= last + 1, "headings jump a level");
            last = level;
        }
    }

    fn element(&mut self, id: ObjectId, parent: ObjectId, above: &str, page: Option<usize>) -> Element {
        let none = Element { role: String::new(), alt: None, kids: Vec::new() };
        let doc = self.doc;
        let Ok(dict) = doc.get_dictionary(id) else {
            self.need(false, "an element that is not there");
            return none;
        };
        let role = self.name(dict, "S");
        let alt = self.text(dict, "Alt");
        self.need(STANDARD.split_whitespace().any(|known| known == role), "a role that is not standard");
        self.need(dict.get(b"P").and_then(Object::as_reference).is_ok_and(|p| p == parent), "a wrong parent");
        self.need(allowed(above, &role), &format!("{role} in {above}"));
        let attributes: Vec<&Dictionary> = match self.get(dict, "A") {
            Some(Object::Dictionary(one)) => vec![one],
            Some(Object::Array(many)) => many.iter().filter_map(|a| a.as_dict().ok()).collect(),
            _ => Vec::new(),
        };
        match role.as_str() {
            "TH" => {
                let scoped = attributes.iter().any(|a| ["Column", "Row", "Both"].contains(&&*self.name(a, "Scope")));
                self.need(scoped, "TH without Scope");
            }
            "Figure" => {
                let said = alt.as_ref().is_some_and(|alt| alt.trim().chars().count() > 3);
                self.need(said, "Figure without Alt");
                let boxed = attributes
                    .iter()
                    .any(|a| self.get(a, "BBox").is_some_and(|b| b.as_array().is_ok_and(|b| b.len() == 4)));
                self.need(boxed, "Figure without BBox");
            }
            _ => {}
        }
        if let Some(level) = role.strip_prefix('H').and_then(|level| level.parse().ok()) {
            self.headings.push(level);
        }
        let page =
            dict.get(b"Pg").and_then(Object::as_reference).ok().and_then(|p| self.pages.get(&p).copied()).or(page);
        let kids = match self.get(dict, "K") {
            Some(Object::Array(kids)) => kids.clone(),
            Some(_) => dict.get(b"K").ok().into_iter().cloned().collect(),
            None => Vec::new(),
        };
        let mut element = Element { role, alt, kids: Vec::new() };
        for kid in kids {
            match kid {
                Object::Integer(mcid) => self.content(&mut element, id, page, mcid),
                Object::Reference(kid) => {
                    let kid = self.element(kid, id, &element.role, page);
                    element.kids.push(Kid::Element(Box::new(kid)));
                }
                Object::Dictionary(kid) if self.name(&kid, "Type") == "MCR" => {
                    let own = kid.get(b"Pg").and_then(Object::as_reference).ok();
                    let page = own.and_then(|p| self.pages.get(&p).copied()).or(page);
                    let mcid = kid.get(b"MCID").and_then(Object::as_i64).unwrap_or(-1);
                    self.content(&mut element, id, page, mcid);
                }
                Object::Dictionary(kid) if self.name(&kid, "Type") == "OBJR" => {
                    if let Ok(annotation) = kid.get(b"Obj").and_then(Object::as_reference) {
                        self.annotations.insert(annotation, id);
                        element.kids.push(Kid::Annotation(annotation));
                    }
                }
                _ => self.need(false, "an unknown kid"),
            }
        }
        self.shape(&element);
        element
    }

    fn content(&mut self, element: &mut Element, id: ObjectId, page: Option<usize>, mcid: i64) {
        let Some(page) = page else {
            self.need(false, "content of no page");
            return;
        };
        let alone = self.owners.insert((page, mcid), id).is_none();
        self.need(alone, "content of two elements");
        element.kids.push(Kid::Content(page, mcid));
    }

    /// What an element must hold.
    fn shape(&mut self, element: &Element) {
        let kids = |element: &Element, role: &str| element.kids().filter(|kid| kid.role == role).count();
        match element.role.as_str() {
            "Table" => {
                let rows: Vec<usize> = element
                    .kids()
                    .flat_map(|part| part.kids().filter(|row| row.role == "TR"))
                    .map(|row| row.kids.len())
                    .collect();
                self.need(!rows.is_empty() && rows.iter().all(|cells| *cells == rows[0]), "rows of different lengths");
                let heads =
                    element.kids().flat_map(Element::kids).flat_map(Element::kids).any(|cell| cell.role == "TH");
                self.need(heads, "a table without heads");
            }
            "LI" => self.need(kids(element, "LBody") == 1, "an item without a body"),
            "L" | "TOC" | "TR" | "THead" | "TBody" | "TOCI" | "Document" | "P" | "H1" | "H2" | "H3" | "H4"
            | "Caption" | "Figure" | "Lbl" | "Span" => {
                self.need(!element.kids.is_empty(), &format!("an empty {}", element.role));
            }
            "Link" => {
                let leads = element.kids.iter().any(|kid| matches!(kid, Kid::Annotation(_)));
                let says = element.kids.iter().any(|kid| matches!(kid, Kid::Content(..)));
                self.need(leads, "a Link without an annotation");
                self.need(says, "a Link without text");
            }
            _ => {}
        }
    }

    fn pages(&mut self) {
        let doc = self.doc;
        let parents = self.parent_tree();
        let mut fonts: BTreeMap<ObjectId, Used> = BTreeMap::new();
        let ids: Vec<ObjectId> = doc.get_pages().into_values().collect();
        for (page0, id) in ids.into_iter().enumerate() {
            let Ok(page) = doc.get_dictionary(id) else { continue };
            self.need(self.name(page, "Tabs") == "S", "Tabs is not S");
            self.need(!page.has(b"Group") && !page.has(b"AA"), "a page with a group or actions");
            let key = page.get(b"StructParents").and_then(Object::as_i64).unwrap_or(-1);
            let own = parents.get(&key).and_then(|own| own.as_array().ok()).cloned().unwrap_or_default();
            self.page_content(page0, id, page, &own, &mut fonts);
            self.page_annotations(page, &parents);
        }
        for (id, used) in &fonts {
            self.font(*id, used);
        }
    }

    fn parent_tree(&mut self) -> BTreeMap<i64, Object> {
        let root = self.doc.catalog().ok().and_then(|c| self.dict(c, "StructTreeRoot"));
        let nums = root.and_then(|r| self.dict(r, "ParentTree")).and_then(|t| self.get(t, "Nums"));
        let Some(nums) = nums.and_then(|n| n.as_array().ok()) else {
            self.need(false, "no parent tree");
            return BTreeMap::new();
        };
        let pairs = nums.chunks_exact(2).filter_map(|pair| {
            let value = &pair[1];
            // An array is shared by its page's contents; an element is an annotation's.
            let array = self.doc.dereference(value).ok().filter(|(_, v)| v.as_array().is_ok()).map(|(_, v)| v.clone());
            Some((pair[0].as_i64().ok()?, array.unwrap_or_else(|| value.clone())))
        });
        let pairs: Vec<(i64, Object)> = pairs.collect();
        self.need(pairs.windows(2).all(|w| w[0].0 < w[1].0), "the parent tree is not sorted");
        pairs.into_iter().collect()
    }

    fn page_content(
        &mut self,
        page0: usize,
        id: ObjectId,
        page: &Dictionary,
        own: &[Object],
        fonts: &mut BTreeMap<ObjectId, Used>,
    ) {
        let bytes = self.doc.get_page_content(id);
        let Ok(content) = Content::decode(&bytes) else {
            self.need(false, "content that cannot be read");
            return;
        };
        let resources = self.dict(page, "Resources").and_then(|r| self.dict(r, "Font"));
        let mut open: Vec<Option<i64>> = Vec::new(); // Some(−1) is an artifact
        let mut seen = BTreeSet::new();
        let mut font: Option<ObjectId> = None;
        for operation in &content.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "BMC" | "BDC" => {
                    let tag = operands.first().and_then(|t| t.as_name().ok()).unwrap_or_default();
                    let mcid =
                        operands.get(1).and_then(|p| p.as_dict().ok()).and_then(|p| p.get(b"MCID").ok()?.as_i64().ok());
                    self.need(open.iter().flatten().next().is_none(), "marked content inside marked content");
                    open.push(if tag == b"Artifact" { Some(-1) } else { mcid });
                    if let Some(mcid) = mcid {
                        self.need(seen.insert(mcid), "an MCID twice on a page");
                        let owner = self.owners.get(&(page0, mcid)).copied();
                        self.need(owner.is_some(), "content without an element");
                        let back =
                            usize::try_from(mcid).ok().and_then(|m| own.get(m)).and_then(|o| o.as_reference().ok());
                        self.need(owner.is_some() && back == owner, "the parent tree disagrees with the tree");
                    }
                }
                "EMC" => {
                    let closed = open.pop().is_some();
                    self.need(closed, "EMC without BDC");
                }
                "Tf" => {
                    let name = operands.first().and_then(|n| n.as_name().ok()).unwrap_or_default();
                    font = resources.and_then(|r| r.get(name).ok()).and_then(|f| f.as_reference().ok());
                    self.need(font.is_some(), "a font that is not there");
                }
                "gs" | "Do" | "sh" | "BI" | "k" | "K" | "scn" | "SCN" => {
                    self.need(false, "graphics other than plain RGB text, fills and strokes");
                }
                "Tr" => self.need(operands[0].as_i64().is_ok_and(|mode| mode == 0), "invisible text"),
                operator if PAINTING.contains(&operator) => {
                    let mcid = open.last().copied().flatten();
                    self.need(mcid.is_some(), "unmarked content");
                    if matches!(operator, "Tj" | "TJ") {
                        let codes = codes(operands);
                        self.need(font.is_some() || codes.is_empty(), "text without a font");
                        if let Some(font) = font {
                            let used = fonts.entry(font).or_insert_with(|| Used::new(self.doc, font));
                            used.codes.extend(&codes);
                            if let Some(mcid) = mcid.filter(|mcid| *mcid >= 0) {
                                let said: String = codes
                                    .iter()
                                    .map(|code| used.unicode.get(code).map_or("\u{fffd}", String::as_str))
                                    .collect();
                                self.texts.entry((page0, mcid)).or_default().push_str(&said);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        self.need(open.is_empty(), "BDC without EMC");
        let unseen = self.owners.keys().any(|(page, mcid)| *page == page0 && !seen.contains(mcid));
        self.need(!unseen, "an element whose content is not there");
    }

    fn page_annotations(&mut self, page: &Dictionary, parents: &BTreeMap<i64, Object>) {
        let annotations = self.get(page, "Annots").and_then(|a| a.as_array().ok()).cloned().unwrap_or_default();
        for annotation in annotations {
            let Ok(id) = annotation.as_reference() else {
                self.need(false, "an annotation that is not an object");
                continue;
            };
            let Ok(dict) = self.doc.get_dictionary(id) else { continue };
            self.need(self.name(dict, "Subtype") == "Link", "an annotation that is not a link");
            let flags = dict.get(b"F").and_then(Object::as_i64).unwrap_or(0);
            // Print, and neither invisible, hidden, nor toggling.
            self.need(flags & 4 == 4 && flags & (1 | 2 | 32 | 256) == 0, "an annotation that is not printed");
            self.need(self.text(dict, "Contents").is_some_and(|c| !c.trim().is_empty()), "a link without Contents");
            let leads = self.get(dict, "Dest").and_then(|d| d.as_array().ok()).is_some_and(|d| self.is_page(&d[0]));
            self.need(leads, "a link that leads nowhere");
            self.need(!dict.has(b"AP") && !dict.has(b"CA"), "an annotation with an appearance");
            let rect = self.get(dict, "Rect").and_then(|r| r.as_array().ok());
            let rect: Vec<f32> = rect.map(|r| r.iter().filter_map(|v| v.as_float().ok()).collect()).unwrap_or_default();
            self.need(rect.len() == 4 && rect[0] < rect[2] && rect[1] < rect[3], "a link without an area");
            let owner = self.annotations.get(&id).copied();
            self.need(owner.is_some(), "a link outside the structure");
            let key = dict.get(b"StructParent").and_then(Object::as_i64).unwrap_or(-1);
            let back = parents.get(&key).and_then(|o| o.as_reference().ok());
            self.need(owner.is_some() && back == owner, "a link whose StructParent is wrong");
        }
    }

    fn font(&mut self, id: ObjectId, used: &Used) {
        let Ok(font) = self.doc.get_dictionary(id) else { return };
        let descendant = self.get(font, "DescendantFonts").and_then(|d| d.as_array().ok()).and_then(|d| d.first());
        let descendant = descendant.and_then(|d| self.doc.dereference(d).ok()).and_then(|(_, d)| d.as_dict().ok());
        let Some(descendant) = descendant.filter(|_| self.name(font, "Subtype") == "Type0") else {
            self.need(false, "a font that is not Type0");
            return;
        };
        self.need(self.name(font, "Encoding") == "Identity-H", "an encoding that is not Identity-H");
        self.need(self.name(descendant, "CIDToGIDMap") == "Identity", "no CIDToGIDMap");
        self.need(self.name(font, "BaseFont") == self.name(descendant, "BaseFont"), "two names of a font");
        let descriptor = self.dict(descendant, "FontDescriptor");
        let name = descriptor.map(|d| self.name(d, "FontName")).unwrap_or_default();
        self.need(name == self.name(descendant, "BaseFont"), "two names of a font");
        self.need(descriptor.is_some_and(|d| !d.has(b"CIDSet")), "a CIDSet that could be incomplete");
        let program = descriptor.and_then(|d| self.get(d, "FontFile2")).and_then(|f| f.as_stream().ok());
        let program = program.and_then(|p| p.get_plain_content().ok()).unwrap_or_default();
        let Some(advances) = advances(&program) else {
            self.need(false, "a font that is not embedded");
            return;
        };
        let widths = self.widths(descendant);
        let default = descendant.get(b"DW").and_then(Object::as_float).unwrap_or(1000.0);
        for code in &used.codes {
            self.need(*code != 0, "a missing glyph");
            self.need(
                used.unicode.get(code).is_some_and(|u| !u.is_empty() && u != "\0" && u != "\u{feff}"),
                "a glyph without Unicode",
            );
            let width = widths.get(code).copied().unwrap_or(default);
            let same = advances.get(usize::from(*code)).is_some_and(|own| (own - width).abs() <= 1.0);
            self.need(same, "a width that is not the font's");
        }
    }

    fn widths(&self, descendant: &Dictionary) -> BTreeMap<u16, f32> {
        let mut widths = BTreeMap::new();
        let list = self.get(descendant, "W").and_then(|w| w.as_array().ok()).cloned().unwrap_or_default();
        let mut i = 0;
        while i + 1 < list.len() {
            let first = u16::try_from(list[i].as_i64().unwrap_or(0)).unwrap_or(0);
            if let Ok(array) = list[i + 1].as_array() {
                widths.extend((first..).zip(array.iter().map(|w| w.as_float().unwrap_or(0.0))));
                i += 2;
            } else {
                let last = u16::try_from(list[i + 1].as_i64().unwrap_or(0)).unwrap_or(0);
                let width = list.get(i + 2).and_then(|w| w.as_float().ok()).unwrap_or(0.0);
                widths.extend((first..=last).map(|code| (code, width)));
                i += 3;
            }
        }
        widths
    }

    /// The words of an element in reading order; a figure says its alternative text only if asked to.
    pub fn words(&self, element: &Element, out: &mut Vec<String>) {
        if element.role == "Figure" {
            return;
        }
        // Pieces of one element that follow one another are one text.
        let mut text = String::new();
        for kid in &element.kids {
            match kid {
                Kid::Content(page, mcid) => {
                    text.push_str(self.texts.get(&(*page, *mcid)).map_or("", String::as_str));
                }
                Kid::Element(kid) => self.words(kid, out),
                Kid::Annotation(_) => {}
            }
        }
        out.extend(text.split_whitespace().map(str::to_owned));
    }
}

impl Element {
    pub fn kids(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|kid| if let Kid::Element(element) = kid { Some(&**element) } else { None })
    }
}

/// What a font is used for: its codes, and what they say.
struct Used {
    codes: BTreeSet<u16>,
    unicode: BTreeMap<u16, String>,
}

impl Used {
    fn new(doc: &Document, font: ObjectId) -> Self {
        let map =
            doc.get_dictionary(font).ok().and_then(|f| f.get(b"ToUnicode").ok()).and_then(|m| doc.dereference(m).ok());
        let map =
            map.and_then(|(_, m)| m.as_stream().ok()).and_then(|m| m.get_plain_content().ok()).unwrap_or_default();
        Self { codes: BTreeSet::new(), unicode: to_unicode(&String::from_utf8_lossy(&map)) }
    }
}

/// The two-byte codes of the strings of a `Tj` or `TJ`.
fn codes(operands: &[Object]) -> Vec<u16> {
    let mut codes = Vec::new();
    for operand in operands {
        match operand {
            Object::String(bytes, _) => {
                codes.extend(bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], *pair.get(1).unwrap_or(&0)])));
            }
            Object::Array(items) => codes.extend(self::codes(items)),
            _ => {}
        }
    }
    codes
}

/// The single codes and the ranges of a `ToUnicode` map.
fn to_unicode(map: &str) -> BTreeMap<u16, String> {
    let hex = |text: &str| u16::from_str_radix(text, 16).unwrap_or(0);
    let utf16 = |text: &str| {
        let units: Vec<u16> = (0..text.len() / 4).map(|i| hex(&text[4 * i..4 * i + 4])).collect();
        String::from_utf16_lossy(&units)
    };
    let mut found = BTreeMap::new();
    for (kind, rest) in
        map.split("beginbf").skip(1).filter_map(|part| part.split_at_checked(4).map(|(k, r)| (k.trim_end(), r)))
    {
        let body = rest.split("endbf").next().unwrap_or("");
        let tokens: Vec<&str> = body
            .split(['<', '>'])
            .map(str::trim)
            .filter(|t| t.chars().next().is_some_and(|c| c.is_ascii_hexdigit()) && t.len() >= 4)
            .collect();
        if kind == "char" {
            found.extend(tokens.chunks_exact(2).map(|pair| (hex(pair[0]), utf16(pair[1]))));
        } else {
            for triple in tokens.chunks_exact(3) {
                let start = hex(triple[2]);
                found.extend(
                    (hex(triple[0])..=hex(triple[1]))
                        .zip(start..)
                        .map(|(code, unit)| (code, String::from_utf16_lossy(&[unit]))),
                );
            }
        }
    }
    found
}

/// The advance of each glyph of a TrueType program, in thousandths of an em.
fn advances(program: &[u8]) -> Option<Vec<f32>> {
    let word = |at: usize| Some(u16::from_be_bytes(program.get(at..at + 2)?.try_into().ok()?));
    let long = |at: usize| usize::try_from(u32::from_be_bytes(program.get(at..at + 4)?.try_into().ok()?)).ok();
    let table = |tag: &[u8; 4]| {
        let entry = (0..usize::from(word(4)?)).map(|n| 12 + 16 * n).find(|at| program.get(*at..at + 4) == Some(tag))?;
        long(entry + 8)
    };
    let em = f32::from(word(table(b"head")? + 18)?);
    let full = usize::from(word(table(b"hhea")? + 34)?);
    let glyphs = usize::from(word(table(b"maxp")? + 4)?);
    let hmtx = table(b"hmtx")?;
    (0..glyphs).map(|glyph| Some(f32::from(word(hmtx + 4 * glyph.min(full - 1))?) * 1000.0 / em)).collect()
}

/// Whether an element may hold another.
fn allowed(above: &str, role: &str) -> bool {
    let only: &[&str] = match above {
        "" => return role == "Document",
        "Table" => &["TR", "THead", "TBody", "TFoot", "Caption"],
        "THead" | "TBody" | "TFoot" => &["TR"],
        "TR" => &["TH", "TD"],
        "TOC" => &["TOC", "TOCI", "Caption"],
        "L" => &["L", "LI", "Caption"],
        "LI" => &["Lbl", "LBody"],
        "P" | "H1" | "H2" | "H3" | "H4" | "Lbl" | "Span" => &["Span", "Link", "Reference", "Figure"],
        _ => {
            // Parts of tables and lists stand nowhere else.
            return !["TR", "TH", "TD", "THead", "TBody", "TFoot", "LI", "LBody", "TOCI"].contains(&role);
        }
    };
    only.contains(&role)
}
