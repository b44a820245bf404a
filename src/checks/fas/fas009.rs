//! FAS009 fase-annullata.
//!
//! ## What it checks
//! The mark `//` in the row of a phase.
//!
//! ## Why it matters
//! A cancelled phase is shown and not scored.
//!
//! ## What to do
//! Nothing, if the phase was cancelled on purpose.

use crate::checks::{Context, Origin, Rule};
use crate::dataset::build::Voce;
use crate::segnalazione::{Gravita, Segnalazione};

pub const RULE: Rule = Rule {
    codice: "FAS009",
    nome: "fase-annullata",
    gravita: Gravita::Nota,
    descrizione: "una fase è annullata",
    origine: Origin::Check(check),
};

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for fase in &scheda.fasi {
            if let Some(at) = fase.annullata {
                out.push(RULE.at(
                    scheda.luogo.at(at),
                    format!("la fase {} è segnata // (annullata): è mostrata e non valutata", fase.etichetta),
                    "nulla da fare, se l'annullamento è voluto; altrimenti scrivere le percentuali",
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    #[test]
    fn a_cancelled_phase_is_noted_at_the_mark() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.fasi[0].annullata = s.fasi[0].precedenti.at;
        assert_eq!(dove(&RULE, &[s], Dicembre), "B26 nota");
    }
}
