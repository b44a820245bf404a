#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::IND008,
    descrizione: "il valore atteso non si interpreta",
    testo: Testo {
        controlla: "Il valore atteso è una forma conosciuta: 12, 80%, almeno 3, massimo 800 €, 7/10, 2/anno, sì.",
        perche: "Un atteso che non si capisce non dà un punteggio: l'indicatore non è valutato.",
        rimedio: "Scrivere un valore misurabile; se la forma è voluta, chiedere all'ufficio performance un'eccezione.",
        sbagliato: "Atteso: «come da cronoprogramma allegato»",
        giusto: "Atteso: 100%",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| m.testo("J37", "come da allegato"));
