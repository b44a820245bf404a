//! A header made of all that stands in some rows.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::{Colonna, Testata};
use crate::place::{Area, CellRef};
use crate::scheda::page::{Hit, Page};
use crate::scheda::profile::Ambito;
use crate::workbook::{Cell, CellValue};

/// The columns that a year can tell apart.
const VALORI: [&str; 5] = ["atteso", "raggiunto", "scost", "target", "gap"];

/// The columns of one part of the form in some rows of headers, without the labels that `other` says are another
/// part's; the columns of other parts are without a name.
pub fn in_righe<'a>(
    page: &Page<'a>,
    ambito: Ambito,
    rows: RangeInclusive<u32>,
    other: &dyn Fn(&Hit<'a>) -> bool,
) -> Option<Testata<'a>> {
    componi(page, ambito, rows, 0..=u32::MAX, &[], other)
}

/// A header's row with the rows above and below it that hold nothing but the dates of its columns.
pub(super) fn date_rows(
    page: &Page<'_>,
    ambito: Ambito,
    row0: u32,
    columns: RangeInclusive<u32>,
) -> RangeInclusive<u32> {
    let header = Area { start: CellRef::new(row0, *columns.start()), end: CellRef::new(row0, *columns.end()) };
    let hits: Vec<&Hit<'_>> = page.hits(&header, ambito).collect();
    // A date in a column that has none yet, and that can stand twice, is the column's; any other is a value.
    let dates_column = |at: CellRef| {
        let own = hits.iter().filter(|hit| hit.at.col0 <= at.col0).max_by_key(|hit| hit.at.col0);
        own.is_some_and(|hit| {
            hit.mese.is_none() && matches!(hit.nome(), "target" | "gap" | "raggiunto" | "scost" | "atteso")
        })
    };
    let only_dates = |row0: &u32| {
        let row = Area { start: CellRef::new(*row0, *columns.start()), end: CellRef::new(*row0, *columns.end()) };
        let dated = page.date(&row).filter(|(_, p)| p.mese.is_some()).map(|(at, _)| at);
        let dates: Vec<CellRef> = dated.chain(page.scadenze(&row).map(|(at, ..)| at)).collect();
        !dates.is_empty()
            && dates.len() == page.row(*row0, &columns).count()
            && dates.iter().all(|at| dates_column(*at))
    };
    let around = page.around(row0, 1);
    let above = around.iter().filter(|r| **r < row0).find(|r| only_dates(r)).copied().unwrap_or(row0);
    let below = around.iter().filter(|r| **r > row0).find(|r| only_dates(r)).copied().unwrap_or(row0);
    above..=below
}

/// Makes a header of all that stands in some rows and columns; `mesi` are the cells of its calendar.
pub(super) fn componi<'a>(
    page: &Page<'a>,
    ambito: Ambito,
    rows: RangeInclusive<u32>,
    columns: RangeInclusive<u32>,
    mesi: &[(CellRef, u8)],
    other: &dyn Fn(&Hit<'a>) -> bool,
) -> Option<Testata<'a>> {
    let band =
        Area { start: CellRef::new(*rows.start(), *columns.start()), end: CellRef::new(*rows.end(), *columns.end()) };
    let calendar = mesi.first().zip(mesi.last()).map(|((first, _), (last, _))| first.col0..=last.col0);
    let over_calendar = |at: CellRef| calendar.as_ref().is_some_and(|c| c.contains(&at.col0));
    let hits: Vec<Hit<'a>> = page
        .hits(&band, ambito)
        .filter(|hit| is_column(hit) && !over_calendar(hit.at) && !other(hit) && !fianco(page, hit.at))
        .cloned()
        .collect();
    let mut colonne: Vec<Colonna<'a>> = Vec::new();
    let colonna = |nome: &'a str, mese, anno, at: CellRef| Colonna {
        nome,
        mese,
        anno,
        at,
        span: at.col0..=page.sheet.extent(at).col0,
        core_end: page.sheet.extent(at).col0,
    };
    let mut anno = None;
    let mut checkpoints: Vec<(CellRef, u8, Option<i32>)> = Vec::new();
    for (at, parole) in page.date(&band) {
        let year = parole.anni.first().copied();
        if mesi.iter().any(|(month, _)| *month == at) {
            anno = anno.or(year);
        } else if over_calendar(at)
            || calendar.as_ref().is_some_and(|c| page.area(at).end.col0 >= *c.start() && at.col0 <= *c.end())
        {
            anno = year.or(anno);
        } else if let Some(mese) = parole.mese {
            checkpoints.push((at, mese, year));
        } else {
            colonne.push(colonna("", None, year, at));
        }
    }
    checkpoints.extend(page.scadenze(&band).filter(|(at, ..)| !over_calendar(*at)));
    checkpoints.sort_unstable();
    colonne.extend(mesi.iter().map(|(at, mese)| colonna("", Some(*mese), None, *at)));
    for hit in &hits {
        // The months of the checkpoints stand below the label that they share …
        let nearest = |at: CellRef| {
            at.col0 >= hit.at.col0 && page.row(hit.at.row0, &(hit.at.col0 + 1..=at.col0)).next().is_none()
        };
        let below: Vec<_> = checkpoints.iter().filter(|(at, ..)| at.row0 > hit.at.row0 && nearest(*at)).collect();
        let own_year = hit.anni.first().copied();
        if hit.mese.is_none() && !below.is_empty() {
            colonne
                .extend(below.iter().map(|(at, mese, year)| colonna(hit.nome(), Some(*mese), year.or(own_year), *at)));
            continue;
        }
        // … or above those that share them.
        let above = checkpoints
            .iter()
            .filter(|(at, ..)| at.row0 < hit.at.row0 && at.col0 <= hit.at.col0)
            .max_by_key(|(at, ..)| at.col0);
        let mese = hit.mese.or(above.map(|(_, mese, _)| *mese));
        let anno = own_year.or(above.and_then(|(.., year)| *year));
        colonne.push(colonna(hit.nome(), mese, anno, hit.at));
    }
    // Headers that the profile does not know part the columns all the same.
    for row0 in rows.clone() {
        for (at, _) in page.row(row0, &columns) {
            let own = page.area(at);
            let known = colonne.iter().any(|c| own.start.col0 <= c.at.col0 && c.at.col0 <= own.end.col0)
                || checkpoints.iter().any(|(other, ..)| *other == at);
            if !known && !over_calendar(at) {
                colonne.push(colonna("", None, None, at));
            }
        }
    }
    // Of two labels over each other the lower one names the column, the upper one a group of columns.
    let bare = |c: &Colonna<'_>| c.nome.is_empty() && c.mese.is_none() && c.anno.is_none();
    colonne.sort_by_key(|c| (c.at.col0, bare(c), std::cmp::Reverse(c.at.row0)));
    colonne.dedup_by_key(|c| c.at.col0);
    let starts: Vec<u32> = colonne.iter().map(|c| c.at.col0).collect();
    for (colonna, next) in colonne.iter_mut().zip(starts.iter().skip(1).map(Some).chain(std::iter::once(None))) {
        let end = next.map_or(colonna.core_end, |next| next - 1);
        colonna.span = colonna.at.col0..=end.max(colonna.at.col0);
        colonna.core_end = colonna.core_end.min(end);
    }
    // What follows a column of a checkpoint without a month of its own is of the same checkpoint.
    let mut last = (None, None);
    for colonna in &mut colonne {
        match colonna.nome {
            "target" | "raggiunto" => last = (colonna.mese, colonna.anno),
            "gap" | "scost" => {
                colonna.mese = colonna.mese.or(last.0);
                colonna.anno = colonna.anno.or(last.1);
            }
            _ => {}
        }
    }
    let (valori, altri_anni) = anni(&mut colonne, page.criteri.anno);
    let named = colonne.iter().filter(|c| !c.nome.is_empty() || c.mese.is_some() || c.anno.is_some());
    let area = named.map(|c| page.area(c.at)).reduce(|a, b| a.with(&b))?;
    let date = checkpoints.into_iter().map(|(at, ..)| at).collect();
    let (anno, teste) = (anno.or(valori), Vec::new());
    Some(Testata { ambito, area, colonne, anno, hits, dedotta: false, altri_anni, date, passo: 1, teste })
}

/// The year of the values: the run's where some column names it, else the last. A column of another year beside one of
/// this year, or of none, holds what was or will be, and loses its name.
pub(super) fn anni(colonne: &mut [Colonna<'_>], run: i32) -> (Option<i32>, Vec<(CellRef, i32, bool)>) {
    let valori = |c: &Colonna<'_>| VALORI.contains(&c.nome);
    let years: BTreeSet<i32> = colonne.iter().filter(|c| valori(c)).filter_map(|c| c.anno).collect();
    let Some(year) = years.get(&run).or(years.last()).copied() else { return (None, Vec::new()) };
    let mut found = Vec::new();
    for i in 0..colonne.len() {
        let Some((this, other)) = colonne.get(i).and_then(|c| Some((c, c.anno?))).filter(|(c, _)| valori(c)) else {
            continue;
        };
        let beside = |c: &&Colonna<'_>| c.nome == this.nome && c.mese == this.mese && c.at != this.at;
        let current = colonne.iter().filter(beside).any(|c| c.anno == Some(year) || c.anno.is_none());
        let left_out =
            current && other != run && (other != year || colonne.iter().filter(beside).any(|c| c.anno.is_none()));
        if left_out || other != year {
            found.push((this.at, other, left_out));
        }
    }
    for (at, _, _) in found.iter().filter(|(.., left_out)| *left_out) {
        for colonna in colonne.iter_mut().filter(|c| c.at == *at) {
            colonna.nome = "";
        }
    }
    let left = colonne.iter().any(|c| valori(c) && c.anno == Some(year));
    (Some(year).filter(|_| left), found)
}

/// Whether a cell goes down beside the rows of its table, as the title on its left does: the headers that follow it do
/// not, and below them there are no more of them.
pub(super) fn fianco(page: &Page<'_>, at: CellRef) -> bool {
    let end = page.sheet.extent(at);
    if end.row0 <= at.row0 + 2 {
        let after = end.col0 + 1..=u32::MAX;
        let beside = |row0: u32| page.row(row0, &after).next();
        let lower = |(next, _): (CellRef, &Cell)| page.sheet.extent(next).row0 == at.row0;
        // A name, and no further header.
        let name = |(below, cell): (CellRef, &Cell)| {
            let long =
                matches!(&cell.value, CellValue::Text(text) if text.chars().filter(|c| c.is_alphabetic()).count() > 4);
            long && !page.is_column(below) && !page.is_date(below)
        };
        return end.row0 > at.row0 && beside(at.row0).is_some_and(lower) && beside(at.row0 + 1).is_some_and(name);
    }
    true
}

/// Whether a label names a column, and not a row under the table.
pub(super) fn is_column(hit: &Hit<'_>) -> bool {
    !matches!(hit.nome(), "firme" | "totale" | "parziale" | "numero" | "elenco")
}
