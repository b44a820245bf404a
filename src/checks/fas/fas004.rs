use crate::checks::{Context, Origin, Rule, Testo};
use crate::checks::{EPSILON, luogo};
use crate::config::RaggiuntoFase;
use crate::dataset::voci::Voce;
use crate::italian::percent_as_typed;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::FAS004,
    descrizione: "il raggiunto esce dai limiti: il segno del gap è dubbio",
    testo: Testo {
        controlla: "Target più gap sta tra 0 e 100, meno quanto già raggiunto negli anni precedenti, alle scadenze fino a \
             quella dell'elaborazione. Se con il segno opposto il conto torna, la segnalazione lo dice.",
        perche: "Un gap scritto con il segno sbagliato trasforma una fase in ritardo in una in anticipo.",
        rimedio: "Controllare il segno: il gap è raggiunto meno target, negativo quando manca qualcosa.",
        sbagliato: "Target 100%, gap 20%: il raggiunto sarebbe 120%",
        giusto: "Target 100%, gap −20%: il raggiunto è 80%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].fasi[0].gap_dic.punti = Some(20.0));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for fase in scheda.fasi.iter().filter(|f| f.at.is_some() && f.annullata.is_none()) {
            let max = 100.0 - fase.precedenti.punti.unwrap_or(0.0);
            for scadenza in ctx.scadenza.fino_a() {
                let typed = scadenza.gap(fase);
                let (Some(target), Some(gap)) = (ctx.target_valido(*scadenza, fase), typed.punti) else { continue };
                let Some(raggiunto) = ctx.raggiunto_fase(*scadenza, fase) else { continue };
                let fits = |raggiunto: f64| (-EPSILON..=max + EPSILON).contains(&raggiunto);
                let other = 2.0 * target - raggiunto;
                if fits(raggiunto) || ctx.regole.fasi.raggiunto == RaggiuntoFase::Colonna {
                    continue;
                }
                let advice = if fits(other) {
                    format!(
                        "con il segno opposto il raggiunto sarebbe {}: controllare il segno",
                        percent_as_typed(other)
                    )
                } else {
                    "controllare target e gap: il raggiunto non può stare fuori da questi limiti".to_owned()
                };
                out.push(RULE.codice.at(
                    luogo(scheda, typed.at),
                    format!(
                        "fase {}: target {} e gap {} al {} danno un raggiunto di {}, fuori da 0–{}",
                        fase.etichetta,
                        percent_as_typed(target),
                        percent_as_typed(gap),
                        ctx.data(*scadenza),
                        percent_as_typed(raggiunto),
                        percent_as_typed(max),
                    ),
                    advice,
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
    fn a_raggiunto_out_of_bounds_is_reported_at_the_gap() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.fasi[0].gap_dic.punti = Some(20.0);
        s.fasi[1].gap_lug.punti = Some(-60.0);
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "R26 avviso, P27 avviso");
        let found = crate::checks::testing::trovate(&RULE, &[s], Dicembre);
        assert!(found[0].rimedio.contains("80%"), "{}", found[0].rimedio);
    }

    #[test]
    fn what_previous_years_achieved_cannot_be_achieved_again() {
        let mut s = scheda();
        s.fasi[0].precedenti.punti = Some(60.0);
        assert_eq!(dove(&RULE, &[s], Luglio), "P26 avviso");
    }
}
