//! A sheet with some of its cells marked: their style, and the cells that must be there to have one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Segni;
use super::stile::Stili;
use super::xml::{Edits, Kind, Tag, attribute, prefix, tags, with_attribute, without_attribute};
use crate::place::CellRef;
use crate::segnalazione::Gravita;

/// What follows the drawing of the comments in a sheet.
const AFTER: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// Cells to mark, by row and column.
type Wanted = BTreeMap<u32, BTreeMap<u32, Gravita>>;

/// Marks the cells; `rel_id` leads to the drawing of the comments, if the sheet has none yet.
///
/// # Errors
/// What of the sheet is not as expected.
pub fn mark(xml: &str, segni: &Segni, stili: &mut Stili, rel_id: Option<&str>) -> Result<String, String> {
    let found = tags(xml)?;
    if found[0].name != "worksheet" {
        return Err("un foglio che non è un foglio di lavoro".to_owned());
    }
    if found.iter().any(|t| t.depth == 1 && t.name == "legacyDrawing") == rel_id.is_some() {
        return Err("un disegno dei commenti che non corrisponde ai commenti".to_owned());
    }
    let mut wanted = Wanted::new();
    for (cell, (gravita, _)) in segni {
        wanted.entry(cell.row0).or_default().insert(cell.col0, *gravita);
    }
    let mut pen = Pen { p: prefix(xml, &found), stili, edits: Edits::default(), columns: Vec::new() };
    let mut row: Option<Row> = None;
    let (mut next_row0, mut next_col0) = (0, 0);
    let mut data_end = None;
    for tag in &found {
        let text = &xml[tag.range.clone()];
        match (tag.name.as_str(), tag.kind, tag.depth) {
            ("col", Kind::Open | Kind::Empty, 2) if data_end.is_none() => pen.column(text),
            ("sheetData", Kind::Empty, 1) => {
                let rows = pen.rows(std::mem::take(&mut wanted))?;
                let p = &pen.p;
                pen.edits.replace(tag.range.clone(), format!("<{p}sheetData>{rows}</{p}sheetData>"));
                data_end = Some(tag.range.end);
            }
            ("sheetData", Kind::Close, 1) => {
                let rows = pen.rows(std::mem::take(&mut wanted))?;
                pen.edits.insert(tag.range.start, rows);
                data_end = Some(tag.range.end);
            }
            ("row", Kind::Open | Kind::Empty, 2) => {
                let row0 = number(text, "r").map_or(next_row0, |r| r.saturating_sub(1));
                (next_row0, next_col0) = (row0 + 1, 0);
                let later = wanted.split_off(&row0);
                let rows = pen.rows(std::mem::replace(&mut wanted, later))?;
                pen.edits.insert(tag.range.start, rows);
                let cells = wanted.remove(&row0).unwrap_or_default();
                row = pen.row(tag, text, row0, cells)?;
            }
            ("row", Kind::Close, 2) => {
                if let Some(done) = row.take() {
                    let cells = pen.cells(done.row0, done.style, done.cells)?;
                    pen.edits.insert(tag.range.start, cells);
                }
            }
            ("c", Kind::Open | Kind::Empty, 3) => {
                let Some(row) = row.as_mut() else { continue };
                let col0 = attribute(text, "r").and_then(column_of).unwrap_or(next_col0);
                next_col0 = col0 + 1;
                let later = row.cells.split_off(&col0);
                let before = pen.cells(row.row0, row.style, std::mem::replace(&mut row.cells, later))?;
                pen.edits.insert(tag.range.start, before);
                if let Some(gravita) = row.cells.remove(&col0) {
                    let base = number(text, "s").map_or(0, |s| s as usize);
                    let style = pen.stili.marked(base, gravita)?;
                    pen.edits.replace(tag.range.clone(), with_attribute(text, "s", &style.to_string()));
                }
            }
            _ => {}
        }
    }
    let data_end = data_end.ok_or("un foglio senza dati")?;
    let Some(rel_id) = rel_id else { return Ok(pen.edits.apply(xml)) };
    let after = found.iter().find(|t| {
        t.depth == 1 && t.kind != Kind::Close && t.range.start >= data_end && AFTER.contains(&t.name.as_str())
    });
    let at = after.or(found.last()).map_or(data_end, |t| t.range.start);
    let drawing = format!(
        "<{}legacyDrawing xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"{rel_id}\"/>",
        pen.p
    );
    pen.edits.insert(at, drawing);
    Ok(pen.edits.apply(xml))
}

/// A row that is being read, with the cells in it that are still to be marked.
struct Row {
    row0: u32,
    style: Option<usize>,
    cells: BTreeMap<u32, Gravita>,
}

struct Pen<'a> {
    p: String,
    stili: &'a mut Stili,
    edits: Edits,
    /// First and last column, counted from one, and the style of their empty cells.
    columns: Vec<(u32, u32, usize)>,
}

impl Pen<'_> {
    fn column(&mut self, text: &str) {
        if let (Some(min), Some(max), Some(style)) = (number(text, "min"), number(text, "max"), number(text, "style")) {
            self.columns.push((min, max, style as usize));
        }
    }

    /// Begins a row; one that is empty and must hold cells is written at once.
    fn row(&mut self, tag: &Tag, text: &str, row0: u32, cells: BTreeMap<u32, Gravita>) -> Result<Option<Row>, String> {
        let styled = matches!(attribute(text, "customFormat"), Some("1" | "true"));
        let style = number(text, "s").filter(|_| styled).map(|s| s as usize);
        if cells.is_empty() {
            return Ok((tag.kind == Kind::Open).then_some(Row { row0, style, cells }));
        }
        // What the row says of its extent may no longer hold; it is only a hint.
        let tag_text = without_attribute(text, "spans");
        if tag.kind == Kind::Open {
            self.edits.replace(tag.range.clone(), tag_text);
            return Ok(Some(Row { row0, style, cells }));
        }
        let cells = self.cells(row0, style, cells)?;
        let open = tag_text.trim_end_matches("/>").trim_end();
        self.edits.replace(tag.range.clone(), format!("{open}>{cells}</{}row>", self.p));
        Ok(None)
    }

    /// Whole rows that the sheet has not.
    fn rows(&mut self, wanted: Wanted) -> Result<String, String> {
        let mut out = String::new();
        for (row0, cells) in wanted {
            let cells = self.cells(row0, None, cells)?;
            let _ = write!(out, "<{0}row r=\"{1}\">{cells}</{0}row>", self.p, row0 + 1);
        }
        Ok(out)
    }

    /// Cells that the sheet has not: empty, in the style that their row or their column gives them.
    fn cells(&mut self, row0: u32, row: Option<usize>, wanted: BTreeMap<u32, Gravita>) -> Result<String, String> {
        let mut out = String::new();
        for (col0, gravita) in wanted {
            let column = || self.columns.iter().find(|(min, max, _)| (*min..=*max).contains(&(col0 + 1))).map(|c| c.2);
            let style = row.or_else(column).unwrap_or(0);
            let style = self.stili.marked(style, gravita)?;
            let _ = write!(out, "<{}c r=\"{}\" s=\"{style}\"/>", self.p, CellRef::new(row0, col0));
        }
        Ok(out)
    }
}

fn number(tag: &str, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

/// The zero-based column of an address.
fn column_of(a1: &str) -> Option<u32> {
    let letters = a1.bytes().take_while(u8::is_ascii_uppercase);
    let column = letters.fold(0_u32, |n, b| n.saturating_mul(26).saturating_add(u32::from(b - b'A') + 1));
    column.checked_sub(1)
}
