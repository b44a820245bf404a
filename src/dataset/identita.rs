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

/// Whether two different keys are probably one person: one letter apart, the same letters with other spaces, or the
/// words of one all among the other's. For who must confirm it, never to merge.
#[must_use]
pub fn quasi_uguali(a: &str, b: &str) -> bool {
    if a == b || a.is_empty() || b.is_empty() {
        return false;
    }
    let (words_a, words_b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let (few, many) = if words_a.len() <= words_b.len() { (&words_a, &words_b) } else { (&words_b, &words_a) };
    if few.len() >= 2 && few.len() < many.len() && few.iter().all(|word| many.contains(word)) {
        return true;
    }
    let letters = |words: &[&str]| {
        let mut letters: Vec<char> = words.concat().chars().collect();
        letters.sort_unstable();
        letters
    };
    // A name parted otherwise has the same letters: Pier Angela and Pierangela.
    let shared = words_a.iter().filter(|word| words_b.contains(word)).count();
    if words_a.len() != words_b.len() && shared >= 1 && letters(&words_a) == letters(&words_b) {
        return true;
    }
    words_a.len() == words_b.len()
        && words_a.len() >= 2
        && shared + 1 == words_a.len()
        && words_a
            .iter()
            .filter(|word| !words_b.contains(word))
            .zip(words_b.iter().filter(|word| !words_a.contains(word)))
            .all(|(x, y)| x.len().min(y.len()) >= 4 && una_lettera(x, y))
}

/// One letter more, less or other.
fn una_lettera(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let same = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 => short[same..].iter().skip(1).eq(long[same..].iter().skip(1)),
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        assert_eq!(chiave("MACRI' CARMELA LUCIANA"), chiave("Carmela Luciana  Macrì"));
        assert_ne!(chiave("FERRARINI LUCIA"), chiave("FERRARINI UGO ERNESTO"));
    }

    #[test]
    fn likely_twins_are_proposed() {
        for (a, b, twins) in [
            ("TARQUINI ORNELLA", "TARQUINI ORNELLA PIERA", true),
            ("De Santis Pier Angela", "De Santis Pierangela", true),
            ("Mirabelli Oreste", "Mirabeli Oreste", true),
            ("COLOMBARI MILENA", "COLOMBARI VALENTINA", false),
            ("DRAGONI VITO", "DRAGONI LUCIO", false),
            ("GRASSELLI ANITA LETIZIA", "GRASSELLI PAMELA ELVIRA", false),
        ] {
            assert_eq!(quasi_uguali(&chiave(a), &chiave(b)), twins, "{a} / {b}");
        }
    }
}
