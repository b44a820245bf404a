use crate::checks::nomi::{coppie, occorrenze, raggruppa, volte};
use crate::checks::{Context, Origin, Rule, Testo};
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::PER004,
    descrizione: "due nomi sono probabilmente della stessa persona",
    testo: Testo {
        controlla: "I nomi del personale, tra loro e con quelli dell'intestazione: due nomi che differiscono per una \
             lettera o per gli spazi, o di cui uno contiene l'altro.",
        perche: "Due modi di scrivere un nome sono due persone, ciascuna con mezzo risultato. Non sono mai unite senza \
             chiedere.",
        rimedio: "Scrivere il nome in un modo solo; se sono due persone, o se il nome è giusto così, dirlo all'ufficio \
             performance.",
        sbagliato: "TARQUINI ORNELLA in una scheda, TARQUINI ORNELLA PIERA in un'altra",
        giusto: "TARQUINI ORNELLA PIERA in tutte le schede",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].personale[0].nominativo.valore = "VERDI ADA MARIA".into());

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    let names = occorrenze(ctx);
    let people = raggruppa(&names, ctx.alias);
    for (minor, major) in coppie(&people) {
        if minor.in_intestazione() && major.in_intestazione() {
            continue;
        }
        out.push(RULE.codice.at(
            minor.primo().luogo.clone(),
            format!(
                "«{}» ({}) e «{}» ({}) sono probabilmente la stessa persona",
                minor.primo().testo,
                volte(minor.n()),
                major.primo().testo,
                volte(major.n()),
            ),
            "se è la stessa persona scrivere il nome in un modo solo; se sono due, dirlo all'ufficio performance",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    #[test]
    fn two_near_names_are_reported_once_at_the_rarer() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.personale[1].nominativo.valore = "VERDI ADA MARIA".into();
        s.intestazione.responsabile.testo = Some("Verdi Ada".into());
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "B45 avviso");
        s.personale[1].nominativo.valore = "VERDI ADA E NERI UGO".into();
        assert_eq!(dove(&RULE, &[s], Dicembre), "", "two people in a cell are PER009");
    }

    #[test]
    fn a_confirmed_alias_is_silent() {
        let mut s = scheda();
        s.personale[1].nominativo.valore = "VERDI ADA MARIA".into();
        let alias = [("ADA MARIA VERDI".to_owned(), "ADA VERDI".to_owned())].into();
        crate::checks::testing::with_context(&[s], Dicembre, |ctx| {
            let mut out = Vec::new();
            super::check(&crate::checks::Context { alias: &alias, ..*ctx }, &mut out);
            assert_eq!(out, []);
        });
    }
}
