//! FOG007 anno-diverso.
//!
//! ## What it checks
//! The year printed on the cronoprogramma against the year of the run.
//!
//! ## Why it matters
//! A form left over from last year would be scored as this year's.
//!
//! ## What to do
//! Move the right file into the folder, or correct the year printed on the form.

use crate::checks::luogo;
use crate::checks::{Context, Origin, Rule};
use crate::dataset::build::Voce;
use crate::scheda::Sezione;
use crate::segnalazione::{Gravita, Segnalazione};

pub const RULE: Rule = Rule {
    codice: "FOG007",
    nome: "anno-diverso",
    gravita: Gravita::Errore,
    descrizione: "il modulo è di un altro anno",
    origine: Origin::Check(check),
};

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        if let Some(anno) = scheda.anno.filter(|anno| *anno != ctx.anno) {
            let title = scheda.sezioni.iter().find(|(sezione, _)| *sezione == Sezione::Cronoprogramma);
            out.push(RULE.at(
                luogo(scheda, title.map(|(_, at)| *at)),
                format!("il cronoprogramma porta l'anno {anno}; l'elaborazione è del {}", ctx.anno),
                format!("usare il modulo del {0}, o correggere l'anno se i dati sono del {0}", ctx.anno),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    #[test]
    fn another_year_is_reported_at_the_cronoprogramma() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.anno = Some(2021);
        assert_eq!(dove(&RULE, &[s], Dicembre), "A23 errore");
    }

    #[test]
    fn a_form_without_a_year_is_silent() {
        let mut s = scheda();
        s.anno = None;
        assert_eq!(dove(&RULE, &[s], Luglio), "");
    }
}
