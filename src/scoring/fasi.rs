//! Phases. Source: regole-di-calcolo, section 1.

use polars_core::prelude::{DataFrame, PolarsResult};
use polars_lazy::prelude::{Expr, IntoLazy, JoinArgs, JoinType, NULL, col, lit, when};

use super::Verifica;
use crate::dataset::Dataset;

/// One row a phase of the cronoprogramma: target, raggiunto and grado, 0–100; grado null where it is not due.
pub(super) fn score(dataset: &Dataset, verifica: Verifica) -> PolarsResult<DataFrame> {
    let declared = col(format!("target_{}", verifica.scadenza.suffix()));
    let gap = col(format!("gap_{}", verifica.scadenza.suffix()));
    let months = dataset
        .mesi
        .clone()
        .lazy()
        .filter(col("mese").lt_eq(lit(i64::from(verifica.mese))))
        .group_by_stable([col("id"), col("cella_fase")])
        .agg([col("pct").sum().alias("mesi")]);
    let counted = dataset.schede.clone().lazy().select([col("id"), col("conta")]);
    let due = col("conta").and(col("annullata").not()).and(col("target").gt(lit(0.0)));
    dataset
        .fasi
        .clone()
        .lazy()
        .filter(col("cella").is_not_null())
        .with_row_index("riga", None)
        .join(months, [col("id"), col("cella")], [col("id"), col("cella_fase")], JoinArgs::new(JoinType::Left))
        .join(counted, [col("id")], [col("id")], JoinArgs::new(JoinType::Left))
        .sort(["riga"], polars_core::prelude::SortMultipleOptions::default())
        // A declared target of 0 is 0, whatever the months say; a blank one is the sum of the months.
        .with_columns([when(declared.clone().is_not_null()).then(declared).otherwise(col("mesi")).alias("target")])
        .with_columns([clamp(col("target") + gap, 100.0).alias("raggiunto"), due.alias("dovuta")])
        .with_columns([when(col("dovuta"))
            .then(
                when(col("raggiunto").is_null())
                    .then(lit(0.0))
                    .otherwise(clamp(col("raggiunto") / col("target"), 1.0) * lit(100.0)),
            )
            .otherwise(lit(NULL))
            .alias("grado")])
        .select([
            col("id"),
            col("fase"),
            col("cella"),
            col("target"),
            when(col("dovuta")).then(col("raggiunto")).otherwise(lit(NULL)).alias("raggiunto"),
            col("grado"),
        ])
        .collect()
}

/// Between 0 and `top`; null stays null.
fn clamp(value: Expr, top: f64) -> Expr {
    when(value.clone().gt(lit(top)))
        .then(lit(top))
        .otherwise(when(value.clone().lt(lit(0.0))).then(lit(0.0)).otherwise(value))
}
