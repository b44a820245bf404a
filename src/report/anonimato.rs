//! Texts without the names of persons: what may be published.

use std::collections::BTreeSet;

use super::rows::Rows;
use super::testi::testo;
use crate::dataset::identita::{e_collettiva, parole};

/// Titles after which a single word of a name is that person's: `dott. Rossi`.
const TITOLI: [&str; 43] = [
    "DOTT",
    "DOTTOR",
    "DOTTORE",
    "DOTTSSA",
    "DOTTORESSA",
    "DR",
    "DRSSA",
    "SSA",
    "ING",
    "ARCH",
    "AVV",
    "GEOM",
    "RAG",
    "PROF",
    "SIG",
    "SIGRA",
    "SIGNOR",
    "SIGNORA",
    "ASSESSORE",
    "DIRIGENTE",
    "SINDACO",
    "RESPONSABILE",
    "ASSESSORA",
    "SINDACA",
    "VICESINDACO",
    "VICESINDACA",
    "INGEGNERE",
    "ARCHITETTO",
    "AVVOCATO",
    "GEOMETRA",
    "DIRETTORE",
    "DIRETTRICE",
    "SEGRETARIO",
    "SEGRETARIA",
    "COMANDANTE",
    "REFERENTE",
    "COORDINATORE",
    "COORDINATRICE",
    "FUNZIONARIO",
    "FUNZIONARIA",
    "ISTRUTTORE",
    "ISTRUTTRICE",
    "COLLEGA",
];

/// The names of the persons of a run.
pub(super) struct Nomi {
    names: Vec<BTreeSet<String>>,
    /// The words of all of them.
    every: BTreeSet<String>,
    /// Those long enough to be told as a name after a title.
    words: BTreeSet<String>,
}

impl Nomi {
    /// Every name that the workbooks give to a person, in whatever role.
    pub fn new(rows: &Rows) -> Self {
        let roles = rows.schede.iter().flat_map(|s| [&s.assessore, &s.dirigente, &s.responsabile]).flatten();
        let people = rows.partecipazioni.iter().flat_map(|p| p.nominativo.iter().chain([&p.persona]));
        let results = rows.persone.iter().map(|p| &p.persona);
        Self::of(roles.chain(people).chain(results).map(String::as_str))
    }

    fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let names: BTreeSet<BTreeSet<String>> = names
            .filter(|name| !e_collettiva(name))
            .map(|name| parole(name).into_iter().collect::<BTreeSet<_>>())
            .filter(|words| !words.is_empty())
            .collect();
        let every: BTreeSet<String> = names.iter().flatten().cloned().collect();
        let words = every.iter().filter(|word| word.chars().count() >= 4).cloned().collect();
        Self { names: names.into_iter().collect(), every, words }
    }

    /// The text with its names left out: two words or more of one name beside each other, in any order, one of them
    /// perhaps its first letter alone (`A. Verdi`), or one word of a name after a title.
    pub fn omessi(&self, text: &str) -> String {
        let tokens = tokens(text);
        let mut out = String::with_capacity(text.len());
        let mut copied = 0;
        let mut i = 0;
        while i < tokens.len() {
            let n = self.name_at(&tokens[i..]).or_else(|| {
                let titled = i > 0 && TITOLI.contains(&tokens[i - 1].word.as_str());
                (titled && tokens[i].is_in(&self.words)).then_some(1)
            });
            if let Some(n) = n {
                out.push_str(&text[copied..tokens[i].start]);
                out.push_str(&testo!("nome-omesso"));
                copied = tokens[i + n - 1].end;
                i += n;
            } else {
                i += 1;
            }
        }
        out.push_str(&text[copied..]);
        out
    }

    /// How many words here are of one name, if at least two are.
    fn name_at(&self, tokens: &[Token]) -> Option<usize> {
        // Most words of a text are in no name at all.
        if !tokens.first()?.is_in(&self.every) {
            return None;
        }
        let longest = |name: &BTreeSet<String>| {
            let mut used = BTreeSet::new();
            let count = tokens.iter().take_while(|t| t.is_in(name) && used.insert(&t.word)).count();
            // Letters alone are nobody's name.
            if tokens.iter().take(count).all(|t| t.initial) { 0 } else { count }
        };
        self.names.iter().map(longest).max().filter(|n| *n >= 2)
    }
}

/// A word of a text as names are compared, with its place in bytes.
struct Token {
    word: String,
    /// What follows an apostrophe: the name in `dell'Angelo`.
    tail: Option<String>,
    /// A capital with a point: the beginning of a name that is not written out.
    initial: bool,
    start: usize,
    end: usize,
}

impl Token {
    fn is_in(&self, words: &BTreeSet<String>) -> bool {
        if self.initial && words.iter().any(|word| word.starts_with(&self.word)) {
            return true;
        }
        words.contains(&self.word) || self.tail.as_ref().is_some_and(|tail| words.contains(tail))
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let apostrophe = |c: char| matches!(c, '\'' | '’' | '‘' | '`' | '´');
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphabetic() || (start.is_some() && apostrophe(c)), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                let written = &text[first..at];
                let tail = written.split_once(apostrophe).map(|(_, tail)| parole(tail).concat());
                let word = parole(written).concat();
                let initial = word.len() == 1 && written == word && text[at..].starts_with('.');
                tokens.push(Token { word, initial, tail: tail.filter(|t| !t.is_empty()), start: first, end: at });
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_left_out_and_words_stay() {
        let nomi = Nomi::of(
            ["MACRI' CARMELA LUCIANA", "Verdi Ada", "D'Angelo Ivo", "Angelo Ivo", "TUTTI I FUNZIONARI", "//"]
                .into_iter(),
        );
        for (text, wanted) in [
            ("Referente: Ada Verdi, ufficio verde", "Referente: [nome omesso], ufficio verde"),
            ("a cura di MACRÌ LUCIANA.", "a cura di [nome omesso]."),
            ("Carmela Luciana Macrì e Ivo D'Angelo", "[nome omesso] e [nome omesso]"),
            ("per conto dell'Angelo Ivo", "per conto [nome omesso]"),
            ("il dott. Verdi e la dott.ssa Macrì", "il dott. [nome omesso] e la dott.ssa [nome omesso]"),
            ("a cura di A. Verdi e M. C. Luciana, V. Ada", "a cura di [nome omesso] e [nome omesso], [nome omesso]"),
            ("referente Verdi: lett. A. verdi prati", "referente [nome omesso]: lett. [nome omesso] prati"),
            ("punto A. V. e lettera a. verdi", "punto A. V. e lettera a. verdi"),
            ("spazi verdi per tutti i funzionari", "spazi verdi per tutti i funzionari"),
            ("", ""),
        ] {
            assert_eq!(nomi.omessi(text), wanted);
        }
    }
}
