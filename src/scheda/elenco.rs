//! A flat sheet: a row of headers, and under it a row an obiettivo, or a row an indicator where it has several.

use std::collections::BTreeSet;

use super::page::Page;
use super::percentuale::{self, Colonna};
use super::profile::Ambito;
use super::tabella::{self, Testata};
use super::valori::{self, Lettura, mostrato};
use super::{Campo, Cella, Indicatore, Intestazione, Partecipazione, Percentuale, Scheda, Sezione, Unita, indicatori};
use crate::place::{Area, CellRef};
use crate::segnalazione::Gravita;
use crate::workbook::{Cell, CellValue};

/// Fewer known headers in a row are not the headers of an elenco.
const MIN_COLONNE: usize = 4;

/// The headers of one row, a part of the form each.
struct Colonne<'a> {
    intestazione: Testata<'a>,
    indicatori: Testata<'a>,
    personale: Option<Testata<'a>>,
}

/// Reads all obiettivi of a sheet; none where no row is a row of headers.
pub(super) fn read(page: &mut Page<'_>) -> Vec<Scheda> {
    let heads: Vec<u32> = page.filled(0..=u32::MAX).iter().copied().filter(|row0| e_testata(page, *row0)).collect();
    let mut schede = Vec::new();
    for (i, head) in heads.iter().enumerate() {
        let columns = |ambito| tabella::in_riga(page, ambito, *head);
        let Some((intestazione, indicatori)) = columns(Ambito::Intestazione).zip(columns(Ambito::Indicatori)) else {
            continue;
        };
        let personale = columns(Ambito::Personale).filter(|t| t.colonna("nominativo").is_some());
        let colonne = Colonne { intestazione, indicatori, personale };
        for testata in [&colonne.intestazione, &colonne.indicatori].into_iter().chain(&colonne.personale) {
            testata.riconosci(page);
        }
        sconosciute(page, &colonne, *head);
        let first = colonne.indicatori.area.end.row0.max(*head) + 1;
        let last = heads.get(i + 1).map_or(u32::MAX, |next| next - 1);
        tabella_di_righe(page, &colonne, first, last, &mut schede);
    }
    if let [_] = schede[..] {
        // Alone on its sheet an obiettivo needs no cell to be told from others.
        for scheda in &mut schede {
            scheda.luogo.cella = None;
        }
    }
    schede
}

/// A row that names the obiettivo, something of its indicators, and other columns of the form.
fn e_testata(page: &Page<'_>, row0: u32) -> bool {
    let row = Area { start: CellRef::new(row0, 0), end: CellRef::new(row0, u32::MAX) };
    let mut names = BTreeSet::new();
    for ambito in [Ambito::Intestazione, Ambito::Indicatori, Ambito::Personale] {
        names.extend(page.hits(&row, ambito).filter(|hit| hit.valore.is_none()).map(|hit| (ambito, hit.nome())));
    }
    let values = ["atteso", "raggiunto"].iter().any(|nome| names.contains(&(Ambito::Indicatori, *nome)));
    values && names.contains(&(Ambito::Intestazione, "titolo")) && names.len() >= MIN_COLONNE
}

/// Columns that the profile does not know are said once, not at each row.
fn sconosciute(page: &mut Page<'_>, colonne: &Colonne<'_>, head: u32) {
    for (at, cell) in page.row(head, &(0..=u32::MAX)) {
        let known = page.preso(at)
            || page.date(&Area { start: at, end: at }).next().is_some()
            || colonne.indicatori.colonne.iter().any(|c| c.at == at && !c.nome.is_empty());
        if !known && matches!(cell.value, CellValue::Text(_)) {
            let messaggio = format!("la colonna «{}» non appartiene a nessun campo: non è stata letta", mostrato(cell));
            let rimedio = "nulla, se è un'annotazione; altrimenti dare alla colonna il nome del campo a cui appartiene";
            page.report("FOG009", Gravita::Nota, Some(at), messaggio, rimedio);
        }
    }
}

fn tabella_di_righe<'a>(page: &mut Page<'a>, colonne: &Colonne<'a>, first: u32, last: u32, out: &mut Vec<Scheda>) {
    let mut open = false;
    for row0 in page.filled(first..=last).to_vec() {
        let titolo = campo(page, &colonne.intestazione, row0, "titolo");
        let nome = {
            let riga = colonne.indicatori.riga(page, row0, &(0..=u32::MAX));
            riga.get(colonne.indicatori.colonna("nome"))
        };
        let remark = page.row(row0, &(0..=u32::MAX)).next().is_some_and(|(at, cell)| {
            let only = page.row(row0, &(0..=u32::MAX)).count() == 1;
            let ignored = page.profile.ignora.find(&page.profile.parole(&mostrato(cell))).is_some();
            ignored || (only && (page.is_comment(cell) || page.sheet.extent(at).col0 > at.col0 + 2))
        });
        let title = titolo.at.filter(|_| titolo.testo.is_some() && !remark);
        if remark || (title.is_none() && (nome.is_none() || !open)) {
            annota(page, row0);
            continue;
        }
        // A title that is repeated, or merged over the row, is the obiettivo's above.
        let same = out.last().filter(|_| open).is_some_and(|scheda| {
            let above = &scheda.intestazione;
            let direzione = campo(page, &colonne.intestazione, row0, "direzione");
            let other = direzione.testo.is_some() && direzione.testo != above.direzione.testo;
            title.is_none() || (titolo.testo == above.titolo.testo && !other)
        });
        if !same {
            out.push(nuova(page, colonne, row0));
            open = true;
        }
        let indicatore = nome.map(|nome| indicatore(page, colonne, row0, nome));
        let persone = persone(page, colonne, row0);
        if let Some(scheda) = out.last_mut() {
            scheda.area.end.row0 = row0;
            scheda.indicatori.extend(indicatore);
            for persona in persone {
                // The list of the people may be repeated with the title.
                let known = |p: &Partecipazione| {
                    p.nominativo.valore == persona.nominativo.valore && p.pct.punti == persona.pct.punti
                };
                if !scheda.personale.iter().any(known) {
                    scheda.personale.push(persona);
                }
            }
        }
    }
}

fn annota(page: &mut Page<'_>, row0: u32) {
    for (at, cell) in page.row(row0, &(0..=u32::MAX)) {
        if matches!(&cell.value, CellValue::Text(text) if text.chars().any(char::is_alphabetic)) {
            let messaggio = format!(
                "il testo «{}» sta nell'elenco ma non appartiene a nessun obiettivo: non è stato letto",
                mostrato(cell)
            );
            let rimedio = "nulla, se è un'annotazione; altrimenti scriverlo nella riga dell'obiettivo";
            page.report("FOG009", Gravita::Nota, Some(at), messaggio, rimedio);
        }
    }
}

/// A field of a row: its cell, or the one merged over it.
fn campo<'a>(page: &Page<'a>, testata: &Testata<'a>, row0: u32, nome: &str) -> Campo {
    let Some(column) = testata.colonna(nome) else { return Campo::default() };
    let (at, _) = testata.riga(page, row0, &(0..=u32::MAX)).posto(page, testata, column);
    page.campo(at)
}

/// The obiettivo that begins at a row.
fn nuova<'a>(page: &mut Page<'a>, colonne: &Colonne<'a>, row0: u32) -> Scheda {
    let intestazione = Intestazione::new(|nome| campo(page, &colonne.intestazione, row0, nome));
    let mut sezioni = vec![(Sezione::Indicatori, colonne.indicatori.area.start)];
    sezioni.extend(colonne.personale.as_ref().map(|t| (Sezione::Personale, t.area.start)));
    page.luogo.cella = page.row(row0, &(0..=u32::MAX)).next().map(|(at, _)| at);
    let luogo = page.luogo.clone();
    page.luogo.cella = None;
    Scheda {
        luogo,
        area: Area { start: CellRef::new(row0, 0), end: CellRef::new(row0, u32::MAX) },
        anno: None,
        intestazione,
        fasi: Vec::new(),
        indicatori: Vec::new(),
        personale: Vec::new(),
        totale_pct: None,
        n_personale: None,
        risorse: Vec::new(),
        costo_risorse: None,
        firme: Vec::new(),
        sezioni,
        obbligatori: page.profile.obbligatori().clone(),
    }
}

fn indicatore<'a>(page: &mut Page<'a>, colonne: &Colonne<'a>, row0: u32, nome: (CellRef, &Cell)) -> Indicatore {
    let testata = &colonne.indicatori;
    let riga = testata.riga(page, row0, &(0..=u32::MAX));
    let famiglia = indicatori::propria(page, testata, &riga);
    let last = testata.colonne.last().map_or(u32::MAX, |c| c.span.end() + 1);
    let note = testata.colonna("note").and_then(|i| testata.colonne.get(i)).map(|c| c.span.clone());
    indicatori::indicatore(page, testata, &riga, famiglia, nome, note.unwrap_or(last..=u32::MAX))
}

/// The people in a cell: `Rossi Mario (30%); Neri Ugo (70%)`, or one a line.
fn persone<'a>(page: &mut Page<'a>, colonne: &Colonne<'a>, row0: u32) -> Vec<Partecipazione> {
    let Some(testata) = &colonne.personale else { return Vec::new() };
    let riga = testata.riga(page, row0, &(0..=u32::MAX));
    let Some((at, cell)) = riga.get(testata.colonna("nominativo")) else { return Vec::new() };
    let CellValue::Text(text) = &cell.value else { return Vec::new() };
    page.prendi(at);
    let parts = text.split([';', '\n']).map(super::text::single_spaced).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (nome, quota) = quota(&part);
            let pct = match quota {
                Some(cell) => {
                    let what = format_args!("partecipazione di {nome}");
                    percentuale::read(page, at, Some(&cell), what, true, Colonna::Partecipazione)
                }
                None => Percentuale { at: Some(at), ..Percentuale::default() },
            };
            Partecipazione { nominativo: Cella { valore: nome, at }, categoria: None, note: None, pct }
        })
        .collect()
}

/// A name and the share that follows it, in brackets or not, as a cell of its own.
fn quota(part: &str) -> (String, Option<Cell>) {
    let digit = part.find(|c: char| c.is_ascii_digit());
    let Some((nome, share)) = part.rfind('(').or(digit).and_then(|i| part.split_at_checked(i)) else {
        return (part.to_owned(), None);
    };
    let nome = nome.trim_end_matches([' ', '-', '–', ':', ',', '(']).to_owned();
    let share = share.trim_matches(['(', ')', ' ']);
    let text = Cell { value: CellValue::Text(share.to_owned()), format: "General".into(), formula: false };
    // With its sign, a share in a list is written as it should be: a list has no format of numbers.
    let cell = match valori::leggi(&text) {
        Lettura::Quantita(q) if q.misura.unita == Unita::Percento && q.comparatore.is_none() => {
            Cell { value: CellValue::Number(q.misura.valore / 100.0), format: "0.##%".into(), formula: false }
        }
        _ => text,
    };
    (nome, Some(cell))
}
