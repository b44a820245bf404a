//! Indicators. Source: regole-di-calcolo, section 2.

use polars_core::prelude::{DataFrame, PolarsResult, SortMultipleOptions};
use polars_lazy::prelude::{Expr, IntoLazy, JoinArgs, JoinType, NULL, col, lit, when};

use super::Verifica;
use crate::dataset::Dataset;

/// One row an indicator: grado 0–100 (null where not scored), the uncapped ratio in points, and the reason.
///
/// `rispetto` is the computed rispetto_fasi of each scheda, which stands for the indicators that repeat it.
pub(super) fn score(dataset: &Dataset, rispetto: &DataFrame, verifica: Verifica) -> PolarsResult<DataFrame> {
    let suffix = verifica.scadenza.suffix();
    let excluded = col(format!("escluso_{suffix}"));
    let counted = dataset.schede.clone().lazy().select([col("id"), col("conta")]);
    let missing = col("r").is_null();
    let reason = when(col("rispetto_fasi"))
        .then(lit("calcolato dalle fasi"))
        .when(col("a").is_null())
        .then(lit("senza atteso"))
        .when(excluded)
        .then(lit("non applicabile"))
        .when(col("conta").not())
        .then(lit("versioni in conflitto"))
        .when(missing)
        .then(lit("mancante"))
        .when(lit(!verifica.finale))
        .then(lit("informativo"))
        .when(col("unita").eq(lit("si/no")))
        .then(lit("si/no"))
        .when(col("polarita").eq(lit("bassa")))
        .then(lit("decrescente"))
        .otherwise(lit("crescente"));
    let motivo = || col("motivo");
    let measured = motivo().eq(lit("si/no")).or(motivo().eq(lit("decrescente"))).or(motivo().eq(lit("crescente")));
    let grado = if verifica.finale {
        when(measured)
            .then(cap(col("rapporto_pieno")))
            .when(motivo().eq(lit("mancante")))
            .then(lit(0.0))
            .otherwise(lit(NULL))
    } else {
        lit(NULL)
    };
    dataset
        .indicatori
        .clone()
        .lazy()
        .with_row_index("riga", None)
        .join(counted, [col("id")], [col("id")], JoinArgs::new(JoinType::Left))
        .join(
            rispetto.clone().lazy().select([col("id"), col("rispetto_fasi").alias("calcolato")]),
            [col("id")],
            [col("id")],
            JoinArgs::new(JoinType::Left),
        )
        .sort(["riga"], SortMultipleOptions::default())
        .with_columns([
            effective(quotient("atteso_valore", "atteso_denominatore")).alias("a"),
            quotient(&format!("raggiunto_{suffix}_valore"), &format!("raggiunto_{suffix}_denominatore")).alias("r"),
        ])
        .with_columns([reason.alias("motivo"), ratio().alias("rapporto_pieno")])
        .with_columns([
            grado.cast(polars_core::prelude::DataType::Float64).alias("grado"),
            when(col("rispetto_fasi")).then(col("calcolato")).otherwise(col("rapporto_pieno")).alias("rapporto"),
        ])
        .select(["id", "famiglia", "nome", "cella", "grado", "rapporto", "motivo"].map(col))
        .collect()
}

/// A ratio is compared by its quotient.
fn quotient(value: &str, denominator: &str) -> Expr {
    when(col(denominator).gt(lit(0.0))).then(col(value) / col(denominator)).otherwise(col(value))
}

/// What `>` and `<` ask for: on whole counts the next whole number, otherwise the same as `≥` and `≤`.
fn effective(a: Expr) -> Expr {
    let count = col("unita").eq(lit("n")).or(col("unita").eq(lit("n/anno"))).or(col("unita").eq(lit("n/sett")));
    let whole = count.and(a.clone().floor().eq(a.clone()));
    when(whole.clone().and(col("comparatore").eq(lit(">"))))
        .then(a.clone() + lit(1.0))
        .when(whole.and(col("comparatore").eq(lit("<"))))
        .then(a.clone() - lit(1.0))
        .otherwise(a)
}

/// Achieved over expected in points, or the inverse where less is better; over 100 is "oltre".
fn ratio() -> Expr {
    let (a, r) = (col("a"), col("r"));
    let low = when(r.clone().lt_eq(a.clone()))
        .then(when(r.clone().gt(lit(0.0))).then(lit(100.0) * a.clone() / r.clone()).otherwise(lit(100.0)))
        .when(a.clone().lt_eq(lit(0.0)))
        .then(lit(0.0))
        .otherwise(lit(100.0) * a.clone() / r.clone());
    let high = when(a.clone().lt_eq(lit(0.0))).then(lit(100.0)).otherwise(lit(100.0) * r.clone() / a.clone());
    let yes = when(r.clone().gt_eq(lit(1.0))).then(lit(100.0)).otherwise(lit(0.0));
    when(r.is_null().or(a.is_null()))
        .then(lit(NULL))
        .when(col("unita").eq(lit("si/no")))
        .then(yes)
        .when(col("polarita").eq(lit("bassa")))
        .then(low)
        .otherwise(high)
}

/// Between 0 and 100.
fn cap(value: Expr) -> Expr {
    when(value.clone().gt(lit(100.0)))
        .then(lit(100.0))
        .otherwise(when(value.clone().lt(lit(0.0))).then(lit(0.0)).otherwise(value))
}
