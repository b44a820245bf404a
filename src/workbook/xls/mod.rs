//! The binary workbook of Excel 5 to 2003 (.xls). Source: [MS-XLS].

mod records;
mod sheet;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Content;
use super::build::{Budget, SheetBuilder};
use super::bytes::Bytes;
use super::limiti::Limiti;
use super::numero::builtin;
use super::refusal::Refusal;
use records::{Records, Text, record};

/// The version from which texts are Unicode.
const BIFF8: u16 = 0x0600;

/// What the first substream says of the whole workbook.
#[derive(Default)]
struct Globals {
    biff8: bool,
    from_1904: bool,
    tabs: Vec<Tab>,
    custom: BTreeMap<u32, Arc<str>>,
    styles: Vec<u32>,
    texts: Vec<String>,
}

struct Tab {
    name: String,
    hidden: bool,
    very_hidden: bool,
    offset: usize,
}

/// The worksheets of the stream `Workbook`, or `Book` in the oldest files.
pub(super) fn read(stream: &[u8], limiti: &Limiti) -> Result<Content, Refusal> {
    let mut budget = Budget::new(limiti);
    let globals = Globals::read(stream, &budget)?;
    budget.sheets(globals.tabs.len())?;
    let formats: Vec<Arc<str>> = globals
        .styles
        .iter()
        .map(|id| globals.custom.get(id).cloned().unwrap_or_else(|| Arc::from(builtin(*id))))
        .collect();
    let context =
        sheet::Context { biff8: globals.biff8, from_1904: globals.from_1904, texts: &globals.texts, formats: &formats };
    let mut sheets = Vec::with_capacity(globals.tabs.len());
    for tab in globals.tabs {
        let mut builder = SheetBuilder::new(tab.name.clone(), tab.hidden);
        builder.very_hidden(tab.very_hidden);
        let bytes = stream.get(tab.offset..).unwrap_or_default();
        sheet::read(bytes, &context, &mut builder, &mut budget).map_err(|refusal| refusal.on_sheet(&tab.name))?;
        sheets.push(builder.finish());
    }
    Ok(Content { sheets, recalculate: false })
}

impl Globals {
    fn read(stream: &[u8], budget: &Budget<'_>) -> Result<Self, Refusal> {
        let mut globals = Self::default();
        let mut records = Records::new(stream);
        let (kind, mut data) = records.next().ok_or_else(|| Refusal::damaged("è vuoto"))?;
        if kind != record::BOF {
            return Err(Refusal::damaged("non comincia come una cartella di lavoro"));
        }
        globals.biff8 = data.u16() == Some(BIFF8);
        while let Some((kind, mut data)) = records.next() {
            match kind {
                record::END => return Ok(globals),
                record::PASSWORD => return Err(Refusal::Password),
                record::EPOCH => globals.from_1904 = data.u16() == Some(1),
                record::FORMAT => globals.custom.extend(globals.format(data)),
                record::STYLE => globals.styles.push(data.u16().and_then(|_| data.u16()).unwrap_or(0).into()),
                record::TAB => globals.tabs.extend(globals.tab(data)),
                record::SHARED_TEXTS => globals.texts = shared_texts(data, &mut records, budget)?,
                _ => {}
            }
        }
        Err(Refusal::damaged("finisce prima del dovuto"))
    }

    fn format(&self, mut data: Bytes<'_>) -> Option<(u32, Arc<str>)> {
        let id = data.u16()?.into();
        let mut text = Text::new(data);
        let units = if self.biff8 { text.u16()?.into() } else { text.u8()?.into() };
        Some((id, Arc::from(text.string(units, self.biff8)?)))
    }

    /// A tab that has cells; charts and macros have none.
    fn tab(&self, mut data: Bytes<'_>) -> Option<Tab> {
        let offset = usize::try_from(data.u32()?).ok()?;
        let (state, kind) = (data.u8()? & 3, data.u8()?);
        let mut text = Text::new(data);
        let units = text.u8()?.into();
        let name = text.string(units, self.biff8)?;
        (kind == 0).then_some(Tab { name, hidden: state != 0, very_hidden: state == 2, offset })
    }
}

/// The table of texts that cells name by number. It runs over many records.
fn shared_texts<'s>(data: Bytes<'s>, records: &mut Records<'s>, budget: &Budget<'_>) -> Result<Vec<String>, Refusal> {
    let mut text = Text::new(data);
    text.extend(records);
    text.skip(8);
    let mut texts = Vec::new();
    while let Some(one) = text.rich_string() {
        texts.push(one);
        budget.shared_texts(texts.len())?;
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::CellRef;
    use crate::workbook::CellValue;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let size = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &size.to_le_bytes(), data].concat()
    }

    /// A workbook of Excel 5 with one sheet of these records.
    fn excel_5(cells: &[Vec<u8>]) -> Vec<u8> {
        let begin = |kind: u8| record(record::BOF, &[0x00, 0x05, kind, 0, 0, 0, 0, 0]);
        let globals = |offset: u32| {
            let tab = [&offset.to_le_bytes()[..], &[0, 0, 8], b"Attivit\xE0"].concat();
            let records = [
                begin(5),
                record(record::FORMAT, &[&[164, 0, 4][..], b"0.0%"].concat()),
                record(record::STYLE, &[0; 16]),
                record(record::STYLE, &[0, 0, 164, 0, 0, 0, 0, 0]),
                record(record::TAB, &tab),
                record(record::END, &[]),
            ];
            records.concat()
        };
        let offset = u32::try_from(globals(0).len()).unwrap();
        [globals(offset), begin(0x10), cells.concat(), record(record::END, &[])].concat()
    }

    #[test]
    fn texts_of_excel_5_are_in_the_old_code_page() {
        let cells = [
            record(record::LABEL, &[&[0, 0, 0, 0, 0, 0, 5, 0][..], b"citt\xE0"].concat()),
            record(record::NUMBER, &[&[1, 0, 2, 0, 1, 0][..], &0.85_f64.to_le_bytes()].concat()),
        ];
        let content = read(&excel_5(&cells), &Limiti::default()).unwrap();
        let sheet = &content.sheets[0];
        assert_eq!(sheet.name, "Attività");
        assert_eq!(sheet.get(CellRef::new(0, 0)).unwrap().value, CellValue::Text("città".into()));
        let number = sheet.get(CellRef::new(1, 2)).unwrap();
        assert_eq!((&number.value, &*number.format), (&CellValue::Number(0.85), "0.0%"));
    }

    #[test]
    fn a_formula_finds_its_text_after_other_records() {
        let formula = |result: [u8; 8]| record(record::FORMULA, &[&[0, 0, 0, 0, 0, 0][..], &result, &[0; 8]].concat());
        let text = record(record::STRING, &[&[4, 0][..], b"fine"].concat());
        let shared = record(record::BETWEEN_FORMULA_AND_TEXT[0], &[0; 10]);
        for (cells, value) in [
            (vec![formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), shared, text], CellValue::Text("fine".into())),
            (vec![formula([2, 0, 7, 0, 0, 0, 0xFF, 0xFF])], CellValue::Error("#DIV/0!".into())),
            (vec![formula(0.5_f64.to_le_bytes())], CellValue::Number(0.5)),
        ] {
            let content = read(&excel_5(&cells), &Limiti::default()).unwrap();
            let cell = content.sheets[0].get(CellRef::new(0, 0)).unwrap();
            assert!(cell.formula && cell.value == value, "{cell:?}");
        }
    }

    #[test]
    fn a_sheet_without_an_end_is_damaged() {
        let mut stream = excel_5(&[]);
        stream.truncate(stream.len() - 4);
        assert!(matches!(read(&stream, &Limiti::default()), Err(Refusal::Damaged(_))));
    }
}
