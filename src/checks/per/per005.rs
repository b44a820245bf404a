use crate::checks::{Context, Origin, Rule, Testo};
use crate::config::Collettivi;
use crate::dataset::anagrafe::Anagrafe;
use crate::dataset::collettive::{self, Perche};
use crate::dataset::identita::e_collettiva;
use crate::dataset::voci::Voce;
use crate::italian::percent_as_typed;
use crate::scheda::Partecipazione;
use crate::segnalazione::{Gravita, Segnalazione, codici};
use crate::tabelle::Dipendente;

pub const RULE: Rule = Rule {
    codice: codici::PER005,
    descrizione: "una voce del personale non è una persona",
    testo: Testo {
        controlla: "Le voci del personale come «Tutti i funzionari» o «Personale della direzione». Se le regole le dividono \
             tra le persone dell'anagrafica, una voce che non si può dividere è un avviso.",
        perche: "La quota non è di nessuno: non dà un risultato personale.",
        rimedio: "Elencare le persone, se la quota deve contare per ciascuna.",
        sbagliato: "TUTTI I FUNZIONARI 40%",
        giusto: "VERDI ADA 20%, NERI UGO 20%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].personale[0].nominativo.valore = "Tutti i funzionari".into());

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    let collective = |p: &&Partecipazione| e_collettiva(&p.nominativo.valore);
    if ctx.regole.persone.collettivi == Collettivi::Nessuno {
        for Voce { scheda, .. } in ctx.schede {
            for p in scheda.personale.iter().filter(collective) {
                out.push(RULE.codice.at(
                    scheda.luogo.at(p.nominativo.at),
                    format!("«{}» è una voce collettiva: la quota non è di nessuna persona", p.nominativo.valore),
                    "elencare le persone, se la quota deve contare per ciascuna",
                ));
            }
        }
        return;
    }
    let written = ctx.schede.iter().flat_map(|v| &v.scheda.personale).map(|p| p.nominativo.valore.as_str());
    let anagrafe = Anagrafe::new(written, &ctx.regole.persone.alias, ctx.anagrafica);
    for Voce { scheda, .. } in ctx.schede {
        for p in scheda.personale.iter().filter(collective) {
            let (gravita, messaggio, rimedio) =
                espansa(&p.nominativo.valore, collettive::quote(scheda, p, &anagrafe, ctx.anagrafica));
            out.push(RULE.codice.with(gravita, scheda.luogo.at(p.nominativo.at), messaggio, rimedio));
        }
    }
}

/// What is said of an entry that the rules expand. Names are not: whoever reads of the scheda need not know them.
fn espansa(voce: &str, quote: Result<(Vec<&Dipendente>, f64), Perche>) -> (Gravita, String, &'static str) {
    let perche = match quote {
        Ok((people, quota)) => {
            let to = if people.len() == 1 {
                "tutta a una persona".to_owned()
            } else {
                format!("tra {} persone, {} ciascuna", people.len(), percent_as_typed(quota))
            };
            let messaggio = format!("«{voce}» è una voce collettiva: la sua quota è divisa {to}, secondo l'anagrafica");
            return (Gravita::Nota, messaggio, "nulla, se è giusto; altrimenti elencare le persone");
        }
        Err(perche) => perche,
    };
    let (why, rimedio) = match perche {
        Perche::SenzaQuota => ("non ha una quota".to_owned(), "scrivere la percentuale, oppure elencare le persone"),
        Perche::NonSiCapisce(word) => (
            format!("«{word}» non dice a chi si riferisce"),
            "scrivere per esempio «Tutti i funzionari della direzione», oppure elencare le persone",
        ),
        Perche::Nessuno => (
            "nessuna persona di anagrafica.csv le corrisponde".to_owned(),
            "completare direzione e categoria in anagrafica.csv, oppure elencare le persone",
        ),
        Perche::GiaNominati => (
            "le persone che intende sono già nominate nella scheda".to_owned(),
            "togliere la voce, oppure dividere la sua quota tra le persone nominate",
        ),
    };
    (Gravita::Avviso, format!("«{voce}» è una voce collettiva e la sua quota non è di nessuna persona: {why}"), rimedio)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    #[test]
    fn a_group_is_noted_at_its_name() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.personale[0].nominativo.valore = "Tutti i funzionari".into();
        assert_eq!(dove(&RULE, &[s], Luglio), "B44 nota");
    }

    #[test]
    fn a_surname_is_no_group() {
        let mut s = scheda();
        s.personale[0].nominativo.valore = "TUTTINI ADA".into();
        assert_eq!(dove(&RULE, &[s], Dicembre), "");
    }
}
