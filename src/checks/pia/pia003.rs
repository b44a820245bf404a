#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::Gravita;

pub const RULE: Rule = Rule {
    codice: "PIA003",
    nome: "scheda-non-prevista",
    gravita: Gravita::Avviso,
    descrizione: "una scheda non è nel piano",
    testo: Testo {
        controlla: "Con il piano approvato (--piano): ogni scheda consegnata è nel piano.",
        perche: "Un obiettivo che nessuno ha approvato conterebbe nei risultati.",
        rimedio: "Togliere la scheda, o far approvare l'obiettivo; se il titolo è cambiato, rimettere quello del piano.",
        sbagliato: "Una scheda «Nuovo sportello» che il piano non prevede",
        giusto: "Solo schede del piano",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Manca;
