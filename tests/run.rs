//! Whole runs: figures against an independent program, same bytes twice, what the share is left with.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use polars_core::prelude::{AnyValue, DataFrame};
use serde_json::Value;
use traguardo::config::Config;
use traguardo::dataset::identita::chiave;
use traguardo::job::Job;
use traguardo::run::{self, Esito, Progress, RunError};
use traguardo::scheda::Scadenza;
use traguardo::scheda::profile::Profile;
use traguardo::scheda::text::normalise;
use traguardo::segnalazione::{Gravita, Segnalazione};
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

fn folder(scadenza: Scadenza) -> PathBuf {
    match scadenza {
        Scadenza::Luglio => root().join("tests/pdo/luglio"),
        Scadenza::Dicembre => root().join("input"),
    }
}

fn config() -> Config {
    Config::load(&root().join("input/traguardo.toml")).unwrap()
}

fn atteso(scadenza: Scadenza, name: &str) -> Value {
    let path = root().join("tests/pdo").join(scadenza.as_str()).join("atteso").join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn esito(scadenza: Scadenza) -> Esito {
    let files = run::workbooks(&folder(scadenza));
    let config = config();
    let letto = run::read(&files, &Profile::shipped(), &config, scadenza, &|| {});
    run::evaluate(&letto, &config, config.termine(scadenza.as_str()).unwrap().verifica())
}

fn show(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => "-".into(),
        other => other.get_str().map_or_else(|| format!("{:.6}", other.extract::<f64>().unwrap()), str::to_owned),
    }
}

fn json(value: &Value) -> String {
    match value {
        Value::Null => "-".into(),
        Value::Number(n) => format!("{:.6}", n.as_f64().unwrap()),
        Value::String(text) => text.clone(),
        other => panic!("unexpected {other}"),
    }
}

/// How a row is told from the others, given a way to read its columns.
type Key<'a> = dyn Fn(&dyn Fn(&str) -> String) -> String + 'a;

/// The rows of a frame as sorted texts: a key, then some columns.
fn rows(frame: &DataFrame, fields: &[&str], key: &Key<'_>) -> Vec<String> {
    let mut rows: Vec<String> = (0..frame.height())
        .map(|i| {
            let get = |name: &str| show(&frame.column(name).unwrap().get(i).unwrap());
            let values: Vec<String> = fields.iter().map(|name| get(name)).collect();
            format!("{} | {}", key(&get), values.join(" | "))
        })
        .collect();
    rows.sort();
    rows
}

fn expected(list: &Value, fields: &[&str], keep: &dyn Fn(&Value) -> bool, key: &Key<'_>) -> Vec<String> {
    let mut rows: Vec<String> = list
        .as_array()
        .unwrap()
        .iter()
        .filter(|r| keep(r))
        .map(|record| {
            let values: Vec<String> = fields.iter().map(|name| json(&record[*name])).collect();
            format!("{} | {}", key(&|name: &str| json(&record[name])), values.join(" | "))
        })
        .collect();
    rows.sort();
    assert!(!rows.is_empty());
    rows
}

fn figures(scadenza: Scadenza) {
    let esito = esito(scadenza);
    let truth = atteso(scadenza, "punteggi.json");
    let places: BTreeMap<String, String> = (0..esito.dataset.schede.height())
        .map(|i| {
            let get = |name: &str| show(&esito.dataset.schede.column(name).unwrap().get(i).unwrap());
            (get("id"), format!("{} › {}", get("file"), get("foglio")))
        })
        .collect();
    let place = |get: &dyn Fn(&str) -> String| places[&get("id")].clone();
    let there = |get: &dyn Fn(&str) -> String| format!("{} › {}", get("file"), get("foglio"));
    let all = |_: &Value| true;
    let r = &esito.risultati;

    let fields = ["rispetto_fasi", "indicatori", "punteggio", "giudizio"];
    assert_eq!(rows(&r.obiettivi, &fields, &place), expected(&truth["punteggi_obiettivi"], &fields, &all, &there));

    let fields = ["fase", "target", "grado"];
    let due = |r: &Value| r["dovuta"].as_bool().unwrap();
    let mut found = rows(&r.fasi, &fields, &place);
    found.retain(|row| !row.ends_with(" | -"));
    assert_eq!(found, expected(&truth["punteggi_fasi"], &fields, &due, &there));

    if scadenza == Scadenza::Dicembre {
        let fields = ["famiglia", "nome", "grado"];
        let scored = |r: &Value| r["valutato"].as_bool().unwrap();
        let mut found = rows(&r.indicatori, &fields, &place);
        found.retain(|row| !row.ends_with(" | -"));
        assert_eq!(found, expected(&truth["punteggi_indicatori"], &fields, &scored, &there));
    }

    let fields = ["n_obiettivi", "somma_pct", "risultato"];
    let person = |get: &dyn Fn(&str) -> String| chiave(&get("persona"));
    let people = |get: &dyn Fn(&str) -> String| chiave(&get("persona_chiave"));
    assert_eq!(rows(&r.persone, &fields, &person), expected(&truth["risultati_persone"], &fields, &all, &people));

    let fields = ["n_obiettivi", "punteggio"];
    let name = |livello: String, nome: String| {
        if livello == "ente" { livello } else { format!("{livello} {}", normalise(&nome)) }
    };
    let one = |get: &dyn Fn(&str) -> String| name(get("livello"), get("nome"));
    let other = |get: &dyn Fn(&str) -> String| name(get("livello"), get("nome_chiave"));
    assert_eq!(rows(&r.strutture, &fields, &one), expected(&truth["risultati_strutture"], &fields, &all, &other));
}

#[test]
fn the_figures_of_july_are_those_of_an_independent_program() {
    figures(Scadenza::Luglio);
}

#[test]
fn the_figures_of_december_are_those_of_an_independent_program() {
    figures(Scadenza::Dicembre);
}

/// The codes found and those that an independent reader put down. A hidden row (FOG005) is not seen yet.
fn codes(scadenza: Scadenza) {
    type Place = (String, String, String, String);
    let found = esito(scadenza).segnalazioni;
    let manifest = atteso(scadenza, "anomalies.json");
    let anomalies = manifest["anomalie"].as_array().unwrap();
    let text = |a: &Value, name: &str| a[name].as_str().unwrap_or("").to_owned();
    let sheet = |s: &Segnalazione| s.luogo.foglio.clone().unwrap_or_default();
    let cells: BTreeSet<Place> = found
        .iter()
        .map(|s| {
            let cell = s.luogo.cella.map(|c| c.to_string()).unwrap_or_default();
            (s.codice.sigla.to_owned(), s.luogo.file.clone(), sheet(s), cell)
        })
        .collect();
    let missing: Vec<Place> = anomalies
        .iter()
        .filter(|a| text(a, "codice").len() == 6 && text(a, "certezza") == "certa" && text(a, "codice") != "FOG005")
        .filter(|a| a["scadenza"].is_null() || text(a, "scadenza") == scadenza.as_str())
        .map(|a| (text(a, "codice"), text(a, "file"), text(a, "foglio").trim().to_owned(), text(a, "cella")))
        // A copy is reported as a whole: the manifest names a cell of it.
        .filter(|key| key.0 != "FOG006" && !cells.contains(key))
        .collect();
    assert_eq!(missing, []);
    let known: BTreeSet<(String, String, String)> =
        anomalies.iter().map(|a| (text(a, "codice"), text(a, "file"), text(a, "foglio").trim().to_owned())).collect();
    let unknown: Vec<&Segnalazione> = found
        .iter()
        .filter(|s| s.gravita != Gravita::Nota)
        .filter(|s| !known.contains(&(s.codice.sigla.to_owned(), s.luogo.file.clone(), sheet(s))))
        .collect();
    assert_eq!(unknown, Vec::<&Segnalazione>::new());
}

#[test]
fn what_is_wrong_in_july_is_found_at_its_cell_and_nothing_else() {
    codes(Scadenza::Luglio);
}

#[test]
fn what_is_wrong_in_december_is_found_at_its_cell_and_nothing_else() {
    codes(Scadenza::Dicembre);
}

fn job(input: &Path, output: &Path) -> Job {
    let config = config();
    let termine = config.termine("dicembre").unwrap().clone();
    Job { config, input: input.into(), output: output.into(), termine, strict: false }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn two_runs_give_the_same_bytes_and_each_dirigente_only_their_own() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = run::run(&job(&folder(Scadenza::Dicembre), one.path()), &Silent).unwrap();
    let second = run::run(&job(&folder(Scadenza::Dicembre), two.path()), &Silent).unwrap();
    assert_eq!(first.exit_code, 0);
    let (first, second) = (files(&first.edizione), files(&second.edizione));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "{name} differs between two runs");
    }
    let dirigenti = first.keys().filter(|name| name.starts_with("Dirigenti/")).count();
    assert_eq!(dirigenti, 4);
    // Who takes part in the schede of one dirigente alone is not in the report of another.
    let text = lopdf::Document::load_mem(&first["Dirigenti/Luparini Ettore/Report 2022 dicembre.pdf"]).unwrap();
    let pages: Vec<u32> = text.get_pages().keys().copied().collect();
    let text = text.extract_text(&pages).unwrap();
    assert!(text.contains("REPACI"), "the text of the report can be read");
    let truth = atteso(Scadenza::Dicembre, "truth.json");
    let sheet = |r: &Value| (r["file"].clone(), r["foglio"].clone());
    let own: Vec<_> = truth["schede"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|s| {
            ["luparini ettore", "tutti i dirigenti"].contains(&normalise(s["dirigente"].as_str().unwrap()).as_str())
        })
        .map(sheet)
        .collect();
    let (mine, others): (Vec<&Value>, Vec<&Value>) =
        truth["partecipazioni"].as_array().unwrap().iter().partition(|p| own.contains(&sheet(p)));
    let mine: BTreeSet<&str> = mine.iter().map(|p| p["nominativo"].as_str().unwrap()).collect();
    let others: BTreeSet<&str> =
        others.iter().map(|p| p["nominativo"].as_str().unwrap()).filter(|name| !mine.contains(name)).collect();
    assert!(others.len() > 40);
    for other in others {
        assert!(!text.contains(other), "{other} is in the report of another dirigente");
    }
}

#[test]
fn a_damaged_workbook_is_reported_and_the_others_are_published() {
    let (input, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for Candidate { path, name, .. } in run::workbooks(&folder(Scadenza::Dicembre)).files {
        let bytes = std::fs::read(path).unwrap();
        let cut = if name.starts_with("02") { bytes.len() / 2 } else { bytes.len() };
        std::fs::write(input.path().join(name), &bytes[..cut]).unwrap();
    }
    std::fs::write(input.path().join("07_vuoto.xlsx"), "").unwrap();
    std::fs::write(input.path().join("08_pagina.xlsx"), "<html></html>").unwrap();
    let outcome = run::run(&job(input.path(), output.path()), &Silent).unwrap();
    assert_eq!(outcome.conteggi.schede, 33);
    // What is missing from every figure is named, not only counted among the errori.
    assert_eq!(outcome.non_letti, ["02_Avvocatura.xlsx", "07_vuoto.xlsx", "08_pagina.xlsx"]);
    let files = run::workbooks(input.path());
    let letto = run::read(&files, &Profile::shipped(), &config(), Scadenza::Dicembre, &|| {});
    let mut codes: Vec<_> =
        letto.segnalazioni.iter().filter(|s| s.codice.is_of_file()).map(|s| s.codice.sigla).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["FIL002", "FIL002", "FIL003"]);
}

#[test]
fn without_workbooks_nothing_that_was_published_is_touched() {
    let (input, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let published = run::run(&job(office(&[]).path(), output.path()), &Silent).unwrap().edizione;
    let before = std::fs::read(published.join("manifest.json")).unwrap();
    std::fs::write(published.join("nota.txt"), "di chi legge").unwrap();
    let error = run::run(&job(input.path(), output.path()), &Silent).unwrap_err();
    assert!(matches!(error, RunError::NoInput(_)));
    assert_eq!(error.exit_code(), 3);
    assert_eq!(std::fs::read(published.join("manifest.json")).unwrap(), before);
    assert_eq!(std::fs::read_to_string(published.join("nota.txt")).unwrap(), "di chi legge");
}

/// A folder with the workbooks of one office and what else is wanted beside them.
fn office(beside: &[(&str, &str)]) -> tempfile::TempDir {
    let input = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(folder(Scadenza::Dicembre)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("03") {
            std::fs::copy(&path, input.path().join(name)).unwrap();
        }
    }
    for (name, text) in beside {
        std::fs::write(input.path().join(name), text).unwrap();
    }
    input
}

fn evaluated(input: &Path, config: &Config) -> Esito {
    let verifica = config.termine("dicembre").unwrap().verifica();
    let mut letto = run::read(&run::workbooks(input), &Profile::shipped(), config, verifica.scadenza, &|| {});
    run::read_tabelle(&mut letto, input).unwrap();
    run::evaluate(&letto, config, verifica)
}

#[test]
fn what_the_nucleo_validates_counts_and_stands_in_the_ledger() {
    let plain = evaluated(office(&[]).path(), &config());
    let titolo = plain.dataset.schede.column("titolo").unwrap().str().unwrap().get(0).unwrap().to_owned();
    let text = format!(
        "obiettivo;indicatore;valore validato;motivazione;autore;data\n\"{titolo}\";;12,5;documenti;Nucleo;10/02/2023\n\
         nessuno;;50;perché sì;;\n"
    );
    let validated = evaluated(office(&[("validazioni.csv", &text)]).path(), &config());
    let figure = |esito: &Esito, name: &str| esito.risultati.obiettivi.column(name).unwrap().f64().unwrap().get(0);
    assert_eq!(figure(&validated, "misurato"), figure(&plain, "punteggio"));
    assert_eq!((figure(&validated, "punteggio"), figure(&validated, "validato")), (Some(12.5), Some(12.5)));
    let ledger = &validated.validazioni;
    assert_eq!(ledger.height(), 1);
    assert_eq!(show(&ledger.column("motivazione").unwrap().get(0).unwrap()), "documenti");
    let refused: Vec<String> =
        validated.segnalazioni.iter().filter(|s| s.codice == "VAL001").map(|s| s.luogo.to_string()).collect();
    assert_eq!(refused, ["validazioni.csv › A3"]);
    let without = format!("obiettivo;valore validato;motivazione\n\"{titolo}\";12,5;\n");
    let refused = evaluated(office(&[("validazioni.csv", &without)]).path(), &config());
    assert_eq!(figure(&refused, "punteggio"), figure(&plain, "punteggio"));
    assert_eq!(refused.segnalazioni.iter().filter(|s| s.codice == "VAL001").count(), 1);
}

#[test]
fn an_alias_and_the_anagrafica_make_one_person_of_two_spellings() {
    let people = |esito: &Esito| -> Vec<String> {
        esito.risultati.persone.column("persona").unwrap().str().unwrap().iter().flatten().map(str::to_owned).collect()
    };
    let plain = evaluated(office(&[]).path(), &config());
    let before = people(&plain);
    let (one, other) = (&before[0], &before[1]);
    let text = format!("[[persone.alias]]\npersona = \"{one}\"\ngrafie = [\"{other}\"]\n");
    let by_alias = evaluated(office(&[]).path(), &Config::parse(&text).unwrap());
    assert_eq!(people(&by_alias).len(), before.len() - 1);
    let text = format!("matricola,nominativo\n1,{one}\n1,{other}\n");
    let by_number = evaluated(office(&[("anagrafica.csv", &text)]).path(), &config());
    assert_eq!(people(&by_number), people(&by_alias));
    let numbers = by_number.dataset.partecipazioni.column("matricola").unwrap().str().unwrap().iter().flatten().count();
    assert!(numbers > 0);
}
