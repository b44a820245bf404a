use crate::checks::EPSILON;
#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::italian::{number, percent_as_typed};
use crate::scheda::Unita;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::IND009,
    descrizione: "lo scostamento scritto non è raggiunto − atteso",
    testo: Testo {
        controlla: "Lo scostamento scritto è raggiunto meno atteso, con l'approssimazione dei decimali scritti, alle \
             scadenze fino a quella dell'elaborazione. Rapporti e sì/no non hanno scostamento.",
        perche: "Una delle tre cifre è una svista, oppure il segno è invertito. Lo scostamento non entra nel punteggio.",
        rimedio: "Correggere lo scostamento, oppure il raggiunto se è quello sbagliato.",
        sbagliato: "Atteso 5, raggiunto 3, scostamento 2",
        giusto: "Atteso 5, raggiunto 3, scostamento −2",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: Caso = Caso::Schede(|s| {
    s[0].indicatori[0].dic.scostamento = Some(crate::checks::testing::cella("R37", -3.0));
});

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for indicatore in &scheda.indicatori {
            let Some(atteso) = &indicatore.atteso else { continue };
            if atteso.denominatore.is_some() || matches!(atteso.unita, Unita::Rapporto | Unita::SiNo) {
                continue;
            }
            for scadenza in ctx.scadenza.fino_a() {
                let raggiunto = scadenza.raggiunto(indicatore);
                let (Some(value), Some(typed)) = (raggiunto.valore, &raggiunto.scostamento) else { continue };
                if raggiunto.escluso || raggiunto.denominatore.is_some() {
                    continue;
                }
                let expected = value - atteso.valore;
                let places = decimali(typed.valore);
                let unit = 10_f64.powi(-i32::try_from(places).expect("at most two decimals"));
                if (typed.valore - expected).abs() > unit / 2.0 + EPSILON {
                    let figure = |x: f64| match atteso.unita {
                        Unita::Percento => percent_as_typed(x),
                        _ => number(x, decimali(x)),
                    };
                    out.push(RULE.codice.at(
                        scheda.luogo.at(typed.at),
                        format!(
                            "«{}»: lo scostamento al {} è {}, ma raggiunto {} meno atteso {} fa {}",
                            indicatore.nome.valore,
                            ctx.data(*scadenza),
                            figure(typed.valore),
                            figure(value),
                            figure(atteso.valore),
                            figure(expected),
                        ),
                        format!("scrivere {}, o correggere il valore raggiunto", figure(expected)),
                    ));
                }
            }
        }
    }
}

/// How many decimals a figure shows, at most two.
fn decimali(x: f64) -> usize {
    [1.0, 10.0].iter().position(|scale| (x * scale - (x * scale).round()).abs() < EPSILON).unwrap_or(2)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    fn with(typed: f64, atteso: f64, value: f64) -> String {
        let mut s = scheda();
        s.indicatori[0].atteso.as_mut().expect("the scheda has one").valore = atteso;
        s.indicatori[0].dic.valore = Some(value);
        s.indicatori[0].dic.scostamento = Some(crate::checks::testing::cella("R37", typed));
        dove(&RULE, &[s], Dicembre)
    }

    #[test]
    fn a_typed_difference_is_checked_to_its_last_decimal() {
        for (typed, atteso, value, found) in [
            (-2.0, 5.0, 3.0, ""),
            (-2.0, 5.0, 2.0, "R37 avviso"),
            (-40.87, 100.0, 58.13, "R37 avviso"),
            (-8.0, 100.0, 91.67, ""),
            (-8.33, 100.0, 91.67, ""),
            (-8.4, 100.0, 91.67, "R37 avviso"),
            (-285_600.0, 357_000.0, 642_600.0, "R37 avviso"),
        ] {
            assert_eq!(with(typed, atteso, value), found, "{typed} = {value} - {atteso}");
        }
        assert_eq!(dove(&RULE, &[scheda()], Luglio), "");
    }
}
