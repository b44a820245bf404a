//! People: the mean of their obiettivi weighted by participation. Source: regole-di-calcolo, section 4.

use polars_core::prelude::{DataFrame, DataType, PolarsResult, SortMultipleOptions};
use polars_lazy::prelude::{IntoLazy, JoinArgs, JoinType, NULL, col, lit, when};

use super::round::round2;
use crate::dataset::Dataset;

/// One row a person, by name; collective entries are attributed to nobody.
///
/// Takes `partecipazioni` (pct in points) and the obiettivi (punteggio 0–100); gives `risultato` 0–100 rounded, null
/// where nothing was scored. A person twice in one scheda has the sum of the shares there.
pub(super) fn score(dataset: &Dataset, obiettivi: &DataFrame) -> PolarsResult<DataFrame> {
    let scored = col("punteggio").is_not_null().and(col("pct").is_not_null());
    dataset
        .partecipazioni
        .clone()
        .lazy()
        .filter(col("collettiva").not())
        .with_row_index("riga", None)
        .join(
            obiettivi.clone().lazy().select([col("id"), col("punteggio"), col("provvisorio")]),
            [col("id")],
            [col("id")],
            JoinArgs::new(JoinType::Left),
        )
        .sort(["riga"], SortMultipleOptions::default())
        .group_by_stable([col("persona")])
        .agg([
            col("categoria").first().alias("categoria"),
            col("id").n_unique().cast(DataType::Int64).alias("n_obiettivi"),
            col("pct").sum().alias("somma_pct"),
            (col("pct") * col("punteggio")).filter(scored.clone()).sum().alias("somma"),
            col("pct").filter(scored).sum().alias("peso"),
            col("provvisorio").any(true).alias("provvisorio"),
        ])
        .with_columns([when(col("peso").gt(lit(0.0)))
            .then(round2(col("somma") / col("peso")))
            .otherwise(lit(NULL))
            .alias("risultato")])
        .sort(["persona"], SortMultipleOptions::default())
        .select(["persona", "categoria", "n_obiettivi", "somma_pct", "risultato", "provvisorio"].map(col))
        .collect()
}
