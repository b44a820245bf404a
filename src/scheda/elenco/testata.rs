//! The headers of a list: in one row, or in several where groups of columns share a heading.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::contesto;
use crate::place::{Area, CellRef, Luogo};
use crate::scheda::page::{Hit, Page};
use crate::scheda::profile::{Ambito, Profile};
use crate::scheda::tabella::{self, Testata};
use crate::scheda::valori::mostrato;
use crate::scheda::{Cella, Criteri};
use crate::segnalazione::codici;
use crate::workbook::{CellValue, Sheet};

/// Fewer known headers are not the headers of a list.
const MIN_COLONNE: usize = 4;
/// More rows are not one header.
const MAX_RIGHE: usize = 3;
/// The parts of the form that have columns in a list.
const AMBITI: [Ambito; 3] = [Ambito::Intestazione, Ambito::Indicatori, Ambito::Personale];

/// The headers of a list, a part of the form each.
pub(super) struct Colonne<'a> {
    pub rows: RangeInclusive<u32>,
    pub intestazione: Testata<'a>,
    pub indicatori: Testata<'a>,
    pub personale: Option<Testata<'a>>,
}

impl Colonne<'_> {
    /// Whether another header has the same columns: a heading that is printed again on the next page.
    pub fn same(&self, other: &Self) -> bool {
        let columns =
            |t: &Testata<'_>| t.colonne.iter().map(|c| (c.nome.to_owned(), c.mese, c.at.col0)).collect::<Vec<_>>();
        columns(&self.intestazione) == columns(&other.intestazione)
            && columns(&self.indicatori) == columns(&other.indicatori)
            && self.personale.as_ref().map(columns) == other.personale.as_ref().map(columns)
    }

    fn testate(&self) -> impl Iterator<Item = &Testata<'_>> {
        [&self.intestazione, &self.indicatori].into_iter().chain(&self.personale)
    }
}

/// All headers of a sheet, from top to bottom.
pub(super) fn testate<'a>(page: &Page<'a>) -> Vec<Colonne<'a>> {
    let filled = page.filled(0..=u32::MAX).to_vec();
    let mut found = Vec::new();
    let mut i = 0;
    while i < filled.len() {
        let Some(rows) = righe(page, filled.get(i..).unwrap_or(&[])) else {
            i += 1;
            continue;
        };
        let last = *rows.end();
        found.extend(colonne(page, rows));
        i = filled.partition_point(|row0| *row0 <= last);
    }
    found
}

/// Whether a sheet can hold a list: a title of the obiettivi stands near what is expected or achieved, as it does in
/// every header. It asks of a few labels what the reading asks of all.
pub fn possibile(sheet: &Sheet, profile: &Profile, criteri: Criteri<'_>) -> bool {
    let titolo = (Ambito::Intestazione, "titolo");
    let profile = profile.solo(&[titolo, (Ambito::Indicatori, "atteso"), (Ambito::Indicatori, "raggiunto")]);
    let page = Page::new(sheet, &profile, criteri, Luogo::file(""));
    let title = |hit: &Hit<'_>| {
        let rows = page.around(hit.at.row0, MAX_RIGHE - 1);
        let (first, last) = rows.first().zip(rows.last()).map_or((0, 0), |(first, last)| (*first, *last));
        let near = Area { start: CellRef::new(first, 0), end: CellRef::new(last, u32::MAX) };
        hit.valore.is_none() && page.hits(&near, Ambito::Indicatori).next().is_some()
    };
    page.hits(&Area::SHEET, Ambito::Intestazione).any(title)
}

/// The rows of the header that begins at the first of some rows.
fn righe(page: &Page<'_>, rows: &[u32]) -> Option<RangeInclusive<u32>> {
    let first = *rows.first()?;
    if nomi(page, first, first).is_empty() || !contesto::titolo(page, first).is_empty() {
        return None;
    }
    let mut end = None;
    for (row0, adjacent) in rows.iter().zip(first..).take(MAX_RIGHE) {
        if *row0 != adjacent || (*row0 > first && !e_di_testata(page, first, *row0)) {
            break;
        }
        if end.is_some() || e_testata(page, first, *row0) {
            end = Some(*row0);
        }
    }
    end.map(|end| first..=end)
}

type Nomi<'a> = BTreeSet<(Ambito, &'a str)>;

fn nomi<'a>(page: &Page<'a>, first: u32, last: u32) -> Nomi<'a> {
    let rows = Area { start: CellRef::new(first, 0), end: CellRef::new(last, u32::MAX) };
    let labels = |ambito| page.hits(&rows, ambito).filter(|hit| hit.valore.is_none()).map(move |h| (ambito, h.nome()));
    AMBITI.into_iter().flat_map(labels).collect()
}

/// Rows that name the obiettivo, something of its indicators, and other columns of the form.
fn e_testata(page: &Page<'_>, first: u32, last: u32) -> bool {
    let names = nomi(page, first, last);
    let values = ["atteso", "raggiunto"].iter().any(|nome| names.contains(&(Ambito::Indicatori, *nome)));
    values && names.contains(&(Ambito::Intestazione, "titolo")) && names.len() >= MIN_COLONNE
}

/// A further row of the header: texts and dates alone, each a label or under a heading of several columns.
fn e_di_testata(page: &Page<'_>, first: u32, row0: u32) -> bool {
    let row = Area { start: CellRef::new(row0, 0), end: CellRef::new(row0, u32::MAX) };
    let dates: Vec<CellRef> = page.date(&row).map(|(at, _)| at).collect();
    let label = |at: CellRef| AMBITI.iter().any(|ambito| page.hit(at, *ambito).is_some_and(|h| h.valore.is_none()));
    let mut labels = 0;
    for (at, cell) in page.row(row0, &(0..=u32::MAX)) {
        let known = label(at) || dates.contains(&at);
        let text = matches!(cell.value, CellValue::Text(_));
        if !(known || (text && gruppo(page, first, at).is_some())) {
            return false;
        }
        labels += usize::from(known);
    }
    labels > 0
}

/// The cell over a column, in the rows of its header, that heads several columns.
fn gruppo(page: &Page<'_>, first: u32, at: CellRef) -> Option<CellRef> {
    (first..at.row0).rev().map(|row0| page.sheet.anchor(CellRef::new(row0, at.col0))).find(|above| {
        above.row0 < at.row0 && above.row0 >= first && page.sheet.get(*above).is_some() && {
            let end = page.sheet.extent(*above);
            end.col0 > above.col0 && end.row0 < at.row0
        }
    })
}

fn colonne<'a>(page: &Page<'a>, rows: RangeInclusive<u32>) -> Option<Colonne<'a>> {
    let first = *rows.start();
    let names = |at: CellRef, ambito| page.hit(at, ambito).is_some();
    // Under «Indicatori» a «Descrizione» is the indicator's.
    let of_group = |hit: &Hit<'a>| {
        let group = gruppo(page, first, hit.at)?;
        AMBITI.into_iter().find(|ambito| names(group, *ambito))
    };
    let columns = |ambito: Ambito| {
        tabella::in_righe(page, ambito, rows.clone(), &|hit| {
            of_group(hit).map_or_else(|| altrove(page, &rows, hit), |of| of != ambito && names(hit.at, of))
        })
    };
    let (intestazione, indicatori) = columns(Ambito::Intestazione).zip(columns(Ambito::Indicatori))?;
    let personale = columns(Ambito::Personale).filter(|t| t.colonna("nominativo").is_some());
    Some(Colonne { rows, intestazione, indicatori, personale })
}

/// Labels that several parts have in common are of the part beside which they stand: a weight of the indicator stands
/// after its name, a share of the people after theirs.
fn altrove(page: &Page<'_>, rows: &RangeInclusive<u32>, hit: &Hit<'_>) -> bool {
    let band = Area { start: CellRef::new(*rows.start(), 0), end: CellRef::new(*rows.end(), u32::MAX) };
    let first = |ambito, nome: &str| {
        let own =
            |h: &&Hit<'_>| h.nome() == nome && h.valore.is_none() && page.hit(h.at, Ambito::Intestazione).is_none();
        page.hits(&band, ambito).filter(own).map(|h| h.at.col0).min()
    };
    let shared = AMBITI.into_iter().filter(|ambito| page.hit(hit.at, *ambito).is_some()).count() > 1;
    let after = |start: Option<u32>| start.is_some_and(|start| hit.at.col0 > start);
    let indicatore = || after(first(Ambito::Indicatori, "nome"));
    let persone = || after(first(Ambito::Personale, "nominativo"));
    match (hit.voce.ambito, hit.nome()) {
        (Ambito::Personale, "nominativo") => false,
        (Ambito::Personale, _) => !persone(),
        (Ambito::Indicatori, "nome") => shared,
        (Ambito::Indicatori, "peso" | "note") => shared && (persone() || !indicatore()),
        (Ambito::Intestazione, "peso") => shared && (persone() || indicatore()),
        _ => false,
    }
}

/// Tells the page what made a header; columns that the profile does not know are said once, not at each row.
pub(super) fn riconosci<'a>(page: &mut Page<'a>, colonne: &Colonne<'a>) -> Vec<Cella<String>> {
    let mut sconosciute = Vec::new();
    for testata in [&colonne.intestazione, &colonne.indicatori].into_iter().chain(&colonne.personale) {
        testata.riconosci(page);
    }
    for row0 in colonne.rows.clone() {
        for (at, cell) in page.row(row0, &(0..=u32::MAX)) {
            let wide = page.sheet.extent(at).col0;
            let heads = row0 < *colonne.rows.end()
                && wide > at.col0
                && colonne
                    .testate()
                    .flat_map(|t| &t.colonne)
                    .any(|c| !c.nome.is_empty() && c.at.row0 > row0 && (at.col0..=wide).contains(&c.at.col0));
            let known = page.preso(at)
                || heads
                || page.date(&Area { start: at, end: at }).next().is_some()
                || colonne.indicatori.colonne.iter().any(|c| c.at == at && !c.nome.is_empty());
            if !known && matches!(cell.value, CellValue::Text(_)) {
                let messaggio =
                    format!("la colonna «{}» non appartiene a nessun campo: non è stata letta", mostrato(cell));
                let rimedio =
                    "nulla, se è un'annotazione; altrimenti dare alla colonna il nome del campo a cui appartiene";
                page.report(codici::FOG009, Some(at), messaggio, rimedio);
                sconosciute.push(Cella { valore: mostrato(cell), at });
            }
        }
    }
    sconosciute
}
