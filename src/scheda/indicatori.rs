//! The indicators: expected, achieved, deviation, in four families.

use std::ops::RangeInclusive;

use super::raggiunto::{self, Indicato};
use super::read::{Columns, Page};
use super::valori::{self, Lettura, mostrato};
use super::{Cella, Famiglia, Indicatore, Raggiunto, Scadenza};

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
            (Some(at), cell.filter(|cell| valori::leggi(cell) != Lettura::Vuoto))
        }
        None => (None, None),
    };
    let attesa = atteso_at.zip(atteso_cell).and_then(|(at, cell)| raggiunto::atteso(page, &nome.valore, at, cell));
    let indicato = Indicato { nome: &nome.valore, famiglia, attesa: attesa.as_ref() };
    let mut colonne = |raggiunto: &str, scost: &str, scadenza: Scadenza| {
        let Some(span) = columns.get(raggiunto) else { return Raggiunto::default() };
        let (at, cell) = page.cell(row0, span);
        let mut out = cell.map_or_else(Raggiunto::default, |cell| {
            let accanto = raggiunto::motivo_accanto(page, row0, columns, scost);
            raggiunto::leggi(page, indicato, at, cell, scadenza, accanto)
        });
        out.at = Some(at);
        out.scostamento = columns.get(scost).and_then(|span| {
            let (at, cell) = page.cell(row0, span);
            raggiunto::scostamento(page, indicato, at, cell?, out.escluso)
        });
        out
    };
    let lug = colonne("raggiunto_lug", "scost_lug", Scadenza::Luglio);
    let dic = colonne("raggiunto_dic", "scost_dic", Scadenza::Dicembre);
    Indicatore {
        famiglia,
        atteso_testo: atteso_cell.map(mostrato),
        atteso: attesa.map(|a| a.atteso),
        nome,
        atteso_at,
        lug,
        dic,
    }
}
