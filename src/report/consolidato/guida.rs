//! The guide: what each sheet is, and how each figure follows from the others.

use super::formule;
use crate::config::RisultatoPersona;
use crate::report::Material;
use crate::report::live::{Foglio, Link};
use crate::report::model::{Block, Value};
use crate::report::testi::testo;
use crate::report::wording::{heading, paragraph};

pub(super) fn blocks(material: &Material) -> Vec<Block> {
    let fogli = fogli(material);
    let mut f = Foglio::new(&fogli);
    f.col("@Foglio", |(foglio, _)| Value::Text((*foglio).to_owned())).link(Link::Chapter);
    f.col("Che cosa contiene", |(_, [what, _])| Value::Text(what.clone()));
    f.col("Da dove vengono le cifre calcolate", |(_, [_, from])| Value::Text(from.clone()));
    let fogli = f.live("Fogli", 0, testo!("guida-fogli"), "", |_| (None, false));
    let mut blocks = vec![
        paragraph(testo!("guida-apertura")),
        Block::Live(fogli),
        heading(2, testo!("guida-percorso")),
        Block::List(vec![
            testo!("guida-percorso.fasi"),
            testo!("guida-percorso.indicatori"),
            testo!("guida-percorso.obiettivi"),
            persone(material),
            testo!("guida-percorso.direzioni"),
        ]),
        heading(2, testo!("guida-formule")),
        Block::List(vec![
            testo!("guida-formule.tabelle"),
            testo!("guida-formule.numeri"),
            testo!("guida-formule.ordine"),
            testo!("guida-formule.arrotondare"),
            testo!("guida-formule.parole"),
            testo!("guida-formule.prova"),
        ]),
    ];
    if material.sorgenti.is_some() {
        blocks.push(paragraph(testo!("guida-celle")));
    }
    blocks
}

/// How a person's result is made, by the rules in force.
fn persone(material: &Material) -> String {
    match material.calcolo.persone.risultato {
        RisultatoPersona::MediaPesata => testo!("guida-persone.media-pesata"),
        RisultatoPersona::MediaSemplice => testo!("guida-persone.media-semplice"),
        RisultatoPersona::PesataObiettivo => testo!("guida-persone.pesata-obiettivo"),
        RisultatoPersona::SommaConTetto => testo!("guida-persone.somma-con-tetto"),
        RisultatoPersona::QuotaBudget => testo!("guida-persone.quota-budget"),
    }
}

/// Each sheet, what it holds and where its figures come from.
fn fogli(material: &Material) -> Vec<(&'static str, [String; 2])> {
    let mut fogli = vec![
        ("Sintesi", [testo!("guida-sintesi"), testo!("guida-sintesi.cifre")]),
        ("Direzioni", [testo!("guida-direzioni"), testo!("guida-direzioni.cifre")]),
        ("Obiettivi", [testo!("guida-obiettivi"), testo!("guida-obiettivi.cifre")]),
        ("Fasi", [testo!("guida-fasi"), testo!("guida-fasi.cifre")]),
        ("Indicatori", [testo!("guida-indicatori"), testo!("guida-indicatori.cifre")]),
        ("Persone", [testo!("guida-persone"), testo!("guida-persone.cifre")]),
        ("Partecipazioni", [testo!("guida-partecipazioni"), testo!("guida-partecipazioni.cifre")]),
        ("Appartenenze", [testo!("guida-appartenenze"), testo!("guida-appartenenze.cifre")]),
        ("Risorse", [testo!("guida-risorse"), testo!("guida-risorse.cifre")]),
        ("Segnalazioni", [testo!("guida-segnalazioni"), testo!("guida-segnalazioni.cifre")]),
        ("Regole", [testo!("guida-regole"), testo!("guida-regole.cifre")]),
    ];
    if material.calcolo.judges() {
        fogli.insert(7, ("Valutazioni", [testo!("guida-valutazioni"), testo!("guida-valutazioni.cifre")]));
    }
    if formule::persone::limits(material.calcolo) {
        let indicate = ("Fasi indicate", [testo!("guida-fasi-indicate"), testo!("guida-fasi-indicate.cifre")]);
        fogli.insert(7, indicate);
    }
    fogli
}
