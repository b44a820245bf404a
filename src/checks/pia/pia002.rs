use crate::checks::pia::nome;
#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::PIA002,
    descrizione: "una scheda del piano non è stata consegnata",
    testo: Testo {
        controlla: "Con il piano approvato (--piano): ogni scheda del piano è tra quelle consegnate.",
        perche: "Un obiettivo approvato di cui nessuno rende conto manca dai risultati.",
        rimedio: "Consegnare la scheda; se il titolo è cambiato, rimettere quello del piano.",
        sbagliato: "Nel piano l'obiettivo «Senzafila», che nessun file contiene",
        giusto: "Il file consegnato contiene «Senzafila»",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: Caso = Caso::Piano(|schede, _| schede.truncate(1));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for approvata in ctx.piano.unwrap_or_default() {
        if !ctx.schede.iter().any(|voce| voce.id == approvata.id) {
            out.push(RULE.codice.at(
                approvata.scheda.luogo.clone(),
                format!("«{}» è nel piano approvato ma non tra le schede consegnate", nome(&approvata.scheda)),
                "consegnare la scheda; se ha cambiato titolo o direzione, rimettere quelli del piano",
            ));
        }
    }
}
