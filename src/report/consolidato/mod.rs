//! The workbook for the Nucleo di Valutazione, which computes its own figures: one chapter a sheet, live tables that
//! refer to one another, and a guide to how each figure follows from the others.

mod dati;
mod formule;
mod guida;
mod persone;
mod schede;
mod sintesi;
mod strutture;

use super::Material;
use super::live::Live;
use super::model::{Block, Report, Table, Value};
use super::parts::{self, chapter};
use super::rows::Rows;
use super::testi::testo;
use super::valutazioni;
use super::wording::{count, esito, fact, percent, row, score, table, text};

/// Puts the workbook together.
pub(super) fn assemble(material: &Material, rows: &Rows) -> Report {
    let errori = rows.count("errore");
    let cover = vec![
        fact("Schede", count(rows.schede.len())),
        fact("Errori", count(errori)),
        fact("Avvisi", count(rows.count("avviso"))),
    ];
    let title = format!("Consolidato {} {}", material.anno, material.scadenza_nome);
    let mut report = parts::frame(material, title, "Nucleo di Valutazione", errori, cover);
    let strutture = strutture::Strutture::read(material, rows);
    let live = |live: Live| vec![Block::Live(live)];
    report.chapters = vec![
        chapter("Sintesi", "Sintesi", sintesi::blocks(material, rows, &strutture)),
        chapter("Guida alla lettura", "Guida", guida::blocks(material)),
        chapter("Direzioni, strutture e ruoli", "Direzioni", live(strutture.table(material))),
        chapter("Obiettivi", "Obiettivi", live(schede::obiettivi(material, rows))),
        chapter("Fasi", "Fasi", live(schede::fasi(material, rows))),
        chapter("Indicatori", "Indicatori", live(schede::indicatori(material, rows))),
        chapter("Persone", "Persone", live(persone::persone(material, rows))),
        chapter("Partecipazioni", "Partecipazioni", live(persone::partecipazioni(material, rows))),
        chapter("Chi risponde di quali obiettivi", "Appartenenze", live(strutture.appartenenze(material))),
        chapter("Risorse", "Risorse", live(dati::risorse(material, rows))),
        chapter("Segnalazioni", "Segnalazioni", live(dati::segnalazioni(material, rows))),
        chapter("Regole di calcolo in vigore", "Regole", dati::regole(material)),
    ];
    if let Some(blocks) = valutazioni::blocks(rows) {
        // After the people and their participations.
        report.chapters.insert(8, chapter(testo!("valutazioni-titolo"), testo!("valutazioni-titolo.breve"), blocks));
    }
    report
}

/// The result of each person, as a table without formulas.
pub(super) fn persone(rows: &Rows) -> Vec<Block> {
    let cells = rows.persone.iter().map(|p| {
        row(
            None,
            vec![
                Value::Text(p.persona.clone()),
                text(p.categoria.as_deref()),
                Value::Count(p.n_obiettivi),
                percent(p.somma_pct),
                score(p.risultato, "non valutabile"),
                esito(p.provvisorio),
            ],
        )
    });
    let columns = ["Persona", "@Categoria", "#Obiettivi", "#Somma delle quote", "#Risultato", "@Stato"];
    vec![Block::Table(table("Risultato di ciascuna persona", &columns, cells.collect(), "Nessuna persona."))]
}

/// The rules in force, one row a key.
pub(super) fn table_regole(material: &Material) -> Table {
    let cells = material.regole.iter().map(|(key, value, origin)| {
        row(None, vec![Value::Text(key.clone()), Value::Text(value.clone()), Value::Text(origin.clone())])
    });
    table("Regole in vigore", &["Chiave", "Valore", "Da dove viene"], cells.collect(), "Nessuna regola.")
}

/// The number of a scheda, from one, in the order of the sheet Obiettivi.
fn number_of(rows: &Rows, id: &str) -> Option<i64> {
    rows.schede.iter().position(|s| s.id == id).and_then(|n| i64::try_from(n + 1).ok())
}

/// The same as a value.
fn nr(rows: &Rows, id: Option<&str>) -> Value {
    id.and_then(|id| number_of(rows, id)).map_or(Value::Blank, Value::Count)
}

/// The number, the name and the direzione of a scheda, for the rows of its parts.
fn whose(rows: &Rows, id: &str) -> [Value; 3] {
    let scheda = rows.scheda(id);
    let name = scheda.map_or_else(|| Value::Text(id.to_owned()), |s| Value::Text(s.nome().to_owned()));
    [nr(rows, Some(id)), name, text(scheda.and_then(|s| s.direzione.as_deref()))]
}

/// A number with as many decimals as a result has.
fn points(value: Option<f64>) -> Value {
    value.map_or(Value::Blank, |value| Value::Number { value, decimals: 2 })
}

/// A yes or no.
fn si_no(yes: bool) -> Value {
    Value::Text(if yes { "sì" } else { "no" }.to_owned())
}

/// The states of what an errore can still change.
fn stati() -> [(String, super::model::Tone); 2] {
    [true, false].map(|p| match esito(p) {
        Value::Status(text, tone) => (text, tone),
        other => (other.to_string(), super::model::Tone::Neutral),
    })
}
