//! FAS006 fase-senza-descrizione.
//!
//! ## What it checks
//! Every labelled row of the cronoprogramma, filled or not, has a description (nota), and every described phase has a
//! row (avviso).
//!
//! ## Why it matters
//! A phase that stands only in the list is not scored.
//!
//! ## What to do
//! Add the description, or the row of the cronoprogramma.

use crate::checks::{Context, Origin, Rule};
use crate::dataset::build::Voce;
use crate::segnalazione::{Gravita, Segnalazione};

pub const RULE: Rule = Rule {
    codice: "FAS006",
    nome: "fase-senza-descrizione",
    gravita: Gravita::Nota,
    descrizione: "una fase sta solo nel cronoprogramma o solo nell'elenco",
    origine: Origin::Check(check),
};

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for fase in &scheda.fasi {
            match (fase.at, &fase.testo) {
                (Some(at), None) => out.push(RULE.at(
                    scheda.luogo.at(at),
                    format!("la fase {} è nel cronoprogramma ma non ha una descrizione", fase.etichetta),
                    "aggiungere la descrizione all'elenco delle fasi di attuazione",
                )),
                (None, Some(testo)) => out.push(RULE.with(
                    Gravita::Avviso,
                    scheda.luogo.at(testo.at),
                    format!("la fase {} è descritta ma non ha una riga nel cronoprogramma", fase.etichetta),
                    "aggiungere la riga al cronoprogramma, o togliere la descrizione: così la fase non è valutata",
                )),
                _ => {}
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
    fn half_a_phase_is_reported_where_it_stands() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.fasi[0].testo = None;
        s.fasi[1].at = None;
        assert_eq!(dove(&RULE, &[s], Luglio), "B18 avviso, A26 nota");
    }

    #[test]
    fn a_labelled_row_is_noted_even_if_blank() {
        let mut s = scheda();
        s.fasi[1] = crate::checks::testing::fase(26, "2");
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.fasi[1].testo = None;
        assert_eq!(dove(&RULE, &[s], Dicembre), "A27 nota");
    }
}
