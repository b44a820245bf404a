//! How things are said: Italian words, statuses and the blocks that every report shares.

use jiff::civil::Date;

use super::model::{Block, Fact, Figure, Notice, Row, Table, Tone, Value};
use super::testi::{self, testo};
use crate::italian::{self, MESI};
use crate::place::Luogo;

/// A count as a value.
pub(super) fn count(n: usize) -> Value {
    Value::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

/// `31 dicembre 2022`.
pub(super) fn data(date: Date) -> String {
    let month = usize::try_from(date.month()).map_or("", |m| MESI[m - 1]);
    let day = if date.day() == 1 { "1º".to_owned() } else { date.day().to_string() };
    format!("{day} {month} {}", date.year())
}

/// Text as it was written, or blank.
pub(super) fn text(value: Option<&str>) -> Value {
    value.map_or(Value::Blank, |t| Value::Text(t.to_owned()))
}

/// Text as it was written, or what is to be said of its absence.
pub(super) fn text_or(value: Option<&str>, absent: impl Into<String>) -> Value {
    Value::Text(value.map_or_else(|| absent.into(), str::to_owned))
}

/// A score, or why there is none.
pub(super) fn score(value: Option<f64>, absent: impl Into<String>) -> Value {
    value.map_or_else(|| Value::Status(absent.into(), Tone::Neutral), |value| Value::Number { value, decimals: 2 })
}

/// A score with a bar beside it.
pub(super) fn meter(value: Option<f64>) -> Value {
    value.map_or_else(|| score(None, testo!("stato-non-valutabile")), Value::Meter)
}

/// A score in running text.
pub(super) fn score_text(value: Option<f64>) -> String {
    value.map_or_else(|| testo!("stato-non-valutabile"), |v| italian::number(v, 2))
}

/// Points as typed, or blank.
pub(super) fn percent(points: Option<f64>) -> Value {
    points.map_or(Value::Blank, |points| Value::Percent { points, exact: false })
}

/// A judgement with the tone of its class: the best is good, the last is bad.
pub(super) fn giudizio(name: Option<&str>, classi: &[(String, f64)]) -> Value {
    let name = name.map_or_else(|| testo!("stato-non-valutabile"), str::to_owned);
    let tone = tone_of(&name, classi);
    Value::Status(name, tone)
}

/// The tone of a class by its place among the thresholds.
pub(super) fn tone_of(name: &str, classi: &[(String, f64)]) -> Tone {
    let Some((_, da)) = classi.iter().find(|(class, _)| class == name) else { return Tone::Neutral };
    if classi.iter().all(|(_, other)| other <= da) {
        Tone::Good
    } else if classi.iter().all(|(_, other)| other >= da) {
        Tone::Bad
    } else {
        Tone::Warning
    }
}

/// The tone of a score.
pub(super) fn tone_of_score(score: Option<f64>, classi: &[(String, f64)]) -> Tone {
    let reached = classi.iter().filter(|(_, da)| score.is_some_and(|s| s >= *da));
    let class = reached.max_by(|(_, a), (_, b)| a.total_cmp(b));
    class.map_or(Tone::Neutral, |(name, _)| tone_of(name, classi))
}

/// The gravità of a segnalazione as a status.
pub(super) fn gravita(gravita: &str) -> Value {
    let tone = match gravita {
        "errore" => Tone::Bad,
        "avviso" => Tone::Warning,
        _ => Tone::Neutral,
    };
    Value::Status(gravita.to_owned(), tone)
}

/// Whether a result is provisional, in words.
pub(super) fn esito(provvisorio: bool) -> Value {
    if provvisorio {
        Value::Status(testo!("stato-provvisorio"), Tone::Warning)
    } else {
        Value::Status(testo!("stato-definitivo"), Tone::Good)
    }
}

/// The family of an indicator as printed.
pub(super) fn famiglia(name: &str) -> String {
    match name {
        "quantita" => testo!("famiglia-quantita"),
        "qualita" => testo!("famiglia-qualita"),
        other => other.to_owned(),
    }
}

/// The place of a level of structures, from the whole body to the single roles.
pub(super) fn livello_order(name: &str) -> usize {
    const ORDER: [&str; 10] = [
        "ente",
        "direzione",
        "sezione",
        "dirigente",
        "responsabile",
        "assessore",
        "missione",
        "programma",
        "obiettivo_strategico",
        "progetto",
    ];
    ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len())
}

/// The level of a structure as printed.
pub(super) fn livello(name: &str) -> String {
    match name {
        "obiettivo_strategico" => testo!("livello-obiettivo-strategico"),
        other => other.to_owned(),
    }
}

pub(super) fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

pub(super) fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading { level, text: text.into() }
}

pub(super) fn notice(tone: Tone, title: impl Into<String>, text: impl Into<String>) -> Block {
    Block::Notice(Notice { tone, title: title.into(), text: text.into() })
}

pub(super) fn figure(label: impl Into<String>, value: Value, note: Option<String>) -> Figure {
    Figure { label: label.into(), value, note, from: Vec::new() }
}

pub(super) fn fact(label: impl Into<String>, value: Value) -> Fact {
    Fact { label: label.into(), value }
}

/// A table; a column's kind is said by the mark before its title: `#` numbers, `@` codes, nothing for text.
pub(super) fn table(caption: impl Into<String>, columns: &[&str], rows: Vec<Row>, empty: &str) -> Table {
    let columns = columns.iter().map(|title| testi::column(title)).collect();
    Table { caption: caption.into(), columns, rows, empty: empty.to_owned() }
}

pub(super) fn row(from: Option<Luogo>, cells: Vec<Value>) -> Row {
    Row { cells, from, total: false }
}
