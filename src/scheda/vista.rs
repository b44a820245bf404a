//! What does not meet the eye: rows and columns hidden inside the tables that were read, and pictures that lie over
//! the form.

use std::collections::BTreeSet;

use super::{Percentuale, Raggiunto, Scheda, Sezione};
use crate::place::CellRef;
use crate::segnalazione::{Codice, Segnalazione, codici};
use crate::workbook::{Cover, CoverKind, Merge, Sheet};

/// FOG005 where a read cell is hidden, once a row and once a column; FOG008 where something covers the form.
#[must_use]
pub fn vista(sheet: &Sheet, scheda: &Scheda) -> Vec<Segnalazione> {
    let mut found = righe_nascoste(sheet, scheda);
    found.extend(colonne_nascoste(sheet, scheda));
    if !sheet.covers().is_empty() {
        let fields: Vec<Merge> = celle(scheda).into_iter().map(|at| area(sheet, at)).collect();
        found.extend(sheet.covers().iter().filter_map(|cover| coperto(sheet, scheda, &fields, cover)));
    }
    found
}

fn avviso(codice: Codice, scheda: &Scheda, at: CellRef, messaggio: String, rimedio: &str) -> Segnalazione {
    let luogo = scheda.luogo.at(at);
    codice.at(luogo, messaggio, rimedio)
}

/// The area that a person sees as one cell.
fn area(sheet: &Sheet, at: CellRef) -> Merge {
    sheet.merge_at(at).unwrap_or(Merge { start: at, end: at })
}

/// The rows of the tables: their first cell and what they are about.
fn righe(scheda: &Scheda) -> Vec<(CellRef, String)> {
    let fasi = scheda.fasi.iter().flat_map(|fase| {
        let what = format!("la fase {}", fase.etichetta);
        [fase.at, fase.testo.as_ref().map(|testo| testo.at)].into_iter().flatten().map(move |at| (at, what.clone()))
    });
    let indicatori = scheda.indicatori.iter().map(|i| (i.nome.at, format!("l'indicatore «{}»", i.nome.valore)));
    let personale = scheda.personale.iter().map(|p| (p.nominativo.at, format!("«{}»", p.nominativo.valore)));
    let risorse = scheda.risorse.iter().map(|r| {
        let what = r.descrizione.as_ref().or(r.tipologia.as_ref());
        (r.at, what.map_or_else(|| "una risorsa".to_owned(), |what| format!("la risorsa «{what}»")))
    });
    fasi.chain(indicatori).chain(personale).chain(risorse).collect()
}

fn righe_nascoste(sheet: &Sheet, scheda: &Scheda) -> Vec<Segnalazione> {
    let mut seen = BTreeSet::new();
    let hidden = |at: CellRef| {
        let area = area(sheet, at);
        (area.start.row0..=area.end.row0).all(|row0| sheet.row_is_hidden(row0))
    };
    let rows = righe(scheda).into_iter().filter(|(at, _)| hidden(*at) && seen.insert(at.row0));
    rows.map(|(at, what)| {
        avviso(
            codici::FOG005,
            scheda,
            at,
            format!("la riga {} è nascosta e contiene {what}: è stata letta e conta come le altre", at.row0 + 1),
            "mostrare la riga; se non deve contare, cancellarla",
        )
    })
    .collect()
}

/// The cells of the tables' values, filled or not.
fn valori(scheda: &Scheda) -> Vec<CellRef> {
    let raggiunto = |r: &Raggiunto| [r.at, r.scostamento.as_ref().map(|s| s.at)];
    let mut cells: Vec<Option<CellRef>> = Vec::new();
    for fase in &scheda.fasi {
        let others = [&fase.precedenti, &fase.target_lug, &fase.gap_lug, &fase.target_dic, &fase.gap_dic];
        let years = [&fase.anno2, &fase.anno3];
        cells.extend(fase.mesi.iter().chain(others).chain(years).map(|Percentuale { at, .. }| *at));
    }
    for indicatore in &scheda.indicatori {
        cells.push(indicatore.atteso_at);
        cells.extend(raggiunto(&indicatore.lug));
        cells.extend(raggiunto(&indicatore.dic));
    }
    cells.extend(scheda.personale.iter().map(|persona| persona.pct.at));
    cells.extend(scheda.risorse.iter().map(|risorsa| Some(risorsa.at)));
    cells.into_iter().flatten().collect()
}

fn colonne_nascoste(sheet: &Sheet, scheda: &Scheda) -> Vec<Segnalazione> {
    let mut seen = BTreeSet::new();
    let hidden = |at: CellRef| {
        let area = area(sheet, at);
        (area.start.col0..=area.end.col0).all(|col0| sheet.column_is_hidden(col0))
    };
    let mut cells = valori(scheda);
    cells.sort_unstable();
    let columns = cells.into_iter().filter(|at| sheet.get(*at).is_some() && hidden(*at) && seen.insert(at.col0));
    columns
        .map(|at| {
            avviso(
                codici::FOG005,
                scheda,
                at,
                "la colonna di questa cella è nascosta e contiene dati: sono stati letti e contano come gli altri"
                    .to_owned(),
                "mostrare la colonna; se i dati non devono contare, cancellarli",
            )
        })
        .collect()
}

/// All the cells that were read, or would have been if something stood in them.
fn celle(scheda: &Scheda) -> Vec<CellRef> {
    let mut cells: Vec<_> = scheda.intestazione.campi().filter_map(|(.., campo)| campo.at).collect();
    cells.extend(righe(scheda).into_iter().map(|(at, _)| at));
    cells.extend(valori(scheda));
    cells.extend(scheda.totale_pct.iter().map(|totale| totale.at));
    cells.extend(scheda.costo_risorse.iter().map(|costo| costo.at));
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// What is said of something that lies over the form, whose cells are `fields`.
fn coperto(sheet: &Sheet, scheda: &Scheda, fields: &[Merge], cover: &Cover) -> Option<Segnalazione> {
    let what = match cover.kind {
        CoverKind::Immagine => "un'immagine",
        CoverKind::CasellaDiTesto => "una casella di testo",
        CoverKind::Forma => "una forma disegnata",
        CoverKind::Grafico => "un grafico o un altro oggetto",
    };
    let under: Vec<&Merge> = fields.iter().filter(|field| meet(field, &cover.area)).collect();
    let rimedio = "scrivere i valori nelle celle e togliere l'oggetto, o spostarlo di lato";
    if let Some(first) = under.first() {
        let others = match under.len() {
            1 => String::new(),
            2 => " e un'altra".to_owned(),
            count => format!(" e altre {}", count - 1),
        };
        let messaggio = format!(
            "{what} copre questa cella del modulo{others}: le cifre che vi sono scritte non si possono leggere"
        );
        return Some(avviso(codici::FOG008, scheda, first.start, messaggio, rimedio));
    }
    // A whole table pasted as a picture leaves no cell to cover.
    let title = sezione_vuota(sheet, scheda, cover)?;
    let messaggio = format!(
        "{what} sta al posto della tabella il cui titolo è in {title}, che nelle celle è vuota: le cifre che vi sono \
         scritte non si possono leggere"
    );
    Some(avviso(codici::FOG008, scheda, title, messaggio, rimedio))
}

/// The title of the section without a row that something lies over.
fn sezione_vuota(sheet: &Sheet, scheda: &Scheda, cover: &Cover) -> Option<CellRef> {
    let last_row0 = sheet.last_row0()?;
    let under = scheda.sezioni.iter().find(|(sezione, title)| {
        let empty = match sezione {
            Sezione::Fasi => scheda.fasi.iter().all(|fase| fase.testo.is_none()),
            Sezione::Cronoprogramma => scheda.fasi.iter().all(|fase| fase.at.is_none()),
            Sezione::Indicatori => scheda.indicatori.is_empty(),
            Sezione::Personale => scheda.personale.is_empty(),
            Sezione::Risorse => scheda.risorse.is_empty(),
        };
        let next = scheda.sezioni.iter().map(|(_, at)| at.row0).filter(|row0| *row0 > title.row0).min();
        let end = next.unwrap_or_else(|| last_row0.max(cover.area.end.row0) + 1);
        empty && cover.area.start.row0 < end && cover.area.end.row0 > title.row0
    });
    under.map(|(_, title)| *title)
}

const fn meet(a: &Merge, b: &Merge) -> bool {
    a.start.row0 <= b.end.row0 && b.start.row0 <= a.end.row0 && a.start.col0 <= b.end.col0 && b.start.col0 <= a.end.col0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::checks::testing::{at, scheda};
    use crate::workbook::{Cell, CellValue};

    fn sheet(filled: &[&str], merges: Vec<Merge>) -> Sheet {
        let cell = Cell { value: CellValue::Number(1.0), format: "0%".into(), formula: false };
        let cells: BTreeMap<_, _> = filled.iter().map(|a1| (at(a1), cell.clone())).collect();
        Sheet::new("Foglio".into(), false, cells, merges)
    }

    fn found(sheet: &Sheet, scheda: &Scheda) -> Vec<String> {
        let cell = |s: Segnalazione| format!("{} {}", s.codice, s.luogo.cella.unwrap());
        vista(sheet, scheda).into_iter().map(cell).collect()
    }

    fn over(a: &str, b: &str) -> Cover {
        Cover { area: Merge { start: at(a), end: at(b) }, kind: CoverKind::Immagine }
    }

    #[test]
    fn hidden_rows_and_columns_are_said_once_each() {
        let s = scheda();
        let plain = sheet(&["R26", "R27", "P26"], Vec::new());
        assert_eq!(found(&plain, &s), Vec::<String>::new());
        let (row, column) = (at("A45").row0, at("R1").col0);
        let hidden = plain.clone().with_hidden(vec![row..=row], vec![column..=16_383]);
        assert_eq!(found(&hidden, &s), ["FOG005 B45", "FOG005 R26"]);
    }

    #[test]
    fn a_merged_area_is_hidden_only_as_a_whole() {
        let s = scheda();
        let merges = vec![Merge { start: at("P26"), end: at("Q26") }];
        let column = at("P1").col0;
        let part = sheet(&["P26"], merges.clone()).with_hidden(Vec::new(), vec![column..=column]);
        assert_eq!(found(&part, &s), Vec::<String>::new());
        let whole = sheet(&["P26"], merges).with_hidden(Vec::new(), vec![column..=column + 1]);
        assert_eq!(found(&whole, &s), ["FOG005 P26"]);
    }

    #[test]
    fn pictures_are_said_where_they_cover_the_form() {
        let mut s = scheda();
        let logo = sheet(&["A60"], Vec::new()).with_covers(vec![over("W1", "Z4"), over("F60", "H70")]);
        assert_eq!(found(&logo, &s), Vec::<String>::new());
        let table = sheet(&["A60"], Vec::new()).with_covers(vec![over("I36", "N38")]);
        assert_eq!(found(&table, &s), ["FOG008 J37"]);
        s.indicatori.clear();
        assert_eq!(found(&table, &s), ["FOG008 A35"]);
    }
}
