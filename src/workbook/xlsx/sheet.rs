//! The cells of a sheet, its merged areas and what is hidden.

use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::super::build::{Budget, SheetBuilder};
use super::super::grid::{CellValue, Merge};
use super::super::numero::{self, GENERAL};
use super::super::refusal::Refusal;
use super::super::xml::{Node, Xml, attributes, yes};
use crate::place::CellRef;

/// What a sheet needs of the rest of the workbook.
pub(super) struct Context<'a> {
    pub part: &'a str,
    pub texts: &'a [String],
    pub formats: &'a [Arc<str>],
    pub from_1904: bool,
}

/// Reads a sheet into `builder`.
pub(super) fn read(
    text: &str,
    context: &Context<'_>,
    builder: &mut SheetBuilder,
    budget: &mut Budget<'_>,
) -> Result<(), Refusal> {
    let limiti = budget.limiti;
    let general: Arc<str> = Arc::from(GENERAL);
    let mut xml = Xml::new(text, context.part, limiti);
    // Cells and rows that do not say where they are follow the one before.
    let (mut row0, mut next_row0, mut next_col0) = (0_u32, 0_u32, 0_u32);
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        match element.local_name().as_ref() {
            "col" => {
                let column = hidden_columns(&element);
                if let Some(columns) = column {
                    builder.hide_columns(limiti, columns)?;
                }
            }
            "row" => {
                let (mut row, mut hidden) = (None, false);
                attributes(&element, |name, value| match name {
                    "r" => row = value.parse::<u32>().ok(),
                    "hidden" => hidden |= yes(value),
                    "ht" => hidden |= value.parse::<f64>() == Ok(0.0),
                    _ => {}
                });
                row0 = row.map_or(next_row0, |row| row.saturating_sub(1));
                next_row0 = row0.saturating_add(1);
                next_col0 = 0;
                if hidden {
                    builder.hide_rows(limiti, row0..=row0)?;
                }
            }
            "c" => {
                let (mut at, mut style, mut kind) = (None, None, Kind::Number);
                attributes(&element, |name, value| match name {
                    "r" => at = cell_ref(value),
                    "s" => style = value.parse::<usize>().ok(),
                    "t" => kind = Kind::of(value),
                    _ => {}
                });
                let at = at.unwrap_or(CellRef::new(row0, next_col0));
                next_col0 = at.col0.saturating_add(1);
                let format = style.and_then(|style| context.formats.get(style)).unwrap_or(&general);
                if let Some((value, formula)) = cell(&mut xml, kind, format, context)? {
                    builder.cell(budget, at, value, format, formula)?;
                }
            }
            "mergeCell" => {
                let mut area = None;
                attributes(&element, |name, value| {
                    if name == "ref" {
                        area = value.split_once(':').and_then(|(a, b)| Some((cell_ref(a)?, cell_ref(b)?)));
                    }
                });
                if let Some((start, end)) = area {
                    builder.merge(limiti, Merge { start, end })?;
                }
            }
            // What programs add of their own after the cells: nothing in it is a cell.
            "extLst" => xml.skip()?,
            _ => {}
        }
    }
    Ok(())
}

/// What the type of a cell says of its value.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "s" => Self::Shared,
            "str" | "inlineStr" => Self::Text,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Number,
        }
    }
}

/// The value of the cell that just began, and whether a formula computes it.
fn cell(
    xml: &mut Xml<'_>,
    kind: Kind,
    format: &str,
    context: &Context<'_>,
) -> Result<Option<(CellValue, bool)>, Refusal> {
    let outside = xml.depth() - 1;
    let (mut formula, mut raw, mut rich) = (false, None, None);
    while xml.depth() > outside {
        match xml.next()? {
            Some(Node::Start(element)) => match element.local_name().as_ref() {
                "f" => {
                    formula = true;
                    xml.skip()?;
                }
                "v" => raw = Some(xml.text()?),
                "is" => rich = Some(super::rich_text(xml)?),
                _ => xml.skip()?,
            },
            Some(_) => {}
            None => break,
        }
    }
    if let Some(text) = rich {
        return Ok(Some((CellValue::Text(text), formula)));
    }
    let Some(raw) = raw.filter(|raw| !raw.is_empty() || matches!(kind, Kind::Text)) else {
        // A formula without a result was never computed; one that gives no text has an empty result.
        return Ok(formula.then_some((CellValue::Uncalculated, true)));
    };
    let value =
        match kind {
            Kind::Shared => {
                let text = raw.trim().parse::<usize>().ok().and_then(|index| context.texts.get(index));
                CellValue::Text(text.cloned().ok_or_else(|| {
                    Refusal::damaged(format!("la parte «{}» nomina un testo che non c'è", context.part))
                })?)
            }
            Kind::Text => CellValue::Text(super::unescape(raw)),
            Kind::Bool => CellValue::Bool(yes(raw.trim())),
            Kind::Error => CellValue::Error(raw),
            Kind::Date => match raw.get(..10).and_then(|day| day.parse().ok()) {
                Some(date) => CellValue::Date(date),
                None => CellValue::Text(raw),
            },
            Kind::Number => match raw.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => numero::value(number, format, context.from_1904),
                _ => CellValue::Text(raw),
            },
        };
    Ok(Some((value, formula)))
}

/// The columns of a `col` element, counted from zero, if they are hidden.
fn hidden_columns(element: &BytesStart<'_>) -> Option<std::ops::RangeInclusive<u32>> {
    let (mut first, mut last, mut hidden) = (None, None, false);
    attributes(element, |name, value| match name {
        "min" => first = value.parse::<u32>().ok(),
        "max" => last = value.parse::<u32>().ok(),
        "hidden" => hidden |= yes(value),
        "width" => hidden |= value.parse::<f64>() == Ok(0.0),
        _ => {}
    });
    let (first, last) = (first?.checked_sub(1)?, last?.checked_sub(1)?);
    (hidden && first <= last).then_some(first..=last)
}

/// `R31` as a place; `None` for what is no cell of a sheet.
pub(in crate::workbook) fn cell_ref(name: &str) -> Option<CellRef> {
    let name = name.trim();
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let col =
        name[..letters].bytes().fold(0, |col, letter| col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = name.get(letters..).filter(|row| row.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    (col <= 16_384 && (1..=1_048_576).contains(&row)).then(|| CellRef::new(row - 1, col - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_are_written() {
        for name in ["A1", "R31", "Z9", "AA10", "XFD1048576"] {
            assert_eq!(cell_ref(name).unwrap().to_string(), name);
        }
        for name in ["", "1", "A", "A0", "XFE1", "AAAA1", "A1048577", "A-1", "È1", "A+1"] {
            assert_eq!(cell_ref(name), None, "{name}");
        }
    }
}
