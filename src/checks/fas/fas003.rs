use crate::checks::fas::riga_vuota;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::checks::{EPSILON, TOLLERANZA_FASI_PCT, luogo, somma};
use crate::dataset::voci::Voce;
use crate::italian::percent_as_typed;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::FAS003,
    descrizione: "la fase non arriva a 100 negli anni previsti",
    testo: Testo {
        controlla: "Anni precedenti, mesi dell'anno e anni successivi di ogni fase sommano a 100%, con mezzo punto di \
             tolleranza. Se la differenza si spiega con un target diverso dai mesi, lo dice FAS001. È segnalata \
             anche una fase descritta la cui riga è tutta vuota; le righe annullate o illeggibili no.",
        perche: "Una fase che finisce al 50%, o al 200%, ha una percentuale nel posto sbagliato.",
        rimedio: "Correggere le percentuali della riga perché sommino a 100%; se la fase è annullata segnarla con //.",
        sbagliato: "Mesi del 2022: 50%; anni 2023 e 2024 vuoti",
        giusto: "Mesi del 2022: 50%; anno 2023: 50%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].fasi[0].anno2.punti = Some(50.0));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for fase in scheda.fasi.iter().filter(|f| f.at.is_some() && f.annullata.is_none() && f.ha_mesi()) {
            let other_years = [&fase.precedenti, &fase.anno2, &fase.anno3];
            let Some(months) = somma(&fase.mesi) else { continue };
            if other_years.iter().any(|p| p.illeggibile) || fase.target_dic.illeggibile {
                continue;
            }
            let others: f64 = other_years.iter().filter_map(|p| p.punti).sum();
            let total = others + months;
            let fits = |sum: f64| (sum - 100.0).abs() <= TOLLERANZA_FASI_PCT + EPSILON;
            if fits(total) || fase.target_dic.punti.is_some_and(|target| fits(others + target)) {
                continue;
            }
            let message = if !riga_vuota(fase) {
                format!(
                    "fase {}: anni precedenti, mesi dell'anno e anni successivi sommano a {} invece che a 100%",
                    fase.etichetta,
                    percent_as_typed(total),
                )
            } else if fase.testo.is_some() {
                format!("fase {}: la fase è descritta, ma la sua riga del cronoprogramma è vuota", fase.etichetta)
            } else {
                // A row of the blank form that nobody needed.
                continue;
            };
            let mark = match ctx.regole.fasi.segni_annullata() {
                marks if marks.is_empty() => String::new(),
                marks => format!("; se la fase è annullata segnarla con {marks}"),
            };
            let rimedio = format!("correggere le percentuali della riga perché sommino a 100%{mark}");
            out.push(RULE.codice.at(luogo(scheda, fase.at), message, rimedio));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    #[test]
    fn a_row_that_does_not_reach_100_is_reported_at_its_label() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.fasi[0].anno2.punti = Some(50.0);
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "A26 avviso");
        s.fasi[0].annullata = s.fasi[0].at;
        assert_eq!(dove(&RULE, &[s], Dicembre), "");
    }

    #[test]
    fn months_that_belie_the_declared_target_are_left_to_fas001() {
        let mut s = scheda();
        s.fasi[0].mesi[11].punti = Some(10.0);
        assert_eq!(dove(&RULE, &[s], Dicembre), "");
    }

    #[test]
    fn a_blank_row_is_reported_if_the_phase_is_described() {
        let mut s = scheda();
        s.fasi[1] = crate::checks::testing::fase(26, "2");
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "A27 avviso");
        s.fasi[1].testo = None;
        assert_eq!(dove(&RULE, &[s], Dicembre), "");
    }
}
