//! What something weighs beside the others, where the form has a place for it.

use std::fmt;

use super::page::Page;
use super::valori::{self, Lettura, mostrato};
use super::{Peso, Unita};
use crate::place::CellRef;
use crate::segnalazione::codici;
use crate::workbook::Cell;

/// A number from 0 up; a percentage is its points. What is no weight is said as an errore: only the rules know whether
/// weights count ([`crate::checks::attenua`]).
pub(super) fn read(page: &mut Page<'_>, at: CellRef, cell: Option<&Cell>, what: fmt::Arguments<'_>) -> Peso {
    let blank = Peso { at: Some(at), ..Peso::default() };
    let Some(cell) = cell else { return blank };
    page.prendi(at);
    let (codice, messaggio, rimedio) = match valori::leggi(cell) {
        Lettura::Vuoto => return blank,
        Lettura::Quantita(q) if q.comparatore.is_none() && q.misura.valore >= 0.0 && is_weight(&q.misura) => {
            let percento = q.misura.unita == Unita::Percento;
            return Peso { valore: Some(q.misura.valore), percento, ..blank };
        }
        Lettura::Errore(error) => (
            codici::CEL001,
            format!("il peso {what} è una formula che dà errore {error}"),
            "correggere la formula o scrivere il valore",
        ),
        Lettura::SenzaValore => {
            (codici::CEL002, format!("il peso {what}: {}", valori::SENZA_VALORE), valori::RICALCOLARE)
        }
        _ => (
            codici::CEL003,
            format!("il peso {what} non è un numero da zero in su («{}»)", mostrato(cell)),
            "scrivere il peso come numero da zero in su, per esempio 20 oppure 20%",
        ),
    };
    page.report(
        codice,
        Some(at),
        messaggio + "; dove le regole usano i pesi vale 1, se pesi.csv non ne dà un altro",
        rimedio,
    );
    Peso { illeggibile: true, ..blank }
}

fn is_weight(misura: &valori::Misura) -> bool {
    misura.unita == Unita::Percento || (misura.nuda && matches!(misura.unita, Unita::Numero | Unita::Euro))
}
