//! The people: category, name, note, share; the total, the signatures and the head count under them.

use std::ops::RangeInclusive;

use super::percentuale::{self, Colonna};
use super::read::Page;
use super::text::normalise;
use super::valori::{self, Lettura};
use super::{Cella, Partecipazione, Percentuale, Unita};
use crate::place::CellRef;
use crate::segnalazione::Gravita;
use crate::workbook::{Cell, CellValue};

/// What the section holds.
#[derive(Default)]
pub(super) struct Personale {
    pub righe: Vec<Partecipazione>,
    pub totale: Option<Cella<f64>>,
    pub numero: Option<Cella<f64>>,
    pub firme: Vec<Cella<String>>,
}

/// Reads the table and what stands under it.
pub(super) fn read(page: &mut Page<'_>, rows: RangeInclusive<u32>) -> Personale {
    let labels = &page.profile.personale;
    let mut out = Personale::default();
    let Some((head, _)) = page.texts_in(&rows).find(|(_, text)| labels["nominativo"].matches(text)) else { return out };
    let wanted: Vec<_> = ["categoria", "nominativo", "note", "pct"]
        .into_iter()
        .filter_map(|name| labels.get(name).map(|label| (name, label)))
        .collect();
    let columns = page.columns(head.row0, &wanted);
    let Some(nominativo) = columns.get("nominativo").cloned() else { return out };
    let firme_row0 =
        page.texts_in(&(head.row0 + 1..=*rows.end())).find(|(_, text)| labels["firme"].matches(text)).map(|(at, _)| at);
    let end = firme_row0.map_or(*rows.end(), |at| at.row0.saturating_sub(1));
    for row0 in head.row0 + 1..=end {
        let name = page.shown(row0, Some(&nominativo));
        let share = columns.get("pct").map(|span| page.cell(row0, span));
        let Some(nome) = name else {
            // The first share without a name, under the rows, is their total.
            if let Some((at, Some(cell))) = share
                && out.totale.is_none()
                && !out.righe.is_empty()
            {
                out.totale = totale(page, at, cell);
            }
            continue;
        };
        if nome.valore.parse::<f64>().is_ok() {
            continue;
        }
        let pct = match share {
            Some((at, cell)) => {
                let what = format_args!("partecipazione di {}", nome.valore);
                percentuale::read(page, at, cell, what, true, Colonna::Quota)
            }
            None => Percentuale::default(),
        };
        out.righe.push(Partecipazione {
            categoria: page.shown(row0, columns.get("categoria")).map(|c| c.valore),
            note: page.shown(row0, columns.get("note")),
            nominativo: come_scritto(page, nome),
            pct,
        });
    }
    let Some(label) = firme_row0 else { return out };
    for row0 in label.row0..=*rows.end() {
        for (at, cell) in page.sheet.row(row0) {
            match &cell.value {
                _ if at.col0 <= label.col0 && out.numero.is_none() => {
                    out.numero = conteggio(cell).map(|valore| Cella { valore, at });
                }
                CellValue::Text(text) if at.col0 > label.col0 && !labels["firme"].matches(&normalise(text)) => {
                    out.firme.push(Cella { valore: super::text::single_spaced(text), at });
                }
                _ => {}
            }
        }
    }
    out
}

/// The total of the shares, in points. A fault in it bears on no result: the shares themselves are summed.
fn totale(page: &mut Page<'_>, at: CellRef, cell: &Cell) -> Option<Cella<f64>> {
    let error = match valori::leggi(cell) {
        Lettura::Quantita(q) if q.misura.unita == Unita::Percento => {
            return Some(Cella { valore: q.misura.valore, at });
        }
        Lettura::Quantita(q) if q.misura.nuda => {
            let n = q.misura.valore;
            return Some(Cella { valore: if n.abs() <= 1.5 { n * 100.0 } else { n }, at });
        }
        Lettura::Errore(error) => ("CEL001", format!("totale delle partecipazioni: la formula dà errore {error}")),
        Lettura::SenzaValore => ("CEL002", format!("totale delle partecipazioni: {}", valori::SENZA_VALORE)),
        _ => return None,
    };
    let (codice, messaggio) = error;
    page.report(codice, Gravita::Avviso, Some(at), messaggio, "correggere la formula della somma");
    None
}

/// A head count: `5`, `n. 5`, `5 persone`.
fn conteggio(cell: &Cell) -> Option<f64> {
    match valori::leggi(cell) {
        Lettura::Quantita(q) if q.misura.unita == Unita::Numero && q.comparatore.is_none() => Some(q.misura.valore),
        _ => None,
    }
}

/// A name keeps the spaces that were typed: identity looks through them, the report shows what was written.
fn come_scritto(page: &Page<'_>, nome: Cella<String>) -> Cella<String> {
    match page.sheet.get(nome.at).map(|cell| &cell.value) {
        Some(CellValue::Text(text)) => Cella { valore: text.trim().to_owned(), at: nome.at },
        _ => nome,
    }
}
