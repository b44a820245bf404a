//! The rules of calculation by their vectors: small cases written as data, each with what must come out.
//!
//! `tests/vettori/*.toml` hold those of regole-di-calcolo, section 6, and of every alternative; each rule file of
//! `templates/regole/` has its own beside it. A case may overlay rules of its own (`regole`). `"-"` is null.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use polars_core::prelude::{AnyValue, DataFrame};
use serde_json::{Map, Value, json};
use support::frame;
use traguardo::config::Config;
use traguardo::dataset::{Dataset, schema};
use traguardo::scoring::{self, Risultati};

type Row = Map<String, Value>;

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// What a row says, over what it leaves out.
fn over(defaults: &Value, row: &Value) -> Row {
    let mut all = defaults.as_object().unwrap().clone();
    all.extend(row.as_object().cloned().unwrap_or_default());
    all
}

/// The frames of a case.
fn dataset(schede: &[Value], componenti: &[Value]) -> Dataset {
    let (mut of_schede, mut fasi, mut mesi, mut indicatori, mut persone) = (vec![], vec![], vec![], vec![], vec![]);
    for (i, scheda) in schede.iter().enumerate() {
        let id = format!("s{i}");
        of_schede.push(over(&json!({"id": id, "conta": true, "titolo": id}), scheda));
        for (n, fase) in list(&scheda["fasi"]).iter().enumerate() {
            let cell = format!("A{}", n + 1);
            let mut row = over(
                &json!({"id": id, "fase": (n + 1).to_string(), "annullata": false, "cella": cell,
                "gap_illeggibile_lug": false, "gap_illeggibile_dic": false}),
                fase,
            );
            for name in ["target", "gap", "raggiunto"] {
                if let Some(value) = row.remove(name) {
                    row.insert(format!("{name}_lug"), value.clone());
                    row.insert(format!("{name}_dic"), value);
                }
            }
            for (mese, pct) in list(&fase["mesi"]).iter().enumerate() {
                let row = json!({"id": id, "mese": mese + 1, "pct": pct.as_f64(), "cella_fase": cell});
                mesi.push(row.as_object().unwrap().clone());
            }
            fasi.push(row);
        }
        for (n, indicatore) in list(&scheda["indicatori"]).iter().enumerate() {
            let mut row = over(
                &json!({"id": id, "famiglia": "quantita", "nome": format!("n. {n}"), "comparatore": ">=",
                "unita": "n", "polarita": "alta", "rispetto_fasi": false, "escluso_lug": false, "escluso_dic": false,
                "cella": format!("A{}", n + 50)}),
                indicatore,
            );
            if let Some(atteso) = row.remove("atteso") {
                row.insert("atteso_valore".into(), atteso);
            }
            for (name, ending) in [("raggiunto", "valore"), ("raggiunto_denominatore", "denominatore")] {
                if let Some(value) = row.remove(name) {
                    row.insert(format!("raggiunto_lug_{ending}"), value.clone());
                    row.insert(format!("raggiunto_dic_{ending}"), value);
                }
            }
            indicatori.push(row);
        }
        for persona in list(&scheda["persone"]) {
            let name = persona["nome"].clone();
            persone.push(over(&json!({"id": id, "persona": name, "nominativo": name, "collettiva": false}), &persona));
        }
    }
    Dataset {
        schede: frame(schema::SCHEDE, &of_schede),
        fasi: frame(schema::FASI, &fasi),
        mesi: frame(schema::MESI, &mesi),
        indicatori: frame(schema::INDICATORI, &indicatori),
        partecipazioni: frame(schema::PARTECIPAZIONI, &persone),
        risorse: frame(schema::RISORSE, &[]),
        celle: frame(schema::CELLE, &[]),
        componenti: frame(schema::COMPONENTI, &componenti.iter().map(|row| over(&json!({}), row)).collect::<Vec<_>>()),
    }
}

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
    let text = std::fs::read_to_string(file).unwrap();
    let all: Value = toml::from_str(&text).unwrap();
    let mut checked = 0;
    for caso in list(&all["caso"]) {
        let title = format!("{}: {}", file.file_name().unwrap().to_string_lossy(), caso["nome"].as_str().unwrap());
        let own = caso["regole"].as_str().unwrap_or_default();
        let config = Config::parse(&format!("{regole}\n{own}")).unwrap_or_else(|wrong| panic!("{title}: {wrong:?}"));
        let verifica = config.termine(caso["scadenza"].as_str().unwrap_or("dicembre")).unwrap().verifica();
        let dataset = dataset(&list(&caso["scheda"]), &list(&caso["componenti"]));
        let risultati = scoring::score(&dataset, &config.regole, verifica, "Ente", &BTreeSet::new()).unwrap();
        let found = check(&title, &caso, &risultati);
        assert!(found > 0, "{title}: nothing is expected");
        checked += found;
    }
    checked
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    found.sort();
    found
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
