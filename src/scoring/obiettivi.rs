//! Obiettivi: the side of the phases, the side of the indicators, the punteggio and its class.
//! Source: regole-di-calcolo, sections 1 to 3.

use std::collections::BTreeSet;

use polars_core::prelude::{Column, DataFrame, PolarsResult, SortMultipleOptions};
use polars_lazy::prelude::{Expr, IntoLazy, JoinArgs, JoinType, NULL, col, lit, when};

use super::round::round2;
use crate::config::{Obiettivo, Regole};
use crate::dataset::Dataset;

/// `id` and `rispetto_fasi`, 0–100 rounded: the mean grado of the due phases; schede without any are absent.
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn rispetto_fasi(fasi: &DataFrame) -> PolarsResult<DataFrame> {
    mean(fasi, "rispetto_fasi")
}

fn mean(gradi: &DataFrame, name: &str) -> PolarsResult<DataFrame> {
    gradi
        .clone()
        .lazy()
        .filter(col("grado").is_not_null())
        .group_by_stable([col("id")])
        .agg([round2(col("grado").mean()).alias(name)])
        .collect()
}

/// One row a scheda, in the order of the dataset.
pub(super) fn score(
    dataset: &Dataset,
    rispetto: &DataFrame,
    indicatori: &DataFrame,
    regole: &Regole,
    provvisori: &BTreeSet<String>,
) -> PolarsResult<DataFrame> {
    let indicatori = mean(indicatori, "indicatori")?;
    let left = || JoinArgs::new(JoinType::Left);
    let (f, i) = (col("rispetto_fasi"), col("indicatori"));
    let Obiettivo { peso_fasi, peso_indicatori } = regole.obiettivo;
    let total = peso_fasi + peso_indicatori;
    let both = (f.clone() * lit(peso_fasi) + i.clone() * lit(peso_indicatori)) / lit(total);
    // A side that has nothing to say gives its weight to the other; without both there is no score, never a zero.
    let score = when(f.clone().is_null()).then(i.clone()).when(i.is_null()).then(f).otherwise(both);
    let mut frame = dataset
        .schede
        .clone()
        .lazy()
        .select([col("id")])
        .with_row_index("riga", None)
        .join(rispetto.clone().lazy(), [col("id")], [col("id")], left())
        .join(indicatori.lazy(), [col("id")], [col("id")], left())
        .sort(["riga"], SortMultipleOptions::default())
        .with_columns([round2(score).alias("punteggio")])
        .with_columns([giudizio(regole).alias("giudizio")])
        .select([col("id"), col("rispetto_fasi"), col("indicatori"), col("punteggio"), col("giudizio")])
        .collect()?;
    let flags: Vec<bool> =
        frame.column("id")?.str()?.iter().map(|id| id.is_some_and(|id| provvisori.contains(id))).collect();
    frame.with_column(Column::new("provvisorio".into(), flags))?;
    Ok(frame)
}

/// The class whose lower bound the rounded score reaches; the highest first.
fn giudizio(regole: &Regole) -> Expr {
    let none = when(col("punteggio").is_null()).then(lit("non valutabile")).otherwise(lit(NULL));
    regole.classi.iter().rev().fold(none, |below, classe| {
        when(col("punteggio").gt_eq(lit(classe.da))).then(lit(classe.nome.as_str())).otherwise(below)
    })
}
