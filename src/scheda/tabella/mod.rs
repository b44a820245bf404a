//! Tables: their headers, which may take several rows, the columns under them, and the cells of a row.

mod componi;
mod mesi_in_riga;
mod trova;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::page::{Hit, Page};
use super::profile::{Ambito, Come};
use super::valori::mostrato;
use super::{Criteri, Scadenza};
use crate::place::{Area, CellRef};
use crate::segnalazione::{Gravita, codici};
use crate::workbook::Cell;
pub(super) use componi::in_righe;
pub(super) use trova::testate;

/// The columns' two checkpoints.
const SCADENZE: [Scadenza; 2] = [Scadenza::Luglio, Scadenza::Dicembre];

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
    /// How many months each of its months stands for, of which it is the last: 3 where the table has quarters.
    pub passo: u8,
    /// Where the months are rows: the phases that stand beside them, a column or a group of columns each.
    pub teste: Vec<Testa>,
}

/// A phase whose values stand in a column.
#[derive(Clone, Debug)]
pub(super) struct Testa {
    /// Its label.
    pub at: CellRef,
    /// Where each value of the table stands, by the table's columns.
    posti: BTreeMap<usize, CellRef>,
}

impl Testa {
    /// The values of the phase.
    pub fn riga<'a>(&self, page: &Page<'a>) -> Riga<'a> {
        let filled = |(i, at): (&usize, &CellRef)| Some((*i, (*at, page.sheet.get(*at)?)));
        let celle = self.posti.iter().filter_map(filled).collect();
        Riga { celle, row0: self.at.row0, posti: self.posti.clone() }
    }
}

/// The cells of a row by column of the table, and those that no column claims.
#[derive(Debug, Default)]
pub(super) struct Riga<'a> {
    celle: BTreeMap<usize, (CellRef, &'a Cell)>,
    row0: u32,
    /// Where its cells stand, if not in the columns of one row.
    posti: BTreeMap<usize, CellRef>,
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
        let (ambito, teste) = (Ambito::Personale, Vec::new());
        Self { ambito, area, colonne, anno: None, hits, dedotta: true, altri_anni, date, passo: 1, teste }
    }

    /// The last column of the sheet that its header covers.
    pub const fn destra(&self) -> u32 {
        self.area.end.col0
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
        let mut riga = Riga { row0, ..Riga::default() };
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
        self.mesi_insoliti(page);
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

    /// Says how months were read that are not a column each.
    fn mesi_insoliti(&self, page: &mut Page<'_>) {
        let months = self.colonne.iter().find(|c| c.nome.is_empty() && c.mese.is_some());
        let messaggio = match (self.passo, self.teste.first(), months) {
            (1, None, _) => return,
            (1, Some(_), Some(_)) => {
                "il cronoprogramma ha i mesi nelle righe e le fasi nelle colonne: è stato letto così"
            }
            (_, Some(_), None) => {
                "il cronoprogramma ha i mesi nelle righe e i valori di ogni fase mese per mese: sono stati letti quelli \
                 dei mesi delle scadenze"
            }
            _ => {
                "il cronoprogramma ha periodi di più mesi: ogni quota è stata letta come dovuta alla fine del suo periodo"
            }
        };
        let at = months.map_or(self.area.start, |month| month.at);
        page.report(
            codici::FOG009,
            Some(at),
            messaggio.to_owned(),
            "nulla, se è giusto; altrimenti usare il modulo dell'ente, con una colonna per ogni mese",
        );
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
        if let Some(at) = self.posti.get(&colonna) {
            return (*at, None);
        }
        let start = testata.colonne.get(colonna).map_or(0, |c| *c.span.start());
        (page.sheet.anchor(CellRef::new(self.row0, start)), None)
    }

    /// All cells that a column has, left to right.
    pub fn celle(&self) -> impl Iterator<Item = (usize, CellRef, &'a Cell)> {
        self.celle.iter().map(|(i, (at, cell))| (*i, *at, *cell))
    }
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
