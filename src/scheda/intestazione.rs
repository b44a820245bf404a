//! The header: each field is found by its label, its value below or beside it.

use super::profile::{Field, Side};
use super::read::Page;
use super::{Campo, Intestazione};
use crate::place::CellRef;

/// Reads the fields above row `end_row0`, where the first section begins.
pub(super) fn read(page: &Page<'_>, end_row0: u32) -> Intestazione {
    let labels: Vec<(CellRef, &str)> = page.texts().filter(|(at, _)| at.row0 < end_row0).collect();
    let field = |name: &str| -> Campo {
        let Some(field) = page.profile.intestazione.get(name) else { return Campo::default() };
        labels
            .iter()
            .find(|(_, text)| field.etichette.matches(text))
            .map_or_else(Campo::default, |(at, _)| value(page, field, *at, end_row0))
    };
    let mut direzione = field("direzione");
    if direzione.testo.is_none() {
        direzione = titolo_del_foglio(page, &labels);
    }
    Intestazione {
        direzione,
        assessore: field("assessore"),
        dirigente: field("dirigente"),
        responsabile: field("responsabile"),
        sezione: field("sezione"),
        missione: field("missione"),
        programma: field("programma"),
        obiettivo_strategico: field("obiettivo_strategico"),
        obiettivo_operativo: field("obiettivo_operativo"),
        progetto: field("progetto"),
        finalita: field("finalita"),
        titolo: field("titolo"),
        orizzonte: field("orizzonte"),
        descrizione: field("descrizione"),
    }
}

/// The value of the field whose label stands at `at`: first on its usual side, then on the other.
fn value(page: &Page<'_>, field: &Field, at: CellRef, end_row0: u32) -> Campo {
    let extent = page.sheet.extent(at);
    let below = CellRef::new(extent.row0 + 1, at.col0);
    let beside = page
        .sheet
        .row(at.row0)
        .map(|(cell, _)| cell)
        .find(|cell| cell.col0 > extent.col0)
        .unwrap_or(CellRef::new(at.row0, extent.col0 + 1));
    let free = |at: CellRef| !page.text(at).is_some_and(|text| page.profile.is_label(text));
    let usable = |campo: &Campo| campo.testo.is_some() && campo.at.is_some_and(|at| free(at) && at.row0 < end_row0);
    let below = page.campo(below);
    let beside = page.campo(beside);
    let (first, second) = match field.valore {
        Side::Sotto => (below, beside),
        Side::Accanto => (beside, below),
    };
    if usable(&first) {
        return first;
    }
    // The other side is somebody else's cell when the form is filled in as usual: it counts only where the
    // usual place cannot hold the value, because another label stands there.
    let crowded = first.testo.is_some() || first.at.is_some_and(|at| at.row0 >= end_row0);
    if crowded && usable(&second) {
        return second;
    }
    let blank = page.sheet.anchor(match field.valore {
        Side::Sotto => CellRef::new(extent.row0 + 1, at.col0),
        Side::Accanto => CellRef::new(at.row0, extent.col0 + 1),
    });
    Campo { testo: None, at: Some(blank) }
}

/// A form without a label for the direzione has it as its title, above the first label.
fn titolo_del_foglio(page: &Page<'_>, labels: &[(CellRef, &str)]) -> Campo {
    let first = labels.iter().find(|(_, text)| page.profile.is_label(text)).map(|(at, _)| at.row0);
    let above: Vec<_> = labels.iter().filter(|(at, _)| first.is_some_and(|row0| at.row0 < row0)).collect();
    above
        .iter()
        .find(|(_, text)| text.starts_with("direzione") || text.starts_with("settore"))
        .or(above.last())
        .map_or_else(Campo::default, |(at, _)| page.campo(*at))
}
