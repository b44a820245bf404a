//! Tables: their headers, which may take several rows, the columns under them, and the cells of a row.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::elenco_fasi::romano;
use super::page::{Hit, Page};
use super::parole::una_lettera;
use super::profile::{Ambito, Come};
use super::valori::mostrato;
use super::{Criteri, Scadenza};
use crate::place::{Area, CellRef};
use crate::segnalazione::{Gravita, codici};
use crate::workbook::{Cell, CellValue};

/// Fewer months in a row are not a calendar.
const MIN_MESI: usize = 4;
/// How many rows higher or lower a calendar beside another one may stand.
const LONTANO: u32 = 4;
/// The columns' two checkpoints.
const SCADENZE: [Scadenza; 2] = [Scadenza::Luglio, Scadenza::Dicembre];
/// The columns that a year can tell apart.
const VALORI: [&str; 5] = ["atteso", "raggiunto", "scost", "target", "gap"];
/// How many filled rows around the months or the first label can belong to one header.
const BAND: usize = 2;

/// A column of a table.
#[derive(Clone, Debug)]
pub(super) struct Colonna<'a> {
    /// Its name in the profile; empty for a month, a year or a column that the profile does not know.
    pub nome: &'a str,
    /// A month: the column's own, or that of the checkpoint.
    pub mese: Option<u8>,
    /// The year it names.
    pub anno: Option<i32>,
    /// The header's cell.
    pub at: CellRef,
    /// The columns of the sheet from its header up to the next one.
    pub span: RangeInclusive<u32>,
    /// The columns that its header covers.
    core_end: u32,
}

/// The header of a table.
#[derive(Clone, Debug)]
pub(super) struct Testata<'a> {
    pub ambito: Ambito,
    /// What its cells cover.
    pub area: Area,
    /// Left to right.
    pub colonne: Vec<Colonna<'a>>,
    /// The year above the months, or else that of the values.
    pub anno: Option<i32>,
    hits: Vec<Hit<'a>>,
    /// Nobody wrote it: its columns were told by what stands in them.
    dedotta: bool,
    /// Columns of values of another year, with that year: those that are left out because there is one of this year
    /// too, and those that are read all the same.
    altri_anni: Vec<(CellRef, i32, bool)>,
    /// The cells that say of which checkpoint the columns are.
    date: Vec<CellRef>,
}

/// The cells of a row by column of the table, and those that no column claims.
#[derive(Debug, Default)]
pub(super) struct Riga<'a> {
    celle: BTreeMap<usize, (CellRef, &'a Cell)>,
    row0: u32,
}

impl<'a> Testata<'a> {
    /// The header that a table of people would have under its title, by its columns from left to right.
    pub fn dedotta(area: Area, right: u32, columns: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let columns: Vec<(&str, u32)> = columns.collect();
        let ends = columns.iter().skip(1).map(|(_, col0)| col0 - 1).chain([right]);
        let colonne = columns
            .iter()
            .zip(ends)
            .map(|((nome, col0), end)| Colonna {
                nome,
                mese: None,
                anno: None,
                at: CellRef::new(area.end.row0, *col0),
                span: *col0..=end,
                core_end: *col0,
            })
            .collect();
        let (hits, altri_anni, date) = (Vec::new(), Vec::new(), Vec::new());
        Self { ambito: Ambito::Personale, area, colonne, anno: None, hits, dedotta: true, altri_anni, date }
    }

    /// The first column of a name.
    pub fn colonna(&self, nome: &str) -> Option<usize> {
        self.colonne.iter().position(|c| c.nome == nome)
    }

    /// The column of a month of the calendar.
    pub fn mese(&self, mese: u8) -> Option<usize> {
        self.colonne.iter().position(|c| c.nome.is_empty() && c.mese == Some(mese))
    }

    /// The column of a whole year.
    pub fn anno(&self, anno: i32) -> Option<usize> {
        self.colonne.iter().position(|c| c.nome.is_empty() && c.mese.is_none() && c.anno == Some(anno))
    }

    /// The columns of a name that stands twice, once for each checkpoint: told by their months, else by their order.
    ///
    /// Where neither is the month of its checkpoint, the second one is December's, or the later of two; a lone column
    /// without a month is that of the run.
    pub fn scadenze(&self, nome: &str, criteri: &Criteri<'_>) -> [Option<usize>; 2] {
        let all: Vec<(usize, Option<u8>)> =
            self.colonne.iter().enumerate().filter(|(_, c)| c.nome == nome).map(|(i, c)| (i, c.mese)).collect();
        let dated =
            |wanted: &dyn Fn(u8) -> bool| all.iter().rev().find(|(_, mese)| mese.is_some_and(wanted)).map(|(i, _)| *i);
        let [first, second] = SCADENZE.map(|scadenza| {
            let month = criteri.calendario.giorno(scadenza).mese();
            dated(&|mese| i8::try_from(mese) == Ok(month))
        });
        let mut found = [first, second.or_else(|| dated(&|mese| mese == 12).filter(|i| Some(*i) != first))];
        if found[1].is_none() {
            // Two checkpoints of the year, neither of them in December.
            let mut others: Vec<(u8, usize)> = all.iter().filter_map(|(i, mese)| mese.map(|m| (m, *i))).collect();
            others.sort_unstable();
            if let [(_, first), .., (_, last)] = others[..] {
                let first = found[0].unwrap_or(first);
                found = [Some(first), Some(last).filter(|last| *last != first)];
            }
        }
        let second = found[1];
        found[0] = found[0].or_else(|| dated(&|mese| mese == 7)).or_else(|| {
            let before =
                |mese: u8| second.is_none_or(|i| self.colonne.get(i).is_none_or(|c| c.mese.is_none_or(|m| mese < m)));
            dated(&|mese| mese != 12 && before(mese)).filter(|i| Some(*i) != second)
        });
        let mut undated = all.iter().filter(|(_, mese)| mese.is_none()).map(|(i, _)| *i);
        match (found, all.len()) {
            ([None, None], 1) => found[usize::from(criteri.scadenza == Scadenza::Dicembre)] = undated.next(),
            _ => {
                for slot in &mut found {
                    *slot = slot.take().or_else(|| undated.next());
                }
            }
        }
        found
    }

    /// The cells of a row, each in the column that it covers most.
    pub fn riga(&self, page: &Page<'a>, row0: u32, columns: &RangeInclusive<u32>) -> Riga<'a> {
        let mut riga = Riga { celle: BTreeMap::new(), row0 };
        let Some(first) = self.colonne.first().map(|c| *c.span.start()) else { return riga };
        let left = first.min(self.area.start.col0);
        for (at, cell) in page.row(row0, columns) {
            let end = page.sheet.extent(at).col0;
            if end < left {
                continue;
            }
            let overlap = |c: &Colonna<'_>| (end.min(*c.span.end()) + 1).saturating_sub(at.col0.max(*c.span.start()));
            let last = self.colonne.len().saturating_sub(1);
            let best = self
                .colonne
                .iter()
                .enumerate()
                .filter(|(i, c)| overlap(c) > 0 && (*i < last || at.col0 <= c.core_end))
                .max_by_key(|(i, c)| {
                    let free = !riga.celle.contains_key(i);
                    (free, overlap(c), c.span.contains(&at.col0), std::cmp::Reverse(*i))
                });
            if let Some((i, _)) = best {
                riga.celle.entry(i).or_insert((at, cell));
            }
        }
        riga
    }

    /// Tells the page which labels made this header, and what was inferred of them.
    pub fn riconosci(&self, page: &mut Page<'a>) {
        for hit in
            self.hits.iter().filter(|hit| !self.altri_anni.iter().any(|(at, _, left_out)| *left_out && *at == hit.at))
        {
            page.riconosci_hit(hit);
        }
        if self.dedotta {
            page.riconosci(self.ambito, "nominativo", self.area.start, "il contenuto delle colonne", Come::Posizione);
            let messaggio =
                "la tabella sotto questo titolo non ha le intestazioni delle colonne: nomi e quote sono stati \
                 riconosciuti dal contenuto"
                    .to_owned();
            let rimedio = "rimettere sopra la tabella la riga delle intestazioni, copiandola dal modulo in bianco";
            page.report(codici::FOG009, Some(self.area.start), messaggio, rimedio);
        }
        self.anni(page);
        self.scadenze_dedotte(page);
        for at in &self.date {
            page.prendi(*at);
        }
        for colonna in &self.colonne {
            if colonna.nome.is_empty() && (colonna.mese.is_some() || colonna.anno.is_some()) {
                page.prendi(colonna.at);
            }
        }
    }
}

impl Testata<'_> {
    /// Says which columns are of another year than the table.
    fn anni(&self, page: &mut Page<'_>) {
        for (at, anno, left_out) in &self.altri_anni {
            let shown = page.sheet.get(*at).map(mostrato).unwrap_or_default();
            page.prendi(*at);
            if *left_out {
                let messaggio = format!("la colonna «{shown}» è del {anno}: non è stata letta");
                page.report(codici::FOG009, Some(*at), messaggio, "nulla, se serve solo per confronto");
            } else {
                let messaggio =
                    format!("la colonna «{shown}» porta l'anno {anno}, diverso dalle altre: è stata letta lo stesso");
                let rimedio =
                    "correggere l'anno nell'intestazione; se i valori sono di quell'anno, svuotare la colonna";
                page.report_as(codici::FOG007, Gravita::Avviso, Some(*at), messaggio, rimedio);
            }
        }
    }

    /// Says of which checkpoint a column was taken to be, where it does not say so itself.
    fn scadenze_dedotte(&self, page: &mut Page<'_>) {
        for nome in ["target", "raggiunto"] {
            let chosen = self.scadenze(nome, &page.criteri);
            for (i, colonna) in self.colonne.iter().enumerate().filter(|(_, c)| c.nome == nome) {
                let shown = page.sheet.get(colonna.at).map(mostrato).unwrap_or_default();
                let slot = SCADENZE.into_iter().zip(chosen).find(|(_, column)| *column == Some(i));
                let giorno = slot.map(|(scadenza, _)| page.criteri.calendario.giorno(scadenza));
                let messaggio = match (giorno, colonna.mese) {
                    (None, _) => format!(
                        "la colonna «{shown}» non è di nessuna delle due scadenze del modulo: non è stata letta"
                    ),
                    (Some(giorno), None) => {
                        format!(
                            "la colonna «{shown}» non dice a quale scadenza si riferisce: è stata letta come quella del {giorno}"
                        )
                    }
                    (Some(giorno), Some(mese)) if i8::try_from(mese) != Ok(giorno.mese()) => {
                        format!("la colonna «{shown}» è stata letta come quella del {giorno}")
                    }
                    _ => continue,
                };
                let rimedio = "nulla, se è giusto; altrimenti scrivere la data nell'intestazione della colonna";
                page.report_once(codici::FOG009, colonna.at, messaggio, rimedio);
            }
        }
    }
}

impl<'a> Riga<'a> {
    /// Its row.
    pub const fn row0(&self) -> u32 {
        self.row0
    }

    /// The cell of a column.
    pub fn get(&self, colonna: Option<usize>) -> Option<(CellRef, &'a Cell)> {
        self.celle.get(&colonna?).copied()
    }

    /// The place of a column in this row, filled or not, and its cell.
    pub fn posto(&self, page: &Page<'a>, testata: &Testata<'a>, colonna: usize) -> (CellRef, Option<&'a Cell>) {
        if let Some((at, cell)) = self.celle.get(&colonna) {
            return (*at, Some(cell));
        }
        let start = testata.colonne.get(colonna).map_or(0, |c| *c.span.start());
        (page.sheet.anchor(CellRef::new(self.row0, start)), None)
    }

    /// All cells that a column has, left to right.
    pub fn celle(&self) -> impl Iterator<Item = (usize, CellRef, &'a Cell)> {
        self.celle.iter().map(|(i, (at, cell))| (*i, *at, *cell))
    }
}

/// The headers of all tables of the sheet: of two readings of one row, the one that explains more of it.
pub(super) fn testate<'a>(page: &Page<'a>) -> Vec<Testata<'a>> {
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

impl Testata<'_> {
    /// How much of its rows the header explains.
    fn weight(&self) -> usize {
        let names: BTreeSet<(&str, Option<u8>)> =
            self.colonne.iter().filter(|c| !c.nome.is_empty()).map(|c| (c.nome, c.mese)).collect();
        let mesi = self.colonne.iter().filter(|c| c.nome.is_empty() && c.mese.is_some()).count();
        names.len() + mesi
    }
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
    runs.retain(|run| run.len() >= MIN_MESI);
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
        found.extend(componi(page, Ambito::Fasi, rows, left..=right, run, &|_| false));
    }
    found
}

/// Headers of the phases that stand in two rows and have no months: the label of the phases above, the targets below.
fn senza_mesi<'a>(page: &Page<'a>) -> Vec<Testata<'a>> {
    const VALORI: [&str; 4] = ["target", "gap", "raggiunto", "precedenti"];
    let labels: Vec<&Hit<'a>> = page.hits(&Area::SHEET, Ambito::Fasi).filter(|hit| hit.nome() == "fase").collect();
    let mut found = Vec::new();
    for label in &labels {
        let below = page.around(label.at.row0, BAND).into_iter().filter(|row0| *row0 > label.at.row0);
        let beside = |other: &&&Hit<'_>| other.at.row0 == label.at.row0 && other.at.col0 > label.at.col0;
        let right = labels.iter().filter(beside).map(|other| other.at.col0 - 1).min().unwrap_or(u32::MAX);
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
        labels + marked > 0 && (titles.is_empty() || labels > 1) && !page.row(*row0, &own).any(number)
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

/// Twelve cells in a row that are the months by their initials or their numbers.
fn mesi_senza_nome(page: &Page<'_>, row0: u32) -> Vec<(CellRef, u8)> {
    let cells: Vec<(CellRef, &Cell)> = page.sheet.row(row0).take(200).collect();
    let names = crate::italian::MESI;
    let is = |cell: &Cell, month: usize| match &cell.value {
        CellValue::Number(n) => n.to_string() == (month + 1).to_string(),
        CellValue::Text(text) => {
            let text = super::text::normalise(text).replace(' ', "");
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

/// Headers that stand in one row, two tables beside each other being told apart by the names that they repeat.
fn per_riga<'a>(page: &Page<'a>, ambito: Ambito) -> Vec<Testata<'a>> {
    const TWICE: [&str; 5] = ["raggiunto", "scost", "target", "gap", "note"];
    let complete = |run: &[&Hit<'_>]| is_header(ambito, run);
    let mut rows: BTreeMap<u32, Vec<&Hit<'a>>> = BTreeMap::new();
    for hit in page.hits(&Area::SHEET, ambito).filter(|hit| is_column(hit)) {
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

/// Whether a label names a column, and not a row under the table.
fn is_column(hit: &Hit<'_>) -> bool {
    !matches!(hit.nome(), "firme" | "totale" | "parziale" | "numero" | "elenco")
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

/// The columns of one part of the form in some rows of headers, without the labels that `other` says are another
/// part's; the columns of other parts are without a name.
pub(super) fn in_righe<'a>(
    page: &Page<'a>,
    ambito: Ambito,
    rows: RangeInclusive<u32>,
    other: &dyn Fn(&Hit<'a>) -> bool,
) -> Option<Testata<'a>> {
    componi(page, ambito, rows, 0..=u32::MAX, &[], other)
}

/// A header's row with the rows above and below it that hold nothing but the dates of its columns.
fn date_rows(page: &Page<'_>, ambito: Ambito, row0: u32, columns: RangeInclusive<u32>) -> RangeInclusive<u32> {
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
fn componi<'a>(
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
        .filter(|hit| is_column(hit) && !over_calendar(hit.at) && !other(hit))
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
        for (at, cell) in page.row(row0, &columns) {
            let own = page.area(at);
            let known = colonne.iter().any(|c| own.start.col0 <= c.at.col0 && c.at.col0 <= own.end.col0)
                || checkpoints.iter().any(|(other, ..)| *other == at);
            if matches!(cell.value, CellValue::Text(_)) && !known && !over_calendar(at) {
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
    Some(Testata { ambito, area, colonne, anno: anno.or(valori), hits, dedotta: false, altri_anni, date })
}

/// The year of the values: the run's where some column names it, else the last. A column of another year beside one of
/// this year, or of none, holds what was or will be, and loses its name.
fn anni(colonne: &mut [Colonna<'_>], run: i32) -> (Option<i32>, Vec<(CellRef, i32, bool)>) {
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
