use std::collections::{BTreeMap, BTreeSet};

use polars_core::prelude::{DataFrame, PolarsResult};

#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::config::{OBIETTIVI, RisultatoPersona};
use crate::dataset::identita::chiave;
use crate::place::{CellRef, Luogo};
use crate::segnalazione::{Gravita, Segnalazione, codici};
use crate::tabelle::{COMPONENTI, PESI};

pub const RULE: Rule = Rule {
    codice: codici::PER010,
    descrizione: "a una valutazione manca un valore",
    testo: Testo {
        controlla: "Chi è valutato ha in componenti.csv un valore per ogni componente e per ogni condizione delle \
             regole; alla scadenza intermedia è una nota, e lo è una riga di componenti.csv di chi nessuna scheda \
             nomina. Dove un importo si divide tra i partecipanti, ogni obiettivo ne ha uno.",
        perche: "Un valore che manca non vale né 0 né 100: senza, la persona non ha una valutazione né un premio.",
        rimedio: "Scrivere il valore nella riga della persona, o in una riga senza nome se è lo stesso per tutti.",
        sbagliato: "VERDI ADA; comportamenti: (vuoto)",
        giusto: "VERDI ADA; comportamenti: 85",
    },
    origine: Origin::Check(senza_importo),
};

#[cfg(test)]
pub const CASO: Caso = Caso::Diretto(|| {
    use polars_core::prelude::Column;
    let column = |name: &str, text: &str| Column::new(name.into(), [Some(text)]);
    let frame = DataFrame::new(1, vec![column("nome", "VERDI ADA"), column("manca", "comportamenti")]);
    incomplete(&frame.expect("columns of one length"), true).expect("the columns are there")
});

/// Whose values in `componenti.csv` are of no use, because no scheda names them: perhaps a slip in the name.
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn estranei(componenti: &DataFrame, valutazioni: &DataFrame) -> PolarsResult<Option<Segnalazione>> {
    let judged: BTreeSet<String> = valutazioni.column("nome")?.str()?.iter().flatten().map(chiave).collect();
    let (people, lines) = (componenti.column("persona")?.str()?, componenti.column("riga")?.i64()?);
    let others = people.iter().zip(lines.iter()).filter_map(|(persona, riga)| Some((persona?, riga?)));
    let others: Vec<(&str, i64)> = others.filter(|(persona, _)| !judged.contains(&chiave(persona))).collect();
    let Some(first) = others.iter().map(|(_, riga)| *riga).min().filter(|_| !judged.is_empty()) else {
        return Ok(None);
    };
    let luogo = Luogo::file(COMPONENTI).at(CellRef::new(u32::try_from(first - 1).unwrap_or_default(), 0));
    let names = elenco(others.into_iter().map(|(persona, _)| persona).collect());
    let messaggio = format!("i valori di {names} non sono stati usati: nessuna scheda li nomina tra chi è valutato");
    let rimedio = "nulla, se non partecipano a nessun obiettivo; altrimenti scrivere il nome come nelle schede";
    Ok(Some(RULE.codice.with(Gravita::Nota, luogo, messaggio, rimedio)))
}

/// Obiettivi without an amount to share out, where the rules share out amounts.
fn senza_importo(ctx: &Context, out: &mut Vec<Segnalazione>) {
    let persone = &ctx.regole.persone;
    if persone.risultato != RisultatoPersona::QuotaBudget || persone.importo > 0.0 {
        return;
    }
    for voce in ctx.schede.iter().filter(|voce| voce.conta) {
        let titolo = &voce.scheda.intestazione.titolo;
        let shown = titolo.testo.as_deref().unwrap_or_default();
        if ctx.pesi.importo(&voce.id, shown).is_none() {
            out.push(RULE.codice.at(
                crate::checks::luogo(&voce.scheda, titolo.at),
                format!("l'obiettivo «{shown}» non ha un importo: a chi vi partecipa non spetta niente"),
                format!(
                    "scrivere l'importo nella riga dell'obiettivo di {PESI}, oppure uno per tutti in persone.importo"
                ),
            ));
        }
    }
}

/// How many names a message lists.
const NOMI: usize = 8;

/// Some names, once each, the first of them written out.
fn elenco(mut people: Vec<&str>) -> String {
    people.sort_unstable();
    people.dedup();
    let (shown, more) = people.split_at(people.len().min(NOMI));
    let others = match more.len() {
        0 => String::new(),
        1 => " e un'altra persona".to_owned(),
        n => format!(" e altre {n} persone"),
    };
    shown.join(", ") + &others
}

/// What valutazioni lack, one segnalazione a component or condition.
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn incomplete(valutazioni: &DataFrame, finale: bool) -> PolarsResult<Vec<Segnalazione>> {
    let mut missing: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let (names, lists) = (valutazioni.column("nome")?.str()?, valutazioni.column("manca")?.str()?);
    for (nome, list) in names.iter().zip(lists.iter()) {
        // Who has no result by the schede is non valutabile, and no table can change that.
        for what in list.into_iter().flat_map(|list| list.split("; ")).filter(|what| *what != OBIETTIVI) {
            missing.entry(what).or_default().extend(nome);
        }
    }
    let each = missing.into_iter().map(|(what, people)| {
        let messaggio = format!(
            "manca il valore di «{what}» per {}: finché manca non si può dire che cosa spetta",
            elenco(people)
        );
        let gravita = if finale { RULE.codice.gravita } else { Gravita::Nota };
        let rimedio = format!("scriverlo nella colonna «{what}» di {COMPONENTI}, nella riga di ciascuna persona o, se è lo stesso per tutti, in una riga senza nome");
        RULE.codice.with(gravita, Luogo::file(COMPONENTI), messaggio, rimedio)
    });
    Ok(each.collect())
}
