//! Percentages in all their disguises, always in points.
//!
//! A number with a percent format is what it shows. Everything else that can be read is read, and FAS008 says how;
//! what cannot be read gives no value, with an errore where the run counts on it.

use std::fmt;

use super::page::Page;
use super::valori::{self, Lettura, Misura, contabile, mostrato, tidy};
use super::{Percentuale, Unita};
use crate::place::CellRef;
use crate::segnalazione::{Codice, Gravita, codici};
use crate::workbook::{Cell, CellValue};

/// A cell of these columns that shows more than twice the whole was typed in points.
const PERCENTO_MASSIMO: f64 = 2.0;

/// Beyond ten times the whole nothing is a percentage.
const PUNTI_MASSIMI: f64 = 1000.0;

/// What a column of percentages holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colonna {
    /// A share of a whole: a month, a target.
    Quota,
    /// A person's share.
    Partecipazione,
    /// A difference, which can be below zero.
    Gap,
}

/// How a percentage was typed, when not as a number with a percent format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Disguise {
    Testo,
    SenzaFormato,
    FuoriScala,
    Negativa,
    OltreCento,
}

/// Reads a cell of a column of percentages. `conta` says whether the run counts on the value.
pub(super) fn read(
    page: &mut Page<'_>,
    at: CellRef,
    cell: Option<&Cell>,
    what: fmt::Arguments<'_>,
    conta: bool,
    colonna: Colonna,
) -> Percentuale {
    let blank = Percentuale { at: Some(at), ..Percentuale::default() };
    let Some(cell) = cell else { return blank };
    let lettura = valori::leggi(cell);
    if lettura == Lettura::Vuoto {
        return blank;
    }
    // A number of another kind, a date that lost its format, is no percentage however it is read.
    let plausible = |(punti, _): &(f64, Option<Disguise>)| {
        // Nobody takes less than no part: counted, it would lift the result of the others' obiettivi beyond 100.
        punti.abs() <= PUNTI_MASSIMI && (colonna != Colonna::Partecipazione || *punti >= 0.0)
    };
    if let Some((punti, disguise)) = punti(cell, &lettura, colonna).filter(plausible) {
        if let Some(disguise) = disguise {
            let shown = mostrato(cell);
            let letto = valori::percento(tidy(punti));
            let messaggio = match disguise {
                Disguise::Testo => format!("{what}: «{shown}» è scritto come testo; è stato letto come {letto}"),
                Disguise::SenzaFormato => {
                    format!(
                        "{what}: la cella contiene {shown} senza il formato percentuale; è stato letto come {letto}"
                    )
                }
                Disguise::FuoriScala => {
                    format!("{what}: la cella mostra {shown}, troppo per una percentuale; è stato letto come {letto}")
                }
                Disguise::Negativa => format!("{what}: la percentuale è minore di zero; è stata letta come {letto}"),
                Disguise::OltreCento => format!("{what}: la percentuale supera 100%; è stata letta come {letto}"),
            };
            let rimedio = match disguise {
                Disguise::Negativa | Disguise::OltreCento => {
                    "controllare il valore e correggerlo, se è sbagliato".to_owned()
                }
                _ => format!("scrivere {letto} nella cella, come numero con il formato percentuale, se è giusto"),
            };
            page.report(codici::FAS008, Some(at), messaggio, &rimedio);
        }
        return Percentuale { punti: Some(tidy(punti)), at: Some(at), illeggibile: false };
    }
    // Text that is no percentage leaves the gap or the share missing, whatever it says.
    let mancante = match colonna {
        Colonna::Gap if conta => codici::FAS002,
        Colonna::Partecipazione => codici::PER001,
        _ => codici::FAS008,
    };
    let (codice, messaggio, rimedio): (Codice, String, &str) = match lettura {
        Lettura::Errore(error) => (
            codici::CEL001,
            format!("{what}: la formula dà errore {error}; il valore manca"),
            "correggere la formula o scrivere il valore",
        ),
        Lettura::SenzaValore => {
            (codici::CEL002, format!("{what}: {}; il valore manca", valori::SENZA_VALORE), valori::RICALCOLARE)
        }
        Lettura::Data(data) => (
            mancante,
            format!("{what}: c'è una data ({data}), non una percentuale; il valore manca"),
            "scrivere la percentuale, per esempio 40%, e dare alla cella il formato percentuale",
        ),
        _ if colonna == Colonna::Partecipazione && punti(cell, &lettura, colonna).is_some_and(|(n, _)| n < 0.0) => (
            mancante,
            format!("{what}: {} è minore di zero; il valore manca", mostrato(cell)),
            "scrivere la quota come percentuale da zero in su, per esempio 40%",
        ),
        _ => (
            mancante,
            format!("{what}: «{}» non è una percentuale; il valore manca", mostrato(cell)),
            "scrivere la percentuale come numero, per esempio 40%; un commento va nelle note",
        ),
    };
    page.report_as(codice, if conta { Gravita::Errore } else { Gravita::Avviso }, Some(at), messaggio, rimedio);
    Percentuale { punti: None, at: Some(at), illeggibile: true }
}

/// The points that a cell says, and what is odd about the way in which it says them.
fn punti(cell: &Cell, lettura: &Lettura, colonna: Colonna) -> Option<(f64, Option<Disguise>)> {
    let misura: Misura = match (lettura, &cell.value) {
        (Lettura::Quantita(q), _) if q.comparatore.is_none() && q.alternativa.is_none() => q.misura,
        (Lettura::Testo(_) | Lettura::Quantita(_), CellValue::Text(text)) => contabile(text)?,
        _ => return None,
    };
    // A format of percent laid over a number typed in points: 10 shows 1000%, which no share of a phase can be.
    let laid_over = |n: f64| n.abs() > PERCENTO_MASSIMO && (misura.valore - n * 100.0).abs() < 1e-6;
    let (punti, disguise) = match misura.unita {
        Unita::Percento if matches!(&cell.value, CellValue::Number(n) if laid_over(*n)) => {
            (misura.valore / 100.0, Some(Disguise::FuoriScala))
        }
        Unita::Percento => (misura.valore, misura.altra.map(|_| Disguise::FuoriScala)),
        Unita::Numero | Unita::Euro if misura.nuda => {
            let value =
                misura.altra.map_or(misura.valore, |altra| altra.abs().min(misura.valore.abs()).copysign(altra));
            let fraction = value.abs() <= 1.0;
            let punti = if fraction { value * 100.0 } else { value };
            (punti, (value != 0.0).then_some(Disguise::SenzaFormato))
        }
        _ => return None,
    };
    let text = matches!(cell.value, CellValue::Text(_)).then_some(Disguise::Testo);
    let beyond = match colonna {
        Colonna::Quota | Colonna::Partecipazione if punti < 0.0 => Some(Disguise::Negativa),
        Colonna::Quota | Colonna::Partecipazione if punti > 100.0 => Some(Disguise::OltreCento),
        Colonna::Gap if punti.abs() > 100.0 => Some(Disguise::OltreCento),
        _ => None,
    };
    Some((punti, text.or(disguise).or(beyond)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(value: CellValue, format: &str, colonna: Colonna) -> String {
        let cell = Cell { value, format: format.into(), formula: false };
        let found = punti(&cell, &valori::leggi(&cell), colonna);
        found.map_or("-".into(), |(punti, odd)| match odd {
            Some(odd) => format!("{} {odd:?}", tidy(punti)),
            None => format!("{}", tidy(punti)),
        })
    }

    #[test]
    fn percentages_are_read_in_all_their_disguises() {
        use Colonna::{Gap, Quota};
        for (value, format, colonna, found) in [
            (0.4, "0%", Quota, "40"),
            (1.0, "0.00%", Quota, "100"),
            (-0.2, "0%", Gap, "-20"),
            (-0.2, "0%", Quota, "-20 Negativa"),
            (1.2, "0%", Quota, "120 OltreCento"),
            (-1.2, "0%", Gap, "-120 OltreCento"),
            (40.0, "0%", Quota, "40 FuoriScala"),
            (-20.0, "0%", Gap, "-20 FuoriScala"),
            (10.0, "0%", Quota, "10 FuoriScala"),
            (-5.0, "0.00%", Gap, "-5 FuoriScala"),
            (1.5, "0%", Quota, "150 OltreCento"),
            (10.0, "0\"%\"", Quota, "10"),
            (40.0, "0\"%\"", Quota, "40"),
            (0.0, "General", Quota, "0"),
            (0.4, "General", Quota, "40 SenzaFormato"),
            (1.0, "General", Quota, "100 SenzaFormato"),
            (33.0, "General", Quota, "33 SenzaFormato"),
            (33.0, "0.00", Quota, "33 SenzaFormato"),
            (-20.0, "General", Gap, "-20 SenzaFormato"),
            (40.0, "#,##0.00 €", Quota, "-"),
        ] {
            assert_eq!(say(CellValue::Number(value), format, colonna), found, "{value} as {format}");
        }
        for (text, colonna, found) in [
            ("40%", Quota, "40 Testo"),
            ("40 %", Quota, "40 Testo"),
            ("40,5%", Quota, "40.5 Testo"),
            ("0,4", Quota, "40 Testo"),
            ("0,4%", Quota, "0.4 Testo"),
            ("40", Quota, "40 Testo"),
            ("1", Quota, "100 Testo"),
            ("40 per cento", Quota, "40 Testo"),
            ("cento", Quota, "100 Testo"),
            ("1.234", Quota, "1.234 Testo"),
            ("-20", Gap, "-20 Testo"),
            ("\u{2212}20%", Gap, "-20 Testo"),
            ("20-", Gap, "-20 Testo"),
            ("(20%)", Gap, "-20 Testo"),
            ("(20)", Gap, "-20 Testo"),
            ("meno 20%", Gap, "-20 Testo"),
            ("'-20%", Gap, "-20 Testo"),
            ("meno di 20%", Gap, "-"),
            ("in corso", Gap, "-"),
            ("n.d.", Gap, "-"),
            (">20%", Quota, "-"),
            ("sì", Quota, "-"),
            ("7/10", Quota, "-"),
            ("3 eventi", Quota, "-"),
            ("30 €", Quota, "-"),
        ] {
            assert_eq!(say(CellValue::Text(text.into()), "General", colonna), found, "{text}");
        }
    }
}
