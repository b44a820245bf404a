#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FIL011,
    descrizione: "le formule non sono state calcolate",
    testo: Testo {
        controlla: "Il file è stato salvato da un programma che ha calcolato le formule, come Excel.",
        perche: "Alcuni programmi salvano le formule senza risultato, o con un risultato vecchio: i valori letti \
             possono essere superati.",
        rimedio: "Aprire il file con Excel, aspettare che ricalcoli e salvarlo.",
        sbagliato: "Un file prodotto da un altro programma e mai aperto in Excel",
        giusto: "Lo stesso file, aperto in Excel e salvato",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| m.formula("R26", "=Q26-1", "0"));
