use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::place::CellRef;
use crate::segnalazione::{Segnalazione, codici};
use std::collections::BTreeMap;

pub const RULE: Rule = Rule {
    codice: codici::FAS007,
    descrizione: "due righe hanno la stessa etichetta",
    testo: Testo {
        controlla: "I numeri delle righe del cronoprogramma sono tutti diversi, senza badare a maiuscole e spazi.",
        perche: "Contano tutte e due le righe, ciascuna come una fase: se una è un avanzo pesa sul risultato.",
        rimedio: "Numerare le fasi una per una, oppure togliere la riga in più.",
        sbagliato: "Fasi 1, 2, 2",
        giusto: "Fasi 1, 2, 3",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].fasi[1].etichetta = "1".into());

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        let mut seen: BTreeMap<String, CellRef> = BTreeMap::new();
        for fase in &scheda.fasi {
            let Some(at) = fase.at else { continue };
            let label: String = fase.etichetta.split_whitespace().collect::<String>().to_lowercase();
            if label.is_empty() {
                continue;
            }
            if let Some(first) = seen.get(&label) {
                out.push(RULE.codice.at(
                    scheda.luogo.at(at),
                    format!("la fase {} è già nella cella {first}", fase.etichetta),
                    "numerare le fasi una per una, o togliere la riga in più: contano tutte e due",
                ));
            } else {
                seen.insert(label, at);
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
    fn a_repeated_label_is_reported_at_the_later_row() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.fasi[1].etichetta = "1".into();
        assert_eq!(dove(&RULE, &[s], Dicembre), "A27 avviso");
    }

    #[test]
    fn a_phase_of_the_list_repeats_no_row() {
        let mut s = scheda();
        s.fasi[1].etichetta = "1".into();
        s.fasi[1].at = None;
        assert_eq!(dove(&RULE, &[s], Luglio), "");
    }
}
