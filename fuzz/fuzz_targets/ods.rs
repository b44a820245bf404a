//! The parts of an .ods: content and styles.
#![no_main]

use libfuzzer_sys::fuzz_target;
use traguardo_fuzz::{package, survives};

fuzz_target!(|data: &[u8]| {
    let fixed = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet")];
    survives("a.ods", &package(data, &fixed, &["content.xml", "styles.xml", "META-INF/manifest.xml"]));
});
