//! PER006 nota-che-limita.
//!
//! ## What it checks
//! The notes beside the names.
//!
//! ## Why it matters
//! A note ("fase 1 - 2", "a supporto") may limit the participation; by default it does not change the computation.
//!
//! ## What to do
//! Nothing, unless the note is meant to count: then set persone.note_fasi.

use crate::checks::{Context, Origin, Rule};
use crate::dataset::build::Voce;
use crate::segnalazione::{Gravita, Segnalazione};

pub const RULE: Rule = Rule {
    codice: "PER006",
    nome: "nota-che-limita",
    gravita: Gravita::Nota,
    descrizione: "una nota accompagna una partecipazione",
    origine: Origin::Check(check),
};

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for p in &scheda.personale {
            if let Some(note) = p.note.as_ref().filter(|note| !note.valore.trim().is_empty()) {
                out.push(RULE.at(
                    scheda.luogo.at(note.at),
                    format!("{}: la nota «{}» non cambia il calcolo", p.nominativo.valore, note.valore),
                    "nulla da fare; se la nota deve limitare la partecipazione alle sue fasi, impostare note_fasi",
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
    fn a_note_is_noted_at_its_cell() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.personale[0].note = Some(crate::checks::testing::cella("I44", "fase 1 - 2".to_owned()));
        assert_eq!(dove(&RULE, &[s], Luglio), "I44 nota");
    }
}
