//! The resources: what they are and what they cost.

use super::page::{Page, testo};
use super::parte::Parte;
use super::profile::{Ambito, Come};
use super::tabella::{Riga, Testata};
use super::valori::{self, Lettura, Misura, contabile, mostrato};
use super::{Cella, Risorsa, Unita};
use crate::italian::number;
use crate::place::CellRef;
use crate::segnalazione::{Codice, Gravita, codici};
use crate::workbook::{Cell, CellValue};

/// The rows and the total, which ends the table.
pub(super) fn read<'a>(page: &mut Page<'a>, parti: &[&Parte<'a>]) -> (Vec<Risorsa>, Option<Cella<f64>>) {
    let mut risorse = Vec::new();
    let mut total = None;
    for parte in parti {
        for (i, testata) in parte.testate.iter().enumerate() {
            testata.riconosci(page);
            let bottom = parte.testate.get(i + 1).map_or(parte.area.end.row0, |next| next.area.start.row0 - 1);
            for row0 in page.filled(testata.area.end.row0 + 1..=bottom).to_vec() {
                let label = |nome: &str| {
                    let mut cells = page.row(row0, &(parte.area.start.col0..=parte.area.end.col0)).map(|(at, _)| at);
                    cells.find(|at| page.is(*at, Ambito::Risorse, nome))
                };
                let (sum, part) = (label("totale"), label("parziale"));
                let riga = testata.riga(page, row0, &(parte.area.start.col0..=parte.area.end.col0));
                let costo = riga.get(testata.colonna("costo"));
                if let Some(at) = sum {
                    page.riconosci(Ambito::Risorse, "totale", at, "totale", Come::Esatta);
                    total = costo.and_then(|(at, cell)| {
                        page.prendi(at);
                        let valore = euro(page, at, cell, "costo delle risorse")?;
                        Some(Cella { valore, at })
                    });
                    break;
                }
                for at in part.into_iter().chain(costo.filter(|_| part.is_some()).map(|(at, _)| at)) {
                    page.prendi(at);
                }
                if part.is_none() {
                    risorse.extend(risorsa(page, testata, &riga));
                }
            }
        }
    }
    (risorse, total)
}

/// A row of the table; a text that costs nothing and has no second text beside it, across the columns, is a remark.
fn risorsa<'a>(page: &mut Page<'a>, testata: &Testata<'a>, riga: &Riga<'a>) -> Option<Risorsa> {
    let column = testata.colonna("costo")?;
    let (at, cell) = riga.posto(page, testata, column);
    let text = |nome: &str| riga.get(testata.colonna(nome)).and_then(|(at, cell)| testo(at, cell).map(|t| (t, cell)));
    let (tipologia, descrizione) = (text("tipologia"), text("descrizione"));
    let first = tipologia.as_ref().or(descrizione.as_ref());
    let wide = |at: CellRef| testata.colonne.get(column).is_some_and(|c| page.sheet.extent(at).col0 >= *c.span.start());
    if cell.is_none() && first.is_none_or(|(text, cell)| page.is_comment(cell) || wide(text.at)) {
        return None;
    }
    for (text, _) in [&tipologia, &descrizione].into_iter().flatten() {
        page.prendi(text.at);
    }
    page.prendi(at);
    let (tipologia, descrizione) = (tipologia.map(|(t, _)| t.valore), descrizione.map(|(t, _)| t.valore));
    let what = descrizione.clone().or_else(|| tipologia.clone()).unwrap_or_default();
    let costo = cell.and_then(|cell| euro(page, at, cell, &what));
    Some(Risorsa { tipologia, descrizione, costo, at })
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
                    codici::RIS001,
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
            codici::CEL001,
            format!("«{what}»: la formula del costo dà errore {error}"),
            "correggere la formula o scrivere l'importo".into(),
        ),
        Lettura::SenzaValore => {
            (codici::CEL002, format!("«{what}», costo: {}", valori::SENZA_VALORE), valori::RICALCOLARE.into())
        }
        other => {
            let rimedio = match other {
                Lettura::Testo(perche) => perche.rimedio(),
                _ => None,
            };
            (
                codici::RIS001,
                format!("«{what}»: il costo «{}» non è un importo in euro; il valore manca", mostrato(cell)),
                rimedio.unwrap_or("scrivere l'importo in euro come numero, per esempio 1.500,00").into(),
            )
        }
    };
    page.report_as(codice, Gravita::Avviso, Some(at), messaggio, &rimedio);
    None
}

fn e_numero(misura: &Misura) -> bool {
    misura.nuda && misura.unita == Unita::Numero
}
