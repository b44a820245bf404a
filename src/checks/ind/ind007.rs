#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::IND007,
    descrizione: "un indicatore non è applicabile",
    testo: Testo {
        controlla: "Gli indicatori dichiarati non applicabili con un motivo, nella cella o accanto.",
        perche: "L'indicatore è escluso dal punteggio e il motivo resta scritto nei rapporti.",
        rimedio: "Nulla, se il motivo è giusto; altrimenti scrivere il valore raggiunto.",
        sbagliato: "«n/a» senza motivo",
        giusto: "«non applicabile: servizio sospeso dal 1º marzo»",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| m.testo("P37", "non applicabile: servizio sospeso"));
