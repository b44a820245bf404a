//! A sheet while it is being read: its labels found once, what was taken from it, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

use super::parole::Parole;
use super::profile::{Ambito, Come, Profile, Voce};
use super::valori::mostrato;
use super::{Campo, Cella, Criteri, Riconosciuto};
use crate::place::{Area, CellRef, Luogo};
use crate::segnalazione::{Codice, Gravita, Segnalazione};
use crate::workbook::{Cell, CellValue, Sheet};

/// No label is longer: a text beyond is a description.
const MAX_LABEL: usize = 120;

/// A cell that can be a label.
#[derive(Clone, Debug)]
pub(super) struct Hit<'a> {
    pub at: CellRef,
    pub voce: &'a Voce,
    pub come: Come,
    /// The alternative of the profile that recognised it.
    pub alternativa: &'a str,
    pub mese: Option<u8>,
    pub anni: Vec<i32>,
    /// What follows the label in its own cell: `DIRIGENTE: Rossi Mario`.
    pub valore: Option<String>,
}

impl<'a> Hit<'a> {
    pub fn nome(&self) -> &'a str {
        &self.voce.nome
    }
}

/// A sheet while it is being read.
pub(super) struct Page<'a> {
    pub sheet: &'a Sheet,
    pub profile: &'a Profile,
    pub criteri: Criteri<'a>,
    pub luogo: Luogo,
    /// The titolo of the obiettivo that is being read.
    pub titolo: String,
    hits: BTreeMap<CellRef, Vec<Hit<'a>>>,
    /// Cells that say a month or a year and nothing else.
    date: BTreeMap<CellRef, Parole>,
    segnalazioni: Vec<Segnalazione>,
    riconosciuti: Vec<Riconosciuto>,
    presi: BTreeSet<CellRef>,
    /// The rows that have a cell, in order: blank rows stand between no two things.
    piene: Vec<u32>,
}

impl<'a> Page<'a> {
    /// Finds all labels of a sheet in one pass.
    pub fn new(sheet: &'a Sheet, profile: &'a Profile, criteri: Criteri<'a>, luogo: Luogo) -> Self {
        let mut page = Self {
            sheet,
            profile,
            criteri,
            luogo,
            titolo: String::new(),
            hits: BTreeMap::new(),
            date: BTreeMap::new(),
            segnalazioni: Vec::new(),
            riconosciuti: Vec::new(),
            presi: BTreeSet::new(),
            piene: Vec::new(),
        };
        // A label is asked of the profile once, however often the sheet repeats it.
        let mut known: HashMap<&str, Vec<Hit<'a>>> = HashMap::new();
        for (at, cell) in sheet.cells() {
            if page.piene.last() != Some(&at.row0) {
                page.piene.push(at.row0);
            }
            match &cell.value {
                CellValue::Text(text) if text.len() <= 4 * MAX_LABEL => {
                    let parole = profile.parole(text);
                    if parole.solo_data() {
                        if parole.mese.is_some() || !parole.anni.is_empty() {
                            page.date.insert(at, parole);
                        }
                        continue;
                    }
                    let found = known.entry(text).or_insert_with(|| labels(profile, text, &parole));
                    if !found.is_empty() {
                        page.hits.insert(at, found.iter().map(|hit| Hit { at, ..hit.clone() }).collect());
                    }
                }
                CellValue::Number(n) if n.fract() == 0.0 && (2000.0..2100.0).contains(n) => {
                    page.date.insert(at, profile.parole(&n.to_string()));
                }
                CellValue::Date(date) => {
                    let mese = u8::try_from(date.month()).ok();
                    page.date.insert(at, Parole { mese, anni: vec![i32::from(date.year())], ..Parole::default() });
                }
                _ => {}
            }
        }
        page
    }

    /// The labels of a part of the form within an area, by row and column.
    pub fn hits(&self, area: &Area, ambito: Ambito) -> impl Iterator<Item = &Hit<'a>> {
        let area = *area;
        self.hits
            .range(area.start..=area.end.max(area.start))
            .filter(move |(at, _)| area.contains(**at))
            .flat_map(|(_, hits)| hits)
            .filter(move |hit| hit.voce.ambito == ambito)
    }

    /// What a cell is the label of, in one part of the form.
    pub fn hit(&self, at: CellRef, ambito: Ambito) -> Option<&Hit<'a>> {
        self.hits.get(&at)?.iter().find(|hit| hit.voce.ambito == ambito)
    }

    /// Whether a cell is the header of a column in some table, but not in this one.
    pub fn is_other_column(&self, at: CellRef, ambito: Ambito) -> bool {
        let table = |hit: &Hit<'_>| !matches!(hit.voce.ambito, Ambito::Sezioni | Ambito::Intestazione);
        self.hits.get(&at).is_some_and(|hits| hits.iter().any(table) && hits.iter().all(|h| h.voce.ambito != ambito))
    }

    /// Whether a cell is a label of a part of the form.
    pub fn is(&self, at: CellRef, ambito: Ambito, nome: &str) -> bool {
        self.hits.get(&at).is_some_and(|hits| hits.iter().any(|h| h.voce.ambito == ambito && h.nome() == nome))
    }

    /// The cells of an area that say a month or a year and nothing else.
    pub fn date(&self, area: &Area) -> impl Iterator<Item = (CellRef, &Parole)> {
        let area = *area;
        self.date
            .range(area.start..=area.end.max(area.start))
            .filter(move |(at, _)| area.contains(**at))
            .map(|(at, p)| (*at, p))
    }

    /// Whether a cell is a label of a section or of a header field, with no value of its own in it.
    pub fn is_label(&self, at: CellRef) -> bool {
        self.hits.get(&at).is_some_and(|hits| {
            hits.iter().any(|h| matches!(h.voce.ambito, Ambito::Sezioni | Ambito::Intestazione) && h.valore.is_none())
        })
    }

    /// The rectangle that a cell covers.
    pub fn area(&self, at: CellRef) -> Area {
        Area { start: at, end: self.sheet.extent(at) }
    }

    /// The cells of one row within some columns.
    pub fn row(&self, row0: u32, columns: &RangeInclusive<u32>) -> impl Iterator<Item = (CellRef, &'a Cell)> + use<'a> {
        self.sheet.row_within(row0, columns)
    }

    /// The rows of an area that have a cell in it, in order.
    pub fn rows(&self, area: &Area) -> Vec<u32> {
        let columns = area.start.col0..=area.end.col0;
        let filled = self.filled(area.start.row0..=area.end.row0).iter().copied();
        filled.filter(|row0| self.row(*row0, &columns).next().is_some()).collect()
    }

    /// The filled rows among some rows.
    pub fn filled(&self, rows: RangeInclusive<u32>) -> &[u32] {
        let start = self.piene.partition_point(|row0| row0 < rows.start());
        let end = self.piene.partition_point(|row0| row0 <= rows.end());
        self.piene.get(start..end).unwrap_or(&[])
    }

    /// A row with the `n` filled rows above and below it.
    pub fn around(&self, row0: u32, n: usize) -> Vec<u32> {
        let i = self.piene.partition_point(|r| *r < row0);
        self.piene.iter().skip(i.saturating_sub(n)).take(n.min(i) + n + 1).copied().collect()
    }

    /// The next filled row below a row, or above it.
    pub fn next_row(&self, row0: u32) -> Option<u32> {
        self.piene.get(self.piene.partition_point(|r| *r <= row0)).copied()
    }

    /// The next filled row above a row.
    pub fn previous_row(&self, row0: u32) -> Option<u32> {
        self.piene.get(self.piene.partition_point(|r| *r < row0).checked_sub(1)?).copied()
    }

    /// A cell as a field of the header.
    pub fn campo(&self, at: CellRef) -> Campo {
        let at = self.sheet.anchor(at);
        Campo { testo: self.sheet.get(at).map(mostrato).filter(|t| !t.is_empty()), at: Some(at) }
    }

    /// Whether a text is a comment where a name or a value is expected.
    pub fn is_comment(&self, cell: &Cell) -> bool {
        let CellValue::Text(text) = &cell.value else { return false };
        let text = text.trim();
        text.starts_with(['*', '(']) || self.profile.commenti.find(&self.profile.parole(text)).is_some()
    }

    /// Adds a segnalazione at a cell, or at the whole scheda.
    pub fn report(&mut self, codice: Codice, gravita: Gravita, at: Option<CellRef>, messaggio: String, rimedio: &str) {
        let luogo = Luogo { cella: at.or(self.luogo.cella), ..self.luogo.clone() };
        self.segnalazioni.push(Segnalazione { codice, gravita, luogo, messaggio, rimedio: rimedio.to_owned() });
    }

    /// Adds a segnalazione at a cell, unless another cell of the sheet has the same.
    pub fn report_once(&mut self, codice: Codice, gravita: Gravita, at: CellRef, messaggio: String, rimedio: &str) {
        if !self.segnalazioni.iter().any(|s| s.codice == codice && s.messaggio == messaggio) {
            self.report(codice, gravita, Some(at), messaggio, rimedio);
        }
    }

    /// Notes that a cell's text was used.
    pub fn prendi(&mut self, at: CellRef) {
        self.presi.insert(at);
    }

    /// Whether a cell's text was used.
    pub fn preso(&self, at: CellRef) -> bool {
        self.presi.contains(&at)
    }

    /// How many filled cells were used.
    pub fn spiegate(&self) -> usize {
        self.presi.iter().filter(|at| self.sheet.get(**at).is_some()).count()
    }

    /// Takes back all that was said: the sheet is not read after all.
    pub fn dimentica(&mut self) {
        self.segnalazioni.clear();
    }

    /// Notes that a part of the form was recognised at a cell.
    pub fn riconosci(&mut self, ambito: Ambito, nome: &str, at: CellRef, etichetta: &str, come: Come) {
        self.prendi(at);
        let nuovo =
            Riconosciuto { parte: ambito.as_str(), nome: nome.to_owned(), at, etichetta: etichetta.to_owned(), come };
        if !self.riconosciuti.contains(&nuovo) {
            self.riconosciuti.push(nuovo);
        }
    }

    /// Notes that a label was recognised.
    pub fn riconosci_hit(&mut self, hit: &Hit<'a>) {
        self.riconosci(hit.voce.ambito, hit.nome(), hit.at, hit.alternativa, hit.come);
    }

    /// What was recognised and what is wrong, in the order of the sheet.
    pub fn finish(mut self) -> (Vec<Riconosciuto>, Vec<Segnalazione>) {
        let likenesses: Vec<Riconosciuto> =
            self.riconosciuti.iter().filter(|r| r.come == Come::Simile).cloned().collect();
        for r in likenesses {
            let shown = self.sheet.get(r.at).map(mostrato).unwrap_or_default();
            self.report(
                "FOG009",
                Gravita::Nota,
                Some(r.at),
                format!("l'etichetta «{shown}» è stata riconosciuta per somiglianza con «{}»", r.etichetta),
                "nulla, se è giusto; altrimenti correggere l'etichetta",
            );
        }
        self.riconosciuti.sort_by_key(|r| r.at);
        (self.riconosciuti, self.segnalazioni)
    }
}

/// All that a text can be the label of: the whole of it, without what stands in brackets, or what comes before a colon.
fn labels<'a>(profile: &'a Profile, text: &str, parole: &Parole) -> Vec<Hit<'a>> {
    let hits = |parole: &Parole, valore: Option<&str>| -> Vec<Hit<'a>> {
        let found = profile.find(parole);
        let hit = |(voce, come, alternativa)| Hit {
            at: CellRef::new(0, 0),
            voce,
            come,
            alternativa,
            mese: parole.mese,
            anni: parole.anni.clone(),
            valore: valore.map(str::to_owned),
        };
        found.into_iter().map(hit).collect()
    };
    if text.len() <= MAX_LABEL {
        let whole = hits(parole, None);
        if !whole.is_empty() {
            return whole;
        }
        if let Some((before, rest)) = text.split_once('(')
            && !before.trim().is_empty()
        {
            let after = rest.split_once(')').map_or("", |(_, after)| after);
            let without = profile.parole(&format!("{before} {after}"));
            let found =
                hits(&Parole { anni: parole.anni.clone(), mese: without.mese.or(parole.mese), ..without }, None);
            if !found.is_empty() {
                return found;
            }
        }
    }
    for separator in [':', '\n'] {
        let Some((before, value)) = text.split_once(separator) else { continue };
        if before.len() <= MAX_LABEL / 2 && !value.trim().is_empty() {
            let found: Vec<_> = hits(&profile.parole(before), Some(value.trim()))
                .into_iter()
                .filter(|hit| hit.voce.ambito == Ambito::Intestazione && hit.come < Come::Simile)
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// A cell's text with its place.
pub(super) fn testo(at: CellRef, cell: &Cell) -> Option<Cella<String>> {
    Some(Cella { valore: mostrato(cell), at }).filter(|c| !c.valore.is_empty())
}
