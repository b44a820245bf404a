//! The workbook for the Nucleo di Valutazione, which computes its own figures: one chapter a sheet, live tables that
//! refer to one another, and a guide to how each figure follows from the others.
//!
//! What a reader is told stands in `templates/testi/`; the headers of the columns and the words that stand in place of
//! a figure stand here, because formulas know them by name.

mod dati;
mod elenchi;
mod fasi;
mod formule;
mod guida;
mod indicatori;
mod obiettivi;
mod persone;
mod regole;
mod sintesi;
mod strutture;
mod valutazioni;
mod voci;

use super::Material;
use super::live::Live;
use super::model::{Block, Report};
use super::parts::{self, chapter};
use super::rows::Rows;
use super::testi::testo;
use super::wording::{count, fact};
use dati::Dati;
use strutture::Strutture;

/// Puts the workbook together.
pub(super) fn assemble(material: &Material, rows: &Rows) -> Report {
    let errori = rows.count("errore");
    let cover = vec![
        fact(testo!("consolidato-schede"), count(rows.schede.len())),
        fact(testo!("consolidato-errori"), count(errori)),
        fact(testo!("consolidato-avvisi"), count(rows.count("avviso"))),
    ];
    let title = testo!("consolidato-titolo", anno = material.anno.to_string(), scadenza = material.scadenza_nome);
    let mut report = parts::frame(material, title, testo!("nucleo"), errori, cover);
    let dati = Dati::new(material, rows);
    let strutture = Strutture::read(&dati);
    let live = |live: Live| vec![Block::Live(live)];
    // The short names are the sheets', to which the guide leads.
    report.chapters = vec![
        chapter(testo!("foglio-sintesi.titolo"), "Sintesi", sintesi::blocks(&dati, &strutture)),
        chapter(testo!("foglio-guida.titolo"), "Guida", guida::blocks(material)),
        chapter(testo!("foglio-direzioni.titolo"), "Direzioni", live(strutture.foglio(&dati))),
        chapter(testo!("foglio-obiettivi.titolo"), "Obiettivi", live(obiettivi::foglio(&dati))),
        chapter(testo!("foglio-fasi.titolo"), "Fasi", live(fasi::foglio(&dati))),
        chapter(testo!("foglio-indicatori.titolo"), "Indicatori", live(indicatori::foglio(&dati))),
        chapter(testo!("foglio-persone.titolo"), "Persone", live(persone::persone(&dati))),
        chapter(testo!("foglio-partecipazioni.titolo"), "Partecipazioni", live(persone::partecipazioni(&dati))),
        chapter(testo!("foglio-appartenenze.titolo"), "Appartenenze", live(strutture.appartenenze(&dati))),
        chapter(testo!("foglio-risorse.titolo"), "Risorse", live(elenchi::risorse(&dati))),
        chapter(testo!("foglio-segnalazioni.titolo"), "Segnalazioni", live(elenchi::segnalazioni(&dati))),
        chapter(testo!("foglio-regole.titolo"), "Regole", regole::blocks(material)),
    ];
    if material.calcolo.judges() {
        let judged = live(valutazioni::foglio(&dati, &strutture));
        report.chapters.insert(8, chapter(testo!("foglio-valutazioni.titolo"), "Valutazioni", judged));
    }
    if formule::persone::limits(material.calcolo) {
        let indicate = chapter(testo!("foglio-fasi-indicate.titolo"), "Fasi indicate", live(fasi::indicate(&dati)));
        report.chapters.insert(8, indicate);
    }
    report
}
