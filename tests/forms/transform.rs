//! What people do to a form, done to a sheet in memory; each cell remembers where it was.

use std::collections::BTreeMap;

use traguardo::place::CellRef;
use traguardo::workbook::{Cell, CellValue, Merge, Sheet};

/// Numbers that look random and are the same in every run.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    pub fn below(&mut self, n: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 33) % u64::from(n)).unwrap()
    }
}

/// A sheet that can be changed.
pub struct Draft {
    name: String,
    cells: BTreeMap<CellRef, (CellRef, Cell)>,
    merges: Vec<Merge>,
}

impl Draft {
    pub fn new(sheet: &Sheet) -> Self {
        let cells = sheet.cells().map(|(at, cell)| (at, (at, cell.clone()))).collect();
        Self { name: sheet.name.clone(), cells, merges: sheet.merges().to_vec() }
    }

    pub fn sheet(&self) -> Sheet {
        let cells = self.cells.iter().map(|(at, (_, cell))| (*at, cell.clone())).collect();
        Sheet::new(self.name.clone(), false, cells, self.merges.clone())
    }

    /// Where a cell was before the changes.
    pub fn back(&self, at: CellRef) -> CellRef {
        self.cells.get(&at).map_or(CellRef::new(u32::MAX - 1, at.col0), |(was, _)| *was)
    }

    fn moved(&mut self, to: impl Fn(CellRef) -> CellRef) {
        let cells = std::mem::take(&mut self.cells);
        self.cells = cells.into_iter().map(|(at, cell)| (to(at), cell)).collect();
        for merge in &mut self.merges {
            *merge = Merge { start: to(merge.start), end: to(merge.end) };
        }
    }

    /// As Excel does: what is at the row or below it moves down, merged areas stretch.
    pub fn insert_rows(&mut self, row0: u32, n: u32) {
        self.moved(|at| CellRef::new(at.row0 + if at.row0 >= row0 { n } else { 0 }, at.col0));
    }

    pub fn insert_columns(&mut self, col0: u32, n: u32) {
        self.moved(|at| CellRef::new(at.row0, at.col0 + if at.col0 >= col0 { n } else { 0 }));
    }

    pub fn unmerge(&mut self, mut parted: impl FnMut(&Merge) -> bool) {
        self.merges.retain(|m| !parted(m));
    }

    /// Parts some wide merged areas in two.
    pub fn split_merges(&mut self, rng: &mut Rng) {
        let merges = std::mem::take(&mut self.merges);
        for m in merges {
            let width = m.end.col0 - m.start.col0;
            if width >= 3 && rng.below(2) == 0 {
                let cut = m.start.col0 + 1 + rng.below(width - 1);
                self.merges.push(Merge { start: m.start, end: CellRef::new(m.end.row0, cut) });
                self.merges.push(Merge { start: CellRef::new(m.start.row0, cut + 1), end: m.end });
            } else {
                self.merges.push(m);
            }
        }
    }

    fn find(&self, start: &str) -> Option<u32> {
        self.cells
            .iter()
            .find(|(_, (_, c))| matches!(&c.value, CellValue::Text(t) if t.to_uppercase().starts_with(start)))
            .map(|(at, _)| at.row0)
    }

    /// Puts the header and the sections in another order.
    pub fn shuffle_sections(&mut self, rng: &mut Rng) {
        let titles = [
            "DESCRIZIONE DELLE FASI",
            "CRONOPROGRAMMA",
            "INDICATORI DI",
            "PERSONALE DIRIGENZIALE",
            "RISORSE UTILIZZATE",
        ];
        let mut starts: Vec<u32> = std::iter::once(0).chain(titles.iter().filter_map(|t| self.find(t))).collect();
        starts.sort_unstable();
        let last = self.cells.keys().next_back().unwrap().row0;
        let mut blocks: Vec<(u32, u32)> =
            (0..starts.len()).map(|i| (starts[i], starts.get(i + 1).map_or(last + 1, |next| *next))).collect();
        for i in (1..blocks.len()).rev() {
            blocks.swap(i, rng.below(u32::try_from(i + 1).unwrap()) as usize);
        }
        let mut new_start = BTreeMap::new();
        let mut row0 = 0;
        for (start, end) in blocks {
            new_start.insert(start, row0);
            // A blank row between two parts, as a person leaves it.
            row0 += end - start + 1;
        }
        self.moved(|at| {
            let (start, new) = new_start.range(..=at.row0).next_back().unwrap();
            CellRef::new(new + at.row0 - start, at.col0)
        });
    }

    /// Other words in the labels, or in all cells.
    pub fn texts(&mut self, mut change: impl FnMut(&str) -> Option<String>) {
        for (_, cell) in self.cells.values_mut() {
            if let CellValue::Text(text) = &mut cell.value
                && let Some(new) = change(text)
            {
                *text = new;
            }
        }
    }

    /// Labels by the words of other plans.
    pub fn relabel(&mut self, rng: &mut Rng) {
        const OTHERS: &[(&str, &[&str])] = &[
            ("PO / RESPONSABILE", &["PO/FUNZIONARIO", "RESPONSABILE P.O.", "E.Q.", "P.O.", "Titolare di E.Q."]),
            ("ASSESSORE", &["Assessore di riferimento", "Assessore referente"]),
            ("FINALITÀ", &["FINALITA'", "Finalità:", "Finalita’"]),
            ("MISSIONE (SeS e SeO DUP)", &["Missione", "MISSIONE DUP"]),
            ("Titolo Obiettivo:", &["TITOLO OBIETTIVO", "Titolo dell'obiettivo"]),
            ("Descrizione Obiettivo:", &["DESCRIZIONE DELL'OBIETTIVO", "Descrizione dell’obiettivo :"]),
            ("Descrizione delle fasi di attuazione", &["FASI DI ATTUAZIONE", "Descrizione fasi"]),
            ("FASI E TEMPI", &["FASE E TEMPI", "Fasi", "FASE"]),
            ("% Target al 31-lug", &["% Target al 31 luglio", "Target 31/07", "TARGET AL 31.07.2022"]),
            ("% Gap al 31-lug", &["Gap al 31/7", "% Scost. al 31 luglio"]),
            ("% Target al 31-dic", &["% Target al 31 dicembre", "Target 31/12", "TARGET AL 31.12.22"]),
            ("% Gap al 31-dic", &["Gap", "% Scostamento al 31 dic."]),
            ("Indici di Quantità", &["INDICATORI DI QUANTITA'", "Quantità"]),
            ("RAGGIUNTO al 31.07.2022", &["Raggiunto 31 lug", "Valore raggiunto al 31/07"]),
            ("RAGGIUNTO al 31.12.2022", &["Raggiunto 31 dic", "RAGGIUNTO AL 31/12/22", "Raggiunto a fine anno"]),
            ("Scost. al 31.12.2022", &["Scost.", "Scostamento al 31/12"]),
            ("Scost. al 31.07.2022", &["Scost.", "Scostamento al 31 luglio"]),
            ("ATTESO", &["Valore atteso", "Atteso"]),
            ("Cat.", &["CAT.", "Categoria", "cat"]),
            ("Cognome e Nome", &["Nominativo", "COGNOME NOME", "Dipendente"]),
            ("% Partecipazione", &["% Partec.", "% di partecipazione", "Partecipazione %", "%"]),
            ("Costo", &["Importo", "Costo (€)"]),
            ("Gennaio", &["GEN", "gen."]),
            ("Settembre", &["Sett.", "SET"]),
            ("RISORSE UTILIZZATE", &["RISORSE FINANZIARIE", "Risorse"]),
        ];
        let choices: Vec<Option<&str>> = OTHERS
            .iter()
            .map(|(_, others)| others.get(rng.below(u32::try_from(others.len() + 1).unwrap()) as usize).copied())
            .collect();
        self.texts(|text| {
            let i = OTHERS.iter().position(|(usual, _)| *usual == text)?;
            choices[i].map(str::to_owned)
        });
    }

    /// Labels with other capitals, spaces, line breaks, invisible characters, and one letter wrong in the long ones.
    pub fn disguise(&mut self, rng: &mut Rng) {
        const LABELS: &[&str] = &[
            "ASSESSORE",
            "DIRIGENTE",
            "SEZIONE",
            "PROGETTO",
            "OBIETTIVO STRATEGICO",
            "OBIETTIVO OPERATIVO",
            "Titolo Obiettivo:",
            "Orizzonte Temporale:",
            "INDICATORI DI PERFORMANCE",
            "Indici di Tempo",
            "Indici di Costo",
            "Cognome e Nome",
            "Note eventuali",
            "RISORSE UTILIZZATE",
            "Tipologia",
            "% Raggiunta Anni Precedenti",
            "Dicembre",
        ];
        let ways: Vec<u32> = LABELS.iter().map(|_| rng.below(7)).collect();
        self.texts(|text| {
            let i = LABELS.iter().position(|label| *label == text)?;
            Some(match ways[i] {
                0 => text.to_lowercase(),
                1 => text.to_uppercase(),
                2 => format!("  {} ", text.replace(' ', "\u{a0}\u{a0}")),
                3 => text.replace(' ', "\n"),
                4 => format!("\u{feff}{}\u{200b} :", text.trim_end_matches(':')),
                5 if text.len() > 16 => text.replacen('I', "", 1).replacen('t', "tt", 1),
                _ => return None,
            })
        });
    }

    /// The months as `month` writes them, by their number from zero.
    pub fn months(&mut self, month: impl Fn(usize) -> CellValue) {
        for (_, cell) in self.cells.values_mut() {
            let CellValue::Text(text) = &cell.value else { continue };
            let lower = text.to_lowercase();
            let name = |name: &&str| *name == lower || (lower.len() == 3 && name.starts_with(&lower));
            if let Some(i) = traguardo::italian::MESI.iter().position(name) {
                cell.value = month(i);
            }
        }
    }

    /// Puts a cell of text somewhere.
    pub fn write(&mut self, at: CellRef, text: &str) {
        let cell = Cell { value: CellValue::Text(text.to_owned()), format: "General".into(), formula: false };
        self.cells.insert(at, (at, cell));
    }

    /// The place of the first cell whose text begins so.
    pub fn place(&self, start: &str) -> Option<CellRef> {
        let begins = |c: &Cell| matches!(&c.value, CellValue::Text(t) if t.to_uppercase().starts_with(start));
        self.cells.iter().find(|(_, (_, c))| begins(c)).map(|(at, _)| *at)
    }

    /// The cells of text in a row, left to right.
    pub fn row(&self, row0: u32) -> Vec<(CellRef, String)> {
        let row = self.cells.range(CellRef::new(row0, 0)..=CellRef::new(row0, u32::MAX));
        let text = |c: &Cell| match &c.value {
            CellValue::Text(text) => Some(text.clone()),
            _ => None,
        };
        row.filter_map(|(at, (_, c))| Some((*at, text(c)?))).collect()
    }

    /// Another year in labels and headers.
    pub fn change_year(&mut self, by: i32) {
        for (at, cell) in self.cells.values_mut() {
            match &mut cell.value {
                CellValue::Number(n) if (2000.0..2100.0).contains(n) && &*cell.format == "General" => {
                    *n += f64::from(by);
                }
                CellValue::Text(text)
                    if (["CRONO", "RAGGIUNTO", "Scost"].iter().any(|label| text.starts_with(label))
                        || text.len() == 4)
                        && at.row0 > 14 =>
                {
                    for year in (2021..2026).rev() {
                        *text = text.replace(&year.to_string(), &format!("<{}>", year + by));
                    }
                    *text = text.replace(['<', '>'], "");
                }
                _ => {}
            }
        }
    }

    /// Copies another sheet's cells into this one.
    pub fn add(&mut self, other: &Self, rows: u32, columns: u32) {
        let to = |at: CellRef| CellRef::new(at.row0 + rows, at.col0 + columns);
        self.cells.extend(other.cells.iter().map(|(at, cell)| (to(*at), cell.clone())));
        self.merges.extend(other.merges.iter().map(|m| Merge { start: to(m.start), end: to(m.end) }));
    }

    /// A remark to the right of the table of the people.
    pub fn remark(&mut self, text: &str) -> CellRef {
        let row0 = self.find("COGNOME E NOME").unwrap() + 1;
        let at = CellRef::new(row0, 22);
        self.cells.insert(
            at,
            (at, Cell { value: CellValue::Text(text.to_owned()), format: "General".into(), formula: false }),
        );
        at
    }
}
