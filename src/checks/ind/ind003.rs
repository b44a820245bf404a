#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::IND003,
    descrizione: "Excel ha trasformato un rapporto in una data",
    testo: Testo {
        controlla: "Dove l'atteso è un rapporto o una percentuale, il valore raggiunto non è una data.",
        perche: "Excel trasforma 7/10 nel 7 ottobre: il rapporto è perduto, e una data non è un punteggio.",
        rimedio: "Scrivere il rapporto in parole, «7 su 10», perché Excel non lo cambi di nuovo.",
        sbagliato: "7/10, che Excel mostra come 07-ott",
        giusto: "7 su 10",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| {
    m.testo("J37", "7 su 10");
    m.data("P37", "2022-10-07");
});
