//! `[obiettivo]` and `[[classe]]`: from the two sides to the punteggio and its class.

use super::round;
use crate::config::{Combinazione, Obiettivo, Regole, RispettoFasi};

/// Whether the phases have a side of their own: a declared rispetto is scored among the indicators.
pub(in super::super) fn has_side_of_fasi(regole: &Regole) -> bool {
    regole.indicatori.rispetto_fasi != RispettoFasi::Dichiarato
}

/// Whether the two weights count.
pub(in super::super) fn has_weights(regole: &Regole) -> bool {
    has_side_of_fasi(regole) && regole.obiettivo.combinazione == Combinazione::MediaPesata
}

/// The measured punteggio of a scheda.
pub(in super::super) fn misurato(regole: &Regole) -> String {
    if has_side_of_fasi(regole) {
        combine(&regole.obiettivo, "[@Rispetto fasi]", "[@Indicatori]")
    } else {
        alone("[@Indicatori]")
    }
}

/// The punteggio from the two sides; a side that is absent gives its weight to the other.
pub(in super::super) fn combine(regole: &Obiettivo, f: &str, i: &str) -> String {
    let both = match regole.combinazione {
        Combinazione::SoloFasi => return alone(f),
        Combinazione::SoloIndicatori => return alone(i),
        Combinazione::MediaPesata => round(&format!("({f}*peso_fasi+{i}*peso_indicatori)/(peso_fasi+peso_indicatori)")),
        Combinazione::Minimo => format!("MIN({f},{i})"),
        Combinazione::Prodotto => round(&format!("{f}*{i}/100")),
    };
    format!("IF(AND(ISNUMBER({f}),ISNUMBER({i})),{both},IF(ISNUMBER({f}),{f},{}))", alone(i))
}

fn alone(side: &str) -> String {
    format!("IF(ISNUMBER({side}),{side},\"non valutabile\")")
}

/// Punteggio of a scheda: what the Nucleo validated, else what was measured; two versions in conflict have none.
pub(in super::super) fn punteggio() -> String {
    format!("IF(AND(ISNUMBER([@Validato]),[@Conteggiata]=\"sì\"),{},[@Misurato])", round("[@Validato]"))
}

/// The class of a score, by the table of the classes.
pub(in super::super) fn classe(punteggio: &str) -> String {
    format!("IF(ISNUMBER({punteggio}),INDEX(Classi[Classe],MATCH({punteggio},Classi[Da],1)),\"non valutabile\")")
}
