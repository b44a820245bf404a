//! IND010 polarita-incerta.
//!
//! ## What it checks
//! The typed comparison of every indicator against the words of its name: "giorni" asks for less, "almeno" for more.
//!
//! ## Why it matters
//! The comparison counts; if it is the slip, the score is the opposite of what was meant.
//!
//! ## What to do
//! Confirm the atteso, or type the other comparison.

use crate::checks::{Context, Origin, Rule};
use crate::dataset::build::Voce;
use crate::scheda::polarita;
use crate::segnalazione::{Gravita, Segnalazione};

pub const RULE: Rule = Rule {
    codice: "IND010",
    nome: "polarita-incerta",
    gravita: Gravita::Avviso,
    descrizione: "non è chiaro se è meglio un valore alto o basso",
    origine: Origin::Check(check),
};

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for indicatore in &scheda.indicatori {
            let name = &indicatore.nome.valore;
            let polarita = polarita::decide(indicatore);
            if !polarita.discorde || (ctx.ripete_le_fasi)(name) {
                continue;
            }
            let (nome, atteso) = if polarita.bassa { ("di più", "di meno") } else { ("di meno", "di più") };
            out.push(RULE.at(
                scheda.luogo.at(indicatore.nome.at),
                format!(
                    "«{name}»: dal nome sembra che {nome} sia meglio, ma l'atteso «{}» dice {atteso}; vale l'atteso",
                    indicatore.atteso_testo.as_deref().unwrap_or_default()
                ),
                "confermare l'atteso, o correggerlo («almeno …» se di più è meglio, «massimo …» se di meno è meglio)",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::Dicembre;
    use crate::scheda::{Atteso, Comparatore};

    #[test]
    fn a_name_and_a_comparison_that_disagree_are_reported() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        let expected = s.indicatori[0].atteso.expect("the indicator has an atteso");
        s.indicatori[0].nome.valore = "Giorni di attesa".into();
        s.indicatori[0].atteso = Some(Atteso { comparatore: None, ..expected });
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "", "no comparison was typed: the name decides");
        s.indicatori[0].atteso = Some(Atteso { comparatore: Some(Comparatore::Almeno), ..expected });
        assert_eq!(dove(&RULE, &[s], Dicembre), "A37 avviso");
    }
}
