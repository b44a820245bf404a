//! The published list of codes, one line each.

use super::{Origin, Rule, fas, fog, ind, int, per, ris};
use crate::segnalazione::Gravita;

/// Every code of the published list, sorted.
pub const REGISTRY: &[Rule] = &[
    reader("CEL001", "errore-di-formula", Gravita::Errore, "una cella contiene un errore di formula"),
    reader("CEL002", "formula-senza-valore", Gravita::Errore, "una formula non ha un valore salvato"),
    fas::fas001::RULE,
    fas::fas002::RULE,
    fas::fas003::RULE,
    fas::fas004::RULE,
    fas::fas005::RULE,
    fas::fas006::RULE,
    fas::fas007::RULE,
    reader("FAS008", "percentuale-anomala", Gravita::Avviso, "una percentuale è scritta in modo anomalo"),
    fas::fas009::RULE,
    fas::fas010::RULE,
    reader("FIL001", "file-non-leggibile", Gravita::Errore, "il file non si apre"),
    reader("FIL002", "file-non-excel", Gravita::Errore, "il file non è una cartella di Excel"),
    reader("FIL003", "file-troncato", Gravita::Errore, "il file è danneggiato o salvato a metà"),
    reader("FIL004", "file-protetto-da-password", Gravita::Errore, "il file è protetto da password"),
    reader(
        "FIL005",
        "estensione-errata",
        Gravita::Avviso,
        "il contenuto è di un altro formato di Excel che l'estensione",
    ),
    reader("FIL006", "limiti-superati", Gravita::Errore, "il file supera i limiti di lettura"),
    reader("FIL007", "file-duplicato", Gravita::Avviso, "il file è uguale a un altro"),
    reader("FIL008", "versioni-in-conflitto", Gravita::Errore, "due file portano la stessa scheda con dati diversi"),
    reader("FIL009", "file-modificato-durante-la-lettura", Gravita::Errore, "il file è cambiato durante la lettura"),
    reader("FIL010", "nessun-file", Gravita::Errore, "nella cartella non c'è nessun file"),
    reader("FIL011", "formule-non-calcolate", Gravita::Avviso, "le formule non sono state calcolate"),
    reader("FOG001", "foglio-non-riconosciuto", Gravita::Nota, "nel foglio non c'è una scheda"),
    reader("FOG002", "scheda-vuota", Gravita::Nota, "la scheda è in bianco"),
    fog::fog003::RULE,
    reader("FOG004", "foglio-nascosto", Gravita::Avviso, "un foglio nascosto contiene una scheda"),
    reader("FOG005", "righe-o-colonne-nascoste", Gravita::Avviso, "una tabella letta ha righe o colonne nascoste"),
    reader("FOG006", "scheda-duplicata", Gravita::Errore, "lo stesso obiettivo è su due fogli"),
    fog::fog007::RULE,
    reader("FOG008", "immagine-sulla-tabella", Gravita::Avviso, "un'immagine copre celle del modulo"),
    reader("FOG009", "testo-ignorato", Gravita::Nota, "un testo non appartiene a nessun campo"),
    ind::ind001::RULE,
    reader("IND002", "raggiunto-non-misurabile", Gravita::Errore, "il valore raggiunto non è misurabile"),
    reader("IND003", "valore-diventato-data", Gravita::Errore, "Excel ha trasformato un rapporto in una data"),
    reader("IND004", "unita-dubbia", Gravita::Avviso, "l'unità di un valore è dubbia"),
    ind::ind005::RULE,
    ind::ind006::RULE,
    reader("IND007", "non-applicabile", Gravita::Nota, "un indicatore non è applicabile"),
    reader("IND008", "atteso-non-interpretabile", Gravita::Errore, "il valore atteso non si interpreta"),
    ind::ind009::RULE,
    ind::ind010::RULE,
    int::int001::RULE,
    int::int002::RULE,
    per::per001::RULE,
    per::per002::RULE,
    per::per003::RULE,
    per::per004::RULE,
    per::per005::RULE,
    per::per006::RULE,
    per::per007::RULE,
    per::per008::RULE,
    per::per009::RULE,
    reader("PIA001", "piano-modificato", Gravita::Avviso, "la scheda è cambiata dopo l'approvazione del piano"),
    reader("PIA002", "scheda-non-consegnata", Gravita::Errore, "una scheda del piano non è stata consegnata"),
    reader("PIA003", "scheda-non-prevista", Gravita::Avviso, "una scheda non è nel piano"),
    reader("RIS001", "costo-non-numerico", Gravita::Avviso, "un costo non è un numero"),
    ris::ris002::RULE,
    reader("VAL001", "validazione-senza-motivazione", Gravita::Errore, "una validazione è senza motivazione"),
];

const fn reader(codice: &'static str, nome: &'static str, gravita: Gravita, descrizione: &'static str) -> Rule {
    Rule { codice, nome, gravita, descrizione, origine: Origin::Reader }
}

/// The rule of a code, if it is in the list.
#[must_use]
pub fn rule(codice: &str) -> Option<&'static Rule> {
    REGISTRY.iter().find(|rule| rule.codice == codice)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn codes_and_names_are_unique_and_codes_sorted() {
        assert!(REGISTRY.is_sorted_by(|a, b| a.codice < b.codice));
        let mut names: Vec<_> = REGISTRY.iter().map(|rule| rule.nome).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), REGISTRY.len());
    }

    #[test]
    fn every_rule_says_what_it_is() {
        for rule in REGISTRY {
            assert!(!rule.descrizione.is_empty() && !rule.descrizione.contains('\n'), "{}", rule.codice);
        }
    }

    #[test]
    fn the_registry_is_the_published_list() {
        let mut published: Vec<_> = include_str!("../../tests/fixtures/segnalazioni.txt").lines().collect();
        published.sort_unstable();
        let mut found = String::new();
        for rule in REGISTRY {
            writeln!(found, "{} {} {}", rule.codice, rule.nome, rule.gravita.as_str()).expect("a String takes it");
        }
        assert_eq!(found.lines().collect::<Vec<_>>(), published);
    }
}
