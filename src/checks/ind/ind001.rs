use crate::checks::luogo;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::config::{MancanteFinale, RispettoFasi};
use crate::dataset::voci::Voce;
use crate::segnalazione::{Gravita, Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::IND001,
    descrizione: "un indicatore è senza valore raggiunto",
    testo: Testo {
        controlla: "Il valore raggiunto di ogni indicatore che ha un atteso: è un errore alla scadenza finale, una nota \
             alle altre. Gli indicatori che ripetono le fasi si calcolano da sé; quelli illeggibili o esclusi hanno \
             la loro segnalazione.",
        perche: "Alla scadenza finale un indicatore senza valore vale zero e il risultato della scheda è provvisorio.",
        rimedio: "Scrivere il valore raggiunto, oppure «non applicabile» con il motivo.",
        sbagliato: "Atteso 12, raggiunto al 31 dicembre vuoto",
        giusto: "Atteso 12, raggiunto al 31 dicembre 10",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].indicatori[0].dic = crate::checks::testing::raggiunto("P37", None));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    let regole = &ctx.regole.indicatori;
    // Unless the rules score what is typed there, the indicator that repeats the phases may be blank.
    let declared_elsewhere = regole.rispetto_fasi != RispettoFasi::Dichiarato;
    for Voce { scheda, .. } in ctx.schede {
        for indicatore in &scheda.indicatori {
            // Without an atteso, or with one that nobody understands, nothing is scored.
            if indicatore.atteso.is_none() || (declared_elsewhere && (ctx.ripete_le_fasi)(&indicatore.nome.valore)) {
                continue;
            }
            for scadenza in ctx.scadenza.fino_a() {
                let raggiunto = scadenza.raggiunto(indicatore);
                // A text without a value has its own segnalazione, whatever the reader made of it.
                if raggiunto.testo.is_some() || raggiunto.valore.is_some() || raggiunto.illeggibile || raggiunto.escluso
                {
                    continue;
                }
                let scored = *scadenza == ctx.scadenza && ctx.regole.scores_indicators(ctx.finale);
                out.push(RULE.codice.with(
                    if scored { Gravita::Errore } else { Gravita::Nota },
                    luogo(scheda, raggiunto.at.or(Some(indicatore.nome.at))),
                    format!("«{}»: manca il valore raggiunto al {}", indicatore.nome.valore, ctx.data(*scadenza)),
                    match (scored, regole.mancante_finale) {
                        (false, _) => "scrivere il valore raggiunto, se è già noto",
                        (true, MancanteFinale::Zero) => {
                            "scrivere il valore raggiunto, o «non applicabile» con il motivo: vuoto vale zero"
                        }
                        (true, MancanteFinale::Escludi) => {
                            "scrivere il valore raggiunto: finché è vuoto l'indicatore resta fuori dalla media"
                        }
                    },
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
    fn a_blank_raggiunto_is_reported_at_its_cell() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.indicatori[0].lug = crate::checks::testing::raggiunto("L37", None);
        s.indicatori[0].dic = crate::checks::testing::raggiunto("P37", None);
        s.indicatori[1].dic = crate::checks::testing::raggiunto("P38", None);
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "L37 nota");
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "L37 nota, P37 errore", "the second repeats the phases");
        s.indicatori[0].dic.illeggibile = true;
        s.indicatori[0].lug.escluso = true;
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.indicatori[0].dic.illeggibile = false;
        s.indicatori[0].atteso = None;
        assert_eq!(dove(&RULE, &[s], Dicembre), "");
    }
}
