//! From a sheet to a scheda: the parts are found by their labels, wherever they stand.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::profile::{Label, Profile};
use super::text::{normalise, single_spaced};
use super::valori::mostrato;
use super::{Campo, Cella, Scadenza, Scheda, Sezione, cronoprogramma, indicatori, intestazione, personale, risorse};
use crate::place::{CellRef, Luogo};
use crate::segnalazione::{Codice, Gravita, Segnalazione};
use crate::workbook::{Cell, CellValue, Sheet};

/// Reads one scheda as far as it can be read; what could not be read is in the segnalazioni.
///
/// `None` when the sheet holds no scheda: fewer than two sections of the form are recognised in it.
#[must_use]
pub fn read(file: &str, sheet: &Sheet, profile: &Profile, scadenza: Scadenza) -> (Option<Scheda>, Vec<Segnalazione>) {
    let mut page = Page {
        sheet,
        profile,
        scadenza,
        luogo: Luogo::foglio(file, sheet.name.trim()),
        segnalazioni: Vec::new(),
        texts: sheet
            .cells()
            .filter_map(|(at, cell)| match &cell.value {
                CellValue::Text(text) => Some((at, normalise(text))),
                _ => None,
            })
            .collect(),
    };
    let sezioni = page.sezioni();
    if sezioni.len() < 2 {
        let messaggio = if sezioni.is_empty() {
            "nel foglio non c'è una scheda obiettivo: non vi si riconosce nessuna sezione del modulo".to_owned()
        } else {
            "nel foglio si riconosce una sola sezione del modulo: non è una scheda obiettivo".to_owned()
        };
        page.report("FOG001", Gravita::Nota, None, messaggio, "nulla, se il foglio contiene istruzioni o elenchi");
        return (None, page.segnalazioni);
    }
    if sheet.hidden {
        page.report(
            "FOG004",
            Gravita::Avviso,
            None,
            "il foglio è nascosto e contiene una scheda: non è stata letta".to_owned(),
            "se la scheda vale, mostrare il foglio (tasto destro sulle linguette, Scopri); altrimenti eliminarlo",
        );
        return (None, page.segnalazioni);
    }
    let last_row0 = sheet.last_row0().unwrap_or(0);
    let rows = |sezione: Sezione| -> Option<RangeInclusive<u32>> {
        let start = sezioni.iter().find(|(s, _)| *s == sezione)?.1.row0;
        let end = sezioni.iter().map(|(_, at)| at.row0).filter(|row0| *row0 > start).min().map_or(last_row0, |r| r - 1);
        Some(start + 1..=end.max(start + 1))
    };
    let first = sezioni.iter().map(|(_, at)| at.row0).min().unwrap_or(0);
    let intestazione = intestazione::read(&page, first);
    let elenco = rows(Sezione::Fasi).map(|rows| cronoprogramma::elenco(&page, rows)).unwrap_or_default();
    let (anno, fasi) = match rows(Sezione::Cronoprogramma) {
        Some(rows) => cronoprogramma::read(&mut page, rows, elenco),
        None => (None, cronoprogramma::solo_elenco(elenco)),
    };
    let indicatori = rows(Sezione::Indicatori).map(|rows| indicatori::read(&mut page, rows)).unwrap_or_default();
    let persone = rows(Sezione::Personale).map(|rows| personale::read(&mut page, rows)).unwrap_or_default();
    let (risorse, costo_risorse) =
        rows(Sezione::Risorse).map(|rows| risorse::read(&mut page, rows)).unwrap_or_default();
    let scheda = Scheda {
        luogo: page.luogo.clone(),
        anno,
        intestazione,
        fasi,
        indicatori,
        personale: persone.righe,
        totale_pct: persone.totale,
        n_personale: persone.numero,
        firme: persone.firme,
        risorse,
        costo_risorse,
        sezioni,
    };
    if vuota(&scheda) {
        page.report(
            "FOG002",
            Gravita::Nota,
            None,
            "il foglio contiene un modulo in bianco".to_owned(),
            "nulla, se non serve; altrimenti compilarlo",
        );
        return (None, page.segnalazioni);
    }
    (Some(scheda), page.segnalazioni)
}

/// A form that nobody filled in.
fn vuota(scheda: &Scheda) -> bool {
    scheda.intestazione.titolo.testo.is_none()
        && scheda.fasi.iter().all(|f| f.testo.is_none() && f.target_dic.punti.is_none() && f.target_lug.punti.is_none())
        && scheda.indicatori.is_empty()
        && scheda.personale.is_empty()
}

/// A sheet while it is being read.
pub(super) struct Page<'a> {
    pub sheet: &'a Sheet,
    pub profile: &'a Profile,
    pub scadenza: Scadenza,
    luogo: Luogo,
    segnalazioni: Vec<Segnalazione>,
    texts: BTreeMap<CellRef, String>,
}

/// A column of a table: the columns of the sheet that its header covers.
pub(super) type Columns = BTreeMap<&'static str, RangeInclusive<u32>>;

impl<'a> Page<'a> {
    /// Adds a segnalazione at a cell, or at the whole sheet.
    pub fn report(&mut self, codice: Codice, gravita: Gravita, at: Option<CellRef>, messaggio: String, rimedio: &str) {
        let luogo = Luogo { cella: at, ..self.luogo.clone() };
        self.segnalazioni.push(Segnalazione { codice, gravita, luogo, messaggio, rimedio: rimedio.to_owned() });
    }

    /// The normalised texts of the sheet, by row and column.
    pub fn texts(&self) -> impl Iterator<Item = (CellRef, &str)> {
        self.texts.iter().map(|(at, text)| (*at, text.as_str()))
    }

    /// The normalised texts of some rows.
    pub fn texts_in(&self, rows: &RangeInclusive<u32>) -> impl Iterator<Item = (CellRef, &str)> {
        self.texts
            .range(CellRef::new(*rows.start(), 0)..=CellRef::new(*rows.end(), u32::MAX))
            .map(|(at, text)| (*at, text.as_str()))
    }

    /// The normalised text of a cell.
    pub fn text(&self, at: CellRef) -> Option<&str> {
        self.texts.get(&at).map(String::as_str)
    }

    /// The first cell of a row within some columns, and where it is, or where it would be.
    pub fn cell(&self, row0: u32, columns: &RangeInclusive<u32>) -> (CellRef, Option<&'a Cell>) {
        match self.sheet.first_in(row0, columns) {
            Some((at, cell)) => (at, Some(cell)),
            None => (self.sheet.anchor(CellRef::new(row0, *columns.start())), None),
        }
    }

    /// The text shown in a row within some columns, with its cell.
    pub fn shown(&self, row0: u32, columns: Option<&RangeInclusive<u32>>) -> Option<Cella<String>> {
        let (at, cell) = self.cell(row0, columns?);
        Some(Cella { valore: mostrato(cell?), at }).filter(|c| !c.valore.is_empty())
    }

    /// A value of the header as a field.
    pub fn campo(&self, at: CellRef) -> Campo {
        let at = self.sheet.anchor(at);
        Campo { testo: self.sheet.get(at).map(mostrato).filter(|t| !t.is_empty()), at: Some(at) }
    }

    /// The columns that the labels found in one row cover: each up to the next header.
    pub fn columns(&self, row0: u32, labels: &[(&'static str, &Label)]) -> Columns {
        let headers: Vec<CellRef> = self.sheet.row(row0).map(|(at, _)| at).collect();
        let mut columns = Columns::new();
        for (i, at) in headers.iter().enumerate() {
            let Some(text) = self.text(*at) else { continue };
            let Some((name, _)) = labels.iter().find(|(_, label)| label.matches(text)) else { continue };
            let own = self.sheet.extent(*at).col0;
            let end = headers.get(i + 1).map_or(own, |next| (next.col0 - 1).max(own));
            columns.entry(name).or_insert(at.col0..=end);
        }
        columns
    }

    fn sezioni(&self) -> Vec<(Sezione, CellRef)> {
        let mut found = Vec::new();
        for (at, text) in self.texts() {
            for (name, sezione) in [
                ("fasi", Sezione::Fasi),
                ("cronoprogramma", Sezione::Cronoprogramma),
                ("indicatori", Sezione::Indicatori),
                ("personale", Sezione::Personale),
                ("risorse", Sezione::Risorse),
            ] {
                let known = found.iter().any(|(s, _)| *s == sezione);
                if !known && self.profile.sezioni.get(name).is_some_and(|label| label.matches(text)) {
                    found.push((sezione, at));
                }
            }
        }
        found
    }
}

/// The text of a cell as typed, with single spaces.
pub(super) fn text_of(cell: &Cell) -> String {
    single_spaced(&mostrato(cell))
}
