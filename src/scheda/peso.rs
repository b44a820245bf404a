//! What something weighs beside the others, where the form has a column for it.

use super::page::Page;
use super::valori::{self, Lettura, mostrato};
use super::{Cella, Unita};
use crate::place::CellRef;
use crate::segnalazione::codici;
use crate::workbook::Cell;

/// A number from 0 up; a percentage is its points. What is no weight is said, and leaves none.
pub(super) fn read(page: &mut Page<'_>, at: CellRef, cell: &Cell) -> Option<Cella<f64>> {
    page.prendi(at);
    match valori::leggi(cell) {
        Lettura::Vuoto => return None,
        Lettura::Quantita(q) if q.comparatore.is_none() && q.misura.valore >= 0.0 => {
            let m = q.misura;
            if m.unita == Unita::Percento || (m.nuda && matches!(m.unita, Unita::Numero | Unita::Euro)) {
                return Some(Cella { valore: m.valore, at });
            }
        }
        _ => {}
    }
    let messaggio = format!("il peso «{}» non è un numero: non è stato usato", mostrato(cell));
    page.report(codici::FOG009, Some(at), messaggio, "scrivere il peso come numero, per esempio 20 oppure 20%");
    None
}
