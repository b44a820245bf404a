#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::Gravita;

pub const RULE: Rule = Rule {
    codice: "IND003",
    nome: "valore-diventato-data",
    gravita: Gravita::Errore,
    descrizione: "Excel ha trasformato un rapporto in una data",
    testo: Testo {
        controlla: "Nelle celle degli indicatori non ci sono date al posto di rapporti.",
        perche: "Excel trasforma 7/10 nel 7 ottobre: il rapporto è perduto, e una data non è un punteggio.",
        rimedio: "Impostare la cella come Testo e riscrivere il rapporto, oppure scriverlo «7 su 10».",
        sbagliato: "7/10, che Excel mostra come 07-ott",
        giusto: "7 su 10",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| m.data("P37", "2022-10-07"));
