//! From the text of a `traguardo.toml` to a [`Config`], and from that of a form to a [`Profile`]: everything that is
//! wrong in one go.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

use super::errore::{Problem, in_italiano};
use super::regole::SEZIONI;
use super::{Config, DEFAULT};
use crate::scheda::profile::{Profile, Scritto};

/// Reads a text; what it leaves out has the default.
///
/// # Errors
/// All that is wrong in it, in the order of the text.
pub(super) fn read(text: &str) -> Result<Config, Vec<Problem>> {
    let original = table(text)?;
    let mut rest = original.clone();
    let mut problems = Vec::new();
    if let Some(span) = remove_key(&mut rest, "regole") {
        let message = "la sezione [regole] non c'è più: [obiettivo], [indicatori] e [[classe]] si scrivono da sole";
        problems.push(Problem::at(text, span.start, message.to_owned()));
    }
    let Some(mut config) = typed(text, rest, &mut problems, assemble) else { return Err(sorted(problems)) };
    written(&original, "", &mut config.scritte);
    problems.extend(config.problems().into_iter().map(|(path, message)| problem(text, &original, &path, message)));
    if problems.is_empty() { Ok(config) } else { Err(sorted(problems)) }
}

/// Reads the profile of a form.
///
/// # Errors
/// All that is wrong in it, in the order of the text.
pub(super) fn profile(text: &str) -> Result<Profile, Vec<Problem>> {
    let original = table(text)?;
    let mut problems = Vec::new();
    let assemble = |file: &DeTable<'_>| Scritto::deserialize(Deserializer::from(Spanned::new(0..0, file.clone())));
    let Some(scritto) = typed(text, original.clone(), &mut problems, assemble) else { return Err(sorted(problems)) };
    match Profile::new(scritto) {
        Ok(profile) if problems.is_empty() => return Ok(profile),
        Ok(_) => {}
        Err(wrong) => {
            problems.extend(wrong.into_iter().map(|(path, message)| problem(text, &original, &path, message)));
        }
    }
    Err(sorted(problems))
}

/// What is wrong with the value of a dotted path.
pub(super) fn wrong(text: &str, path: &str, message: String) -> Problem {
    problem(text, &table(text).unwrap_or_default(), path, message)
}

fn problem(text: &str, table: &DeTable<'_>, path: &str, message: String) -> Problem {
    Problem::at(text, locate(table, path).map_or(0, |span| span.start), message)
}

fn table(text: &str) -> Result<DeTable<'_>, Vec<Problem>> {
    let (table, wrong) = DeTable::parse_recoverable(text);
    if wrong.is_empty() {
        return Ok(table.into_inner());
    }
    let said = wrong.iter().map(|error| {
        let start = error.span().map_or(0, |span| span.start);
        Problem::at(text, start, syntax(error.message(), text.get(start..).unwrap_or_default()))
    });
    let mut said = sorted(said.collect());
    // What follows on a line that is not understood is only its consequence.
    said.dedup_by_key(|problem| problem.line);
    Err(said)
}

/// Types a table. What cannot be read is put down and taken away, until the rest can be read: nobody corrects a file
/// one error a time.
fn typed<'t, T>(
    text: &str,
    mut rest: DeTable<'t>,
    problems: &mut Vec<Problem>,
    assemble: impl Fn(&DeTable<'t>) -> Result<T, toml::de::Error>,
) -> Option<T> {
    loop {
        match assemble(&rest) {
            Ok(found) => return Some(found),
            Err(error) => {
                let span = error.span().unwrap_or_default();
                problems.push(Problem::at(text, span.start, in_italiano(&top_level(error.message()))));
                if !remove_at(&mut rest, &span) {
                    return None;
                }
            }
        }
    }
}

fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    problems.dedup();
    problems
}

/// The default configuration.
pub(super) fn default() -> Config {
    assemble(&DeTable::new()).expect("the defaults that ship in the binary are valid: a test reads them")
}

/// Lays a file over the defaults and types the result.
fn assemble(file: &DeTable<'_>) -> Result<Config, toml::de::Error> {
    let mut table = DeTable::parse(DEFAULT)?.into_inner();
    overlay(&mut table, file.clone());
    let mut regole = DeTable::new();
    for name in SEZIONI {
        if let Some((key, value)) = table.remove_entry(name) {
            regole.insert(key, value);
        }
    }
    table.insert(Spanned::new(0..0, "regole".into()), Spanned::new(0..0, DeValue::Table(regole)));
    Config::deserialize(Deserializer::from(Spanned::new(0..0, table)))
}

/// Tables are laid over tables key by key; anything else replaces what was there.
fn overlay<'i>(below: &mut DeTable<'i>, above: DeTable<'i>) {
    for (key, value) in above {
        let span = value.span();
        match (below.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut), value.into_inner()) {
            (Some(DeValue::Table(old)), DeValue::Table(new)) => overlay(old, new),
            (_, value) => {
                // With the key of the file, so that an error points there.
                below.remove(key.get_ref().as_ref());
                below.insert(key, Spanned::new(span, value));
            }
        }
    }
}

/// The dotted keys of a file, of tables and of what is in them.
fn written(table: &DeTable<'_>, above: &str, found: &mut BTreeSet<String>) {
    for (key, value) in table {
        let path = format!("{above}{}", key.get_ref());
        if let DeValue::Table(inner) = value.get_ref() {
            written(inner, &format!("{path}."), found);
        }
        found.insert(path);
    }
}

/// Takes a key away; gives its place.
fn remove_key(table: &mut DeTable<'_>, name: &str) -> Option<Range<usize>> {
    table.remove_entry(name).map(|(key, _)| key.span())
}

/// Takes away the entry that an error points at; of an array, the whole array.
fn remove_at(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    let at = table.iter().find(|(key, value)| {
        let inside = |items: &DeArray<'_>| items.iter().any(|item| holds(item, span));
        let within = matches!(value.get_ref(), DeValue::Array(items) if inside(items));
        key.span() == *span || value.span() == *span || within
    });
    match at.map(|(key, _)| key.get_ref().clone()) {
        Some(name) => table.remove(name.as_ref()).is_some(),
        None => table.iter_mut().any(|(_, value)| match value.get_mut() {
            DeValue::Table(inner) => remove_at(inner, span),
            _ => false,
        }),
    }
}

/// Whether a value, or something within it, stands at a place.
fn holds(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> bool {
    value.span() == *span
        || match value.get_ref() {
            DeValue::Table(table) => table.iter().any(|(key, value)| key.span() == *span || holds(value, span)),
            DeValue::Array(items) => items.iter().any(|item| holds(item, span)),
            _ => false,
        }
}

/// Where a dotted path (`classe.2.da`) stands in a file, or as much of it as the file has.
fn locate(table: &DeTable<'_>, path: &str) -> Option<Range<usize>> {
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    let (key, value) = table.get_key_value(name)?;
    let inner = match value.get_ref() {
        DeValue::Table(table) => locate(table, rest),
        DeValue::Array(items) => {
            let (index, rest) = rest.split_once('.').unwrap_or((rest, ""));
            let item = index.parse::<usize>().ok().and_then(|i| items.get(i));
            item.and_then(|item| match item.get_ref() {
                DeValue::Table(table) => locate(table, rest).or(Some(item.span())),
                _ => Some(item.span()),
            })
        }
        _ => None,
    };
    inner.or(Some(key.span()))
}

/// At the top of the file the sections of the rules stand by themselves.
fn top_level(message: &str) -> String {
    let sections = SEZIONI.map(|name| format!("`{name}`")).join(", ");
    message.replace(", `regole`", &format!(", {sections}"))
}

/// A message of the TOML parser; its wordings are few and technical.
fn syntax(message: &str, at: &str) -> String {
    const AFTER: &str = "dopo un valore non può stare altro sulla riga: i decimali si scrivono con il punto (50.5), ogni chiave su una riga sua";
    const KNOWN: [(&str, &str); 18] = [
        ("string values must be quoted", "un testo va tra virgolette, per esempio \"si_no\""),
        (
            "invalid unquoted key",
            "una chiave si scrive con lettere senza accenti, cifre e trattini bassi; altrimenti va tra virgolette",
        ),
        ("unexpected key or value", AFTER),
        ("unclosed table", "manca la parentesi quadra che chiude il nome della sezione"),
        ("unclosed array", "manca la parentesi quadra che chiude l'elenco"),
        ("unclosed inline table", "manca la parentesi graffa che chiude"),
        ("invalid basic string", "manca la virgoletta che chiude il testo"),
        ("invalid literal string", "manca la virgoletta che chiude il testo"),
        ("key with no value", "dopo il nome della chiave manca il segno ="),
        ("keys cannot be empty", "prima del segno = manca il nome della chiave"),
        ("invalid key-value pair", "qui serve una chiave con il suo valore: chiave = valore"),
        ("missing comma", "tra una chiave e l'altra serve una virgola"),
        ("extra assignment", "tra una chiave e l'altra serve una virgola"),
        ("leading zero", "un numero non comincia con uno zero; se è un testo, va tra virgolette"),
        ("invalid date", "un giorno va tra virgolette, per esempio \"30-06\""),
        ("invalid time", "un'ora va tra virgolette"),
        (
            "escaped value",
            "tra virgolette doppie la barra \\ ha un senso suo: scrivere un percorso tra virgolette semplici, per esempio 'C:\\cartella'",
        ),
        ("unclosed string", "manca la virgoletta che chiude il testo"),
    ];
    let italian = in_italiano(message);
    if italian != message {
        return italian;
    }
    let is_number = at.starts_with(|c: char| c.is_ascii_digit());
    if is_number && message.contains("string values must be quoted") {
        return AFTER.to_owned();
    }
    match KNOWN.iter().find(|(english, _)| message.contains(english)) {
        Some((_, said)) => (*said).to_owned(),
        None => "qui non si capisce: si scrive chiave = valore, una per riga, con i testi tra virgolette".to_owned(),
    }
}
