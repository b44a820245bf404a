#[cfg(test)]
use crate::checks::testing::{Caso, modulo::Modulo};
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FOG002,
    descrizione: "la scheda è in bianco",
    testo: Testo {
        controlla: "I fogli che contengono il modulo senza titolo, fasi, indicatori né personale.",
        perche: "Un modulo in bianco non è un obiettivo e non entra nei risultati.",
        rimedio: "Nulla, se il foglio non serve; altrimenti compilarlo.",
        sbagliato: "Un foglio con il modulo in bianco lasciato in fondo al file",
        giusto: "Solo fogli compilati",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(Modulo::svuota);
