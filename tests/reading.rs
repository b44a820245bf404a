//! What is read from the twelve example workbooks, value by value, against what a person reads in them.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use traguardo::config::Config;
use traguardo::dataset::Dataset;
use traguardo::dataset::build::{Scelte, dataset, segnalazioni};
use traguardo::run;
use traguardo::scheda::Scadenza;
use traguardo::scheda::profile::Profile;

use polars_core::prelude::{AnyValue, DataFrame};

fn folder(scadenza: Scadenza) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    match scadenza {
        Scadenza::Luglio => root.join("tests/pdo/luglio"),
        Scadenza::Dicembre => root.join("input"),
    }
}

fn truth(scadenza: Scadenza) -> Value {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdo").join(scadenza.as_str()).join("atteso/truth.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn read(scadenza: Scadenza) -> (Dataset, DataFrame) {
    let files = run::workbooks(&folder(scadenza));
    assert_eq!(files.files.len(), 6);
    let letto = run::read(&files, &Profile::shipped(), &Config::default(), scadenza, &|| {});
    let mut regole = Config::default().regole;
    regole.indicatori.rispetto_fasi_nomi = vec!["rispetto".into()];
    let frames = dataset(&letto.voci, Scelte { regole: &regole, tabelle: &letto.tabelle });
    (frames, segnalazioni(&letto.segnalazioni, &|_| None))
}

/// The rows of a frame as text by file and sheet, in order; numbers to six decimals.
fn found(frame: &DataFrame, places: &BTreeMap<String, String>, fields: &[&str]) -> BTreeMap<String, Vec<String>> {
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for i in 0..frame.height() {
        let get = |name: &str| frame.column(name).unwrap().get(i).unwrap();
        let id = get("id").get_str().unwrap().to_owned();
        let text = fields.iter().map(|name| show(&get(name))).collect::<Vec<_>>().join(" | ");
        rows.entry(places[&id].clone()).or_default().push(text);
    }
    rows
}

fn show(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => "-".into(),
        AnyValue::Boolean(b) => b.to_string(),
        other => other.get_str().map_or_else(|| format!("{:.6}", other.extract::<f64>().unwrap()), str::to_owned),
    }
}

fn expected(
    truth: &Value,
    list: &str,
    fields: &[&str],
    keep: &dyn Fn(&Value) -> bool,
) -> BTreeMap<String, Vec<String>> {
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for record in truth[list].as_array().unwrap().iter().filter(|r| keep(r)) {
        let place = format!("{} › {}", record["file"].as_str().unwrap(), record["foglio"].as_str().unwrap());
        let text = fields
            .iter()
            .map(|name| match &record[*name] {
                Value::Null => "-".into(),
                Value::Bool(b) => b.to_string(),
                Value::Number(n) => format!("{:.6}", n.as_f64().unwrap()),
                Value::String(text) => text.clone(),
                other => panic!("unexpected {other}"),
            })
            .collect::<Vec<_>>()
            .join(" | ");
        rows.entry(place).or_default().push(text);
    }
    rows
}

fn sorted(mut rows: BTreeMap<String, Vec<String>>) -> BTreeMap<String, Vec<String>> {
    for texts in rows.values_mut() {
        texts.sort();
    }
    rows
}

#[track_caller]
fn same(name: &str, found: BTreeMap<String, Vec<String>>, expected: BTreeMap<String, Vec<String>>) {
    let (found, expected) = (sorted(found), sorted(expected));
    assert!(!expected.is_empty());
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{name}: the schede");
    for (place, texts) in expected {
        assert_eq!(found[&place], texts, "{name}: {place}");
    }
}

fn compare(scadenza: Scadenza) {
    let truth = truth(scadenza);
    let (frames, _) = read(scadenza);
    let places: BTreeMap<String, String> = (0..frames.schede.height())
        .map(|i| {
            let get = |name: &str| show(&frames.schede.column(name).unwrap().get(i).unwrap());
            (get("id"), format!("{} › {}", get("file"), get("foglio")))
        })
        .collect();
    assert_eq!(places.len(), 34);
    let all = |_: &Value| true;
    let fields = [
        "direzione",
        "assessore",
        "dirigente",
        "responsabile",
        "sezione",
        "missione",
        "programma",
        "obiettivo_strategico",
        "obiettivo_operativo",
        "progetto",
        "finalita",
        "titolo",
        "orizzonte",
        "descrizione",
        "n_personale",
    ];
    same("schede", found(&frames.schede, &places, &fields), expected(&truth, "schede", &fields, &all));
    let fields = [
        "fase",
        "testo",
        "annullata",
        "precedenti",
        "target_lug",
        "gap_lug",
        "target_dic",
        "gap_dic",
        "anno2",
        "anno3",
        "cella",
    ];
    let rows = |r: &Value| r["in_cronoprogramma"].as_bool().unwrap();
    let mut fasi = found(&frames.fasi, &places, &fields);
    for texts in fasi.values_mut() {
        texts.retain(|row| !row.ends_with(" | -"));
    }
    same("fasi", fasi, expected(&truth, "fasi", &fields, &rows));
    let fields = ["fase", "testo", "cella_testo"];
    let described = |r: &Value| !r["testo"].is_null();
    let mut elenco = found(&frames.fasi, &places, &fields);
    for texts in elenco.values_mut() {
        texts.retain(|row| !row.ends_with(" | -"));
    }
    same("descrizioni", elenco, expected(&truth, "fasi", &fields, &described));
    let fields = ["fase", "mese", "pct", "cella"];
    let typed = |r: &Value| !r["pct"].is_null();
    same("mesi", found(&frames.mesi, &places, &fields), expected(&truth, "mesi", &fields, &typed));
    let fields = [
        "famiglia",
        "nome",
        "atteso",
        "comparatore",
        "atteso_valore",
        "atteso_denominatore",
        "unita",
        "raggiunto_lug_valore",
        "raggiunto_lug_denominatore",
        "raggiunto_dic_valore",
        "raggiunto_dic_denominatore",
        "cella",
        "polarita",
        "polarita_da",
        "rispetto_fasi",
    ];
    same("indicatori", found(&frames.indicatori, &places, &fields), expected(&truth, "indicatori", &fields, &all));
    let fields = ["nominativo", "categoria", "note", "pct", "cella", "collettiva"];
    same("persone", found(&frames.partecipazioni, &places, &fields), expected(&truth, "partecipazioni", &fields, &all));
    let fields = ["tipologia", "descrizione", "costo", "cella"];
    same("risorse", found(&frames.risorse, &places, &fields), expected(&truth, "risorse", &fields, &all));
}

#[test]
fn the_july_edition_is_read_as_a_person_reads_it() {
    compare(Scadenza::Luglio);
}

#[test]
fn the_december_edition_is_read_as_a_person_reads_it() {
    compare(Scadenza::Dicembre);
}
