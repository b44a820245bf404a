//! The expected frames of the example checkpoints, as `Material`.
// Shared by several tests, each of which uses a part; a broken example should stop them at once.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::too_many_lines, clippy::similar_names)]

pub mod ricalcolo;
pub mod vettori;

use std::collections::BTreeMap;

use polars_core::prelude::{Column, DataFrame, NamedFrom, Series};
use serde_json::{Map, Value, json};
use traguardo::dataset::{Dataset, schema};
use traguardo::report::Material;
use traguardo::scheda::Scadenza;

pub struct Checkpoint {
    pub nome: &'static str,
    pub truth: Value,
    pub punteggi: Value,
    pub dataset: Dataset,
    pub punteggi_fasi: DataFrame,
    pub punteggi_indicatori: DataFrame,
    pub punteggi_obiettivi: DataFrame,
    pub risultati_persone: DataFrame,
    pub risultati_strutture: DataFrame,
    pub segnalazioni: DataFrame,
    pub validazioni: DataFrame,
    pub valutazioni: DataFrame,
    pub salvati: BTreeMap<String, jiff::civil::Date>,
    regole: Vec<(String, String, String)>,
    calcolo: traguardo::config::Regole,
    classi: Vec<(String, f64)>,
    note: Vec<String>,
}

pub fn rows(value: &Value) -> Vec<Map<String, Value>> {
    value.as_array().unwrap().iter().map(|v| v.as_object().unwrap().clone()).collect()
}

/// A frame from rows; what a row lacks is null.
pub fn frame(of: schema::Frame, rows: &[Map<String, Value>]) -> DataFrame {
    let columns = of.columns.iter().map(|(name, kind)| {
        let values = rows.iter().map(|r| r.get(*name).unwrap_or(&Value::Null));
        let series = match kind {
            schema::Type::Text => {
                Series::new((*name).into(), values.map(|v| v.as_str().map(str::to_owned)).collect::<Vec<_>>())
            }
            schema::Type::Number => Series::new((*name).into(), values.map(Value::as_f64).collect::<Vec<_>>()),
            schema::Type::Whole => Series::new((*name).into(), values.map(Value::as_i64).collect::<Vec<_>>()),
            schema::Type::Flag => Series::new((*name).into(), values.map(Value::as_bool).collect::<Vec<_>>()),
        };
        Column::from(series)
    });
    DataFrame::new(rows.len(), columns.collect()).unwrap()
}

fn key(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn text<'a>(row: &'a Map<String, Value>, name: &str) -> &'a str {
    row.get(name).and_then(Value::as_str).unwrap_or_default()
}

impl Checkpoint {
    pub fn read(nome: &'static str) -> Self {
        Self::changed(nome, |_| {})
    }

    /// The same, after the expected values of the sheets were changed.
    pub fn changed(nome: &'static str, change: impl FnOnce(&mut Value)) -> Self {
        let load = |what: &str| -> Value {
            let path = format!("{}/tests/pdo/{nome}/atteso/{what}.json", env!("CARGO_MANIFEST_DIR"));
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
        };
        let (mut truth, punteggi, anomalies) = (load("truth"), load("punteggi"), load("anomalies"));
        change(&mut truth);

        let mut schede = rows(&truth["schede"]);
        for s in &mut schede {
            s.entry("conta").or_insert(json!(true));
        }
        let fasi = rows(&truth["fasi"]);
        let indicatori = rows(&truth["indicatori"]);
        let partecipazioni = rows(&truth["partecipazioni"]);

        let errori: Vec<_> = rows(&anomalies["anomalie"])
            .into_iter()
            .filter_map(|mut a| {
                let gravita = match text(&a, "gravita") {
                    "E" => "errore",
                    "A" => "avviso",
                    "N" => "nota",
                    _ => return None,
                };
                let messaggio = text(&a, "kind").to_owned();
                a.insert("gravita".into(), json!(gravita));
                a.insert("messaggio".into(), json!(messaggio));
                a.insert("rimedio".into(), json!("Correggere la cella nel foglio."));
                Some(a)
            })
            .collect();

        let id_of = |r: &Map<String, Value>| {
            let found = schede.iter().find(|s| s["file"] == r["file"] && s["foglio"] == r["foglio"]);
            found.map(|s| s["id"].clone()).unwrap()
        };
        // Labels and names can repeat in a sheet: the n-th one there is the n-th one here.
        let with_cells = |scores: &Value, parts: &[Map<String, Value>], name: &str| {
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            let mut scores = rows(scores);
            for r in &mut scores {
                let id = id_of(r);
                let wanted = r[name].clone();
                let nth = seen.entry(format!("{id}{wanted}{}", text(r, "famiglia"))).or_default();
                let part = parts
                    .iter()
                    .filter(|p| p["id"] == id && p[name] == wanted && p.get("famiglia") == r.get("famiglia"))
                    .nth(*nth)
                    .unwrap();
                *nth += 1;
                r.insert("cella".into(), part["cella"].clone());
                r.insert("id".into(), id);
            }
            scores
        };
        let mut obiettivi = rows(&punteggi["punteggi_obiettivi"]);
        for r in &mut obiettivi {
            let id = id_of(r);
            let provvisorio = errori.iter().any(|e| e.get("id") == Some(&id) && e["gravita"] == "errore");
            r.insert("id".into(), id);
            r.insert("provvisorio".into(), json!(provvisorio));
        }
        let mut persone = rows(&punteggi["risultati_persone"]);
        for r in &mut persone {
            let p = partecipazioni.iter().find(|p| p["persona_chiave"] == r["persona_chiave"]).unwrap();
            r.insert("persona".into(), p["persona"].clone());
            r.insert("categoria".into(), p["categoria"].clone());
            r.insert("provvisorio".into(), json!(false));
        }
        let mut strutture = rows(&punteggi["risultati_strutture"]);
        for r in &mut strutture {
            let livello = text(r, "livello").to_owned();
            let wanted = text(r, "nome_chiave").to_owned();
            let name =
                schede.iter().map(|s| text(s, &livello)).find(|n| key(n) == wanted).unwrap_or(&wanted).to_owned();
            r.insert("nome".into(), json!(name));
        }
        Self {
            nome,
            punteggi_fasi: frame(schema::PUNTEGGI_FASI, &with_cells(&punteggi["punteggi_fasi"], &fasi, "fase")),
            punteggi_indicatori: frame(
                schema::PUNTEGGI_INDICATORI,
                &with_cells(&punteggi["punteggi_indicatori"], &indicatori, "nome"),
            ),
            punteggi_obiettivi: frame(schema::PUNTEGGI_OBIETTIVI, &obiettivi),
            risultati_persone: frame(schema::RISULTATI_PERSONE, &persone),
            risultati_strutture: frame(schema::RISULTATI_STRUTTURE, &strutture),
            segnalazioni: frame(schema::SEGNALAZIONI, &errori),
            validazioni: frame(schema::VALIDAZIONI, &[]),
            valutazioni: frame(schema::VALUTAZIONI, &[]),
            salvati: BTreeMap::new(),
            dataset: Dataset {
                schede: frame(schema::SCHEDE, &schede),
                fasi: frame(schema::FASI, &fasi),
                mesi: frame(schema::MESI, &mesi(&truth, &fasi)),
                indicatori: frame(schema::INDICATORI, &indicatori),
                partecipazioni: frame(schema::PARTECIPAZIONI, &partecipazioni),
                risorse: frame(schema::RISORSE, &rows(&truth["risorse"])),
                celle: frame(schema::CELLE, &[]),
                componenti: frame(schema::COMPONENTI, &[]),
            },
            truth,
            punteggi,
            regole: vec![("fasi.raggiunto".into(), "target_piu_gap".into(), "predefinito".into())],
            calcolo: traguardo::config::Regole::default(),
            classi: vec![
                ("raggiunto".into(), 90.0),
                ("parzialmente raggiunto".into(), 70.0),
                ("non raggiunto".into(), 0.0),
            ],
            note: vec!["Il punteggio di un obiettivo è la media tra il rispetto delle fasi e gli indicatori.".into()],
        }
    }

    pub fn material(&self) -> Material<'_> {
        let finale = self.nome == "dicembre";
        Material {
            ente: "Comune di Borgoverde",
            anno: 2022,
            scadenza_nome: self.nome,
            scadenza_data: jiff::civil::date(2022, if finale { 12 } else { 7 }, 31),
            finale,
            colonne: if finale { Scadenza::Dicembre } else { Scadenza::Luglio },
            dataset: &self.dataset,
            punteggi_fasi: &self.punteggi_fasi,
            punteggi_indicatori: &self.punteggi_indicatori,
            punteggi_obiettivi: &self.punteggi_obiettivi,
            risultati_persone: &self.risultati_persone,
            risultati_strutture: &self.risultati_strutture,
            segnalazioni: &self.segnalazioni,
            prima: None,
            validazioni: &self.validazioni,
            valutazioni: &self.valutazioni,
            regole: &self.regole,
            calcolo: &self.calcolo,
            sorgenti: None,
            classi: &self.classi,
            note_metodo: &self.note,
            ingressi: &[],
            salvati: &self.salvati,
            fingerprint: "0".repeat(64),
        }
    }
}

/// The months with the cell of their row's label, which is in column A of the same row.
fn mesi(truth: &Value, fasi: &[Map<String, Value>]) -> Vec<Map<String, Value>> {
    let mut mesi = rows(&truth["mesi"]);
    for m in &mut mesi {
        let row = text(m, "cella").trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
        let fase = fasi.iter().find(|f| {
            f["id"] == m["id"] && text(f, "cella").trim_start_matches(|c: char| c.is_ascii_alphabetic()) == row
        });
        m.insert("cella_fase".into(), fase.map_or(Value::Null, |f| f["cella"].clone()));
    }
    mesi
}
