//! Structures and roles: the mean of their schede, by the weights of the rules. Source: regole-di-calcolo, section 5.

use std::collections::{BTreeMap, BTreeSet};

use polars_core::prelude::{Column, DataFrame, DataType, PolarsResult, SortMultipleOptions};
use polars_lazy::prelude::{IntoLazy, JoinArgs, JoinType, LazyFrame, col, lit};

use super::round::{or_one, round2, weighted_mean};
use crate::config::{Intersettoriali, PesiStrutture, Regole};
use crate::dataset::Dataset;
use crate::dataset::identita::e_collettiva;
use crate::scheda::text::normalise;

/// The levels, in the order in which reports show them; each but the first is a column of `schede`.
pub const LIVELLI: [&str; 10] = [
    "ente",
    "direzione",
    "sezione",
    "assessore",
    "missione",
    "programma",
    "obiettivo_strategico",
    "progetto",
    "dirigente",
    "responsabile",
];

/// Which schede each structure and role answers for: `livello`, `nome`, `id` and `peso`, in the order of the levels
/// (`ordine`) and of the schede.
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn appartenenze(dataset: &Dataset, regole: &Regole, ente: &str) -> PolarsResult<DataFrame> {
    let mut rows: Vec<(usize, String, String)> = Vec::new();
    let ids = dataset.schede.column("id")?.str()?;
    for (level, livello) in LIVELLI.iter().enumerate() {
        if level == 0 {
            rows.extend(ids.iter().flatten().map(|id| (level, ente.to_owned(), id.to_owned())));
            continue;
        }
        let names = dataset.schede.column(livello)?.str()?;
        let typed: Vec<(&str, &str)> =
            ids.iter().zip(names.iter()).filter_map(|(id, name)| Some((id?, name?))).collect();
        let shown = spellings(typed.iter().map(|(_, name)| *name));
        let people: BTreeSet<&String> =
            shown.iter().filter(|(_, name)| !e_collettiva(name)).map(|(_, name)| name).collect();
        for (id, name) in typed {
            let key = normalise(name);
            if key.is_empty() {
                continue;
            }
            let role = matches!(*livello, "dirigente" | "responsabile");
            if role && e_collettiva(name) {
                // What all dirigenti answer for; nobody is called "tutti".
                match regole.dirigenti.intersettoriali {
                    Intersettoriali::Inclusi if *livello == "dirigente" => {
                        rows.extend(people.iter().map(|person| (level, (*person).clone(), id.to_owned())));
                    }
                    Intersettoriali::Separati if *livello == "dirigente" => {
                        rows.push((level, shown[&key].clone(), id.to_owned()));
                    }
                    _ => {}
                }
                continue;
            }
            rows.push((level, shown[&key].clone(), id.to_owned()));
        }
    }
    let links = DataFrame::new(
        rows.len(),
        vec![
            Column::new("ordine".into(), rows.iter().map(|r| i64::try_from(r.0).unwrap_or(0)).collect::<Vec<_>>()),
            Column::new("livello".into(), rows.iter().map(|r| LIVELLI[r.0]).collect::<Vec<_>>()),
            Column::new("nome".into(), rows.iter().map(|r| r.1.as_str()).collect::<Vec<_>>()),
            Column::new("id".into(), rows.iter().map(|r| r.2.as_str()).collect::<Vec<_>>()),
        ],
    )?;
    links
        .lazy()
        .with_row_index("riga", None)
        .join(pesi(dataset, regole), [col("id")], [col("id")], JoinArgs::new(JoinType::Left))
        .sort(["riga"], SortMultipleOptions::default())
        .collect()
}

/// One row a structure, by level and name.
pub(super) fn score(dataset: &Dataset, obiettivi: &DataFrame, regole: &Regole, ente: &str) -> PolarsResult<DataFrame> {
    appartenenze(dataset, regole, ente)?
        .lazy()
        .join(
            obiettivi.clone().lazy().select([col("id"), col("punteggio")]),
            [col("id")],
            [col("id")],
            JoinArgs::new(JoinType::Left),
        )
        .group_by_stable([col("ordine"), col("livello"), col("nome")])
        .agg([
            col("id").n_unique().cast(DataType::Int64).alias("n_obiettivi"),
            round2(weighted_mean(
                col("punteggio").filter(col("punteggio").is_not_null()),
                col("peso").filter(col("punteggio").is_not_null()),
            ))
            .alias("punteggio"),
        ])
        .sort(["ordine", "nome"], SortMultipleOptions::default())
        .select(["livello", "nome", "n_obiettivi", "punteggio"].map(col))
        .collect()
}

/// `id` and `peso`: what each scheda weighs in its structures.
fn pesi(dataset: &Dataset, regole: &Regole) -> LazyFrame {
    let schede = dataset.schede.clone().lazy();
    match regole.strutture.pesi {
        PesiStrutture::Uguali => schede.select([col("id"), lit(1.0).alias("peso")]),
        PesiStrutture::Peso => schede.select([col("id"), or_one("peso").alias("peso")]),
        PesiStrutture::Partecipanti => dataset
            .partecipazioni
            .clone()
            .lazy()
            .filter(col("collettiva").not())
            .group_by_stable([col("id")])
            .agg([col("persona").n_unique().cast(DataType::Float64).alias("peso")]),
    }
}

/// Names that differ only in case, accents, spaces or punctuation are one: the most frequent spelling stands for all.
fn spellings<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for name in names {
        *counts.entry(normalise(name)).or_default().entry(name).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|(key, _)| !key.is_empty())
        .filter_map(|(key, spellings)| {
            let best = spellings.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)))?;
            Some((key, best.0.to_owned()))
        })
        .collect()
}
