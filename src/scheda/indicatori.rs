//! The indicators: expected, achieved, deviation, in four families.

use std::ops::RangeInclusive;

use super::page::Page;
use super::parte::Parte;
use super::profile::{Ambito, Come};
use super::raggiunto::{self, Indicato};
use super::tabella::{Riga, Testata};
use super::valori::{self, Lettura, mostrato};
use super::{Cella, Famiglia, Indicatore, Peso, Raggiunto, Scadenza, peso};
use crate::place::{Area, CellRef};
use crate::workbook::{Cell, CellValue};

const FAMIGLIE: [(&str, Famiglia); 4] = [
    ("quantita", Famiglia::Quantita),
    ("tempo", Famiglia::Tempo),
    ("costo", Famiglia::Costo),
    ("qualita", Famiglia::Qualita),
];

/// Reads the rows under each header; a family holds until the next one is named.
pub(super) fn read<'a>(page: &mut Page<'a>, parti: &[&Parte<'a>]) -> Vec<Indicatore> {
    let mut found = Vec::new();
    let mut famiglia = None;
    for parte in parti {
        for (i, testata) in parte.testate.iter().enumerate() {
            testata.riconosci(page);
            let bottom = parte.testate.get(i + 1).map_or(parte.area.end.row0, |next| next.area.start.row0 - 1);
            let above = match i {
                0 => parte.area.start.row0,
                _ => testata.area.start.row0,
            };
            famiglia = nominata(page, parte, above, testata.area.end.row0).or(famiglia);
            let rows = page.filled(testata.area.end.row0 + 1..=bottom).to_vec();
            for row0 in rows {
                let riga = testata.riga(page, row0, &(parte.area.start.col0..=parte.area.end.col0));
                if let Some(nuova) = riga_di_famiglia(page, parte, testata, &riga, row0) {
                    famiglia = Some(nuova);
                    continue;
                }
                if let Some((at, cell)) = nome(page, parte, testata, &riga, row0) {
                    let own = propria(page, testata, &riga);
                    let beside = testata.colonne.last().map_or(u32::MAX, |c| *c.span.end() + 1)..=parte.area.end.col0;
                    page.prendi(at);
                    let nome = Cella { valore: mostrato(cell), at };
                    found.push(indicatore(page, testata, &riga, own.or(famiglia), nome, beside));
                }
            }
        }
    }
    found
}

/// The family that a label between two rows names.
fn nominata(page: &mut Page<'_>, parte: &Parte<'_>, first: u32, last: u32) -> Option<Famiglia> {
    let rows = Area { start: CellRef::new(first, parte.area.start.col0), end: CellRef::new(last, parte.area.end.col0) };
    let found = FAMIGLIE.iter().find_map(|(nome, famiglia)| {
        page.hits(&rows, Ambito::Indicatori).find(|hit| hit.nome() == *nome).map(|hit| (hit.clone(), *famiglia))
    });
    found.map(|(hit, famiglia)| {
        page.riconosci_hit(&hit);
        famiglia
    })
}

/// A row that names a family and holds nothing else, or the headers again.
fn riga_di_famiglia(
    page: &mut Page<'_>,
    parte: &Parte<'_>,
    testata: &Testata<'_>,
    riga: &Riga<'_>,
    row0: u32,
) -> Option<Famiglia> {
    let values = [Some(testata.colonna("atteso")), Some(testata.colonna("raggiunto"))];
    let filled = values.into_iter().flatten().filter_map(|c| riga.get(c));
    if filled.into_iter().any(|(at, _)| page.hit(at, Ambito::Indicatori).is_none()) {
        return None;
    }
    // A family in a column of its own is its row's, not the following ones'.
    if riga.get(testata.colonna("famiglia")).is_some() {
        return None;
    }
    nominata(page, parte, row0, row0)
}

/// The family that stands in the row's own column.
pub(super) fn propria(page: &mut Page<'_>, testata: &Testata<'_>, riga: &Riga<'_>) -> Option<Famiglia> {
    let (at, _) = riga.get(testata.colonna("famiglia"))?;
    let (nome, famiglia) = FAMIGLIE.iter().find(|(nome, _)| page.is(at, Ambito::Indicatori, nome))?;
    page.riconosci(Ambito::Indicatori, nome, at, nome, Come::Sinonimo);
    Some(*famiglia)
}

/// The cell of the indicator's name: under its header, or before the first column of the values.
fn nome<'a>(
    page: &mut Page<'a>,
    parte: &Parte<'_>,
    testata: &Testata<'a>,
    riga: &Riga<'a>,
    row0: u32,
) -> Option<(CellRef, &'a Cell)> {
    let values = ["atteso", "raggiunto", "scost"];
    let first = testata.colonne.iter().find(|c| values.contains(&c.nome)).map_or(0, |c| *c.span.start());
    let filled = riga.celle().any(|(i, ..)| testata.colonne.get(i).is_some_and(|c| values.contains(&c.nome)));
    // Without a header of its own, or away from it, the name stands before the values.
    let before = || {
        let before = parte.area.start.col0..=first.saturating_sub(1);
        let title = |at: CellRef| parte.titolo == Some(at) || page.hit(at, Ambito::Indicatori).is_some();
        page.row(row0, &before).find(|(at, cell)| matches!(cell.value, CellValue::Text(_)) && !title(*at))
    };
    let (at, cell) = match testata.colonna("nome") {
        Some(column) => riga.get(Some(column)).or_else(|| before().filter(|_| filled)),
        None => before(),
    }?;
    let last = testata.colonne.iter().rev().find(|c| c.nome == "raggiunto").map_or(first, |c| *c.span.start());
    // A text across the columns of the values, or one that says so, is a remark.
    let remark = !filled && (page.is_comment(cell) || (first > 0 && page.sheet.extent(at).col0 >= last));
    (!remark).then_some((at, cell))
}

/// One row; a reason for "n/a" may stand in the columns `beside`.
pub(super) fn indicatore<'a>(
    page: &mut Page<'a>,
    testata: &Testata<'a>,
    riga: &Riga<'a>,
    famiglia: Option<Famiglia>,
    nome: Cella<String>,
    beside: RangeInclusive<u32>,
) -> Indicatore {
    let row0 = riga.row0();
    let famiglia = famiglia.unwrap_or(Famiglia::Quantita);
    let (atteso_at, atteso_cell) = match testata.colonna("atteso") {
        Some(column) => {
            let (at, cell) = riga.posto(page, testata, column);
            page.prendi(at);
            (Some(at), cell.filter(|cell| valori::leggi(cell) != Lettura::Vuoto))
        }
        None => (None, None),
    };
    let attesa = match page.criteri.convenzioni.atteso(&page.titolo, &nome.valore) {
        Some(decided) => raggiunto::atteso_deciso(page, &nome, atteso_at.zip(atteso_cell), decided),
        None => atteso_at.zip(atteso_cell).and_then(|(at, cell)| raggiunto::atteso(page, &nome.valore, at, cell)),
    };
    let indicato = Indicato { nome: &nome.valore, famiglia, attesa: attesa.as_ref() };
    let criteri = page.criteri;
    let (raggiunti, scostamenti) = (testata.scadenze("raggiunto", &criteri), testata.scadenze("scost", &criteri));
    let mut colonne = |i: usize, scadenza: Scadenza| {
        let Some(column) = raggiunti.get(i).copied().flatten() else { return Raggiunto::default() };
        let scost = scostamenti.get(i).copied().flatten();
        let (at, cell) = riga.posto(page, testata, column);
        page.prendi(at);
        let scost = riga.get(scost);
        let mut out = cell.map_or_else(Raggiunto::default, |cell| {
            let motivo = raggiunto::motivo_accanto(page, row0, scost.map(|(at, _)| at), &beside);
            let read = raggiunto::leggi(page, indicato, at, cell, scadenza, motivo.is_some());
            if let Some(motivo) = motivo.filter(|_| read.escluso) {
                page.prendi(motivo);
            }
            read
        });
        out.at = Some(at);
        out.scostamento = scost.and_then(|(at, cell)| {
            page.prendi(at);
            raggiunto::scostamento(page, indicato, at, cell, out.escluso)
        });
        out
    };
    let lug = colonne(0, Scadenza::Luglio);
    let dic = colonne(1, Scadenza::Dicembre);
    let peso = testata.colonna("peso").map_or_else(Peso::default, |column| {
        let (at, cell) = riga.posto(page, testata, column);
        peso::read(page, at, cell, format_args!("dell'indicatore «{}»", nome.valore))
    });
    Indicatore {
        famiglia,
        atteso_testo: atteso_cell.map(mostrato),
        atteso: attesa.map(|a| a.atteso),
        nome,
        atteso_at,
        lug,
        dic,
        peso,
    }
}
