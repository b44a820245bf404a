#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FOG008,
    descrizione: "un'immagine copre celle del modulo",
    testo: Testo {
        controlla: "Sulle celle del modulo non ci sono immagini o caselle di testo.",
        perche: "Le cifre scritte in un'immagine o in una casella di testo non si possono leggere.",
        rimedio: "Scrivere i valori nelle celle e togliere, o spostare di lato, l'immagine.",
        sbagliato: "La tabella degli indicatori incollata come immagine",
        giusto: "La tabella degli indicatori scritta nelle celle",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| {
    m.foglio().insert_shape(36, 8, &rust_xlsxwriter::Shape::textbox()).unwrap();
});
