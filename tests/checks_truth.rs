//! The rules over the schede of both checkpoints, typed from what a correct reader finds, against what is expected.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use traguardo::checks::{Context, Origin, REGISTRY, check};
use traguardo::dataset::identita;
use traguardo::dataset::voci::Voce;
use traguardo::place::{Area, CellRef, Luogo};
use traguardo::scheda::Scadenza;
use traguardo::scheda::profile::Profile;
use traguardo::scheda::{
    Atteso, Calendario, Campo, Cella, Comparatore, Famiglia, Fase, Indicatore, Intestazione, Partecipazione,
    Percentuale, Peso, Raggiunto, Risorsa, Scheda, Sezione, Unita,
};
use traguardo::segnalazione::{Gravita, Segnalazione};

fn load(json: &str) -> Value {
    serde_json::from_str(json).expect("the expected results are JSON")
}

fn list<'a>(truth: &'a Value, key: &str, id: &'a Value) -> impl Iterator<Item = &'a Value> {
    truth[key].as_array().expect("a list of records").iter().filter(move |record| record["id"] == *id)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn cell(value: &Value) -> Option<CellRef> {
    let a1 = value.as_str()?;
    let digits = a1.find(|c: char| c.is_ascii_digit())?;
    let col = a1[..digits].bytes().fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1);
    Some(CellRef::new(a1[digits..].parse::<u32>().ok()? - 1, col - 1))
}

fn cella<T>(valore: Option<T>, at: &Value) -> Option<Cella<T>> {
    Some(Cella { valore: valore?, at: cell(at)? })
}

fn percentuale(record: &Value, key: &str) -> Percentuale {
    Percentuale {
        punti: record[key].as_f64(),
        at: cell(&record["celle"][key]),
        illeggibile: record["problemi"][key].is_string(),
    }
}

fn fase(truth: &Value, r: &Value) -> Fase {
    let at = cell(&r["cella"]);
    // The form has a column for each month, filled or not.
    let blank = || Percentuale { at, ..Percentuale::default() };
    let mut mesi: [Percentuale; 12] = std::array::from_fn(|_| blank());
    // Two rows may carry one label: the months belong to the row.
    for m in list(truth, "mesi", &r["id"]) {
        let month_at = cell(&m["cella"]).expect("a month has a cell");
        if at.is_some_and(|at| at.row0 == month_at.row0) {
            let month = usize::try_from(m["mese"].as_u64().expect("a month")).expect("a small number");
            mesi[month - 1] = Percentuale { punti: m["pct"].as_f64(), at: Some(month_at), illeggibile: false };
        }
    }
    Fase {
        etichetta: text(&r["fase"]).expect("a label"),
        at,
        testo: cella(text(&r["testo"]), &r["cella_testo"]),
        annullata: (r["annullata"] == true).then(|| cell(&r["celle"]["precedenti"]).expect("the mark's cell")),
        precedenti: percentuale(r, "precedenti"),
        mesi,
        target_lug: percentuale(r, "target_lug"),
        gap_lug: percentuale(r, "gap_lug"),
        target_dic: percentuale(r, "target_dic"),
        gap_dic: percentuale(r, "gap_dic"),
        anno2: percentuale(r, "anno2"),
        anno3: percentuale(r, "anno3"),
        raggiunto: Default::default(),
        passo: 1,
        peso: Peso::default(),
    }
}

fn raggiunto(r: &Value, when: &str) -> Raggiunto {
    let key = format!("raggiunto_{when}");
    let scost = format!("scost_{when}");
    Raggiunto {
        testo: text(&r[&key]),
        valore: r[format!("{key}_valore")].as_f64(),
        denominatore: r[format!("{key}_denominatore")].as_f64(),
        escluso: false,
        illeggibile: r["problemi"][&key].is_string(),
        at: cell(&r["celle"][&key]),
        scostamento: cella(r[&scost].as_f64(), &r["celle"][&scost]),
    }
}

fn indicatore(r: &Value) -> Indicatore {
    let famiglia = [Famiglia::Quantita, Famiglia::Tempo, Famiglia::Costo, Famiglia::Qualita]
        .into_iter()
        .find(|f| r["famiglia"] == f.as_str())
        .expect("a known family");
    let unita = [
        Unita::Percento,
        Unita::Numero,
        Unita::NumeroAnno,
        Unita::NumeroSettimana,
        Unita::Euro,
        Unita::Rapporto,
        Unita::SiNo,
    ]
    .into_iter()
    .find(|u| r["unita"] == u.as_str());
    Indicatore {
        famiglia,
        nome: cella(text(&r["nome"]), &r["cella"]).expect("a name"),
        atteso_testo: text(&r["atteso"]),
        atteso_at: cell(&r["celle"]["atteso"]),
        atteso: r["atteso_valore"].as_f64().zip(unita).map(|(valore, unita)| Atteso {
            comparatore: comparatore(r["comparatore_digitato"].as_str()),
            valore,
            denominatore: r["atteso_denominatore"].as_f64(),
            unita,
        }),
        lug: raggiunto(r, "lug"),
        dic: raggiunto(r, "dic"),
        peso: Peso::default(),
    }
}

fn comparatore(typed: Option<&str>) -> Option<Comparatore> {
    use Comparatore::{AlPiu, Almeno, MenoDi, PiuDi, Si, Uguale};
    [Almeno, PiuDi, AlPiu, MenoDi, Uguale, Si].into_iter().find(|c| Some(c.as_str()) == typed)
}

fn intestazione(s: &Value) -> Intestazione {
    let campo = |key: &str| Campo { testo: text(&s[key]), at: cell(&s["celle"][key]) };
    Intestazione {
        direzione: Campo { testo: text(&s["direzione"]), at: cell(&s["celle"]["intestazione"]) },
        assessore: campo("assessore"),
        dirigente: campo("dirigente"),
        responsabile: campo("responsabile"),
        sezione: campo("sezione"),
        missione: campo("missione"),
        programma: campo("programma"),
        obiettivo_strategico: campo("obiettivo_strategico"),
        obiettivo_operativo: campo("obiettivo_operativo"),
        progetto: campo("progetto"),
        finalita: campo("finalita"),
        titolo: campo("titolo"),
        orizzonte: campo("orizzonte"),
        descrizione: campo("descrizione"),
    }
}

fn scheda(truth: &Value, s: &Value) -> Scheda {
    let id = &s["id"];
    let celle = &s["celle"];
    let sezioni = [
        ("fasi", Sezione::Fasi),
        ("crono", Sezione::Cronoprogramma),
        ("ind", Sezione::Indicatori),
        ("pers", Sezione::Personale),
        ("ris", Sezione::Risorse),
    ];
    Scheda {
        luogo: Luogo::foglio(text(&s["file"]).expect("a file"), s["foglio"].as_str().expect("a sheet")),
        area: Area::SHEET,
        anno: s["anno_testata"].as_i64().map(|n| i32::try_from(n).expect("a year")),
        intestazione: intestazione(s),
        peso: Peso::default(),
        fasi: list(truth, "fasi", id).map(|r| fase(truth, r)).collect(),
        indicatori: list(truth, "indicatori", id).map(indicatore).collect(),
        personale: list(truth, "partecipazioni", id)
            .map(|r| Partecipazione {
                nominativo: cella(text(&r["nominativo"]), &r["cella"]).expect("a name"),
                categoria: text(&r["categoria"]),
                note: cella(text(&r["note"]), &r["celle"]["note"]),
                pct: percentuale(r, "pct"),
            })
            .collect(),
        totale_pct: cella(s["somma_pct"].as_f64(), &celle["totale_pct"]),
        n_personale: cella(s["n_personale"].as_f64(), &celle["numero"]),
        risorse: list(truth, "risorse", id)
            .map(|r| Risorsa {
                tipologia: text(&r["tipologia"]),
                descrizione: text(&r["descrizione"]),
                costo: r["costo"].as_f64(),
                at: cell(&r["cella"]).expect("the cost's cell"),
            })
            .collect(),
        costo_risorse: cella(s["costo_risorse"].as_f64(), &celle["costo_risorse"]),
        firme: ["responsabile", "dirigente"]
            .iter()
            .filter_map(|r| cella(text(&s[format!("firma_{r}")]), &celle[format!("firme_{r}")]))
            .collect(),
        sezioni: sezioni.into_iter().filter_map(|(key, sez)| Some((sez, cell(&s["sezioni"][key])?))).collect(),
        obbligatori: Profile::scheda_obiettivo().obbligatori().clone(),
    }
}

fn run(truth: &Value, scadenza: Scadenza) -> Vec<Segnalazione> {
    let records = truth["schede"].as_array().expect("a list of schede");
    let schede: Vec<_> = records
        .iter()
        .map(|s| Voce { id: text(&s["id"]).expect("an id"), conta: true, scheda: scheda(truth, s) })
        .collect();
    let rispetto_fasi: BTreeMap<_, _> = records
        .iter()
        .map(|s| {
            let values = ["rispetto_fasi_lug", "rispetto_fasi_dic"].map(|key| s[key].as_f64());
            (text(&s["id"]).expect("an id"), values)
        })
        .collect();
    let repeating: BTreeSet<_> = truth["indicatori"]
        .as_array()
        .expect("a list of indicators")
        .iter()
        .filter(|i| i["rispetto_fasi"] == true)
        .filter_map(|i| text(&i["nome"]))
        .collect();
    check(&Context {
        schede: &schede,
        anno: 2022,
        scadenza,
        finale: scadenza == Scadenza::Dicembre,
        calendario: Calendario::default(),
        regole: &traguardo::config::Regole::default(),
        rispetto_fasi: &rispetto_fasi,
        ripete_le_fasi: &|name| repeating.contains(name),
        anagrafica: &traguardo::tabelle::Anagrafica::default(),
        pesi: &traguardo::tabelle::Pesi::default(),
        alias: &BTreeMap::new(),
        piano: None,
    })
}

/// What a segnalazione says, without its words: code, gravità, file, sheet and cell.
type Line = (String, char, String, String, String);

fn letter(gravita: Gravita) -> char {
    match gravita {
        Gravita::Errore => 'E',
        Gravita::Avviso => 'A',
        Gravita::Nota => 'N',
    }
}

fn compare(truth: &Value, expected: &Value, scadenza: Scadenza) {
    let mine: BTreeSet<_> =
        REGISTRY.iter().filter(|r| matches!(r.origine, Origin::Check(_))).map(|r| r.codice.sigla).collect();
    let found: Vec<Line> = run(truth, scadenza)
        .into_iter()
        .map(|s| {
            let cella = s.luogo.cella.map(|c| c.to_string()).unwrap_or_default();
            (s.codice.sigla.into(), letter(s.gravita), s.luogo.file, s.luogo.foglio.unwrap_or_default(), cella)
        })
        .collect();
    let mut known = BTreeSet::new();
    let mut certain = Vec::new();
    for a in expected["anomalie"].as_array().expect("a list of anomalies") {
        let get = |key: &str| a[key].as_str().unwrap_or_default().to_owned();
        if mine.contains(get("codice").as_str()) {
            let gravita = get("gravita").chars().next().expect("a gravità");
            let line = (get("codice"), gravita, get("file"), get("foglio"), get("cella"));
            known.insert((line.0.clone(), line.2.clone(), line.3.clone(), line.4.clone()));
            // What is said of one checkpoint is expected of the runs for it.
            let expected_now = a["scadenza"].is_null() || a["scadenza"] == expected["meta"]["scadenza"];
            if a["certezza"] == "certa" && expected_now {
                certain.push(line);
            }
        }
    }
    assert!(certain.len() > 40, "the manifest holds what these rules look for");
    let missing: Vec<_> = certain.iter().filter(|line| !found.contains(line)).collect();
    assert!(missing.is_empty(), "{} of {} not found: {missing:#?}", missing.len(), certain.len());
    // Notes may be more than the manifest lists; what affects a result may not.
    let unknown: Vec<_> = found
        .iter()
        .filter(|l| l.1 != 'N' && !known.contains(&(l.0.clone(), l.2.clone(), l.3.clone(), l.4.clone())))
        .collect();
    assert!(unknown.is_empty(), "not in the manifest: {unknown:#?}");
    let mut once = found.clone();
    once.dedup();
    assert_eq!(once.len(), found.len(), "nothing is said twice");
}

#[test]
fn the_faults_of_july_are_found_and_no_others() {
    let truth = load(include_str!("pdo/luglio/atteso/truth.json"));
    compare(&truth, &load(include_str!("pdo/luglio/atteso/anomalies.json")), Scadenza::Luglio);
}

#[test]
fn the_faults_of_december_are_found_and_no_others() {
    let truth = load(include_str!("pdo/dicembre/atteso/truth.json"));
    compare(&truth, &load(include_str!("pdo/dicembre/atteso/anomalies.json")), Scadenza::Dicembre);
}

#[test]
fn people_are_told_apart_as_expected() {
    for json in [include_str!("pdo/luglio/atteso/truth.json"), include_str!("pdo/dicembre/atteso/truth.json")] {
        let truth = load(json);
        let rows = truth["partecipazioni"].as_array().expect("a list of rows");
        let canonical = identita::canonici(rows.iter().filter_map(|r| r["nominativo"].as_str()));
        for r in rows {
            let name = r["nominativo"].as_str().expect("a name");
            assert_eq!(identita::chiave(name), r["persona_chiave"], "{name}");
            assert_eq!(canonical[&identita::chiave(name)], r["persona"], "{name}");
            assert_eq!(identita::e_collettiva(name), r["collettiva"] == true, "{name}");
        }
    }
}
