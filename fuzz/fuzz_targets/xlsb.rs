//! The parts of an .xlsb: workbook, sheet, texts, styles.
#![no_main]

use libfuzzer_sys::fuzz_target;
use traguardo_fuzz::{package, relationships, survives};

fuzz_target!(|data: &[u8]| {
    let rels = relationships("bin");
    let fixed = [
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"r/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>",
        ),
        ("xl/_rels/workbook.bin.rels", rels.as_str()),
    ];
    let names = ["xl/workbook.bin", "xl/sheet1.bin", "xl/strings.bin", "xl/styles.bin"];
    survives("a.xlsb", &package(data, &fixed, &names));
});
