//! The grammar of what people type in the cells.
#![no_main]

use libfuzzer_sys::fuzz_target;
use traguardo_fuzz::scheda::valori;
use traguardo_fuzz::workbook::{Cell, CellValue};

fuzz_target!(|text: &str| {
    let (format, typed) = text.split_once('\n').unwrap_or(("General", text));
    let text = Cell { value: CellValue::Text(typed.to_owned()), format: format.into(), formula: false };
    let _ = valori::atteso(&valori::leggi(&text));
    if let Ok(number) = typed.trim().parse() {
        let _ = valori::leggi(&Cell { value: CellValue::Number(number), ..text });
    }
});
