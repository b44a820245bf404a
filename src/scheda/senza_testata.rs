//! A table whose header was cut off: the people are told by what names and shares look like; of other tables nobody can
//! say which column is which.

use std::collections::BTreeMap;

use super::page::Page;
use super::parte::{Forma, Parte};
use super::tabella::Testata;
use super::text::normalise;
use super::valori::{self, Lettura, mostrato};
use super::{Sezione, Unita};
use crate::place::{Area, CellRef};
use crate::segnalazione::{Gravita, codici};
use crate::workbook::{Cell, CellValue};

/// The columns of a table of people without a header: in each row a share, and before it a name.
pub(super) fn persone<'a>(page: &Page<'a>, parte: &Parte<'a>) -> Option<Testata<'a>> {
    let title = parte.titolo.filter(|_| parte.sezione == Sezione::Personale && parte.testate.is_empty())?;
    let mut places: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let mut categorie: BTreeMap<u32, usize> = BTreeMap::new();
    for row0 in righe(page, parte, title) {
        let cells: Vec<(CellRef, &Cell)> = page.row(row0, &(parte.area.start.col0..=parte.area.end.col0)).collect();
        let shares: Vec<CellRef> = cells.iter().filter(|(_, cell)| e_quota(cell)).map(|(at, _)| *at).collect();
        let names: Vec<CellRef> = cells.iter().filter(|(_, cell)| e_nome(cell)).map(|(at, _)| *at).collect();
        let ([share], [name, ..]) = (&shares[..], &names[..]) else { continue };
        if name.col0 < share.col0 {
            *places.entry((name.col0, share.col0)).or_default() += 1;
            let short = |(at, cell): &&(CellRef, &Cell)| at.col0 < name.col0 && mostrato(cell).chars().count() <= 4;
            if let Some((at, _)) = cells.iter().find(short) {
                *categorie.entry(at.col0).or_default() += 1;
            }
        }
    }
    let ((nome, quota), rows) = places.iter().max_by_key(|(_, rows)| **rows)?;
    if 2 * rows <= places.values().sum() {
        return None;
    }
    let categoria = categorie.iter().max_by_key(|(_, rows)| **rows).map(|(col0, _)| ("categoria", *col0));
    let columns = categoria.into_iter().chain([("nominativo", *nome), ("pct", *quota)]);
    Some(Testata::dedotta(page.area(title), parte.area.end.col0, columns))
}

/// Says which tables were not read because they have no header.
pub(super) fn segnala(page: &mut Page<'_>, forma: &Forma<'_>) {
    for (sezione, gravita) in [
        (Sezione::Cronoprogramma, Gravita::Errore),
        (Sezione::Indicatori, Gravita::Errore),
        (Sezione::Personale, Gravita::Errore),
        (Sezione::Risorse, Gravita::Avviso),
    ] {
        let wanted = page.profile.obbligatori().sezioni.iter().any(|nome| nome == sezione.as_str());
        let parti: Vec<&Parte<'_>> = forma.parti(sezione).collect();
        if !wanted || parti.iter().any(|parte| !parte.testate.is_empty()) {
            continue;
        }
        let filled = |parte: &&Parte<'_>| {
            let columns = parte.area.start.col0..=parte.area.end.col0;
            let title = parte.titolo?;
            righe(page, parte, title).into_iter().find(|row0| page.row(*row0, &columns).count() > 1).map(|_| title)
        };
        if let Some(title) = parti.iter().find_map(filled) {
            let messaggio = "la tabella sotto questo titolo non ha le intestazioni delle colonne: non è stata letta";
            let rimedio = "rimettere sopra la tabella la riga delle intestazioni, copiandola dal modulo in bianco";
            page.report_as(codici::FOG003, gravita, Some(title), messaggio.to_owned(), rimedio);
        }
    }
}

/// The filled rows below a title.
fn righe(page: &Page<'_>, parte: &Parte<'_>, title: CellRef) -> Vec<u32> {
    let below = Area { start: CellRef::new(page.area(title).end.row0 + 1, parte.area.start.col0), end: parte.area.end };
    if below.start.row0 > below.end.row0 { Vec::new() } else { page.rows(&below) }
}

fn e_quota(cell: &Cell) -> bool {
    matches!(valori::leggi(cell), Lettura::Quantita(q) if q.misura.unita == Unita::Percento && q.misura.valore <= 100.0)
}

/// Two words or more, of letters alone.
fn e_nome(cell: &Cell) -> bool {
    let CellValue::Text(text) = &cell.value else { return false };
    let words = normalise(text);
    let words: Vec<&str> = words.split(' ').collect();
    (2..=5).contains(&words.len()) && words.iter().all(|word| word.chars().all(char::is_alphabetic))
}
