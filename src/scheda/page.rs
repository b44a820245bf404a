//! A sheet while it is being read: its labels found once, what was taken from it, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

use super::parole::{Parole, periodo};
use super::profile::{Ambito, Come, Profile, Voce};
use super::valori::mostrato;
use super::{Campo, Cella, Criteri, Riconosciuto};
use crate::place::{Area, CellRef, Luogo};
use crate::segnalazione::{Codice, Gravita, Segnalazione, codici};
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
    /// Cells that name several months as one, with the first and the last of them: `I trimestre`.
    periodi: BTreeMap<CellRef, (u8, u8)>,
    /// Cells that say a month in few words and are no label: `Situazione al 31 luglio`.
    scadenze: BTreeMap<CellRef, (u8, Option<i32>)>,
    segnalazioni: Vec<Segnalazione>,
    riconosciuti: Vec<Riconosciuto>,
    /// Where in that list each cell stands.
    riconosciuti_per_cella: BTreeMap<CellRef, Vec<usize>>,
    presi: BTreeSet<CellRef>,
    /// The rows that have a cell, in order: blank rows stand between no two things.
    piene: Vec<u32>,
}

/// What a text says by itself.
enum Detto<'a> {
    Niente,
    /// Several months, from the first to the last.
    Periodo((u8, u8)),
    /// A month or a year and nothing else.
    Data(Parole),
    /// A month in few words that are no label.
    Scadenza(u8, Option<i32>),
    Etichetta(Vec<Hit<'a>>),
}

impl<'a> Detto<'a> {
    fn new(profile: &'a Profile, text: &str) -> Self {
        if text.len() > 4 * MAX_LABEL {
            // Of a long text only what comes before a colon can be a label.
            let found = labels(profile, text, &Parole::default());
            return if found.is_empty() { Self::Niente } else { Self::Etichetta(found) };
        }
        if let Some(months) = periodo(text) {
            return Self::Periodo(months);
        }
        let parole = profile.parole(text);
        if parole.solo_data() {
            let says = parole.mese.is_some() || !parole.anni.is_empty();
            return if says { Self::Data(parole) } else { Self::Niente };
        }
        let found = labels(profile, text, &parole);
        match parole.mese.filter(|_| parole.parole.len() <= 3) {
            _ if !found.is_empty() => Self::Etichetta(found),
            Some(mese) => Self::Scadenza(mese, parole.anni.first().copied()),
            None => Self::Niente,
        }
    }
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
            periodi: BTreeMap::new(),
            scadenze: BTreeMap::new(),
            segnalazioni: Vec::new(),
            riconosciuti: Vec::new(),
            riconosciuti_per_cella: BTreeMap::new(),
            presi: BTreeSet::new(),
            piene: Vec::new(),
        };
        // A text is taken apart once, however often the sheet repeats it.
        let mut known: HashMap<&str, Detto<'a>> = HashMap::new();
        for (at, cell) in sheet.cells() {
            if page.piene.last() != Some(&at.row0) {
                page.piene.push(at.row0);
            }
            match &cell.value {
                CellValue::Text(text) => match known.entry(text).or_insert_with(|| Detto::new(profile, text)) {
                    Detto::Niente => {}
                    Detto::Periodo(months) => {
                        page.periodi.insert(at, *months);
                    }
                    Detto::Data(parole) => {
                        page.date.insert(at, parole.clone());
                    }
                    Detto::Scadenza(mese, anno) => {
                        page.scadenze.insert(at, (*mese, *anno));
                    }
                    Detto::Etichetta(found) => {
                        page.hits.insert(at, found.iter().map(|hit| Hit { at, ..hit.clone() }).collect());
                    }
                },
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

    /// Whether a cell says a month, a year or a period, alone or in few words.
    pub fn is_date(&self, at: CellRef) -> bool {
        self.date.contains_key(&at) || self.periodi.contains_key(&at) || self.scadenze.contains_key(&at)
    }

    /// Whether a cell is the header of a column in some table.
    pub fn is_column(&self, at: CellRef) -> bool {
        let table = |hit: &Hit<'_>| !matches!(hit.voce.ambito, Ambito::Sezioni | Ambito::Intestazione);
        self.hits.get(&at).is_some_and(|hits| hits.iter().any(table))
    }

    /// Whether a cell is the header of a column in some table, but not in this one.
    pub fn is_other_column(&self, at: CellRef, ambito: Ambito) -> bool {
        self.is_column(at) && self.hit(at, ambito).is_none()
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

    /// The years whose periods all follow each other from January to December in one line, which `line` tells of a
    /// cell: quarters, or others of more than a month.
    pub fn anni_a_periodi(&self, line: impl Fn(CellRef) -> u32) -> Vec<Vec<(CellRef, (u8, u8))>> {
        let mut lines: BTreeMap<u32, Vec<_>> = BTreeMap::new();
        for (at, months) in &self.periodi {
            lines.entry(line(*at)).or_default().push((*at, *months));
        }
        let whole = |cells: &Vec<(CellRef, (u8, u8))>| {
            let adjoin = cells.windows(2).all(|pair| pair[0].1.1 + 1 == pair[1].1.0);
            let ends = cells.first().zip(cells.last()).is_some_and(|(first, last)| first.1.0 == 1 && last.1.1 == 12);
            cells.len() > 2 && adjoin && ends
        };
        lines.into_values().filter(whole).collect()
    }

    /// The cells of an area that say a month in few words and are no label.
    pub fn scadenze(&self, area: &Area) -> impl Iterator<Item = (CellRef, u8, Option<i32>)> {
        let area = *area;
        self.scadenze
            .range(area.start..=area.end.max(area.start))
            .filter(move |(at, _)| area.contains(**at))
            .map(|(at, (mese, anno))| (*at, *mese, *anno))
    }

    /// Whether a cell is a label of a section or of a header field, with no value of its own in it.
    pub fn is_label(&self, at: CellRef) -> bool {
        self.hits.get(&at).is_some_and(|hits| {
            hits.iter().any(|h| matches!(h.voce.ambito, Ambito::Sezioni | Ambito::Intestazione) && h.valore.is_none())
        })
    }

    /// Whether a cell is a label of a header field, with no value of its own in it.
    pub fn is_field(&self, at: CellRef) -> bool {
        self.hit(at, Ambito::Intestazione).is_some_and(|hit| hit.valore.is_none())
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

    /// Adds a segnalazione at a cell, or at the whole scheda, as grave as its code usually is.
    pub fn report(&mut self, codice: Codice, at: Option<CellRef>, messaggio: String, rimedio: &str) {
        self.report_as(codice, codice.gravita, at, messaggio, rimedio);
    }

    /// The same of another gravità, where the text of the code says when.
    pub fn report_as(
        &mut self,
        codice: Codice,
        gravita: Gravita,
        at: Option<CellRef>,
        messaggio: String,
        rimedio: &str,
    ) {
        let luogo = Luogo { cella: at.or(self.luogo.cella), ..self.luogo.clone() };
        self.segnalazioni.push(codice.with(gravita, luogo, messaggio, rimedio));
    }

    /// Adds a segnalazione at a cell, unless another cell of the sheet has the same.
    pub fn report_once(&mut self, codice: Codice, at: CellRef, messaggio: String, rimedio: &str) {
        if !self.segnalazioni.iter().any(|s| s.codice == codice && s.messaggio == messaggio) {
            self.report(codice, Some(at), messaggio, rimedio);
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
        // Of the same cell only: a sheet can hold labels by the thousand.
        let of_cell = self.riconosciuti_per_cella.entry(at).or_default();
        if of_cell.iter().all(|&i| self.riconosciuti[i] != nuovo) {
            of_cell.push(self.riconosciuti.len());
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
                codici::FOG009,
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
            valore: valore.filter(|_| voce.ambito == Ambito::Intestazione).map(str::to_owned),
        };
        found.into_iter().map(hit).collect()
    };
    let field = |hit: &Hit<'_>| hit.voce.ambito == Ambito::Intestazione;
    let with_value = |separators: &[char]| {
        separators.iter().find_map(|separator| {
            let (before, value) = text.split_once(*separator)?;
            let short = before.len() <= MAX_LABEL / 2 && !value.trim().is_empty();
            let found = short.then(|| hits(&profile.parole(before), Some(value.trim())))?;
            let found: Vec<_> = found.into_iter().filter(|hit| field(hit) && hit.come < Come::Simile).collect();
            (!found.is_empty()).then_some(found)
        })
    };
    if text.len() <= MAX_LABEL {
        let whole = hits(parole, None);
        if !whole.is_empty() {
            // A value of dates or of marks leaves no word: `Orizzonte temporale: 2022`, `Dirigente: //`.
            // A line to write on says nothing.
            let line = |value: &str| value.chars().all(|c| c.is_whitespace() || matches!(c, '_' | '.' | '\u{2026}'));
            let wordless = |value: &str| !line(value) && profile.parole(value).parole.is_empty();
            let valued = text.split_once(':').is_some_and(|(_, value)| wordless(value));
            let own = if valued && whole.iter().any(field) { with_value(&[':']) } else { None };
            return own.unwrap_or(whole);
        }
        if text.contains('(') {
            let without = profile.parole(&senza_parentesi(text));
            let found =
                hits(&Parole { anni: parole.anni.clone(), mese: without.mese.or(parole.mese), ..without }, None);
            if !found.is_empty() {
                return found;
            }
        }
        // The parts of a form are often numbered: `1. Finalità`, `B) CRONOPROGRAMMA`, `SEZIONE 2 - INDICATORI`.
        if let Some(rest) = senza_numero(text) {
            let mut found = hits(&profile.parole(rest), None);
            found.retain(|hit| (field(hit) || hit.voce.ambito == Ambito::Sezioni) && hit.come < Come::Simile);
            if !found.is_empty() {
                return found;
            }
        }
    }
    if let Some(found) = with_value(&[':', '\n']) {
        return found;
    }
    Vec::new()
}

/// A text without what stands in brackets.
fn senza_parentesi(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| {
            depth += u32::from(*c == '(');
            let outside = depth == 0;
            depth -= u32::from(*c == ')' && depth > 0);
            outside
        })
        .collect()
}

/// What follows the number of a part of the form, if a text begins with one.
fn senza_numero(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let lower = text.to_lowercase();
    let named = ["sezione ", "sez. ", "parte ", "quadro ", "punto ", "tabella ", "tab. "];
    let after = named.iter().find(|word| lower.starts_with(**word)).map_or(0, |word| word.len());
    let text = text.get(after..)?.trim_start();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).filter(|end| (1..=4).contains(end))?;
    let (number, rest) = text.split_at(end);
    let counts = number.bytes().all(|b| b.is_ascii_digit())
        || number.len() == 1
        || number.bytes().all(|b| matches!(b.to_ascii_lowercase(), b'i' | b'v' | b'x'));
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start();
    // A number with nothing but a blank after it is the code of a missione: `10 Risorse umane`.
    let parted = after > 0 || text[end..].trim_start().starts_with(['.', ')', '°', ':', '-', '–', '/']);
    let rest = rest.trim_start_matches([')', '-', '–', ':', '°', '/', ' ']);
    (counts && parted && !rest.is_empty()).then_some(rest)
}

/// A cell's text with its place.
pub(super) fn testo(at: CellRef, cell: &Cell) -> Option<Cella<String>> {
    Some(Cella { valore: mostrato(cell), at }).filter(|c| !c.valore.is_empty())
}
