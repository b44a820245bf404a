#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FIL007,
    descrizione: "il file è uguale a un altro",
    testo: Testo {
        controlla: "I file della cartella sono tutti diversi, byte per byte.",
        perche: "Una copia identica è letta una volta sola: non cambia i risultati, ma domani una delle due potrebbe \
             essere modificata.",
        rimedio: "Togliere dalla cartella la copia che non serve.",
        sbagliato: "Avvocatura.xlsx e Copia di Avvocatura.xlsx",
        giusto: "Avvocatura.xlsx",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Cartella(|c| c.scrivi("Copia di a.xlsx", &c.leggi("a.xlsx")));
