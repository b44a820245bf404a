//! The grammar of what people type in the cells: one parser for every form, one table of examples as its test.
//!
//! It says what stands in a cell, in points, euro or counts; the column decides what to make of it (`percentuale`,
//! `raggiunto`, `risorse`). Source: regole-di-calcolo, sections 1 and 2.
//!
//! A lone dash, `//`, dots and the like are how people fill a cell that has nothing to say: they are blank, and what a
//! blank means is decided where it is missed. What has two readings keeps both ([`Misura::altra`]), so that nothing is
//! guessed in silence.

mod formato;
mod numeri;
mod operatori;
mod parole;
mod testo;

use std::fmt;

pub use formato::mostrato;
pub(super) use formato::{Formato, formato, percento, semplice};
pub use testo::testo;
pub(super) use testo::{contabile, e_motivo};

use super::{Atteso, Comparatore, Unita};
use crate::italian::MESI;
use crate::workbook::{Cell, CellValue};

/// One measure with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Misura {
    /// The value; points for a percentage, the numerator of a ratio, 1 or 0 for yes or no.
    pub valore: f64,
    /// A ratio's denominator.
    pub denominatore: Option<f64>,
    /// The unit, as far as the cell tells it.
    pub unita: Unita,
    /// Nothing but a number stands there: its column decides the unit.
    pub nuda: bool,
    /// The other reading of what can be read in two ways: `1.234`, a percent format over 40.
    pub altra: Option<f64>,
}

impl Misura {
    /// A measure with one reading and a unit of its own.
    #[must_use]
    pub const fn nuova(valore: f64, unita: Unita) -> Self {
        Self { valore, denominatore: None, unita, nuda: false, altra: None }
    }
}

/// A quantity as typed, before anything is known of the column it stands in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantita {
    /// The measure.
    pub misura: Misura,
    /// A comparison that was typed.
    pub comparatore: Option<Comparatore>,
    /// A second measure in brackets: `nr. 3 (100%)`.
    pub alternativa: Option<Misura>,
    /// A reference stands beside it: `12 (vedi allegato)`.
    pub rinvio: bool,
}

impl From<Misura> for Lettura {
    fn from(misura: Misura) -> Self {
        Self::Quantita(Quantita { misura, comparatore: None, alternativa: None, rinvio: false })
    }
}

/// A day, with its year if one was typed. `Display` writes `7 ottobre 2022`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Data {
    /// Day of the month.
    pub giorno: i8,
    /// Month, 1–12.
    pub mese: i8,
    /// Year.
    pub anno: Option<i16>,
}

impl fmt::Display for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mese = usize::try_from(self.mese - 1).ok().and_then(|m| MESI.get(m)).copied().unwrap_or_default();
        write!(f, "{} {mese}", self.giorno)?;
        self.anno.map_or(Ok(()), |anno| write!(f, " {anno}"))
    }
}

/// Why text gives no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Perche {
    /// Words.
    Parole,
    /// A number among words that may change it: `2 mancanti`, `circa 10`.
    Accanto,
    /// Two numbers where one is expected: `tra 5 e 10`.
    Intervallo,
    /// A count over a period that is neither the year nor the week: `3/mese`.
    Periodo,
    /// Thousands or millions in words: `1,5 mln`.
    Multiplo,
}

impl Perche {
    /// What is wrong, to follow "non si può misurare:".
    #[must_use]
    pub const fn frase(self) -> &'static str {
        match self {
            Self::Parole => "non contiene un valore",
            Self::Accanto => "accanto al numero c'è altro, che può cambiarne il senso",
            Self::Intervallo => "contiene più numeri e non si sa quale vale",
            Self::Periodo => "è riferito a un periodo diverso dall'anno e dalla settimana",
            Self::Multiplo => "usa migliaia o milioni scritti in parole",
        }
    }

    /// What to type instead, if it is something particular.
    #[must_use]
    pub const fn rimedio(self) -> Option<&'static str> {
        match self {
            Self::Parole => None,
            Self::Accanto => Some("scrivere solo il valore; il commento va nelle note"),
            Self::Intervallo => Some("scrivere un solo numero"),
            Self::Periodo => Some("scrivere il totale dell'anno, per esempio 36/anno"),
            Self::Multiplo => Some("scrivere il numero per intero, per esempio 1.500.000"),
        }
    }
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub enum Lettura {
    /// Nothing: blanks, or marks that fill a blank.
    Vuoto,
    /// A quantity.
    Quantita(Quantita),
    /// "si/no", "on/off": the question, not yet an answer.
    Scelta,
    /// A date, which was perhaps a ratio.
    Data(Data),
    /// "n/a", "non applicabile".
    NonApplicabile {
        /// A reason follows in the same cell.
        motivo: bool,
    },
    /// A formula's error.
    Errore(String),
    /// A formula whose result was not saved.
    SenzaValore,
    /// Text that says nothing measurable.
    Testo(Perche),
}

/// What is wrong with a formula without a saved result (CEL002).
pub(super) const SENZA_VALORE: &str = "la cella contiene una formula senza il valore calcolato";
/// What to do about it.
pub(super) const RICALCOLARE: &str = "aprire il file con Excel e salvarlo, così le formule vengono calcolate";
/// Beyond this no percentage is meant: a format of percent was laid over a number typed in points.
const PERCENTO_MASSIMO_PCT: f64 = 1000.0;

/// A cell with a text as a person types it.
#[must_use]
pub(in crate::scheda) fn a_mano(text: &str) -> Cell {
    Cell { value: CellValue::Text(text.to_owned()), format: "General".into(), formula: false }
}

/// Reads a cell.
#[must_use]
pub fn leggi(cell: &Cell) -> Lettura {
    match &cell.value {
        CellValue::Number(value) => numero(*value, &cell.format).into(),
        CellValue::Text(text) => testo(text),
        CellValue::Bool(yes) => Misura::nuova(f64::from(u8::from(*yes)), Unita::SiNo).into(),
        CellValue::Date(date) => {
            Lettura::Data(Data { giorno: date.day(), mese: date.month(), anno: Some(date.year()) })
        }
        CellValue::Error(error) => Lettura::Errore(error.clone()),
        CellValue::Uncalculated => Lettura::SenzaValore,
    }
}

fn numero(value: f64, code: &str) -> Misura {
    match formato(code) {
        Formato::Percento => {
            let points = tidy(value * 100.0);
            // Excel stores 85% as 0.85 with a percent format: a bare 85 there is a slip of the typist, never 8500%.
            let (valore, altra) =
                if points.abs() > PERCENTO_MASSIMO_PCT { (value, Some(points)) } else { (points, None) };
            Misura { altra, ..Misura::nuova(valore, Unita::Percento) }
        }
        Formato::SegnoPercento => Misura::nuova(value, Unita::Percento),
        Formato::Importo { valuta } => Misura { nuda: !valuta, ..Misura::nuova(value, Unita::Euro) },
        Formato::Frazione(fixed) => match formato::frazione(value, fixed) {
            (above, below) if below > 1.0 => {
                Misura { denominatore: Some(below), ..Misura::nuova(above, Unita::Rapporto) }
            }
            _ => Misura { nuda: true, ..Misura::nuova(value, Unita::Numero) },
        },
        Formato::Altro => Misura { nuda: true, ..Misura::nuova(value, Unita::Numero) },
    }
}

/// Hides the noise of binary fractions: 0.07 × 100 is 7. Values are good to nine decimals, as Excel's are to fifteen digits.
#[must_use]
pub fn tidy(value: f64) -> f64 {
    let scaled = value * 1e9;
    if scaled.abs() < 9e15 { scaled.round() / 1e9 } else { value }
}

/// An expected value with what an achieved one is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attesa {
    /// The expected value.
    pub atteso: Atteso,
    /// The same in another unit: `nr. 3 (100%)`.
    pub alternativa: Option<Misura>,
    /// Its measure as typed.
    pub misura: Misura,
}

/// The expected value that a cell says; `None` when the grammar does not cover it.
#[must_use]
pub fn atteso(lettura: &Lettura) -> Option<Attesa> {
    match lettura {
        Lettura::Scelta => Some(attesa_si()),
        Lettura::Quantita(q) if q.misura.unita == Unita::SiNo => (q.misura.valore > 0.0).then(attesa_si),
        // Of an expected value below zero nobody can say how far it was reached.
        Lettura::Quantita(q) if q.misura.valore >= 0.0 => Some(Attesa {
            atteso: Atteso {
                comparatore: q.comparatore,
                valore: q.misura.valore,
                denominatore: q.misura.denominatore,
                unita: q.misura.unita,
            },
            alternativa: q.alternativa,
            misura: q.misura,
        }),
        _ => None,
    }
}

fn attesa_si() -> Attesa {
    Attesa {
        atteso: Atteso { comparatore: Some(Comparatore::Si), valore: 1.0, denominatore: None, unita: Unita::SiNo },
        alternativa: None,
        misura: Misura::nuova(1.0, Unita::SiNo),
    }
}

#[cfg(test)]
mod tests;
