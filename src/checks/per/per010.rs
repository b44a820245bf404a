use std::collections::BTreeMap;

use polars_core::prelude::{DataFrame, PolarsResult};

#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::config::OBIETTIVI;
use crate::place::Luogo;
use crate::segnalazione::{Gravita, Segnalazione, codici};
use crate::tabelle::COMPONENTI;

pub const RULE: Rule = Rule {
    codice: codici::PER010,
    descrizione: "a una valutazione manca un valore",
    testo: Testo {
        controlla: "Chi è valutato ha in componenti.csv un valore per ogni componente e per ogni condizione delle \
             regole. Alla scadenza intermedia è una nota.",
        perche: "Un valore che manca non vale né 0 né 100: senza, la persona non ha una valutazione né un premio.",
        rimedio: "Scrivere il valore nella riga della persona, o in una riga senza nome se è lo stesso per tutti.",
        sbagliato: "VERDI ADA; comportamenti: (vuoto)",
        giusto: "VERDI ADA; comportamenti: 85",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Diretto(|| {
    use polars_core::prelude::Column;
    let column = |name: &str, text: &str| Column::new(name.into(), [Some(text)]);
    let frame = DataFrame::new(1, vec![column("nome", "VERDI ADA"), column("manca", "comportamenti")]);
    incomplete(&frame.expect("columns of one length"), true).expect("the columns are there")
});

/// How many names a message lists.
const NOMI: usize = 8;

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
    let each = missing.into_iter().map(|(what, mut people)| {
        people.sort_unstable();
        people.dedup();
        let (shown, more) = people.split_at(people.len().min(NOMI));
        let others = match more.len() {
            0 => String::new(),
            1 => " e un'altra".to_owned(),
            n => format!(" e altre {n}"),
        };
        let messaggio = format!(
            "manca il valore di «{what}» per {}{others}: finché manca non si può dire che cosa spetta",
            shown.join(", ")
        );
        let gravita = if finale { RULE.codice.gravita } else { Gravita::Nota };
        let rimedio = format!("scriverlo nella colonna «{what}» di {COMPONENTI}, nella riga di ciascuna persona o, se è lo stesso per tutti, in una riga senza nome");
        RULE.codice.with(gravita, Luogo::file(COMPONENTI), messaggio, rimedio)
    });
    Ok(each.collect())
}
