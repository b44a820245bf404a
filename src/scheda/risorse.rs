//! The resources: what they are and what they cost.

use std::ops::RangeInclusive;

use super::read::Page;
use super::valori::{self, Lettura, Misura, contabile, mostrato};
use super::{Cella, Risorsa, Unita};
use crate::italian::number;
use crate::place::CellRef;
use crate::segnalazione::{Codice, Gravita};
use crate::workbook::{Cell, CellValue};

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

/// An amount in euro; what is none is reported and counts as missing.
fn euro(page: &mut Page<'_>, at: CellRef, cell: &Cell, what: &str) -> Option<f64> {
    let lettura = match (valori::leggi(cell), &cell.value) {
        (Lettura::Testo(perche), CellValue::Text(text)) => {
            contabile(text).map_or(Lettura::Testo(perche), Lettura::from)
        }
        (lettura, _) => lettura,
    };
    let (codice, messaggio, rimedio): (Codice, String, String) = match lettura {
        Lettura::Vuoto => return None,
        Lettura::Quantita(q) if q.comparatore.is_none() && (q.misura.unita == Unita::Euro || e_numero(&q.misura)) => {
            let m = q.misura;
            // `1.234` are thousands in a column of amounts; `1,234` can be both.
            if m.altra.is_some_and(|altra| altra.abs() > m.valore.abs()) {
                let letto = number(m.valore, 2);
                page.report(
                    "RIS001",
                    Gravita::Avviso,
                    Some(at),
                    format!(
                        "«{what}»: il costo «{}» si può leggere in due modi; è stato letto come {letto}",
                        mostrato(cell)
                    ),
                    "scrivere l'importo come numero, con due decimali dopo la virgola",
                );
            }
            return Some(m.valore);
        }
        Lettura::Errore(error) => (
            "CEL001",
            format!("«{what}»: la formula del costo dà errore {error}"),
            "correggere la formula o scrivere l'importo".into(),
        ),
        Lettura::SenzaValore => {
            ("CEL002", format!("«{what}», costo: {}", valori::SENZA_VALORE), valori::RICALCOLARE.into())
        }
        other => {
            let rimedio = match other {
                Lettura::Testo(perche) => perche.rimedio(),
                _ => None,
            };
            (
                "RIS001",
                format!("«{what}»: il costo «{}» non è un importo in euro; il valore manca", mostrato(cell)),
                rimedio.unwrap_or("scrivere l'importo in euro come numero, per esempio 1.500,00").into(),
            )
        }
    };
    page.report(codice, Gravita::Avviso, Some(at), messaggio, &rimedio);
    None
}

fn e_numero(misura: &Misura) -> bool {
    misura.nuda && misura.unita == Unita::Numero
}
