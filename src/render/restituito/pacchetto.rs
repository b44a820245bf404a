//! The parts of a workbook's package and what leads from one to another.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::Rifiuto;
use super::xml::{Edits, Kind, attribute, prefix, tags};

const CONTENT_TYPES: &str = "[Content_Types].xml";
/// How the names of the stricter kind begin.
const STRICT: &str = "http://purl.oclc.org/ooxml/";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package, with the parts that replace its own or come besides.
pub struct Pacchetto<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    changed: BTreeMap<String, String>,
}

/// What the workbook's own part says.
pub struct Cartella {
    /// Name and part of each sheet.
    pub fogli: Vec<(String, String)>,
    /// The part of the styles.
    pub stili: String,
}

/// The parts of a sheet's comments.
pub struct Names {
    pub comments: String,
    pub drawing: String,
    /// What the sheet calls its drawing; nothing where it has one already, which the marks join.
    pub rel_id: Option<String>,
}

/// Why comments cannot be attached to a sheet.
pub enum Attach {
    /// The sheet has conversations or controls.
    Taken,
    /// The package is not built as expected.
    Broken(String),
}

impl From<String> for Attach {
    fn from(what: String) -> Self {
        Self::Broken(what)
    }
}

/// A relationship: its id, the last word of its type, and the part that it leads to.
type Rel = (String, String, String);

impl<'a> Pacchetto<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Rifiuto> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Rifiuto::Formato)?;
        if archive.index_for_name(CONTENT_TYPES).is_none() {
            return Err(Rifiuto::Formato);
        }
        Ok(Self { archive, changed: BTreeMap::new() })
    }

    /// The names of the parts; one that is no text is no part.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned)
    }

    /// A part as text, as it was or as it is by now.
    pub fn text(&mut self, part: &str) -> Result<String, String> {
        if let Some(changed) = self.changed.get(part) {
            return Ok(changed.clone());
        }
        let mut bytes = Vec::new();
        let mut file = self.archive.by_name(part).map_err(|_| format!("manca {part}"))?;
        file.read_to_end(&mut bytes).map_err(|error| format!("{part}: {error}"))?;
        let text = String::from_utf8(bytes).map_err(|_| format!("{part} non è in UTF-8"))?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    pub fn replace(&mut self, part: &str, text: String) {
        self.changed.insert(part.to_owned(), text);
    }

    /// The sheets and the styles.
    pub fn workbook(&mut self) -> Result<Cartella, Rifiuto> {
        let root = self.rels("")?;
        let part = root.iter().find(|(_, kind, _)| kind == "officeDocument").map(|(.., part)| part.clone());
        let part = part.ok_or(Rifiuto::Formato)?;
        // The binary format has the same package around other parts.
        if part.to_ascii_lowercase().rsplit('.').next() != Some("xml") {
            return Err(Rifiuto::Formato);
        }
        let rels = self.rels(&part)?;
        let xml = self.text(&part)?;
        if xml.contains(STRICT) {
            return Err(Rifiuto::Strict);
        }
        let mut fogli = Vec::new();
        for tag in tags(&xml)?.iter().filter(|t| t.name == "sheet" && t.depth == 2 && t.kind != Kind::Close) {
            let text = &xml[tag.range.clone()];
            let name = attribute(text, "name").map(unescaped).unwrap_or_default();
            // The prefix of the attribute is the file's choice.
            let id = text.split_whitespace().find_map(|word| {
                let (name, value) = word.split_once('=')?;
                name.ends_with(":id").then(|| value.trim_matches(['"', '\'', '/', '>']).to_owned())
            });
            let target = rels.iter().find(|(rel, kind, _)| Some(rel) == id.as_ref() && kind == "worksheet");
            if let Some((.., part)) = target {
                fogli.push((name, part.clone()));
            }
        }
        let stili = rels.into_iter().find(|(_, kind, _)| kind == "styles").map(|(.., part)| part);
        Ok(Cartella { fogli, stili: stili.ok_or_else(|| "manca la parte degli stili".to_owned())? })
    }

    /// The relationships of a part; of the package itself where it is empty.
    fn rels(&mut self, part: &str) -> Result<Vec<Rel>, String> {
        let name = rels_of(part);
        if !self.has(&name) {
            return Ok(Vec::new());
        }
        let xml = self.text(&name)?;
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut found = Vec::new();
        for tag in tags(&xml)?.iter().filter(|t| t.name == "Relationship" && t.kind != Kind::Close) {
            let text = &xml[tag.range.clone()];
            let get = |name| attribute(text, name).map(unescaped).unwrap_or_default();
            let kind = get("Type").rsplit('/').next().unwrap_or_default().to_owned();
            found.push((get("Id"), kind, resolve(folder, &get("Target"))));
        }
        Ok(found)
    }

    fn has(&self, part: &str) -> bool {
        self.changed.contains_key(part) || self.archive.index_for_name(part).is_some()
    }

    /// Makes room for comments on a sheet: their relationships and their types of content.
    pub fn attach_comments(&mut self, sheet: &str, n: usize) -> Result<Names, Attach> {
        let rels = self.rels(sheet)?;
        let of = |wanted: &str| rels.iter().find(|(_, kind, _)| kind == wanted).map(|(.., part)| part.clone());
        if of("threadedComment").is_some() || of("control").is_some() {
            return Err(Attach::Taken);
        }
        match (of("comments"), of("vmlDrawing")) {
            (Some(comments), Some(drawing)) => return Ok(Names { comments, drawing, rel_id: None }),
            (None, None) => {}
            _ => return Err(Attach::Taken),
        }
        let comments = format!("xl/commenti/segnalazioni{n}.xml");
        let drawing = format!("xl/commenti/segnalazioni{n}.vml");
        if self.has(&comments) || self.has(&drawing) {
            return Err(Attach::Taken);
        }
        let free = |wanted: &str| {
            let taken = |id: &str| rels.iter().any(|(rel, ..)| rel == id);
            (1..=rels.len() + 1).map(|i| format!("{wanted}{i}")).find(|id| !taken(id)).unwrap_or_default()
        };
        let (id, rel_id) = (free("rIdSegnalazioni"), free("rIdDisegno"));
        let name = rels_of(sheet);
        let xml = if self.has(&name) {
            self.text(&name)?
        } else {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>"
                .to_owned()
        };
        let changed = within_root(&xml, |p| {
            format!(
                "<{p}Relationship Id=\"{rel_id}\" Type=\"{RELATIONSHIPS}/vmlDrawing\" Target=\"/{drawing}\"/>\
                 <{p}Relationship Id=\"{id}\" Type=\"{RELATIONSHIPS}/comments\" Target=\"/{comments}\"/>"
            )
        })?;
        self.replace(&name, changed);
        let types = self.text(CONTENT_TYPES)?;
        let known = tags(&types)?.iter().any(|t| {
            t.name == "Default"
                && attribute(&types[t.range.clone()], "Extension").is_some_and(|e| e.eq_ignore_ascii_case("vml"))
        });
        let changed = within_root(&types, |p| {
            let default = format!(
                "<{p}Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>"
            );
            format!(
                "{}<{p}Override PartName=\"/{comments}\" \
                 ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml\"/>",
                if known { "" } else { &default }
            )
        })?;
        self.replace(CONTENT_TYPES, changed);
        Ok(Names { comments, drawing, rel_id: Some(rel_id) })
    }

    /// The package: parts that did not change are copied as they are, compressed bytes and all.
    pub fn write(mut self) -> Result<Vec<u8>, String> {
        let failed = |error: &dyn std::fmt::Display| format!("non si può riscrivere: {error}");
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        for i in 0..self.archive.len() {
            let file = self.archive.by_index_raw(i).map_err(|e| failed(&e))?;
            let name = file.name().map_err(|e| failed(&e))?.into_owned();
            match self.changed.remove(&name) {
                None => writer.raw_copy_file(file).map_err(|e| failed(&e))?,
                Some(text) => {
                    writer.start_file(name, options).map_err(|e| failed(&e))?;
                    writer.write_all(text.as_bytes()).map_err(|e| failed(&e))?;
                }
            }
        }
        for (name, text) in self.changed {
            writer.start_file(name, options).map_err(|e| failed(&e))?;
            writer.write_all(text.as_bytes()).map_err(|e| failed(&e))?;
        }
        Ok(writer.finish().map_err(|e| failed(&e))?.into_inner())
    }
}

/// A document with something more at the end of its root element, whose prefix it is given.
fn within_root(xml: &str, what: impl FnOnce(&str) -> String) -> Result<String, String> {
    let found = tags(xml)?;
    let what = what(&prefix(xml, &found));
    let mut edits = Edits::default();
    match found.as_slice() {
        [root] if root.kind == Kind::Empty => {
            let text = &xml[root.range.clone()];
            let name = text[1..].split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
            edits.replace(root.range.clone(), format!("{}>{what}</{name}>", text.trim_end_matches("/>")));
        }
        [.., root] => edits.insert(root.range.start, what),
        [] => return Err("XML vuoto".to_owned()),
    }
    Ok(edits.apply(xml))
}

fn rels_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") }
}

/// A target as the name of a part.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}
