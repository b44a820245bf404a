use crate::checks::luogo;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::identita::e_collettiva;
use crate::dataset::voci::Voce;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::PER001,
    descrizione: "una persona è senza percentuale",
    testo: Testo {
        controlla: "Ogni persona ha la sua percentuale di partecipazione. Un testo che non è una percentuale («n.d.») \
             non lo è.",
        perche: "Una persona senza percentuale non ha un risultato, e le quote delle altre possono essere sbagliate.",
        rimedio: "Scrivere la percentuale, in modo che il totale sia 100%.",
        sbagliato: "VERDI ADA, % partecipazione vuota",
        giusto: "VERDI ADA, 60%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].personale[0].pct.punti = None);

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for p in scheda.personale.iter().filter(|p| p.pct.punti.is_none() && !p.pct.illeggibile) {
            if !e_collettiva(&p.nominativo.valore) {
                out.push(RULE.codice.at(
                    luogo(scheda, p.pct.at.or(Some(p.nominativo.at))),
                    format!("{}: manca la percentuale di partecipazione", p.nominativo.valore),
                    "scrivere la percentuale, in modo che il totale sia 100%",
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
    fn a_person_without_share_is_reported_at_the_share() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.personale[0].pct.punti = None;
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "O44 errore");
        s.personale[0].pct.illeggibile = true;
        assert_eq!(dove(&RULE, &[s], Dicembre), "");
    }
}
