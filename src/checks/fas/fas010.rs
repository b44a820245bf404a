use crate::checks::{Context, Origin, Rule, Testo};
use crate::checks::{EPSILON, luogo};
use crate::dataset::voci::Voce;
use crate::italian::percent_as_typed;
use crate::scheda::Scadenza;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::FAS010,
    descrizione: "a dicembre il raggiunto è meno che a luglio",
    testo: Testo {
        controlla: "Nell'elaborazione di dicembre, target più gap di dicembre non è meno di target più gap di luglio.",
        perche: "Ciò che è stato fatto non si disfa: uno dei due gap è una svista.",
        rimedio: "Correggere il gap di luglio oppure quello di dicembre.",
        sbagliato: "Luglio: target 50%, gap 0%; dicembre: target 100%, gap −70%",
        giusto: "Luglio: target 50%, gap 0%; dicembre: target 100%, gap −30%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].fasi[0].gap_dic.punti = Some(-70.0));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    if ctx.scadenza != Scadenza::Dicembre {
        return;
    }
    for Voce { scheda, .. } in ctx.schede {
        for fase in scheda.fasi.iter().filter(|f| f.at.is_some() && f.annullata.is_none()) {
            let july = ctx.raggiunto_fase(Scadenza::Luglio, fase);
            let december = ctx.raggiunto_fase(Scadenza::Dicembre, fase);
            if let (Some(july), Some(december)) = (july, december)
                && december < july - EPSILON
            {
                out.push(RULE.codice.at(
                    luogo(scheda, fase.gap_dic.at),
                    format!(
                        "fase {}: al {} il raggiunto è {}, al {} era {}",
                        fase.etichetta,
                        ctx.data(Scadenza::Dicembre),
                        percent_as_typed(december),
                        ctx.data(Scadenza::Luglio),
                        percent_as_typed(july),
                    ),
                    "correggere il gap di luglio o quello di dicembre",
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
    fn less_than_in_july_is_reported_at_the_december_gap() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.fasi[0].gap_dic.punti = Some(-70.0);
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "R26 avviso");
        assert_eq!(dove(&RULE, &[s], Luglio), "");
    }
}
