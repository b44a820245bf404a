//! The phases: their descriptions in the list, their months, targets and gaps in the cronoprogramma.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::percentuale::{self, Colonna};
use super::read::{Columns, Page, text_of};
use super::text::normalise;
use super::{Cella, Fase, Percentuale, Scadenza};
use crate::place::CellRef;
use crate::workbook::{Cell, CellValue};

/// Names of the months as a header begins.
/// The columns of the table besides months and years, as the profile names them.
const COLONNE: [&str; 8] =
    ["precedenti", "target_lug", "gap_lug", "target_dic", "gap_dic", "raggiunto_lug", "raggiunto_dic", "peso"];
const MESI: [&str; 12] = ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"];
/// The mark of a cancelled phase.
const ANNULLATA: &str = "//";

/// The descriptions of the list: label and text, in reading order.
pub(super) fn elenco(page: &Page<'_>, rows: RangeInclusive<u32>) -> Vec<(String, Cella<String>)> {
    let mut found = Vec::new();
    for row0 in rows {
        let mut label: Option<String> = None;
        for (at, cell) in page.sheet.row(row0) {
            match etichetta(cell) {
                Some(new) => label = Some(new),
                None => {
                    if let Some(label) = label.take() {
                        found.push((label, Cella { valore: text_of(cell), at }));
                    }
                }
            }
        }
    }
    // The list runs down the left half of the form and then down the right one; its numbers say the order.
    found.sort_by_key(|(label, _)| {
        label.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<u32>().unwrap_or(u32::MAX)
    });
    found
}

/// Phases that stand only in the list.
pub(super) fn solo_elenco(elenco: Vec<(String, Cella<String>)>) -> Vec<Fase> {
    elenco.into_iter().map(|(etichetta, testo)| fase(etichetta, None, Some(testo))).collect()
}

/// The year of the months, and the phases: rows of the table first, then those that stand only in the list.
pub(super) fn read(
    page: &mut Page<'_>,
    rows: RangeInclusive<u32>,
    elenco: Vec<(String, Cella<String>)>,
) -> (Option<i32>, Vec<Fase>) {
    let Some(table) = Table::find(page, &rows) else { return (None, solo_elenco(elenco)) };
    let mut left: BTreeMap<String, Vec<Cella<String>>> = BTreeMap::new();
    for (label, text) in elenco.iter().rev() {
        left.entry(label.to_lowercase()).or_default().push(text.clone());
    }
    let mut fasi = Vec::new();
    for row0 in table.first_row0..=*rows.end() {
        let (at, cell) = page.cell(row0, &table.fase);
        let Some(label) = cell.and_then(etichetta) else { continue };
        let testo = left.get_mut(&label.to_lowercase()).and_then(Vec::pop);
        fasi.push(table.fase(page, row0, label, at, testo));
    }
    for (label, text) in elenco {
        if left.get(&label.to_lowercase()).is_some_and(|texts| texts.contains(&text)) {
            fasi.push(fase(label, None, Some(text)));
        }
    }
    (table.anno, fasi)
}

struct Table {
    anno: Option<i32>,
    fase: RangeInclusive<u32>,
    columns: Columns,
    mesi: [Option<RangeInclusive<u32>>; 12],
    anni: [Option<RangeInclusive<u32>>; 2],
    first_row0: u32,
}

impl Table {
    /// Finds the header, which may take several rows.
    fn find(page: &Page<'_>, rows: &RangeInclusive<u32>) -> Option<Self> {
        let labels = &page.profile.cronoprogramma;
        let (head, _) = page.texts_in(rows).find(|(_, text)| labels["fase"].matches(text))?;
        let mut table = Self {
            anno: None,
            fase: head.col0..=page.sheet.extent(head).col0,
            columns: Columns::new(),
            mesi: Default::default(),
            anni: Default::default(),
            first_row0: head.row0 + 1,
        };
        let mut anni: Vec<(i32, RangeInclusive<u32>)> = Vec::new();
        let mut last_header = head.row0;
        for row0 in head.row0..=*rows.end() {
            let label = page.cell(row0, &table.fase);
            if row0 > head.row0 && label.1.and_then(etichetta).is_some() {
                break;
            }
            for (at, cell) in page.sheet.row(row0) {
                let span = at.col0..=page.sheet.extent(at).col0;
                if let Some(year) = anno(cell) {
                    anni.push((year, span));
                    last_header = last_header.max(row0);
                    continue;
                }
                let Some(text) = page.text(at) else { continue };
                let words = text.split(' ').count();
                if let Some(month) = MESI.iter().position(|m| words == 1 && text.starts_with(m)) {
                    table.mesi[month] = Some(span);
                } else if let Some(name) =
                    COLONNE.into_iter().find(|name| labels.get(*name).is_some_and(|label| label.matches(text)))
                {
                    table.columns.entry(name).or_insert(span);
                } else {
                    continue;
                }
                last_header = last_header.max(page.sheet.extent(at).row0);
            }
        }
        anni.sort_by_key(|(year, _)| *year);
        // The year over the months is the form's; the two that follow have one column each.
        let january = table.mesi.iter().flatten().map(|span| *span.start()).min();
        table.anno = anni
            .iter()
            .find(|(_, span)| january.is_some_and(|column| span.contains(&column)))
            .or(anni.first())
            .map(|(year, _)| *year);
        for (i, slot) in table.anni.iter_mut().enumerate() {
            let year = table.anno.map(|year| year + 1 + i32::try_from(i).unwrap_or(0));
            *slot = anni.iter().find(|(y, _)| Some(*y) == year).map(|(_, span)| span.clone());
        }
        table.first_row0 = last_header + 1;
        Some(table)
    }

    fn fase(&self, page: &mut Page<'_>, row0: u32, label: String, at: CellRef, testo: Option<Cella<String>>) -> Fase {
        let mut out = fase(label, Some(at), testo);
        let label = out.etichetta.clone();
        out.annullata = page
            .sheet
            .row(row0)
            .find(|(_, cell)| matches!(&cell.value, CellValue::Text(text) if text.trim() == ANNULLATA))
            .map(|(at, _)| at);
        let scadenza = page.scadenza;
        let mut read = |span: Option<&RangeInclusive<u32>>, what: &str, conta: bool, colonna: Colonna| -> Percentuale {
            let Some(span) = span else { return Percentuale::default() };
            let (at, cell) = page.cell(row0, span);
            if cell.is_some_and(|cell| matches!(&cell.value, CellValue::Text(t) if t.trim() == ANNULLATA)) {
                return Percentuale { at: Some(at), ..Percentuale::default() };
            }
            percentuale::read(page, at, cell, format_args!("fase {label}, {what}"), conta, colonna)
        };
        out.precedenti = read(self.columns.get("precedenti"), "anni precedenti", false, Colonna::Quota);
        let (lug, dic) = (scadenza == Scadenza::Luglio, scadenza == Scadenza::Dicembre);
        out.target_lug = read(self.columns.get("target_lug"), "target al 31 luglio", lug, Colonna::Quota);
        out.gap_lug = read(self.columns.get("gap_lug"), "gap al 31 luglio", lug, Colonna::Gap);
        out.target_dic = read(self.columns.get("target_dic"), "target al 31 dicembre", dic, Colonna::Quota);
        out.gap_dic = read(self.columns.get("gap_dic"), "gap al 31 dicembre", dic, Colonna::Gap);
        // The months count where they stand for a target that nobody declared.
        let target = if dic { &out.target_dic } else { &out.target_lug };
        let conta = target.punti.is_none() && !target.illeggibile;
        for (month, slot) in out.mesi.iter_mut().enumerate() {
            *slot = read(self.mesi[month].as_ref(), NOMI_MESI[month], conta, Colonna::Quota);
        }
        let columns = [
            ("raggiunto_lug", "raggiunto alla prima scadenza", lug),
            ("raggiunto_dic", "raggiunto alla seconda scadenza", dic),
        ];
        out.raggiunto = columns.map(|(name, what, conta)| read(self.columns.get(name), what, conta, Colonna::Quota));
        out.anno2 = read(self.anni[0].as_ref(), "secondo anno", false, Colonna::Quota);
        out.anno3 = read(self.anni[1].as_ref(), "terzo anno", false, Colonna::Quota);
        out.peso =
            self.columns.get("peso").and_then(|span| page.cell(row0, span).1).and_then(|cell| match &cell.value {
                CellValue::Number(peso) if *peso >= 0.0 => Some(*peso),
                _ => None,
            });
        out
    }
}

/// Names of the months in messages.
const NOMI_MESI: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

fn fase(etichetta: String, at: Option<CellRef>, testo: Option<Cella<String>>) -> Fase {
    Fase {
        etichetta,
        at,
        testo,
        annullata: None,
        precedenti: Percentuale::default(),
        mesi: Default::default(),
        target_lug: Percentuale::default(),
        gap_lug: Percentuale::default(),
        target_dic: Percentuale::default(),
        gap_dic: Percentuale::default(),
        anno2: Percentuale::default(),
        anno3: Percentuale::default(),
        raggiunto: Default::default(),
        peso: None,
    }
}

/// A phase's label: `1`, `10`, `1a`, `Fase 3`.
fn etichetta(cell: &Cell) -> Option<String> {
    let text = match &cell.value {
        CellValue::Number(n) if n.fract() == 0.0 && (1.0..100.0).contains(n) => return Some(format!("{n}")),
        CellValue::Text(text) => text.trim(),
        _ => return None,
    };
    let words = normalise(text);
    let word = words.strip_prefix("fase ").unwrap_or(&words).replace(' ', "");
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let rest = &word[digits..];
    let fits = (1..=2).contains(&digits)
        && (rest.is_empty() || matches!(rest, "a" | "b" | "c" | "d" | "e" | "f" | "bis" | "ter"));
    fits.then(|| {
        let bare = text.trim_end_matches(['.', ')']).trim();
        bare.get(..4).filter(|p| p.eq_ignore_ascii_case("fase")).map_or(bare, |_| bare[4..].trim()).to_owned()
    })
}

fn anno(cell: &Cell) -> Option<i32> {
    let year = match &cell.value {
        CellValue::Number(n) if n.fract() == 0.0 => format!("{n}"),
        CellValue::Text(text) => normalise(text).trim_start_matches("anno ").to_owned(),
        _ => return None,
    };
    year.parse().ok().filter(|year| (2000..2100).contains(year))
}
