#[cfg(test)]
use crate::checks::testing::{Caso, modulo, modulo::Modulo};
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FIL008,
    descrizione: "due file portano la stessa scheda con dati diversi",
    testo: Testo {
        controlla: "Lo stesso obiettivo della stessa direzione sta in un file solo; se sta in due, con gli stessi dati.",
        perche: "Non si può sapere quale versione valga: finché ce ne sono due, nessuna è valutata.",
        rimedio: "Lasciare nella cartella la versione giusta e togliere l'altra.",
        sbagliato: "Avvocatura.xlsx e Avvocatura_v2_def.xlsx, con valori diversi",
        giusto: "Solo Avvocatura_v2_def.xlsx",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso =
    Caso::Cartella(|c| c.scrivi("b.xlsx", &modulo::file([Modulo::nuovo("Foglio").con(|m| m.percento("R26", -0.2))])));
