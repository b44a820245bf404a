//! INT001 campo-mancante.
//!
//! ## What it checks
//! The fields of the header: each has a text. `//` is a text: it says that there is nobody.
//!
//! ## Why it matters
//! A scheda without direzione, dirigente or missione is missing from the results of that structure.
//!
//! ## What to do
//! Fill the field in; where nothing applies, write `//`.

use crate::checks::luogo;
use crate::checks::{Context, Origin, Rule};
use crate::dataset::build::Voce;
use crate::scheda::{Campo, Intestazione};
use crate::segnalazione::{Gravita, Segnalazione};

pub const RULE: Rule = Rule {
    codice: "INT001",
    nome: "campo-mancante",
    gravita: Gravita::Avviso,
    descrizione: "un campo dell'intestazione è vuoto",
    origine: Origin::Check(check),
};

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for (name, campo) in campi(&scheda.intestazione) {
            if campo.testo.as_deref().is_none_or(|text| text.trim().is_empty()) {
                let found = if campo.at.is_some() { "è vuoto" } else { "non si trova sul modulo" };
                out.push(RULE.at(
                    luogo(scheda, campo.at),
                    format!("il campo «{name}» {found}"),
                    "compilare il campo; se non riguarda questo obiettivo scrivere //",
                ));
            }
        }
    }
}

fn campi(i: &Intestazione) -> [(&'static str, &Campo); 14] {
    [
        ("Direzione", &i.direzione),
        ("Assessore", &i.assessore),
        ("Dirigente", &i.dirigente),
        ("Responsabile", &i.responsabile),
        ("Sezione", &i.sezione),
        ("Missione", &i.missione),
        ("Programma", &i.programma),
        ("Obiettivo strategico", &i.obiettivo_strategico),
        ("Obiettivo operativo", &i.obiettivo_operativo),
        ("Progetto", &i.progetto),
        ("Finalità", &i.finalita),
        ("Titolo", &i.titolo),
        ("Orizzonte temporale", &i.orizzonte),
        ("Descrizione", &i.descrizione),
    ]
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    #[test]
    fn a_blank_field_is_reported_at_its_cell() {
        let mut s = scheda();
        s.intestazione.dirigente.testo = Some("//".into());
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.intestazione.finalita.testo = None;
        s.intestazione.progetto = crate::scheda::Campo::default();
        assert_eq!(dove(&RULE, &[s], Dicembre), "foglio avviso, C12 avviso");
    }
}
