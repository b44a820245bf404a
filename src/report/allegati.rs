//! The annexes of the Relazione: people, distribution, quality of the data, method.

use std::collections::BTreeMap;

use super::Material;
use super::model::{Block, Figure, Table, Value};
use super::parts;
use super::rows::{self, Rows};
use super::testi::{tavola, testo};
use super::wording::{self, count, esito, figure, heading, paragraph, percent, row, score, text, text_or};
use crate::italian::number;

/// The result of each person.
pub(super) fn personale(rows: &Rows) -> Vec<Block> {
    let cells = rows.persone.iter().map(|p| {
        let cells = vec![
            Value::Text(p.persona.clone()),
            text(p.categoria.as_deref()),
            Value::Count(p.n_obiettivi),
            percent(p.somma_pct),
            score(p.risultato, testo!("stato-non-valutabile")),
            esito(p.provvisorio),
        ];
        row(None, cells)
    });
    vec![paragraph(testo!("personale-testo")), Block::Table(tavola!("tabella-persone", cells.collect()))]
}

/// How results are spread: signals for who judges, never verdicts.
pub(super) fn distribuzione(rows: &Rows) -> Vec<Block> {
    let obiettivi: Vec<f64> = rows.schede.iter().filter_map(|s| s.punteggio).collect();
    let personali: Vec<f64> = rows.persone.iter().filter_map(|p| p.risultato).collect();
    let (mut scored, mut extreme, mut declared, mut validated) = (0, 0, 0, 0);
    for (indicatore, grado) in rows.indicatori.iter().filter_map(|i| Some((i, i.grado?))) {
        scored += 1;
        extreme += usize::from(grado <= 0.0 || grado >= 100.0);
        validated += usize::from(indicatore.validato.is_some());
        // Nobody but the office that is judged by it says this value.
        declared += usize::from(indicatore.validato.is_none() && indicatore.raggiunto.is_some());
    }
    let of_all = |n: usize| testo!("distribuzione-su", quanti = n, tutti = scored);
    vec![
        paragraph(testo!("distribuzione-testo")),
        heading(2, testo!("distribuzione-obiettivi")),
        Block::Figures(figures(testo!("distribuzione-obiettivi.a-cento"), &obiettivi)),
        parts::chart_dots(
            testo!("distribuzione-obiettivi.grafico"),
            vec![(testo!("distribuzione-obiettivi"), obiettivi)],
        ),
        heading(2, testo!("distribuzione-persone")),
        Block::Figures(figures(testo!("distribuzione-persone.a-cento"), &personali)),
        parts::chart_dots(
            testo!("distribuzione-persone.grafico"),
            vec![(testo!("distribuzione-persone"), personali.clone())],
        ),
        Block::Table(uguali(&personali)),
        heading(2, testo!("distribuzione-indicatori")),
        Block::Figures(vec![
            figure(testo!("distribuzione-estremi"), count(extreme), Some(of_all(extreme))),
            figure(testo!("distribuzione-dichiarati"), count(declared), Some(of_all(declared))),
            figure(testo!("distribuzione-validati"), count(validated), Some(of_all(validated))),
        ]),
        paragraph(testo!("distribuzione-indicatori.testo")),
    ]
}

/// Share at 100, spread and median of some results.
fn figures(at_full: String, values: &[f64]) -> Vec<Figure> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let full = sorted.iter().filter(|v| **v >= 100.0).count();
    let share = if sorted.is_empty() { Value::Blank } else { percent(Some(100.0 * full as f64 / sorted.len() as f64)) };
    let middle = sorted.len() / 2;
    let median = match sorted.len() {
        0 => Value::Blank,
        n if n.is_multiple_of(2) => {
            Value::Number { value: f64::midpoint(sorted[middle - 1], sorted[middle]), decimals: 2 }
        }
        _ => Value::Number { value: sorted[middle], decimals: 2 },
    };
    let spread = match (sorted.first(), sorted.last()) {
        (Some(least), Some(most)) => (
            Value::Number { value: most - least, decimals: 2 },
            Some(testo!("distribuzione-ampiezza.nota", minimo = number(*least, 2), massimo = number(*most, 2))),
        ),
        _ => (Value::Blank, None),
    };
    vec![
        figure(at_full, share, Some(testo!("distribuzione-su", quanti = full, tutti = sorted.len()))),
        figure(testo!("distribuzione-mediana"), median, None),
        figure(testo!("distribuzione-ampiezza"), spread.0, spread.1),
    ]
}

/// The results that more than one person has, the most frequent first.
fn uguali(values: &[f64]) -> Table {
    const MOST: usize = 6;
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        *times.entry(number(*value, 2)).or_default() += 1;
    }
    let mut times: Vec<(String, usize)> = times.into_iter().filter(|(_, n)| *n > 1).collect();
    times.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    times.truncate(MOST);
    let cells = times.into_iter().map(|(value, n)| {
        let share = percent(Some(100.0 * n as f64 / values.len().max(1) as f64));
        row(None, vec![Value::Text(value), count(n), share])
    });
    tavola!("tabella-uguali", cells.collect())
}

/// The files, what identifies them, and what was found in each.
pub(super) fn qualita(material: &Material, rows: &Rows) -> Vec<Block> {
    let of = |file: &str, gravita: &str| {
        rows.segnalazioni.iter().filter(|s| s.gravita == gravita && s.file.as_deref() == Some(file)).count()
    };
    let mut files: BTreeMap<&str, Option<&str>> = rows.schede.iter().map(|s| (s.file.as_str(), None)).collect();
    files.extend(rows.segnalazioni.iter().filter_map(|s| s.file.as_deref().map(|file| (file, None))));
    files.extend(material.ingressi.iter().map(|(name, sha256)| (name.as_str(), Some(sha256.as_str()))));
    let counts = files.keys().map(|file| {
        let schede = rows.schede.iter().filter(|s| s.file == *file).count();
        let salvato = material.salvati.get(*file).map(|day| Value::Text(wording::data(*day)));
        let mut cells = vec![Value::Text((*file).to_owned()), salvato.unwrap_or(Value::Blank), count(schede)];
        cells.extend(["errore", "avviso", "nota"].map(|gravita| count(of(file, gravita))));
        row(None, cells)
    });
    let hashes = files.iter().map(|(file, sha256)| {
        // In four groups, which can be compared by eye and fit a column.
        let shown = sha256.map(|hash| {
            let groups: Vec<&str> = (0..hash.len()).step_by(16).filter_map(|at| hash.get(at..at + 16)).collect();
            groups.join(" ")
        });
        let shown = Value::Text(shown.unwrap_or_else(|| testo!("tabella-impronte.non-letto")));
        row(None, vec![Value::Text((*file).to_owned()), shown])
    });
    let mut codici: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for s in &rows.segnalazioni {
        *codici.entry((&s.codice, &s.gravita)).or_default() += 1;
    }
    let codici = codici.into_iter().map(|((codice, gravita), n)| {
        let name = crate::segnalazione::codici::find(codice).map_or("", |known| known.nome);
        row(
            None,
            vec![Value::Text(codice.to_owned()), Value::Text(name.to_owned()), wording::gravita(gravita), count(n)],
        )
    });
    vec![
        paragraph(testo!("qualita-testo", data = wording::data(material.scadenza_data))),
        Block::Table(tavola!("tabella-file", counts.collect())),
        Block::Table(tavola!("tabella-impronte", hashes.collect())),
        Block::Table(tavola!("tabella-codici", codici.collect())),
        heading(2, testo!("qualita-validazioni")),
        paragraph(testo!("qualita-validazioni.testo")),
        Block::Table(validazioni(material, rows)),
    ]
}

/// What the Nucleo has judged otherwise than the measure: who, when and why.
fn validazioni(material: &Material, rows: &Rows) -> Table {
    let cells = rows::validazioni(material).into_iter().map(|v| {
        let scheda = rows.schede.iter().find(|s| s.id == v.id);
        let cells = vec![
            Value::Text(scheda.map_or(v.id.as_str(), |s| s.nome()).to_owned()),
            text_or(v.indicatore.as_deref(), testo!("tabella-validazioni.tutto")),
            score(v.misurato, testo!("stato-non-valutabile")),
            score(v.validato, testo!("stato-non-valutabile")),
            text(v.motivazione.as_deref()),
            Value::Text([v.autore, v.data].into_iter().flatten().collect::<Vec<_>>().join(", ")),
        ];
        row(None, cells)
    });
    tavola!("tabella-validazioni", cells.collect())
}

/// The method and the rules in force.
pub(super) fn nota(material: &Material) -> Vec<Block> {
    let mut blocks: Vec<Block> = material.note_metodo.iter().map(paragraph).collect();
    blocks.extend([heading(2, testo!("metodo-regole")), Block::Table(parts::table_regole(material))]);
    blocks
}
