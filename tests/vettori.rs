//! The rules of calculation by their vectors: small cases written as data, each with what must come out.
//!
//! `tests/vettori/*.toml` hold those of regole-di-calcolo, section 6, and of every alternative; each rule file of
//! `templates/regole/` has its own beside it. A case may overlay rules of its own (`regole`). `"-"` is null.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use polars_core::prelude::{AnyValue, DataFrame};
use serde_json::Value;
use support::vettori::{casi, files, list};
use traguardo::scoring::{self, Risultati};

fn show(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => "-".into(),
        other => other.get_str().map_or_else(|| format!("{:.6}", other.extract::<f64>().unwrap()), str::to_owned),
    }
}

fn wanted(value: &Value) -> String {
    value.as_f64().map_or_else(|| value.as_str().unwrap().to_owned(), |number| format!("{number:.6}"))
}

/// A column of the rows where another column has a value.
fn column(frame: &DataFrame, name: &str, key: &str, of: &str) -> Vec<String> {
    let get = |name: &str, i: usize| show(&frame.column(name).unwrap().get(i).unwrap());
    (0..frame.height()).filter(|i| get(key, *i) == of).map(|i| get(name, i)).collect()
}

fn check(title: &str, caso: &Value, risultati: &Risultati) -> usize {
    let mut checked = 0;
    let mut compare = |what: &str, found: Vec<String>, value: &Value| {
        let value: Vec<String> =
            value.as_array().map_or_else(|| vec![wanted(value)], |l| l.iter().map(wanted).collect());
        assert_eq!(found, value, "{title}: {what}");
        checked += 1;
    };
    for (i, scheda) in list(&caso["scheda"]).iter().enumerate() {
        let id = format!("s{i}");
        for (name, value) in scheda["atteso"].as_object().into_iter().flatten() {
            let (frame, source) = match name.as_str() {
                "raggiunti" => (&risultati.fasi, "raggiunto"),
                "target" => (&risultati.fasi, "target"),
                "gradi_fasi" => (&risultati.fasi, "grado"),
                "gradi" => (&risultati.indicatori, "grado"),
                "rapporti" => (&risultati.indicatori, "rapporto"),
                "misurati" => (&risultati.indicatori, "misurato"),
                "motivi" => (&risultati.indicatori, "motivo"),
                other => (&risultati.obiettivi, other),
            };
            compare(name, column(frame, source, "id", &id), value);
        }
    }
    for (frame, key, value, field) in [
        (&risultati.persone, "persona", "risultato", "risultati"),
        (&risultati.persone, "persona", "quota", "quote"),
        (&risultati.persone, "persona", "premio", "premi"),
        (&risultati.strutture, "nome", "punteggio", "strutture"),
        (&risultati.valutazioni, "nome", "valutazione", "valutazioni"),
        (&risultati.valutazioni, "nome", "base", "basi"),
        (&risultati.valutazioni, "nome", "premio", "premi_di"),
        (&risultati.valutazioni, "nome", "maggiorazione", "maggiorazioni"),
        (&risultati.valutazioni, "nome", "punti", "punti"),
        (&risultati.valutazioni, "nome", "importo", "importi"),
        (&risultati.valutazioni, "nome", "posizione", "posizioni"),
        (&risultati.valutazioni, "nome", "non_rispettate", "non_rispettate"),
        (&risultati.valutazioni, "nome", "manca", "manca"),
    ] {
        for (name, expected) in caso[field].as_object().into_iter().flatten() {
            compare(name, column(frame, value, key, name), expected);
        }
    }
    checked
}

/// Runs the cases of a file under some rules; gives how many figures were compared.
fn run(file: &Path, regole: &str) -> usize {
    let mut checked = 0;
    for caso in casi(file, regole) {
        let verifica = caso.config.termine(&caso.scadenza).unwrap().verifica();
        let risultati = scoring::score(&caso.dataset, &caso.config.regole, verifica, "Ente", &BTreeSet::new()).unwrap();
        let found = check(&caso.titolo, &caso.testo, &risultati);
        assert!(found > 0, "{}: nothing is expected", caso.titolo);
        checked += found;
    }
    checked
}

#[test]
fn the_vectors_of_the_rules_hold() {
    let checked: usize = files("tests/vettori").iter().map(|file| run(file, "")).sum();
    assert!(checked > 90, "{checked}");
}

#[test]
fn the_ready_made_rules_do_what_their_vectors_say() {
    let (vectors, rules): (Vec<PathBuf>, Vec<PathBuf>) =
        files("templates/regole").into_iter().partition(|file| file.to_string_lossy().ends_with(".vettori.toml"));
    assert!(rules.len() >= 5 && vectors.len() == rules.len());
    for file in rules {
        let beside = file.with_extension("vettori.toml");
        assert!(run(&beside, &std::fs::read_to_string(&file).unwrap()) >= 4, "{}", beside.display());
    }
}
