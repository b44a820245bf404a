//! Sheets that list obiettivi which have their own scheda: summaries, of which nothing counts.

use std::collections::BTreeMap;

use crate::place::Luogo;
use crate::scheda::profile::Kind;
use crate::scheda::text::normalise;
use crate::scheda::{Campo, Scheda};
use crate::segnalazione::{Gravita, Segnalazione, codici};

/// A title cut short still tells its obiettivo if so many letters are left.
const MIN_TITOLO: usize = 12;

/// Takes the summaries out of some schede, and says so: once a sheet, and where one says something else than the scheda.
///
/// A list is a summary where half of its obiettivi or more have a scheda; what it adds to them is said and not counted,
/// since nobody can tell it from a title written otherwise. In any other list what has a scheda is left out alone.
pub(super) fn togli(schede: Vec<Scheda>) -> (Vec<Scheda>, Vec<Segnalazione>) {
    let elenco = |scheda: &Scheda| scheda.obbligatori.tipo == Kind::Elenco;
    if schede.iter().all(elenco) || !schede.iter().any(elenco) {
        return (schede, Vec::new());
    }
    let (lists, full): (Vec<Scheda>, Vec<Scheda>) = schede.into_iter().partition(elenco);
    let mut titles: BTreeMap<String, Vec<&Scheda>> = BTreeMap::new();
    for scheda in full.iter().filter(|scheda| scheda.intestazione.titolo.testo.is_some()) {
        titles.entry(parole(&scheda.intestazione.titolo)).or_default().push(scheda);
    }
    let mut sheets: BTreeMap<Luogo, Vec<Scheda>> = BTreeMap::new();
    for scheda in lists {
        sheets.entry(Luogo { cella: None, ..scheda.luogo.clone() }).or_default().push(scheda);
    }
    let (mut kept, mut said) = (Vec::new(), Vec::new());
    for (luogo, rows) in sheets {
        let owns: Vec<Option<&Scheda>> = rows.iter().map(|row| propria(row, &titles)).collect();
        let known = owns.iter().flatten().count();
        let summary = 2 * known >= rows.len();
        if known > 0 {
            said.push(codici::FOG001.at(
                luogo,
                messaggio(known, rows.len()),
                "nulla, se il foglio serve solo da riepilogo",
            ));
        }
        for (row, own) in rows.into_iter().zip(owns) {
            match own {
                Some(own) if contraddice(&row, own) => said.push(codici::FOG006.with(
                    Gravita::Errore,
                    row.luogo.clone(),
                    format!("l'elenco dà altri valori della scheda di {}: vale la scheda", own.luogo),
                    "correggere i valori sbagliati, o togliere l'obiettivo dall'elenco",
                )),
                Some(_) => {}
                None if summary => said.push(codici::FOG009.with(
                    Gravita::Avviso,
                    row.luogo.clone(),
                    format!(
                        "l'obiettivo «{}» sta solo in un riepilogo, senza una scheda: non è stato contato",
                        row.intestazione.titolo.testo.as_deref().unwrap_or_default()
                    ),
                    "compilarne la scheda; se c'è con un altro titolo, scrivere lo stesso titolo in tutti e due i posti",
                )),
                None => kept.push(row),
            }
        }
    }
    let mut all = full;
    all.extend(kept);
    (all, said)
}

fn messaggio(known: usize, rows: usize) -> String {
    let quanti = match (known, rows) {
        (1, 1) => "un obiettivo che ha".to_owned(),
        (n, m) if n == m => format!("{n} obiettivi che hanno"),
        (1, m) => format!("{m} obiettivi, di cui uno ha"),
        (n, m) => format!("{m} obiettivi, di cui {n} hanno"),
    };
    format!("il foglio elenca {quanti} già la propria scheda: è stata contata la scheda, non l'elenco")
}

fn parole(campo: &Campo) -> String {
    normalise(campo.testo.as_deref().unwrap_or_default())
}

/// The scheda of an obiettivo of a list: of the same title, in full or cut short, and of no other direzione.
fn propria<'s>(row: &Scheda, titles: &BTreeMap<String, Vec<&'s Scheda>>) -> Option<&'s Scheda> {
    let title = parole(&row.intestazione.titolo);
    let direzione = parole(&row.intestazione.direzione);
    let same = |scheda: &&&Scheda| direzione.is_empty() || parole(&scheda.intestazione.direzione) == direzione;
    let exact = titles.get(&title).and_then(|found| found.iter().find(same));
    let cut = || {
        let begins = titles.range(title.clone()..).take_while(|(full, _)| full.starts_with(&title));
        let mut found = begins.flat_map(|(_, schede)| schede).filter(same);
        found.next().filter(|_| title.len() >= MIN_TITOLO && found.next().is_none())
    };
    exact.or_else(cut).copied()
}

/// Whether an indicator of a list has other values than that of the same name in the scheda.
fn contraddice(row: &Scheda, own: &Scheda) -> bool {
    row.indicatori.iter().any(|listed| {
        let same = own.indicatori.iter().find(|other| normalise(&other.nome.valore) == normalise(&listed.nome.valore));
        same.is_some_and(|other| {
            let differ = |a: Option<f64>, b: Option<f64>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() > 1e-6);
            differ(listed.atteso.map(|a| a.valore), other.atteso.map(|a| a.valore))
                || differ(listed.lug.valore, other.lug.valore)
                || differ(listed.dic.valore, other.dic.valore)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::scheda;
    use crate::scheda::profile::Profile;

    /// An obiettivo of a list.
    fn riga(titolo: &str, row: u32) -> Scheda {
        let mut s = scheda();
        s.luogo = Luogo::foglio("a.xlsx", "Riepilogo").at(crate::place::CellRef::new(row, 0));
        s.obbligatori = Profile::elenco_obiettivi().obbligatori().clone();
        s.intestazione.titolo.testo = Some(titolo.into());
        s.intestazione.direzione.testo = None;
        s.indicatori[0].nome.valore = titolo.into();
        s
    }

    fn said(rows: Vec<Scheda>) -> (usize, Vec<String>) {
        let mut second = scheda();
        second.intestazione.titolo.testo = Some("Biblioteca: aprire la domenica".into());
        let (left, said) = togli([vec![scheda(), second], rows].concat());
        (left.len(), said.iter().map(|s| format!("{} {}", s.codice.sigla, s.gravita.as_str())).collect())
    }

    #[test]
    fn a_summary_counts_for_nothing() {
        let rows = || vec![riga("PRATICHE", 3), riga("Biblioteca: aprire", 4)];
        assert_eq!(said(rows()), (2, vec!["FOG001 nota".to_owned()]));
        // What it adds is said.
        let more = [rows(), vec![riga("Altro", 5)]].concat();
        assert_eq!(said(more), (2, vec!["FOG001 nota".to_owned(), "FOG009 avviso".to_owned()]));
        // A list of other obiettivi is one.
        let other = vec![riga("Altro", 3), riga("Pratiche", 4), riga("Ancora", 5), riga("Un altro", 6)];
        assert_eq!(said(other), (5, vec!["FOG001 nota".to_owned()]));
        let mut elsewhere = rows();
        elsewhere[0].intestazione.direzione.testo = Some("CULTURA".into());
        elsewhere[1].intestazione.direzione.testo = Some("CULTURA".into());
        assert_eq!(said(elsewhere), (4, Vec::new()));
    }

    #[test]
    fn a_summary_with_other_values_is_wrong() {
        let mut row = riga("Pratiche", 3);
        row.indicatori[0].nome.valore = "n. eventi".into();
        assert_eq!(said(vec![row.clone()]), (2, vec!["FOG001 nota".to_owned()]));
        row.indicatori[0].dic.valore = Some(7.0);
        assert_eq!(said(vec![row]), (2, vec!["FOG001 nota".to_owned(), "FOG006 errore".to_owned()]));
    }
}
