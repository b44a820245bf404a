//! The parts of an .xlsx: workbook, sheet, texts, styles, drawing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use traguardo_fuzz::{package, relationships, survives};

fuzz_target!(|data: &[u8]| {
    let rels = relationships("xml");
    let fixed = [
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"r/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        ("xl/_rels/workbook.xml.rels", rels.as_str()),
        (
            "xl/_rels/sheet1.xml.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"r/drawing\" Target=\"drawing.xml\"/></Relationships>",
        ),
    ];
    let names = ["xl/workbook.xml", "xl/sheet1.xml", "xl/strings.xml", "xl/styles.xml", "xl/drawing.xml"];
    survives("a.xlsx", &package(data, &fixed, &names));
});
