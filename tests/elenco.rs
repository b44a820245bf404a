//! The second form: a row an obiettivo in a flat sheet, against values written by hand.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

#[path = "support/drawn.rs"]
mod drawn;

use std::path::Path;

use traguardo::config::Config;
use traguardo::run::{self, Letto};
use traguardo::scheda::profile::Profile;
use traguardo::scheda::{self, Calendario, Convenzioni, Criteri, Raggiunto, Scadenza, Scheda};
use traguardo::workbook::Sheet;

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
        .filter(|s| ["FOG003", "INT001", "FOG006"].contains(&s.codice.sigla))
        .map(|s| format!("{} {}: {}", s.codice, s.luogo, s.messaggio))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

/// What a drawn sheet says, a line an obiettivo and a line a segnalazione: `A3 titolo | the fields that are not blank |
/// indicators | people`.
fn righe(sheet: &Sheet) -> Vec<String> {
    let profili = Profile::shipped();
    let (scadenza, calendario) = (Scadenza::Dicembre, Calendario::default());
    let criteri = Criteri { profili: &profili, scadenza, anno: 2022, calendario, convenzioni: &Convenzioni::default() };
    let foglio = scheda::read("f.xlsx", sheet, criteri);
    let value = |r: &Raggiunto| r.valore.map_or("-".into(), |v| v.to_string());
    let mut lines: Vec<String> = Vec::new();
    for s in &foglio.schede {
        let at = s.luogo.cella.map_or("foglio".to_owned(), |at| at.to_string());
        let campi = s.intestazione.campi().filter(|(nome, ..)| *nome != "titolo");
        let campi = campi.filter_map(|(nome, _, c)| Some(format!("{nome}={} {}", c.testo.clone()?, c.at.unwrap())));
        let peso = |peso: Option<f64>| peso.map_or(String::new(), |peso| format!(" peso {peso}"));
        let indicatori = s.indicatori.iter().map(|i| {
            let atteso = i.atteso_testo.clone().unwrap_or("-".into());
            format!("{} {atteso} {}/{}{}", i.nome.valore, value(&i.lug), value(&i.dic), peso(i.peso.valore))
        });
        let persone = s.personale.iter().map(|p| {
            let more = [&p.categoria, &p.note.as_ref().map(|n| n.valore.clone())];
            let more = more.map(|t| t.as_ref().map_or(String::new(), |t| format!(" [{t}]"))).concat();
            let pct = p.pct.punti.map_or("-".into(), |v| v.to_string());
            format!("{} {pct} {}{more}", p.nominativo.valore, p.pct.at.unwrap())
        });
        let parts = [
            campi.collect::<Vec<_>>().join(", "),
            indicatori.collect::<Vec<_>>().join("; "),
            persone.collect::<Vec<_>>().join("; "),
        ];
        let titolo = s.intestazione.titolo.testo.clone().unwrap_or("-".into());
        let anno = s.anno.map_or(String::new(), |anno| format!(" {anno}"));
        lines.push(format!("{at} {titolo}{anno}{} | {}", peso(s.peso.valore), parts.join(" | ")));
    }
    let place = |s: &traguardo::segnalazione::Segnalazione| s.luogo.cella.map_or("foglio".into(), |at| at.to_string());
    let mut said = foglio.segnalazioni.clone();
    said.extend(foglio.schede.iter().flat_map(|s| scheda::vista(sheet, s)));
    said.sort_by_key(|s| (s.luogo.cella, s.codice));
    lines.extend(said.iter().map(|s| format!("{} {} {}", s.codice, place(s), s.messaggio)));
    lines
}

/// Requires the obiettivi and the segnalazioni that a person reads in a drawing; `…` at the end of a line stands for
/// any rest.
#[track_caller]
fn legge(what: &str, text: &str, expected: &[&str]) {
    dice(what, &drawn::sheet(text), expected);
}

#[track_caller]
fn dice(what: &str, sheet: &Sheet, expected: &[&str]) {
    let found = righe(sheet);
    let same = |found: &String, wanted: &&str| match wanted.strip_suffix('…') {
        Some(start) => found.starts_with(start),
        None => found == wanted,
    };
    let equal = found.len() == expected.len() && found.iter().zip(expected).all(|(f, w)| same(f, w));
    assert!(equal, "{what}:\n{}\ninstead of\n{}", found.join("\n"), expected.join("\n"));
}

#[test]
fn headings_hold_for_what_stands_below_them() {
    legge(
        "above the table",
        "PDO 2022
         Settore: Cultura
         Dirigente | Rossi Ada

         Obiettivo | Indicatore | Target | Raggiunto 31/07 | Raggiunto 31/12 | Personale
         Biblioteca | prestiti | 100 | 50 | 90 | Neri Ugo 100%",
        &["foglio Biblioteca | direzione=Cultura A2, dirigente=Rossi Ada B3 | prestiti 100 50/90 | Neri Ugo 100 F6"],
    );
    legge(
        "between the groups: the dirigente of one direzione is not the next one's",
        "Obiettivo | Indicatore | Target | Raggiunto 31/07 | Raggiunto 31/12 | Personale
         SETTORE CULTURA | < | < | < | < | <
         Dirigente: Rossi Ada
         Biblioteca | prestiti | 100 | 50 | 90 | Neri Ugo 100%
         Servizio: Musei
         Mostra | visite | 10 | 5 | 9 | Neri Ugo 100%
         SETTORE SPORT | < | < | < | < | <
         Palestre | ore | 10 | 5 | 9 | Neri Ugo 100%",
        &[
            "A4 Biblioteca | direzione=SETTORE CULTURA A2, dirigente=Rossi Ada A3 | prestiti 100 50/90 | Neri Ugo 100 F4",
            "A6 Mostra | direzione=SETTORE CULTURA A2, dirigente=Rossi Ada A3, sezione=Musei A5 | visite 10 5/9 | Neri Ugo 100 F6",
            "A8 Palestre | direzione=SETTORE SPORT A7 | ore 10 5/9 | Neri Ugo 100 F8",
        ],
    );
    legge(
        "a heading of the obiettivo, with rows of indicators under it",
        "Obiettivo | Indicatore | Target | Raggiunto 31/07 | Raggiunto 31/12 | Dirigente | Settore
         Obiettivo n. 1 – Biblioteca | < | < | < | < | < | <
          | prestiti | 100 | 50 | 90 | Rossi Ada | Cultura
          | lettori | 10 | 5 | 9 | Rossi Ada | Cultura
         Obiettivo n. 2 – Mostra | < | < | < | < | < | <
          | visite | 10 | 5 | 9 | Rossi Ada | Cultura",
        &[
            "B3 Biblioteca | direzione=Cultura G3, dirigente=Rossi Ada F3 | prestiti 100 50/90; lettori 10 5/9 | ",
            "B6 Mostra | direzione=Cultura G6, dirigente=Rossi Ada F6 | visite 10 5/9 | ",
        ],
    );
}

#[test]
fn headers_may_take_several_rows() {
    legge(
        "cells merged over two rows and over several columns",
        "N. | Settore | Dirigente | Obiettivo | INDICATORI | < | < | < | PERSONALE | <
         ^ | ^ | ^ | ^ | Descrizione | Target | Raggiunto 31/07 | Raggiunto 31/12 | Nominativo | %
         1 | Cultura | Rossi Ada | Biblioteca | prestiti | 100 | 50 | 90 | Neri Ugo | 100%",
        &["foglio Biblioteca | direzione=Cultura B3, dirigente=Rossi Ada C3 | prestiti 100 50/90 | Neri Ugo 100 J3"],
    );
    legge(
        "the months below what they share",
        "Settore | Dirigente | Obiettivo | Indicatore | Target | Raggiunto | < | Personale
          | | | | | 31/07 | 31/12 |
         Cultura | Rossi Ada | Biblioteca | prestiti | 100 | 50 | 90 | Neri Ugo 100%",
        &["foglio Biblioteca | direzione=Cultura A3, dirigente=Rossi Ada B3 | prestiti 100 50/90 | Neri Ugo 100 H3"],
    );
    legge(
        "printed again on the next page, in the middle of an obiettivo",
        "Settore | Dirigente | Obiettivo | Indicatore | Target | Raggiunto 31/07 | Raggiunto 31/12
         Cultura | Rossi Ada | Biblioteca | prestiti | 100 | 50 | 90
         Settore | Dirigente | Obiettivo | Indicatore | Target | Raggiunto 31/07 | Raggiunto 31/12
          | | | lettori | 10 | 5 | 9",
        &["foglio Biblioteca | direzione=Cultura A2, dirigente=Rossi Ada B2 | prestiti 100 50/90; lettori 10 5/9 | "],
    );
}

#[test]
fn people_have_their_shares_beside_them_or_in_a_column() {
    let table = |rows: &str| {
        format!(
            "Settore | Dirigente | Obiettivo | Indicatore | Target | Raggiunto 31/12 | Personale | Quota | Cat.\n{rows}"
        )
    };
    let head = "direzione=Cultura A2, dirigente=Rossi Ada B2 | prestiti 100 -/90";
    legge(
        "a row a person",
        &table(
            "Cultura | Rossi Ada | Biblioteca | prestiti | 100 | 90 | Neri Ugo | 60% | C
              | | | | | | Verdi Ivo | 40% | D",
        ),
        &[&format!("foglio Biblioteca | {head} | Neri Ugo 60 H2 [C]; Verdi Ivo 40 H3 [D]")],
    );
    legge(
        "two lists of equal length",
        &table("Cultura | Rossi Ada | Biblioteca | prestiti | 100 | 90 | Neri Ugo⏎Verdi Ivo | 60%⏎40% |"),
        &[&format!("foglio Biblioteca | {head} | Neri Ugo 60 H2; Verdi Ivo 40 H2")],
    );
    legge(
        "one share for two people",
        &table("Cultura | Rossi Ada | Biblioteca | prestiti | 100 | 90 | Neri Ugo, Verdi Ivo | 50% |"),
        &[
            &format!("foglio Biblioteca | {head} | Neri Ugo - H2; Verdi Ivo - H2"),
            "PER001 H2 qui c'è una quota, e i nomi accanto sono 2: …",
        ],
    );
}

#[test]
fn weights_are_of_what_stands_before_them() {
    legge(
        "of the obiettivo and of the indicator",
        "Settore | Dirigente | Obiettivo | Peso | Indicatore | Peso | Target | Raggiunto 31/12
         Cultura | Rossi Ada | Biblioteca | 30% | prestiti | 70 | 100 | 90
          | | | | lettori | alto | 10 | 9",
        &[
            "foglio Biblioteca peso 30 | direzione=Cultura A2, dirigente=Rossi Ada B2 | prestiti 100 -/90 peso 70; lettori 10 -/9 | ",
            "CEL003 F3 il peso dell'indicatore «lettori» non è un numero da zero in su («alto»); dove le regole usano i pesi …",
        ],
    );
}

#[test]
fn what_a_list_lacks_is_said_once() {
    legge(
        "columns that are required, and one that nobody knows",
        "N. obiettivo | Obiettivo | Indicatore | Target | Raggiunto 31/12 | Colore
         1 | Biblioteca | prestiti | 100 | 90 | blu
         2 | Mostra | visite | 10 | 9 | rosso",
        &[
            "A2 Biblioteca |  | prestiti 100 -/90 | ",
            "A3 Mostra |  | visite 10 -/9 | ",
            "INT001 A1 nell'elenco manca la colonna «Direzione»: il campo manca a tutti gli obiettivi",
            "INT001 A1 nell'elenco manca la colonna «Dirigente»: il campo manca a tutti gli obiettivi",
            "FOG009 F1 la colonna «Colore» non appartiene a nessun campo: non è stata letta",
        ],
    );
    legge(
        "no name of the indicators",
        "Settore | Dirigente | Obiettivo | Target | Raggiunto 31/12
         Cultura | Rossi Ada | Biblioteca | 100 | 90
         Cultura | Rossi Ada | Mostra | 10 | 9",
        &[
            "A2 Biblioteca | direzione=Cultura A2, dirigente=Rossi Ada B2 | Biblioteca 100 -/90 | ",
            "A3 Mostra | direzione=Cultura A3, dirigente=Rossi Ada B3 | Mostra 10 -/9 | ",
            "FOG009 C2 l'elenco non ha una colonna con i nomi degli indicatori: …",
            "FOG009 C3 l'elenco non ha una colonna con i nomi degli indicatori: …",
        ],
    );
    legge(
        "a title",
        "Settore | Dirigente | Obiettivo | Indicatore | Target | Raggiunto 31/12
         Cultura | Rossi Ada | | prestiti | 100 | 90",
        &["foglio - | direzione=Cultura A2, dirigente=Rossi Ada B2 | prestiti 100 -/90 | "],
    );
    legge(
        "all of it",
        "Settore | Dirigente | Obiettivo | Indicatore | Target | Raggiunto 31/12",
        &["FOG002 foglio il foglio contiene un elenco in bianco"],
    );
}

#[test]
fn the_year_tells_the_columns_apart() {
    legge(
        "what was, and what will be",
        "Settore | Dirigente | Obiettivo | Indicatore | Raggiunto 2021 | Target 2022 | Target 2023 | Raggiunto 2022
         Cultura | Rossi Ada | Biblioteca | prestiti | 80 | 100 | 120 | 90",
        &[
            "foglio Biblioteca 2022 | direzione=Cultura A2, dirigente=Rossi Ada B2 | prestiti 100 -/90 | ",
            "FOG009 E1 la colonna «Raggiunto 2021» è del 2021: non è stata letta",
            "FOG009 G1 la colonna «Target 2023» è del 2023: non è stata letta",
            "FOG009 H1 la colonna «Raggiunto 2022» non dice a quale scadenza si riferisce: è stata letta come quella del 31 dicembre",
        ],
    );
    legge(
        "last year's list",
        "Settore | Dirigente | Obiettivo | Indicatore | Target | Raggiunto 31/12/2021
         Cultura | Rossi Ada | Biblioteca | prestiti | 100 | 90",
        &["foglio Biblioteca 2021 | direzione=Cultura A2, dirigente=Rossi Ada B2 | prestiti 100 -/90 | "],
    );
}

#[test]
fn several_lists_may_stand_on_one_sheet() {
    legge(
        "each with its columns",
        "Settore: Cultura
         Obiettivo | Indicatore | Target | Raggiunto 31/12
         Biblioteca | prestiti | 100 | 90
         Totale | | 100 |
         da approvare

         Settore: Sport
         Indicatore | Obiettivo | Raggiunto 31/12 | Target
         ore | Palestre | 9 | 10",
        &[
            "A3 Biblioteca | direzione=Cultura A1 | prestiti 100 -/90 | ",
            "A9 Palestre | direzione=Sport A7 | ore 10 -/9 | ",
            "INT001 A2 nell'elenco manca la colonna «Dirigente»: il campo manca a tutti gli obiettivi",
            "FOG009 A4 il testo «Totale» sta nell'elenco ma non appartiene a nessun obiettivo: non è stato letto",
            "FOG009 A5 il testo «da approvare» sta nell'elenco ma non appartiene a nessun obiettivo: non è stato letto",
            "INT001 B8 nell'elenco manca la colonna «Dirigente»: il campo manca a tutti gli obiettivi",
        ],
    );
}

const DUE: &str = "Settore | Dirigente | Obiettivo | Indicatore | Target | Raggiunto 31/12 | Personale
    Cultura | Rossi Ada | Biblioteca | prestiti | 100 | 90 | Neri Ugo 100%
    Cultura | Rossi Ada | Mostra | visite | 10 | 9 | Neri Ugo 100%";

#[test]
fn what_is_hidden_is_said() {
    let sheet = drawn::sheet(DUE);
    let biblioteca =
        "A2 Biblioteca | direzione=Cultura A2, dirigente=Rossi Ada B2 | prestiti 100 -/90 | Neri Ugo 100 G2";
    let mostra = "A3 Mostra | direzione=Cultura A3, dirigente=Rossi Ada B3 | visite 10 -/9 | Neri Ugo 100 G3";
    dice("nothing", &sheet, &[biblioteca, mostra]);
    let filtered = sheet.clone().with_hidden(vec![2..=2], Vec::new());
    let row = "FOG005 D3 la riga 3 è nascosta e contiene l'indicatore «visite»: è stata letta e conta come le altre";
    dice("a row, as a filter leaves it", &filtered, &[biblioteca, mostra, row]);
    let (cells, merges) = drawn::cells(DUE);
    let hidden = Sheet::new("Foglio".into(), true, cells, merges);
    dice("the sheet", &hidden, &["FOG004 foglio il foglio è nascosto e contiene …"]);
}

#[test]
fn of_two_profiles_the_surer_reads_the_sheet_and_says_so() {
    legge(
        "a page an obiettivo that has its title in the header of a table",
        "Titolo obiettivo | Biblioteca
         Settore | Cultura
         Dirigente | Rossi Ada

         Obiettivo | Indicatore | Atteso | Raggiunto 31/12 | Sezione
         Biblioteca | prestiti | 100 | 90 | Musei",
        &[
            "foglio Biblioteca | direzione=Cultura B2, dirigente=Rossi Ada B3, sezione=Musei E6 | prestiti 100 -/90 | ",
            "FOG009 foglio il foglio si può leggere anche con il modulo «scheda obiettivo»: …",
        ],
    );
}
