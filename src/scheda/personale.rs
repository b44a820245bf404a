//! The people: category, name, note, share; the total, the signatures and the head count under them.

use std::ops::RangeInclusive;

use super::read::Page;
use super::text::normalise;
use super::valori::{self, Lettura};
use super::{Cella, Partecipazione, Percentuale, Unita, percentuale};
use crate::workbook::CellValue;

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
                out.totale = match valori::leggi(cell) {
                    Lettura::Quantita(q) if q.unita == Unita::Percento => Some(Cella { valore: q.valore, at }),
                    Lettura::Numero(n) => Some(Cella { valore: if n.abs() <= 1.5 { n * 100.0 } else { n }, at }),
                    _ => None,
                };
            }
            continue;
        };
        if nome.valore.parse::<f64>().is_ok() {
            continue;
        }
        let pct = match share {
            Some((at, cell)) => {
                let what = format!("partecipazione di {}", nome.valore);
                percentuale::read(page, at, cell, &what, true, "FAS008")
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
                CellValue::Number(_) if at.col0 <= label.col0 => {
                    let CellValue::Number(n) = cell.value else { continue };
                    out.numero = out.numero.take().or(Some(Cella { valore: n, at }));
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

/// A name keeps the spaces that were typed: identity looks through them, the report shows what was written.
fn come_scritto(page: &Page<'_>, nome: Cella<String>) -> Cella<String> {
    match page.sheet.get(nome.at).map(|cell| &cell.value) {
        Some(CellValue::Text(text)) => Cella { valore: text.trim().to_owned(), at: nome.at },
        _ => nome,
    }
}
