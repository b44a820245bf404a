use crate::checks::nomi::due_nomi;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::PER009,
    descrizione: "una cella contiene due nomi",
    testo: Testo {
        controlla: "I nomi del personale con un segno o una «e» tra due nomi.",
        perche: "La riga resta una persona sola con due nomi: nessuna delle due ha il suo risultato.",
        rimedio: "Dare a ciascuna persona una riga con la sua percentuale.",
        sbagliato: "VERDI ADA / NERI UGO 40%",
        giusto: "VERDI ADA 20%, e sotto NERI UGO 20%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].personale[0].nominativo.valore = "VERDI ADA / NERI UGO".into());

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for p in scheda.personale.iter().filter(|p| due_nomi(&p.nominativo.valore)) {
            out.push(RULE.codice.at(
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
