use crate::checks::EPSILON;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::identita::{chiave, e_collettiva};
use crate::dataset::voci::Voce;
use crate::italian::number;
use crate::segnalazione::{Segnalazione, codici};
use std::collections::BTreeSet;

pub const RULE: Rule = Rule {
    codice: codici::PER008,
    descrizione: "il numero del personale non torna",
    testo: Testo {
        controlla: "Il numero scritto sotto la tabella del personale è quello delle righe, da sole o con responsabile e \
             dirigente che firmano. Se ci sono voci collettive non si può contare.",
        perche: "Una riga potrebbe essere stata dimenticata.",
        rimedio: "Controllare l'elenco e il numero.",
        sbagliato: "5 sotto una tabella di due persone",
        giusto: "2 sotto una tabella di due persone",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].n_personale = Some(crate::checks::testing::cella("A47", 5.0)));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        let Some(count) = &scheda.n_personale else { continue };
        if scheda.personale.iter().any(|p| e_collettiva(&p.nominativo.valore)) {
            continue;
        }
        let rows = scheda.personale.len();
        let people: BTreeSet<String> = scheda.personale.iter().map(|p| chiave(&p.nominativo.valore)).collect();
        // Some offices count those who sign, some do not, and some sign twice.
        let fits = (people.len().min(rows)..=rows + 2).any(|n| (count.valore - n as f64).abs() < EPSILON);
        if !fits {
            out.push(RULE.codice.at(
                scheda.luogo.at(count.at),
                format!(
                    "il numero del personale è {}, le righe compilate sono {rows}",
                    number(count.valore, if count.valore.fract() == 0.0 { 0 } else { 2 })
                ),
                "controllare l'elenco e il numero",
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
    fn a_count_that_fits_no_rows_is_noted() {
        for (count, found) in [(2.0, ""), (3.0, ""), (4.0, ""), (5.0, "A47 nota"), (1.0, "A47 nota"), (2.5, "A47 nota")]
        {
            let mut s = scheda();
            s.n_personale = Some(crate::checks::testing::cella("A47", count));
            assert_eq!(dove(&RULE, &[s], Dicembre), found, "{count}");
        }
        assert_eq!(dove(&RULE, &[scheda()], Luglio), "");
    }
}
