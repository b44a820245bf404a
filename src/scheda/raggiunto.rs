//! What an indicator's cells say: the expected value, and the achieved one in the unit of the expected one.
//!
//! Source: regole-di-calcolo, section 2. [`nell_unita`] is the table of decisions; the rest finds the words for them.

use jiff::ToSpan;

use super::read::{Columns, Page};
use super::valori::{self, Attesa, Data, Lettura, Misura, Quantita, contabile, mostrato, semplice, tidy};
use super::{Cella, Famiglia, Raggiunto, Scadenza, Unita};
use crate::italian;
use crate::place::CellRef;
use crate::segnalazione::{Codice, Gravita};
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

/// The expected value of an indicator. Blank gives none; what cannot be read is reported.
pub(super) fn atteso(page: &mut Page<'_>, nome: &str, at: CellRef, cell: &Cell) -> Option<Attesa> {
    let lettura = valori::leggi(cell);
    if let Some(attesa) = valori::atteso(&lettura) {
        return Some(percento_dal_nome(page, nome, at, cell, attesa));
    }
    let shown = mostrato(cell);
    let (codice, messaggio, rimedio): (Codice, String, String) = match lettura {
        Lettura::Vuoto => return None,
        Lettura::Errore(error) => (
            "CEL001",
            format!("«{nome}»: la formula del valore atteso dà errore {error}; l'indicatore non è valutato"),
            "correggere la formula o scrivere il valore atteso".into(),
        ),
        Lettura::SenzaValore => (
            "CEL002",
            format!("«{nome}», valore atteso: {}; l'indicatore non è valutato", valori::SENZA_VALORE),
            valori::RICALCOLARE.into(),
        ),
        Lettura::Data(data) => (
            "IND008",
            format!(
                "«{nome}»: il valore atteso è una data ({data}), che non si può misurare; l'indicatore non è valutato"
            ),
            format!(
                "se era un rapporto scriverlo come «{} su {}»; se è un termine scrivere sì nell'atteso (rispettato o no)",
                data.giorno, data.mese
            ),
        ),
        other => {
            let why = match other {
                Lettura::Testo(perche) => perche.frase(),
                Lettura::Quantita(q) if q.misura.unita == Unita::SiNo => "non dice che cosa si aspetta",
                Lettura::Quantita(_) => "è minore di zero",
                _ => "non dice quanto ci si aspetta",
            };
            let rimedio = match other {
                Lettura::Testo(perche) => perche.rimedio(),
                _ => None,
            };
            let esempi = "scrivere un valore misurabile (per esempio 12, 80%, almeno 3, 7 su 10, € 1.500, sì)";
            (
                "IND008",
                format!(
                    "«{nome}»: il valore atteso «{shown}» non si può interpretare: {why}; l'indicatore non è valutato"
                ),
                rimedio.unwrap_or(esempi).into(),
            )
        }
    };
    page.report(codice, Gravita::Errore, Some(at), messaggio, &rimedio);
    None
}

/// A bare number beside a name that begins with "%" is a percentage; what has two readings is reported.
fn percento_dal_nome(page: &mut Page<'_>, nome: &str, at: CellRef, cell: &Cell, attesa: Attesa) -> Attesa {
    let misura = attesa.misura;
    let dal_nome = misura.nuda
        && misura.unita == Unita::Numero
        && (nome.trim_start().starts_with('%') || nome.trim_start().to_lowercase().starts_with("percentuale "));
    if !dal_nome && misura.altra.is_none() {
        return attesa;
    }
    let (unita, valore) = if dal_nome {
        (Unita::Percento, if misura.valore <= 1.0 { misura.valore * 100.0 } else { misura.valore })
    } else {
        (misura.unita, misura.valore)
    };
    let atteso = super::Atteso { unita, valore: tidy(valore), ..attesa.atteso };
    let letto = scritto(atteso.valore, atteso.denominatore, unita);
    let shown = mostrato(cell);
    let why =
        if dal_nome { "è senza il segno di percentuale, che c'è nel nome" } else { "si può leggere in due modi" };
    page.report(
        "IND004",
        Gravita::Avviso,
        Some(at),
        format!("«{nome}»: il valore atteso «{shown}» {why}; è stato letto come {letto}"),
        &format!("scrivere {letto}, se è giusto"),
    );
    let misura = Misura { unita, valore: atteso.valore, nuda: false, ..misura };
    Attesa { atteso, misura, ..attesa }
}

/// A value in the unit of the expected one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Letto {
    valore: f64,
    denominatore: Option<f64>,
    dubbio: Option<Dubbio>,
}

/// Why a value has another reading than the one that was taken (IND004).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dubbio {
    /// 1 against a percentage.
    Uno,
    /// `1.234`, or a percent format over a number typed in points.
    DueLetture,
    /// A ratio against a percentage, or the reverse.
    Convertito,
    /// A bare number against a ratio that it hardly can be the numerator of.
    Numeratore,
    /// Euro against a bare number among the costs.
    Valuta,
}

impl Dubbio {
    const fn frase(self) -> &'static str {
        match self {
            Self::Uno => "è senza il segno di percentuale e può essere 1% o 100%",
            Self::DueLetture => "si può leggere in due modi",
            Self::Convertito => "è scritto in un'unità diversa da quella dell'atteso",
            Self::Numeratore => "è senza denominatore",
            Self::Valuta => "è in euro, mentre l'atteso è un numero senza unità",
        }
    }
}

/// Why a value cannot be used.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rifiuto {
    /// Below zero where nothing is.
    Negativo,
    /// Another unit.
    Unita(Unita),
    /// A number that is a date without its format: it was a ratio.
    Seriale(Data),
}

/// The table of decisions: unit expected against what was found.
fn nell_unita(attesa: &Attesa, famiglia: Famiglia, trovato: &Quantita) -> Result<Letto, Rifiuto> {
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
        (Percento | Rapporto, Percento | Rapporto | Numero | Euro) if m.valore < 0.0 => Err(Rifiuto::Negativo),
        (Rapporto, Rapporto) => Ok(Letto { valore: m.valore, denominatore: m.denominatore, dubbio: None }),
        _ if stessa => value(m.valore, due_letture),
        (Percento, Numero | Euro) if m.nuda => match m.valore {
            1.0 => value(100.0, Some(Dubbio::Uno)),
            fraction if fraction < 1.0 => value(fraction * 100.0, due_letture),
            points => value(points, due_letture),
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
fn seriale(value: f64) -> Option<Data> {
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
fn era_un_rapporto(data: Data, denominatore: Option<f64>) -> (i16, i16) {
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
    let conta = page.scadenza == scadenza && indicato.attesa.is_some();
    let gravita = if conta { Gravita::Errore } else { Gravita::Avviso };
    let unita = indicato.attesa.map(|a| a.atteso.unita);
    let (codice, messaggio, rimedio): (Codice, String, String) = match lettura {
        Lettura::Vuoto => return Raggiunto::default(),
        Lettura::Quantita(q) => {
            let letto = match indicato.attesa {
                Some(attesa) => nell_unita(attesa, indicato.famiglia, &q),
                None => Ok(Letto { valore: q.misura.valore, denominatore: q.misura.denominatore, dubbio: None }),
            };
            match letto {
                Ok(Letto { valore, denominatore, dubbio }) => {
                    let valore = tidy(valore);
                    if let Some(dubbio) = dubbio {
                        let letto = scritto(valore, denominatore, unita.unwrap_or(Unita::Numero));
                        page.report(
                            "IND004",
                            Gravita::Avviso,
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
                    non_misurabile(indicato, &shown, &format!("è {}, mentre l'atteso è {expected}", una(found)))
                }
            }
        }
        Lettura::Errore(error) => (
            "CEL001",
            format!("«{nome}»: la formula del valore raggiunto dà errore {error}; il valore manca"),
            "correggere la formula o scrivere il valore".into(),
        ),
        Lettura::SenzaValore => (
            "CEL002",
            format!("«{nome}», valore raggiunto: {}; il valore manca", valori::SENZA_VALORE),
            valori::RICALCOLARE.into(),
        ),
        Lettura::Data(data) if matches!(unita, Some(Unita::Rapporto | Unita::Percento)) => {
            diventato_data(indicato, data, &shown)
        }
        Lettura::Data(data) => non_misurabile(indicato, &shown, &format!("è una data ({data})")),
        Lettura::NonApplicabile { motivo } if motivo || accanto => {
            page.report(
                "IND007",
                Gravita::Nota,
                Some(at),
                format!("«{nome}»: dichiarato non applicabile («{shown}»); l'indicatore è escluso dal punteggio"),
                "nulla, se la motivazione è corretta",
            );
            return Raggiunto { testo: Some(shown), escluso: true, ..Raggiunto::default() };
        }
        Lettura::NonApplicabile { .. } => (
            "IND002",
            format!("«{nome}»: «{shown}» senza motivazione vale come valore mancante"),
            "scrivere il valore raggiunto, oppure il motivo per cui l'indicatore non è applicabile (nella stessa cella o accanto)"
                .into(),
        ),
        Lettura::Scelta => non_misurabile(indicato, &shown, "nessuna delle due risposte è stata scelta"),
        Lettura::Testo(perche) => {
            let (codice, messaggio, rimedio) = non_misurabile(indicato, &shown, perche.frase());
            (codice, messaggio, perche.rimedio().map_or(rimedio, str::to_owned))
        }
    };
    page.report(codice, gravita, Some(at), messaggio, &rimedio);
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
    ("IND002", messaggio, rimedio.to_owned())
}

fn diventato_data(indicato: Indicato<'_>, data: Data, shown: &str) -> (Codice, String, String) {
    let denominatore = indicato.attesa.and_then(|a| a.atteso.denominatore);
    let (above, below) = era_un_rapporto(data, denominatore);
    let shown = if shown.contains('-') || shown.contains('/') { String::new() } else { format!(" («{shown}»)") };
    (
        "IND003",
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
        (Unita::Percento, _) => italian::percent_as_typed(valore),
        (Unita::Rapporto, Some(below)) => format!("{} su {}", semplice(valore), semplice(below)),
        (Unita::Euro, _) => format!("{} €", italian::number(valore, 2)),
        (Unita::SiNo, _) => if valore > 0.0 { "sì" } else { "no" }.to_owned(),
        _ => semplice(valore),
    }
}

/// Whether a reason stands beside a cell that says "n/a": in its own column of deviations, or right of all columns.
pub(super) fn motivo_accanto(page: &Page<'_>, row0: u32, columns: &Columns, scost: &str) -> bool {
    let own = columns.get(scost);
    let last = columns.values().map(|span| *span.end()).max().unwrap_or(u32::MAX);
    page.sheet.row(row0).any(|(at, cell)| {
        let beside = own.is_some_and(|span| span.contains(&at.col0)) || at.col0 > last;
        beside && matches!(&cell.value, CellValue::Text(text) if valori::e_motivo(text) && matches!(valori::testo(text), Lettura::Testo(_)))
    })
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
            "CEL001",
            Gravita::Avviso,
            format!("«{nome}»: la formula dello scostamento dà errore {error}"),
            "correggere la formula",
        ),
        Lettura::SenzaValore => {
            ("CEL002", Gravita::Avviso, format!("«{nome}», scostamento: {}", valori::SENZA_VALORE), valori::RICALCOLARE)
        }
        Lettura::Testo(_) | Lettura::Data(_) if !escluso => (
            "FOG009",
            Gravita::Nota,
            format!(
                "«{nome}»: al posto dello scostamento c'è «{}», che non è un numero: non è stato usato",
                mostrato(cell)
            ),
            "nulla, se è un commento; altrimenti scrivere la differenza tra raggiunto e atteso",
        ),
        _ => return None,
    };
    page.report(codice, gravita, Some(at), messaggio, rimedio);
    None
}

#[cfg(test)]
mod tests;
