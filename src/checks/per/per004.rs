use crate::checks::nomi::{coppie, occorrenze, raggruppa, volte};
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::PER004,
    descrizione: "due nomi sono probabilmente della stessa persona",
    testo: Testo {
        controlla: "I nomi del personale, tra loro e con quelli dell'intestazione: due nomi che differiscono per una \
             lettera o per gli spazi, o di cui uno contiene l'altro. Dove più persone dell'anagrafica hanno lo stesso \
             nome, la direzione della scheda dice quale: se non lo dice è segnalato.",
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
    omonimi(ctx, out);
}

/// Names that several people of the anagrafica have, where the direzione of the scheda does not tell which is meant.
fn omonimi(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        let direzione = scheda.intestazione.direzione.testo.as_deref().unwrap_or_default();
        for p in &scheda.personale {
            let nome = &p.nominativo.valore;
            if ctx.anagrafica.has_homonyms(nome) && ctx.anagrafica.find(nome, direzione).is_none() {
                let messaggio = format!(
                    "in anagrafica.csv più persone si chiamano «{nome}», e la direzione della scheda non dice quale: il \
                     risultato resta a nome di nessuna di loro"
                );
                let rimedio = "scrivere in anagrafica.csv la direzione di ciascuna, come sta nelle schede";
                out.push(RULE.codice.at(scheda.luogo.at(p.nominativo.at), messaggio, rimedio));
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
    fn homonyms_that_the_direzione_does_not_tell_apart_are_reported() {
        let folder = tempfile::tempdir().unwrap();
        let says = |lines: &str| {
            let text = format!("matricola;nominativo;direzione\n{lines}");
            std::fs::write(folder.path().join("anagrafica.csv"), text).unwrap();
            let anagrafica = crate::tabelle::Tabelle::read(folder.path()).unwrap().anagrafica;
            crate::checks::testing::with_context(&[scheda()], Dicembre, |ctx| {
                let mut out = Vec::new();
                super::check(&crate::checks::Context { anagrafica: &anagrafica, ..*ctx }, &mut out);
                out.len()
            })
        };
        assert_eq!(says("7;Verdi Ada;Avvocatura\n8;Verdi Ada;Staff\n"), 0);
        assert_eq!(says("7;Verdi Ada;Territorio\n8;Verdi Ada;Staff\n"), 1);
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
