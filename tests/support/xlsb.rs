//! Makes an .xlsb out of sheets that were read, since no program on every machine writes one. Source: [MS-XLSB].
// A broken example should stop the tests at once.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use traguardo::workbook::{Cell, CellValue, Merge, Sheet};
use zip::write::{SimpleFileOptions, ZipWriter};

struct Part(Vec<u8>);

impl Part {
    fn record(&mut self, kind: u16, data: &[u8]) {
        if kind < 0x80 {
            self.0.push(kind.to_le_bytes()[0]);
        } else {
            self.0.extend([(kind & 0x7F | 0x80).to_le_bytes()[0], (kind >> 7).to_le_bytes()[0]]);
        }
        let mut size = data.len();
        while size >= 0x80 {
            self.0.push((size & 0x7F | 0x80).to_le_bytes()[0]);
            size >>= 7;
        }
        self.0.push(size.to_le_bytes()[0]);
        self.0.extend(data);
    }
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    out.extend(units.into_iter().flat_map(u16::to_le_bytes));
    out
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// The workbook.
pub fn write(sheets: &[Sheet]) -> Vec<u8> {
    let mut codes: BTreeMap<String, u16> = BTreeMap::new();
    for (_, cell) in sheets.iter().flat_map(Sheet::cells) {
        let next = 164 + u16::try_from(codes.len()).unwrap();
        codes.entry(cell.format.to_string()).or_insert(next);
    }
    let mut texts: Vec<String> = Vec::new();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    };
    let bin = "application/vnd.ms-excel.sheet.binary.macroEnabled.main";
    let mut types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"bin\" ContentType=\"{bin}\"/><Override PartName=\"/xl/styles.bin\" ContentType=\"application/vnd.ms-excel.styles\"/><Override PartName=\"/xl/sharedStrings.bin\" ContentType=\"application/vnd.ms-excel.sharedStrings\"/>"
    );
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rel = |id: &str, name: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}/{name}\" Target=\"{target}\"/>")
    };
    let open = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    let mut rels =
        open.to_owned() + &rel("rS", "styles", "styles.bin") + &rel("rT", "sharedStrings", "sharedStrings.bin");
    let mut book = Part(Vec::new());
    book.record(0x83, &[]);
    book.record(0x8F, &[]);
    for (i, sheet) in sheets.iter().enumerate() {
        let number = u32::try_from(i + 1).unwrap();
        let mut tab = numbers(&[u32::from(sheet.hidden), number]);
        tab.extend(wide(&format!("rId{number}")));
        tab.extend(wide(&sheet.name));
        book.record(0x9C, &tab);
        rels += &rel(&format!("rId{number}"), "worksheet", &format!("worksheets/sheet{number}.bin"));
        let _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{number}.bin\" ContentType=\"application/vnd.ms-excel.worksheet\"/>"
        );
        add(&format!("xl/worksheets/sheet{number}.bin"), &page(sheet, &codes, &mut texts));
    }
    book.record(0x90, &[]);
    book.record(0x84, &[]);
    add("xl/workbook.bin", &book.0);
    add("xl/_rels/workbook.bin.rels", (rels + "</Relationships>").as_bytes());
    add("[Content_Types].xml", (types + "</Types>").as_bytes());
    add(
        "_rels/.rels",
        (open.to_owned() + &rel("rId1", "officeDocument", "xl/workbook.bin") + "</Relationships>").as_bytes(),
    );
    let mut table = Part(Vec::new());
    let count = u32::try_from(texts.len()).unwrap();
    table.record(0x9F, &numbers(&[count, count]));
    for text in &texts {
        table.record(0x13, &[vec![0], wide(text)].concat());
    }
    table.record(0xA0, &[]);
    add("xl/sharedStrings.bin", &table.0);
    add("xl/styles.bin", &styles(&codes));
    zip.finish().unwrap().into_inner()
}

fn styles(codes: &BTreeMap<String, u16>) -> Vec<u8> {
    let mut part = Part(Vec::new());
    let count = u32::try_from(codes.len()).unwrap();
    part.record(0x116, &[]);
    part.record(0x267, &numbers(&[count]));
    for (code, id) in codes {
        part.record(0x2C, &[id.to_le_bytes().to_vec(), wide(code)].concat());
    }
    part.record(0x268, &[]);
    let style = |parent: u16, id: u16| {
        [parent.to_le_bytes(), id.to_le_bytes(), [0; 2], [0; 2], [0; 2], [0; 2], [0; 2], [0; 2]].concat()
    };
    part.record(0x272, &numbers(&[1]));
    part.record(0x2F, &style(0xFFFF, 0));
    part.record(0x273, &[]);
    part.record(0x269, &numbers(&[count]));
    for id in codes.values() {
        part.record(0x2F, &style(0, *id));
    }
    part.record(0x26A, &[]);
    part.record(0x117, &[]);
    part.0
}

fn page(sheet: &Sheet, codes: &BTreeMap<String, u16>, texts: &mut Vec<String>) -> Vec<u8> {
    let mut part = Part(Vec::new());
    part.record(0x81, &[]);
    part.record(0x94, &numbers(&[0, sheet.last_row0().unwrap_or(0), 0, 100]));
    part.record(0x91, &[]);
    let mut row0 = None;
    for (at, cell) in sheet.cells() {
        if row0 != Some(at.row0) {
            row0 = Some(at.row0);
            let hidden = if sheet.row_is_hidden(at.row0) { 0x10 } else { 0 };
            let mut head = numbers(&[at.row0, 0]);
            head.extend([0x2C, 0x01, 0, hidden, 0]);
            head.extend(numbers(&[0]));
            part.record(0x00, &head);
        }
        let style = codes.keys().position(|code| **code == *cell.format).unwrap();
        let mut data = numbers(&[at.col0, u32::try_from(style).unwrap()]);
        let (kind, value) = value(cell, texts);
        data.extend(value);
        part.record(kind, &data);
    }
    part.record(0x92, &[]);
    if !sheet.merges().is_empty() {
        part.record(0xB1, &numbers(&[u32::try_from(sheet.merges().len()).unwrap()]));
        for Merge { start, end } in sheet.merges() {
            part.record(0xB0, &numbers(&[start.row0, end.row0, start.col0, end.col0]));
        }
        part.record(0xB2, &[]);
    }
    part.record(0x82, &[]);
    part.0
}

/// The record of a cell and what stands in it; formulas are `=1` with the saved result.
fn value(cell: &Cell, texts: &mut Vec<String>) -> (u16, Vec<u8>) {
    let formula = |kind: u16, mut value: Vec<u8>| {
        value.extend([0, 0]);
        value.extend(numbers(&[3]));
        value.extend([0x1E, 1, 0]);
        value.extend(numbers(&[0]));
        (kind, value)
    };
    match (&cell.value, cell.formula) {
        (CellValue::Number(number), true) => formula(0x09, number.to_le_bytes().to_vec()),
        (CellValue::Text(text), true) => formula(0x08, wide(text)),
        (CellValue::Bool(yes), true) => formula(0x0A, vec![u8::from(*yes)]),
        (CellValue::Error(error), true) => formula(0x0B, vec![code(error)]),
        (CellValue::Error(error), false) => (0x03, vec![code(error)]),
        (CellValue::Bool(yes), false) => (0x04, vec![u8::from(*yes)]),
        // Whole numbers in the short form, as Excel writes them.
        (CellValue::Number(number), false) if number.fract() == 0.0 && number.abs() < 1e8 => {
            #[expect(clippy::cast_possible_truncation, reason = "checked just above")]
            let whole = *number as i32;
            (0x02, (whole << 2 | 2).to_le_bytes().to_vec())
        }
        (CellValue::Number(number), false) => (0x05, number.to_le_bytes().to_vec()),
        (CellValue::Date(date), _) => {
            let days = date.duration_since(jiff::civil::date(1899, 12, 30)).as_hours() / 24;
            (0x05, (days as f64).to_le_bytes().to_vec())
        }
        (CellValue::Text(text), false) => {
            let index = texts.iter().position(|known| known == text).unwrap_or_else(|| {
                texts.push(text.clone());
                texts.len() - 1
            });
            (0x07, numbers(&[u32::try_from(index).unwrap()]))
        }
        (CellValue::Uncalculated, _) => panic!("an .xlsb always has results"),
    }
}

fn code(error: &str) -> u8 {
    match error {
        "#DIV/0!" => 0x07,
        "#VALUE!" => 0x0F,
        "#REF!" => 0x17,
        "#NAME?" => 0x1D,
        "#NUM!" => 0x24,
        _ => 0x2A,
    }
}
