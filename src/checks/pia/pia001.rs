#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::Gravita;

pub const RULE: Rule = Rule {
    codice: "PIA001",
    nome: "piano-modificato",
    gravita: Gravita::Avviso,
    descrizione: "la scheda è cambiata dopo l'approvazione del piano",
    testo: Testo {
        controlla: "Con il piano approvato (--piano): target, mesi, valori attesi, persone e fasi di ogni scheda sono \
             quelli approvati.",
        perche: "I risultati si misurano sul piano approvato: un target abbassato a dicembre alza il punteggio.",
        rimedio: "Rimettere il valore approvato; se la modifica è stata autorizzata, aggiornare il piano.",
        sbagliato: "Atteso 12 nel piano approvato, 8 nella scheda",
        giusto: "Atteso 12 nel piano approvato e nella scheda",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Manca;
