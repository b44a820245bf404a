//! The indicators: expected, achieved, deviation, in four families.

use std::ops::RangeInclusive;

use super::read::{Columns, Page};
use super::text::normalise;
use super::valori::{self, Lettura, mostrato, tidy};
use super::{Atteso, Cella, Famiglia, Indicatore, Raggiunto, Scadenza, Unita};
use crate::place::CellRef;
use crate::segnalazione::Gravita;
use crate::workbook::{Cell, CellValue};

const COLONNE: [&str; 5] = ["atteso", "raggiunto_lug", "scost_lug", "raggiunto_dic", "scost_dic"];

/// Reads the rows under each family's header.
pub(super) fn read(page: &mut Page<'_>, rows: RangeInclusive<u32>) -> Vec<Indicatore> {
    let labels = &page.profile.indicatori;
    let famiglie = [
        ("quantita", Famiglia::Quantita),
        ("tempo", Famiglia::Tempo),
        ("costo", Famiglia::Costo),
        ("qualita", Famiglia::Qualita),
    ];
    let mut current: Option<(Famiglia, RangeInclusive<u32>, Columns)> = None;
    let mut found = Vec::new();
    for row0 in rows {
        let header = page.texts_in(&(row0..=row0)).find_map(|(at, text)| {
            famiglie.iter().find(|(name, _)| labels.get(*name).is_some_and(|l| l.matches(text))).map(|(_, f)| (at, *f))
        });
        if let Some((at, famiglia)) = header {
            let wanted: Vec<_> =
                COLONNE.iter().filter_map(|name| labels.get(*name).map(|label| (*name, label))).collect();
            let mut columns = page.columns(row0, &wanted);
            if columns.is_empty() {
                // A family whose header repeats no columns keeps those of the one above.
                columns = current.take().map(|(_, _, columns)| columns).unwrap_or_default();
            }
            let end = columns.values().map(|c| *c.start()).filter(|c| *c > at.col0).min();
            let name = at.col0..=end.map_or(page.sheet.extent(at).col0, |c| c - 1);
            current = Some((famiglia, name, columns));
            continue;
        }
        let Some((famiglia, name, columns)) = &current else { continue };
        let (at, Some(cell)) = page.cell(row0, name) else { continue };
        let nome = Cella { valore: mostrato(cell), at };
        let (famiglia, columns) = (*famiglia, columns.clone());
        found.push(indicatore(page, row0, famiglia, nome, &columns));
    }
    found
}

fn indicatore(
    page: &mut Page<'_>,
    row0: u32,
    famiglia: Famiglia,
    nome: Cella<String>,
    columns: &Columns,
) -> Indicatore {
    let (atteso_at, atteso_cell) = match columns.get("atteso") {
        Some(span) => {
            let (at, cell) = page.cell(row0, span);
            (Some(at), cell)
        }
        None => (None, None),
    };
    let mut alternativa = None;
    let atteso = atteso_cell.and_then(|cell| {
        let read = valori::atteso(&valori::leggi(cell));
        if read.is_none() {
            let shown = mostrato(cell);
            if valori::leggi(cell) == Lettura::SenzaValore {
                let messaggio = format!("«{}», valore atteso: {}", nome.valore, valori::SENZA_VALORE);
                page.report("CEL002", Gravita::Errore, atteso_at, messaggio, valori::RICALCOLARE);
                return None;
            }
            page.report(
                "IND008",
                Gravita::Errore,
                atteso_at,
                format!(
                    "«{}»: il valore atteso «{shown}» non si può interpretare; l'indicatore non è valutato",
                    nome.valore
                ),
                "scrivere un valore misurabile (per esempio 12, 80%, almeno 3, 7/10, sì) o chiedere un'eccezione",
            );
        }
        read.map(|(atteso, alternative)| {
            alternativa = alternative;
            atteso
        })
    });
    let mut raggiunto = |raggiunto: &str, scost: &str, scadenza: Scadenza| {
        let Some(span) = columns.get(raggiunto) else { return Raggiunto::default() };
        let (at, cell) = page.cell(row0, span);
        let mut out = cell.map_or_else(Raggiunto::default, |cell| {
            leggi(page, &nome.valore, at, cell, atteso.as_ref(), alternativa, scadenza)
        });
        out.at = Some(at);
        out.scostamento = columns.get(scost).and_then(|span| {
            let (at, cell) = page.cell(row0, span);
            scostamento(page, &nome.valore, at, cell?, atteso.as_ref())
        });
        out
    };
    let lug = raggiunto("raggiunto_lug", "scost_lug", Scadenza::Luglio);
    let dic = raggiunto("raggiunto_dic", "scost_dic", Scadenza::Dicembre);
    Indicatore { famiglia, atteso_testo: atteso_cell.map(mostrato), nome, atteso_at, atteso, lug, dic }
}

/// Reads an achieved value in the unit of the expected one.
#[expect(clippy::too_many_lines, reason = "one table of cases: unit expected against unit found")]
#[expect(clippy::float_cmp, reason = "exactly 1 is the doubtful case, 1.0000001 is not")]
fn leggi(
    page: &mut Page<'_>,
    nome: &str,
    at: CellRef,
    cell: &Cell,
    atteso: Option<&Atteso>,
    alternativa: Option<f64>,
    scadenza: Scadenza,
) -> Raggiunto {
    let shown = mostrato(cell);
    let conta = page.scadenza == scadenza;
    let errore = if conta { Gravita::Errore } else { Gravita::Avviso };
    let base = Raggiunto { testo: Some(shown.clone()), ..Raggiunto::default() };
    let good =
        |valore: f64, denominatore: Option<f64>| Raggiunto { valore: Some(tidy(valore)), denominatore, ..base.clone() };
    let bad = || Raggiunto { illeggibile: true, ..base.clone() };
    let unita = atteso.map(|a| a.unita);
    let lettura = valori::leggi(cell);
    match lettura {
        Lettura::Errore(error) => {
            page.report(
                "CEL001",
                errore,
                Some(at),
                format!("«{nome}»: la formula del valore raggiunto dà errore {error}"),
                "correggere la formula o scrivere il valore",
            );
            bad()
        }
        Lettura::SenzaValore => {
            page.report(
                "CEL002",
                errore,
                Some(at),
                format!("«{nome}», valore raggiunto: {}", valori::SENZA_VALORE),
                valori::RICALCOLARE,
            );
            bad()
        }
        Lettura::Data { giorno, mese } => {
            page.report(
                "IND003",
                errore,
                Some(at),
                format!("«{nome}»: Excel ha trasformato il valore in una data; probabilmente era {giorno}/{mese}"),
                "impostare il formato Testo e riscrivere il rapporto, oppure scriverlo come «7 su 10»",
            );
            bad()
        }
        Lettura::NonApplicabile { motivo } => {
            // The reason may stand in the cell or in a note beside it.
            let beside = page.sheet.row(at.row0).any(|(other, cell)| {
                other.col0 > page.sheet.extent(at).col0
                    && matches!(&cell.value, CellValue::Text(t) if normalise(t).split(' ').count() > 1)
            });
            if motivo.is_some() || beside {
                page.report(
                    "IND007",
                    Gravita::Nota,
                    Some(at),
                    format!("«{nome}»: dichiarato non applicabile ({shown}); l'indicatore è escluso dal punteggio"),
                    "nulla, se la motivazione è corretta",
                );
                return Raggiunto { escluso: true, ..base };
            }
            page.report(
                "IND002",
                errore,
                Some(at),
                format!("«{nome}»: «{shown}» senza motivazione vale come valore mancante"),
                "scrivere il valore raggiunto, oppure il motivo per cui l'indicatore non è applicabile",
            );
            bad()
        }
        Lettura::Numero(value) if unita == Some(Unita::Percento) => {
            if value == 1.0 {
                page.report(
                    "IND004",
                    Gravita::Avviso,
                    Some(at),
                    format!("«{nome}»: la cella contiene 1 senza formato percentuale: può essere 1% o 100%; è stato letto come 100%"),
                    "scrivere il valore con il segno di percentuale",
                );
            }
            if value < 0.0 {
                return non_misurabile(page, nome, at, &shown, "il valore è negativo", errore, base);
            }
            good(if value <= 1.0 { value * 100.0 } else { value }, None)
        }
        Lettura::Numero(value) if matches!(unita, Some(Unita::SiNo)) => {
            let _ = value;
            non_misurabile(page, nome, at, &shown, "l'atteso è sì o no", errore, base)
        }
        Lettura::Numero(value) => good(value, atteso.and_then(|a| a.denominatore)),
        Lettura::Quantita(q) => {
            let Some(atteso) = atteso else { return good(q.valore, q.denominatore) };
            match (atteso.unita, q.unita) {
                (a, b) if a == b => good(q.valore, q.denominatore),
                (Unita::Rapporto, Unita::Numero) => good(q.valore, atteso.denominatore),
                (
                    Unita::Numero | Unita::NumeroAnno | Unita::NumeroSettimana,
                    Unita::Numero | Unita::NumeroAnno | Unita::NumeroSettimana,
                )
                | (Unita::Euro, Unita::Numero) => good(q.valore, None),
                // Two decimals make an amount only where an amount is expected.
                (Unita::Numero | Unita::NumeroAnno | Unita::NumeroSettimana, Unita::Euro) if !shown.contains('€') => {
                    good(q.valore, None)
                }
                (Unita::Percento, Unita::Rapporto) if q.denominatore.is_some_and(|d| d > 0.0) => {
                    good(100.0 * q.valore / q.denominatore.unwrap_or(1.0), None)
                }
                (Unita::Percento, Unita::Numero | Unita::Euro) if !shown.contains('€') && q.valore >= 0.0 => {
                    good(if q.valore < 1.0 { q.valore * 100.0 } else { q.valore }, None)
                }
                (Unita::Numero, Unita::Percento) if alternativa.is_some_and(|a| a > 0.0) => {
                    good(atteso.valore * q.valore / alternativa.unwrap_or(100.0), None)
                }
                _ => non_misurabile(page, nome, at, &shown, "l'unità è diversa da quella dell'atteso", errore, base),
            }
        }
        Lettura::Testo(_) => non_misurabile(page, nome, at, &shown, "non è un valore misurabile", errore, base),
    }
}

fn non_misurabile(
    page: &mut Page<'_>,
    nome: &str,
    at: CellRef,
    shown: &str,
    why: &str,
    gravita: Gravita,
    base: Raggiunto,
) -> Raggiunto {
    page.report(
        "IND002",
        gravita,
        Some(at),
        format!("«{nome}»: il valore raggiunto «{shown}» non si può misurare: {why}"),
        "scrivere il valore nella stessa forma dell'atteso",
    );
    Raggiunto { illeggibile: true, ..base }
}

fn scostamento(
    page: &mut Page<'_>,
    nome: &str,
    at: CellRef,
    cell: &Cell,
    atteso: Option<&Atteso>,
) -> Option<Cella<f64>> {
    let percento = atteso.is_some_and(|a| a.unita == Unita::Percento);
    match valori::leggi(cell) {
        Lettura::Numero(value) => {
            Some(Cella { valore: tidy(if percento && value.abs() <= 1.0 { value * 100.0 } else { value }), at })
        }
        Lettura::Quantita(q) if q.denominatore.is_none() => Some(Cella { valore: q.valore, at }),
        Lettura::Errore(error) => {
            page.report(
                "CEL001",
                Gravita::Avviso,
                Some(at),
                format!("«{nome}»: la formula dello scostamento dà errore {error}"),
                "correggere la formula",
            );
            None
        }
        Lettura::SenzaValore => {
            page.report(
                "CEL002",
                Gravita::Avviso,
                Some(at),
                format!("«{nome}», scostamento: {}", valori::SENZA_VALORE),
                valori::RICALCOLARE,
            );
            None
        }
        _ => None,
    }
}
