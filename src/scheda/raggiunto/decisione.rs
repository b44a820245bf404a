//! What a measure is worth in the unit of the expected one: the table of decisions, without words or cells.
//!
//! Source: regole-di-calcolo, section 2.

use jiff::ToSpan;

use crate::scheda::valori::{Attesa, Data, Misura, Quantita};
use crate::scheda::{Famiglia, Unita};

/// A value in the unit of the expected one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letto {
    /// The value; a ratio's numerator.
    pub valore: f64,
    /// A ratio's denominator.
    pub denominatore: Option<f64>,
    /// The doubt about it, if any.
    pub dubbio: Option<Dubbio>,
}

/// Why a value has another reading than the one that was taken (IND004).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dubbio {
    /// 1 against a percentage.
    Uno,
    /// `1.234`
    DueLetture,
    /// A percent format over a number typed in points.
    FuoriScala,
    /// A ratio against a percentage, or the reverse.
    Convertito,
    /// A bare number against a ratio that it hardly can be the numerator of.
    Numeratore,
    /// Euro against a bare number among the costs.
    Valuta,
    /// A reference to something else beside it.
    Rinvio,
}

impl Dubbio {
    /// What is odd, to follow the value.
    pub const fn frase(self) -> &'static str {
        match self {
            Self::Uno => "è senza il segno di percentuale e può essere 1% o 100%",
            Self::DueLetture => "si può leggere in due modi",
            Self::FuoriScala => "è troppo per una percentuale",
            Self::Convertito => "è scritto in un'unità diversa da quella dell'atteso",
            Self::Numeratore => "è senza denominatore",
            Self::Valuta => "è in euro, mentre l'atteso è un numero senza unità",
            Self::Rinvio => "ha accanto un rinvio ad altro",
        }
    }
}

/// Why a value cannot be used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rifiuto {
    /// Below zero where nothing is.
    Negativo,
    /// Another unit.
    Unita(Unita),
    /// A number that is a date without its format: it was a ratio.
    Seriale(Data),
}

/// The table of decisions: unit expected against what was found.
pub(super) fn nell_unita(attesa: &Attesa, famiglia: Famiglia, trovato: &Quantita) -> Result<Letto, Rifiuto> {
    let rinvio = trovato.rinvio.then_some(Dubbio::Rinvio);
    misurato(attesa, famiglia, trovato).map(|letto| Letto { dubbio: letto.dubbio.or(rinvio), ..letto })
}

fn misurato(attesa: &Attesa, famiglia: Famiglia, trovato: &Quantita) -> Result<Letto, Rifiuto> {
    let first = diretta(attesa, famiglia, &trovato.misura);
    let Err(Rifiuto::Unita(_)) = first else { return first };
    // `nr. 2 (67%)`: of two measures the one in the unit of the atteso; else by the atteso's own second measure.
    if let Some(Ok(second)) = trovato.alternativa.map(|misura| diretta(attesa, famiglia, &misura)) {
        return Ok(second);
    }
    let scala = attesa.alternativa.filter(|a| a.unita == trovato.misura.unita && a.valore > 0.0);
    match scala {
        Some(a) if trovato.misura.valore >= 0.0 => {
            let valore = attesa.atteso.valore * trovato.misura.valore / a.valore;
            Ok(Letto { valore, denominatore: None, dubbio: None })
        }
        _ => first,
    }
}

fn diretta(attesa: &Attesa, famiglia: Famiglia, m: &Misura) -> Result<Letto, Rifiuto> {
    use Unita::{Euro, Numero, NumeroAnno, NumeroSettimana, Percento, Rapporto};
    let atteso = &attesa.atteso;
    let due_letture = m.altra.map(|_| Dubbio::DueLetture);
    let value = |valore: f64, dubbio: Option<Dubbio>| Ok(Letto { valore, denominatore: None, dubbio });
    let out_of = |valore: f64, denominatore: f64, dubbio: Option<Dubbio>| {
        Ok(Letto { valore, denominatore: Some(denominatore), dubbio })
    };
    let conta = matches!(atteso.unita, Numero | NumeroAnno | NumeroSettimana);
    let stessa = atteso.unita == m.unita
        || (conta && (m.unita == Numero || (m.unita == Euro && m.nuda)))
        // The plan is of a year.
        || (atteso.unita == Numero && m.unita == NumeroAnno);
    match (atteso.unita, m.unita) {
        // What is expected is never below zero, so that nothing below it is a part of it; where less is better it would
        // always be enough.
        (_, Percento | Rapporto | Numero | NumeroAnno | NumeroSettimana | Euro) if m.valore < 0.0 => {
            Err(Rifiuto::Negativo)
        }
        (Rapporto, Rapporto) => Ok(Letto { valore: m.valore, denominatore: m.denominatore, dubbio: None }),
        (Percento, Percento) if m.altra.is_some_and(|shown| (shown - 100.0 * m.valore).abs() < 1e-6) => {
            value(m.valore, Some(Dubbio::FuoriScala))
        }
        _ if stessa => value(m.valore, due_letture),
        (Percento, Numero | Euro) if m.nuda => match m.valore {
            1.0 => value(100.0, Some(Dubbio::Uno)),
            fraction if fraction < 1.0 => value(fraction * 100.0, due_letture),
            // 1,05 can be the 105% of a formula that lost its format.
            points => value(points, (points < 2.0).then_some(Dubbio::DueLetture).or(due_letture)),
        },
        (Percento, Rapporto) => value(100.0 * m.valore / m.denominatore.unwrap_or(1.0), Some(Dubbio::Convertito)),
        (Rapporto, Percento) => {
            let below = atteso.denominatore.unwrap_or(1.0);
            out_of(m.valore * below / 100.0, below, Some(Dubbio::Convertito))
        }
        (Rapporto, Numero | Euro) if m.unita == Numero || m.nuda => {
            let below = atteso.denominatore.unwrap_or(1.0);
            if let Some(data) = seriale(m.valore).filter(|_| below < 1000.0) {
                return Err(Rifiuto::Seriale(data));
            }
            let odd = m.valore > below || (m.valore > 0.0 && m.valore < 1.0);
            out_of(m.valore, below, odd.then_some(Dubbio::Numeratore).or(due_letture))
        }
        (Numero, Euro) if famiglia == Famiglia::Costo && attesa.misura.nuda => value(m.valore, Some(Dubbio::Valuta)),
        // "3 su 3" against 3: how many of how many were expected.
        (Numero, Rapporto) if m.denominatore == Some(atteso.valore) => value(m.valore, Some(Dubbio::Convertito)),
        // Where an amount is expected a single point parts thousands: `1.234`.
        (Euro, Numero) if m.nuda => value(m.valore, m.altra.filter(|a| *a > m.valore).and(due_letture)),
        (_, found) => Err(Rifiuto::Unita(found)),
    }
}

/// The day of a number of Excel's calendar, of the years in which a ratio can have become one.
pub(super) fn seriale(value: f64) -> Option<Data> {
    const DAL_2000_AL_2050: std::ops::RangeInclusive<f64> = 36_526.0..=55_153.0;
    if !DAL_2000_AL_2050.contains(&value) || value.fract() != 0.0 {
        return None;
    }
    let days = format!("{value}").parse::<i64>().ok()?;
    let date = jiff::civil::date(1899, 12, 30).checked_add(days.days()).ok()?;
    Some(Data { giorno: date.day(), mese: date.month(), anno: Some(date.year()) })
}

/// The ratio that a date probably was, by the denominator expected: Excel takes 7/10 for 7 October, or for 10 July
/// where it is set to English, and 7/40 for July 1940.
pub(super) fn era_un_rapporto(data: Data, denominatore: Option<f64>) -> (i16, i16) {
    let (giorno, mese) = (i16::from(data.giorno), i16::from(data.mese));
    let anno = data.anno.map(|anno| anno % 100);
    let expected = |below: i16| denominatore == Some(f64::from(below));
    if expected(mese) {
        (giorno, mese)
    } else if expected(giorno) {
        (mese, giorno)
    } else if let Some(anno) = anno.filter(|anno| giorno == 1 && expected(*anno)) {
        (mese, anno)
    } else {
        (giorno, mese)
    }
}
