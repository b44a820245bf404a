#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FOG009,
    descrizione: "un testo non appartiene a nessun campo",
    testo: Testo {
        controlla: "I testi dentro una sezione del modulo che non stanno in nessuna delle sue colonne o dei suoi campi. Con \
             questo codice è detto anche ciò che è stato riconosciuto senza esserne sicuri: un'etichetta per \
             somiglianza, una colonna senza data, una tabella senza intestazioni.",
        perche: "Un'annotazione accanto alla tabella non è letta: se contiene un dato, quel dato non conta.",
        rimedio: "Nulla, se è solo un'annotazione; altrimenti scrivere il dato nella sua cella.",
        sbagliato: "«raggiunto 12» scritto a destra della tabella",
        giusto: "12 nella colonna RAGGIUNTO",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| m.testo("R37", "vedi la relazione"));
