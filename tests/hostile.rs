//! Files made to exhaust the machine: each is refused with FIL006 by the program itself, quickly and in little memory.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]
#![allow(clippy::print_stdout, reason = "what each file takes is worth seeing with --nocapture")]
#![allow(clippy::format_collect, reason = "these texts are made once")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// What a refusal may take. A build without optimisation on a busy machine takes longer than the one that offices run.
const SECONDS: u64 = if cfg!(debug_assertions) { 30 } else { 5 };
const PEAK_KIB: u64 = 512 * 1024;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str =
    r#"<workbook xmlns:r="r"><sheets><sheet name="Foglio" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(9));
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with this sheet and these shared strings.
fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

fn document(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Foglio\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

/// What `traguardo check` says of a file, with the time and the memory that it took.
fn check(path: &Path) -> (String, Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_traguardo"))
        .args(["check", "--format", "json"])
        .arg(path)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kib = 0;
    while child.try_wait().unwrap().is_none() {
        // The system keeps the highest size itself; where there is no such file, only the time is measured.
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak_kib = kib.unwrap_or(0).max(peak_kib);
        assert!(start.elapsed() < Duration::from_secs(4 * SECONDS), "{} hangs", path.display());
        std::thread::sleep(Duration::from_millis(2));
    }
    let took = start.elapsed();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", path.display());
    (String::from_utf8(output.stdout).unwrap(), took, peak_kib)
}

#[track_caller]
fn refused_as(code: &str, name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    refused_file(code, &path);
}

#[track_caller]
fn refused_file(code: &str, path: &Path) {
    let (said, took, peak_kib) = check(path);
    let lines: Vec<serde_json::Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().any(|line| line["codice"] == code), "{}: {said}", path.display());
    println!(
        "{} · {:.2} s · {} MiB · {}",
        path.file_name().unwrap().display(),
        took.as_secs_f64(),
        peak_kib / 1024,
        lines[0]["messaggio"]
    );
    assert!(took < Duration::from_secs(SECONDS), "{} took {took:?}", path.display());
    assert!(peak_kib < PEAK_KIB, "{} took {peak_kib} KiB", path.display());
}

#[track_caller]
fn refused(name: &str, bytes: &[u8]) {
    refused_as("FIL006", name, bytes);
}

#[test]
fn a_stray_cell_at_the_end_of_the_sheet() {
    refused(
        "lontana.xlsx",
        &workbook(
            &sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#),
            "<sst/>",
        ),
    );
    let far = r#"<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="16383"/><table:table-cell office:value-type="float" office:value="1"/></table:table-row>"#;
    refused("lontana.ods", &document(far));
}

/// What programs add after the cells may look like cells.
#[test]
fn extensions_are_no_cells() {
    let rows = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>7</v></c></row></sheetData>\
                <extLst><ext><c r=\"A1\"><v>5</v></c><c r=\"XFD9\"><v>5</v></c></ext></extLst></worksheet>";
    let limiti = traguardo::workbook::Limiti::default();
    let (workbook, said) = traguardo::workbook::parse(&workbook(rows, "<sst/>"), "a.xlsx", &limiti);
    let sheet = &workbook.unwrap().sheets[0];
    let cells: Vec<String> = sheet.cells().map(|(at, cell)| format!("{at} {:?}", cell.value)).collect();
    assert_eq!((cells.as_slice(), said.len()), (["A1 Number(7.0)".to_owned()].as_slice(), 0));
}

#[test]
fn cells_repeated_without_end() {
    let cell = r#"<table:table-cell table:number-columns-repeated="900" office:value-type="float" office:value="1"/>"#;
    refused(
        "ripetute.ods",
        &document(&format!("<table:table-row table:number-rows-repeated=\"40000\">{cell}</table:table-row>")),
    );
}

#[test]
fn blanks_repeated_without_end_are_no_cells() {
    let blank = r#"<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p> </text:p></table:table-cell>"#;
    let bytes = document(&format!("<table:table-row table:number-rows-repeated=\"1048576\">{blank}</table:table-row>"));
    let (workbook, said) = traguardo::workbook::parse(&bytes, "a.ods", &traguardo::workbook::Limiti::default());
    assert_eq!((workbook.unwrap().sheets[0].cells().count(), said), (0, Vec::new()));
}

#[test]
fn more_cells_than_a_form_has() {
    let mut rows = String::new();
    for row in 1..=2_600 {
        let _ = write!(rows, "<row r=\"{row}\">");
        for column in 0..100 {
            let _ = write!(rows, "<c><v>{}</v></c>", (row * 7919 + column * 104_729) % 99_991);
        }
        rows += "</row>";
    }
    refused("tante celle.xlsx", &workbook(&sheet(&rows), "<sst/>"));
}

#[test]
fn parts_that_unpack_to_much() {
    let spaces = " ".repeat(16 << 20);
    refused("bomba.xlsx", &workbook(&sheet(&spaces), "<sst/>"));
    // The same where no sheet is, and with a directory that lies about the size.
    let picture = zipped(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/media/image1.bin", spaces.as_bytes()),
    ]);
    refused("bomba nascosta.xlsx", &picture);
    let mut lie = workbook(&sheet(&spaces), "<sst/>");
    let size = u32::try_from(sheet(&spaces).len()).unwrap().to_le_bytes();
    for at in 0..lie.len() - 4 {
        if lie[at..at + 4] == size {
            lie[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
        }
    }
    refused_as("FIL003", "bomba bugiarda.xlsx", &lie);
}

#[test]
fn entities_and_elements_without_end() {
    let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY lol0 \"lol\">");
    for i in 1..20 {
        let _ = write!(laughs, "<!ENTITY lol{i} \"{}\">", format!("&lol{};", i - 1).repeat(10));
    }
    laughs += "]><sst><si><t>&lol19;</t></si></sst>";
    let small = sheet(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#);
    refused("risate.xlsx", &workbook(&small, &laughs));
    refused("risate nel foglio.xlsx", &workbook(&laughs.replace("sst", "worksheet"), "<sst/>"));
    let deep = format!("<sst>{}{}</sst>", "<a>".repeat(1_000_000), "</a>".repeat(1_000_000));
    refused("profondo.xlsx", &workbook(&small, &deep));
    refused("profondo.ods", &document(&deep));
}

#[test]
fn a_million_texts() {
    let mut strings = String::from("<sst uniqueCount=\"1000000\">");
    for i in 0..1_000_000_u64 {
        let _ = write!(strings, "<si><t>{:x}</t></si>", i.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    }
    strings += "</sst>";
    refused("testi.xlsx", &workbook(&sheet(""), &strings));
}

#[test]
fn one_long_text_in_many_cells() {
    let text: String = (0..20_000_u64).map(|i| format!("{:x}", i.wrapping_mul(0x9E37_79B9_7F4A_7C15))).collect();
    let cells = r#"<c t="s"><v>0</v></c>"#.repeat(900);
    let rows = format!("<row>{cells}</row>").repeat(20);
    refused("testo ripetuto.xlsx", &workbook(&sheet(&rows), &format!("<sst><si><t>{text}</t></si></sst>")));
}

#[test]
fn ten_thousand_sheets() {
    let sheets: String =
        (1..=10_000).map(|i| format!("<sheet name=\"F{i}\" sheetId=\"{i}\" r:id=\"rId1\"/>")).collect();
    let book = format!("<workbook xmlns:r=\"r\"><sheets>{sheets}</sheets></workbook>");
    let parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData/></worksheet>"),
    ];
    refused("fogli.xlsx", &zipped(&parts));
    let names: Vec<String> = (2..=10_000).map(|i| format!("xl/worksheets/sheet{i}.xml")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"<worksheet/>".as_slice())).collect();
    refused("parti.xlsx", &zipped(&[parts, many].concat()));
    refused("fogli.ods", &document(&"</table:table><table:table>".repeat(10_000)));
}

#[test]
fn two_hundred_megabytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grande.xlsx");
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(b"PK\x03\x04").unwrap();
    file.set_len(200 << 20).unwrap();
    refused_file("FIL006", &path);
}

#[test]
fn more_merged_areas_than_a_form_has() {
    let merges: String = (1..=20_000).map(|row| format!("<mergeCell ref=\"A{row}:C{row}\"/>")).collect();
    let sheet = format!("<worksheet><sheetData/><mergeCells>{merges}</mergeCells></worksheet>");
    refused("unite.xlsx", &workbook(&sheet, "<sst/>"));
}

#[test]
fn numbers_that_a_file_declares_reserve_nothing() {
    let rows = r#"<row r="1"><c r="A1" t="s" s="4294967295"><v>0</v></c></row>"#;
    let strings = r#"<sst count="18446744073709551615" uniqueCount="18446744073709551615"><si><t>testo</t></si></sst>"#;
    let bytes = workbook(&sheet(rows), strings);
    let (workbook, said) = traguardo::workbook::parse(&bytes, "a.xlsx", &traguardo::workbook::Limiti::default());
    assert_eq!(said, []);
    assert_eq!(workbook.unwrap().sheets[0].cells().count(), 1);
}

#[test]
fn a_container_whose_sectors_go_in_circles() {
    let good =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/xls/02_Avvocatura.xls")).unwrap();
    let sector = |id: u32| 512 * (usize::try_from(id).unwrap() + 1);
    let number = |at: usize| u32::from_le_bytes(good[at..at + 4].try_into().unwrap());
    let fat = sector(number(76));
    // Every sector leads to itself; then, the list of sectors names the first one over and over.
    let mut circle = good.clone();
    for id in 0..128_u32 {
        let at = fat + 4 * usize::try_from(id).unwrap();
        circle[at..at + 4].copy_from_slice(&id.to_le_bytes());
    }
    let mut over_and_over = good.clone();
    for slot in 0..109 {
        let at = 76 + 4 * slot;
        over_and_over[at..at + 4].copy_from_slice(&good[76..80]);
    }
    over_and_over[68..72].copy_from_slice(&0_u32.to_le_bytes());
    for bytes in [circle, over_and_over] {
        let (workbook, said) = traguardo::workbook::parse(&bytes, "a.xls", &traguardo::workbook::Limiti::default());
        assert!(workbook.is_some() || said.iter().any(|s| s.codice.is_of_file()), "{said:?}");
    }
}
