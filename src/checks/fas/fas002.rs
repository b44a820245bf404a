//! FAS002 gap-mancante.
//!
//! ## What it checks
//! The gap at the run's checkpoint of every phase with a target above zero that is not cancelled. A cell with
//! something unreadable in it has its own segnalazione.
//!
//! ## Why it matters
//! Without a gap nobody knows what was achieved: the phase counts zero and the scheda is provvisoria.
//!
//! ## What to do
//! Type the gap: 0% if the target was reached, −20% if it was missed by twenty points.

use crate::checks::luogo;
use crate::checks::{Context, Origin, Rule};
use crate::dataset::build::Voce;
use crate::italian::percent_as_typed;
use crate::segnalazione::{Gravita, Segnalazione};

pub const RULE: Rule = Rule {
    codice: "FAS002",
    nome: "gap-mancante",
    gravita: Gravita::Errore,
    descrizione: "una fase dovuta è senza gap",
    origine: Origin::Check(check),
};

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for fase in scheda.fasi.iter().filter(|f| f.at.is_some() && f.annullata.is_none()) {
            let gap = ctx.scadenza.gap(fase);
            if gap.punti.is_some() || gap.illeggibile {
                continue;
            }
            if let Some(target) = ctx.target_valido(ctx.scadenza, fase).filter(|target| *target > 0.0) {
                out.push(RULE.at(
                    luogo(scheda, gap.at.or(fase.at)),
                    format!(
                        "fase {}: il gap al {} è vuoto, ma il target è {}",
                        fase.etichetta,
                        ctx.data(ctx.scadenza),
                        percent_as_typed(target),
                    ),
                    "scrivere il gap: 0% se il target è raggiunto, con il segno meno se manca qualcosa",
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
    fn a_due_phase_without_gap_is_reported_at_the_gap() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.fasi[0].gap_dic.punti = None;
        s.fasi[1].gap_dic.punti = None;
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "R26 errore, R27 errore");
        s.fasi[0].gap_dic.illeggibile = true;
        s.fasi[1].target_dic.punti = Some(0.0);
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "", "unreadable is reported elsewhere, zero is not due");
        s.fasi[1].target_dic.punti = None;
        assert_eq!(dove(&RULE, &[s], Dicembre), "R27 errore", "due by its months");
    }
}
