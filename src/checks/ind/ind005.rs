use crate::checks::{Context, Origin, Rule, Testo};
use crate::checks::{EPSILON, luogo};
use crate::dataset::voci::Voce;
use crate::italian::percent_as_typed;
use crate::scheda::Scadenza;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::IND005,
    descrizione: "il rispetto delle fasi scritto non è quello calcolato",
    testo: Testo {
        controlla: "Il valore scritto per un indicatore che ripete le fasi («% rispetto fasi e tempi») è quello che si \
             calcola da target e gap delle fasi, con un punto di tolleranza, alle scadenze fino a quella \
             dell'elaborazione.",
        perche: "Conta il valore calcolato: sul modulo l'ufficio ne legge un altro.",
        rimedio: "Controllare target e gap delle fasi; se sono giusti, scrivere il valore calcolato.",
        sbagliato: "% rispetto fasi e tempi: 100%, con una fase ferma al 60% del suo target",
        giusto: "% rispetto fasi e tempi: 80%, come risulta dalle fasi",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].indicatori[1].dic.valore = Some(90.0));

/// How far the typed value may be from the computed one, in points.
const TOLLERANZA_PCT: f64 = 1.0;

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { id, scheda, .. } in ctx.schede {
        let Some(computed) = ctx.rispetto_fasi.get(id) else { continue };
        for indicatore in scheda.indicatori.iter().filter(|i| (ctx.ripete_le_fasi)(&i.nome.valore)) {
            for (scadenza, computed) in [Scadenza::Luglio, Scadenza::Dicembre].into_iter().zip(computed) {
                let raggiunto = scadenza.raggiunto(indicatore);
                if scadenza > ctx.scadenza || raggiunto.escluso || raggiunto.denominatore.is_some() {
                    continue;
                }
                let (Some(typed), Some(computed)) = (raggiunto.valore, *computed) else { continue };
                if (typed - computed).abs() > TOLLERANZA_PCT + EPSILON {
                    out.push(RULE.codice.at(
                        luogo(scheda, raggiunto.at),
                        format!(
                            "«{}»: al {} è scritto {}, dalle fasi risulta {}",
                            indicatore.nome.valore,
                            ctx.data(scadenza),
                            percent_as_typed(typed),
                            percent_as_typed(computed),
                        ),
                        "controllare target e gap delle fasi; vale il valore calcolato",
                    ));
                }
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
    fn a_typed_rispetto_fasi_far_from_the_computed_is_reported() {
        let mut s = scheda();
        s.indicatori[1].dic.valore = Some(99.0);
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "", "computed is 100: one point is no difference");
        s.indicatori[1].dic.valore = Some(98.5);
        s.indicatori[1].lug.valore = Some(40.0);
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "L38 avviso, P38 avviso");
        assert_eq!(dove(&RULE, &[s], Luglio), "L38 avviso");
    }
}
