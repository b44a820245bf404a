//! A cronoprogramma that stands on its side: its months are rows, and its phases columns.

use std::collections::BTreeMap;

use super::componi::{anni, is_column};
use super::{Colonna, Testa, Testata};
use crate::place::{Area, CellRef};
use crate::scheda::etichetta::{etichetta, insieme};
use crate::scheda::page::{Hit, Page};
use crate::scheda::profile::Ambito;
use crate::scheda::valori::{self, Lettura};
use crate::workbook::{Cell, CellValue};

/// Fewer months beside each other are not a calendar.
pub(super) const MIN_MESI: usize = 4;

/// What a phase has a column each of, where it has several.
const VALORI: [&str; 3] = ["target", "raggiunto", "gap"];

/// The months of one table, from top to bottom: the cell, the last month that it names.
struct Mesi {
    righe: Vec<(CellRef, u8)>,
    passo: u8,
}

/// The headers of all such tables of the sheet, and what they cover; no header where it is doubtful which column is
/// which phase's.
pub fn testate<'a>(page: &Page<'a>) -> (Vec<Testata<'a>>, Vec<Area>) {
    let (mut testate, mut areas) = (Vec::new(), Vec::new());
    for mesi in mesi(page) {
        if let Some(testata) = testata(page, &mesi) {
            areas.push(testata.area);
            testate.push(testata);
        } else if let Some(((first, _), (last, _))) = mesi.righe.first().zip(mesi.righe.last())
            && titolato(page, *first)
        {
            let top = page.around(first.row0, 2).first().copied().unwrap_or(first.row0);
            areas.push(Area { start: CellRef::new(top, first.col0), end: CellRef::new(last.row0, u32::MAX) });
        }
    }
    (testate, areas)
}

/// Months below each other in one column.
fn mesi(page: &Page<'_>) -> Vec<Mesi> {
    let mut columns: BTreeMap<u32, Vec<(CellRef, u8)>> = BTreeMap::new();
    for (at, parole) in page.date(&Area::SHEET) {
        if let Some(mese) = parole.mese {
            columns.entry(at.col0).or_default().push((at, mese));
        }
    }
    let mut found = Vec::new();
    for cells in columns.into_values() {
        let mut run: Vec<(CellRef, u8)> = Vec::new();
        for (at, mese) in cells {
            // Nothing stands between two months, and one is the month after the other.
            let next = run.last().is_none_or(|(last, n)| {
                *n + 1 == mese && page.next_row(page.sheet.extent(*last).row0) == Some(at.row0)
            });
            if !next {
                found.push(Mesi { righe: std::mem::take(&mut run), passo: 1 });
            }
            run.push((at, mese));
        }
        found.push(Mesi { righe: run, passo: 1 });
    }
    found.retain(|mesi| mesi.righe.len() >= MIN_MESI);
    for cells in page.anni_a_periodi(|at| at.col0) {
        let passo = cells.first().map_or(1, |(_, (_, last))| *last);
        found.push(Mesi { righe: cells.into_iter().map(|(at, (_, last))| (at, last)).collect(), passo });
    }
    found
}

fn testata<'a>(page: &Page<'a>, mesi: &Mesi) -> Option<Testata<'a>> {
    let ((first, _), (last, _)) = mesi.righe.first().zip(mesi.righe.last())?;
    let label = |row0: u32| {
        let at = page.sheet.anchor(CellRef::new(row0, first.col0));
        page.hit(at, Ambito::Fasi).filter(|hit| is_column(hit) && hit.nome() != "fase")
    };
    let year = |row0: u32| {
        let at = CellRef::new(row0, first.col0);
        let (_, parole) = page.date(&Area { start: at, end: at }).next()?;
        parole.mese.is_none().then(|| parole.anni.first().copied()).flatten()
    };
    let mut colonne: Vec<Colonna<'a>> = Vec::new();
    let colonna = |nome, mese, anno, at: CellRef| {
        let end = page.sheet.extent(at).row0;
        Colonna { nome, mese, anno, at, span: at.row0..=end, core_end: end }
    };
    let mut hits: Vec<Hit<'a>> = Vec::new();
    // What a row above or below the months holds, its label says.
    let mut other = |row0: u32| {
        if let Some(hit) = label(row0) {
            hits.push(hit.clone());
            return Some(colonna(hit.nome(), hit.mese, hit.anni.first().copied(), hit.at));
        }
        year(row0).map(|anno| colonna("", None, Some(anno), CellRef::new(row0, first.col0)))
    };
    let mut top = page.previous_row(first.row0)?;
    while let Some(above) = other(top) {
        colonne.insert(0, above);
        top = page.previous_row(top)?;
    }
    let mut bottom = page.sheet.extent(*last).row0;
    colonne.extend(mesi.righe.iter().map(|(at, mese)| colonna("", Some(*mese), None, *at)));
    while let Some((row0, below)) = page.next_row(bottom).and_then(|row0| Some((row0, other(row0)?))) {
        colonne.push(below);
        bottom = row0;
    }
    let (_, altri_anni) = anni(&mut colonne, page.criteri.anno);
    let anno = mesi.righe.iter().find_map(|(at, _)| {
        page.date(&Area { start: *at, end: *at }).next().and_then(|(_, parole)| parole.anni.first().copied())
    });
    let after = page.sheet.extent(*first).col0 + 1..=u32::MAX;
    let heads: Vec<(CellRef, &Cell)> = page.row(top, &after).collect();
    let valori = |(at, _): &(CellRef, &Cell)| page.hit(*at, Ambito::Fasi).filter(|hit| VALORI.contains(&hit.nome()));
    let (teste, date): (_, Vec<CellRef>) = if !heads.is_empty() && heads.iter().all(|head| valori(head).is_some()) {
        let sub: Vec<(CellRef, &str)> = heads.iter().filter_map(|head| Some((head.0, valori(head)?.nome()))).collect();
        let above = page.previous_row(top)?;
        let teste = a_gruppi(page, mesi, &mut colonne, above, &sub)?;
        top = above;
        // Of the values of the other months nothing more is said.
        let block = mesi
            .righe
            .iter()
            .flat_map(|(at, _)| page.row(at.row0, &(at.col0..=sub.last().map_or(at.col0, |(at, _)| at.col0))));
        (teste, sub.iter().map(|(at, _)| *at).chain(block.map(|(at, _)| at)).collect::<Vec<_>>())
    } else {
        let total = heads.iter().find(|(at, _)| page.is(*at, Ambito::Fasi, "totale")).map(|(at, _)| at.col0);
        let sums = total
            .into_iter()
            .flat_map(|col0| page.filled(top..=bottom).iter().flat_map(move |row0| page.row(*row0, &(col0..=col0))));
        (in_colonna(page, mesi, &colonne, &heads)?, sums.map(|(at, _)| at).collect())
    };
    let corner = page.sheet.anchor(CellRef::new(top, first.col0));
    hits.extend(page.hit(corner, Ambito::Fasi).filter(|hit| hit.nome() == "fase").cloned());
    let heads = teste.iter().map(|testa| testa.at).chain(date.iter().copied());
    let area = heads.map(|at| page.area(at)).fold(
        Area { start: CellRef::new(top, first.col0), end: CellRef::new(bottom, page.sheet.extent(*last).col0) },
        |area, head| area.with(&head),
    );
    let corner = Some(corner).filter(|at| page.sheet.get(*at).is_some());
    let date = date.into_iter().chain(corner).collect();
    Some(Testata {
        ambito: Ambito::Fasi,
        area,
        colonne,
        anno,
        hits,
        dedotta: false,
        altri_anni,
        date,
        passo: mesi.passo,
        teste,
    })
}

/// Phases of one column each. They are phases where they are numbered, or where the table says so: by its corner, or
/// by rows of targets and gaps.
fn in_colonna(page: &Page<'_>, mesi: &Mesi, colonne: &[Colonna<'_>], heads: &[(CellRef, &Cell)]) -> Option<Vec<Testa>> {
    let numbered = |cell: &Cell| {
        etichetta(cell).is_some() || matches!(&cell.value, CellValue::Text(text) if insieme(text).is_some())
    };
    let heads: Vec<&(CellRef, &Cell)> = heads.iter().filter(|(at, _)| !page.is(*at, Ambito::Fasi, "totale")).collect();
    let (first, _) = mesi.righe.first()?;
    let says = colonne.iter().any(|c| VALORI.contains(&c.nome)) || titolato(page, *first);
    if heads.is_empty() || !says || !heads.iter().all(|(_, cell)| numbered(cell)) {
        return None;
    }
    let teste = heads.into_iter().map(|(at, _)| {
        let columns = at.col0..=page.sheet.extent(*at).col0;
        let posto = |(i, colonna): (usize, &Colonna<'_>)| {
            let filled = page.row(colonna.at.row0, &columns).next().map(|(at, _)| at);
            (i, filled.unwrap_or_else(|| page.sheet.anchor(CellRef::new(colonna.at.row0, at.col0))))
        };
        Testa { at: *at, posti: colonne.iter().enumerate().map(posto).collect() }
    });
    Some(teste.collect())
}

/// Whether the title of a cronoprogramma stands a few rows above.
fn titolato(page: &Page<'_>, first: CellRef) -> bool {
    page.around(first.row0, 4).into_iter().filter(|row0| *row0 < first.row0).any(|row0| {
        let row = Area { start: CellRef::new(row0, 0), end: CellRef::new(row0, u32::MAX) };
        page.hits(&row, Ambito::Sezioni).any(|hit| hit.nome() == "cronoprogramma")
    })
}

/// Phases of a column for the target, and others for what was reached, with a value for each month: those of the
/// checkpoints' months are read, if the targets grow from month to month up to the end of the year. Where each month
/// has a share of its own nobody can say what its gap is a gap of.
fn a_gruppi<'a>(
    page: &Page<'a>,
    mesi: &Mesi,
    colonne: &mut Vec<Colonna<'a>>,
    above: u32,
    sub: &[(CellRef, &'a str)],
) -> Option<Vec<Testa>> {
    let (left, right) = (sub.first()?.0.col0, sub.last()?.0.col0);
    let heads: Vec<(CellRef, &Cell)> = page.row(above, &(left..=right)).collect();
    if heads.first().is_none_or(|(at, _)| at.col0 != left)
        || !heads.iter().all(|(_, cell)| {
            etichetta(cell).is_some() || matches!(&cell.value, CellValue::Text(text) if insieme(text).is_some())
        })
    {
        return None;
    }
    let ends = heads.iter().skip(1).map(|(at, _)| at.col0 - 1).chain([right]);
    let groups: Vec<(CellRef, std::ops::RangeInclusive<u32>)> =
        heads.iter().zip(ends).map(|((at, _), end)| (*at, at.col0..=end)).collect();
    let rows = [crate::scheda::Scadenza::Luglio, crate::scheda::Scadenza::Dicembre].map(|scadenza| {
        let month = page.criteri.calendario.giorno(scadenza).mese();
        mesi.righe.iter().find(|(_, mese)| i8::try_from(*mese) == Ok(month)).copied()
    });
    let own = |columns: &std::ops::RangeInclusive<u32>, nome: &str| {
        sub.iter().find(|(at, name)| columns.contains(&at.col0) && *name == nome).map(|(at, _)| at.col0)
    };
    let grows = |columns: &std::ops::RangeInclusive<u32>| {
        let column = own(columns, "target")?;
        let mut values: Vec<(u8, f64)> = Vec::new();
        for (at, mese) in &mesi.righe {
            match page.sheet.get(CellRef::new(at.row0, column)).map(valori::leggi) {
                None | Some(Lettura::Vuoto) => {}
                Some(Lettura::Quantita(q)) => values.push((*mese, q.misura.valore)),
                Some(_) => return None,
            }
        }
        let rising = values.windows(2).all(|pair| pair[0].1 <= pair[1].1);
        let last = values.last().is_some_and(|(mese, _)| *mese == 12);
        let total: f64 = values.iter().map(|(_, value)| value).sum();
        let several = values.iter().filter(|(_, value)| *value > 0.0).count() > 1;
        (rising && last && (!several || total > 100.5)).then_some(())
    };
    groups.iter().map(|(_, columns)| grows(columns)).collect::<Option<Vec<()>>>()?;
    colonne.clear();
    let mut wanted: Vec<(&'a str, CellRef)> = Vec::new();
    let (_, first_group) = groups.first()?;
    for (at, mese) in rows.into_iter().flatten() {
        for nome in VALORI {
            let Some((head, nome)) = sub.iter().find(|(head, name)| first_group.contains(&head.col0) && *name == nome)
            else {
                continue;
            };
            let span = head.col0..=head.col0;
            colonne.push(Colonna { nome, mese: Some(mese), anno: None, at: *head, span, core_end: head.col0 });
            wanted.push((nome, at));
        }
    }
    let teste = groups.into_iter().map(|(at, columns)| {
        let posto =
            |(i, (nome, row)): (usize, &(&str, CellRef))| Some((i, CellRef::new(row.row0, own(&columns, nome)?)));
        Testa { at, posti: wanted.iter().enumerate().filter_map(posto).collect() }
    });
    Some(teste.collect())
}
