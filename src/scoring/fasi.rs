//! Phases. Source: regole-di-calcolo, section 1.

use polars_core::prelude::{DataFrame, DataType, PolarsResult, SortMultipleOptions};
use polars_lazy::prelude::{Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, col, lit, when};

use super::round::{all_or_nothing, bands, clamp, or_one, round2, weighted_mean};
use crate::config::Verifica;
use crate::config::{Aggregazione, Dovuta, Fasi, GapVuoto, GradoFase, PesiFasi, RaggiuntoFase, Target};
use crate::dataset::Dataset;

/// What two shares may differ by and still be the same: sums of typed decimals are not exact.
const EPSILON: f64 = 1e-9;

/// One row a phase of the cronoprogramma: target, raggiunto and grado, 0–100; grado null where it is not due; what it
/// weighs, null where it is not scored.
pub(super) fn score(dataset: &Dataset, regole: &Fasi, verifica: Verifica) -> PolarsResult<DataFrame> {
    let suffix = verifica.scadenza.suffix();
    let months = dataset
        .mesi
        .clone()
        .lazy()
        .filter(col("mese").lt_eq(lit(i64::from(verifica.mese))))
        .group_by_stable([col("id"), col("cella_fase")])
        .agg([col("pct").sum().alias("mesi")]);
    let counted = dataset.schede.clone().lazy().select([col("id"), col("conta")]);
    let due = match regole.dovuta {
        Dovuta::TargetPositivo => col("target").gt(lit(0.0)),
    };
    let due = col("conta").and(col("annullata").not()).and(due);
    dataset
        .fasi
        .clone()
        .lazy()
        .filter(col("cella").is_not_null())
        .with_row_index("riga", None)
        .join(months, [col("id"), col("cella")], [col("id"), col("cella_fase")], JoinArgs::new(JoinType::Left))
        .join(counted, [col("id")], [col("id")], JoinArgs::new(JoinType::Left))
        .sort(["riga"], SortMultipleOptions::default())
        .with_columns([target(regole, suffix).alias("target")])
        .with_columns([raggiunto(regole, suffix).alias("raggiunto"), due.alias("dovuta")])
        .with_columns([scored(grado(regole)).cast(DataType::Float64).alias("grado")])
        .select([
            col("id"),
            col("fase"),
            col("cella"),
            col("target"),
            scored(col("raggiunto")).alias("raggiunto"),
            col("grado"),
            scored(peso(regole)).cast(DataType::Float64).alias("peso"),
        ])
        .collect()
}

/// `id` and `rispetto_fasi`, 0–100 rounded; schede without a due phase are absent.
pub(super) fn rispetto(fasi: LazyFrame, regole: &Fasi) -> LazyFrame {
    fasi.filter(col("grado").is_not_null())
        .group_by_stable([col("id")])
        .agg([round2(aggregate(regole)).alias("rispetto_fasi")])
        .filter(col("rispetto_fasi").is_not_null())
}

/// From the gradi of a group of phases to one.
pub(super) fn aggregate(regole: &Fasi) -> Expr {
    match regole.aggregazione {
        Aggregazione::Media => weighted_mean(col("grado"), col("peso")),
        Aggregazione::Minimo => col("grado").min(),
        Aggregazione::Mediana => col("grado").median(),
        Aggregazione::TuttoONiente => all_or_nothing(col("grado").min().gt_eq(lit(100.0))),
    }
}

/// What only a due phase has.
fn scored(value: Expr) -> Expr {
    when(col("dovuta")).then(value).otherwise(lit(NULL))
}

/// A declared target of 0 is 0, whatever the months say; a blank one is the sum of the months.
fn target(regole: &Fasi, suffix: &str) -> Expr {
    let declared = col(format!("target_{suffix}"));
    match regole.target {
        Target::Dichiarato => when(declared.clone().is_not_null()).then(declared).otherwise(col("mesi")),
        Target::Ricalcolato => col("mesi"),
    }
}

fn raggiunto(regole: &Fasi, suffix: &str) -> Expr {
    let typed = col(format!("gap_{suffix}"));
    let gap = match regole.gap_vuoto {
        GapVuoto::Mancante => typed,
        // What stands in the cell and cannot be read is no blank: it is missing.
        GapVuoto::Zero => when(typed.clone().is_null().and(col(format!("gap_illeggibile_{suffix}")).not()))
            .then(lit(0.0))
            .otherwise(typed),
    };
    let value = match regole.raggiunto {
        RaggiuntoFase::TargetPiuGap => col("target") + gap,
        RaggiuntoFase::TargetMenoGap => col("target") - gap,
        RaggiuntoFase::Colonna => col(format!("raggiunto_{suffix}")),
    };
    clamp(value, 100.0)
}

/// The grado of a due phase; what is missing is 0, and a segnalazione says so.
fn grado(regole: &Fasi) -> Expr {
    let share = || clamp(col("raggiunto") / col("target"), 1.0) * lit(100.0);
    let value = match regole.grado {
        GradoFase::Proporzionale => share(),
        GradoFase::SiNo => all_or_nothing(col("raggiunto").gt_eq(col("target") - lit(EPSILON))),
        GradoFase::Fasce => bands(share(), &regole.fasce),
    };
    when(col("raggiunto").is_null()).then(lit(0.0)).otherwise(value)
}

fn peso(regole: &Fasi) -> Expr {
    match regole.pesi {
        PesiFasi::Uguali => lit(1.0),
        PesiFasi::Target => col("target"),
        PesiFasi::Peso => or_one("peso"),
    }
}
