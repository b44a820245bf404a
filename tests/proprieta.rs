//! What holds of every score, whatever the schede: properties over made-up datasets and rules.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use polars_core::prelude::DataFrame;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use support::frame;
use traguardo::config::Verifica;
use traguardo::config::{Config, RaggiuntoFase, Regole};
use traguardo::dataset::{Dataset, schema};
use traguardo::scheda::Scadenza;
use traguardo::scoring::{self, Risultati};

const DICEMBRE: Verifica = Verifica { scadenza: Scadenza::Dicembre, finale: true, mese: 12 };

#[derive(Clone, Debug)]
struct Fase {
    /// Labels can repeat.
    etichetta: u8,
    target: Option<f64>,
    gap: Option<f64>,
    raggiunto: Option<f64>,
    mesi: Vec<f64>,
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
    peso: Option<f64>,
    ripete: bool,
    escluso: bool,
}

#[derive(Clone, Debug)]
struct Scheda {
    fasi: Vec<Fase>,
    indicatori: Vec<Indicatore>,
    persone: Vec<(u8, Option<f64>, Option<&'static str>)>,
    direzione: u8,
    peso: Option<f64>,
    importo: Option<f64>,
    validato: Option<f64>,
    dirigente: &'static str,
}

/// Numbers as people type them: tenths.
fn tenths(range: std::ops::RangeInclusive<i32>) -> impl Strategy<Value = f64> {
    range.prop_map(|n| f64::from(n) / 10.0)
}

fn fase() -> impl Strategy<Value = Fase> {
    let points = || prop::option::of(tenths(0..=1000));
    let mesi = prop::collection::vec(tenths(0..=90), 0..12);
    (0_u8..5, points(), prop::option::of(tenths(-1000..=300)), points(), mesi, prop::option::of(tenths(0..=50)))
        .prop_map(|(etichetta, target, gap, raggiunto, mesi, peso)| Fase {
            etichetta,
            target,
            gap,
            raggiunto,
            mesi,
            peso,
        })
}

fn indicatore() -> impl Strategy<Value = Indicatore> {
    (
        tenths(0..=2000),
        prop::option::of(tenths(0..=3000)),
        any::<bool>(),
        prop::sample::select(vec![">=", ">", "<=", "<", "="]),
        prop::sample::select(vec!["n", "%", "euro", "n/anno"]),
        prop::sample::select(vec!["quantita", "tempo", "costo", "qualita"]),
        prop::option::of(tenths(0..=50)),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(atteso, raggiunto, bassa, comparatore, unita, famiglia, peso, ripete, escluso)| Indicatore {
            atteso,
            raggiunto,
            bassa,
            comparatore,
            unita,
            famiglia,
            peso,
            ripete,
            escluso,
        })
}

fn scheda() -> impl Strategy<Value = Scheda> {
    let note = prop::sample::select(vec![None, None, Some("fase 1"), Some("fase 0 - 2")]);
    let persone = prop::collection::vec((0_u8..4, prop::option::of(tenths(0..=1000)), note), 0..4);
    let own = (
        prop::option::of(tenths(0..=30)),
        prop::option::of(tenths(0..=9999)),
        prop::option::weighted(0.1, tenths(0..=1000)),
        prop::sample::select(vec!["Rossi Ada", "Neri Ugo", "Tutti i dirigenti"]),
    );
    (prop::collection::vec(fase(), 0..5), prop::collection::vec(indicatore(), 0..4), persone, 0_u8..3, own).prop_map(
        |(fasi, indicatori, persone, direzione, (peso, importo, validato, dirigente))| Scheda {
            fasi,
            indicatori,
            persone,
            direzione,
            peso,
            importo,
            validato,
            dirigente,
        },
    )
}

/// Rules of all kinds.
fn regole() -> impl Strategy<Value = Regole> {
    let choose = |key: &'static str, values: &[&'static str]| {
        prop::sample::select(values.to_vec()).prop_map(move |value| format!("{key} = \"{value}\"\n"))
    };
    let fasce = "fasce = [{ da = 90, punti = 100 }, { da = 50, punti = 60 }, { da = 0, punti = 10 }]\n";
    let fasi = (
        choose("target", &["dichiarato", "ricalcolato"]),
        choose("raggiunto", &["target_piu_gap", "target_meno_gap", "colonna"]),
        choose("grado", &["proporzionale", "si_no", "fasce"]),
        choose("gap_vuoto", &["mancante", "zero"]),
        choose("pesi", &["uguali", "target", "peso"]),
        choose("aggregazione", &["media", "minimo", "mediana", "tutto_o_niente"]),
    );
    let indicatori = (
        choose("crescente", &["proporzionale", "si_no", "fasce"]),
        choose("decrescente", &["inverso", "lineare", "si_no", "fasce"]),
        choose("operatore_stretto", &["interi", "tollerante"]),
        choose("mancante_finale", &["zero", "escludi"]),
        choose("rispetto_fasi", &["calcolato", "dichiarato", "escluso"]),
        choose("pesi", &["uguali", "famiglie", "peso"]),
    );
    let sopra = (
        choose("combinazione", &["media_pesata", "solo_fasi", "solo_indicatori", "minimo", "prodotto"]),
        choose("risultato", &["media_pesata", "media_semplice", "pesata_obiettivo", "somma_con_tetto", "quota_budget"]),
        choose("note_fasi", &["ignora", "limita"]),
        choose("intersettoriali", &["inclusi", "separati", "esclusi"]),
        choose("pesi", &["uguali", "peso", "partecipanti"]),
    );
    let premi = prop::sample::select(vec![
        "tipo = \"nessuno\"",
        "tipo = \"proporzionale\"\nmaggiorazione = { quota = 30, punti = 25 }\nfondo = { persone = 1000 }",
        "tipo = \"fasce\"\nfasce = [{ da = 90, punti = 100 }, { da = 0, punti = 10 }]\nimporto_intero = { persone = 333.33 }",
        "tipo = \"classi\"\nclassi = { raggiunto = 100, \"parzialmente raggiunto\" = 60, \"non raggiunto\" = 0 }",
        "tipo = \"soglia_lineare\"\nsoglia = 60\nquota_minima = 50\nfondo = { dirigenti = 77.77 }",
        "tipo = \"graduatoria\"\ngraduatoria = [{ quota = 30, punti = 100 }, { quota = 70, punti = 40 }]",
    ]);
    (fasi, indicatori, sopra, premi).prop_map(move |(f, i, s, premio)| {
        let bands = |used: bool| if used { fasce } else { "" };
        // What the checks of the rules refuse is made to fit.
        let gap_vuoto = if f.1.contains("colonna") { "" } else { f.3.as_str() };
        let pesi = if f.5.contains("\"media\"") { f.4.as_str() } else { "" };
        let famiglie = if i.5.contains("famiglie") { "famiglie = { quantita = 0, costo = 3 }\n" } else { "" };
        let declared = i.4.contains("dichiarato");
        let combinazione = match s.0.as_str() {
            text if declared && text.contains("solo_fasi") => "",
            text => text,
        };
        let weights = match combinazione {
            text if declared && !text.contains("minimo") && !text.contains("prodotto") && !text.contains("solo") => {
                "peso_fasi = 0\n"
            }
            text if text.contains("media_pesata") => "peso_fasi = 30\npeso_indicatori = 70\n",
            _ => "",
        };
        let text = format!(
            "[fasi]\n{}{}{}{gap_vuoto}{pesi}{}{}[indicatori]\n{}{}{}{}{}{}{famiglie}{}[obiettivo]\n{combinazione}{weights}\
             [persone]\n{}{}[dirigenti]\n{}[strutture]\n{}\
             [[componente]]\nnome = \"obiettivi\"\npeso = 60\n[[componente]]\nnome = \"ente\"\npeso = 40\n\
             [[condizione]]\nnome = \"ore\"\nminimo = 40\nquota = 10\ntoglie = \"valutazione\"\n[premio]\n{premio}\n",
            f.0,
            f.1,
            f.2,
            f.5,
            bands(f.2.contains("fasce")),
            i.0,
            i.1,
            i.2,
            i.3,
            i.4,
            i.5,
            bands(i.0.contains("fasce") || i.1.contains("fasce")),
            s.1,
            s.2,
            s.3,
            s.4,
        );
        Config::parse(&text).unwrap_or_else(|wrong| panic!("{text}\n{wrong:?}")).regole
    })
}

fn row(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// The frames of some schede, each with its id.
fn dataset(schede: &[(usize, &Scheda)]) -> Dataset {
    let (mut of_schede, mut fasi, mut mesi, mut indicatori, mut persone) = (vec![], vec![], vec![], vec![], vec![]);
    for (n, scheda) in schede {
        let id = format!("s{n}");
        of_schede.push(row(&json!({"id": id, "conta": true, "direzione": format!("D{}", scheda.direzione),
            "dirigente": scheda.dirigente, "peso": scheda.peso, "importo": scheda.importo, "validato": scheda.validato})));
        for (i, f) in scheda.fasi.iter().enumerate() {
            let cella = format!("A{i}");
            for (mese, pct) in f.mesi.iter().enumerate() {
                mesi.push(row(&json!({"id": id, "mese": mese + 1, "pct": pct, "cella_fase": cella})));
            }
            fasi.push(row(&json!({"id": id, "fase": f.etichetta.to_string(), "annullata": false, "cella": cella,
                "target_dic": f.target, "gap_dic": f.gap, "raggiunto_dic": f.raggiunto, "gap_illeggibile_dic": false,
                "peso": f.peso})));
        }
        for (i, x) in scheda.indicatori.iter().enumerate() {
            indicatori.push(row(&json!({"id": id, "famiglia": x.famiglia, "nome": i.to_string(),
                "comparatore": x.comparatore, "atteso_valore": x.atteso, "unita": x.unita,
                "raggiunto_dic_valore": x.raggiunto, "polarita": if x.bassa { "bassa" } else { "alta" },
                "rispetto_fasi": x.ripete, "escluso_dic": x.escluso, "cella": format!("B{i}"), "peso": x.peso})));
        }
        for (who, pct, note) in &scheda.persone {
            let name = format!("P{who}");
            persone.push(row(&json!({"id": id, "persona": name, "nominativo": name, "pct": pct, "note": note,
                "collettiva": false})));
        }
    }
    let componenti = [
        json!({"componente": "ente", "valore": 81.5}),
        json!({"componente": "ore", "valore": 40}),
        json!({"persona": "P1", "componente": "ore", "valore": 12}),
        json!({"persona": "P2", "componente": "ente", "valore": 0}),
        json!({"persona": "Neri Ugo", "componente": "ore", "valore": 39}),
    ]
    .map(|value| row(&value));
    Dataset {
        schede: frame(schema::SCHEDE, &of_schede),
        fasi: frame(schema::FASI, &fasi),
        mesi: frame(schema::MESI, &mesi),
        indicatori: frame(schema::INDICATORI, &indicatori),
        partecipazioni: frame(schema::PARTECIPAZIONI, &persone),
        risorse: frame(schema::RISORSE, &[]),
        celle: frame(schema::CELLE, &[]),
        componenti: frame(schema::COMPONENTI, &componenti),
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
        by(&r.valutazioni, &["ruolo", "nome"], "valutazione"),
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
        let top = 100.0 + regole.premio.maggiorazione.punti;
        for value in by(&risultati.valutazioni, &["ruolo", "nome"], "premio").values().flatten().flatten() {
            prop_assert!((0.0..=top).contains(value), "{value}");
        }
        for (ruolo, amounts) in by(&risultati.valutazioni, &["ruolo"], "importo") {
            let sum: f64 = amounts.iter().flatten().sum();
            let fondo = if ruolo.contains("dirigente") { regole.premio.fondo.dirigenti } else { regole.premio.fondo.persone };
            prop_assert!(fondo <= 0.0 || sum <= fondo + 1e-6, "{sum} of {fondo}");
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
                // A gap is lateness where it is taken from the target.
                let late = regole.fasi.raggiunto == RaggiuntoFase::TargetMenoGap;
                let fase = &mut better.fasi[i];
                fase.gap = fase.gap.map(|gap| if late { gap - more } else { gap + more });
                fase.raggiunto = fase.raggiunto.map(|r| r + more);
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
