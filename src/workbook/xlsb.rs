//! The binary workbook (.xlsb): the parts of an .xlsx as records. Source: [MS-XLSB].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Content;
use super::build::{Budget, SheetBuilder};
use super::bytes::{Bytes, error, rk};
use super::drawing;
use super::grid::{CellValue, Merge};
use super::limiti::Limiti;
use super::numero::{self, GENERAL, builtin};
use super::package::{Package, relationships};
use super::refusal::Refusal;
use crate::place::CellRef;

/// Record types that are read; all others are passed over.
mod record {
    pub const ROW: u16 = 0x00;
    pub const RK: u16 = 0x02;
    pub const ERROR: u16 = 0x03;
    pub const BOOL: u16 = 0x04;
    pub const REAL: u16 = 0x05;
    pub const TEXT: u16 = 0x06;
    pub const SHARED: u16 = 0x07;
    pub const FORMULA_TEXT: u16 = 0x08;
    pub const FORMULA_NUMBER: u16 = 0x09;
    pub const FORMULA_BOOL: u16 = 0x0A;
    pub const FORMULA_ERROR: u16 = 0x0B;
    pub const SHARED_ITEM: u16 = 0x13;
    pub const FORMAT: u16 = 0x2C;
    pub const STYLE: u16 = 0x2F;
    pub const COLUMNS: u16 = 0x3C;
    pub const RICH_TEXT: u16 = 0x3E;
    pub const BOOK: u16 = 0x99;
    pub const TAB: u16 = 0x9C;
    pub const CALCULATION: u16 = 0x9D;
    pub const MERGE: u16 = 0xB0;
    pub const BEGIN_CELL_STYLES: u16 = 0x269;
    pub const END_CELL_STYLES: u16 = 0x26A;
}

/// The records of a part; ends where a record is cut off.
struct Records<'a>(Bytes<'a>);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, Bytes<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.0.u8()?;
        let kind = if first & 0x80 == 0 {
            u16::from(first)
        } else {
            u16::from(first & 0x7F) | u16::from(self.0.u8()? & 0x7F) << 7
        };
        let mut size = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.0.u8()?;
            size |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some((kind, Bytes(self.0.take(size)?)))
    }
}

fn records(bytes: &[u8]) -> Records<'_> {
    Records(Bytes(bytes))
}

/// The worksheets of a workbook, whose main part is `main`.
pub(super) fn read(package: &mut Package<'_>, main: &str, limiti: &Limiti) -> Result<Content, Refusal> {
    let needed = |package: &mut Package<'_>, part: &str| {
        package.read(part)?.ok_or_else(|| Refusal::damaged(format!("manca la parte «{part}»")))
    };
    let book = needed(package, main)?;
    let (mut tabs, mut from_1904, mut recalculate) = (Vec::new(), false, false);
    for (kind, mut data) in records(&book) {
        match kind {
            record::TAB => tabs.extend(tab(data)),
            record::BOOK => from_1904 = data.u32().is_some_and(|flags| flags & 1 != 0),
            record::CALCULATION => {
                recalculate = data.take(24).and_then(|_| data.u16()).is_some_and(|flags| flags & 1 != 0);
            }
            _ => {}
        }
    }
    let mut budget = Budget::new(limiti);
    budget.sheets(tabs.len())?;
    let rels = relationships(package, main)?;
    let by_kind = |kind: &str| rels.values().find(|(k, _)| k == kind).map(|(_, target)| target.clone());
    let formats = match by_kind("styles") {
        Some(part) => package.read(&part)?.map_or_else(Vec::new, |bytes| formats(&bytes)),
        None => Vec::new(),
    };
    let mut texts = Vec::new();
    if let Some(bytes) = by_kind("sharedStrings").map(|part| package.read(&part)).transpose()?.flatten() {
        for (_, mut data) in records(&bytes).filter(|(kind, _)| *kind == record::SHARED_ITEM) {
            texts.push(data.u8().and_then(|_| wide(&mut data)).unwrap_or_default());
            budget.shared_texts(texts.len())?;
        }
    }
    let mut sheets = Vec::with_capacity(tabs.len());
    for Tab { name, hidden, very_hidden, rel } in tabs {
        let Some((kind, part)) = rels.get(&rel) else { continue };
        if kind != "worksheet" {
            continue;
        }
        let context = Context { part, texts: &texts, formats: &formats, from_1904 };
        let bytes = needed(package, part)?;
        let mut builder = SheetBuilder::new(name.clone(), hidden);
        builder.very_hidden(very_hidden);
        sheet(&bytes, &context, &mut builder, &mut budget).map_err(|refusal| refusal.on_sheet(&name))?;
        for cover in drawing::covers(package, part, limiti)? {
            builder.cover(limiti, cover)?;
        }
        sheets.push(builder.finish());
    }
    let recalculate = recalculate && !rels.values().any(|(kind, _)| kind == "calcChain");
    Ok(Content { sheets, recalculate })
}

struct Tab {
    name: String,
    hidden: bool,
    very_hidden: bool,
    rel: String,
}

fn tab(mut data: Bytes<'_>) -> Option<Tab> {
    let state = data.u32()?;
    data.u32()?;
    let rel = wide(&mut data)?;
    Some(Tab { name: wide(&mut data)?, hidden: state != 0, very_hidden: state == 2, rel })
}

/// Text with its length before it; an absent one is empty.
fn wide(data: &mut Bytes<'_>) -> Option<String> {
    match data.u32()? {
        u32::MAX => Some(String::new()),
        units => data.utf16(usize::try_from(units).ok()?),
    }
}

/// The format code of each cell style.
fn formats(bytes: &[u8]) -> Vec<Arc<str>> {
    let mut custom: BTreeMap<u32, Arc<str>> = BTreeMap::new();
    let (mut styles, mut cell_styles) = (Vec::new(), false);
    for (kind, mut data) in records(bytes) {
        match kind {
            record::FORMAT => {
                if let Some((id, code)) = data.u16().zip(wide(&mut data)) {
                    custom.entry(id.into()).or_insert_with(|| Arc::from(code));
                }
            }
            record::BEGIN_CELL_STYLES => cell_styles = true,
            record::END_CELL_STYLES => cell_styles = false,
            record::STYLE if cell_styles => {
                let id = data.u16().and_then(|_| data.u16()).unwrap_or(0).into();
                styles.push(custom.get(&id).cloned().unwrap_or_else(|| Arc::from(builtin(id))));
            }
            _ => {}
        }
    }
    styles
}

struct Context<'a> {
    part: &'a str,
    texts: &'a [String],
    formats: &'a [Arc<str>],
    from_1904: bool,
}

fn sheet(
    bytes: &[u8],
    context: &Context<'_>,
    builder: &mut SheetBuilder,
    budget: &mut Budget<'_>,
) -> Result<(), Refusal> {
    let limiti = budget.limiti;
    let general: Arc<str> = Arc::from(GENERAL);
    let broken = || Refusal::damaged(format!("la parte «{}» ha un record troncato", context.part));
    let mut row0 = 0;
    for (kind, mut data) in records(bytes) {
        match kind {
            record::ROW => {
                row0 = data.u32().ok_or_else(broken)?;
                // After the style and the height: a byte for the sides, then the one that says what is hidden.
                if data.take(7).and_then(|_| data.u8()).is_some_and(|flags| flags & 0x10 != 0) {
                    builder.hide_rows(limiti, row0..=row0)?;
                }
            }
            record::COLUMNS => {
                let (first, last) = data.u32().zip(data.u32()).ok_or_else(broken)?;
                if data.take(8).and_then(|_| data.u16()).is_some_and(|flags| flags & 1 != 0) && first <= last {
                    builder.hide_columns(limiti, first..=last)?;
                }
            }
            record::MERGE => {
                let mut next = || data.u32().ok_or_else(broken);
                let (top, bottom, left, right) = (next()?, next()?, next()?, next()?);
                let merge = Merge { start: CellRef::new(top, left), end: CellRef::new(bottom, right) };
                builder.merge(limiti, merge)?;
            }
            record::RK..=record::FORMULA_ERROR | record::RICH_TEXT => {
                let (col0, style) = data.u32().zip(data.u32()).ok_or_else(broken)?;
                let style = usize::try_from(style & 0x00FF_FFFF).unwrap_or(usize::MAX);
                let format = context.formats.get(style).unwrap_or(&general);
                let value = value(kind, &mut data, format, context).ok_or_else(broken)?;
                let formula = (record::FORMULA_TEXT..=record::FORMULA_ERROR).contains(&kind);
                builder.cell(budget, CellRef::new(row0, col0), value, format, formula)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn value(kind: u16, data: &mut Bytes<'_>, format: &str, context: &Context<'_>) -> Option<CellValue> {
    let number = |number: f64| numero::value(number, format, context.from_1904);
    Some(match kind {
        record::RK => number(rk(data.u32()?)),
        record::REAL | record::FORMULA_NUMBER => number(data.f64()?),
        record::BOOL | record::FORMULA_BOOL => CellValue::Bool(data.u8()? != 0),
        record::ERROR | record::FORMULA_ERROR => CellValue::Error(error(data.u8()?).to_owned()),
        record::TEXT | record::FORMULA_TEXT => CellValue::Text(wide(data)?),
        record::RICH_TEXT => {
            data.u8()?;
            CellValue::Text(wide(data)?)
        }
        record::SHARED => {
            let index = usize::try_from(data.u32()?).ok()?;
            CellValue::Text(context.texts.get(index)?.clone())
        }
        _ => return None,
    })
}
