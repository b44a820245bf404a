//! The cells of a sheet, its merged areas, what is hidden and what lies over it.

use std::sync::Arc;

use super::super::build::{Budget, SheetBuilder};
use super::super::bytes::{Bytes, error, rk};
use super::super::grid::{CellValue, Cover, CoverKind, Merge};
use super::super::numero::{self, GENERAL};
use super::super::refusal::Refusal;
use super::records::{Records, Text, record};
use crate::place::CellRef;

/// What a sheet needs of the rest of the workbook.
pub(super) struct Context<'a> {
    pub biff8: bool,
    pub from_1904: bool,
    pub texts: &'a [String],
    pub formats: &'a [Arc<str>],
}

/// Reads a sheet, whose substream begins the bytes, into `builder`.
pub(super) fn read(
    bytes: &[u8],
    context: &Context<'_>,
    builder: &mut SheetBuilder,
    budget: &mut Budget<'_>,
) -> Result<(), Refusal> {
    let limiti = budget.limiti;
    let general: Arc<str> = Arc::from(GENERAL);
    let broken = || Refusal::damaged("un record del foglio è troncato");
    let mut records = Records::new(bytes);
    // A chart on the sheet is a substream of its own, with cells that are not the sheet's.
    let mut depth = 0_usize;
    let mut anchor = None;
    while let Some((kind, data)) = records.next() {
        match kind {
            record::BOF => depth += 1,
            record::END => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Ok(());
                }
            }
            _ if depth != 1 => {}
            record::ROW => {
                if let Some(row0) = hidden_row(data) {
                    builder.hide_rows(limiti, row0..=row0)?;
                }
            }
            record::COLUMNS => {
                if let Some((first, last)) = hidden_columns(data) {
                    builder.hide_columns(limiti, first..=last)?;
                }
            }
            record::MERGES => {
                for merge in merges(data) {
                    builder.merge(limiti, merge)?;
                }
            }
            record::DRAWING => anchor = client_anchor(data),
            record::OBJECT => {
                if let Some((area, kind)) = anchor.take().zip(object_kind(data)) {
                    builder.cover(limiti, Cover { area, kind })?;
                }
            }
            record::MANY_RK => {
                let mut data = data;
                let (row0, mut col0) = place(&mut data).ok_or_else(broken)?;
                // The last two bytes are the last column, which the number of cells tells too.
                while data.0.len() >= 6 {
                    let (style, bits) = data.u16().zip(data.u32()).ok_or_else(broken)?;
                    let format = context.formats.get(usize::from(style)).unwrap_or(&general);
                    let value = numero::value(rk(bits), format, context.from_1904);
                    builder.cell(budget, CellRef::new(row0, col0), value, format, false)?;
                    col0 += 1;
                }
            }
            record::FORMULA
            | record::NUMBER
            | record::RK
            | record::LABEL
            | record::RICH_LABEL
            | record::SHARED_LABEL
            | record::BOOL_OR_ERROR => {
                let mut data = data;
                let (row0, col0) = place(&mut data).ok_or_else(broken)?;
                let style = data.u16().ok_or_else(broken)?;
                let format = context.formats.get(usize::from(style)).unwrap_or(&general);
                let value = if kind == record::FORMULA {
                    result(data, &mut records, format, context)
                } else {
                    value(kind, data, format, context)
                };
                let value = value.ok_or_else(broken)?;
                builder.cell(budget, CellRef::new(row0, col0), value, format, kind == record::FORMULA)?;
            }
            _ => {}
        }
    }
    Err(Refusal::damaged("un foglio finisce prima del dovuto"))
}

fn place(data: &mut Bytes<'_>) -> Option<(u32, u32)> {
    Some((data.u16()?.into(), data.u16()?.into()))
}

fn value(kind: u16, mut data: Bytes<'_>, format: &str, context: &Context<'_>) -> Option<CellValue> {
    let number = |number: f64| numero::value(number, format, context.from_1904);
    Some(match kind {
        record::NUMBER => number(data.f64()?),
        record::RK => number(rk(data.u32()?)),
        record::SHARED_LABEL => CellValue::Text(context.texts.get(usize::try_from(data.u32()?).ok()?)?.clone()),
        record::BOOL_OR_ERROR => {
            let (value, is_error) = (data.u8()?, data.u8()? != 0);
            if is_error { CellValue::Error(error(value).to_owned()) } else { CellValue::Bool(value != 0) }
        }
        _ => {
            let mut text = Text::new(data);
            let units = text.u16()?.into();
            CellValue::Text(text.string(units, context.biff8)?)
        }
    })
}

/// The saved result of a formula; a text stands in a record of its own, after the formula.
fn result(mut data: Bytes<'_>, records: &mut Records<'_>, format: &str, context: &Context<'_>) -> Option<CellValue> {
    let result = data.take(8)?;
    if result[6..] != [0xFF, 0xFF] {
        return Some(numero::value(Bytes(result).f64()?, format, context.from_1904));
    }
    Some(match result[0] {
        1 => CellValue::Bool(result[2] != 0),
        2 => CellValue::Error(error(result[2]).to_owned()),
        0 => {
            // Shared and array formulas put their own record in between.
            for _ in 0..3 {
                let mut ahead = Records::new(records.rest());
                let (kind, data) = ahead.next()?;
                if kind == record::STRING {
                    *records = ahead;
                    let mut text = Text::new(data);
                    text.extend(records);
                    let units = text.u16()?.into();
                    return text.string(units, context.biff8).map(CellValue::Text);
                }
                if !record::BETWEEN_FORMULA_AND_TEXT.contains(&kind) {
                    break;
                }
                *records = ahead;
            }
            CellValue::Text(String::new())
        }
        _ => CellValue::Text(String::new()),
    })
}

fn hidden_row(mut data: Bytes<'_>) -> Option<u32> {
    let row0 = data.u16()?.into();
    data.take(10)?;
    (data.u16()? & 0x20 != 0).then_some(row0)
}

fn hidden_columns(mut data: Bytes<'_>) -> Option<(u32, u32)> {
    let (first, last) = (data.u16()?, data.u16()?);
    data.take(4)?;
    (data.u16()? & 1 != 0 && first <= last).then(|| (first.into(), last.into()))
}

fn merges(mut data: Bytes<'_>) -> impl Iterator<Item = Merge> {
    let count = data.u16().unwrap_or(0);
    (0..count).map_while(move |_| {
        let (top, bottom) = place(&mut data)?;
        let (left, right) = place(&mut data)?;
        Some(Merge { start: CellRef::new(top, left), end: CellRef::new(bottom, right) })
    })
}

/// The cells under the last shape of a drawing record.
fn client_anchor(data: Bytes<'_>) -> Option<Merge> {
    const CLIENT_ANCHOR: u16 = 0xF010;
    let mut data = data;
    let mut found = None;
    while let Some((version, kind, size)) = header(&mut data) {
        // A container is entered, not passed over: what it holds follows it.
        if version & 0xF == 0xF {
            continue;
        }
        let Some(atom) = data.take(size) else { break };
        if kind == CLIENT_ANCHOR {
            found = corners(Bytes(atom));
        }
    }
    found
}

fn header(data: &mut Bytes<'_>) -> Option<(u16, u16, usize)> {
    Some((data.u16()?, data.u16()?, usize::try_from(data.u32()?).ok()?))
}

fn corners(mut data: Bytes<'_>) -> Option<Merge> {
    data.u16()?;
    let mut next = || Some((u32::from(data.u16()?), data.u16()?));
    let ((left, _), (top, _), (right, dx), (bottom, dy)) = (next()?, next()?, next()?, next()?);
    // An end at the very edge of a cell does not enter it.
    let right = if dx == 0 { right.saturating_sub(1) } else { right };
    let bottom = if dy == 0 { bottom.saturating_sub(1) } else { bottom };
    Some(Merge { start: CellRef::new(top, left), end: CellRef::new(bottom.max(top), right.max(left)) })
}

/// What an object is; `None` for comments, lists and the like, which cover nothing for long.
fn object_kind(mut data: Bytes<'_>) -> Option<CoverKind> {
    data.take(4)?;
    match data.u16()? {
        0x05 => Some(CoverKind::Grafico),
        0x06 => Some(CoverKind::CasellaDiTesto),
        0x08 => Some(CoverKind::Immagine),
        0x02..=0x04 | 0x09 | 0x1E => Some(CoverKind::Forma),
        _ => None,
    }
}
