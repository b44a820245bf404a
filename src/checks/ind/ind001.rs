//! IND001 raggiunto-mancante.
//!
//! ## What it checks
//! The raggiunto of every indicator with an atteso: an errore at the run's checkpoint if it is the final one, else a
//! nota. Indicators that repeat the phases are computed from them and need none; unreadable and excluded ones have
//! their own segnalazione.
//!
//! ## Why it matters
//! At the final checkpoint an indicator without a value counts zero and the scheda is provvisoria.
//!
//! ## What to do
//! Type the value, or "non applicabile" with the reason.

use crate::checks::luogo;
use crate::checks::{Context, Origin, Rule};
use crate::dataset::build::Voce;
use crate::segnalazione::{Gravita, Segnalazione};

pub const RULE: Rule = Rule {
    codice: "IND001",
    nome: "raggiunto-mancante",
    gravita: Gravita::Errore,
    descrizione: "un indicatore è senza valore raggiunto",
    origine: Origin::Check(check),
};

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for indicatore in &scheda.indicatori {
            if indicatore.atteso_testo.is_none() || (ctx.ripete_le_fasi)(&indicatore.nome.valore) {
                continue;
            }
            for scadenza in ctx.scadenza.fino_a() {
                let raggiunto = scadenza.raggiunto(indicatore);
                // A text without a value has its own segnalazione, whatever the reader made of it.
                if raggiunto.testo.is_some() || raggiunto.valore.is_some() || raggiunto.illeggibile || raggiunto.escluso
                {
                    continue;
                }
                let scored = *scadenza == ctx.scadenza && ctx.finale;
                out.push(RULE.with(
                    if scored { Gravita::Errore } else { Gravita::Nota },
                    luogo(scheda, raggiunto.at.or(Some(indicatore.nome.at))),
                    format!("«{}»: manca il valore raggiunto al {}", indicatore.nome.valore, ctx.data(*scadenza)),
                    if scored {
                        "scrivere il valore raggiunto, o «non applicabile» con il motivo: vuoto vale zero"
                    } else {
                        "scrivere il valore raggiunto, se è già noto"
                    },
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
    fn a_blank_raggiunto_is_reported_at_its_cell() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.indicatori[0].lug = crate::checks::testing::raggiunto("L37", None);
        s.indicatori[0].dic = crate::checks::testing::raggiunto("P37", None);
        s.indicatori[1].dic = crate::checks::testing::raggiunto("P38", None);
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "L37 nota");
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "L37 nota, P37 errore", "the second repeats the phases");
        s.indicatori[0].dic.illeggibile = true;
        s.indicatori[0].lug.escluso = true;
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.indicatori[0].dic.illeggibile = false;
        s.indicatori[0].atteso_testo = None;
        assert_eq!(dove(&RULE, &[s], Dicembre), "");
    }
}
