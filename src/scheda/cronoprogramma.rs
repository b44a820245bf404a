//! The cronoprogramma: months, targets and gaps of each phase, beside the descriptions of the list.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::elenco_fasi::Voce;
use super::etichetta::{chiave, etichetta, insieme};
use super::page::{Page, testo};
use super::parte::Parte;
use super::percentuale::{self, Colonna};
use super::profile::{Ambito, Come};
use super::tabella::{Riga, Testa, Testata};
use super::text::single_spaced;
use super::valori::mostrato;
use super::{Cella, Fase, Percentuale, Peso, Scadenza, peso};
use crate::italian::MESI;
use crate::place::CellRef;
use crate::segnalazione::{Gravita, codici};
use crate::workbook::{Cell, CellValue};

/// The year of the months, and the phases: rows of the table first, then those that stand only in the list.
pub(super) fn read<'a>(page: &mut Page<'a>, parti: &[&Parte<'a>], elenco: Vec<Voce>) -> (Option<i32>, Vec<Fase>) {
    let mut anno = None;
    let mut left: BTreeMap<String, Vec<Cella<String>>> = BTreeMap::new();
    for (label, text) in elenco.iter().rev() {
        left.entry(chiave(label)).or_default().push(text.clone());
    }
    let mut fasi = Vec::new();
    // The cells of the phases that have no number of their own.
    let mut senza_numero = Vec::new();
    for parte in parti {
        let year = anno_di(page, parte);
        anno = anno.or(year);
        for (i, testata) in parte.testate.iter().enumerate() {
            testata.riconosci(page);
            senza_etichetta(page, testata);
            senza_mesi(page, parte, testata);
            let table = Tabella { testata, anno: year };
            if !testata.teste.is_empty() {
                fasi.extend(testata.teste.iter().map(|testa| table.colonna(page, testa, &mut left)));
                continue;
            }
            let bottom = parte.testate.get(i + 1).map_or(parte.area.end.row0, |next| next.area.start.row0 - 1);
            let columns = parte.area.start.col0..=parte.area.end.col0;
            let rows = page.filled(testata.area.end.row0 + 1..=bottom).to_vec();
            for row0 in rows {
                if let Some((fase, numerata)) = table.riga(page, row0, &columns, &mut left, &fasi) {
                    if !numerata {
                        senza_numero.extend(fase.at.map(|at| (at, fase.etichetta.clone())));
                    }
                    fasi.push(fase);
                }
            }
        }
    }
    if senza_numero.len() < fasi.len() {
        for (at, etichetta) in senza_numero {
            let testo = page.sheet.get(at).map(mostrato).unwrap_or_default();
            page.report_as(codici::FAS006, Gravita::Avviso,
                Some(at),
                format!("la riga «{testo}» del cronoprogramma non ha un numero, le altre sì: è stata letta come fase {etichetta}"),
                "se è una fase, scriverne il numero; se è una media o un totale, scrivere «Totale» al posto del testo",
            );
        }
    }
    let left: BTreeSet<CellRef> = left.values().flatten().map(|text| text.at).collect();
    for (label, text) in elenco {
        if left.contains(&text.at) {
            fasi.push(fase(label, None, Some(text)));
        }
    }
    (anno, fasi)
}

/// The year over the months, or else in the section's title, or else beside a checkpoint.
fn anno_di(page: &Page<'_>, parte: &Parte<'_>) -> Option<i32> {
    let over = parte.testate.iter().find_map(|t| t.anno);
    let title = || page.hit(parte.titolo?, Ambito::Sezioni)?.anni.first().copied();
    let checkpoint =
        || parte.testate.iter().flat_map(|t| &t.colonne).find_map(|c| c.anno.filter(|_| !c.nome.is_empty()));
    over.or_else(title).or_else(checkpoint)
}

struct Tabella<'t, 'a> {
    testata: &'t Testata<'a>,
    anno: Option<i32>,
}

impl<'a> Tabella<'_, 'a> {
    /// The phase of a row, and whether it has a number of its own; `None` for blank rows, totals and remarks.
    fn riga(
        &self,
        page: &mut Page<'a>,
        row0: u32,
        columns: &RangeInclusive<u32>,
        left: &mut BTreeMap<String, Vec<Cella<String>>>,
        known: &[Fase],
    ) -> Option<(Fase, bool)> {
        let riga = self.testata.riga(page, row0, columns);
        let column = self.testata.colonna("fase").filter(|_| self.has_label_column());
        let label = match column {
            Some(column) => riga.get(Some(column)),
            // Without a header the labels stand before the first column.
            None => page
                .row(row0, &(*columns.start()..=self.first_column()))
                .last()
                .filter(|(at, _)| at.col0 < self.first_column()),
        };
        let Some((at, cell)) = label else {
            self.senza_fase(page, &riga, !known.is_empty());
            return None;
        };
        let (mut descritta, mut numerata) = (None, true);
        let label = match etichetta(cell) {
            Some(label) => label,
            None if page.is(at, Ambito::Fasi, "totale") => {
                page.riconosci(Ambito::Fasi, "totale", at, "totale", Come::Esatta);
                for (_, at, _) in riga.celle() {
                    page.prendi(at);
                }
                return None;
            }
            None if page.is_comment(cell) => return None,
            None => {
                let text = testo(at, cell)?;
                let own = insieme(&text.valore);
                // A number that follows the one above is a phase's even where nothing else is filled in.
                let next = own.as_ref().is_some_and(|(label, _)| seguono(known.last(), label));
                let total = own.is_none() && !known.is_empty() && self.calcolata(&riga);
                if total || !(next || self.has_values(page, &riga, at)) {
                    return None;
                }
                let (label, rest) = own.unwrap_or_else(|| {
                    numerata = false;
                    ((known.len() + 1).to_string(), text.valore.clone())
                });
                descritta = Some(Cella { valore: rest, at });
                label
            }
        };
        page.prendi(at);
        // «Fase | Attività»: of two columns of that name the second one describes.
        let second = || self.testata.colonne.iter().rposition(|c| c.nome == "fase").filter(|i| Some(*i) != column);
        let described = self.testata.colonna("testo").or_else(second);
        let own = riga.get(described).and_then(|(at, cell)| testo(at, cell)).filter(|own| own.at != at);
        if let Some(own) = &own {
            page.prendi(own.at);
        }
        let listed = left.get_mut(&chiave(&label)).and_then(Vec::pop);
        let described = listed.or(own).or(descritta);
        Some((self.fase(page, &riga, label, at, described), numerata))
    }

    /// The phase of a column.
    fn colonna(&self, page: &mut Page<'a>, testa: &Testa, left: &mut BTreeMap<String, Vec<Cella<String>>>) -> Fase {
        let riga = testa.riga(page);
        page.prendi(testa.at);
        let cell = page.sheet.get(testa.at);
        let (label, own) = match cell.and_then(etichetta) {
            Some(label) => (label, None),
            None => cell
                .and_then(|cell| insieme(&mostrato(cell)))
                .map_or_else(Default::default, |(label, valore)| (label, Some(Cella { valore, at: testa.at }))),
        };
        let listed = left.get_mut(&chiave(&label)).and_then(Vec::pop);
        self.fase(page, &riga, label, testa.at, listed.or(own))
    }

    /// Says that a row below the first phase has values and no phase.
    fn senza_fase(&self, page: &mut Page<'a>, riga: &Riga<'a>, started: bool) {
        let value = riga.celle().find(|(i, _, cell)| {
            let known = self.testata.colonne.get(*i).is_some_and(|c| !c.nome.is_empty() || c.mese.is_some());
            known && matches!(cell.value, CellValue::Number(n) if n != 0.0)
        });
        let Some((_, at, _)) = value.filter(|_| started && !self.calcolata(riga)) else { return };
        for (_, at, _) in riga.celle() {
            page.prendi(at);
        }
        page.report_as(
            codici::FAS006,
            Gravita::Avviso,
            Some(at),
            "questa riga del cronoprogramma ha dei valori ma nessuna fase: non è stata letta".to_owned(),
            "scrivere la fase davanti alla riga; se continua la fase di sopra, riportarne i valori su una riga sola",
        );
    }

    /// Whether all the numbers of a row are computed, as those of a total are.
    fn calcolata(&self, riga: &Riga<'a>) -> bool {
        let mut numbers = riga.celle().filter(|(_, _, cell)| matches!(cell.value, CellValue::Number(_))).peekable();
        numbers.peek().is_some()
            && numbers.all(|(i, _, cell)| {
                let unknown = self.testata.colonne.get(i).is_none_or(|c| c.nome.is_empty() && c.mese.is_none());
                cell.formula || unknown
            })
    }

    fn has_label_column(&self) -> bool {
        self.testata.colonna("fase").is_some()
    }

    fn first_column(&self) -> u32 {
        self.testata.colonne.first().map_or(0, |c| *c.span.start())
    }

    /// Whether a row has a number or a mark beside its label.
    fn has_values(&self, page: &Page<'a>, riga: &Riga<'a>, label: CellRef) -> bool {
        let wide = page.sheet.extent(label).col0;
        riga.celle().any(|(i, at, cell)| {
            let column = self.testata.colonne.get(i);
            let unknown = column.is_none_or(|c| c.nome.is_empty() && c.mese.is_none() && c.anno.is_none());
            at.col0 > wide && !unknown && !matches!(&cell.value, CellValue::Text(text) if text.trim().len() > 12)
        })
    }

    fn fase(
        &self,
        page: &mut Page<'a>,
        riga: &Riga<'a>,
        label: String,
        at: CellRef,
        testo: Option<Cella<String>>,
    ) -> Fase {
        let mut out = fase(label, Some(at), testo);
        let label = out.etichetta.clone();
        let marks = &page.criteri.convenzioni.annullata;
        let annulla = |cell: &Cell| matches!(&cell.value, CellValue::Text(text) if marks.iter().any(|m| same(m, text)));
        out.annullata = riga.celle().find(|(_, _, cell)| annulla(cell)).map(|(_, at, _)| at);
        let criteri = page.criteri;
        let scadenza = criteri.scadenza;
        let al = |what: &str, scadenza| format!("{what} al {}", criteri.calendario.giorno(scadenza));
        let mut read = |column: Option<usize>, what: &str, conta: bool, kind: Colonna| -> Percentuale {
            let Some(column) = column else { return Percentuale::default() };
            let (at, cell) = riga.posto(page, self.testata, column);
            page.prendi(at);
            if cell.is_some_and(annulla) {
                return Percentuale { at: Some(at), ..Percentuale::default() };
            }
            percentuale::read(page, at, cell, format_args!("fase {label}, {what}"), conta, kind)
        };
        let t = self.testata;
        out.precedenti = read(t.colonna("precedenti"), "anni precedenti", false, Colonna::Quota);
        let (lug, dic) = (scadenza == Scadenza::Luglio, scadenza == Scadenza::Dicembre);
        let [target_lug, target_dic] = t.scadenze("target", &criteri);
        let [gap_lug, gap_dic] = t.scadenze("gap", &criteri);
        out.target_lug = read(target_lug, &al("target", Scadenza::Luglio), lug, Colonna::Quota);
        out.gap_lug = read(gap_lug, &al("gap", Scadenza::Luglio), lug, Colonna::Gap);
        out.target_dic = read(target_dic, &al("target", Scadenza::Dicembre), dic, Colonna::Quota);
        out.gap_dic = read(gap_dic, &al("gap", Scadenza::Dicembre), dic, Colonna::Gap);
        // Only the rules know whether the months count beside a declared target.
        for ((slot, name), month) in out.mesi.iter_mut().zip(MESI).zip(1..) {
            let until = if t.passo > 1 { "periodo fino a " } else { "" };
            *slot = read(t.mese(month), &format!("{until}{name}"), true, Colonna::Quota);
        }
        out.passo = t.passo;
        let [raggiunto_lug, raggiunto_dic] = t.scadenze("raggiunto", &criteri);
        out.raggiunto = [
            read(raggiunto_lug, &al("raggiunto", Scadenza::Luglio), lug, Colonna::Quota),
            read(raggiunto_dic, &al("raggiunto", Scadenza::Dicembre), dic, Colonna::Quota),
        ];
        // Where the form does not say its own year it is the run's.
        let year = |n: i32| t.anno(self.anno.unwrap_or(criteri.anno) + n);
        out.anno2 = read(year(1).or_else(|| t.colonna("anno2")), "secondo anno", false, Colonna::Quota);
        out.anno3 = read(year(2).or_else(|| t.colonna("anno3")), "terzo anno", false, Colonna::Quota);
        if let Some(column) = t.colonna("peso") {
            let (at, cell) = riga.posto(page, t, column);
            out.peso = peso::read(page, at, cell, format_args!("della fase {label}"));
        }
        out
    }
}

/// Whether a label's number is the one after that of the phase above.
fn seguono(above: Option<&Fase>, label: &str) -> bool {
    let number = |label: &str| chiave(label).parse::<u32>().ok();
    above.and_then(|fase| number(&fase.etichetta)).is_some_and(|n| number(label) == Some(n + 1))
}

/// Whether a cell says a mark and nothing else; case and spaces do not count.
fn same(mark: &str, text: &str) -> bool {
    single_spaced(mark).to_lowercase() == single_spaced(text).to_lowercase()
}

/// Says so where the table has targets and no months to compare them with.
fn senza_mesi(page: &mut Page<'_>, parte: &Parte<'_>, testata: &Testata<'_>) {
    let first = parte.testate.first().is_some_and(|first| first.area == testata.area);
    if first && testata.teste.is_empty() && (1..=12).all(|mese| testata.mese(mese).is_none()) {
        page.report_as(codici::FOG003, Gravita::Avviso,
            Some(testata.area.start),
            "nel cronoprogramma non si trovano le colonne dei mesi: i target sono stati letti, ma non si possono confrontare con i mesi".to_owned(),
            "mettere una colonna per ogni mese, da gennaio a dicembre, o scriverne i nomi per intero",
        );
    }
}

/// Says so where the column of the labels has no header.
fn senza_etichetta(page: &mut Page<'_>, testata: &Testata<'_>) {
    if testata.ambito == Ambito::Fasi && testata.colonna("fase").is_none() && testata.teste.is_empty() {
        page.riconosci(Ambito::Fasi, "fase", testata.area.start, "la colonna prima dei mesi", Come::Posizione);
    }
}

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
        passo: 1,
        peso: Peso::default(),
    }
}
