use crate::checks::{Context, Origin, Rule, Testo};
use crate::checks::{EPSILON, TOLLERANZA_FASI_PCT, luogo};
use crate::config::Target;
use crate::dataset::voci::Voce;
use crate::italian::percent_as_typed;
use crate::scheda::Scadenza;
use crate::segnalazione::{Gravita, Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::FAS001,
    descrizione: "il target dichiarato non è la somma dei mesi",
    testo: Testo {
        controlla: "Il target dichiarato di ogni fase è la somma delle percentuali dei mesi fino alla scadenza, con mezzo \
             punto di tolleranza; dove il modulo ha i trimestri, quello in corso alla scadenza può contare in parte. Si \
             guardano le scadenze fino a quella dell'elaborazione; se un mese non si legge \
             il confronto non si fa.",
        perche: "Il punteggio usa il target dichiarato: se i mesi dicono altro, una delle due cifre è una svista.",
        rimedio: "Correggere il target oppure le percentuali dei mesi.",
        sbagliato: "Marzo 50%, settembre 50%, target al 31 luglio 60%",
        giusto: "Marzo 50%, settembre 50%, target al 31 luglio 50%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].fasi[0].target_dic.punti = Some(99.0));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    let counts = match ctx.regole.fasi.target {
        Target::Dichiarato => "il target dichiarato",
        Target::Ricalcolato => "la somma dei mesi",
    };
    for Voce { scheda, .. } in ctx.schede {
        for fase in scheda.fasi.iter().filter(|f| f.at.is_some() && f.annullata.is_none()) {
            for scadenza in ctx.scadenza.fino_a() {
                let target = scadenza.target(fase);
                let (Some(declared), Some(sum)) = (target.punti, ctx.somma_mesi(*scadenza, fase)) else { continue };
                if !fase.ha_mesi() {
                    out.extend(senza_mesi(ctx, *scadenza, declared).map(|messaggio| {
                        let rimedio =
                            "aggiungere al modulo le colonne dei mesi, oppure usare il target dichiarato (fasi.target)";
                        RULE.codice.with(
                            Gravita::Errore,
                            luogo(scheda, target.at),
                            format!("fase {}: {messaggio}", fase.etichetta),
                            rimedio,
                        )
                    }));
                    continue;
                }
                let most = sum + ctx.in_corso(*scadenza, fase);
                if declared < sum - TOLLERANZA_FASI_PCT - EPSILON || declared > most + TOLLERANZA_FASI_PCT + EPSILON {
                    out.push(RULE.codice.at(
                        luogo(scheda, target.at),
                        format!(
                            "fase {}: il target al {} è {}, ma i mesi fino a quella data sommano a {}",
                            fase.etichetta,
                            ctx.data(*scadenza),
                            percent_as_typed(declared),
                            percent_as_typed(sum),
                        ),
                        format!("correggere il target o le percentuali dei mesi; intanto vale {counts}"),
                    ));
                }
            }
        }
    }
}

/// What the rules lose that ask for months of a form that has none.
fn senza_mesi(ctx: &Context, scadenza: Scadenza, declared_pct: f64) -> Option<String> {
    let counts = scadenza == ctx.scadenza && ctx.regole.fasi.target == Target::Ricalcolato;
    (counts && declared_pct > 0.0).then(|| {
        format!(
            "le regole ricavano il target dai mesi, che il modulo non ha; la fase non è valutata, anche se il target \
             dichiarato è {}",
            percent_as_typed(declared_pct)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{dove, scheda, with_context};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    #[test]
    fn rules_that_ask_for_months_of_a_form_without_them_are_said() {
        let mut s = scheda();
        for mese in &mut s.fasi[0].mesi {
            *mese = crate::scheda::Percentuale::default();
        }
        let mut regole = crate::config::Regole::default();
        let says = |regole: &crate::config::Regole, s: &crate::scheda::Scheda| {
            let mut out = Vec::new();
            with_context(std::slice::from_ref(s), Dicembre, |ctx| check(&Context { regole, ..*ctx }, &mut out));
            out.iter().map(|s| format!("{} {}", s.luogo.cella.unwrap(), s.gravita.as_str())).collect::<Vec<_>>()
        };
        assert_eq!(says(&regole, &s), Vec::<String>::new());
        regole.fasi.target = Target::Ricalcolato;
        assert_eq!(says(&regole, &s), ["Q26 errore"]);
    }

    #[test]
    fn a_target_other_than_its_months_is_reported_at_the_target() {
        let mut s = scheda();
        s.fasi[0].target_dic.punti = Some(99.5);
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.fasi[0].target_dic.punti = Some(99.0);
        s.fasi[1].target_lug.punti = Some(60.0);
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "Q26 avviso, O27 avviso");
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "O27 avviso");
        s.fasi[1].mesi[0].illeggibile = true;
        assert_eq!(dove(&RULE, &[s], Luglio), "");
    }

    #[test]
    fn of_a_quarter_that_goes_on_any_part_may_be_due() {
        let mut s = scheda();
        let fase = &mut s.fasi[0];
        fase.passo = 3;
        fase.mesi[8].punti = Some(30.0);
        fase.mesi[11].punti = Some(20.0);
        for (target, said) in [(49.0, "O26 avviso"), (50.0, ""), (60.0, ""), (80.0, ""), (81.0, "O26 avviso")] {
            s.fasi[0].target_lug.punti = Some(target);
            assert_eq!(dove(&RULE, &[s.clone()], Luglio), said, "{target}");
        }
    }
}
