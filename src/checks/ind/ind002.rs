#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::IND002,
    descrizione: "il valore raggiunto non è misurabile",
    testo: Testo {
        controlla: "Il valore raggiunto è un valore che si può confrontare con l'atteso, nella stessa unità. È un errore \
             alla scadenza dell'elaborazione, un avviso per l'altra.",
        perche: "Un testo come «in corso» non dice quanto è stato raggiunto: vale come un valore mancante.",
        rimedio: "Scrivere il valore nella stessa forma dell'atteso: un numero, una percentuale, «7 su 10», sì o no.",
        sbagliato: "Atteso 12, raggiunto «in corso»",
        giusto: "Atteso 12, raggiunto 8",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| m.testo("P37", "in corso"));
