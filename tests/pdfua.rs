//! Every PDF of a run is accessible (PDF/UA-1) and archival (PDF/A-2a), says what its report says, in its order; and
//! the check that says so notices what is broken.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

#[path = "support/pdfua.rs"]
mod pdfua;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId};
use pdfua::{Checked, check};
use support::Checkpoint;
use traguardo::config::Config;
use traguardo::italian::percent_as_typed;
use traguardo::job::Job;
use traguardo::render::pdf::{self, fonts::Fonts};
use traguardo::report::Reports;
use traguardo::report::model::{Block, Live, Report, Table, Value};
use traguardo::run::{self, Progress};

struct Silent;
impl Progress for Silent {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}

/// The PDFs of both editions of the example, by path.
fn documents() -> &'static BTreeMap<String, Vec<u8>> {
    static DOCUMENTS: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = BTreeMap::new();
        for (scadenza, input) in [("luglio", "tests/pdo/luglio"), ("dicembre", "input")] {
            let output = tempfile::tempdir().unwrap();
            let config = Config::load(&root.join("input/traguardo.toml")).unwrap();
            let termine = config.termine(scadenza).unwrap().clone();
            let job = Job { config, input: root.join(input), output: output.path().into(), termine, strict: false };
            let outcome = run::run(&job, &Silent).unwrap();
            for entry in walkdir::WalkDir::new(&outcome.edizione).into_iter().map(Result::unwrap) {
                if entry.path().extension().is_some_and(|extension| extension == "pdf") {
                    let name = entry.path().strip_prefix(output.path()).unwrap().to_string_lossy().into_owned();
                    found.insert(name, std::fs::read(entry.path()).unwrap());
                }
            }
        }
        found
    })
}

#[test]
fn every_document_of_a_run_is_accessible_and_archival() {
    let documents = documents();
    for class in ["Nucleo di Valutazione/", "Dirigenti/", "Uffici/", "Pubblicazione/"] {
        assert!(documents.keys().any(|name| name.contains(class)), "no PDF in {class}");
    }
    for (name, bytes) in documents {
        assert_eq!(check(bytes), BTreeSet::new(), "{name}");
    }
}

#[test]
fn qpdf_finds_no_fault() {
    if Command::new("qpdf").arg("--version").output().is_err() {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "in CI qpdf must be there: see .ci/run");
        eprintln!("SKIPPED: qpdf is not installed, the syntax of the PDFs was not checked by it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (n, (name, bytes)) in documents().iter().enumerate() {
        let path = folder.path().join(format!("{n}.pdf"));
        std::fs::write(&path, bytes).unwrap();
        let output = Command::new("qpdf").arg("--check").arg(&path).output().unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Where the system keeps the preflight of PDF/A-1b and what it needs.
const JARS: &str = "/usr/share/java";

/// The document as PDF/A-1b knows it: a format of 2005, so an older version, no streams of objects, no PDF/UA.
fn twin(bytes: &[u8]) -> Document {
    let mut doc = Document::load_mem(bytes).unwrap();
    doc.version = "1.4".into();
    doc.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    for key in ["Type", "W", "Index", "Filter", "DecodeParms", "Length"] {
        doc.trailer.remove(key.as_bytes());
    }
    xmp(&mut doc, "<pdfaid:part>2<", "<pdfaid:part>1<");
    xmp(&mut doc, "conformance>A<", "conformance>B<");
    doc
}

/// The names of the documents in a folder that the preflight finds at fault, with what it says.
fn refused(folder: &Path) -> BTreeMap<String, String> {
    let mut preflight = Command::new("java");
    preflight.arg("-cp").arg(format!("{JARS}/*")).arg("org.apache.pdfbox.preflight.Validator_A1b");
    let output = preflight.args(["xml", "group"]).arg(folder).output().unwrap();
    let said = folder.with_extension("preflight.xml");
    let said = std::fs::read_to_string(&said).unwrap_or_else(|_| panic!("{output:?}"));
    let documents = said.split("<preflight name=\"").skip(1);
    let named = documents.filter_map(|said| said.split_once('"'));
    named.filter(|(_, said)| !said.contains(">true</isValid>")).map(|(name, said)| (name.into(), said.into())).collect()
}

#[test]
fn a_twin_of_every_document_passes_the_preflight_of_archives() {
    let jars = ["preflight.jar", "jaxb-api.jar"].map(|jar| Path::new(JARS).join(jar));
    if Command::new("java").arg("-version").output().is_err() || !jars.iter().all(|jar| jar.exists()) {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "in CI it must be there: see .ci/run");
        eprintln!("SKIPPED: the preflight of PDF/A-1b is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let twins = folder.path().join("gemelli");
    std::fs::create_dir(&twins).unwrap();
    let save = |name: &str, mut doc: Document| drop(doc.save(twins.join(name)).unwrap());
    for (n, bytes) in documents().values().enumerate() {
        save(&format!("{n}.pdf"), twin(bytes));
    }
    // It must be able to say no.
    let mut broken = twin(&small());
    remove(&mut broken, b"OutputIntents");
    save("guasto.pdf", broken);
    let refused = refused(&twins);
    assert!(refused.contains_key("guasto.pdf"), "a document without output intent passes");
    assert_eq!(refused.len(), 1, "{refused:#?}");
}

/// A word of which only the kind is known before the pages are: the number of a page.
const PAGE: &str = "\u{1}";

/// What a report says, word by word, in its order.
struct Words<'f> {
    fonts: &'f Fonts,
    out: Vec<String>,
}

impl Words<'_> {
    fn say(&mut self, text: &str) {
        let clean = self.fonts.clean(text);
        self.out.extend(clean.split_whitespace().map(str::to_owned));
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Blank => self.say("–"),
            Value::Months { .. } => {}
            Value::Trend(from, to) => self.say(&format!("{} {}", percent_as_typed(*from), percent_as_typed(*to))),
            Value::Page(_) => self.out.push(PAGE.to_owned()),
            other => self.say(&other.to_string()),
        }
    }

    fn table(&mut self, table: &Table) {
        self.say(&table.caption);
        if table.rows.is_empty() {
            return self.say(&table.empty);
        }
        table.columns.iter().for_each(|column| self.say(&column.title));
        for row in &table.rows {
            let cells = row.cells.iter().filter(|cell| !(row.total && **cell == Value::Blank));
            cells.for_each(|cell| self.value(cell));
        }
    }

    fn block(&mut self, block: &Block, report: &Report) {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => self.say(text),
            Block::List(items) => items.iter().for_each(|item| self.say(item)),
            Block::Notice(notice) => {
                self.say(&notice.title);
                self.say(&notice.text);
            }
            Block::Figures(figures) => {
                for figure in figures {
                    self.value(&figure.value);
                    self.say(&figure.label);
                    self.say(figure.note.as_deref().unwrap_or(""));
                }
            }
            Block::Facts(facts) => {
                for fact in facts {
                    self.say(&fact.label);
                    self.value(&fact.value);
                }
            }
            Block::Table(table) | Block::Live(Live { table, .. }) => self.table(table),
            Block::Chart(chart) => self.say(&chart.caption),
            Block::Columns(columns) => columns.iter().flatten().for_each(|block| self.block(block, report)),
            Block::Contents(level) => {
                let mut part = &None;
                for chapter in &report.chapters {
                    // The table of contents does not list itself.
                    if chapter.blocks.iter().any(|block| matches!(block, Block::Contents(_))) {
                        continue;
                    }
                    if chapter.part != *part {
                        part = &chapter.part;
                        self.say(part.as_deref().unwrap());
                        self.out.push(PAGE.to_owned());
                    }
                    self.say(&chapter.title);
                    self.out.push(PAGE.to_owned());
                    for block in &chapter.blocks {
                        if let Block::Heading { level: own, text } = block
                            && own <= level
                        {
                            self.say(text);
                            self.out.push(PAGE.to_owned());
                        }
                    }
                }
            }
            Block::Anchor(_) | Block::Sheet(_) => {}
        }
    }

    fn report(&mut self, report: &Report) {
        for text in [&report.ente, &report.title, &report.subtitle] {
            self.say(text);
        }
        self.say("Destinatario");
        self.say(&report.recipient);
        if let Some(text) = &report.provvisorio {
            // The title of the notice says the first word.
            let rest = text.strip_prefix("PROVVISORIO: ").unwrap();
            self.say("PROVVISORIO");
            self.say(&(rest[..1].to_uppercase() + &rest[1..]));
        }
        self.block(&Block::Facts(report.cover.clone()), report);
        report.front.iter().for_each(|block| self.block(block, report));
        for chapter in &report.chapters {
            self.say(&chapter.title);
            chapter.blocks.iter().for_each(|block| self.block(block, report));
        }
    }
}

#[test]
fn a_document_says_what_its_report_says_in_the_same_order() {
    let fonts = Fonts::new().unwrap();
    for nome in ["luglio", "dicembre"] {
        let checkpoint = Checkpoint::read(nome);
        let material = checkpoint.material();
        let all = Reports::of(&material);
        let mut reports: Vec<Report> = all.dirigenti().iter().map(|nome| all.dirigente(nome)).collect();
        reports.push(all.relazione());
        for report in &reports {
            let doc = Document::load_mem(&pdf::render(report).unwrap()).unwrap();
            let checked = Checked::new(&doc);
            let mut found = Vec::new();
            checked.words(checked.tree.as_ref().unwrap(), &mut found);
            let mut wanted = Words { fonts: &fonts, out: Vec::new() };
            wanted.report(report);
            let same = |found: &str, wanted: &str| {
                found == wanted || (wanted == PAGE && found.bytes().all(|b| b.is_ascii_digit()))
            };
            let differ = found.iter().zip(&wanted.out).position(|(found, wanted)| !same(found, wanted));
            let at = differ.unwrap_or(found.len().min(wanted.out.len()));
            let around =
                |words: &[String]| words[at.saturating_sub(5).min(words.len())..(at + 5).min(words.len())].join(" ");
            assert!(
                differ.is_none() && found.len() == wanted.out.len(),
                "{} for {}: «{}» instead of «{}»",
                report.title,
                report.recipient,
                around(&found),
                around(&wanted.out)
            );
        }
    }
}

/// The first object of a document that answers, in the order of the numbers.
fn find(doc: &Document, is: impl Fn(&Dictionary) -> bool) -> ObjectId {
    let dict = |object: &Object| object.as_dict().is_ok_and(&is) || object.as_stream().is_ok_and(|s| is(&s.dict));
    *doc.objects.iter().find(|(_, object)| dict(object)).expect("the document has such an object").0
}

fn is_element(dict: &Dictionary, role: &str) -> bool {
    dict.get(b"Type").is_ok_and(|t| t.as_name().is_ok_and(|t| t == b"StructElem"))
        && dict.get(b"S").is_ok_and(|s| s.as_name().is_ok_and(|s| s == role.as_bytes()))
}

fn element<'d>(doc: &'d mut Document, role: &str) -> &'d mut Dictionary {
    let id = find(doc, |dict| is_element(dict, role));
    doc.get_dictionary_mut(id).unwrap()
}

fn link(doc: &mut Document) -> &mut Dictionary {
    let id = find(doc, |dict| dict.get(b"Subtype").is_ok_and(|s| s.as_name().is_ok_and(|s| s == b"Link")));
    doc.get_dictionary_mut(id).unwrap()
}

fn font<'d>(doc: &'d mut Document, key: &str) -> &'d mut Dictionary {
    let id = find(doc, |dict| dict.has(key.as_bytes()));
    doc.get_dictionary_mut(id).unwrap()
}

/// The font that holds the glyphs of a composite font.
fn descendant(doc: &mut Document) -> &mut Dictionary {
    let inside = &font(doc, "DescendantFonts").get(b"DescendantFonts").unwrap().clone();
    if let Ok(id) = inside.as_array().and_then(|list| list[0].as_reference()) {
        return doc.get_dictionary_mut(id).unwrap();
    }
    let list = font(doc, "DescendantFonts").get_mut(b"DescendantFonts").unwrap().as_array_mut().unwrap();
    list[0].as_dict_mut().unwrap()
}

fn page(doc: &mut Document) -> &mut Dictionary {
    let id = *doc.get_pages().values().next().unwrap();
    doc.get_dictionary_mut(id).unwrap()
}

/// Rewrites the first page's operations.
fn content(doc: &mut Document, change: impl Fn(String) -> String) {
    let page = *doc.get_pages().values().next().unwrap();
    let old = String::from_utf8_lossy(&doc.get_page_content(page)).into_owned();
    let id = doc.get_page_contents(page)[0];
    doc.get_object_mut(id).unwrap().as_stream_mut().unwrap().set_plain_content(change(old).into_bytes());
}

fn xmp(doc: &mut Document, from: &str, to: &str) {
    let id = doc.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    let stream = doc.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    let old = String::from_utf8_lossy(&stream.content).into_owned();
    assert!(old.contains(from));
    stream.set_plain_content(old.replacen(from, to, 1).into_bytes());
}

fn remove(doc: &mut Document, key: &[u8]) {
    assert!(doc.catalog_mut().unwrap().remove(key).is_some());
}

type Breakage = (&'static str, fn(&mut Document));

/// Each breaks one thing that a validator would notice.
const BREAKAGES: &[Breakage] = &[
    ("no language", |d| remove(d, b"Lang")),
    ("not marked", |d| remove(d, b"MarkInfo")),
    ("title not displayed", |d| remove(d, b"ViewerPreferences")),
    ("no structure", |d| remove(d, b"StructTreeRoot")),
    ("no output intent", |d| remove(d, b"OutputIntents")),
    ("no metadata", |d| remove(d, b"Metadata")),
    ("no bookmarks", |d| remove(d, b"Outlines")),
    ("an action on opening", |d| d.catalog_mut().unwrap().set("OpenAction", Object::Null)),
    ("no identifier", |d| drop(d.trailer.remove(b"ID"))),
    ("another part of PDF/A", |d| xmp(d, "<pdfaid:part>2", "<pdfaid:part>3")),
    ("a lower conformance", |d| xmp(d, "conformance>A<", "conformance>B<")),
    ("not PDF/UA", |d| xmp(d, "<pdfuaid:part>1", "<pdfuaid:part>")),
    ("two titles", |d| xmp(d, "x-default\">", "x-default\">Altro ")),
    ("two dates", |d| xmp(d, "<xmp:CreateDate>2", "<xmp:CreateDate>3")),
    ("a heading that jumps", |d| element(d, "H2").set("S", "H4")),
    ("a heading below the first level first", |d| element(d, "H1").set("S", "H2")),
    ("a role that is not standard", |d| element(d, "P").set("S", "Paragrafo")),
    ("a head without scope", |d| drop(element(d, "TH").remove(b"A"))),
    ("a figure without words", |d| drop(element(d, "Figure").remove(b"Alt"))),
    ("a figure without a box", |d| drop(element(d, "Figure").remove(b"A"))),
    ("a row outside its table's parts", |d| element(d, "TBody").set("S", "Div")),
    ("a row that is too short", |d| drop(element(d, "TR").get_mut(b"K").unwrap().as_array_mut().unwrap().pop())),
    ("an item without a body", |d| element(d, "LBody").set("S", "Lbl")),
    ("a table without heads", |d| {
        while let Some(id) =
            d.objects.iter().find(|(_, o)| o.as_dict().is_ok_and(|o| is_element(o, "TH"))).map(|(id, _)| *id)
        {
            d.get_dictionary_mut(id).unwrap().set("S", "TD");
        }
    }),
    ("a wrong parent", |d| {
        let root = d.catalog().unwrap().get(b"StructTreeRoot").unwrap().clone();
        element(d, "P").set("P", root);
    }),
    ("an element that lost its content", |d| drop(element(d, "P").remove(b"K"))),
    ("a parent tree that lost a page", |d| {
        let id = find(d, |dict| dict.has(b"Nums"));
        d.get_dictionary_mut(id).unwrap().get_mut(b"Nums").unwrap().as_array_mut().unwrap().drain(..2);
    }),
    ("no order of tabs", |d| drop(page(d).remove(b"Tabs"))),
    ("unmarked content", |d| content(d, |old| old + "\n0 0 10 10 re f")),
    ("marked content that is not closed", |d| content(d, |old| old + "\n/Artifact BMC")),
    ("a number used twice", |d| content(d, |old| old.replace("/MCID 1>>", "/MCID 0>>"))),
    ("content inside content", |d| content(d, |old| old.replacen("BT", "/Artifact BMC EMC BT", 1))),
    ("a colour of another space", |d| content(d, |old| old.replacen("BT", "BT 0 0 0 1 k", 1))),
    ("invisible text", |d| content(d, |old| old.replacen("BT", "BT 3 Tr", 1))),
    ("a missing glyph", |d| content(d, |old| old.replacen("Tj", "Tj <0000> Tj", 1))),
    ("a glyph of no width and no meaning", |d| content(d, |old| old.replacen("Tj", "Tj <03E7> Tj", 1))),
    ("transparency", |d| _ = d.add_object(lopdf::dictionary! { "Type" => "ExtGState", "ca" => 0.5_f32 })),
    ("a group of transparency", |d| page(d).set("Group", lopdf::dictionary! { "S" => "Transparency" })),
    ("a script", |d| {
        _ = d.add_object(lopdf::dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("x") });
    }),
    ("a forbidden filter", |d| {
        _ = d.add_object(lopdf::Stream::new(lopdf::dictionary! { "Filter" => "LZWDecode" }, vec![]));
    }),
    ("a font that is not embedded", |d| drop(font(d, "FontFile2").remove(b"FontFile2"))),
    ("a font without Unicode", |d| drop(font(d, "ToUnicode").remove(b"ToUnicode"))),
    ("a font without its map", |d| drop(descendant(d).remove(b"CIDToGIDMap"))),
    ("widths of another font", |d| drop(descendant(d).remove(b"W"))),
    ("a font of two names", |d| descendant(d).set("BaseFont", "Altro")),
    ("a link that says nothing", |d| drop(link(d).remove(b"Contents"))),
    ("a link that is not printed", |d| link(d).set("F", 0)),
    ("a link that does not know its element", |d| drop(link(d).remove(b"StructParent"))),
    ("a link that leads nowhere", |d| drop(link(d).remove(b"Dest"))),
    ("a link outside the structure", |d| {
        let kids = element(d, "Link").get_mut(b"K").unwrap().as_array_mut().unwrap();
        kids.retain(|kid| kid.as_dict().is_ok_and(|kid| !kid.has(b"Obj")));
    }),
];

/// A report with a bit of everything, as small as can be.
fn small() -> Vec<u8> {
    let checkpoint = Checkpoint::read("dicembre");
    let mut report = Reports::of(&checkpoint.material()).relazione();
    report.chapters.truncate(4);
    report.front.push(Block::Contents(2));
    pdf::render(&report).unwrap()
}

#[test]
fn the_check_notices_whatever_is_broken() {
    let sound = Document::load_mem(&small()).unwrap();
    assert_eq!(Checked::new(&sound).faults, BTreeSet::new());
    let unnoticed: Vec<&str> = BREAKAGES
        .iter()
        .filter(|(_, breakage)| {
            let mut doc = sound.clone();
            breakage(&mut doc);
            Checked::new(&doc).faults.is_empty()
        })
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(unnoticed, Vec::<&str>::new());
}
