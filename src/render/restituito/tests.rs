use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;
use crate::workbook::folder::Candidate;
use crate::workbook::{self, Limiti, Workbook};

const STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/";

fn original(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("input").join(name)).unwrap()
}

fn segno(foglio: &str, row0: u32, col0: u32, gravita: Gravita, testo: &str) -> Segno {
    Segno { foglio: foglio.into(), cella: CellRef::new(row0, col0), gravita, testo: testo.into() }
}

/// A cell with a value, an empty one, one beyond every row, and two marks in one cell.
fn segni() -> Vec<Segno> {
    vec![
        segno("Pratiche legali", 26, 17, Gravita::Errore, "il gap <manca> & \"conta\""),
        segno("Pratiche legali", 11, 2, Gravita::Avviso, "vuoto"),
        segno("Pratiche legali", 0, 0, Gravita::Nota, "tutto il foglio"),
        segno("Pratiche legali", 0, 0, Gravita::Avviso, "un'altra cosa"),
        segno("Pratiche legali", 4_999, 27, Gravita::Nota, "lontano"),
    ]
}

fn read(bytes: &[u8]) -> Workbook {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    std::fs::write(&path, bytes).unwrap();
    let file = Candidate { path, name: "a.xlsx".into(), opened_by: None };
    workbook::read(&file, &Limiti::default()).0.unwrap()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut all = BTreeMap::new();
    for name in names {
        let mut bytes = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        all.insert(name, bytes);
    }
    all
}

#[test]
fn what_was_in_the_workbook_is_still_there() {
    let before = original("02_Avvocatura.xlsx");
    let after = render(&before, &segni()).unwrap();
    assert_eq!(after, render(&before, &segni()).unwrap(), "the same bytes twice");
    let (old, new) = (read(&before), read(&after));
    assert_eq!(old.sheets.len(), new.sheets.len());
    for (old, new) in old.sheets.iter().zip(&new.sheets) {
        assert!(old.cells().count() > 100);
        assert!(old.cells().eq(new.cells()), "values and formats of {}", old.name);
        assert_eq!((&old.name, old.hidden), (&new.name, new.hidden));
    }
    let (old, new) = (parts(&before), parts(&after));
    let touched = ["xl/styles.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"];
    for (name, bytes) in &old {
        assert!(touched.contains(&name.as_str()) || new[name] == *bytes, "{name} is as it was");
    }
    let added: Vec<&str> = new.keys().filter(|name| !old.contains_key(*name)).map(String::as_str).collect();
    let expected =
        ["xl/commenti/segnalazioni1.vml", "xl/commenti/segnalazioni1.xml", "xl/worksheets/_rels/sheet1.xml.rels"];
    assert_eq!(added, expected);
}

#[test]
fn each_mark_has_its_colour_and_its_comment() {
    let all = parts(&render(&original("02_Avvocatura.xlsx"), &segni()).unwrap());
    let text = |name: &str| String::from_utf8(all[name].clone()).unwrap();
    let comments = text("xl/commenti/segnalazioni1.xml");
    for said in [
        "ref=\"R27\"",
        "il gap &lt;manca&gt; &amp; &quot;conta&quot;",
        "ref=\"AB5000\"",
        "tutto il foglio\n\nun'altra cosa",
    ] {
        assert!(comments.contains(said), "{said} in {comments}");
    }
    let (sheet, styles) = (text("xl/worksheets/sheet1.xml"), text("xl/styles.xml"));
    let found = xml::tags(&styles).unwrap();
    let formats: Vec<&str> = {
        let start = found.iter().position(|t| t.name == "cellXfs").unwrap();
        let end = found.iter().rposition(|t| t.name == "cellXfs").unwrap();
        found[start..end]
            .iter()
            .filter(|t| t.name == "xf" && t.kind != xml::Kind::Close)
            .map(|t| &styles[t.range.clone()])
            .collect()
    };
    let fills = styles.matches("<patternFill").count();
    for (cell, from_last) in [("R27", 3), ("C12", 2), ("A1", 2), ("AB5000", 1)] {
        let at = sheet.find(&format!("r=\"{cell}\"")).unwrap();
        let start = sheet[..at].rfind('<').unwrap();
        let tag = &sheet[start..=start + sheet[start..].find('>').unwrap()];
        let style: usize = xml::attribute(tag, "s").unwrap().parse().unwrap();
        let fill = xml::attribute(formats[style], "fillId").unwrap();
        assert_eq!(fill, (fills - from_last).to_string(), "{cell}");
    }
    assert!(sheet.find("<legacyDrawing").unwrap() > sheet.find("</sheetData>").unwrap());
}

#[test]
fn comments_of_the_office_stay_and_ours_join_them() {
    let first = render(&original("02_Avvocatura.xlsx"), &segni()).unwrap();
    let more = [
        segno("Pratiche legali", 26, 17, Gravita::Nota, "sotto"),
        segno("Pratiche legali", 27, 17, Gravita::Avviso, "accanto"),
    ];
    let (before, after) = (parts(&first), parts(&render(&first, &more).unwrap()));
    assert_eq!(before.len(), after.len());
    let count = |parts: &BTreeMap<String, Vec<u8>>, name: &str, what: &str| {
        String::from_utf8_lossy(&parts[&format!("xl/commenti/segnalazioni1.{name}")]).matches(what).count()
    };
    assert_eq!((count(&before, "xml", "<comment "), count(&after, "xml", "<comment ")), (4, 5));
    assert_eq!((count(&before, "vml", "<v:shape "), count(&after, "vml", "<v:shape ")), (4, 5));
    assert_eq!(count(&after, "xml", "conta&quot;</t></r><r>"), 1, "below the comment that was there");
    assert_eq!(count(&after, "xml", "authorId=\"1\""), 1);
    assert_eq!(String::from_utf8_lossy(&after["xl/worksheets/sheet1.xml"]).matches("<legacyDrawing").count(), 1);
}

#[test]
fn what_cannot_be_marked_safely_is_refused() {
    assert_eq!(render(b"\xd0\xcf\x11\xe0 an old workbook", &segni()), Err(Rifiuto::Formato));
    assert_eq!(render(b"", &segni()), Err(Rifiuto::Formato));
    let mut strict = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(&original("02_Avvocatura.xlsx")) {
        let text =
            String::from_utf8_lossy(&bytes).replace("http://schemas.openxmlformats.org/spreadsheetml/2006/", STRICT);
        strict.start_file(name, SimpleFileOptions::default()).unwrap();
        strict.write_all(text.as_bytes()).unwrap();
    }
    assert_eq!(render(&strict.finish().unwrap().into_inner(), &segni()), Err(Rifiuto::Strict));
}

#[test]
fn every_example_workbook_can_be_marked_on_every_sheet() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
    let mut n = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "xlsx") {
            continue;
        }
        let before = std::fs::read(&path).unwrap();
        let old = read(&before);
        let marks: Vec<Segno> = old
            .sheets
            .iter()
            .flat_map(|sheet| (0..40).map(|i| segno(&sheet.name, i * 3, i, Gravita::Avviso, "controllare")))
            .collect();
        let new = read(&render(&before, &marks).unwrap());
        assert!(old.sheets.iter().zip(&new.sheets).all(|(old, new)| old.cells().eq(new.cells())), "{}", path.display());
        n += 1;
    }
    assert_eq!(n, 6);
}
