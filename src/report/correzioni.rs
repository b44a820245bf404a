//! What an office has to correct in one workbook, by sheet and cell. Nothing about the other offices is in it.

use super::Material;
use super::model::{Block, Report, Row, Table, Tone, Value};
use super::parts::{self, chapter};
use super::riservatezza::{Menzioni, Visuale};
use super::rows::{Rows, SchedaRow, SegnalazioneRow, key};
use super::testi::{tavola, testo};
use super::wording::{self, count, fact, figure, heading, notice, paragraph, row, text};
use crate::place::{CellRef, Luogo};
use crate::segnalazione::{Gravita, codici};
use crate::tabelle;

/// How the corrections are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forma {
    /// A table for each sheet: to be read.
    Pagine,
    /// One table, to be filtered and ticked off.
    Elenco,
}

/// What there is to say of the copy of the workbook that is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copia<'a> {
    /// There is nothing to mark.
    Nessuna,
    /// It stands beside the list under this name.
    Accanto(&'a str),
    /// It could not be made, for this reason.
    Negata(&'a str),
}

/// The workbooks that were looked at, read or not, by name. The tables beside them are no office's.
pub(super) fn file(rows: &Rows) -> Vec<String> {
    let schede = rows.schede.iter().map(|s| s.file.clone());
    // A report of ours or a file of another kind among the workbooks is no office's.
    let office_s = |s: &&SegnalazioneRow| s.codice != codici::FIL002.sigla || s.gravita == Gravita::Errore.as_str();
    let segnalazioni = rows.segnalazioni.iter().filter(office_s).filter_map(|s| s.file.clone());
    let mut names: Vec<String> = schede.chain(segnalazioni).collect();
    names.sort();
    names.dedup();
    names.retain(|name| !tabelle::NOMI.contains(&name.as_str()));
    names
}

/// What the office of one workbook has to correct in it, and may read of it.
#[derive(Debug)]
pub struct Correzioni<'r> {
    material: &'r Material<'r>,
    file: String,
    /// The schede of the workbook.
    own: Vec<&'r SchedaRow>,
    /// By sheet in the order of the schede, then by cell.
    segnalazioni: Vec<SegnalazioneRow>,
}

impl<'r> Correzioni<'r> {
    pub(super) fn of(material: &'r Material<'r>, rows: &'r Rows, menzioni: &Menzioni, file: &str) -> Self {
        let own: Vec<&SchedaRow> = rows.schede.iter().filter(|s| s.file == file).collect();
        let segnalazioni = segnalazioni(rows, menzioni, file, &own);
        Self { material, file: file.to_owned(), own, segnalazioni }
    }

    /// What is to be marked in the copy of the workbook that is given back: where, how grave, and what to say. What
    /// concerns a whole sheet stands at its first cell, what concerns the whole file on the first scheda.
    #[must_use]
    pub fn segni(&self) -> Vec<(Luogo, Gravita, String)> {
        let Some(first) = self.own.first() else { return Vec::new() };
        let marks = self.segnalazioni.iter().map(|s| {
            let gravita = match s.gravita.as_str() {
                "errore" => Gravita::Errore,
                "avviso" => Gravita::Avviso,
                _ => Gravita::Nota,
            };
            let cella = s.luogo().and_then(|luogo| luogo.cella);
            let about = match (&s.foglio, cella) {
                (None, _) => testo!("segno-su", dove = "file") + " ",
                (Some(_), None) => testo!("segno-su", dove = "foglio") + " ",
                _ => String::new(),
            };
            let said = |text: &Option<String>| parts::capital(text.as_deref().unwrap_or_default());
            let testo = format!(
                "{} {}: {about}{}.\n{}",
                s.gravita.to_uppercase(),
                s.codice,
                said(&s.messaggio).trim_end_matches('.'),
                testo!("segno-che-cosa-fare", rimedio = said(&s.rimedio).trim_end_matches('.'))
            );
            let foglio = s.foglio.as_deref().unwrap_or(&first.foglio);
            (Luogo::foglio(&*self.file, foglio).at(cella.unwrap_or(CellRef::new(0, 0))), gravita, testo)
        });
        marks.collect()
    }

    /// The corrections as a document, with a word on the copy that is given back.
    #[must_use]
    pub fn report(&self, forma: Forma, copia: Copia) -> Report {
        let Self { material, file, own, segnalazioni } = self;
        let of = |gravita: &str| segnalazioni.iter().filter(|s| s.gravita == gravita).count();
        let (errori, avvisi, note) = (of("errore"), of("avviso"), of("nota"));
        let cover = vec![
            fact(testo!("correzioni-file"), Value::Text(file.clone())),
            fact(testo!("correzioni-schede"), count(own.len())),
            fact(testo!("correzioni-errori"), count(errori)),
            fact(testo!("correzioni-avvisi"), count(avvisi)),
        ];
        let title = testo!("correzioni-titolo", anno = material.anno.to_string(), scadenza = material.scadenza_nome);
        let mut report =
            parts::frame(material, title, testo!("correzioni-destinatario", file = file.as_str()), errori, cover);
        if forma == Forma::Pagine {
            // The same page goes on with these figures.
            report.cover.clear();
        }
        let mut blocks = vec![
            paragraph(testo!("correzioni-file.testo", file = file.as_str())),
            Block::Figures(vec![
                figure(testo!("figura-schede-lette"), count(own.len()), None),
                parts::errori(errori),
                figure(testo!("figura-avvisi-ufficio"), count(avvisi), Some(testo!("figura-avvisi-ufficio.nota"))),
                figure(testo!("figura-note-ufficio"), count(note), Some(testo!("figura-note-ufficio.nota"))),
            ]),
        ];
        blocks.extend(verdetto(own.len(), errori, avvisi));
        if !segnalazioni.is_empty() {
            blocks.push(paragraph(testo!("correzioni-istruzioni")));
        }
        match copia {
            Copia::Nessuna => {}
            Copia::Accanto(nome) => blocks.push(paragraph(testo!("correzioni-copia", nome = nome))),
            Copia::Negata(motivo) => blocks.push(paragraph(testo!("correzioni-senza-copia", motivo = motivo))),
        }
        match forma {
            Forma::Elenco => blocks.push(Block::Table(elenco(file, segnalazioni))),
            Forma::Pagine => blocks.extend(pagine(file, segnalazioni)),
        }
        report.chapters = vec![chapter(testo!("correzioni"), testo!("correzioni"), blocks)];
        report
    }
}

/// The segnalazioni on a workbook as its office may read them, by sheet in the order of the schede, then by cell.
fn segnalazioni(rows: &Rows, menzioni: &Menzioni, file: &str, own: &[&SchedaRow]) -> Vec<SegnalazioneRow> {
    // Two versions of one workbook are the same office's: each may know of the other.
    let direzioni: Vec<String> = own.iter().filter_map(|s| s.direzione.as_deref().map(key)).collect();
    let same_office = |s: &&SchedaRow| s.direzione.as_deref().is_some_and(|d| direzioni.contains(&key(d)));
    let noti: Vec<&str> = rows.schede.iter().filter(same_office).flat_map(|s| [&*s.file, &*s.foglio]).collect();
    let ids = own.iter().map(|s| s.id.as_str()).collect();
    let visuale = Visuale::new(menzioni, &ids, &noti);
    let mut found: Vec<SegnalazioneRow> = rows
        .segnalazioni
        .iter()
        .filter(|s| s.file.as_deref() == Some(file))
        // A copy is equal to what it is a copy of: the name of the other file tells the office nothing that it has not.
        .map(|s| if s.codice == "FIL007" { s.clone() } else { visuale.shown(s) })
        .collect();
    let tab = |s: &SegnalazioneRow| {
        let foglio = s.foglio.as_deref()?;
        Some(own.iter().position(|o| o.foglio == foglio).unwrap_or(own.len()))
    };
    let cell = |s: &SegnalazioneRow| s.luogo().and_then(|l| l.cella);
    found.sort_by_cached_key(|s| (tab(s), s.foglio.clone(), cell(s), s.codice.clone()));
    found
}

fn verdetto(schede: usize, errori: usize, avvisi: usize) -> Option<Block> {
    let (tone, title, said) = match (schede, errori, avvisi) {
        (0, 1.., _) => (Tone::Bad, testo!("esito-non-letto"), testo!("esito-non-letto.testo")),
        (_, 1.., _) => (Tone::Bad, testo!("esito-errori"), testo!("esito-errori.testo", errori = errori)),
        (_, 0, 1..) => (Tone::Warning, testo!("esito-avvisi"), testo!("esito-avvisi.testo", avvisi = avvisi)),
        (0, ..) => return None,
        _ => (Tone::Good, testo!("esito-in-ordine"), testo!("esito-in-ordine.testo")),
    };
    Some(notice(tone, title, said))
}

fn elenco(file: &str, segnalazioni: &[SegnalazioneRow]) -> Table {
    let rows = segnalazioni.iter().map(|s| line(file, s, true)).collect();
    tavola!("tabella-correzioni", rows)
}

fn pagine(file: &str, segnalazioni: &[SegnalazioneRow]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for group in segnalazioni.chunk_by(|a, b| a.foglio == b.foglio) {
        let foglio = group[0].foglio.as_deref();
        let title = match foglio {
            None => testo!("correzioni-intero-file"),
            Some(name) => testo!("correzioni-foglio", foglio = name),
        };
        let rows = group.iter().map(|s| line(file, s, false)).collect();
        let table = tavola!("tabella-correzioni-foglio", rows);
        blocks.extend([heading(2, title), Block::Table(table)]);
    }
    blocks
}

fn line(file: &str, s: &SegnalazioneRow, with_foglio: bool) -> Row {
    let cella: Option<CellRef> = s.luogo().and_then(|luogo| luogo.cella);
    // The whole of a sheet is shown by its first cell.
    let link = s.foglio.as_ref().map(|foglio| Value::Cella {
        text: cella.map_or_else(|| testo!("correzioni-foglio.intero"), |cella| cella.to_string()),
        luogo: Luogo::foglio(file, &**foglio).at(cella.unwrap_or(CellRef::new(0, 0))),
    });
    let mut cells = vec![
        link.unwrap_or(Value::Blank),
        wording::gravita(&s.gravita),
        Value::Text(s.codice.clone()),
        text(s.messaggio.as_deref().map(parts::capital).as_deref()),
        text(s.rimedio.as_deref().map(parts::capital).as_deref()),
    ];
    if with_foglio {
        cells.insert(0, Value::Text(s.foglio.clone().unwrap_or_else(|| testo!("correzioni-intero-file.elenco"))));
    }
    row(s.luogo(), cells)
}
