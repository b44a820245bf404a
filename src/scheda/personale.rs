//! The people: category, name, note, share; the total, the signatures and the head count under them.

use std::ops::RangeInclusive;

use super::page::{Page, testo};
use super::parte::Parte;
use super::percentuale::{self, Colonna};
use super::profile::{Ambito, Come};
use super::tabella::Testata;
use super::valori::{self, Lettura, mostrato};
use super::{Cella, Partecipazione, Percentuale, Unita};
use crate::place::{Area, CellRef};
use crate::segnalazione::{Gravita, codici};
use crate::workbook::{Cell, CellValue};

/// What the section holds.
#[derive(Default)]
pub(super) struct Personale {
    pub righe: Vec<Partecipazione>,
    pub totale: Option<Cella<f64>>,
    pub numero: Option<Cella<f64>>,
    pub firme: Vec<Cella<String>>,
}

/// Reads the tables and what stands under them.
pub(super) fn read<'a>(page: &mut Page<'a>, parti: &[&Parte<'a>]) -> Personale {
    let mut out = Personale::default();
    for parte in parti {
        for testata in &parte.testate {
            testata.riconosci(page);
            let below = parte.testate.iter().find(|t| t.area.start.row0 > testata.area.end.row0);
            let bottom = below.map_or(parte.area.end.row0, |next| next.area.start.row0 - 1);
            let area = Area {
                start: CellRef::new(testata.area.end.row0 + 1, parte.area.start.col0),
                end: CellRef::new(bottom, parte.area.end.col0),
            };
            let columns = area.start.col0..=area.end.col0;
            // A row with a share is a person's, whatever is written before the name: «Dir.» is a category too.
            let shared = |at: CellRef| {
                let share = testata.riga(page, at.row0, &columns).get(testata.colonna("pct"));
                share.is_some_and(|(share, cell)| share != at && !matches!(valori::leggi(cell), Lettura::Data(_)))
            };
            let firme = page
                .hits(&area, Ambito::Personale)
                .filter(|hit| hit.nome() == "firme" && !shared(hit.at))
                .map(|hit| hit.at)
                .next();
            let end = firme.map_or(bottom, |at| at.row0.saturating_sub(1));
            for row0 in page.filled(area.start.row0..=end).to_vec() {
                riga(page, testata, row0, columns.clone(), &mut out);
            }
            if let Some(label) = firme {
                firmatari(page, &area, label, &mut out);
            }
        }
    }
    out
}

/// One row: a person, a total, a head count or a remark.
fn riga<'a>(page: &mut Page<'a>, testata: &Testata<'a>, row0: u32, columns: RangeInclusive<u32>, out: &mut Personale) {
    let riga = testata.riga(page, row0, &columns);
    let share = testata.colonna("pct");
    let label = |page: &Page<'a>, nome: &str| {
        page.row(row0, &columns).map(|(at, _)| at).find(|at| page.is(*at, Ambito::Personale, nome))
    };
    if let Some(label) = label(page, "numero") {
        let count =
            page.row(row0, &(label.col0 + 1..=*columns.end())).find_map(|(at, cell)| Some((at, conteggio(cell)?)));
        if let Some((at, valore)) = count {
            page.prendi(at);
            page.riconosci(Ambito::Personale, "numero", label, "numero", Come::Sinonimo);
            out.numero = Some(Cella { valore, at });
            return;
        }
    }
    let first_name = riga.get(testata.colonna("nome")).filter(|(_, cell)| matches!(cell.value, CellValue::Text(_)));
    let names = ["nominativo", "nome", "categoria"].iter().find_map(|nome| testata.colonna(nome));
    let named = riga.get(names).or(first_name);
    let total = label(page, "totale");
    let Some((at, cell)) = named.filter(|_| total.is_none()) else {
        // A share without a name, under the rows, is their total; of several, the first that no row follows.
        if let Some((at, cell)) = riga.get(share)
            && !out.righe.is_empty()
            && (out.totale.is_none() || total.is_some())
        {
            page.prendi(at);
            out.totale = totale(page, at, cell);
        }
        if let Some(at) = total {
            page.riconosci(Ambito::Personale, "totale", at, "totale", Come::Esatta);
        }
        return;
    };
    let nome = Cella { valore: mostrato(cell), at };
    let category = riga.get(testata.colonna("categoria")).filter(|(other, _)| *other != at);
    let alone = riga.get(share).is_none() && category.is_none();
    let wide =
        testata.colonne.get(share.unwrap_or(usize::MAX)).is_some_and(|c| page.sheet.extent(at).col0 >= *c.span.start());
    let heading = nome.valore.ends_with(':') || nome.valore.split(' ').count() > 7;
    let again = page.hit(at, Ambito::Personale).is_some_and(|h| h.nome() == "nominativo");
    // A number or a date is nobody's name.
    let numeric = nome.valore.contains(|c: char| c.is_ascii_digit()) && !nome.valore.contains(char::is_alphabetic);
    if numeric || again || (alone && (wide || heading || page.is_comment(cell))) {
        return;
    }
    if out.totale.is_some() {
        // What was summed so far was a part of the people.
        out.totale = None;
    }
    let pct = match share {
        Some(column) => {
            let (at, cell) = riga.posto(page, testata, column);
            page.prendi(at);
            let what = format_args!("partecipazione di {}", nome.valore);
            percentuale::read(page, at, cell, what, true, Colonna::Partecipazione)
        }
        None => Percentuale::default(),
    };
    let note = riga.get(testata.colonna("note")).and_then(|(at, cell)| testo(at, cell));
    for at in [Some(nome.at), category.map(|(at, _)| at), note.as_ref().map(|n| n.at)].into_iter().flatten() {
        page.prendi(at);
    }
    let mut nominativo = come_scritto(page, nome);
    // The surname and the name may have a column each.
    if let Some((at, cell)) = first_name.filter(|(at, _)| *at != nominativo.at) {
        page.prendi(at);
        nominativo.valore = format!("{} {}", nominativo.valore, mostrato(cell));
    }
    out.righe.push(Partecipazione {
        categoria: category.map(|(_, cell)| mostrato(cell)).filter(|c| !c.is_empty()),
        note,
        nominativo,
        pct,
    });
}

/// The names and the head count under the table.
fn firmatari(page: &mut Page<'_>, area: &Area, label: CellRef, out: &mut Personale) {
    for row0 in page.filled(label.row0..=area.end.row0).to_vec() {
        for (at, cell) in page.row(row0, &(area.start.col0..=area.end.col0)) {
            if page.is(at, Ambito::Personale, "firme") {
                page.riconosci(Ambito::Personale, "firme", at, "firme", Come::Esatta);
                continue;
            }
            if page.is(at, Ambito::Personale, "numero") {
                page.prendi(at);
                continue;
            }
            let count = conteggio(cell).filter(|_| out.numero.is_none());
            let labelled =
                page.row(row0, &(area.start.col0..=at.col0)).any(|(at, _)| page.is(at, Ambito::Personale, "numero"));
            match (&cell.value, count) {
                (_, Some(valore)) if at.col0 <= label.col0 || labelled => {
                    page.prendi(at);
                    out.numero = Some(Cella { valore, at });
                }
                (CellValue::Text(text), _)
                    if at.col0 > label.col0 && out.firme.len() < 4 && text.contains(char::is_alphabetic) =>
                {
                    page.prendi(at);
                    out.firme.push(Cella { valore: super::text::single_spaced(text), at });
                }
                _ => {}
            }
        }
    }
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
        Lettura::Errore(error) => {
            (codici::CEL001, format!("totale delle partecipazioni: la formula dà errore {error}"))
        }
        Lettura::SenzaValore => (codici::CEL002, format!("totale delle partecipazioni: {}", valori::SENZA_VALORE)),
        _ => return None,
    };
    let (codice, messaggio) = error;
    page.report_as(codice, Gravita::Avviso, Some(at), messaggio, "correggere la formula della somma");
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
