//! Who is the same person: names compared as people compare them.
//!
//! Two names are one person when their [`chiave`] is equal; names that are only [`quasi_uguali`] are never merged, they
//! are proposed (PER004, INT002). Source: regole-di-calcolo, "Persone", Identity.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The shortest name, in letters, of which one letter may be a slip: below it most names are one letter from another.
const MIN_LETTERE: usize = 8;
/// The shortest word in which one letter may be a slip.
const MIN_LETTERE_PAROLA: usize = 4;

/// The words of a name as they are compared: capitals without accents and apostrophes, in the order written.
#[must_use]
pub fn parole(nome: &str) -> Vec<String> {
    let mut plain = String::with_capacity(nome.len());
    // An apostrophe typed in place of an accent (MACRI') is no letter and parts no words. It goes before the
    // decomposition, which would turn an acute accent standing alone into a space.
    for c in nome.chars().filter(|c| !is_apostrophe(*c)).nfkd() {
        if c.is_alphanumeric() {
            plain.extend(c.to_uppercase());
        } else if !is_combining_mark(c) && !is_invisible(c) {
            plain.push(' ');
        }
    }
    plain.split_whitespace().map(str::to_owned).collect()
}

/// The same of words that are no name, where an apostrophe parts them: `dell'ente`.
#[must_use]
pub fn parole_staccate(testo: &str) -> Vec<String> {
    parole(&testo.replace(is_apostrophe, " "))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '’' | '‘' | '‛' | 'ʼ' | 'ʹ' | '′' | '＇')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The key of a person: equal for two spellings that differ in case, spaces, apostrophes, accents or order of words.
#[must_use]
pub fn chiave(nome: &str) -> String {
    let mut words = parole(nome);
    words.sort_unstable();
    words.join(" ")
}

/// For each key the canonical spelling: the most frequent one in capitals, of equally frequent ones the first of the
/// alphabet. Names without a letter (`//`) are nobody and have no entry.
#[must_use]
pub fn canonici<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, String> {
    let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for name in names {
        let key = chiave(name);
        if !key.is_empty() {
            let spelling = name.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
            *spellings.entry(key).or_default().entry(spelling).or_default() += 1;
        }
    }
    spellings
        .into_iter()
        .map(|(key, counts)| {
            // `max_by` keeps the last of equals: reversed, that is the first of the alphabet.
            let (spelling, _) =
                counts.into_iter().rev().max_by_key(|(_, n)| *n).expect("an entry is made together with a spelling");
            (key, spelling)
        })
        .collect()
}

/// Whether an entry stands for a group (`TUTTI I FUNZIONARI`), so that it is nobody's.
#[must_use]
pub fn e_collettiva(nome: &str) -> bool {
    let words = parole_staccate(nome);
    match (words.first().map(String::as_str), words.get(1).map(String::as_str)) {
        // «Tutto il personale»; a surname has a name after it.
        (Some("TUTTI" | "TUTTE"), _) | (Some("TUTTO" | "TUTTA"), Some("IL" | "LO" | "LA" | "L")) => true,
        (Some("PERSONALE" | "DIPENDENTI"), next) => next.is_none_or(|word| {
            matches!(word, "DI" | "DEL" | "DELL" | "DELLA" | "DELLO" | "DEI" | "DEGLI" | "DELLE" | "VARIO")
        }),
        _ => false,
    }
}

/// Whether two different names are probably one person: one letter apart, the words of one within the other's, or equal
/// but for spaces. Never true of names with the same [`chiave`], which need no proposal.
#[must_use]
pub fn quasi_uguali(a: &str, b: &str) -> bool {
    parole_quasi_uguali(&parole(a), &parole(b))
}

/// [`quasi_uguali`] on the [`parole`] of both names, for who compares many.
#[must_use]
pub fn parole_quasi_uguali(a: &[String], b: &[String]) -> bool {
    // What the two have in common is set aside, whatever its order; the rest decides.
    let mut rest_b: Vec<&str> = b.iter().map(String::as_str).collect();
    let rest_a: Vec<&str> = a
        .iter()
        .map(String::as_str)
        .filter(|word| match rest_b.iter().position(|other| other == word) {
            Some(i) => {
                rest_b.remove(i);
                false
            }
            None => true,
        })
        .collect();
    let common = a.len() - rest_a.len();
    match (rest_a.as_slice(), rest_b.as_slice()) {
        ([], []) => false,
        // A lone surname is within the name of every relative and colleague.
        ([], _) | (_, []) => common >= 2,
        ([x], [y]) if one_letter_apart(x, y) => {
            let letters = |words: &[String]| words.iter().map(|w| w.chars().count()).sum::<usize>();
            letters(a).min(letters(b)) >= MIN_LETTERE && x.chars().count().max(y.chars().count()) >= MIN_LETTERE_PAROLA
        }
        (x, y) => x.concat() == y.concat(),
    }
}

/// Whether one letter was changed, added or left out.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let start = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    // After the first difference the rest must be the same, past the letter changed or added.
    let skip = usize::from(short.len() == long.len());
    start < long.len() && short.get(start + skip..).unwrap_or_default() == &long[start + 1..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_person_have_one_key() {
        for (a, b) in [
            ("MACRI' CARMELA LUCIANA", "Macrì Carmela Luciana"),
            ("MACRI’ CARMELA LUCIANA", "Macri` Carmela  Luciana"),
            ("TASSONI  ROCCO", "Rocco Tassoni"),
            ("D’Ambrosio Noè", "NOE' D'AMBROSIO"),
        ] {
            assert_eq!(chiave(a), chiave(b), "{a} / {b}");
            assert!(!quasi_uguali(a, b), "{a} / {b}: equal keys are not proposed");
        }
        assert_eq!(chiave("//"), "");
    }

    #[test]
    fn near_names_are_proposed() {
        for (a, b) in [
            ("De Santis Pier Angela", "De Santis Pierangela"),
            ("Pierangela De Santis", "De Santis Pier Angela"),
            ("Mirabelli Oreste", "Mirabeli Oreste"),
            ("Oreste Mirabelli", "Mirabbelli Oreste"),
            ("TARQUINI ORNELLA", "Tarquini Ornella Piera"),
            ("D'Angelo Ivo", "D Angelo Ivo"),
        ] {
            assert!(quasi_uguali(a, b) && quasi_uguali(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn other_people_are_not_proposed() {
        for (a, b) in [
            ("FERRARINI LUCIA", "FERRARINI UGO ERNESTO"),
            ("FERRARINI", "FERRARINI LUCIA"),
            ("BOTTEGA SHARON", "BOTTEGA DALILA"),
            ("RE UGO", "RE UGA"),
            ("", "ROSSI ADA"),
        ] {
            assert!(!quasi_uguali(a, b) && !quasi_uguali(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn the_most_frequent_spelling_is_canonical_in_capitals() {
        let names = ["Macrì Luciana", "MACRI' LUCIANA", "Macri' Luciana", "Verdi Ada", "ADA VERDI", "//"];
        let found = canonici(names);
        assert_eq!(found.len(), 2);
        assert_eq!(found["LUCIANA MACRI"], "MACRI' LUCIANA");
        assert_eq!(found["ADA VERDI"], "ADA VERDI", "a tie goes to the first of the alphabet");
    }

    #[test]
    fn groups_are_nobody() {
        assert!(e_collettiva("TUTTI I FUNZIONARI") && e_collettiva("Tutte le sezioni"));
        assert!(e_collettiva("Tutto il personale della direzione") && e_collettiva("Personale dell'ufficio tributi"));
        assert!(e_collettiva("TUTTA LA SEZIONE") && e_collettiva("Dipendenti"));
        for nome in ["Tuttini Ivo", "//", "Tutto Ada", "Personale Mario"] {
            assert!(!e_collettiva(nome), "{nome}");
        }
    }
}
