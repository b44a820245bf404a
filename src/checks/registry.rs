//! The published list of codes: name, gravità and what each means.

use crate::segnalazione::{Codice, Gravita};

/// A code that this version can report.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code.
    pub codice: Codice,
    /// The wrong, named.
    pub nome: &'static str,
    /// How grave it is unless the case says otherwise.
    pub gravita: Gravita,
    /// What it means, for who reads the reports.
    pub significato: &'static str,
}

const fn rule_of(codice: Codice, nome: &'static str, gravita: Gravita, significato: &'static str) -> Rule {
    Rule { codice, nome, gravita, significato }
}

/// All the codes, sorted.
pub const REGISTRY: &[Rule] = &[
    rule_of("CEL001", "errore-di-formula", Gravita::Errore, "una formula dà errore"),
    rule_of("FAS001", "target-diverso-dai-mesi", Gravita::Avviso, "il target scritto non è la somma dei mesi"),
    rule_of("FAS002", "gap-mancante", Gravita::Errore, "manca il gap di una fase dovuta"),
    rule_of("FAS003", "totale-diverso-da-100", Gravita::Avviso, "una fase non somma a 100%"),
    rule_of("FAS004", "segno-gap-dubbio", Gravita::Avviso, "il segno del gap è dubbio"),
    rule_of("FAS005", "target-mancante", Gravita::Nota, "il target manca ed è ricavato dai mesi"),
    rule_of(
        "FAS006",
        "fase-senza-descrizione",
        Gravita::Nota,
        "una fase sta solo nel cronoprogramma, o solo nell'elenco",
    ),
    rule_of("FAS007", "fase-duplicata", Gravita::Avviso, "la stessa etichetta compare due volte"),
    rule_of("FAS008", "percentuale-anomala", Gravita::Avviso, "una percentuale è scritta in modo anomalo"),
    rule_of("FAS009", "fase-annullata", Gravita::Nota, "una fase è annullata"),
    rule_of("FAS010", "regressione", Gravita::Avviso, "a dicembre la fase è più indietro che a luglio"),
    rule_of("FIL001", "file-non-leggibile", Gravita::Errore, "il file non si apre"),
    rule_of("FIL002", "file-non-excel", Gravita::Errore, "il file non è una cartella di lavoro"),
    rule_of("FIL003", "file-troncato", Gravita::Errore, "il file è danneggiato o salvato a metà"),
    rule_of("FIL008", "versioni-in-conflitto", Gravita::Errore, "due file hanno la stessa scheda con dati diversi"),
    rule_of("FOG001", "foglio-non-riconosciuto", Gravita::Nota, "nel foglio non c'è una scheda"),
    rule_of("FOG002", "scheda-vuota", Gravita::Nota, "il foglio contiene un modulo in bianco"),
    rule_of("FOG003", "sezione-mancante", Gravita::Errore, "manca una sezione del modulo"),
    rule_of("FOG004", "foglio-nascosto", Gravita::Avviso, "un foglio nascosto contiene una scheda"),
    rule_of("FOG006", "scheda-duplicata", Gravita::Errore, "lo stesso obiettivo sta su due fogli"),
    rule_of("FOG007", "anno-diverso", Gravita::Errore, "il modulo è di un altro anno"),
    rule_of("IND001", "raggiunto-mancante", Gravita::Errore, "manca il valore raggiunto"),
    rule_of("IND002", "raggiunto-non-misurabile", Gravita::Errore, "il valore raggiunto non è misurabile"),
    rule_of("IND003", "valore-diventato-data", Gravita::Errore, "un rapporto è diventato una data"),
    rule_of("IND004", "unita-dubbia", Gravita::Avviso, "l'unità del valore è dubbia"),
    rule_of(
        "IND005",
        "rispetto-fasi-diverso",
        Gravita::Avviso,
        "il rispetto delle fasi scritto non è quello calcolato",
    ),
    rule_of("IND006", "senza-atteso", Gravita::Avviso, "manca il valore atteso"),
    rule_of("IND007", "non-applicabile", Gravita::Nota, "un indicatore è escluso perché non applicabile"),
    rule_of("IND008", "atteso-non-interpretabile", Gravita::Errore, "il valore atteso non si può interpretare"),
    rule_of("IND009", "scostamento-diverso", Gravita::Avviso, "lo scostamento scritto non è raggiunto meno atteso"),
    rule_of("IND010", "polarita-incerta", Gravita::Avviso, "non è chiaro se di più sia meglio o peggio"),
    rule_of("INT001", "campo-mancante", Gravita::Avviso, "un campo dell'intestazione è vuoto"),
    rule_of("INT002", "nome-con-varianti", Gravita::Avviso, "un nome è scritto in più modi"),
    rule_of("PER001", "percentuale-mancante", Gravita::Errore, "manca la percentuale di una persona"),
    rule_of("PER002", "persona-ripetuta", Gravita::Avviso, "una persona compare due volte"),
    rule_of("PER003", "partecipazioni-non-100", Gravita::Errore, "le partecipazioni non sommano a 100%"),
    rule_of("PER004", "stessa-persona", Gravita::Avviso, "due nomi sono probabilmente la stessa persona"),
    rule_of("PER005", "voce-collettiva", Gravita::Nota, "una voce collettiva"),
    rule_of("PER006", "nota-che-limita", Gravita::Nota, "una nota accanto al nome"),
    rule_of("PER007", "categoria-diversa", Gravita::Avviso, "una persona ha due categorie"),
    rule_of("PER008", "numero-personale", Gravita::Nota, "il numero sotto la tabella non torna"),
    rule_of("PER009", "due-nomi-in-una-cella", Gravita::Avviso, "due nomi in una cella"),
    rule_of("RIS001", "costo-non-numerico", Gravita::Avviso, "un costo non è un importo"),
    rule_of("RIS002", "totale-risorse-diverso", Gravita::Avviso, "il totale delle risorse non è la somma"),
];

/// The rule of a code.
#[must_use]
pub fn rule(codice: &str) -> Option<&'static Rule> {
    REGISTRY.binary_search_by(|rule| rule.codice.cmp(codice)).ok().map(|i| &REGISTRY[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_each_is_explained() {
        assert!(REGISTRY.windows(2).all(|pair| pair[0].codice < pair[1].codice));
        for rule in REGISTRY {
            assert!(
                !rule.significato.is_empty()
                    && rule.nome.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{}",
                rule.codice
            );
            assert!(super::rule(rule.codice).is_some());
        }
    }
}
