//! The comments of a sheet: their texts, and the drawing that old and new versions of Excel ask for.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Segni;
use super::xml::{Edits, Kind, Tag, attribute, escaped, prefix, tags};
use crate::place::CellRef;

/// The part with the texts.
pub fn comments(segni: &Segni) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <authors><author>traguardo</author></authors><commentList>",
    );
    for (cella, (_, testo)) in segni {
        let run = run("", testo);
        let _ = write!(out, "<comment ref=\"{cella}\" authorId=\"0\"><text>{run}</text></comment>");
    }
    out + "</commentList></comments>"
}

/// A text of a comment.
fn run(p: &str, testo: &str) -> String {
    format!(
        "<{p}r><{p}rPr><{p}sz val=\"9\"/><{p}color indexed=\"81\"/><{p}rFont val=\"Tahoma\"/><{p}family val=\"2\"/>\
         </{p}rPr><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>",
        escaped(testo)
    )
}

/// The texts of an office with ours: a cell that has a comment gets ours below its own.
///
/// # Errors
/// The part does not list authors and comments.
pub fn join(xml: &str, segni: &Segni) -> Result<String, String> {
    let found = tags(xml)?;
    let p = prefix(xml, &found);
    let end = |name: &str| {
        let tag = found.iter().find(|t| t.depth == 1 && t.name == name && t.kind == Kind::Close);
        tag.map(|t| t.range.start).ok_or_else(|| format!("i commenti non hanno {name}"))
    };
    let (authors, list) = (end("authors")?, end("commentList")?);
    let author = found.iter().filter(|t| t.depth == 2 && t.name == "author" && t.kind != Kind::Close).count();
    let mut edits = Edits::default();
    edits.insert(authors, format!("<{p}author>traguardo</{p}author>"));
    let mut left: BTreeMap<String, &str> =
        segni.iter().map(|(cella, (_, t))| (cella.to_string(), t.as_str())).collect();
    let mut here: Option<&str> = None;
    for tag in &found {
        match (tag.name.as_str(), tag.kind, tag.depth) {
            ("comment", Kind::Open, 2) => {
                here = attribute(&xml[tag.range.clone()], "ref").and_then(|cell| left.remove(cell));
            }
            ("text", Kind::Close, 3) => {
                if let Some(testo) = here.take() {
                    edits.insert(tag.range.start, run(&p, &format!("\n\n{testo}")));
                }
            }
            _ => {}
        }
    }
    let mut more = String::new();
    for (cella, (_, testo)) in segni {
        if left.contains_key(&cella.to_string()) {
            let run = run(&p, testo);
            let _ =
                write!(more, "<{p}comment ref=\"{cella}\" authorId=\"{author}\"><{p}text>{run}</{p}text></{p}comment>");
        }
    }
    edits.insert(list, more);
    Ok(edits.apply(xml))
}

/// The boxes of an office with those of the cells that have no comment in `theirs`.
///
/// # Errors
/// The drawing is not well-formed XML: old versions of Excel wrote such.
pub fn join_drawing(xml: &str, theirs: &str, segni: &Segni) -> Result<String, String> {
    let commented: Vec<String> = tags(theirs)?
        .iter()
        .filter(|t| t.depth == 2 && t.name == "comment" && t.kind != Kind::Close)
        .filter_map(|t| attribute(&theirs[t.range.clone()], "ref").map(str::to_owned))
        .collect();
    let found = tags(xml)?;
    let root = &xml[found[0].range.clone()];
    if !["xmlns:v", "xmlns:o", "xmlns:x"].iter().all(|name| attribute(root, name).is_some()) {
        return Err("un disegno dei commenti in un'altra forma".to_owned());
    }
    let number = |t: &Tag| attribute(&xml[t.range.clone()], "id")?.strip_prefix("_x0000_s")?.parse::<usize>().ok();
    let last = found.iter().filter(|t| t.name == "shape").filter_map(number).max().unwrap_or(1024);
    let new = segni.iter().filter(|(cella, _)| !commented.contains(&cella.to_string()));
    let shapes: String = new.enumerate().map(|(i, (cella, (_, testo)))| shape(*cella, testo, last + 1 + i)).collect();
    let mut edits = Edits::default();
    edits.insert(found[found.len() - 1].range.start, shapes);
    Ok(edits.apply(xml))
}

/// The part with the boxes, hidden until somebody points at the cell. `n` is the sheet's number among the marked ones.
pub fn drawing(segni: &Segni, n: usize) -> String {
    let mut out = format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">\
         <o:idmap v:ext=\"edit\" data=\"{n}\"/></o:shapelayout>\
         <v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
         <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
    );
    for (i, (cella, (_, testo))) in segni.iter().enumerate() {
        out += &shape(*cella, testo, n * 1024 + i + 1);
    }
    out + "</xml>"
}

/// The box of one comment.
fn shape(cella: CellRef, testo: &str, id: usize) -> String {
    let (row, col) = (cella.row0, cella.col0);
    // Some columns wide, and as many rows as the text needs at some forty characters a line.
    let lines: usize = testo.lines().map(|line| line.chars().count() / 40 + 1).sum();
    let tall = u32::try_from(lines + 1).unwrap_or(40).clamp(4, 40);
    format!(
        "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:80pt;margin-top:5pt;\
         width:240pt;height:{}pt;z-index:{id};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">\
         <v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
         <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\">\
         <div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/>\
         <x:SizeWithCells/><x:Anchor>{}, 15, {}, 4, {}, 15, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>\
         <x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>",
        tall * 13,
        col + 1,
        row.saturating_sub(1),
        col + 6,
        row.saturating_sub(1) + tall,
    )
}
