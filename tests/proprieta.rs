//! What holds of every score, whatever the schede: properties over made-up datasets and rules.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use polars_core::prelude::DataFrame;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use support::frame;
use traguardo::config::Verifica;
use traguardo::config::{Config, Regole};
use traguardo::dataset::{Dataset, schema};
use traguardo::scheda::Scadenza;
use traguardo::scoring::{self, Risultati};

const DICEMBRE: Verifica = Verifica { scadenza: Scadenza::Dicembre, finale: true, mese: 12 };

#[derive(Clone, Debug)]
struct Fase {
    target: Option<f64>,
    gap: Option<f64>,
    peso: Option<f64>,
}

#[derive(Clone, Debug)]
struct Indicatore {
    atteso: f64,
    raggiunto: Option<f64>,
    bassa: bool,
    comparatore: &'static str,
    unita: &'static str,
    famiglia: &'static str,
}

#[derive(Clone, Debug)]
struct Scheda {
    fasi: Vec<Fase>,
    indicatori: Vec<Indicatore>,
    persone: Vec<(u8, Option<f64>)>,
    direzione: u8,
}

/// Numbers as people type them: tenths.
fn tenths(range: std::ops::RangeInclusive<i32>) -> impl Strategy<Value = f64> {
    range.prop_map(|n| f64::from(n) / 10.0)
}

fn fase() -> impl Strategy<Value = Fase> {
    let peso = prop::option::of(tenths(0..=50));
    (prop::option::of(tenths(0..=1000)), prop::option::of(tenths(-1000..=300)), peso)
        .prop_map(|(target, gap, peso)| Fase { target, gap, peso })
}

fn indicatore() -> impl Strategy<Value = Indicatore> {
    (
        tenths(0..=2000),
        prop::option::of(tenths(0..=3000)),
        any::<bool>(),
        prop::sample::select(vec![">=", ">", "<=", "<", "="]),
        prop::sample::select(vec!["n", "%", "euro", "n/anno"]),
        prop::sample::select(vec!["quantita", "tempo", "costo", "qualita"]),
    )
        .prop_map(|(atteso, raggiunto, bassa, comparatore, unita, famiglia)| Indicatore {
            atteso,
            raggiunto,
            bassa,
            comparatore,
            unita,
            famiglia,
        })
}

fn scheda() -> impl Strategy<Value = Scheda> {
    let persone = prop::collection::vec((0_u8..4, prop::option::of(tenths(0..=1000))), 0..4);
    (prop::collection::vec(fase(), 0..5), prop::collection::vec(indicatore(), 0..4), persone, 0_u8..3)
        .prop_map(|(fasi, indicatori, persone, direzione)| Scheda { fasi, indicatori, persone, direzione })
}

/// Rules of all kinds.
fn regole() -> impl Strategy<Value = Regole> {
    let choose = |key: &'static str, values: &[&'static str]| {
        prop::sample::select(values.to_vec()).prop_map(move |value| format!("{key} = \"{value}\"\n"))
    };
    let fasce = "fasce = [{ da = 90, punti = 100 }, { da = 50, punti = 60 }, { da = 0, punti = 10 }]\n";
    let fasi = (
        choose("grado", &["proporzionale", "si_no", "fasce"]),
        choose("gap_vuoto", &["mancante", "zero"]),
        choose("pesi", &["uguali", "target", "peso"]),
        choose("aggregazione", &["media", "minimo", "mediana", "tutto_o_niente"]),
    );
    let indicatori = (
        choose("crescente", &["proporzionale", "si_no", "fasce"]),
        choose("decrescente", &["inverso", "lineare", "si_no", "fasce"]),
        choose("operatore_stretto", &["interi", "tollerante"]),
        choose("pesi", &["uguali", "famiglie"]),
    );
    let sopra = (
        choose("combinazione", &["media_pesata", "solo_fasi", "solo_indicatori", "minimo", "prodotto"]),
        choose("risultato", &["media_pesata", "media_semplice", "pesata_obiettivo", "somma_con_tetto"]),
        choose("pesi", &["uguali", "partecipanti"]),
    );
    (fasi, indicatori, sopra).prop_map(move |(f, i, s)| {
        let bands = |used: bool| if used { fasce } else { "" };
        let pesi = if f.3.contains("\"media\"") { f.2.as_str() } else { "" };
        let text = format!(
            "[fasi]\n{}{}{pesi}{}{}[indicatori]\n{}{}{}{}{}[obiettivo]\n{}[persone]\n{}[strutture]\n{}",
            f.0,
            f.1,
            f.3,
            bands(f.0.contains("fasce")),
            i.0,
            i.1,
            i.2,
            i.3,
            bands(i.0.contains("fasce") || i.1.contains("fasce")),
            s.0,
            s.1,
            s.2
        );
        Config::parse(&text).unwrap_or_else(|wrong| panic!("{text}\n{wrong:?}")).regole
    })
}

fn row(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// The frames of some schede, each with its id.
fn dataset(schede: &[(usize, &Scheda)]) -> Dataset {
    let (mut of_schede, mut fasi, mut indicatori, mut persone) = (vec![], vec![], vec![], vec![]);
    for (n, scheda) in schede {
        let id = format!("s{n}");
        of_schede.push(row(&json!({"id": id, "conta": true, "direzione": format!("D{}", scheda.direzione)})));
        for (i, f) in scheda.fasi.iter().enumerate() {
            fasi.push(row(&json!({"id": id, "fase": i.to_string(), "annullata": false, "cella": format!("A{i}"),
                "target_dic": f.target, "gap_dic": f.gap, "gap_illeggibile_dic": false, "peso": f.peso})));
        }
        for (i, x) in scheda.indicatori.iter().enumerate() {
            indicatori.push(row(&json!({"id": id, "famiglia": x.famiglia, "nome": i.to_string(),
                "comparatore": x.comparatore, "atteso_valore": x.atteso, "unita": x.unita,
                "raggiunto_dic_valore": x.raggiunto, "polarita": if x.bassa { "bassa" } else { "alta" },
                "rispetto_fasi": false, "escluso_dic": false, "cella": format!("B{i}")})));
        }
        for (who, pct) in &scheda.persone {
            let name = format!("P{who}");
            persone.push(row(&json!({"id": id, "persona": name, "nominativo": name, "pct": pct, "collettiva": false})));
        }
    }
    Dataset {
        schede: frame(schema::SCHEDE, &of_schede),
        fasi: frame(schema::FASI, &fasi),
        mesi: frame(schema::MESI, &[]),
        indicatori: frame(schema::INDICATORI, &indicatori),
        partecipazioni: frame(schema::PARTECIPAZIONI, &persone),
        risorse: frame(schema::RISORSE, &[]),
        celle: frame(schema::CELLE, &[]),
        componenti: frame(schema::COMPONENTI, &[]),
    }
}

fn score(schede: &[(usize, &Scheda)], regole: &Regole) -> Risultati {
    scoring::score(&dataset(schede), regole, DICEMBRE, "Ente", &BTreeSet::new()).unwrap()
}

/// The values of a column by the texts of others; rows with the same texts in order.
fn by(frame: &DataFrame, keys: &[&str], value: &str) -> BTreeMap<String, Vec<Option<f64>>> {
    let mut found: BTreeMap<String, Vec<Option<f64>>> = BTreeMap::new();
    let values = frame.column(value).unwrap().f64().unwrap();
    for (i, value) in values.iter().enumerate() {
        let key: Vec<String> = keys.iter().map(|k| frame.column(k).unwrap().get(i).unwrap().to_string()).collect();
        found.entry(key.join(" ")).or_default().push(value);
    }
    found
}

/// All that is rounded, by what it is of.
fn scores(r: &Risultati) -> Vec<BTreeMap<String, Vec<Option<f64>>>> {
    vec![
        by(&r.obiettivi, &["id"], "rispetto_fasi"),
        by(&r.obiettivi, &["id"], "indicatori"),
        by(&r.obiettivi, &["id"], "punteggio"),
        by(&r.persone, &["persona"], "risultato"),
        by(&r.strutture, &["livello", "nome"], "punteggio"),
    ]
}

fn numbered(schede: &[Scheda]) -> Vec<(usize, &Scheda)> {
    schede.iter().enumerate().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_score_lies_between_0_and_100_with_two_decimals(
        schede in prop::collection::vec(scheda(), 1..5), regole in regole(),
    ) {
        let risultati = score(&numbered(&schede), &regole);
        let gradi = [by(&risultati.fasi, &["id"], "grado"), by(&risultati.indicatori, &["id"], "grado")];
        for value in gradi.iter().flat_map(BTreeMap::values).flatten().flatten() {
            prop_assert!((0.0..=100.0).contains(value), "{value}");
        }
        for value in scores(&risultati).iter().flat_map(BTreeMap::values).flatten().flatten() {
            prop_assert!((0.0..=100.0).contains(value), "{value}");
            prop_assert!(((value * 100.0).round() - value * 100.0).abs() < 1e-6, "{value} has more than two decimals");
        }
    }

    #[test]
    fn the_order_of_rows_and_files_changes_nothing(
        schede in prop::collection::vec(scheda(), 2..5), regole in regole(),
    ) {
        let forward = numbered(&schede);
        let mut turned: Vec<Scheda> = schede.clone();
        for scheda in &mut turned {
            scheda.fasi.reverse();
            scheda.indicatori.reverse();
            scheda.persone.reverse();
        }
        let mut backward = numbered(&turned);
        backward.reverse();
        let (one, other) = (score(&forward, &regole), score(&backward, &regole));
        prop_assert_eq!(scores(&one), scores(&other));
    }

    #[test]
    fn a_scheda_alone_scores_as_it_does_among_others(
        schede in prop::collection::vec(scheda(), 2..5), regole in regole(),
    ) {
        let all = scores(&score(&numbered(&schede), &regole));
        for one in numbered(&schede) {
            let alone = scores(&score(&[one], &regole));
            for (all, alone) in all.iter().zip(&alone).take(3) {
                for (id, value) in alone {
                    prop_assert_eq!(&all[id], value);
                }
            }
        }
    }

    #[test]
    fn achieving_more_never_lowers_a_score(
        scheda in scheda(), regole in regole(), which in any::<prop::sample::Index>(), more in tenths(0..=500),
    ) {
        let total = scheda.fasi.len() + scheda.indicatori.len();
        prop_assume!(total > 0);
        let mut better = scheda.clone();
        match which.index(total) {
            i if i < scheda.fasi.len() => {
                let gap = &mut better.fasi[i].gap;
                *gap = gap.map(|gap| gap + more);
            }
            i => {
                let x = &mut better.indicatori[i - scheda.fasi.len()];
                // Better is less where less is better.
                x.raggiunto = x.raggiunto.map(|r| if x.bassa { (r - more).max(0.0) } else { r + more });
            }
        }
        let (before, after) = (score(&[(0, &scheda)], &regole), score(&[(0, &better)], &regole));
        for (before, after) in scores(&before).iter().zip(&scores(&after)) {
            for (key, values) in before {
                for (before, after) in values.iter().zip(&after[key]) {
                    prop_assert_eq!(before.is_some(), after.is_some());
                    prop_assert!(after.unwrap_or(0.0) >= before.unwrap_or(0.0) - 1e-9, "{before:?} -> {after:?}");
                }
            }
        }
    }
}
