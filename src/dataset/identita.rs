//! Who is who: the same person written in several ways.

use std::collections::BTreeMap;

use crate::scheda::text::normalise;

/// What two spellings of one name have in common: case, accents, apostrophes, spaces and the order of words do not
/// count. `MACRI' CARMELA` and `Carmela Macrì` have the same key.
#[must_use]
pub fn chiave(nome: &str) -> String {
    let nome: String = nome.chars().filter(|c| !matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '`' | '\u{b4}')).collect();
    let normal = normalise(&nome);
    let mut words: Vec<&str> = normal.split(' ').filter(|w| !w.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// The canonical spelling of each key: the most frequent one in capitals, the first by alphabet among equals.
#[must_use]
pub fn canonici<'a>(nomi: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for nome in nomi {
        let capitals = crate::scheda::text::single_spaced(nome).to_uppercase();
        *counts.entry(chiave(nome)).or_default().entry(capitals).or_default() += 1;
    }
    counts
        .into_iter()
        .filter_map(|(key, spellings)| {
            let best = spellings.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))?;
            Some((key, best.0))
        })
        .collect()
}

/// A collective entry, such as `TUTTI I FUNZIONARI`, names nobody in particular.
#[must_use]
pub fn e_collettiva(nome: &str) -> bool {
    let words = normalise(nome);
    words.starts_with("tutti ") || words.starts_with("tutte ") || words == "tutti"
}
