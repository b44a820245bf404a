//! The lines of validazioni.csv that do not count, and why.

use std::collections::BTreeSet;

use polars_core::prelude::{DataFrame, PolarsResult};

use super::val001::RULE;
use crate::dataset::voci::Voce;
use crate::place::{CellRef, Luogo};
use crate::scheda::Scheda;
use crate::scheda::text::normalise;
use crate::segnalazione::{Gravita, Segnalazione};
use crate::tabelle::{VALIDAZIONI, Validazione, Validazioni};

/// What is refused of the validations, each at its line: without motivazione, or of something that is not there.
///
/// Of some workbooks alone (`parziale`), lines about the schede of the others are no fault.
#[must_use]
pub fn refused(voci: &[Voce], validazioni: &Validazioni, parziale: bool) -> Vec<Segnalazione> {
    let titolo = |v: &Voce| v.scheda.intestazione.titolo.testo.clone().unwrap_or_default();
    let is_read = |line: &Validazione| voci.iter().any(|v| line.is_of(&v.id, &titolo(v)));
    validazioni.iter().filter(|line| !parziale || is_read(line)).filter_map(|line| refuse(voci, line)).collect()
}

/// What is said of the validations that stand where nothing is scored, so that they change nothing: those that are
/// neither refused nor in the ledger ([`crate::dataset::schema::VALIDAZIONI`]).
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn without_effect(voci: &[Voce], validazioni: &Validazioni, ledger: &DataFrame) -> PolarsResult<Vec<Segnalazione>> {
    let lines: BTreeSet<u64> =
        ledger.column("riga")?.i64()?.iter().flatten().filter_map(|line| u64::try_from(line).ok()).collect();
    let titolo = |v: &Voce| v.scheda.intestazione.titolo.testo.clone().unwrap_or_default();
    let is_read = |line: &&Validazione| voci.iter().any(|v| line.is_of(&v.id, &titolo(v)));
    let idle = validazioni.iter().filter(|line| !lines.contains(&line.riga)).filter(is_read);
    let said = idle.filter(|line| refuse(voci, line).is_none()).map(|line| {
        let what = line.indicatore.as_ref().unwrap_or(&line.obiettivo);
        let messaggio = format!(
            "la validazione di «{what}» non cambia niente: a questa scadenza, con queste regole, non è valutato"
        );
        let rimedio = "validare l'obiettivo intero, oppure togliere la riga";
        RULE.codice.with(Gravita::Avviso, luogo(line), messaggio, rimedio)
    });
    Ok(said.collect())
}

/// The line in the file.
fn luogo(line: &Validazione) -> Luogo {
    let row0 = u32::try_from(line.riga.saturating_sub(1)).unwrap_or(u32::MAX);
    Luogo::file(VALIDAZIONI).at(CellRef::new(row0, 0))
}

fn refuse(voci: &[Voce], line: &Validazione) -> Option<Segnalazione> {
    let what = line
        .indicatore
        .as_ref()
        .map_or_else(|| format!("«{}»", line.obiettivo), |nome| format!("«{nome}» di «{}»", line.obiettivo));
    let titolo = |scheda: &Scheda| scheda.intestazione.titolo.testo.clone().unwrap_or_default();
    let of: Vec<&Voce> = voci.iter().filter(|v| line.is_of(&v.id, &titolo(&v.scheda))).collect();
    // Versions in conflict have one title too: none of them counts.
    let counted: Vec<&str> = of.iter().filter(|v| v.conta).map(|v| v.id.as_str()).collect();
    let has =
        |scheda: &Scheda, nome: &str| scheda.indicatori.iter().any(|i| normalise(&i.nome.valore) == normalise(nome));
    let (messaggio, rimedio) = if of.is_empty() {
        (
            format!("la validazione di {what} non conta: nessuna scheda letta è quell'obiettivo"),
            "scrivere il titolo dell'obiettivo come nella sua scheda, o il suo id".to_owned(),
        )
    } else if line.indicatore.as_ref().is_some_and(|nome| !of.iter().any(|v| has(&v.scheda, nome))) {
        (
            format!("la validazione di {what} non conta: nella scheda non c'è quell'indicatore"),
            "scrivere il nome dell'indicatore come nella scheda".to_owned(),
        )
    } else if line.motivazione.is_none() {
        (
            format!("la validazione di {what} non conta: manca la motivazione"),
            "scrivere perché il valore misurato non vale".to_owned(),
        )
    } else if let [first, second, ..] = counted.as_slice() {
        (
            format!("più obiettivi si intitolano «{}»: la validazione vale per ciascuno", line.obiettivo),
            format!("scrivere l'id di quello che si intende, per esempio {first} oppure {second}"),
        )
    } else {
        return None;
    };
    Some(RULE.codice.at(luogo(line), messaggio, rimedio))
}
