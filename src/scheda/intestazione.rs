//! The header: each field is found by its label, its value below it, beside it or in the same cell.

use std::collections::BTreeMap;

use super::page::{Hit, Page};
use super::parte::Forma;
use super::profile::{Ambito, Come, Side};
use super::tabella::Testata;
use super::valori::{self, mostrato};
use super::{Campo, Intestazione, Peso, peso};
use crate::place::{Area, CellRef};
use crate::workbook::CellValue;

/// Reads the fields whose labels stand outside the sections, and the weight of the obiettivo.
pub(super) fn read<'a>(page: &mut Page<'a>, forma: &Forma<'a>) -> (Intestazione, Peso) {
    let mut found: BTreeMap<&str, Campo> = BTreeMap::new();
    // A label of its own before one that shares its cell with the value, a sure one before a likely one.
    let mut hits: Vec<&Hit<'_>> = forma.campi.iter().collect();
    hits.sort_by_key(|hit| (hit.valore.is_some(), hit.come, hit.at));
    for hit in hits {
        if found.contains_key(hit.nome()) || page.preso(hit.at) {
            continue;
        }
        let campo = match &hit.valore {
            Some(valore) => Campo { testo: Some(super::text::single_spaced(valore)), at: Some(hit.at) },
            None => value(page, forma, hit),
        };
        page.riconosci_hit(hit);
        if let Some(at) = campo.at.filter(|_| campo.testo.is_some()) {
            page.prendi(at);
        }
        found.insert(hit.nome(), campo);
    }
    if found.get("direzione").is_none_or(|campo| campo.testo.is_none())
        && let Some(titolo) = titolo_del_foglio(page, forma)
    {
        found.insert("direzione", titolo);
    }
    let peso = found.remove("peso").map_or_else(Peso::default, |campo| pesa(page, &campo));
    (Intestazione::new(|nome| found.remove(nome).unwrap_or_default()), peso)
}

/// The weight in a field: its cell, or what follows the label in the same cell.
fn pesa(page: &mut Page<'_>, campo: &Campo) -> Peso {
    let Some(at) = campo.at else { return Peso::default() };
    let cell = campo.testo.as_ref().map(|text| {
        let own = page.sheet.get(at).filter(|cell| mostrato(cell) == *text).cloned();
        own.unwrap_or_else(|| valori::a_mano(text))
    });
    peso::read(page, at, cell.as_ref(), format_args!("dell'obiettivo"))
}

/// The value of a label: on its usual side, or on the other one where only that side can hold it.
fn value(page: &Page<'_>, forma: &Forma<'_>, hit: &Hit<'_>) -> Campo {
    let below = sotto(page, forma, hit.at);
    let beside = accanto(page, forma, hit.at);
    // What stands further off than the cell that follows is a value only where nothing stands just below.
    let follows = |at: CellRef| at.col0 == page.sheet.extent(hit.at).col0 + 1;
    let just_below = |at: CellRef| at == CellRef::new(page.sheet.extent(hit.at).row0 + 1, hit.at.col0);
    let (first, second) = match hit.voce.lato {
        Side::Accanto if !beside.filled.is_some_and(follows) && below.filled.is_some_and(just_below) => (below, beside),
        Side::Sotto => (below, beside),
        Side::Accanto => (beside, below),
    };
    if let Some(at) = first.filled.or(second.filled) {
        return page.campo(at);
    }
    Campo { testo: None, at: Some(page.sheet.anchor(first.blank)) }
}

/// A place for a value: the cell that holds it, if one does, and where it would be.
struct Posto {
    filled: Option<CellRef>,
    blank: CellRef,
}

/// Below the label, in the next row that is not blank.
fn sotto(page: &Page<'_>, forma: &Forma<'_>, at: CellRef) -> Posto {
    let own = page.area(at);
    let blank = CellRef::new(own.end.row0 + 1, at.col0);
    // Where no label follows, the value may begin a little further right than the label.
    let next_label = page
        .row(at.row0, &(own.end.col0 + 1..=forma.area.end.col0))
        .map(|(at, _)| at)
        .find(|at| page.is_label(*at))
        .map_or(own.end.col0.saturating_add(2).min(forma.area.end.col0), |next| next.col0 - 1);
    let filled =
        page.next_row(own.end.row0)
            .filter(|row0| *row0 <= forma.area.end.row0)
            .and_then(|row0| {
                let first = page.row(row0, &(at.col0..=next_label.max(own.end.col0))).next().map(|(at, _)| at);
                // A value is not somebody else's: a label before it in its own row has it beside.
                let owner = page.row(row0, &(forma.area.start.col0..=at.col0.saturating_sub(1))).last().is_some_and(
                    |(at, _)| page.hit(at, Ambito::Intestazione).is_some_and(|h| h.voce.lato == Side::Accanto),
                );
                first.filter(|_| !owner || at.col0 == forma.area.start.col0)
            })
            .filter(|at| free(page, forma, *at));
    Posto { filled, blank }
}

/// The next cell to the right of the label.
fn accanto(page: &Page<'_>, forma: &Forma<'_>, at: CellRef) -> Posto {
    let own = page.area(at);
    let filled = (own.start.row0..=own.end.row0)
        .find_map(|row0| page.row(row0, &(own.end.col0 + 1..=forma.area.end.col0)).next().map(|(at, _)| at))
        .filter(|at| free(page, forma, *at) && !estraneo(page, forma, &own, *at));
    Posto { filled, blank: CellRef::new(at.row0, own.end.col0 + 1) }
}

/// Whether a cell beside a label stands away from the form: hidden, or after blank columns right of all its tables, as
/// the lists do from which the cells of a form are chosen.
fn estraneo(page: &Page<'_>, forma: &Forma<'_>, label: &Area, at: CellRef) -> bool {
    let right = forma.parti.iter().flat_map(|parte| &parte.testate).map(Testata::destra).max();
    let away = at.col0 > label.end.col0 + 2 && right.is_some_and(|right| at.col0 > right + 1);
    away || page.sheet.column_is_hidden(at.col0)
}

/// Whether a cell can be a value: no label, no part of a section.
fn free(page: &Page<'_>, forma: &Forma<'_>, at: CellRef) -> bool {
    let section = forma.parti.iter().any(|parte| parte.area.contains(at));
    // A likeness is a label only where nothing else is the label of that field.
    let likely = page.hit(at, Ambito::Intestazione).is_some_and(|hit| hit.come == Come::Simile);
    let label = page.is_field(at) && (!likely || forma.campi.iter().any(|hit| hit.at == at));
    // A value may say what the title of a section says: the programma «Risorse umane».
    let title = page.hit(at, Ambito::Sezioni).is_some();
    let inline = page.hit(at, Ambito::Intestazione).is_some_and(|h| h.valore.is_some());
    !section && !label && !inline && (!title || !forma.parti.iter().any(|parte| parte.titolo == Some(at)))
}

/// A form without a label for the direzione has it as its title: a text that says so, or the one above the first label.
fn titolo_del_foglio(page: &mut Page<'_>, forma: &Forma<'_>) -> Option<Campo> {
    let first = forma.campi.iter().map(|hit| hit.at.row0).min()?;
    let voce = page.profile.voci.iter().find(|v| v.ambito == Ambito::Intestazione && v.nome == "direzione")?;
    let mut above = Vec::new();
    let rows = page.filled(forma.area.start.row0..=first).iter().rev().take(12).copied().collect::<Vec<_>>();
    for row0 in rows.into_iter().rev() {
        for (at, cell) in page.row(row0, &(forma.area.start.col0..=forma.area.end.col0)) {
            let CellValue::Text(text) = &cell.value else { continue };
            if page.preso(at) || page.is_label(at) || forma.parti.iter().any(|p| p.area.contains(at)) {
                continue;
            }
            let parole = page.profile.parole(text);
            if let Some((come, etichetta)) = voce.titolo.find(&parole) {
                page.riconosci(Ambito::Intestazione, "direzione", at, etichetta, come);
                return Some(page.campo(at));
            }
            if row0 < first && page.profile.ignora.find(&parole).is_none() {
                above.push(at);
            }
        }
    }
    let at = above.last().copied()?;
    page.riconosci(Ambito::Intestazione, "direzione", at, "il testo sopra la prima etichetta", Come::Posizione);
    Some(page.campo(at))
}
