//! Percentages in all their disguises, always in points.

use super::read::Page;
use super::valori::{self, Lettura, mostrato, tidy};
use super::{Percentuale, Unita};
use crate::place::CellRef;
use crate::segnalazione::{Codice, Gravita};
use crate::workbook::{Cell, CellValue};

/// Reads a cell of a column of percentages. `conta` says whether a fault there bears on this run's results.
pub(super) fn read(
    page: &mut Page<'_>,
    at: CellRef,
    cell: Option<&Cell>,
    what: &str,
    conta: bool,
    codice: Codice,
) -> Percentuale {
    let Some(cell) = cell else { return Percentuale { at: Some(at), ..Percentuale::default() } };
    let good = |punti: f64| Percentuale { punti: Some(tidy(punti)), at: Some(at), illeggibile: false };
    let shown = mostrato(cell);
    let points = |punti: f64| crate::italian::percent_as_typed(punti);
    match valori::leggi(cell) {
        Lettura::Quantita(q) if q.unita == Unita::Percento && matches!(cell.value, CellValue::Number(_)) => {
            good(q.valore)
        }
        Lettura::Numero(value) if value.abs() < 1.0 || value == 0.0 => good(value * 100.0),
        Lettura::Numero(value) => {
            // Excel stores 85% as 0.85 with a percent format: a bare 85 there is a slip of the typist, never 8500%.
            let punti = if value.abs() > 1.0 { value } else { value * 100.0 };
            let letto = points(punti);
            page.report(
                codice,
                Gravita::Avviso,
                Some(at),
                format!("{what}: la cella contiene {shown} senza il formato percentuale; è stato letto come {letto}"),
                "applicare alla cella il formato percentuale e controllare il valore",
            );
            good(punti)
        }
        Lettura::Quantita(q) if matches!(q.unita, Unita::Percento | Unita::Numero) && q.comparatore.is_none() => {
            let fraction = q.unita == Unita::Numero && q.valore.abs() < 1.0;
            let punti = if fraction { q.valore * 100.0 } else { q.valore };
            let letto = points(punti);
            page.report(
                codice,
                Gravita::Avviso,
                Some(at),
                format!("{what}: «{shown}» è scritto come testo, non come numero; è stato letto come {letto}"),
                "riscrivere il valore come percentuale (per esempio 100%) nella cella",
            );
            good(punti)
        }
        Lettura::Errore(error) => {
            illeggibile(
                page,
                at,
                "CEL001",
                conta,
                format!("{what}: la formula dà errore {error}"),
                "correggere la formula o scrivere il valore",
            );
            Percentuale { punti: None, at: Some(at), illeggibile: true }
        }
        Lettura::SenzaValore => {
            let messaggio = format!("{what}: {}", valori::SENZA_VALORE);
            illeggibile(page, at, "CEL002", conta, messaggio, valori::RICALCOLARE);
            Percentuale { punti: None, at: Some(at), illeggibile: true }
        }
        _ => {
            let messaggio = format!("{what}: «{shown}» non è una percentuale; il valore manca");
            illeggibile(page, at, codice, false, messaggio, "scrivere la percentuale come numero, per esempio 40%");
            Percentuale { punti: None, at: Some(at), illeggibile: false }
        }
    }
}

fn illeggibile(page: &mut Page<'_>, at: CellRef, codice: Codice, conta: bool, messaggio: String, rimedio: &str) {
    let gravita = if conta { Gravita::Errore } else { Gravita::Avviso };
    page.report(codice, gravita, Some(at), messaggio, rimedio);
}
