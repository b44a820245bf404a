#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::Gravita;

pub const RULE: Rule = Rule {
    codice: "PIA002",
    nome: "scheda-non-consegnata",
    gravita: Gravita::Errore,
    descrizione: "una scheda del piano non è stata consegnata",
    testo: Testo {
        controlla: "Con il piano approvato (--piano): ogni scheda del piano è tra quelle consegnate.",
        perche: "Un obiettivo approvato di cui nessuno rende conto manca dai risultati.",
        rimedio: "Consegnare la scheda; se il titolo è cambiato, rimettere quello del piano.",
        sbagliato: "Nel piano l'obiettivo «Senzafila», che nessun file contiene",
        giusto: "Il file consegnato contiene «Senzafila»",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Manca;
