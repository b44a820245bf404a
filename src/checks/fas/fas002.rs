use crate::checks::luogo;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::config::{GapVuoto, RaggiuntoFase};
use crate::dataset::voci::Voce;
use crate::italian::percent_as_typed;
use crate::segnalazione::{Gravita, Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::FAS002,
    descrizione: "una fase dovuta è senza gap",
    testo: Testo {
        controlla: "Ogni fase con un target maggiore di zero alla scadenza, e non annullata, ha il suo gap. Un testo \
             che non è una percentuale («in corso») non è un gap.",
        perche: "Senza gap non si sa che cosa è stato raggiunto: la fase vale zero e il risultato della scheda è \
             provvisorio.",
        rimedio: "Scrivere il gap, cioè raggiunto meno target: 0% se il target è stato raggiunto, −20% se mancano venti \
             punti.",
        sbagliato: "Target al 31 dicembre 100%, gap vuoto",
        giusto: "Target al 31 dicembre 100%, gap 0%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].fasi[0].gap_dic.punti = None);

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for fase in scheda.fasi.iter().filter(|f| f.at.is_some() && f.annullata.is_none()) {
            let regole = &ctx.regole.fasi;
            let (gap, what) = match regole.raggiunto {
                RaggiuntoFase::Colonna => (ctx.scadenza.colonna(fase), "raggiunto"),
                RaggiuntoFase::TargetPiuGap | RaggiuntoFase::TargetMenoGap => (ctx.scadenza.gap(fase), "gap"),
            };
            if gap.punti.is_some() || gap.illeggibile {
                continue;
            }
            if let Some(target) = ctx.target_valido(ctx.scadenza, fase).filter(|target| *target > 0.0) {
                let (gravita, rimedio) = match (regole.gap_vuoto, regole.raggiunto) {
                    (GapVuoto::Zero, _) => {
                        (Gravita::Nota, "nulla, se il target è raggiunto: un gap vuoto vale 0%; altrimenti scriverlo")
                    }
                    (_, RaggiuntoFase::Colonna) => (Gravita::Errore, "scrivere il raggiunto della fase"),
                    (_, RaggiuntoFase::TargetPiuGap) => (
                        Gravita::Errore,
                        "scrivere il gap: 0% se il target è raggiunto, con il segno meno se manca qualcosa",
                    ),
                    (_, RaggiuntoFase::TargetMenoGap) => {
                        (Gravita::Errore, "scrivere il gap: 0% se il target è raggiunto, quanto manca altrimenti")
                    }
                };
                out.push(RULE.codice.with(
                    gravita,
                    luogo(scheda, gap.at.or(fase.at)),
                    format!(
                        "fase {}: il {what} al {} è vuoto, ma il target è {}",
                        fase.etichetta,
                        ctx.data(ctx.scadenza),
                        percent_as_typed(target),
                    ),
                    rimedio,
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
    fn a_due_phase_without_gap_is_reported_at_the_gap() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.fasi[0].gap_dic.punti = None;
        s.fasi[1].gap_dic.punti = None;
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "R26 errore, R27 errore");
        s.fasi[0].gap_dic.illeggibile = true;
        s.fasi[1].target_dic.punti = Some(0.0);
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "", "unreadable is reported elsewhere, zero is not due");
        s.fasi[1].target_dic.punti = None;
        assert_eq!(dove(&RULE, &[s], Dicembre), "R27 errore", "due by its months");
    }
}
