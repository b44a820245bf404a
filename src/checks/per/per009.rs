//! PER009 due-nomi-in-una-cella.
//!
//! ## What it checks
//! Names with a sign or an "e" between two names.
//!
//! ## Why it matters
//! The entry stays one person with both names: neither of the two has a result.
//!
//! ## What to do
//! Give each person a row with a share.

use crate::checks::nomi::due_nomi;
use crate::checks::{Context, Origin, Rule};
use crate::dataset::build::Voce;
use crate::segnalazione::{Gravita, Segnalazione};

pub const RULE: Rule = Rule {
    codice: "PER009",
    nome: "due-nomi-in-una-cella",
    gravita: Gravita::Avviso,
    descrizione: "una cella contiene due nomi",
    origine: Origin::Check(check),
};

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for p in scheda.personale.iter().filter(|p| due_nomi(&p.nominativo.valore)) {
            out.push(RULE.at(
                scheda.luogo.at(p.nominativo.at),
                format!("«{}» sembra contenere due nomi", p.nominativo.valore),
                "dare a ciascuna persona una riga con la sua percentuale",
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
    fn two_names_are_reported_at_the_cell() {
        for (name, found) in [
            ("VERDI ADA E BIANCHI IVO", "B44 avviso"),
            ("VERDI ADA / BIANCHI IVO", "B44 avviso"),
            ("VERDI ADA, BIANCHI IVO", "B44 avviso"),
            ("Verdi, Ada", ""),
            ("D'ESTE ADA", ""),
            ("Tutti i P.O/Responsabili", ""),
            ("//", ""),
        ] {
            let mut s = scheda();
            s.personale[0].nominativo.valore = name.into();
            assert_eq!(dove(&RULE, &[s], Dicembre), found, "{name}");
        }
        assert_eq!(dove(&RULE, &[scheda()], Luglio), "");
    }
}
