//! Workbooks recalculated by LibreOffice, and what differs then.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};

/// The part that lists the sheets and the names.
const WORKBOOK: &str = "xl/workbook.xml";

/// Whether LibreOffice is here; where tests are the gate it has to be.
pub fn can_recalculate() -> bool {
    let found = Command::new("soffice").arg("--version").output().is_ok_and(|out| out.status.success());
    assert!(found || std::env::var("CI").as_deref() != Ok("true"), "soffice is missing: .ci/run installs it");
    if !found {
        let mut out = std::io::stderr().lock();
        writeln!(out, "SKIPPED: soffice is missing, so no formula was recalculated").unwrap();
    }
    found
}

/// The workbooks as LibreOffice computes them, in two processes where they are many: every result is taken out first, so that none can be a
/// copy of ours. The titles that each printed page repeats go too: they take it longer than all the formulas.
pub fn recalculated(books: &[&[u8]]) -> Vec<Vec<u8>> {
    let (first, second) = books.split_at(if books.len() > 4 { books.len() / 2 } else { books.len() });
    std::thread::scope(|scope| {
        let first = scope.spawn(|| in_one_process(first));
        let second = if second.is_empty() { Vec::new() } else { in_one_process(second) };
        first.join().unwrap().into_iter().chain(second).collect()
    })
}

fn in_one_process(books: &[&[u8]]) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let name = |n: usize| format!("{n}.xlsx");
    for (n, book) in books.iter().enumerate() {
        std::fs::write(folder.path().join(name(n)), rewritten(book, &|part, xml| without_results(part, &xml))).unwrap();
    }
    let out = folder.path().join("out");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let done = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", "xlsx", "--outdir"])
        .arg(&out)
        .args((0..books.len()).map(|n| folder.path().join(name(n))))
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    (0..books.len()).map(|n| std::fs::read(out.join(name(n))).unwrap()).collect()
}

/// The workbook with other sheets, or another list of them.
pub fn rewritten(book: &[u8], change: &dyn Fn(&str, String) -> String) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(book) {
        let bytes = if name.starts_with("xl/worksheets/sheet") || name == WORKBOOK {
            change(&name, String::from_utf8(bytes).unwrap()).into_bytes()
        } else {
            bytes
        };
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The parts of a package.
pub fn parts(book: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let names: Vec<String> =
        (0..archive.len()).map(|i| archive.by_index(i).unwrap().name().unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut bytes = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    names.into_iter().map(read).collect()
}

/// A sheet's XML without what its formulas gave; the workbook's without what is printed on each page.
fn without_results(part: &str, xml: &str) -> String {
    if part == WORKBOOK {
        let mut names = xml.split("<definedName ");
        let before = names.next().unwrap().to_owned();
        let kept = names.map(|name| match name.strip_prefix("name=\"_xlnm.Print_Titles\"") {
            Some(own) => own.split_once("</definedName>").unwrap().1.to_owned(),
            None => format!("<definedName {name}"),
        });
        return before + &kept.collect::<String>();
    }
    let mut pieces = xml.split("</f>");
    let mut out = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let rest = piece.strip_prefix("<v>").map_or(piece, |value| value.split_once("</v>").unwrap().1);
        out.push_str("</f>");
        out.push_str(rest);
    }
    assert!(!out.contains("</f><v>"));
    out
}

/// A workbook opened.
pub fn open(book: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(book.to_vec())).unwrap()
}

/// The part of the package that holds a sheet.
pub fn sheet_part(book: &[u8], name: &str) -> String {
    let place = open(book).sheet_names().iter().position(|n| n == name).unwrap() + 1;
    format!("xl/worksheets/sheet{place}.xml")
}

/// The formulas by sheet and cell.
pub fn formulas(book: &[u8]) -> BTreeMap<(String, (u32, u32)), String> {
    let mut book = open(book);
    let mut found = BTreeMap::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_formula(&sheet).unwrap();
        let Some((row, col)) = range.start() else { continue };
        for (down, right, formula) in range.used_cells() {
            let at = (row + u32::try_from(down).unwrap(), col + u32::try_from(right).unwrap());
            found.insert((sheet.clone(), at), formula.clone());
        }
    }
    found
}

/// The cells with a formula whose value is another in the second workbook.
pub fn differences(ours: &[u8], theirs: &[u8]) -> Vec<String> {
    let (mut a, mut b) = (open(ours), open(theirs));
    assert_eq!(a.sheet_names(), b.sheet_names());
    let values = |book: &mut Xlsx<_>| -> BTreeMap<String, calamine::Range<Data>> {
        let names = book.sheet_names();
        names.into_iter().map(|name| (name.clone(), book.worksheet_range(&name).unwrap())).collect()
    };
    let (a, b) = (values(&mut a), values(&mut b));
    let mut wrong = Vec::new();
    for ((sheet, at), formula) in formulas(ours) {
        let (left, right) = (a[&sheet].get_value(at), b[&sheet].get_value(at));
        if !is_same(left, right) {
            wrong.push(format!("{sheet}!{at:?}: {left:?} became {right:?} by {formula}"));
        }
    }
    wrong
}

fn is_same(a: Option<&Data>, b: Option<&Data>) -> bool {
    let text = |d: Option<&Data>| d.map(ToString::to_string).unwrap_or_default();
    match (number(a), number(b)) {
        // A score is a whole number of hundredths; sums and ratios may differ in their last binary digit.
        (Some(a), Some(b)) => (a - b).abs() < 1e-9 * a.abs().max(1.0),
        (None, None) => text(a) == text(b),
        _ => false,
    }
}

fn number(data: Option<&Data>) -> Option<f64> {
    match data {
        Some(Data::Float(n)) => Some(*n),
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        Some(Data::Int(n)) => Some(*n as f64),
        _ => None,
    }
}
