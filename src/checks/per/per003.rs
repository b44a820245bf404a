use crate::checks::EPSILON;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::italian::number;
use crate::segnalazione::{Gravita, Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::PER003,
    descrizione: "le partecipazioni non sommano a 100",
    testo: Testo {
        controlla: "La somma delle percentuali del personale è 100%. Se la differenza è al massimo 0,05 punti, come negli \
             arrotondamenti, è un avviso. Se una percentuale non si legge il confronto non si fa.",
        perche: "Il risultato di una persona è pesato con la sua partecipazione.",
        rimedio: "Correggere le percentuali perché sommino a 100%.",
        sbagliato: "VERDI ADA 60%, NERI UGO 35%: totale 95%",
        giusto: "VERDI ADA 60%, NERI UGO 40%: totale 100%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].personale[1].pct.punti = Some(35.0));

/// What three thirds of two decimals may lack, in points.
const ARROTONDAMENTO_PCT: f64 = 0.05;

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        let Some(last) = scheda.personale.last() else { continue };
        if scheda.personale.iter().any(|p| p.pct.illeggibile) {
            continue;
        }
        let sum: f64 = scheda.personale.iter().filter_map(|p| p.pct.punti).sum();
        let off = (sum - 100.0).abs();
        if off > EPSILON {
            let at = scheda.totale_pct.as_ref().map(|t| t.at).or(last.pct.at).unwrap_or(last.nominativo.at);
            out.push(RULE.codice.with(
                if off <= ARROTONDAMENTO_PCT + EPSILON { Gravita::Avviso } else { Gravita::Errore },
                scheda.luogo.at(at),
                // With fewer decimals 99,999% would read as 100,00%.
                format!("le partecipazioni sommano a {}%", number(sum, if off < 0.005 { 4 } else { 2 })),
                "correggere le percentuali perché sommino a 100%",
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
    fn shares_that_are_not_100_are_reported_at_the_total() {
        for (share, found) in [(40.0, ""), (35.0, "O46 errore"), (39.99, "O46 avviso"), (40.05, "O46 avviso")] {
            let mut s = scheda();
            s.personale[1].pct.punti = Some(share);
            assert_eq!(dove(&RULE, &[s], Dicembre), found, "{share}");
        }
    }

    #[test]
    fn without_a_total_the_last_row_is_the_place() {
        let mut s = scheda();
        s.totale_pct = None;
        s.personale[0].pct.punti = Some(50.0);
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "O45 errore");
        s.personale[1].pct.illeggibile = true;
        assert_eq!(dove(&RULE, &[s], Luglio), "");
    }
}
