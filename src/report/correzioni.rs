//! What an office has to correct in one workbook, by sheet and cell. Nothing about the other offices is in it.

use super::Material;
use super::model::{Block, Report, Row, Tone, Value};
use super::parts::{self, chapter};
use super::riservatezza::Visuale;
use super::rows::{Rows, SchedaRow, SegnalazioneRow, key};
use super::wording::{self, conta, count, fact, figure, heading, notice, paragraph, row, table, text};
use crate::place::{CellRef, Luogo};
use crate::segnalazione::Gravita;

/// How the corrections are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forma {
    /// A table for each sheet: to be read.
    Pagine,
    /// One table, to be filtered and ticked off.
    Elenco,
}

/// The workbooks that were looked at, read or not, by name.
pub(super) fn file(rows: &Rows) -> Vec<String> {
    let schede = rows.schede.iter().map(|s| s.file.clone());
    let segnalazioni = rows.segnalazioni.iter().filter_map(|s| s.file.clone());
    let mut names: Vec<String> = schede.chain(segnalazioni).collect();
    names.sort();
    names.dedup();
    names
}

/// What is to be marked in a workbook that is given back: where, how grave, and what to say. What concerns a whole sheet
/// stands at its first cell, what concerns the whole file on the first scheda.
pub(super) fn segni(rows: &Rows, file: &str) -> Vec<(Luogo, Gravita, String)> {
    let own: Vec<&SchedaRow> = rows.schede.iter().filter(|s| s.file == file).collect();
    let Some(first) = own.first() else { return Vec::new() };
    let marks = segnalazioni(rows, file, &own).into_iter().map(|s| {
        let gravita = match s.gravita.as_str() {
            "errore" => Gravita::Errore,
            "avviso" => Gravita::Avviso,
            _ => Gravita::Nota,
        };
        let cella = s.luogo().and_then(|luogo| luogo.cella);
        let about = match (&s.foglio, cella) {
            (None, _) => "Su tutto il file. ",
            (Some(_), None) => "Su tutto il foglio. ",
            _ => "",
        };
        let said = |text: &Option<String>| parts::capital(text.as_deref().unwrap_or_default());
        let testo = format!(
            "{} {}: {about}{}.\nChe cosa fare: {}.",
            s.gravita.to_uppercase(),
            s.codice,
            said(&s.messaggio).trim_end_matches('.'),
            said(&s.rimedio).trim_end_matches('.')
        );
        let foglio = s.foglio.as_deref().unwrap_or(&first.foglio);
        (Luogo::foglio(file, foglio).at(cella.unwrap_or(CellRef::new(0, 0))), gravita, testo)
    });
    marks.collect()
}

/// Puts the corrections of a workbook together; `copia` says what there is to say of the workbook that is given back.
pub(super) fn assemble(material: &Material, rows: &Rows, file: &str, forma: Forma, copia: &str) -> Report {
    let own: Vec<&SchedaRow> = rows.schede.iter().filter(|s| s.file == file).collect();
    let segnalazioni = segnalazioni(rows, file, &own);
    let of = |gravita: &str| segnalazioni.iter().filter(|s| s.gravita == gravita).count();
    let (errori, avvisi, note) = (of("errore"), of("avviso"), of("nota"));
    let cover = vec![
        fact("File", Value::Text(file.to_owned())),
        fact("Schede lette", count(own.len())),
        fact("Errori da correggere", count(errori)),
        fact("Avvisi da controllare", count(avvisi)),
    ];
    let title = format!("Correzioni {} {}", material.anno, material.scadenza_nome);
    let mut report = parts::frame(material, title, &format!("Ufficio che compila «{file}»"), errori, cover);
    let mut blocks = vec![
        paragraph(format!("File: «{file}».")),
        Block::Figures(vec![
            figure("schede lette", count(own.len()), None),
            figure("errori", count(errori), Some("da correggere".to_owned())),
            figure("avvisi", count(avvisi), Some("da controllare".to_owned())),
            figure("note", count(note), Some("per conoscenza".to_owned())),
        ]),
    ];
    blocks.extend(verdetto(own.len(), errori, avvisi));
    if !segnalazioni.is_empty() {
        blocks.push(paragraph(
            "Le correzioni si fanno nel file di Excel, nelle celle indicate; poi si salva il file al suo posto. Un \
             errore rende provvisori i risultati della scheda; un avviso va controllato e corretto se è una svista; \
             una nota è solo per conoscenza.",
        ));
    }
    if !copia.is_empty() {
        blocks.push(paragraph(copia));
    }
    match forma {
        Forma::Elenco => blocks.push(Block::Table(elenco(file, &segnalazioni))),
        Forma::Pagine => blocks.extend(pagine(file, &segnalazioni)),
    }
    report.chapters = vec![chapter("Correzioni", "Correzioni", blocks)];
    report
}

/// The segnalazioni on a workbook as its office may read them, by sheet in the order of the schede, then by cell.
fn segnalazioni(rows: &Rows, file: &str, own: &[&SchedaRow]) -> Vec<SegnalazioneRow> {
    // Two versions of one workbook are the same office's: each may know of the other.
    let direzioni: Vec<String> = own.iter().filter_map(|s| s.direzione.as_deref().map(key)).collect();
    let same_office = |s: &&SchedaRow| s.direzione.as_deref().is_some_and(|d| direzioni.contains(&key(d)));
    let noti: Vec<&str> = rows.schede.iter().filter(same_office).flat_map(|s| [&*s.file, &*s.foglio]).collect();
    let visuale = Visuale::new(rows, |s| s.file == file, &noti);
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
        (0, 1.., _) => (
            Tone::Bad,
            "File non letto",
            "Nessuna scheda di questo file è nei risultati: va sistemato il file, come è scritto qui sotto.".to_owned(),
        ),
        (_, 1.., _) => (
            Tone::Bad,
            "Da correggere",
            format!(
                "{}: finché {}, i risultati delle schede interessate sono provvisori.",
                ci_sono(errori, "errore da correggere", "errori da correggere"),
                if errori == 1 { "c'è" } else { "ci sono" }
            ),
        ),
        (_, 0, 1..) => (
            Tone::Warning,
            "Da controllare",
            format!("Non ci sono errori. {}.", ci_sono(avvisi, "avviso da controllare", "avvisi da controllare")),
        ),
        (0, ..) => return None,
        _ => (Tone::Good, "In ordine", "Non c'è niente da correggere.".to_owned()),
    };
    Some(notice(tone, title, said))
}

/// `C'è 1 errore`, `Ci sono 3 errori`.
fn ci_sono(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", if n == 1 { "C'è" } else { "Ci sono" }, conta(n, one, many))
}

fn elenco(file: &str, segnalazioni: &[SegnalazioneRow]) -> super::model::Table {
    let rows = segnalazioni.iter().map(|s| line(file, s, true)).collect();
    let columns = ["Foglio", "@Cella", "@Gravità", "@Codice", "Che cosa non va", "Che cosa fare"];
    table("Correzioni, per foglio e cella", &columns, rows, "Niente da correggere.")
}

fn pagine(file: &str, segnalazioni: &[SegnalazioneRow]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for group in segnalazioni.chunk_by(|a, b| a.foglio == b.foglio) {
        let foglio = group[0].foglio.as_deref();
        let title = foglio.map_or_else(|| "Tutto il file".to_owned(), |foglio| format!("Foglio «{foglio}»"));
        let caption =
            foglio.map_or_else(|| "Sul file".to_owned(), |foglio| format!("Sul foglio «{foglio}», per cella"));
        let rows = group.iter().map(|s| line(file, s, false)).collect();
        let columns = ["@Cella", "@Gravità", "@Codice", "Che cosa non va", "Che cosa fare"];
        blocks.extend([heading(2, title), Block::Table(table(caption, &columns, rows, "Niente da correggere."))]);
    }
    blocks
}

fn line(file: &str, s: &SegnalazioneRow, with_foglio: bool) -> Row {
    let cella: Option<CellRef> = s.luogo().and_then(|luogo| luogo.cella);
    // The whole of a sheet is shown by its first cell.
    let link = s.foglio.as_ref().map(|foglio| Value::Cella {
        text: cella.map_or_else(|| "tutto il foglio".to_owned(), |cella| cella.to_string()),
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
        cells.insert(0, Value::Text(s.foglio.clone().unwrap_or_else(|| "(tutto il file)".to_owned())));
    }
    row(s.luogo(), cells)
}
