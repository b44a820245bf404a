#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::RIS001,
    descrizione: "un costo non è un numero",
    testo: Testo {
        controlla: "I costi delle risorse sono importi in euro.",
        perche: "Un costo che non si legge non entra nella somma.",
        rimedio: "Scrivere l'importo in euro come numero.",
        sbagliato: "Costo: «da definire»",
        giusto: "Costo: 1.500,00 €",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| m.testo("O54", "da definire"));
