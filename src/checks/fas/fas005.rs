use crate::checks::luogo;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::italian::percent_as_typed;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::FAS005,
    descrizione: "il target è vuoto e si ricava dai mesi",
    testo: Testo {
        controlla: "Un target vuoto dove i mesi fino alla scadenza sommano a più di zero, alle scadenze fino a quella \
             dell'elaborazione.",
        perche: "Il punteggio usa la somma dei mesi come target: è bene che l'ufficio lo sappia.",
        rimedio: "Scrivere il target nella sua cella, perché si veda sul modulo.",
        sbagliato: "Marzo 50%, target al 31 luglio vuoto",
        giusto: "Marzo 50%, target al 31 luglio 50%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].fasi[0].target_lug.punti = None);

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for fase in scheda.fasi.iter().filter(|f| f.at.is_some() && f.annullata.is_none()) {
            for scadenza in ctx.scadenza.fino_a() {
                let target = scadenza.target(fase);
                if target.punti.is_some() || target.illeggibile {
                    continue;
                }
                if let Some(sum) = ctx.somma_mesi(*scadenza, fase).filter(|sum| *sum > 0.0) {
                    out.push(RULE.codice.at(
                        luogo(scheda, target.at.or(fase.at)),
                        format!(
                            "fase {}: il target al {} è vuoto; vale la somma dei mesi, {}",
                            fase.etichetta,
                            ctx.data(*scadenza),
                            percent_as_typed(sum),
                        ),
                        format!("scrivere {} nella cella del target", percent_as_typed(sum)),
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
    fn a_blank_target_is_noted_at_its_cell() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.fasi[0].target_lug.punti = None;
        s.fasi[1].target_dic.punti = None;
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "O26 nota, Q27 nota");
        assert_eq!(dove(&RULE, &[s], Luglio), "O26 nota");
    }
}
