use crate::checks::pia::{coppie, nome};
#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::PIA003,
    descrizione: "una scheda non è nel piano",
    testo: Testo {
        controlla: "Con il piano approvato (--piano): ogni scheda consegnata è nel piano.",
        perche: "Un obiettivo che nessuno ha approvato conterebbe nei risultati.",
        rimedio: "Togliere la scheda, o far approvare l'obiettivo; se il titolo è cambiato, rimettere quello del piano.",
        sbagliato: "Una scheda «Nuovo sportello» che il piano non prevede",
        giusto: "Solo schede del piano",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: Caso = Caso::Piano(|_, piano| piano.truncate(1));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for (scheda, approvata) in coppie(ctx) {
        if approvata.is_none() {
            out.push(RULE.codice.at(
                scheda.luogo.clone(),
                format!("«{}» non è nel piano approvato", nome(scheda)),
                "togliere la scheda o farla approvare; se ha cambiato titolo o direzione, rimettere quelli del piano",
            ));
        }
    }
}
