//! What an indicator's cells say: the expected value, and the achieved one in the unit of the expected one.
//!
//! Source: regole-di-calcolo, section 2. [`decisione`] is the table of decisions; the rest finds the words for them.

mod atteso;
mod decisione;

pub(super) use atteso::{atteso, atteso_deciso};
use decisione::{Dubbio, Letto, Rifiuto, era_un_rapporto, nell_unita};

use std::ops::RangeInclusive;

use super::page::Page;
use super::valori::{self, Attesa, Data, Lettura, Quantita, contabile, mostrato, percento, semplice, tidy};
use super::{Cella, Famiglia, Raggiunto, Scadenza, Unita};
use crate::italian;
use crate::place::CellRef;
use crate::segnalazione::{Codice, Gravita, codici};
use crate::workbook::{Cell, CellValue};

/// The indicator whose cells are read.
#[derive(Clone, Copy)]
pub(super) struct Indicato<'a> {
    /// Its name.
    pub nome: &'a str,
    /// Its family.
    pub famiglia: Famiglia,
    /// What is expected; absent when blank or not understood.
    pub attesa: Option<&'a Attesa>,
}

/// Reads an achieved value. `accanto` says whether a reason stands beside the cell, should it be "n/a".
pub(super) fn leggi(
    page: &mut Page<'_>,
    indicato: Indicato<'_>,
    at: CellRef,
    cell: &Cell,
    scadenza: Scadenza,
    accanto: bool,
) -> Raggiunto {
    let nome = indicato.nome;
    let lettura = valori::leggi(cell);
    if lettura == Lettura::Vuoto {
        return Raggiunto::default();
    }
    let shown = mostrato(cell);
    // What is not scored at this checkpoint makes nothing provisional.
    let conta = page.criteri.scadenza == scadenza && indicato.attesa.is_some();
    let gravita = if conta { Gravita::Errore } else { Gravita::Avviso };
    let unita = indicato.attesa.map(|a| a.atteso.unita);
    let (codice, messaggio, rimedio): (Codice, String, String) = match lettura {
        Lettura::Vuoto => return Raggiunto::default(),
        Lettura::Quantita(q) => {
            let letto = match indicato.attesa {
                Some(attesa) => nell_unita(attesa, indicato.famiglia, &q),
                None => Ok(Letto {
                    valore: q.misura.valore,
                    denominatore: q.misura.denominatore,
                    dubbio: q.rinvio.then_some(Dubbio::Rinvio),
                }),
            };
            match letto {
                Ok(Letto { valore, denominatore, dubbio }) => {
                    let valore = tidy(valore);
                    if let Some(dubbio) = dubbio {
                        let letto = scritto(valore, denominatore, unita.unwrap_or(Unita::Numero));
                        page.report(codici::IND004,
                            Some(at),
                            format!("«{nome}»: il valore raggiunto «{shown}» {}; è stato letto come {letto}", dubbio.frase()),
                            &format!("scrivere {letto}, se è giusto; altrimenti il valore giusto con la sua unità"),
                        );
                    }
                    return Raggiunto { testo: Some(shown), valore: Some(valore), denominatore, ..Raggiunto::default() };
                }
                Err(Rifiuto::Seriale(data)) => diventato_data(indicato, data, &shown),
                Err(Rifiuto::Negativo) => non_misurabile(indicato, &shown, "è minore di zero"),
                Err(Rifiuto::Unita(found)) => {
                    let expected = unita.map_or("un'altra cosa", una);
                    let why = format!("è {}, mentre l'atteso è {expected}", una(found));
                    let (codice, messaggio, mut rimedio) = non_misurabile(indicato, &shown, &why);
                    if found == Unita::Percento && unita == Some(Unita::Numero) {
                        rimedio += "; se anche l'atteso è una percentuale, aggiungervi il segno %";
                    }
                    (codice, messaggio, rimedio)
                }
            }
        }
        Lettura::Errore(error) => (
            codici::CEL001,
            format!("«{nome}»: la formula del valore raggiunto dà errore {error}; il valore manca"),
            "correggere la formula o scrivere il valore".into(),
        ),
        Lettura::SenzaValore => (
            codici::CEL002,
            format!("«{nome}», valore raggiunto: {}; il valore manca", valori::SENZA_VALORE),
            valori::RICALCOLARE.into(),
        ),
        Lettura::Data(data) if matches!(unita, Some(Unita::Rapporto | Unita::Percento)) => {
            diventato_data(indicato, data, &shown)
        }
        Lettura::Data(data) => non_misurabile(indicato, &shown, &format!("è una data ({data})")),
        Lettura::NonApplicabile { motivo } if motivo || accanto => {
            page.report(codici::IND007,
                Some(at),
                format!("«{nome}»: dichiarato non applicabile («{shown}»); l'indicatore è escluso dal punteggio"),
                "nulla, se la motivazione è corretta",
            );
            return Raggiunto { testo: Some(shown), escluso: true, ..Raggiunto::default() };
        }
        Lettura::NonApplicabile { .. } => (
            codici::IND002,
            format!("«{nome}»: «{shown}» senza motivazione vale come valore mancante"),
            "scrivere il valore raggiunto, oppure il motivo per cui l'indicatore non è applicabile (nella stessa cella o accanto)"
                .into(),
        ),
        Lettura::Scelta => non_misurabile(indicato, &shown, "nessuna delle due risposte è stata scelta"),
        Lettura::Testo(perche) => {
            let why = if unita == Some(Unita::SiNo) { "non è né sì né no" } else { perche.frase() };
            let (codice, messaggio, rimedio) = non_misurabile(indicato, &shown, why);
            let particular = perche.rimedio().filter(|_| unita != Some(Unita::SiNo));
            (codice, messaggio, particular.map_or(rimedio, str::to_owned))
        }
    };
    page.report_as(codice, gravita, Some(at), messaggio, &rimedio);
    Raggiunto { testo: Some(shown), illeggibile: true, ..Raggiunto::default() }
}

fn non_misurabile(indicato: Indicato<'_>, shown: &str, why: &str) -> (Codice, String, String) {
    let rimedio = match indicato.attesa.map(|a| a.atteso.unita) {
        Some(Unita::Percento) => "scrivere la percentuale raggiunta, per esempio 80%",
        Some(Unita::Numero) => "scrivere il numero raggiunto, per esempio 12",
        Some(Unita::NumeroAnno) => "scrivere il numero raggiunto nell'anno, per esempio 2",
        Some(Unita::NumeroSettimana) => "scrivere il numero raggiunto a settimana, per esempio 40",
        Some(Unita::Euro) => "scrivere l'importo in euro, per esempio 1.500,00",
        Some(Unita::Rapporto) => "scrivere il rapporto raggiunto, per esempio «7 su 10»",
        Some(Unita::SiNo) => "scrivere sì oppure no; un commento va nelle note",
        None => "scrivere il valore nella stessa forma dell'atteso",
    };
    let messaggio =
        format!("«{}»: il valore raggiunto «{shown}» non si può misurare: {why}; il valore manca", indicato.nome);
    (codici::IND002, messaggio, rimedio.to_owned())
}

fn diventato_data(indicato: Indicato<'_>, data: Data, shown: &str) -> (Codice, String, String) {
    let denominatore = indicato.attesa.and_then(|a| a.atteso.denominatore);
    let (above, below) = era_un_rapporto(data, denominatore);
    let shown = if shown.contains('-') || shown.contains('/') { String::new() } else { format!(" («{shown}»)") };
    (
        codici::IND003,
        format!(
            "«{}»: al posto del valore raggiunto c'è la data {data}{shown}: Excel ha trasformato un rapporto, probabilmente {above}/{below}; il valore manca",
            indicato.nome
        ),
        format!("scriverlo in parole, «{above} su {below}» se è giusto, perché Excel non lo cambi di nuovo"),
    )
}

/// A unit with its article, to say what something is.
const fn una(unita: Unita) -> &'static str {
    match unita {
        Unita::Percento => "una percentuale",
        Unita::Numero => "un numero",
        Unita::NumeroAnno => "un numero all'anno",
        Unita::NumeroSettimana => "un numero a settimana",
        Unita::Euro => "un importo in euro",
        Unita::Rapporto => "un rapporto",
        Unita::SiNo => "un sì o un no",
    }
}

/// A value as one would type it in its unit.
fn scritto(valore: f64, denominatore: Option<f64>, unita: Unita) -> String {
    match (unita, denominatore) {
        (Unita::Percento, _) => percento(valore),
        (Unita::Rapporto, Some(below)) => format!("{} su {}", semplice(valore), semplice(below)),
        (Unita::Euro, _) => format!("{} €", italian::number(valore, 2)),
        (Unita::SiNo, _) => if valore > 0.0 { "sì" } else { "no" }.to_owned(),
        _ => semplice(valore),
    }
}

/// The reason that stands beside a cell that says "n/a": in the cell of its own deviation, or right of all columns.
pub(super) fn motivo_accanto(
    page: &Page<'_>,
    row0: u32,
    scost: Option<CellRef>,
    right: &RangeInclusive<u32>,
) -> Option<CellRef> {
    let reason = |(at, cell): (CellRef, &Cell)| {
        let beside = scost == Some(at) || right.contains(&at.col0);
        let is = beside
            && matches!(&cell.value, CellValue::Text(text) if valori::e_motivo(text) && matches!(valori::testo(text), Lettura::Testo(_)));
        is.then_some(at)
    };
    page.sheet.row(row0).find_map(reason)
}

/// Reads a typed deviation, in the unit of the expected value; what is measured otherwise is not compared.
pub(super) fn scostamento(
    page: &mut Page<'_>,
    indicato: Indicato<'_>,
    at: CellRef,
    cell: &Cell,
    escluso: bool,
) -> Option<Cella<f64>> {
    let nome = indicato.nome;
    let lettura = match (valori::leggi(cell), &cell.value) {
        (Lettura::Testo(perche), CellValue::Text(text)) => {
            contabile(text).map_or(Lettura::Testo(perche), Lettura::from)
        }
        (lettura, _) => lettura,
    };
    let (codice, gravita, messaggio, rimedio) = match lettura {
        Lettura::Quantita(Quantita { misura, .. }) => {
            let valore = match indicato.attesa.map(|a| a.atteso.unita) {
                Some(Unita::Percento) if misura.nuda && misura.valore.abs() <= 1.0 => misura.valore * 100.0,
                Some(Unita::Percento) if misura.nuda || misura.unita == Unita::Percento => misura.valore,
                Some(unita) if unita != Unita::Percento && misura.unita != Unita::Percento => misura.valore,
                _ => return None,
            };
            return Some(Cella { valore: tidy(valore), at });
        }
        Lettura::Errore(error) => (
            codici::CEL001,
            Gravita::Avviso,
            format!("«{nome}»: la formula dello scostamento dà errore {error}"),
            "correggere la formula",
        ),
        Lettura::SenzaValore => (
            codici::CEL002,
            Gravita::Avviso,
            format!("«{nome}», scostamento: {}", valori::SENZA_VALORE),
            valori::RICALCOLARE,
        ),
        Lettura::Testo(_) | Lettura::Data(_) if !escluso => (
            codici::FOG009,
            Gravita::Nota,
            format!(
                "«{nome}»: al posto dello scostamento c'è «{}», che non è un numero: non è stato usato",
                mostrato(cell)
            ),
            "nulla, se è un commento; altrimenti scrivere la differenza tra raggiunto e atteso",
        ),
        _ => return None,
    };
    page.report_as(codice, gravita, Some(at), messaggio, rimedio);
    None
}

#[cfg(test)]
mod tests;
