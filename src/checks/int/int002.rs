use crate::checks::nomi::{Occorrenza, Persona, Ruolo, coppie, occorrenze, raggruppa, volte};
use crate::checks::{Context, Origin, Rule, Testo};
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::INT002,
    descrizione: "un nome è scritto in più modi",
    testo: Testo {
        controlla: "Assessori, dirigenti e responsabili, firme comprese: due nomi che differiscono per una lettera o per \
             gli spazi, o di cui uno contiene l'altro; e lo stesso nome con maiuscole diverse.",
        perche: "Due modi di scrivere un nome sono due persone nei risultati di dirigenti e assessori.",
        rimedio: "Scrivere il nome sempre nello stesso modo; se è giusto così, chiedere all'ufficio performance di \
             confermarlo.",
        sbagliato: "Mirabelli Oreste in una scheda, Mirabeli Oreste in un'altra",
        giusto: "Mirabelli Oreste in tutte le schede",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].intestazione.assessore.testo = Some("Donadoni Camila".into()));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    let names: Vec<_> = occorrenze(ctx).into_iter().filter(|o| o.ruolo == Ruolo::Intestazione).collect();
    let people = raggruppa(&names, ctx.alias);
    for (minor, major) in coppie(&people) {
        out.push(RULE.codice.at(
            minor.primo().luogo.clone(),
            format!(
                "«{}» ({}) e «{}» ({}) sono probabilmente lo stesso nome",
                minor.primo().testo,
                volte(minor.n()),
                major.primo().testo,
                volte(major.n()),
            ),
            format!(
                "se è la stessa persona scrivere ovunque «{}»; se sono due, dirlo all'ufficio performance",
                major.primo().testo
            ),
        ));
    }
    for person in &people {
        maiuscole(person, out);
    }
}

/// One avviso for a person whose name is written in different capitals, at the rarest spelling.
fn maiuscole(person: &Persona, out: &mut Vec<Segnalazione>) {
    let mut spellings: Vec<(&Occorrenza, usize)> = Vec::new();
    for name in &person.nomi {
        match spellings.iter_mut().find(|(first, _)| first.testo == name.testo) {
            Some((_, n)) => *n += 1,
            None => spellings.push((name, 1)),
        }
    }
    let Some((common, _)) = spellings.iter().rev().max_by_key(|(_, n)| *n).copied() else { return };
    let differs = |(name, _): &&(&Occorrenza, usize)| {
        name.testo != common.testo && name.testo.to_lowercase() == common.testo.to_lowercase()
    };
    if let Some((rare, _)) = spellings.iter().filter(differs).min_by_key(|(_, n)| *n) {
        out.push(RULE.codice.at(
            rare.luogo.clone(),
            format!("«{}» è scritto altrove «{}»", rare.testo, common.testo),
            format!("scrivere ovunque «{}»; i risultati non cambiano", common.testo),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    fn three(names: [&str; 3]) -> [crate::scheda::Scheda; 3] {
        let mut n = 0;
        names.map(|name| {
            n += 1;
            let mut s = scheda();
            s.luogo.file = format!("{n}.xlsx");
            s.firme.clear();
            s.intestazione.assessore.testo = Some(name.into());
            s
        })
    }

    #[test]
    fn the_rarer_of_two_near_names_is_reported_once() {
        for (names, found) in [
            (["Mirabelli Oreste", "Mirabeli Oreste", "Mirabelli Oreste"], "A3 avviso"),
            (["De Santis Pierangela", "De Santis Pierangela", "De Santis Pier Angela"], "A3 avviso"),
            (["LUPARINI ETTORE", "Luparini Ettore", "Luparini Ettore"], "A3 avviso"),
            (["Macrì Luciana", "MACRI' LUCIANA", "Macrì Luciana"], ""),
            (["Ferrarini Lucia", "Ferrarini Ugo", "Tutti i dirigenti"], ""),
        ] {
            assert_eq!(dove(&RULE, &three(names), Dicembre), found, "{names:?}");
        }
        assert_eq!(dove(&RULE, &[scheda()], Luglio), "");
    }
}
