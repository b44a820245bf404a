//! The second form: a row an obiettivo in a flat sheet, against values written by hand.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

use std::path::Path;

use traguardo::config::Config;
use traguardo::run::{self, Letto};
use traguardo::scheda::profile::Profile;
use traguardo::scheda::{Raggiunto, Scadenza, Scheda};

fn letto() -> Letto {
    let input = tempfile::tempdir().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/elenco.xlsx");
    std::fs::copy(fixture, input.path().join("elenco.xlsx")).unwrap();
    run::read(&run::workbooks(input.path()), &Profile::shipped(), &Config::default(), Scadenza::Dicembre, &|| {})
}

fn say(scheda: &Scheda) -> String {
    let i = &scheda.intestazione;
    let text = |t: &Option<String>| t.clone().unwrap_or_else(|| "-".into());
    let value = |r: &Raggiunto| r.valore.map_or("-".into(), |v| v.to_string());
    let head =
        [&i.direzione, &i.dirigente, &i.responsabile, &i.missione, &i.titolo].map(|c| text(&c.testo)).join(" | ");
    let indicatori = scheda.indicatori.iter().map(|x| {
        let at = x.dic.at.unwrap();
        format!("{} {} {} {} {at}", x.nome.valore, text(&x.atteso_testo), value(&x.lug), value(&x.dic))
    });
    let persone = scheda
        .personale
        .iter()
        .map(|p| format!("{} {}", p.nominativo.valore, p.pct.punti.map_or("-".into(), |v| v.to_string())));
    format!(
        "{} {head} / {} / {}",
        scheda.luogo.cella.unwrap(),
        indicatori.collect::<Vec<_>>().join("; "),
        persone.collect::<Vec<_>>().join("; ")
    )
}

#[test]
fn a_row_an_obiettivo_is_read_like_a_page_an_obiettivo() {
    let letto = letto();
    assert_eq!(letto.fogli[0].profilo, "elenco di obiettivi");
    let found: Vec<String> = letto.voci.iter().map(|v| say(&v.scheda)).collect();
    let affari = "AFFARI GENERALI | Rossi Ada | Bianchi Ugo | 01";
    let territorio = "TERRITORIO | Neri Ivo | // | 08";
    let expected = [
        format!(
            "A5 {affari} | Sportello unico / n. giornate di apertura >= 40 20 38 K5; % pratiche evase 100% 50 100 K6 / \
             Verdi Lia 60; Gialli Ivo 40"
        ),
        format!("A7 {affari} | Archivio digitale / n. atti scansionati 1000 400 1000 K7 / Verdi Lia 100"),
        format!("A9 {affari} | Formazione / n. corsi 4 2 3 K9 / Gialli Ivo 50; Bianchi Ugo 50"),
        format!(
            "A11 {territorio} | Verde pubblico / n. alberi piantati 50 25 50 K11; tempo di risposta in giorni <= 10 9 8 K12 / \
             Blu Pia 100"
        ),
        format!("A13 {territorio} | Piste ciclabili / km realizzati 5 2 5 K13 / Blu Pia 30; Viola Leo 70"),
    ];
    assert_eq!(found, expected);
    let said: Vec<String> = letto.segnalazioni.iter().map(|s| format!("{} {}", s.codice, s.luogo)).collect();
    assert_eq!(said, ["FOG009 elenco.xlsx › Obiettivi 2022 › A10"]);
}

#[test]
fn the_whole_run_scores_the_indicators_and_asks_for_no_section_that_the_form_lacks() {
    let config = Config { anno: 2022, ..Config::default() };
    let esito = run::evaluate(&letto(), &config, config.ultimo_termine().verifica());
    let obiettivi = &esito.risultati.obiettivi;
    assert_eq!(obiettivi.height(), 5);
    assert!(obiettivi.column("punteggio").unwrap().f64().unwrap().iter().all(|p| p.is_some()));
    let wrong: Vec<String> = esito
        .segnalazioni
        .iter()
        .filter(|s| ["FOG003", "INT001", "FOG006"].contains(&s.codice))
        .map(|s| format!("{} {}: {}", s.codice, s.luogo, s.messaggio))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}
