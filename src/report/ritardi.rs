//! What is behind at the checkpoint: phases below their target, indicators below what was expected.

use super::Material;
use super::model::{Table, Tone, Value};
use super::rows::{Rows, SchedaRow};
use super::scheda;
use super::testi::{tavola, testo};
use super::wording::{percent, row, score, text, text_or};
use crate::italian::number;

/// A phase below its target.
pub(super) struct Late<'r> {
    scheda: &'r SchedaRow,
    fase: String,
    cella: Option<String>,
    target: f64,
    raggiunto: Option<f64>,
}

impl Late<'_> {
    fn missing(&self) -> f64 {
        self.target - self.raggiunto.unwrap_or(0.0)
    }
}

/// The phases of these schede below their target, the furthest first.
pub(super) fn fasi<'r>(rows: &'r Rows, schede: &[&'r SchedaRow]) -> Vec<Late<'r>> {
    let mut late: Vec<Late> = rows
        .fasi
        .iter()
        .filter(|f| f.grado.is_some_and(|grado| grado < 100.0))
        .filter_map(|f| {
            let scheda = *schede.iter().find(|s| s.id == f.id)?;
            let fase = f.testo.as_ref().map_or_else(|| f.fase.clone(), |text| format!("{}. {text}", f.fase));
            let raggiunto = if f.stato().is_none() { f.raggiunto } else { None };
            Some(Late { scheda, fase, cella: f.cella.clone(), target: f.target?, raggiunto })
        })
        .collect();
    late.sort_by(|a, b| b.missing().total_cmp(&a.missing()));
    late
}

/// One row a phase, with the page of its scheda.
pub(super) fn table_fasi(late: &[Late<'_>]) -> Table {
    let cells = late.iter().map(|l| {
        let missing = || Value::Status(testo!("stato-mancante"), Tone::Bad);
        let cells = vec![
            Value::Text(l.scheda.nome().to_owned()),
            Value::Text(l.fase.clone()),
            percent(Some(l.target)),
            l.raggiunto.map_or_else(missing, |points| percent(Some(points))),
            percent(Some(l.missing())),
            scheda::page(l.scheda),
        ];
        row(Some(l.scheda.cella(l.cella.as_deref())), cells)
    });
    tavola!("tabella-fasi-in-ritardo", cells.collect())
}

/// The scored indicators of these schede that are below what was expected, one row each, the furthest first.
pub(super) fn table_indicatori(caption: String, rows: &Rows, schede: &[&SchedaRow]) -> Table {
    let below = rows.indicatori.iter().filter_map(|i| {
        let scheda = *schede.iter().find(|s| s.id == i.id)?;
        Some((i.grado.filter(|grado| *grado < 100.0)?, i, scheda))
    });
    let mut below: Vec<_> = below.collect();
    below.sort_by(|a, b| a.0.total_cmp(&b.0));
    let cells = below.into_iter().map(|(grado, i, scheda)| {
        let cells = vec![
            Value::Text(scheda.nome().to_owned()),
            text_or(i.nome.as_deref(), testo!("senza-nome")),
            text_or(i.atteso.as_deref(), testo!("senza-atteso")),
            text_or(i.raggiunto.as_deref(), testo!("stato-mancante")),
            score(Some(grado), ""),
            text(scheda::motivo(i).as_deref()),
            scheda::page(scheda),
        ];
        row(Some(scheda.cella(i.cella.as_deref())), cells)
    });
    tavola!("tabella-indicatori-sotto", cells.collect(), titolo = caption)
}

/// How the rispetto delle fasi of these schede changed since the checkpoint before, those that fell first; nothing where
/// no workbook tells of it.
pub(super) fn cambiamenti(material: &Material, schede: &[&SchedaRow]) -> Option<Table> {
    let prima = material.prima.as_ref()?;
    let mut changed: Vec<(&SchedaRow, f64, f64)> =
        schede.iter().filter_map(|s| Some((*s, s.rispetto_prima?, s.rispetto_fasi?))).collect();
    changed.sort_by(|a, b| (a.2 - a.1).total_cmp(&(b.2 - b.1)));
    let cells = changed.iter().map(|(s, from, to)| {
        let tone = if to < from { Tone::Bad } else { Tone::Neutral };
        let change = if to > from {
            testo!("cambiamento.su", punti = number(to - from, 2))
        } else if to < from {
            testo!("cambiamento.giu", punti = number(from - to, 2))
        } else {
            testo!("cambiamento.uguale")
        };
        let cells = vec![
            Value::Text(s.nome().to_owned()),
            Value::Trend(*from, *to),
            Value::Status(change, tone),
            scheda::page(s),
        ];
        row(Some(s.luogo()), cells)
    });
    let cells: Vec<_> = cells.collect();
    (!cells.is_empty()).then(|| tavola!("tabella-cambiamenti", cells, prima = prima.nome, ora = material.scadenza_nome))
}
