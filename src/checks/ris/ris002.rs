use crate::checks::EPSILON;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::italian::number;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::RIS002,
    descrizione: "COSTO RISORSE non è la somma delle righe",
    testo: Testo {
        controlla: "Il totale delle risorse è la somma dei costi, al centesimo. Se un costo descritto non si legge il \
             confronto non si fa.",
        perche: "I rapporti riportano il totale dichiarato.",
        rimedio: "Correggere il totale oppure i costi delle righe.",
        sbagliato: "Costi 60 € e 30 €, COSTO RISORSE 100 €",
        giusto: "Costi 60 € e 30 €, COSTO RISORSE 90 €",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].risorse[0].costo = Some(90.0));

/// Half a cent.
const TOLLERANZA_EURO: f64 = 0.005;

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        let Some(total) = &scheda.costo_risorse else { continue };
        if scheda.risorse.iter().any(|r| r.costo.is_none() && r.descrizione.is_some()) {
            continue;
        }
        let sum: f64 = scheda.risorse.iter().filter_map(|r| r.costo).sum();
        if (total.valore - sum).abs() > TOLLERANZA_EURO + EPSILON {
            out.push(RULE.codice.at(
                scheda.luogo.at(total.at),
                format!("COSTO RISORSE è € {}, ma le righe sommano a € {}", number(total.valore, 2), number(sum, 2)),
                "correggere il totale o i costi delle righe",
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
    fn a_total_that_is_not_the_sum_is_reported_at_the_total() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.risorse[0].costo = Some(90.0);
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "O55 avviso");
        s.risorse[0].costo = None;
        assert_eq!(dove(&RULE, &[s], Dicembre), "");
    }
}
