//! How a sheet is parted among its schede: they stand below each other, beside each other, or both.

use std::collections::{BTreeMap, BTreeSet};

use super::Sezione;
use super::page::{Hit, Page};
use super::profile::Ambito;
use super::tabella::Testata;
use crate::place::{Area, CellRef};
use crate::workbook::CellValue;

/// So many things twice make two schede.
const MIN_RIPETUTI: usize = 3;
/// No sheet has more schede beside each other.
const MAX_BANDE: usize = 64;

/// Something that a scheda has once.
pub(super) struct Mark<'a> {
    area: CellRef,
    kind: (bool, &'a str),
}

pub(super) fn marks<'a>(titoli: &[(Sezione, Hit<'a>)], testate: &[Testata<'a>], campi: &[Hit<'a>]) -> Vec<Mark<'a>> {
    let mut marks: Vec<Mark<'a>> = Vec::new();
    marks.extend(titoli.iter().map(|(s, hit)| Mark { area: hit.at, kind: (true, s.as_str()) }));
    marks.extend(testate.iter().filter_map(|t| {
        let kind = match t.ambito {
            Ambito::Fasi => "tabella delle fasi",
            Ambito::Personale => "tabella del personale",
            Ambito::Risorse => "tabella delle risorse",
            _ => return None,
        };
        Some(Mark { area: t.area.start, kind: (true, kind) })
    }));
    // The names under the table of the people repeat some labels of the header.
    marks.extend(campi.iter().filter(|hit| !is_firma(hit)).map(|hit| Mark { area: hit.at, kind: (false, hit.nome()) }));
    marks.sort_by_key(|m| m.area);
    marks
}

/// Whether a header field is also a label under the table of the people.
pub(super) fn is_firma(hit: &Hit<'_>) -> bool {
    matches!(hit.nome(), "dirigente" | "responsabile")
}

/// The columns at which schede begin that stand beside each other; none where all stand below each other.
pub(super) fn bande(page: &Page<'_>, marks: &[Mark<'_>]) -> Vec<u32> {
    let starts = alla_pari(marks);
    if starts.len() > 1 { starts } else { staccate(page, marks) }
}

/// The columns at which the same things begin again in the same rows: each where most of them lie on either side.
fn alla_pari<'a>(marks: &[Mark<'a>]) -> Vec<u32> {
    let mut starts: Vec<u32> = marks.iter().map(|mark| mark.area.col0).min().into_iter().collect();
    while let Some(start) = starts.last().copied().filter(|_| starts.len() < MAX_BANDE) {
        // The first column of each thing, and the next one in which it stands.
        let mut places: BTreeMap<(u32, (bool, &str)), BTreeSet<u32>> = BTreeMap::new();
        for mark in marks.iter().filter(|mark| mark.area.col0 >= start) {
            places.entry((mark.area.row0, mark.kind)).or_default().insert(mark.area.col0);
        }
        let twice = |(thing, columns): (&(u32, (bool, &'a str)), &BTreeSet<u32>)| {
            let mut columns = columns.iter().copied();
            Some((thing.1, columns.next()?, columns.next()?))
        };
        let twice: Vec<((bool, &str), u32, u32)> = places.iter().filter_map(twice).collect();
        // A cut after the first column and up to the next one has the thing on either side.
        let mut steps: BTreeMap<u32, i64> = BTreeMap::new();
        for (_, first, next) in &twice {
            *steps.entry(first + 1).or_default() += 1;
            *steps.entry(next + 1).or_default() -= 1;
        }
        let mut here = 0;
        let sums = steps.into_iter().map(|(col0, step)| {
            here += step;
            (here, std::cmp::Reverse(col0))
        });
        let Some((_, std::cmp::Reverse(from))) = sums.max() else { break };
        let parted = || twice.iter().filter(|(_, first, next)| *first < from && from <= *next);
        let kinds: BTreeSet<_> = parted().map(|(kind, ..)| *kind).collect();
        let next = parted().map(|(.., next)| *next).min();
        let Some(next) = next.filter(|_| kinds.len() >= MIN_RIPETUTI) else { break };
        starts.push(next);
    }
    starts
}

/// The columns after one that holds nothing, where either side has what makes a scheda, though in other rows.
fn staccate(page: &Page<'_>, marks: &[Mark<'_>]) -> Vec<u32> {
    let Some(left) = marks.iter().map(|mark| mark.area.col0).min() else { return Vec::new() };
    let mut starts = vec![left];
    for col0 in blocchi(page).into_iter().filter(|col0| *col0 > left).take(MAX_BANDE) {
        let last = starts.last().copied().unwrap_or(left);
        let kinds = |own: &dyn Fn(u32) -> bool| {
            let own = marks.iter().filter(|m| m.area.col0 >= last && own(m.area.col0));
            own.map(|m| m.kind).collect::<BTreeSet<_>>()
        };
        let (before, after) = (kinds(&|col| col < col0), kinds(&|col| col >= col0));
        if insieme(before.intersection(&after).copied()) {
            starts.push(col0);
        }
    }
    starts
}

/// Parts the sheet where the same things begin again below each other.
pub(super) fn aree(page: &Page<'_>, marks: &[Mark<'_>]) -> Vec<Area> {
    let mut areas = Vec::new();
    let mut top = 0;
    for cut in tagli(page, marks) {
        areas.push(Area { start: CellRef::new(top, 0), end: CellRef::new(cut - 1, u32::MAX) });
        top = cut;
    }
    areas.push(Area { start: CellRef::new(top, 0), end: CellRef::new(u32::MAX, u32::MAX) });
    areas
}

/// Whether some things together make a scheda: enough of them, of the header and of the sections.
fn insieme<'a>(kinds: impl Iterator<Item = (bool, &'a str)>) -> bool {
    let kinds: Vec<_> = kinds.collect();
    let sections = kinds.iter().filter(|(section, _)| *section).count();
    kinds.len() >= MIN_RIPETUTI && sections > 0 && sections < kinds.len()
}

/// The columns at which something stands again after a column that holds nothing; what is alone in its row, a title
/// over all of it or a remark, is not looked at.
fn blocchi(page: &Page<'_>) -> Vec<u32> {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for row0 in page.filled(0..=u32::MAX) {
        let mut cells = page.row(*row0, &(0..=u32::MAX)).map(|(at, _)| (at.col0, page.sheet.extent(at).col0));
        if let (Some(first), Some(second)) = (cells.next(), cells.next()) {
            spans.extend([first, second].into_iter().chain(cells));
        }
    }
    spans.sort_unstable();
    let mut starts = Vec::new();
    let mut reach: Option<u32> = None;
    for (start, end) in spans {
        if reach.is_none_or(|reach| start > reach.saturating_add(1)) {
            starts.push(start);
        }
        reach = reach.max(Some(end));
    }
    starts
}

/// The rows at which another scheda begins.
fn tagli(page: &Page<'_>, marks: &[Mark<'_>]) -> Vec<u32> {
    let mut cuts = Vec::new();
    let mut current: BTreeSet<(bool, &str)> = BTreeSet::new();
    for (i, mark) in marks.iter().enumerate() {
        // Headers of one table that follow each other are printed again on its next page.
        let above = i.checked_sub(1).and_then(|above| marks.get(above));
        if current.contains(&mark.kind) && above.is_none_or(|above| above.kind != mark.kind) {
            // A heading that is printed again on a second page, or a table that goes on, does not bring a section's
            // things and the header's again.
            let mut next: BTreeSet<(bool, &str)> = BTreeSet::new();
            let ends = marks.iter().skip(i).position(|m| !next.insert(m.kind));
            debug_assert!(ends != Some(0), "the first mark is new to an empty set");
            if insieme(next.intersection(&current).copied()) {
                cuts.push(inizio(page, mark.area.row0, cuts.last().copied().unwrap_or(0)));
                current.clear();
            }
        }
        current.insert(mark.kind);
    }
    cuts
}

/// The first row of the scheda whose first repeated label stands on a row: what stands just above it belongs to it.
fn inizio(page: &Page<'_>, row0: u32, floor: u32) -> u32 {
    let mut start = row0;
    while let Some(above) = start.checked_sub(1).filter(|above| *above > floor) {
        let row: Vec<_> = page.sheet.row(above).collect();
        let texts = row.iter().all(|(_, cell)| matches!(cell.value, CellValue::Text(_)));
        let whole = Area { start: CellRef::new(above, 0), end: CellRef::new(above, u32::MAX) };
        let sections = page.hits(&whole, Ambito::Sezioni).next().is_some();
        let last = page.hits(&whole, Ambito::Personale).any(|h| h.nome() == "firme") && row.len() > 2;
        if row.is_empty() || !texts || sections || last {
            break;
        }
        start = above;
    }
    start
}
