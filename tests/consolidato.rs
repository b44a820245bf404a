//! The consolidated workbook computes what the program computed: LibreOffice works out every formula from nothing, and
//! each must give the value that was written beside it.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx};

/// Rules that have formulas of their own, beside the default ones.
const ALTRE_REGOLE: &str = r#"
ente = "Comune di Borgoverde"
anno = 2022
[fasi]
target = "ricalcolato"
grado = "si_no"
aggregazione = "tutto_o_niente"
[indicatori]
decrescente = "lineare"
operatore_stretto = "tollerante"
mancante_finale = "escludi"
intermedia = "pieni"
[obiettivo]
combinazione = "prodotto"
[[classe]]
nome = "alto"
da = 95
[[classe]]
nome = "medio"
da = 33.33
[[classe]]
nome = "basso"
da = 0
"#;

/// Rules that no formula says: their values stand alone, and what follows from them is computed all the same.
const SENZA_FORMULA: &str = r#"
ente = "Comune di Borgoverde"
anno = 2022
[fasi]
gap_vuoto = "zero"
grado = "fasce"
fasce = [{ da = 90, punti = 100 }, { da = 50, punti = 60 }, { da = 0, punti = 0 }]
aggregazione = "minimo"
[indicatori]
crescente = "si_no"
intermedia = "pro_rata"
rispetto_fasi = "dichiarato"
pesi = "famiglie"
[obiettivo]
peso_fasi = 0
[persone]
risultato = "media_semplice"
[strutture]
pesi = "partecipanti"
"#;

#[test]
fn every_formula_gives_the_value_beside_it() {
    if !can_recalculate() {
        return;
    }
    let luglio = consolidato("luglio", "tests/pdo/luglio", None);
    for (scadenza, book) in [("luglio", &luglio), ("dicembre", &*DICEMBRE)] {
        let wrong = differences(book, &recalculated(book, &|_, xml| xml));
        assert_eq!(wrong, Vec::<String>::new(), "{scadenza}");
        let formulas = formulas(book);
        assert!(formulas.len() > 5_000, "{scadenza}: only {} formulas", formulas.len());
        for sheet in ["Sintesi", "Direzioni", "Obiettivi", "Fasi", "Indicatori", "Persone", "Partecipazioni"] {
            assert!(formulas.keys().any(|(of, _)| of == sheet), "{scadenza}: {sheet} has no formula");
        }
    }
}

#[test]
fn formulas_follow_the_rules_in_force() {
    if !can_recalculate() {
        return;
    }
    for (scadenza, input) in [("luglio", "tests/pdo/luglio"), ("dicembre", "input")] {
        for (rules, text) in [("altre", ALTRE_REGOLE), ("senza", SENZA_FORMULA)] {
            let book = consolidato(scadenza, input, Some(text));
            assert_eq!(
                differences(&book, &recalculated(&book, &|_, xml| xml)),
                Vec::<String>::new(),
                "{scadenza} {rules}"
            );
        }
    }
}

#[test]
fn another_weight_changes_what_follows_from_it_and_nothing_else() {
    if !can_recalculate() {
        return;
    }
    let book = &*DICEMBRE;
    let regole = sheet_part(book, "Regole");
    let changed = recalculated(book, &|part, xml| {
        if part != regole {
            return xml;
        }
        // The first number of the sheet is the weight of the phases.
        assert!(xml.contains("<v>50</v>"));
        xml.replacen("<v>50</v>", "<v>250</v>", 1)
    });
    let sheets: Vec<String> =
        differences(book, &changed).iter().map(|d| d.split('!').next().unwrap().to_owned()).collect();
    for sheet in ["Obiettivi", "Persone", "Direzioni", "Sintesi"] {
        assert!(sheets.iter().any(|s| s == sheet), "{sheet} does not follow");
    }
    for sheet in ["Fasi", "Indicatori"] {
        assert!(sheets.iter().all(|s| s != sheet), "{sheet} follows a weight");
    }
}

#[test]
fn only_functions_that_excel_2010_and_libreoffice_share() {
    const SHARED: [&str; 17] = [
        "AND",
        "AVERAGEIFS",
        "COUNT",
        "COUNTIFS",
        "IF",
        "INDEX",
        "INT",
        "ISNUMBER",
        "LEFT",
        "MATCH",
        "MAX",
        "MIN",
        "N",
        "NOT",
        "OR",
        "ROUND",
        "SUM",
    ];
    let book = &*DICEMBRE;
    for ((sheet, _), formula) in formulas(book) {
        let before = formula.split('(').map(|part| {
            part.rsplit(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '.' || c == '_')).next()
        });
        for name in before.flatten().filter(|name| !name.is_empty()) {
            let known = SHARED.contains(&name) || ["SUMIFS", "SUMPRODUCT"].contains(&name);
            assert!(known || !formula.contains(&format!("{name}(")), "{sheet}: {name} in {formula}");
        }
    }
}

/// The consolidato of December by the example's own rules.
static DICEMBRE: LazyLock<Vec<u8>> = LazyLock::new(|| consolidato("dicembre", "input", None));

/// Whether LibreOffice is here; where tests are the gate it has to be.
fn can_recalculate() -> bool {
    let found = Command::new("soffice").arg("--version").output().is_ok_and(|out| out.status.success());
    assert!(found || std::env::var("CI").as_deref() != Ok("true"), "soffice is missing: .ci/run installs it");
    if !found {
        let mut out = std::io::stderr().lock();
        writeln!(out, "SKIPPED: soffice is missing, so no formula was recalculated").unwrap();
    }
    found
}

/// The bytes of the consolidato of a checkpoint, made by the binary.
fn consolidato(scadenza: &str, input: &str, rules: Option<&str>) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = rules.map_or_else(
        || root.join("input/traguardo.toml"),
        |text| {
            let path = folder.path().join("traguardo.toml");
            std::fs::write(&path, text).unwrap();
            path
        },
    );
    let done = Command::new(env!("CARGO_BIN_EXE_traguardo"))
        .args(["run", "--quiet", "--checkpoint", scadenza, "--input"])
        .arg(root.join(input))
        .arg("--config")
        .arg(config)
        .arg("--output")
        .arg(folder.path().join("output"))
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let path = format!("output/2022-{scadenza}/Nucleo di Valutazione/Consolidato 2022 {scadenza}.xlsx");
    std::fs::read(folder.path().join(path)).unwrap()
}

/// The workbook as LibreOffice computes it: every result is taken out first, so that none can be a copy of ours.
fn recalculated(book: &[u8], change: &dyn Fn(&str, String) -> String) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let bare = folder.path().join("consolidato.xlsx");
    let mut writer = zip::ZipWriter::new(std::fs::File::create(&bare).unwrap());
    for (name, bytes) in parts(book) {
        let bytes = if name.starts_with("xl/worksheets/sheet") {
            change(&name, without_results(&String::from_utf8(bytes).unwrap())).into_bytes()
        } else {
            bytes
        };
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap();
    let out = folder.path().join("out");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let done = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", "xlsx", "--outdir"])
        .args([&out, &bare])
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    std::fs::read(out.join("consolidato.xlsx")).unwrap()
}

fn parts(book: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let names: Vec<String> =
        (0..archive.len()).map(|i| archive.by_index(i).unwrap().name().unwrap().into_owned()).collect();
    names
        .into_iter()
        .map(|name| {
            let mut bytes = Vec::new();
            archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
            (name, bytes)
        })
        .collect()
}

/// The sheet's XML without what its formulas gave.
fn without_results(xml: &str) -> String {
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

/// The part of the package that holds a sheet.
fn sheet_part(book: &[u8], name: &str) -> String {
    let names = Xlsx::new(Cursor::new(book.to_vec())).unwrap().sheet_names();
    let place = names.iter().position(|n| n == name).unwrap() + 1;
    format!("xl/worksheets/sheet{place}.xml")
}

/// The formulas by sheet and cell.
fn formulas(book: &[u8]) -> BTreeMap<(String, (u32, u32)), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.to_vec())).unwrap();
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
fn differences(ours: &[u8], theirs: &[u8]) -> Vec<String> {
    let mut a: Xlsx<_> = Xlsx::new(Cursor::new(ours.to_vec())).unwrap();
    let mut b: Xlsx<_> = Xlsx::new(Cursor::new(theirs.to_vec())).unwrap();
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
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
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
