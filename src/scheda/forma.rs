//! The shape of a sheet: which schede stand on it, which parts each of them has, and how far each part reaches.
//!
//! A part begins at its title or at its table's header, whichever comes first, and reaches down to the next part that
//! stands below it and aside to the next part beside it. Nothing here depends on the order of the parts.

use std::collections::{BTreeMap, BTreeSet};

use super::aree::{aree, bande, is_firma, marks};
use super::page::{Hit, Page};
use super::parte::{Forma, Parte};
use super::profile::{Ambito, Come};
use super::tabella::Testata;
use super::{Sezione, etichetta, senza_testata};
use crate::place::{Area, CellRef};
use crate::workbook::CellValue;

/// A header field alone can be a word in a table; so many together are the header.
const MIN_CAMPI: usize = 3;
/// A title on the left of its table stands no further from its first known column.
const VICINO: u32 = 3;
/// Nor does its table begin in a later row of those that have headers.
const MAX_RIGHE: usize = 50;
/// So many numbered rows without a title are a list of phases.
const MIN_VOCI: usize = 2;

/// The section of a title or of a table's header.
fn sezione(ambito: Ambito, nome: &str) -> Option<Sezione> {
    Some(match (ambito, nome) {
        (Ambito::Sezioni, "fasi") => Sezione::Fasi,
        (Ambito::Sezioni, "cronoprogramma") | (Ambito::Fasi, _) => Sezione::Cronoprogramma,
        (Ambito::Sezioni, "indicatori") | (Ambito::Indicatori, _) => Sezione::Indicatori,
        (Ambito::Sezioni, "personale") | (Ambito::Personale, _) => Sezione::Personale,
        (Ambito::Sezioni, "risorse") | (Ambito::Risorse, _) => Sezione::Risorse,
        _ => return None,
    })
}

/// What stands on a sheet.
pub(super) enum Forme<'a> {
    /// Schede below each other, or the one shape that the sheet has.
    Sotto(Vec<Forma<'a>>),
    /// Schede beside each other: the columns at which they begin.
    Accanto(Vec<u32>),
}

/// The schede of a sheet.
pub(super) fn forme<'a>(page: &Page<'a>, testate: &[Testata<'a>]) -> Forme<'a> {
    let titoli = titoli(page, testate);
    let campi = campi(page, testate);
    let marks = marks(&titoli, testate, &campi);
    let bands = bande(page, &marks);
    if bands.len() > 1 {
        return Forme::Accanto(bands);
    }
    let areas = aree(page, &marks);
    let titoli = smista(&areas, titoli, |(_, hit)| hit.at);
    let testate = smista(&areas, testate.to_vec(), |t| t.area.start);
    let campi = smista(&areas, campi, |hit| hit.at);
    let mine = titoli.into_iter().zip(testate).zip(campi);
    let forme = areas
        .into_iter()
        .zip(mine)
        .map(|(area, ((titoli, testate), campi))| forma(page, area, &titoli, &testate, &campi));
    Forme::Sotto(forme.collect())
}

/// What belongs to each of some areas below each other.
fn smista<T>(areas: &[Area], things: Vec<T>, at: impl Fn(&T) -> CellRef) -> Vec<Vec<T>> {
    let mut out: Vec<Vec<T>> = areas.iter().map(|_| Vec::new()).collect();
    for thing in things {
        let row0 = at(&thing).row0;
        let own = areas.partition_point(|area| area.start.row0 <= row0).saturating_sub(1);
        if let Some(list) = out.get_mut(own) {
            list.push(thing);
        }
    }
    out
}

/// Titles of sections. A word below or beside a header label is its value, not a title.
fn titoli<'a>(page: &Page<'a>, testate: &[Testata<'a>]) -> Vec<(Sezione, Hit<'a>)> {
    let mut found = Vec::new();
    let columns = testate.iter().flat_map(|t| &t.colonne).filter(|c| !c.nome.is_empty());
    let columns: BTreeSet<CellRef> = columns.map(|c| c.at).collect();
    // The headers in each row: of which section, and where they begin.
    let mut headers: BTreeMap<u32, Vec<(Sezione, u32)>> = BTreeMap::new();
    for testata in testate {
        let Some(sezione) = self::sezione(testata.ambito, "") else { continue };
        for row0 in testata.area.rows() {
            headers.entry(row0).or_default().push((sezione, testata.area.start.col0));
        }
    }
    for hit in page.hits(&Area::SHEET, Ambito::Sezioni) {
        let Some(sezione) = sezione(Ambito::Sezioni, hit.nome()) else { continue };
        if columns.contains(&hit.at) {
            continue;
        }
        let own = page.area(hit.at);
        let below: Vec<u32> = page.around(own.end.row0, 2).into_iter().filter(|row0| *row0 > own.end.row0).collect();
        let table = below.iter().filter_map(|row0| headers.get(row0)).flatten().any(|(of, _)| *of == sezione);
        let listed = sezione == Sezione::Fasi
            && below.iter().any(|row0| {
                let first = page.row(*row0, &(own.start.col0..=own.end.col0.max(own.start.col0 + 2))).next();
                first.is_some_and(|(_, cell)| etichetta::e_voce(cell))
            });
        // Or it stands on the left of all that it is the title of.
        let beside = own.end.col0 + 1..=u32::MAX;
        let near = own.end.col0 + 1..=own.end.col0 + VICINO;
        let mut beside_it = headers.range(own.rows()).take(MAX_RIGHE).flat_map(|(_, headers)| headers);
        let left_of_table = beside_it.any(|(of, start)| *of == sezione && near.contains(start));
        let left_of_list = sezione == Sezione::Fasi
            && page
                .row(hit.at.row0, &beside)
                .next()
                .is_some_and(|(at, cell)| at.col0 == own.end.col0 + 1 && etichetta::e_voce(cell));
        let left = (left_of_table || left_of_list) && !is_value(page, hit.at);
        // A title stands alone in its row; a word in a table does not.
        let alone = page.row(hit.at.row0, &beside).next().is_none();
        if table || listed || left || (alone && !is_value(page, hit.at)) {
            found.push((sezione, hit.clone()));
        }
    }
    found
}

/// Whether a header label stands just above a cell or just before it.
fn is_value(page: &Page<'_>, at: CellRef) -> bool {
    let is_field = |at: CellRef| page.hit(at, Ambito::Intestazione).is_some_and(|h| h.valore.is_none());
    let above = at.row0.checked_sub(1).map(|row0| page.sheet.anchor(CellRef::new(row0, at.col0)));
    let before = page.sheet.row(at.row0).map(|(at, _)| at).take_while(|other| other.col0 < at.col0).last();
    above.is_some_and(is_field) || before.is_some_and(is_field)
}

/// Labels of the header that are not part of a table's header.
fn campi<'a>(page: &Page<'a>, testate: &[Testata<'a>]) -> Vec<Hit<'a>> {
    let mut rows: BTreeMap<u32, Vec<&Area>> = BTreeMap::new();
    for testata in testate {
        for row0 in testata.area.start.row0..=testata.area.end.row0 {
            rows.entry(row0).or_default().push(&testata.area);
        }
    }
    let in_header = |at: CellRef| rows.get(&at.row0).is_some_and(|areas| areas.iter().any(|a| a.contains(at)));
    page.hits(&Area::SHEET, Ambito::Intestazione).filter(|hit| !in_header(hit.at)).cloned().collect()
}

/// Where a part begins, before it is known how far it reaches.
struct Ancora<'a> {
    area: Area,
    sezione: Option<Sezione>,
    titolo: Option<CellRef>,
    testate: Vec<Testata<'a>>,
}

fn forma<'a>(
    page: &Page<'a>,
    area: Area,
    titoli: &[(Sezione, Hit<'a>)],
    testate: &[Testata<'a>],
    campi: &[Hit<'a>],
) -> Forma<'a> {
    let mut ancore: Vec<Ancora<'a>> = Vec::new();
    for (sezione, hit) in titoli {
        let mut own = page.area(hit.at);
        // A list on the right of its title takes the columns of its phases with it.
        let beside = page.row(hit.at.row0, &(own.end.col0 + 1..=area.end.col0));
        let mut list = beside.skip_while(|(_, cell)| !etichetta::e_voce(cell)).filter(|_| *sezione == Sezione::Fasi);
        if let Some((first, _)) = list.next() {
            own = own.with(&page.area(list.last().map_or(first, |(last, _)| last)));
        }
        ancore.push(Ancora { area: own, sezione: Some(*sezione), titolo: Some(hit.at), testate: vec![] });
    }
    for testata in testate {
        let sezione = sezione(testata.ambito, "");
        ancore.push(Ancora { area: testata.area, sezione, titolo: None, testate: vec![testata.clone()] });
    }
    let sure: BTreeSet<&str> = campi.iter().filter(|hit| hit.come < Come::Simile).map(Hit::nome).collect();
    let campi: Vec<&Hit<'a>> =
        campi.iter().filter(|hit| hit.come < Come::Simile || !sure.contains(hit.nome())).collect();
    ancore.extend(testa(page, &area, &campi, &ancore));
    if titoli.iter().all(|(sezione, _)| *sezione != Sezione::Fasi) {
        ancore.extend(elenco_senza_titolo(page, &area, &ancore));
    }
    ancore.sort_by_key(|a| (a.area.start.row0, a.area.start.col0));
    let ancore = unisci(ancore);
    let parti = estendi(&area, ancore);
    let campi =
        campi.into_iter().filter(|hit| !parti.iter().any(|p| p.sezione_at(hit.at).is_some())).cloned().collect();
    let mut parti: Vec<Parte<'a>> = parti.into_iter().filter_map(Estesa::parte).collect();
    for parte in &mut parti {
        let dedotta = senza_testata::persone(page, parte);
        parte.testate.extend(dedotta);
    }
    Forma { area, parti, campi }
}

/// A list of phases that nobody gave a title: rows above the first section numbered from one on.
fn elenco_senza_titolo<'a>(page: &Page<'a>, area: &Area, others: &[Ancora<'a>]) -> Option<Ancora<'a>> {
    let end = others.iter().filter(|a| a.sezione.is_some()).map(|a| a.area.start.row0).min()?;
    let mut run: Vec<Area> = Vec::new();
    for row0 in page.filled(area.start.row0..=end.checked_sub(1)?) {
        let row = Area { start: CellRef::new(*row0, area.start.col0), end: CellRef::new(*row0, area.end.col0) };
        let field = page.hits(&row, Ambito::Intestazione).next().is_some();
        let mut cells = page.row(*row0, &(area.start.col0..=area.end.col0));
        let voce = etichetta::prima(&mut cells).filter(|_| !field);
        let next = |n: usize| voce.as_ref().filter(|(_, label)| etichetta::chiave(label) == n.to_string());
        if let Some((at, _)) = next(run.len() + 1) {
            run.push(page.area(*at));
        } else if run.len() >= MIN_VOCI {
            break;
        } else {
            run.clear();
            run.extend(next(1).map(|(at, _)| page.area(*at)));
        }
    }
    let first = run.first().copied().filter(|_| run.len() >= MIN_VOCI)?;
    Some(Ancora { area: first, sezione: Some(Sezione::Fasi), titolo: None, testate: vec![] })
}

/// Where the header begins: the first of several header labels that nothing parts.
fn testa<'a>(page: &Page<'a>, area: &Area, campi: &[&Hit<'a>], others: &[Ancora<'a>]) -> Vec<Ancora<'a>> {
    let mut found: Vec<(Area, BTreeSet<&str>)> = Vec::new();
    let stops: BTreeSet<u32> = others.iter().map(|a| a.area.start.row0).collect();
    let own = |hit: &&&Hit<'a>| !is_firma(hit) || page.hit(hit.at, Ambito::Personale).is_none();
    for hit in campi.iter().filter(own) {
        let cell = page.area(hit.at);
        match found.last_mut() {
            // Labels beside each other can be merged over different rows.
            Some((area, names)) if stops.range(area.end.row0..cell.start.row0.max(area.end.row0)).next().is_none() => {
                *area = area.with(&cell);
                names.insert(hit.nome());
            }
            _ => found.push((cell, BTreeSet::from([hit.nome()]))),
        }
    }
    found.retain(|(_, names)| names.len() >= MIN_CAMPI);
    for (header, _) in &mut found {
        // The title of the sheet stands alone above the labels.
        if let Some(above) = page.previous_row(header.start.row0).filter(|r| *r >= area.start.row0) {
            let columns = area.start.col0..=area.end.col0;
            let mut cells = page.row(above, &columns);
            let alone =
                cells.next().filter(|(_, c)| matches!(c.value, CellValue::Text(_))).filter(|_| cells.next().is_none());
            let gap = above == area.start.row0 || page.previous_row(above).is_none_or(|r| r + 1 < above);
            if let Some((at, _)) = alone.filter(|(at, _)| gap && !page.is_label(*at)) {
                *header = header.with(&page.area(at));
            }
        }
    }
    found.into_iter().map(|(area, _)| Ancora { area, sezione: None, titolo: None, testate: vec![] }).collect()
}

/// Puts a title and the headers below it together, and headers of one section that follow each other.
fn unisci(ancore: Vec<Ancora<'_>>) -> Vec<Ancora<'_>> {
    let mut out: Vec<Ancora<'_>> = Vec::new();
    for ancora in ancore {
        let above = out.iter().rposition(|other| {
            let same_rows = other.testate.iter().any(|t| ancora.testate.iter().any(|u| t.area.shares_rows(&u.area)));
            other.area.shares_columns(&ancora.area) && !same_rows
        });
        // A narrow title that stands over no column of its table, but just before it, is its title all the same.
        let titled = |other: &Ancora<'_>| other.titolo.is_some() && other.testate.is_empty() && ancora.titolo.is_none();
        let before = out.len().checked_sub(1).filter(|i| out.get(*i).is_some_and(titled));
        let own = above
            .into_iter()
            .chain(before)
            .find(|i| out.get(*i).is_some_and(|other| other.sezione == ancora.sezione && ancora.sezione.is_some()));
        match own.and_then(|i| out.get_mut(i)) {
            Some(own) => {
                own.area = own.area.with(&ancora.area);
                own.testate.extend(ancora.testate);
                own.titolo = own.titolo.or(ancora.titolo);
            }
            None => out.push(ancora),
        }
    }
    out
}

/// A part with its whole area.
struct Estesa<'a> {
    ancora: Ancora<'a>,
    area: Area,
}

impl<'a> Estesa<'a> {
    fn sezione_at(&self, at: CellRef) -> Option<Sezione> {
        self.ancora.sezione.filter(|_| self.area.contains(at))
    }

    fn parte(self) -> Option<Parte<'a>> {
        let Ancora { sezione, titolo, testate, .. } = self.ancora;
        Some(Parte { sezione: sezione?, titolo, testate, area: self.area })
    }
}

/// Down to the next part below, aside to the next part beside. Anchors are sorted by row.
fn estendi<'a>(area: &Area, ancore: Vec<Ancora<'a>>) -> Vec<Estesa<'a>> {
    let heads: Vec<Area> = ancore.iter().map(|a| a.area).collect();
    let tall = in_giu(area, &heads);
    let whole = di_lato(area, &tall);
    ancore.into_iter().zip(whole).map(|(ancora, area)| Estesa { ancora, area }).collect()
}

/// Each head down to the first one below it that shares columns with it.
fn in_giu(area: &Area, heads: &[Area]) -> Vec<Area> {
    // For the columns in which heads begin, from the bottom up: the row of the nearest head below.
    let columns: BTreeSet<u32> = heads.iter().flat_map(|h| [h.start.col0, h.end.col0]).collect();
    let columns: Vec<u32> = columns.into_iter().collect();
    let mut nearest: Vec<Option<u32>> = vec![None; columns.len()];
    let mut tall = heads.to_vec();
    let mut below = heads.len();
    for i in (0..heads.len()).rev() {
        let Some(head) = heads.get(i) else { continue };
        while let Some(other) =
            below.checked_sub(1).and_then(|j| heads.get(j)).filter(|o| o.start.row0 > head.start.row0)
        {
            for row0 in nearest.get_mut(span(&columns, other)).unwrap_or_default() {
                *row0 = Some(other.start.row0);
            }
            below -= 1;
        }
        let next = nearest.get(span(&columns, head)).unwrap_or_default().iter().flatten().min();
        let bottom = next.map_or(area.end.row0, |row0| row0 - 1).max(head.start.row0);
        if let Some(part) = tall.get_mut(i) {
            part.end = CellRef::new(bottom, head.end.col0);
        }
    }
    tall
}

/// The known columns that an area covers.
fn span(columns: &[u32], area: &Area) -> std::ops::Range<usize> {
    columns.partition_point(|c| *c < area.start.col0)..columns.partition_point(|c| *c <= area.end.col0)
}

/// Each part aside to the next one that stands beside it: those whose rows meet are never more than there are columns.
fn di_lato(area: &Area, tall: &[Area]) -> Vec<Area> {
    let mut whole: Vec<Area> = tall
        .iter()
        .map(|part| Area {
            start: CellRef::new(part.start.row0, area.start.col0),
            end: CellRef::new(part.end.row0, area.end.col0),
        })
        .collect();
    let mut open: Vec<usize> = Vec::new();
    for (i, part) in tall.iter().enumerate() {
        open.retain(|j| tall.get(*j).is_some_and(|other| other.end.row0 >= part.start.row0));
        for j in &open {
            let Some(other) = tall.get(*j) else { continue };
            let (left, right) = if other.end.col0 < part.start.col0 { (*j, i) } else { (i, *j) };
            let Some((a, b)) = tall.get(left).zip(tall.get(right)).filter(|(a, b)| a.end.col0 < b.start.col0) else {
                continue;
            };
            if let Some(area) = whole.get_mut(left) {
                area.end.col0 = area.end.col0.min(b.start.col0 - 1);
            }
            if let Some(area) = whole.get_mut(right) {
                area.start.col0 = b.start.col0;
            }
            debug_assert!(a.start.col0 <= a.end.col0, "an area is not empty");
        }
        open.push(i);
    }
    whole
}
