//! What lies over the cells of a sheet: pictures, text boxes, shapes and charts (DrawingML).

use super::grid::{Cover, CoverKind, Merge};
use super::limiti::Limiti;
use super::package::{Package, relationships};
use super::refusal::Refusal;
use super::xml::{Node, Xml, attributes, yes};
use crate::place::CellRef;

/// English Metric Units in a column and in a row of the usual size, for anchors that give a size and no end.
const EMU_PER_COLUMN: i64 = 609_600;
const EMU_PER_ROW: i64 = 190_500;

/// What lies over the sheet in `part`.
pub(super) fn covers(package: &mut Package<'_>, part: &str, limiti: &Limiti) -> Result<Vec<Cover>, Refusal> {
    let mut found = Vec::new();
    for (kind, target) in relationships(package, part)?.into_values() {
        if kind != "drawing" {
            continue;
        }
        let Some(text) = package.xml(&target)? else { continue };
        let mut xml = Xml::new(&text, &target, limiti);
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            if matches!(element.local_name().as_ref(), "twoCellAnchor" | "oneCellAnchor") {
                found.extend(anchor(&mut xml)?);
            }
        }
    }
    Ok(found)
}

/// A corner: column, row, and how far into each, in EMU.
#[derive(Clone, Copy, Default)]
struct Corner {
    col: i64,
    col_off: i64,
    row: i64,
    row_off: i64,
}

/// The anchor that just began; `None` when what it holds is hidden or is a mere line.
fn anchor(xml: &mut Xml<'_>) -> Result<Option<Cover>, Refusal> {
    let outside = xml.depth() - 1;
    let (mut from, mut to, mut size) = (Corner::default(), None, None);
    let (mut kind, mut hidden) = (None, false);
    while xml.depth() > outside {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        match element.local_name().as_ref() {
            "from" => from = corner(xml)?,
            "to" => to = Some(corner(xml)?),
            "ext" if size.is_none() => {
                let (mut width, mut height) = (None, None);
                attributes(&element, |name, value| match name {
                    "cx" => width = value.parse::<i64>().ok(),
                    "cy" => height = value.parse::<i64>().ok(),
                    _ => {}
                });
                size = width.zip(height);
            }
            "pic" => kind = kind.or(Some(CoverKind::Immagine)),
            "graphicFrame" => kind = kind.or(Some(CoverKind::Grafico)),
            "sp" => kind = kind.or(Some(CoverKind::Forma)),
            "cNvSpPr" => attributes(&element, |name, value| {
                if name == "txBox" && yes(value) && kind == Some(CoverKind::Forma) {
                    kind = Some(CoverKind::CasellaDiTesto);
                }
            }),
            "cNvPr" => attributes(&element, |name, value| hidden |= name == "hidden" && yes(value)),
            _ => {}
        }
    }
    let Some(kind) = kind.filter(|_| !hidden) else { return Ok(None) };
    let to = to.unwrap_or_else(|| {
        let (width, height) = size.unwrap_or_default();
        Corner {
            col: from.col.saturating_add(width.saturating_add(from.col_off) / EMU_PER_COLUMN),
            col_off: 1,
            row: from.row.saturating_add(height.saturating_add(from.row_off) / EMU_PER_ROW),
            row_off: 1,
        }
    });
    // An end at the very edge of a cell does not enter it.
    let end_col = if to.col_off > 0 { to.col } else { to.col - 1 };
    let end_row = if to.row_off > 0 { to.row } else { to.row - 1 };
    let place = |row: i64, col: i64| Some(CellRef::new(u32::try_from(row).ok()?, u32::try_from(col).ok()?));
    let area = place(from.row, from.col).zip(place(end_row.max(from.row), end_col.max(from.col)));
    Ok(area.map(|(start, end)| Cover { area: Merge { start, end }, kind }))
}

/// The corner that just began.
fn corner(xml: &mut Xml<'_>) -> Result<Corner, Refusal> {
    let outside = xml.depth() - 1;
    let mut corner = Corner::default();
    while xml.depth() > outside {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        let name = element.local_name().as_ref().to_owned();
        let number = xml.text()?.trim().parse().unwrap_or(0);
        match name.as_str() {
            "col" => corner.col = number,
            "colOff" => corner.col_off = number,
            "row" => corner.row = number,
            "rowOff" => corner.row_off = number,
            _ => {}
        }
    }
    Ok(corner)
}
