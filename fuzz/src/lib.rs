//! What the targets share: an input as a file, and what must hold of it.

use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

// The rooms that read, without those to their right: instrumented, the whole house takes an hour to build and adds
// nothing that these targets reach.
#[path = "../../src/italian.rs"]
pub mod italian;
#[path = "../../src/perche.rs"]
pub mod perche;
#[path = "../../src/place.rs"]
pub mod place;
#[path = "../../src/scheda/mod.rs"]
pub mod scheda;
#[path = "../../src/segnalazione/mod.rs"]
pub mod segnalazione;
#[path = "../../src/workbook/mod.rs"]
pub mod workbook;

use segnalazione::Gravita;
use workbook::Limiti;

/// What parts an input into parts.
pub const MARK: &[u8] = b"\xFF\xFE\xFDP";

/// Any bytes end in a workbook or in segnalazioni, and no panic was caught on the way.
///
/// # Panics
/// Where that does not hold: it is what the fuzzer looks for.
pub fn survives(name: &str, bytes: &[u8]) {
    let (workbook, said) = workbook::parse(bytes, name, &Limiti::default());
    let refused = said.iter().any(|s| s.gravita == Gravita::Errore && s.codice.is_of_file());
    assert!(workbook.is_some() != refused, "{said:?}");
    let panicked = said.iter().any(|s| s.messaggio.contains("una struttura che il programma non riesce a leggere"));
    assert!(!panicked, "a panic was caught");
}

/// An input as a container: its pieces become the parts of these names, so that the fuzzer need not guess checksums.
/// Parts that the input leaves out are empty; `fixed` ones are always there. A whole container is left as it is.
#[must_use]
pub fn package(data: &[u8], fixed: &[(&str, &str)], names: &[&str]) -> Vec<u8> {
    if data.starts_with(b"PK") {
        return data.to_vec();
    }
    let mut pieces = Vec::new();
    let mut rest = data;
    while let Some(at) = rest.windows(MARK.len()).position(|window| window == MARK) {
        pieces.push(&rest[..at]);
        rest = &rest[at + MARK.len()..];
    }
    pieces.push(rest);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let fixed = fixed.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, bytes) in fixed.chain(names.iter().copied().zip(pieces)) {
        zip.start_file(name, options).expect("names differ");
        zip.write_all(bytes).expect("memory is written to");
    }
    zip.finish().expect("memory is written to").into_inner()
}

/// The relationships of a workbook with one sheet; `{x}` is how the names of its parts end.
#[must_use]
pub fn relationships(x: &str) -> String {
    let rel = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"r/{kind}\" Target=\"{target}\"/>")
    };
    format!(
        "<Relationships>{}{}{}</Relationships>",
        rel("rId1", "worksheet", &format!("sheet1.{x}")),
        rel("rId2", "sharedStrings", &format!("strings.{x}")),
        rel("rId3", "styles", &format!("styles.{x}"))
    )
}
