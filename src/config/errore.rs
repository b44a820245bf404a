//! What is wrong with a configuration: where, and what to write instead, in the words of who writes it.

use std::fmt;
use std::path::PathBuf;

use crate::perche::why;

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("il file di configurazione {} non si legge: {}", path.display(), why(Some(source)))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Something in it is wrong, or in a form that it names.
    #[error("{}", problems.iter().map(|(path, p)| format!("{}, {p}", path.display())).collect::<Vec<_>>().join("\n"))]
    Invalid {
        /// All that is wrong, each with its file, in the order of the files.
        problems: Vec<(PathBuf, Problem)>,
    },
}

/// One wrong thing in a file. `Display` writes `riga 3, colonna 1: …`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line, counted from one.
    pub line: usize,
    /// The column in characters, counted from one.
    pub column: usize,
    /// What is wrong and what to write.
    pub message: String,
}

impl Problem {
    /// At a byte of a text.
    pub(super) fn at(text: &str, offset: usize, message: String) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        Self { line, column, message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "riga {}, colonna {}: {}", self.line, self.column, self.message)
    }
}

/// The parser's message in the user's language.
pub(super) fn in_italiano(message: &str) -> String {
    let message = message.trim();
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let (name, known) = found_and_known(rest);
        let hint = nearest(&name, &known).map_or_else(String::new, |near| format!(" (forse «{near}»?)"));
        return format!("chiave sconosciuta «{name}»{hint}: le chiavi possibili sono {}", known.join(", "));
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let (name, known) = found_and_known(rest);
        let known: Vec<String> = known.iter().map(|k| format!("\"{k}\"")).collect();
        return format!("il valore «{name}» non è ammesso: scrivere {}", known.join(" oppure "));
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return format!("manca la chiave «{}»", rest.trim_matches('`'));
    }
    if let Some(rest) = message.strip_prefix("duplicate key") {
        return format!("la chiave è scritta due volte{rest}");
    }
    if let Some(rest) = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: ")) {
        let (found, wanted) = rest.split_once(", expected ").unwrap_or((rest, ""));
        if found.starts_with("map") && wanted == "a sequence" {
            return "questa sezione si può ripetere e si scrive con le doppie parentesi quadre, per esempio [[classe]]"
                .to_owned();
        }
        return format!("c'è {}, serve {}", kind_found(found), kind_wanted(wanted));
    }
    if message.contains("number overflowed") {
        return "il numero è troppo grande".to_owned();
    }
    if message.starts_with("wanted exactly 1 element") {
        return "questa sezione si scrive una volta sola, con una coppia di parentesi quadre".to_owned();
    }
    if message == "wanted string or table" {
        return "serve uno dei valori ammessi, tra virgolette".to_owned();
    }
    message.to_owned()
}

/// "`x`, expected one of `a`, `b`" as `x` and [`a`, `b`].
fn found_and_known(text: &str) -> (String, Vec<String>) {
    let mut names = text.split('`').skip(1).step_by(2).map(str::to_owned);
    let name = names.next().unwrap_or_default();
    (name, names.collect())
}

fn kind_found(found: &str) -> String {
    let value = found.split(['`', '"']).nth(1).unwrap_or_default();
    match found.split(' ').next() {
        Some("string") => format!("il testo «{value}»"),
        Some("integer" | "floating") => format!("il numero {value}"),
        Some("boolean") => value.to_owned(),
        Some("sequence") => "un elenco".to_owned(),
        // A date is a section to the parser.
        Some("map") => "una sezione o una data".to_owned(),
        _ => found.to_owned(),
    }
}

fn kind_wanted(wanted: &str) -> &str {
    match wanted {
        "f64" => "un numero",
        "i16" => "un numero intero",
        "u8" | "u16" | "u32" | "u64" | "usize" => "un numero intero da 0 in su, e non troppo grande",
        "a boolean" => "true oppure false",
        "a sequence" => "un elenco tra parentesi quadre",
        text if text.contains("string") => "un testo tra virgolette",
        text if text.starts_with("struct") || text == "a map" => "un elenco di chiavi tra graffe, { chiave = valore }",
        _ => "un altro valore",
    }
}

/// The known key that a slip of the fingers turns into the typed one.
pub(super) fn nearest<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    known
        .iter()
        .map(|key| (distance(name, key), key.as_str()))
        .filter(|(far, key)| *far <= 1 + key.len() / 4)
        .min()
        .map(|(_, key)| key)
}

/// How many letters must be changed, added or left out (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.chars().enumerate() {
            let next = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_is_recognised() {
        let known = ["peso_fasi".to_owned(), "combinazione".to_owned()];
        assert_eq!(nearest("peso_fase", &known), Some("peso_fasi"));
        assert_eq!(nearest("conbinazioni", &known), Some("combinazione"));
        assert_eq!(nearest("altro", &known), None);
        assert_eq!(distance("abc", "adc"), 1);
    }
}
