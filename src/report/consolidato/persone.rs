//! People and their participations.

use std::collections::BTreeMap;

use super::formule;
use super::schede::{caption, source};
use super::{number_of, stati, whose};
use crate::report::Material;
use crate::report::live::{Link, Live};
use crate::report::model::{Row, Tone, Value};
use crate::report::rows::{PartecipazioneRow, PersonaRow, Rows};
use crate::report::wording::{esito, percent, row, score, table, text};

/// One row a person, numbered from one.
pub(super) fn persone(material: &Material, rows: &Rows) -> Live {
    let regole = material.calcolo;
    let cells = rows.persone.iter().zip(1_i64..).map(|(p, nr)| persona(rows, p, nr));
    let columns = [
        "#Nr persona",
        "Persona",
        "@Categoria",
        "#Obiettivi",
        "#Somma delle quote",
        "#Quote valutate",
        "#Somma dei prodotti",
        "#Risultato",
        "@Stato",
    ];
    let of = "Partecipazioni[Nr persona],[@Nr persona]";
    let sum = |column: &str| format!("SUMIFS(Partecipazioni[{column}],{of})");
    let risultato = formule::risultato(regole);
    let title = caption("Risultato di ciascuna persona", &[&risultato]);
    let provvisori = format!("COUNTIFS({of},Partecipazioni[Stato obiettivo],\"provvisorio\")");
    Live::new("Persone", 2, table(title, &columns, cells.collect(), "Nessuna persona."))
        .formula("Obiettivi", format!("COUNTIFS({of},Partecipazioni[Voce],1)"))
        .formula("Somma delle quote", sum("Quota"))
        .formula("Quote valutate", sum("Quota valutata"))
        .formula("Somma dei prodotti", sum("Quota per punteggio"))
        .formula("Risultato", risultato)
        .formula("Stato", format!("IF({provvisori}>0,\"provvisorio\",\"definitivo\")"))
        .states("Stato", &stati())
        .bars(&["Risultato"])
}

fn persona(rows: &Rows, p: &PersonaRow, nr: i64) -> Row {
    let own: Vec<Conto> = rows
        .partecipazioni
        .iter()
        .filter(|x| !x.collettiva && x.persona == p.persona)
        .map(|x| conto(rows, x))
        .collect();
    let cells = vec![
        Value::Count(nr),
        Value::Text(p.persona.clone()),
        text(p.categoria.as_deref()),
        Value::Count(p.n_obiettivi),
        percent(Some(p.somma_pct.unwrap_or(0.0))),
        percent(Some(own.iter().map(|c| c.quota).sum())),
        Value::Number { value: own.iter().map(|c| c.prodotto).sum(), decimals: 2 },
        score(p.risultato, "non valutabile"),
        esito(p.provvisorio),
    ];
    row(None, cells)
}

/// What a participation adds to the two sums of a person's result.
struct Conto {
    punteggio: Option<f64>,
    quota: f64,
    prodotto: f64,
}

fn conto(rows: &Rows, p: &PartecipazioneRow) -> Conto {
    let punteggio = rows.scheda(&p.id).and_then(|s| s.punteggio);
    let counted = p.pct.filter(|_| punteggio.is_some());
    Conto {
        punteggio,
        quota: counted.unwrap_or(0.0),
        prodotto: counted.zip(punteggio).map_or(0.0, |(pct, punteggio)| pct * punteggio),
    }
}

/// One row a name under PERSONALE.
pub(super) fn partecipazioni(material: &Material, rows: &Rows) -> Live {
    let mut seen: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    let mut cells = Vec::new();
    for p in &rows.partecipazioni {
        let voce = seen.entry((&p.persona, &p.id)).or_default();
        *voce += 1;
        cells.push(partecipazione(rows, p, *voce));
    }
    let columns = [
        "#Nr persona",
        "Persona",
        "Nominativo come scritto",
        "@Categoria",
        "#Nr",
        "Obiettivo",
        "Direzione",
        "#Voce",
        "#Quota",
        "#Punteggio",
        "#Quota valutata",
        "#Quota per punteggio",
        "@Stato obiettivo",
        "Note",
        "@Cella",
    ];
    let both = "AND(ISNUMBER([@Quota]),ISNUMBER([@Punteggio]))";
    Live::new("Partecipazioni", 2, table("Partecipazioni agli obiettivi", &columns, cells, "Nessuna partecipazione."))
        .formula("Punteggio", "INDEX(Obiettivi[Punteggio],[@Nr])".to_owned())
        .formula("Quota valutata", format!("IF({both},[@Quota],0)"))
        .formula("Quota per punteggio", format!("IF({both},[@Quota]*[@Punteggio],0)"))
        .formula("Stato obiettivo", "INDEX(Obiettivi[Stato],[@Nr])".to_owned())
        .states("Stato obiettivo", &stati())
        .states("Quota", &[("mancante".to_owned(), Tone::Bad)])
        .link("Nr persona", Some(Link::Row("Persone".to_owned())))
        .link("Nr", Some(Link::Row("Obiettivi".to_owned())))
        .link("Cella", source(material))
}

fn partecipazione(rows: &Rows, p: &PartecipazioneRow, voce: i64) -> Row {
    let scheda = rows.scheda(&p.id);
    let persona = rows.persone.iter().position(|x| !p.collettiva && x.persona == p.persona);
    let counted = conto(rows, p);
    let [_, obiettivo, direzione] = whose(rows, &p.id);
    let cells = vec![
        persona.and_then(|n| i64::try_from(n + 1).ok()).map_or(Value::Blank, Value::Count),
        Value::Text(if p.collettiva { "(voce collettiva)".to_owned() } else { p.persona.clone() }),
        Value::Text(p.nominativo.clone().unwrap_or_else(|| p.persona.clone())),
        text(p.categoria.as_deref()),
        number_of(rows, &p.id).map_or(Value::Blank, Value::Count),
        obiettivo,
        direzione,
        Value::Count(voce),
        p.pct.map_or_else(|| Value::Status("mancante".to_owned(), Tone::Bad), |pct| percent(Some(pct))),
        score(counted.punteggio, "non valutabile"),
        percent(Some(counted.quota)),
        Value::Number { value: counted.prodotto, decimals: 2 },
        esito(scheda.is_some_and(|s| s.provvisorio)),
        text(p.note.as_deref()),
        text(p.cella.as_deref()),
    ];
    row(scheda.map(|s| s.cella(p.cella.as_deref())), cells)
}
