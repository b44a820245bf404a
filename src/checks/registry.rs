//! The files of the codes, one each.

use super::Rule;
#[cfg(test)]
use super::testing::Caso;

macro_rules! registry {
    ($($famiglia:ident :: $codice:ident),* $(,)?) => {
        /// Every code of the published list, sorted.
        pub const REGISTRY: &[Rule] = &[$(super::$famiglia::$codice::RULE),*];
        /// Of each code a case that is wrong, in the same order.
        #[cfg(test)]
        const CASI: &[Caso] = &[$(super::$famiglia::$codice::CASO),*];
    };
}

registry![
    cel::cel001,
    cel::cel002,
    cel::cel003,
    fas::fas001,
    fas::fas002,
    fas::fas003,
    fas::fas004,
    fas::fas005,
    fas::fas006,
    fas::fas007,
    fas::fas008,
    fas::fas009,
    fas::fas010,
    fil::fil001,
    fil::fil002,
    fil::fil003,
    fil::fil004,
    fil::fil005,
    fil::fil006,
    fil::fil007,
    fil::fil008,
    fil::fil009,
    fil::fil010,
    fil::fil011,
    fog::fog001,
    fog::fog002,
    fog::fog003,
    fog::fog004,
    fog::fog005,
    fog::fog006,
    fog::fog007,
    fog::fog008,
    fog::fog009,
    ind::ind001,
    ind::ind002,
    ind::ind003,
    ind::ind004,
    ind::ind005,
    ind::ind006,
    ind::ind007,
    ind::ind008,
    ind::ind009,
    ind::ind010,
    int::int001,
    int::int002,
    per::per001,
    per::per002,
    per::per003,
    per::per004,
    per::per005,
    per::per006,
    per::per007,
    per::per008,
    per::per009,
    per::per010,
    pia::pia001,
    pia::pia002,
    pia::pia003,
    ris::ris001,
    ris::ris002,
    val::val001,
];

/// The rule of a code, if it is in the list.
#[must_use]
pub fn rule(codice: &str) -> Option<&'static Rule> {
    REGISTRY.iter().find(|rule| rule.codice == codice)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::segnalazione::Segnalazione;
    use crate::segnalazione::codici::ELENCO;

    #[test]
    fn codes_and_names_are_unique_and_codes_sorted() {
        assert!(ELENCO.is_sorted());
        let mut names: Vec<_> = ELENCO.iter().map(|codice| codice.nome).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ELENCO.len());
    }

    #[test]
    fn every_code_of_the_list_has_its_file() {
        assert_eq!(REGISTRY.iter().map(|rule| rule.codice).collect::<Vec<_>>(), ELENCO);
    }

    #[test]
    fn every_rule_says_what_it_is() {
        for rule in REGISTRY {
            assert!(!rule.descrizione.is_empty() && !rule.descrizione.contains('\n'), "{}", rule.codice);
            let t = &rule.testo;
            for sentence in [t.controlla, t.perche, t.rimedio] {
                assert!(sentence.ends_with('.') && !sentence.contains("  "), "{}: {sentence}", rule.codice);
            }
            assert!(!t.sbagliato.is_empty() && !t.giusto.is_empty() && t.sbagliato != t.giusto, "{}", rule.codice);
        }
    }

    #[test]
    fn every_bad_case_gives_its_code_and_every_good_case_does_not() {
        assert_eq!(CASI.len(), REGISTRY.len());
        for (rule, caso) in REGISTRY.iter().zip(CASI) {
            let [bad, good] = caso.esegui();
            let found: Vec<_> = bad.iter().filter(|s| s.codice == rule.codice).collect();
            let codes = |list: &[Segnalazione]| list.iter().map(|s| s.codice.sigla).collect::<Vec<_>>();
            assert!(!found.is_empty(), "the bad case of {} gives {:?}", rule.codice, codes(&bad));
            assert_eq!(codes(&good), Vec::<&str>::new(), "the good case of {}", rule.codice);
            for s in found {
                assert!(s.gravita >= rule.codice.gravita, "{} is graver than its rule", rule.codice);
                assert!(
                    !s.luogo.file.is_empty() && !s.messaggio.is_empty() && !s.rimedio.is_empty(),
                    "{}",
                    rule.codice
                );
            }
        }
    }

    #[test]
    fn the_list_is_the_published_one() {
        let mut published: Vec<_> = include_str!("../../tests/fixtures/segnalazioni.txt").lines().collect();
        published.sort_unstable();
        let mut found = String::new();
        for codice in ELENCO {
            writeln!(found, "{} {} {}", codice.sigla, codice.nome, codice.gravita.as_str()).expect("a String takes it");
        }
        assert_eq!(found.lines().collect::<Vec<_>>(), published);
    }
}
