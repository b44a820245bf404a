//! The list of the phases' descriptions.

use std::ops::RangeInclusive;

use super::Cella;
use super::etichetta::{chiave, e_voce, etichetta, insieme, numero};
use super::page::{Page, testo};
use super::parte::Parte;
use super::profile::Ambito;
use crate::place::CellRef;
use crate::workbook::{Cell, CellValue};

/// A phase of the list: its label and its description.
pub(super) type Voce = (String, Cella<String>);

/// The descriptions of the list, by their numbers.
pub(super) fn read(page: &mut Page<'_>, parte: &Parte<'_>) -> Vec<Voce> {
    let mut found: Vec<Voce> = Vec::new();
    let mut posti: Vec<(CellRef, CellRef)> = Vec::new();
    let mut unlabelled: Vec<Cella<String>> = Vec::new();
    let rows = page.filled(parte.area.start.row0..=parte.area.end.row0).to_vec();
    for row0 in rows {
        let mut label: Option<(CellRef, String)> = None;
        for (at, cell) in page.row(row0, &prime_colonne(page, parte, row0)) {
            if let Some(new) = etichetta(cell) {
                label = Some((at, new));
                continue;
            }
            // The headers of the list are no description.
            if page.hit(at, Ambito::Fasi).is_some() {
                page.prendi(at);
                continue;
            }
            let Some(text) = testo(at, cell) else { continue };
            if label.is_none()
                && let Some(several) = in_una_cella(cell)
            {
                page.prendi(at);
                found.extend(several.into_iter().map(|(label, valore)| (label, Cella { valore, at })));
            } else if let Some((at_label, label)) = label.take() {
                posti.push((at_label, at));
                found.push((label, text));
            } else if let Some((label, rest)) = insieme(&text.valore) {
                page.prendi(at);
                found.push((label, Cella { valore: rest, at }));
            } else if matches!(cell.value, CellValue::Text(_)) && !page.is_comment(cell) {
                unlabelled.push(Cella { valore: senza_punto(&text.valore).to_owned(), at });
            }
        }
        // A number that nothing follows is a line of the form that was left blank.
        if let Some((at, _)) = label {
            page.prendi(at);
        }
    }
    // A text beyond the column in which the others have theirs is a remark beside a phase without description.
    for (label, text) in &posti {
        let usual = |other: &&(CellRef, CellRef)| other.0.col0 == label.col0 && other.1.col0 < text.col0;
        let (others, same) = (
            posti.iter().filter(usual).count(),
            posti.iter().filter(|p| (p.0.col0, p.1.col0) == (label.col0, text.col0)).count(),
        );
        page.prendi(*label);
        if others > same {
            found.retain(|(_, description)| description.at != *text);
        } else {
            page.prendi(*text);
        }
    }
    if found.is_empty() {
        // A list without numbers is numbered as it stands.
        for (i, text) in unlabelled.into_iter().enumerate() {
            page.prendi(text.at);
            found.push(((i + 1).to_string(), text));
        }
    }
    // The list runs down the left half of the form and then down the right one; its numbers say the order.
    found.sort_by_key(|(label, _)| numero(label).map_or(u32::MAX, |(n, _)| n));
    found
}

/// The columns of a row in which phases can stand: beside the title of the list, where it stands on its left, none
/// where it stands over it.
fn prime_colonne(page: &Page<'_>, parte: &Parte<'_>, row0: u32) -> RangeInclusive<u32> {
    let all = parte.area.start.col0..=parte.area.end.col0;
    let Some(title) = parte.titolo.map(|at| page.area(at)).filter(|title| title.rows().contains(&row0)) else {
        return all;
    };
    let beside = title.end.col0 + 1..=parte.area.end.col0;
    let tall = title.start.row0 < title.end.row0;
    let first = page.row(title.start.row0, &beside).next();
    if tall || first.is_some_and(|(_, cell)| e_voce(cell)) { beside } else { RangeInclusive::new(1, 0) }
}

/// Several phases in one cell, a line each, as a paste from a document leaves them: numbered from one on, or with a
/// bullet each. A line that has neither goes on with the one above.
fn in_una_cella(cell: &Cell) -> Option<Vec<(String, String)>> {
    let CellValue::Text(text) = &cell.value else { return None };
    let lines: Vec<String> = text.lines().map(super::text::single_spaced).filter(|line| !line.is_empty()).collect();
    let mut found: Vec<(String, String)> = Vec::new();
    let bullets = lines.iter().all(|line| senza_punto(line).len() < line.len());
    for line in &lines {
        let next = found.len() + 1;
        let numbered = insieme(line).filter(|(label, _)| chiave(label) == next.to_string());
        match (numbered, found.last_mut()) {
            (Some(voce), _) => found.push(voce),
            (None, _) if bullets => found.push((next.to_string(), senza_punto(line).to_owned())),
            (None, Some((_, text))) => *text = format!("{text} {line}"),
            (None, None) => return None,
        }
    }
    (found.len() > 1).then_some(found)
}

/// A text without the bullet that it begins with.
fn senza_punto(text: &str) -> &str {
    text.strip_prefix(['•', '·', '▪', '●', '-', '–', '*', '\u{f0b7}']).map_or(text, str::trim_start)
}
