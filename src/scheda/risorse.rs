//! The resources: what they are and what they cost.

use std::ops::RangeInclusive;

use super::read::Page;
use super::valori::{self, Lettura, mostrato};
use super::{Cella, Risorsa, Unita};
use crate::place::CellRef;
use crate::segnalazione::Gravita;
use crate::workbook::Cell;

/// The rows and the total.
pub(super) fn read(page: &mut Page<'_>, rows: RangeInclusive<u32>) -> (Vec<Risorsa>, Option<Cella<f64>>) {
    let labels = &page.profile.risorse;
    let Some((head, _)) = page.texts_in(&rows).find(|(_, text)| labels["tipologia"].matches(text)) else {
        return (Vec::new(), None);
    };
    let wanted: Vec<_> = ["tipologia", "descrizione", "costo"]
        .into_iter()
        .filter_map(|name| labels.get(name).map(|label| (name, label)))
        .collect();
    let columns = page.columns(head.row0, &wanted);
    let Some(costo) = columns.get("costo").cloned() else { return (Vec::new(), None) };
    let mut risorse = Vec::new();
    for row0 in head.row0 + 1..=*rows.end() {
        let total = page.texts_in(&(row0..=row0)).any(|(_, text)| labels["totale"].matches(text));
        let (at, cell) = page.cell(row0, &costo);
        if total {
            let amount = cell.and_then(|cell| euro(page, at, cell, "costo delle risorse"));
            return (risorse, amount.map(|valore| Cella { valore, at }));
        }
        let text = |name| page.shown(row0, columns.get(name)).map(|c| c.valore);
        let (tipologia, descrizione) = (text("tipologia"), text("descrizione"));
        if tipologia.is_none() && descrizione.is_none() && cell.is_none() {
            continue;
        }
        let what = descrizione.clone().or_else(|| tipologia.clone()).unwrap_or_default();
        let amount = cell.and_then(|cell| euro(page, at, cell, &what));
        risorse.push(Risorsa { tipologia, descrizione, costo: amount, at });
    }
    (risorse, None)
}

fn euro(page: &mut Page<'_>, at: CellRef, cell: &Cell, what: &str) -> Option<f64> {
    match valori::leggi(cell) {
        Lettura::Numero(n) => Some(n),
        Lettura::Quantita(q) if matches!(q.unita, Unita::Euro | Unita::Numero) => Some(q.valore),
        Lettura::Errore(error) => {
            page.report(
                "CEL001",
                Gravita::Avviso,
                Some(at),
                format!("«{what}»: la formula del costo dà errore {error}"),
                "correggere la formula o scrivere l'importo",
            );
            None
        }
        Lettura::SenzaValore => {
            let messaggio = format!("«{what}», costo: {}", valori::SENZA_VALORE);
            page.report("CEL002", Gravita::Avviso, Some(at), messaggio, valori::RICALCOLARE);
            None
        }
        _ => {
            let shown = mostrato(cell);
            page.report(
                "RIS001",
                Gravita::Avviso,
                Some(at),
                format!("«{what}»: il costo «{shown}» non è un importo"),
                "scrivere l'importo in euro come numero",
            );
            None
        }
    }
}
