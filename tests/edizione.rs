//! What each recipient finds in an edition: their own, and nobody else's.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path;
use std::sync::OnceLock;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use traguardo::config::Config;
use traguardo::job::Job;
use traguardo::run::{self, Progress};
use traguardo::scheda::text::normalise;
use traguardo::workbook::folder::Candidate;

struct Silent;
impl Progress for Silent {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The December edition of the example with a workbook that cannot be read: path below the edition, bytes.
fn edizione() -> &'static BTreeMap<String, Vec<u8>> {
    static EDIZIONE: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    EDIZIONE.get_or_init(|| {
        let (input, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for Candidate { path, name, .. } in run::workbooks(&root().join("input")).files {
            std::fs::copy(path, input.path().join(name)).unwrap();
        }
        std::fs::write(input.path().join("07_Pagina.xlsx"), "<html></html>").unwrap();
        let config = Config::load(&root().join("input/traguardo.toml")).unwrap();
        let termine = config.termine("dicembre").unwrap().clone();
        let job = Job { config, input: input.path().into(), output: output.path().into(), termine, strict: false };
        let outcome = run::run(&job, &Silent).unwrap();
        let files = walkdir::WalkDir::new(&outcome.edizione).into_iter().map(Result::unwrap);
        files
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let below = entry.path().strip_prefix(&outcome.edizione).unwrap();
                let name = below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                (name, std::fs::read(entry.path()).unwrap())
            })
            .collect()
    })
}

/// All that can be read in a file, normalised.
fn testo(path: &str, bytes: &[u8]) -> String {
    let text = match path.rsplit_once('.').unwrap().1 {
        "pdf" => {
            let document = lopdf::Document::load_mem(bytes).unwrap();
            let pages: Vec<u32> = document.get_pages().keys().copied().collect();
            document.extract_text(&pages).unwrap()
        }
        "xlsx" => {
            let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
            let names = workbook.sheet_names();
            let mut text = names.join("\n");
            for name in names {
                let range = workbook.worksheet_range(&name).unwrap();
                for (_, _, cell) in range.used_cells() {
                    if let Data::String(value) = cell {
                        text.push('\n');
                        text.push_str(value);
                    }
                }
            }
            // What no cell shows can still be read in the package: properties, names, what charts and links keep.
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            for n in 0..archive.len() {
                use std::io::Read as _;
                let mut part = Vec::new();
                archive.by_index(n).unwrap().read_to_end(&mut part).unwrap();
                text.push('\n');
                text.push_str(&String::from_utf8_lossy(&part));
            }
            text
        }
        _ => String::from_utf8(bytes.to_vec()).unwrap(),
    };
    format!(" {} ", normalise(&text))
}

/// The comments of a workbook that was given back, normalised.
fn commenti(bytes: &[u8]) -> String {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut text = String::new();
    for name in
        names.iter().filter(|name| name.contains("comment") && !name.contains("vml") || name.contains("segnalazioni"))
    {
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    }
    format!(" {} ", normalise(&text))
}

fn truth() -> Value {
    let path = root().join("tests/pdo/dicembre/atteso/truth.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn names(records: &Value, fields: &[&str], keep: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let rows = records.as_array().unwrap().iter().filter(|r| keep(r));
    let texts = rows.flat_map(|r| fields.iter().filter_map(|f| r[*f].as_str()).map(normalise).collect::<Vec<_>>());
    texts.filter(|name| name.len() > 3).collect()
}

#[test]
fn each_office_finds_its_corrections_and_nothing_of_the_others() {
    let edition = edizione();
    let truth = truth();
    let offices: BTreeSet<&str> =
        edition.keys().filter_map(|path| path.strip_prefix("Uffici/")?.split('/').next()).collect();
    assert_eq!(offices.len(), 7, "{offices:?}");
    let mut seen = 0;
    for office in offices {
        let own = |r: &Value| r["file"].as_str().unwrap().trim_end_matches(".xlsx") == office;
        let all = |keep: &dyn Fn(&Value) -> bool| {
            let mut found = names(&truth["partecipazioni"], &["nominativo", "persona"], keep);
            found.extend(names(&truth["schede"], &["assessore", "dirigente", "responsabile"], keep));
            found
        };
        let mine = all(&own);
        let others: Vec<String> = all(&|r| !own(r)).difference(&mine).cloned().collect();
        assert!(others.len() > 20);
        for (path, bytes) in edition.iter().filter(|(path, _)| path.starts_with(&format!("Uffici/{office}/"))) {
            // Of its own workbook an office knows everything but the comments.
            let is_copy = path.ends_with(&format!("/{office}.xlsx"));
            let mut text = if is_copy { commenti(bytes) } else { testo(path, bytes) };
            assert!(is_copy || text.contains(&normalise(office)), "{path} says which file it is about");
            assert!(!is_copy || text.contains("che cosa fare"), "{path} has comments");
            for name in &mine {
                text = text.replace(&format!(" {name} "), "  ");
            }
            for name in &others {
                assert!(!text.contains(&format!(" {name} ")), "{name} is in {path}");
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 7 * 2 + 6, "a list and pages for each office, and its workbook where it was read");
}

#[test]
fn corrections_are_ordered_by_cell_and_lead_to_it() {
    let path = "Uffici/03_Direzione Affari Generali e Servizi al Cittadino/Correzioni.xlsx";
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(edizione()[path].clone())).unwrap();
    let range = workbook.worksheet_range("Correzioni").unwrap();
    let head = range.rows().position(|row| row[0] == "Foglio").unwrap();
    let rows: Vec<Vec<String>> =
        range.rows().skip(head + 1).map(|row| row.iter().take(4).map(ToString::to_string).collect()).collect();
    assert!(rows.len() > 20);
    let position = |cell: &str| {
        let digits = cell.find(|c: char| c.is_ascii_digit())?;
        Some((cell[digits..].parse::<u32>().ok()?, digits, cell[..digits].to_owned()))
    };
    for pair in rows.windows(2) {
        assert!(pair[0][0] != pair[1][0] || position(&pair[0][1]) <= position(&pair[1][1]), "{pair:?}");
    }
    let sheets: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let blocks = sheets.chunk_by(|a, b| a == b).count();
    assert_eq!(blocks, sheets.iter().collect::<BTreeSet<_>>().len(), "each sheet once");
}

#[test]
fn a_file_that_could_not_be_read_gets_its_corrections_too() {
    let text = testo("x.xlsx", &edizione()["Uffici/07_Pagina/Correzioni.xlsx"]);
    assert!(text.contains("fil002") && text.contains("file non letto"), "{text}");
}

#[test]
fn no_person_is_in_the_public_edition() {
    let edition = edizione();
    let truth = truth();
    let all = |_: &Value| true;
    let mut people = names(&truth["partecipazioni"], &["nominativo", "persona"], all);
    people.extend(names(&truth["schede"], &["assessore", "dirigente", "responsabile"], all));
    people.retain(|name| !name.starts_with("tutti "));
    assert!(people.len() > 60);
    let public: Vec<_> = edition.iter().filter(|(path, _)| path.starts_with("Pubblicazione/")).collect();
    assert_eq!(public.len(), 7);
    let mut words = 0;
    for (path, bytes) in public {
        let text = testo(path, bytes);
        // Metadata are text too, compressed or not.
        let raw = format!(" {} ", normalise(&String::from_utf8_lossy(bytes)));
        words += text.split(' ').count();
        for name in &people {
            let reversed = name.split(' ').rev().collect::<Vec<_>>().join(" ");
            for spelling in [name.as_str(), &reversed] {
                assert!(!text.contains(&format!(" {spelling} ")), "{spelling} is in {path}");
                assert!(!raw.contains(&format!(" {spelling} ")), "{spelling} is in the bytes of {path}");
            }
        }
    }
    assert!(words > 5_000, "there is something to read");
    let text = testo("x.csv", &edition["Pubblicazione/obiettivi.csv"]);
    assert!(text.matches("direzione servizi di staff").count() > 3);
}

#[test]
fn open_data_say_what_the_frames_say() {
    let edition = edizione();
    let json: Value = serde_json::from_slice(&edition["Pubblicazione/risultati.json"]).unwrap();
    let scores: Vec<f64> =
        json["obiettivi"].as_array().unwrap().iter().filter_map(|o| o["punteggio"].as_f64()).collect();
    let path = root().join("tests/pdo/dicembre/atteso/punteggi.json");
    let expected: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let expected: Vec<f64> =
        expected["punteggi_obiettivi"].as_array().unwrap().iter().filter_map(|o| o["punteggio"].as_f64()).collect();
    let sorted = |mut list: Vec<f64>| {
        list.sort_by(f64::total_cmp);
        list
    };
    assert_eq!(sorted(scores), sorted(expected));
    let levels: BTreeSet<&str> =
        json["strutture"].as_array().unwrap().iter().map(|s| s["livello"].as_str().unwrap()).collect();
    let public = ["direzione", "ente", "missione", "obiettivo strategico", "programma", "progetto"];
    assert_eq!(levels, public.into());
    let csv = String::from_utf8(edition["Pubblicazione/obiettivi.csv"].clone()).unwrap();
    assert!(csv.starts_with("\u{feff}numero;direzione;titolo;"));
    assert_eq!(csv.matches("\r\n").count(), json["obiettivi"].as_array().unwrap().len() + 1);
}
