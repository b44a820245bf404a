//! What people are judged by and the premio, where the rules in force give one. Personal data: for the Nucleo all of
//! it, for a dirigente their own alone, for the public nothing.

use super::model::{Block, Value};
use super::rows::{Rows, ValutazioneRow};
use super::testi::{tavola, testo};
use super::wording::{esito, paragraph, row, score};

/// Everybody's, by role; nothing where nobody is judged.
pub(super) fn blocks(rows: &Rows) -> Option<Vec<Block>> {
    if rows.valutazioni.is_empty() {
        return None;
    }
    let cells = rows.valutazioni.iter().map(|v| row(None, cells(v)));
    Some(vec![paragraph(testo!("valutazioni-testo")), Block::Table(tavola!("tabella-valutazioni", cells.collect()))])
}

fn cells(v: &ValutazioneRow) -> Vec<Value> {
    let list = |names: &[String]| if names.is_empty() { Value::Blank } else { Value::Text(names.join(", ")) };
    let number = |value: Option<f64>| value.map_or(Value::Blank, |value| Value::Number { value, decimals: 2 });
    let missing =
        if v.manca.is_empty() { String::new() } else { testo!("valutazioni-manca", manca = v.manca.join(", ")) };
    vec![
        Value::Text(v.nome.clone()),
        Value::Text(v.ruolo.clone()),
        score(v.obiettivi, testo!("stato-non-valutabile")),
        number(v.base),
        list(&v.non_rispettate),
        if missing.is_empty() { number(v.valutazione) } else { Value::Text(missing) },
        v.posizione.map_or(Value::Blank, Value::Count),
        number(v.premio),
        v.importo.map_or(Value::Blank, Value::Euro),
        esito(v.provvisorio),
    ]
}
