//! From a workbook and the tables beside it to the scores and to who may read them: what the body chooses, end to end.

use polars_core::prelude::DataFrame;

use crate::checks::testing::modulo::{Cartella, Modulo, file};
use crate::cli::Fonti;
use crate::job::Job;
use crate::report::Reports;
use crate::run::{self, Esito};

/// A folder with these sheets, each in a file of its own, and these files beside them.
fn cartella(fogli: Vec<Modulo>, beside: &[(&str, &str)]) -> Cartella {
    let folder = Cartella::nuova();
    for (foglio, nome) in fogli.into_iter().zip(["a.xlsx", "b.xlsx", "c.xlsx"]) {
        folder.scrivi(nome, &file([foglio]));
    }
    for (nome, text) in beside {
        folder.scrivi(nome, text.as_bytes());
    }
    folder
}

fn job(folder: &Cartella) -> Job {
    Job::new(Some(folder.path()), &Fonti::default(), None).unwrap()
}

fn evaluated(folder: &Cartella) -> Esito {
    run::compare(&job(folder), &[]).unwrap().0
}

fn numbers(frame: &DataFrame, column: &str) -> Vec<Option<f64>> {
    frame.column(column).unwrap().f64().unwrap().iter().collect()
}

/// A form with columns for the weights of phases and indicators, and a field for that of the obiettivo.
fn pesato() -> Modulo {
    Modulo::nuovo("Foglio").con(|m| {
        m.testo("U24", "Peso");
        m.numero("U26", 3.0);
        m.percento("R27", -0.5);
        m.testo("U36", "Peso");
        m.numero("U37", 1.0);
        m.percento("U39", 0.03);
        m.numero("P37", 2.0);
        m.testo("O12", "Peso obiettivo:");
        m.numero("R12", 40.0);
    })
}

const PESI: &str =
    "anno = 2022\n[fasi]\npesi = \"peso\"\n[indicatori]\npesi = \"peso\"\n[strutture]\npesi = \"peso\"\n";

#[test]
fn weights_of_the_form_reach_the_scores() {
    let esito = evaluated(&cartella(vec![pesato()], &[("traguardo.toml", PESI)]));
    // (3 × 100 + 1 × 50) : 4, the second phase having none; (1 × 50 + 3 × 100) : 4.
    assert_eq!(numbers(&esito.risultati.obiettivi, "rispetto_fasi"), [Some(87.5)]);
    assert_eq!(numbers(&esito.risultati.obiettivi, "indicatori"), [Some(87.5)]);
    assert_eq!(numbers(&esito.dataset.schede, "peso"), [Some(40.0)]);
    let equal = evaluated(&cartella(vec![pesato()], &[("traguardo.toml", "anno = 2022\n")]));
    assert_eq!(numbers(&equal.risultati.obiettivi, "rispetto_fasi"), [Some(75.0)]);
}

#[test]
fn weights_of_the_table_go_before_those_of_the_form() {
    let table = "obiettivo;fase;indicatore;peso\nPratiche;2;;3\nPratiche;;n. eventi;9\nPratiche;;;7\n";
    let esito = evaluated(&cartella(vec![pesato()], &[("traguardo.toml", PESI), ("pesi.csv", table)]));
    assert_eq!(numbers(&esito.risultati.obiettivi, "rispetto_fasi"), [Some(75.0)]);
    assert_eq!(numbers(&esito.risultati.obiettivi, "indicatori"), [Some(62.5)]);
    assert_eq!(numbers(&esito.dataset.schede, "peso"), [Some(7.0)]);
}

/// What is said of weights, as `file cell gravità`.
fn of_weights(esito: &Esito) -> Vec<String> {
    let said = esito.segnalazioni.iter().filter(|s| s.codice == "CEL003");
    said.map(|s| format!("{} {} {}", s.luogo.file, s.luogo.cella.unwrap(), s.gravita.as_str())).collect()
}

#[test]
fn a_weight_that_cannot_be_read_is_said_as_gravely_as_it_counts() {
    let foglio = || pesato().con(|m| m.testo("U26", "alto"));
    let esito = evaluated(&cartella(vec![foglio()], &[("traguardo.toml", PESI)]));
    assert_eq!(of_weights(&esito), ["a.xlsx U26 errore", "a.xlsx U37 avviso"], "1 beside 3%");
    assert_eq!(numbers(&esito.risultati.obiettivi, "rispetto_fasi"), [Some(75.0)], "it weighs 1");
    let flags = esito.risultati.obiettivi.column("provvisorio").unwrap().bool().unwrap();
    assert_eq!(flags.get(0), Some(true));
    let unused = evaluated(&cartella(vec![foglio()], &[("traguardo.toml", "anno = 2022\n")]));
    assert_eq!(of_weights(&unused), ["a.xlsx U26 avviso"]);
    let table = "obiettivo;fase;peso\nPratiche;1;3\n";
    let esito = evaluated(&cartella(vec![foglio()], &[("traguardo.toml", PESI), ("pesi.csv", table)]));
    assert_eq!(of_weights(&esito)[..2], ["a.xlsx U26 avviso", "a.xlsx U27 avviso"], "the table stands for the cell");
}

#[test]
fn lines_of_the_table_of_weights_that_fit_nothing_are_said_and_stop_nobody() {
    let table = "obiettivo;fase;indicatore;peso\nPratiche;9;;3\nPratiche;;n. rondini;9\nAltro;;;7\nPratiche;1;;2\n";
    let esito = evaluated(&cartella(vec![pesato()], &[("traguardo.toml", PESI), ("pesi.csv", table)]));
    let said: Vec<_> = of_weights(&esito).into_iter().filter(|s| s.starts_with("pesi")).collect();
    assert_eq!(said, ["pesi.csv A2 errore", "pesi.csv A3 errore", "pesi.csv A4 errore"]);
    let two = vec![Modulo::nuovo("Foglio"), Modulo::nuovo("Foglio").con(|m| m.testo("A1", "TERRITORIO"))];
    let esito = evaluated(&cartella(two, &[("traguardo.toml", PESI), ("pesi.csv", "obiettivo;peso\nPratiche;7\n")]));
    assert_eq!(of_weights(&esito), ["pesi.csv A2 errore"], "of which of the two");
}

#[test]
fn an_exception_says_what_is_expected_where_the_cell_does_not() {
    let foglio = || {
        Modulo::nuovo("Foglio").con(|m| {
            m.testo("J37", "parecchi");
            m.numero("P37", 2.0);
        })
    };
    let grado = |rules: &str| {
        let esito = evaluated(&cartella(vec![foglio()], &[("traguardo.toml", rules)]));
        let said = esito.segnalazioni.iter().find(|s| s.codice == "IND008");
        (numbers(&esito.risultati.indicatori, "grado")[0], said.map(|s| s.gravita.as_str()))
    };
    assert_eq!(grado("anno = 2022\n"), (None, Some("errore")));
    let rules =
        "anno = 2022\n[[indicatori.eccezione]]\ntitolo = \"pratiche\"\nnome = \"eventi\"\natteso = \"almeno 4\"\n";
    assert_eq!(grado(rules), (Some(50.0), Some("nota")));
    assert_eq!(grado(&rules.replace("pratiche", "altro")), (None, Some("errore")), "of another obiettivo");
}

/// An obiettivo of all dirigenti with a collective entry, and one of each of two direzioni.
fn comune() -> Vec<Modulo> {
    let of = |direzione: &'static str, dirigente: &'static str, titolo: &'static str| {
        Modulo::nuovo("Foglio").con(move |m| {
            m.testo("A1", direzione);
            m.testo("K3", dirigente);
            m.testo("C13", titolo);
        })
    };
    vec![
        of("ENTE / OBIETTIVO INTERSETTORIALE", "Tutti i dirigenti", "Trasparenza").con(|m| {
            m.testo("A45", "D");
            m.testo("B45", "Tutti i funzionari");
        }),
        of("AVVOCATURA", "Trevisani Loredana", "Pratiche"),
        of("TERRITORIO", "Luparini Ettore", "Strade"),
    ]
}

const ANAGRAFICA: &str =
    "matricola;nominativo;categoria;direzione\n7;BIANCHI EVA;D;Avvocatura\n8;ESTRANEO ZENO;D;Territorio\n";

#[test]
fn a_collective_share_is_split_and_a_dirigente_reads_of_their_own_people_alone() {
    let rules = "anno = 2022\n[persone]\ncollettivi = \"espandi\"\n";
    let folder = cartella(comune(), &[("traguardo.toml", rules), ("anagrafica.csv", ANAGRAFICA)]);
    let esito = evaluated(&folder);
    let people = &esito.risultati.persone;
    let names: Vec<&str> = people.column("persona").unwrap().str().unwrap().iter().flatten().collect();
    assert_eq!(names, ["BIANCHI EVA", "ESTRANEO ZENO", "NERI UGO", "VERDI ADA"]);
    assert_eq!(numbers(people, "somma_pct")[..2], [Some(20.0), Some(20.0)], "half of 40 each");
    let said = esito.segnalazioni.iter().find(|s| s.codice == "PER005").unwrap();
    assert!(said.messaggio.ends_with("divisa tra 2 persone, 20% ciascuna, secondo l'anagrafica"), "{}", said.messaggio);
    run::consult(&job(&folder), |material| {
        let says = |text: &str, name: &str| text.contains(name);
        let own = format!("{:?}", Reports::of(material).dirigente("Trevisani Loredana"));
        assert!(says(&own, "BIANCHI EVA") && !says(&own, "ESTRANEO ZENO"));
        let other = format!("{:?}", Reports::of(material).dirigente("Luparini Ettore"));
        assert!(!says(&other, "BIANCHI EVA") && says(&other, "ESTRANEO ZENO"));
        let all = format!("{:?}", Reports::of(material).consolidato());
        assert!(says(&all, "BIANCHI EVA") && says(&all, "ESTRANEO ZENO"));
        let public = format!("{:?}", Reports::of(material).pubblicazione());
        assert!(!says(&public, "BIANCHI EVA") && !says(&public, "ESTRANEO ZENO"));
    })
    .unwrap();
}

#[test]
fn without_the_people_a_collective_share_stays_nobodys_and_says_why() {
    let rules = "anno = 2022\n[persone]\ncollettivi = \"espandi\"\n";
    let esito = evaluated(&cartella(comune(), &[("traguardo.toml", rules)]));
    let said = esito.segnalazioni.iter().find(|s| s.codice == "PER005").unwrap();
    assert_eq!(said.gravita.as_str(), "avviso");
    assert!(said.messaggio.ends_with("nessuna persona di anagrafica.csv le corrisponde"), "{}", said.messaggio);
    assert_eq!(esito.risultati.persone.height(), 2);
}

#[test]
fn a_dirigente_reads_their_own_valutazione_and_the_public_none() {
    let rules = "anno = 2022\n[[componente]]\nnome = \"obiettivi\"\npeso = 50\n[[componente]]\nnome = \"comportamenti\"\npeso = 50\n\
                 [premio]\ntipo = \"proporzionale\"\n";
    let table = "nominativo;comportamenti\nTREVISANI LOREDANA;61,3\nETTORE LUPARINI;47,9\nVERDI ADA;80\n";
    let folder = cartella(comune(), &[("traguardo.toml", rules), ("componenti.csv", table)]);
    let esito = evaluated(&folder);
    let said = esito.segnalazioni.iter().find(|s| s.codice == "PER010").unwrap();
    assert_eq!((said.gravita.as_str(), said.luogo.file.as_str()), ("errore", "componenti.csv"));
    assert!(said.messaggio.contains("«comportamenti» per NERI UGO:"), "{}", said.messaggio);
    run::consult(&job(&folder), |material| {
        // (100 + 61.3) : 2 and (100 + 47.9) : 2.
        let (hers, his) = ("80.65", "73.95");
        let own = format!("{:?}", Reports::of(material).dirigente("Trevisani Loredana"));
        assert!(own.contains(hers) && !own.contains(his) && !own.contains("47,9"));
        let all = format!("{:?}", Reports::of(material).relazione());
        assert!(all.contains(hers) && all.contains(his));
        let public = format!("{:?}", Reports::of(material).pubblicazione());
        assert!(!public.contains(hers) && !public.contains(his));
        assert!(!Reports::of(material).uffici().contains(&"componenti.csv".to_owned()), "a table is no office's");
    })
    .unwrap();
}

#[test]
fn an_amount_that_is_missing_and_a_name_that_nobody_has_are_said() {
    let rules = "anno = 2022\n[persone]\nrisultato = \"quota_budget\"\n[[componente]]\nnome = \"obiettivi\"\npeso = 50\n\
                 [[componente]]\nnome = \"comportamenti\"\npeso = 50\n[premio]\ntipo = \"proporzionale\"\n";
    let table = "nominativo;comportamenti\n;50\nVERDI ADDA;90\n";
    let sheets = vec![Modulo::nuovo("Foglio")];
    let esito = evaluated(&cartella(sheets, &[("traguardo.toml", rules), ("componenti.csv", table)]));
    let said: Vec<_> = esito.segnalazioni.iter().filter(|s| s.codice == "PER010").collect();
    let said: Vec<String> = said.iter().map(|s| format!("{} {}", s.luogo, s.gravita.as_str())).collect();
    assert_eq!(said, ["a.xlsx › Foglio › C13 errore", "componenti.csv › A3 nota"]);
}

#[test]
fn a_validation_that_changes_nothing_is_said() {
    let table = "obiettivo;indicatore;valore validato;motivazione\nPratiche;% rispetto fasi e tempi;50;perché\nPratiche;;70;perché\n";
    let esito = evaluated(&cartella(vec![Modulo::nuovo("Foglio")], &[("validazioni.csv", table)]));
    let said: Vec<_> = esito.segnalazioni.iter().filter(|s| s.codice == "VAL001").collect();
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].gravita.as_str(), said[0].luogo.to_string().as_str()), ("avviso", "validazioni.csv › A2"));
    assert_eq!(numbers(&esito.risultati.obiettivi, "punteggio"), [Some(70.0)]);
    assert_eq!(esito.validazioni.height(), 1);
}
