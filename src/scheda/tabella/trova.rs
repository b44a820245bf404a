//! Where the headers of the tables stand.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::componi::{componi, date_rows, fianco, is_column};
use super::mesi_in_riga::MIN_MESI;
use super::{Testata, mesi_in_riga};
use crate::place::{Area, CellRef};
use crate::scheda::etichetta::romano;
use crate::scheda::page::{Hit, Page};
use crate::scheda::parole::una_lettera;
use crate::scheda::profile::Ambito;
use crate::scheda::text::normalise;
use crate::workbook::{Cell, CellValue};

/// How many rows higher or lower a calendar beside another one may stand.
const LONTANO: u32 = 4;
/// How many filled rows around the months or the first label can belong to one header.
const BAND: usize = 2;

/// The headers of all tables of the sheet: of two readings of one row, the one that explains more of it.
pub fn testate<'a>(page: &Page<'a>) -> Vec<Testata<'a>> {
    let mut found: Vec<Testata<'a>> = calendari(page);
    found.extend(senza_mesi(page));
    for ambito in [Ambito::Fasi, Ambito::Personale, Ambito::Indicatori, Ambito::Risorse] {
        found.extend(per_riga(page, ambito));
    }
    let order = |ambito| match ambito {
        Ambito::Fasi => 0,
        Ambito::Personale => 1,
        Ambito::Indicatori => 2,
        _ => 3,
    };
    // Inside a table that stands on its side nothing else begins.
    let (sides, areas) = mesi_in_riga::testate(page);
    found.retain(|t| !areas.iter().any(|side| side.contains(t.area.start)));
    found.extend(sides);
    found.sort_by_key(|t| (std::cmp::Reverse(t.weight()), order(t.ambito)));
    let mut used: BTreeSet<CellRef> = BTreeSet::new();
    found.retain(|testata| {
        let cells: Vec<CellRef> = testata.colonne.iter().filter(|c| !c.nome.is_empty()).map(|c| c.at).collect();
        let free = cells.iter().all(|at| !used.contains(at));
        if free {
            used.extend(cells);
        }
        free
    });
    found.sort_by_key(|t| (t.area.start.row0, t.area.start.col0));
    found
}

/// Headers of tables that have a column for each month.
fn calendari<'a>(page: &Page<'a>) -> Vec<Testata<'a>> {
    let mut runs: Vec<Vec<(CellRef, u8)>> = Vec::new();
    let mut rows: BTreeMap<u32, Vec<(CellRef, u8)>> = BTreeMap::new();
    for (at, parole) in page.date(&Area::SHEET) {
        if let Some(mese) = parole.mese {
            rows.entry(at.row0).or_default().push((at, mese));
        }
    }
    for hit in page.hits(&Area::SHEET, Ambito::Fasi).filter(|hit| hit.nome() == "fase") {
        for row0 in page.around(hit.at.row0, BAND) {
            let named = rows.entry(row0).or_default();
            let counted = mesi_senza_nome(page, row0);
            if counted.len() > named.len() {
                *named = counted;
            }
        }
    }
    // A month's number, or that of the last month of a quarter.
    let mut passi: BTreeMap<u32, u8> = BTreeMap::new();
    for cells in page.anni_a_periodi(|at| at.row0) {
        let Some((row0, last)) = cells.first().map(|(at, (_, last))| (at.row0, *last)) else { continue };
        let months = |row0: u32| rows.get(&row0).map_or(0, Vec::len);
        if page.around(row0, BAND).into_iter().all(|row0| months(row0) < MIN_MESI) {
            passi.insert(row0, last);
            rows.insert(row0, cells.into_iter().map(|(at, (_, last))| (at, last)).collect());
        }
    }
    for cells in rows.into_values() {
        let mut run: Vec<(CellRef, u8)> = Vec::new();
        for (at, mese) in cells {
            if run.last().is_some_and(|(_, last)| mese <= *last) {
                runs.push(std::mem::take(&mut run));
            }
            run.push((at, mese));
        }
        runs.push(run);
    }
    let passo = |at: &CellRef| passi.get(&at.row0).copied().unwrap_or(1);
    runs.retain(|run| {
        run.first().is_some_and(|(at, _)| run.len() >= MIN_MESI || run.len() == usize::from(12 / passo(at)))
    });
    let starts: BTreeSet<CellRef> = runs.iter().filter_map(|run| run.first()).map(|(at, _)| *at).collect();
    let mut found = Vec::new();
    for (i, run) in runs.iter().enumerate() {
        let Some(((first, _), (last, _))) = run.first().zip(run.last()) else { continue };
        let same_row = |other: &Vec<(CellRef, u8)>| other.first().is_some_and(|(at, _)| at.row0 == first.row0);
        let before = i.checked_sub(1).and_then(|i| runs.get(i)).filter(|run| same_row(run));
        let left = before.and_then(|run| run.last()).map_or(0, |(at, _)| at.col0 + 1);
        let near = page.around(first.row0, BAND);
        let (top, bottom) = near.first().zip(near.last()).map_or((first.row0, first.row0), |(a, b)| (*a, *b));
        let labels = |columns: RangeInclusive<u32>| {
            let area = Area { start: CellRef::new(top, *columns.start()), end: CellRef::new(bottom, *columns.end()) };
            let mut found: Vec<Area> = page
                .hits(&area, Ambito::Fasi)
                .filter(|hit| hit.nome() == "fase")
                .map(|hit| page.area(hit.at))
                .collect();
            // Those in the row of the months are its own; a word of another table may stand a little higher.
            if found.iter().any(|label| label.rows().contains(&first.row0)) {
                found.retain(|label| label.rows().contains(&first.row0));
            }
            found.sort_by_key(|label| label.start.col0);
            found
        };
        // A table beside this one begins with its own column of the phases; «Fase | Attività» are two of one table.
        let before = labels(left..=first.col0);
        let joined = before.windows(2).rev().take_while(|pair| pair[0].end.col0 + 1 >= pair[1].start.col0).count();
        let own = before.len().checked_sub(joined + 1).and_then(|i| before.get(i));
        let left = own.map_or(left, |label| label.start.col0);
        let right = labels(last.col0 + 1..=u32::MAX).first().map_or(u32::MAX, |label| label.start.col0 - 1);
        // Another calendar beside it may stand some rows higher or lower, and its label further still.
        let near = CellRef::new(first.row0.saturating_sub(LONTANO), 0)..=CellRef::new(first.row0 + LONTANO, u32::MAX);
        let beside = starts.range(near).filter(|at| at.row0 != first.row0 && at.col0 > last.col0);
        let right = beside.map(|at| at.col0 - 1).min().map_or(right, |before| before.min(right));
        let rows = fascia(page, first.row0, &(left..=right), &(first.col0..=last.col0));
        let testata = componi(page, Ambito::Fasi, rows, left..=right, run, &|_| false);
        found.extend(testata.map(|testata| Testata { passo: passo(first), ..testata }));
    }
    found
}

/// Headers of the phases that stand in two rows and have no months: the label of the phases above, the targets below.
fn senza_mesi<'a>(page: &Page<'a>) -> Vec<Testata<'a>> {
    const VALORI: [&str; 4] = ["target", "gap", "raggiunto", "precedenti"];
    let labels: Vec<&Hit<'a>> = page.hits(&Area::SHEET, Ambito::Fasi).filter(|hit| hit.nome() == "fase").collect();
    let mut found = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        let below = page.around(label.at.row0, BAND).into_iter().filter(|row0| *row0 > label.at.row0);
        let beside = labels.get(i + 1).filter(|other| other.at.row0 == label.at.row0);
        let right = beside.map_or(u32::MAX, |other| other.at.col0 - 1);
        let columns = label.at.col0..=right;
        let values = |row0: u32| {
            let row = Area { start: CellRef::new(row0, label.at.col0), end: CellRef::new(row0, right) };
            page.hits(&row, Ambito::Fasi).filter(|hit| VALORI.contains(&hit.nome())).count()
        };
        let bottom = below.filter(|row0| values(*row0) >= 2).find(|row0| {
            let rows = page.filled(label.at.row0..=*row0);
            rows.iter()
                .all(|row0| page.row(*row0, &columns).all(|(_, cell)| !matches!(cell.value, CellValue::Error(_))))
        });
        if let Some(bottom) = bottom {
            found.extend(componi(page, Ambito::Fasi, label.at.row0..=bottom, columns, &[], &|_| false));
        }
    }
    found
}

/// The rows of a calendar's header: its months, and the rows above and below that hold labels or dates, and no numbers.
fn fascia(
    page: &Page<'_>,
    row0: u32,
    columns: &RangeInclusive<u32>,
    months: &RangeInclusive<u32>,
) -> RangeInclusive<u32> {
    // Numbers further right can be another table's.
    let own = *columns.start()..=*months.end();
    let header = |row0: &u32| {
        let row = Area { start: CellRef::new(*row0, *columns.start()), end: CellRef::new(*row0, *columns.end()) };
        let dates: Vec<CellRef> = page.date(&row).map(|(at, _)| at).collect();
        let number = |(at, cell): (CellRef, &Cell)| matches!(cell.value, CellValue::Number(_)) && !dates.contains(&at);
        // «Descrizione attività» can head a column too; the title of a section stands without other labels.
        let titles = page.hits(&row, Ambito::Sezioni).map(|hit| hit.at).collect::<Vec<_>>();
        let labels = page.hits(&row, Ambito::Fasi).filter(|hit| !titles.contains(&hit.at)).count();
        let marked = page.scadenze(&row).count() + dates.len();
        // The last header of the table above begins with a name of its own.
        let before = *columns.start()..=months.start().saturating_sub(1);
        let other = page.row(*row0, &before).any(|(at, _)| page.is_other_column(at, Ambito::Fasi));
        !other && labels + marked > 0 && (titles.is_empty() || labels > 1) && !page.row(*row0, &own).any(number)
    };
    // The months may be gathered in quarters: texts over them that are no labels.
    let gathers = |row0: &u32| {
        page.row(*row0, columns).all(|(at, cell)| {
            (months.contains(&at.col0) || months.contains(&page.sheet.extent(at).col0))
                && matches!(cell.value, CellValue::Text(_))
                && page.hit(at, Ambito::Sezioni).is_none()
        })
    };
    let reach = |rows: Vec<u32>| {
        let near = rows.into_iter().take_while(|r| header(r) || gathers(r)).collect::<Vec<_>>();
        near.into_iter().rev().find(|r| header(r)).unwrap_or(row0)
    };
    let around = page.around(row0, BAND);
    let above = around.iter().rev().filter(|r| **r < row0).copied().collect();
    let below = around.iter().filter(|r| **r > row0).copied().collect();
    reach(above)..=reach(below)
}

/// Twelve cells in a row that are the months by their initials, their numbers, or days without a format.
fn mesi_senza_nome(page: &Page<'_>, row0: u32) -> Vec<(CellRef, u8)> {
    let cells: Vec<(CellRef, &Cell)> = page.sheet.row(row0).take(200).collect();
    let names = crate::italian::MESI;
    let is = |cell: &Cell, month: usize| match &cell.value {
        CellValue::Number(n) => {
            let named = seriale(*n).map_or_else(|| n.to_string(), |month| month.to_string());
            named == (month + 1).to_string()
        }
        CellValue::Text(text) => {
            let text = normalise(text).replace(' ', "");
            let is_name = |name: &&str| name.starts_with(&text) || (text.len() > 4 && una_lettera(&text, name));
            let n = text.parse().ok().or_else(|| romano(&text).and_then(|n| usize::try_from(n).ok()));
            !text.is_empty() && (names.get(month).is_some_and(is_name) || n == Some(month + 1))
        }
        _ => false,
    };
    cells
        .windows(12)
        .find(|window| window.iter().enumerate().all(|(month, (_, cell))| is(cell, month)))
        .map(|window| window.iter().zip(1..).map(|((at, _), month)| (*at, month)).collect())
        .unwrap_or_default()
}

/// The month of a day that has lost its format, of this century.
fn seriale(n: f64) -> Option<i8> {
    let days = (36_526.0..73_051.0).contains(&n).then(|| format!("{n}").parse::<i64>().ok()).flatten()?;
    let day = jiff::civil::date(1899, 12, 30).checked_add(jiff::ToSpan::days(days)).ok()?;
    Some(day.month())
}

/// Headers that stand in one row, two tables beside each other being told apart by the names that they repeat.
fn per_riga<'a>(page: &Page<'a>, ambito: Ambito) -> Vec<Testata<'a>> {
    const TWICE: [&str; 5] = ["raggiunto", "scost", "target", "gap", "note"];
    let complete = |run: &[&Hit<'_>]| is_header(ambito, run);
    let mut rows: BTreeMap<u32, Vec<&Hit<'a>>> = BTreeMap::new();
    for hit in page.hits(&Area::SHEET, ambito).filter(|hit| is_column(hit) && !fianco(page, hit.at)) {
        rows.entry(hit.at.row0).or_default().push(hit);
    }
    let mut found = Vec::new();
    for (row0, hits) in rows {
        let mut runs: Vec<Vec<&Hit<'a>>> = vec![Vec::new()];
        for hit in hits {
            let again = |run: &Vec<&Hit<'_>>| {
                run.iter().any(|h| {
                    h.nome() == hit.nome()
                        && (!TWICE.contains(&hit.nome())
                            || (h.mese, &h.anni) == (hit.mese, &hit.anni) && h.mese.is_some())
                })
            };
            let parted = |run: &Vec<&Hit<'_>>| {
                run.last().is_some_and(|last| {
                    let between = last.at.col0 + 1..=hit.at.col0.saturating_sub(1);
                    page.row(row0, &between).any(|(at, _)| page.is_other_column(at, ambito))
                })
            };
            match runs.last_mut() {
                // What stands twice begins another table only where the first one is whole.
                Some(run) if !(parted(run) || again(run) && complete(run)) => run.push(hit),
                _ => runs.push(vec![hit]),
            }
        }
        for (i, run) in runs.iter().enumerate().filter(|(_, run)| is_header(ambito, run)) {
            let Some((left, last)) = run.first().zip(run.last()).map(|(a, b)| (a.at.col0, b.at.col0)) else { continue };
            // The table ends where another one begins beside it.
            let next = runs.get(i + 1).and_then(|run| run.first()).map(|hit| hit.at.col0);
            let other = page.row(row0, &(last + 1..=u32::MAX)).map(|(at, _)| at);
            let other = other.filter(|at| page.is_other_column(*at, ambito)).map(|at| at.col0).next();
            let right = next.into_iter().chain(other).min().map_or(u32::MAX, |col0| col0 - 1);
            let rows = date_rows(page, ambito, row0, left..=right);
            found.extend(componi(page, ambito, rows, left..=right, &[], &|_| false));
        }
    }
    found
}

/// Whether some labels in one row are enough to be a table's header.
fn is_header(ambito: Ambito, hits: &[&Hit<'_>]) -> bool {
    let has = |nome: &str| hits.iter().any(|hit| hit.nome() == nome);
    match ambito {
        Ambito::Fasi => has("fase") && (has("target") || has("gap") || has("precedenti")),
        Ambito::Personale => ((has("nominativo") || has("nome")) && hits.len() > 1) || (has("categoria") && has("pct")),
        Ambito::Indicatori => (has("atteso") || has("raggiunto")) && hits.len() > 1,
        Ambito::Risorse => has("costo") && (has("tipologia") || has("descrizione")),
        Ambito::Sezioni | Ambito::Intestazione => false,
    }
}
