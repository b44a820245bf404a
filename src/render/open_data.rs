//! Tables as open data: CSV, JSON and the text that explains them.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use crate::report::model::{Report, Value};
use crate::report::{Pubblicazione, Tavola};

/// A table as CSV: UTF-8 with its mark, a semicolon between fields, a comma before decimals, as spreadsheets open it in
/// Italy.
#[must_use]
pub fn csv(tavola: &Tavola) -> String {
    let mut out = String::from('\u{feff}');
    let heads: Vec<&str> = tavola.colonne.iter().map(|(name, ..)| *name).collect();
    let _ = write!(out, "{}\r\n", heads.join(";"));
    for riga in &tavola.righe {
        let fields: Vec<String> = riga.iter().map(field).collect();
        let _ = write!(out, "{}\r\n", fields.join(";"));
    }
    out
}

fn field(value: &Value) -> String {
    if let Some(number) = number(value) {
        return number.to_string().replace('.', ",");
    }
    let mut text = value.to_string();
    // A spreadsheet would take these for a formula: text from a workbook is data.
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        text.insert(0, '\'');
    }
    if text.contains([';', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// All tables and what they are about as one JSON object.
#[must_use]
pub fn json(pubblicazione: &Pubblicazione) -> String {
    let report = &pubblicazione.report;
    let mut all = Map::new();
    all.insert("ente".into(), json!(report.ente));
    all.insert("titolo".into(), json!(report.title));
    all.insert("scadenza".into(), json!(report.date.to_string()));
    all.insert("provvisorio".into(), json!(report.provvisorio.is_some()));
    for tavola in &pubblicazione.tavole {
        let row = |riga: &Vec<Value>| -> Json {
            tavola.colonne.iter().zip(riga).map(|((name, ..), value)| ((*name).to_owned(), item(value))).collect()
        };
        all.insert(tavola.nome.into(), tavola.righe.iter().map(row).collect());
    }
    let mut text = serde_json::to_string_pretty(&Json::Object(all)).expect("plain values have a JSON form");
    text.push('\n');
    text
}

fn item(value: &Value) -> Json {
    match (value, number(value)) {
        (Value::Count(n), _) => json!(n),
        (_, Some(number)) => json!(number),
        (Value::Blank, _) => Json::Null,
        _ => json!(value.to_string()),
    }
}

/// The number of a value that is one.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Count(n) => Some(*n as f64),
        Value::Number { value, .. } => Some(*value),
        Value::Percent { points, .. } => Some(*points),
        Value::Euro(amount) => Some(*amount),
        _ => None,
    }
}

/// What the files are, column by column.
#[must_use]
pub fn leggimi(report: &Report, tavole: &[Tavola]) -> String {
    let mut out = format!(
        "{}\n{}\n{}\n\n\
         Questa cartella contiene i risultati degli obiettivi in forma pubblica, senza nomi né risultati di persone:\n\
         il documento da leggere (PDF) e gli stessi dati in forma aperta (CSV e JSON).\n\n",
        report.ente, report.title, report.subtitle
    );
    if let Some(text) = &report.provvisorio {
        let _ = write!(out, "{text}\n\n");
    }
    out.push_str(
        "I file CSV sono in UTF-8 (con BOM), con il punto e virgola (;) tra i campi, la virgola nei numeri decimali e\n\
         una riga di intestazione; un campo con punto e virgola, virgolette o a capo è tra virgolette doppie. Un testo\n\
         che comincia con = + - o @ è preceduto da un apostrofo, perché nessun programma lo prenda per una formula.\n\
         Nel file risultati.json gli stessi dati hanno numeri con il punto e null dove manca il valore.\n",
    );
    for tavola in tavole {
        let _ = write!(out, "\n{}.csv: {}\n", tavola.nome, tavola.descrizione);
        for (name, description, _) in &tavola.colonne {
            let _ = writeln!(out, "  {name}: {description}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_and_numbers_stay_numbers() {
        for (value, csv, json) in [
            (Value::Text("=1+1".into()), "'=1+1", json!("=1+1")),
            (Value::Text("a;b \"c\"".into()), "\"a;b \"\"c\"\"\"", json!("a;b \"c\"")),
            (Value::Number { value: 77.5, decimals: 2 }, "77,5", json!(77.5)),
            (Value::Count(3), "3", json!(3)),
            (Value::Blank, "", Json::Null),
        ] {
            assert_eq!((field(&value), item(&value)), (csv.to_owned(), json));
        }
    }
}
