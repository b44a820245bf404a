//! Indicators. Source: regole-di-calcolo, section 2.

use polars_core::prelude::{DataFrame, DataType, PolarsResult, SortMultipleOptions};
use polars_lazy::prelude::{Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, col, lit, when};

use super::round::{all_or_nothing, bands, clamp, or_one, round2, weighted_mean};
use crate::config::Verifica;
use crate::config::{
    Crescente, Decrescente, Indicatori, Intermedia, MancanteFinale, OperatoreStretto, PesiIndicatori, Regole,
    RispettoFasi,
};
use crate::dataset::Dataset;

/// What two values may differ by and still be the same.
const EPSILON: f64 = 1e-9;

/// One row an indicator: grado 0–100 (null where not scored), the uncapped ratio in points, the reason, what it
/// weighs (null where not scored), and what is asked for as one number.
///
/// `rispetto` is the computed rispetto_fasi of each scheda, which stands for the indicators that repeat it.
pub(super) fn score(
    dataset: &Dataset,
    rispetto: &DataFrame,
    regole: &Regole,
    verifica: Verifica,
) -> PolarsResult<DataFrame> {
    let scored = regole.scores_indicators(verifica.finale);
    let regole = &regole.indicatori;
    let suffix = verifica.scadenza.suffix();
    let left = || JoinArgs::new(JoinType::Left);
    let counted = dataset.schede.clone().lazy().select([col("id"), col("conta")]);
    let rispetto = rispetto.clone().lazy().select([col("id"), col("rispetto_fasi").alias("calcolato")]);
    let shown = match regole.rispetto_fasi {
        RispettoFasi::Calcolato => when(col("rispetto_fasi")).then(col("calcolato")).otherwise(col("rapporto_pieno")),
        RispettoFasi::Dichiarato | RispettoFasi::Escluso => col("rapporto_pieno"),
    };
    let frame = dataset
        .indicatori
        .clone()
        .lazy()
        .with_row_index("riga", None)
        .join(counted, [col("id")], [col("id")], left())
        .join(rispetto, [col("id")], [col("id")], left())
        .sort(["riga"], SortMultipleOptions::default())
        .with_columns([
            atteso(regole, verifica).alias("a"),
            quotient(&format!("raggiunto_{suffix}_valore"), &format!("raggiunto_{suffix}_denominatore")).alias("r"),
        ])
        .with_columns([motivo(regole, suffix, scored).alias("motivo"), ratio(regole).alias("rapporto_pieno")])
        .with_columns([grado(regole, scored).cast(DataType::Float64).alias("misurato"), shown.alias("rapporto")])
        // What the Nucleo has validated counts; where nothing is scored there is nothing to validate.
        .with_columns([
            when(col("misurato").is_not_null()).then(col("validato")).otherwise(lit(NULL)).alias("validato"),
            when(col("misurato").is_not_null().and(col("validato").is_not_null()))
                .then(col("validato"))
                .otherwise(col("misurato"))
                .alias("grado"),
        ]);
    pesi(frame, regole)
        .select([
            col("id"),
            col("famiglia"),
            col("nome"),
            col("cella"),
            col("grado"),
            col("rapporto"),
            col("motivo"),
            col("peso"),
            col("misurato"),
            col("validato"),
            col("a").alias("atteso_utile"),
        ])
        .collect()
}

/// `id` and `indicatori`, 0–100 rounded: the mean grado of the scored indicators; schede without any are absent.
pub(super) fn mean(indicatori: LazyFrame) -> LazyFrame {
    indicatori.filter(col("grado").is_not_null()).group_by_stable([col("id")]).agg([round2(weighted_mean(
        col("grado"),
        col("peso"),
    ))
    .alias("indicatori")])
}

/// Why an indicator is scored as it is, or is not.
fn motivo(regole: &Indicatori, suffix: &str, scored: bool) -> Expr {
    let repeats = match regole.rispetto_fasi {
        RispettoFasi::Calcolato => Some("calcolato dalle fasi"),
        RispettoFasi::Dichiarato => None,
        RispettoFasi::Escluso => Some("escluso dalle regole"),
    };
    when(col("rispetto_fasi").and(lit(repeats.is_some())))
        .then(lit(repeats.unwrap_or_default()))
        .when(col("a").is_null())
        .then(lit("senza atteso"))
        .when(col(format!("escluso_{suffix}")))
        .then(lit("non applicabile"))
        .when(col("conta").not())
        .then(lit("versioni in conflitto"))
        .when(col("r").is_null())
        .then(lit("mancante"))
        .when(lit(!scored))
        .then(lit("informativo"))
        .when(col("unita").eq(lit("si/no")))
        .then(lit("si/no"))
        .when(low())
        .then(lit("decrescente"))
        .otherwise(lit("crescente"))
}

fn low() -> Expr {
    col("polarita").eq(lit("bassa"))
}

/// A ratio is compared by its quotient.
fn quotient(value: &str, denominator: &str) -> Expr {
    when(col(denominator).gt(lit(0.0))).then(col(value) / col(denominator)).otherwise(col(value))
}

/// What is asked for: the expected value, past a strict operator, by the part of the year that has gone.
fn atteso(regole: &Indicatori, verifica: Verifica) -> Expr {
    let unita = |name: &str| col("unita").eq(lit(name.to_owned()));
    let annual = || unita("n").or(unita("n/anno"));
    let typed = quotient("atteso_valore", "atteso_denominatore");
    let asked = match regole.operatore_stretto {
        OperatoreStretto::Tollerante => typed,
        // On whole counts the next whole number, otherwise the same as `≥` and `≤`.
        OperatoreStretto::Interi => {
            let whole = annual().or(unita("n/sett")).and(typed.clone().floor().eq(typed.clone()));
            when(whole.clone().and(col("comparatore").eq(lit(">"))))
                .then(typed.clone() + lit(1.0))
                .when(whole.and(col("comparatore").eq(lit("<"))))
                .then(typed.clone() - lit(1.0))
                .otherwise(typed)
        }
    };
    if verifica.finale || regole.intermedia != Intermedia::ProRata {
        return asked;
    }
    let share = f64::from(verifica.mese) / 12.0;
    when(annual().or(unita("euro"))).then(asked.clone() * lit(share)).otherwise(asked)
}

/// Achieved over expected in points, or the inverse where less is better; over 100 is "oltre".
fn ratio(regole: &Indicatori) -> Expr {
    let (a, r) = (col("a"), col("r"));
    let inverse = || when(r.clone().gt(lit(0.0))).then(lit(100.0) * a.clone() / r.clone()).otherwise(lit(100.0));
    let less = match regole.decrescente {
        Decrescente::Lineare => lit(100.0) * (lit(2.0) - r.clone() / a.clone()),
        Decrescente::Inverso | Decrescente::SiNo | Decrescente::Fasce => inverse(),
    };
    let low_value = when(a.clone().lt_eq(lit(0.0))).then(all_or_nothing(r.clone().lt_eq(lit(0.0)))).otherwise(less);
    let high_value = when(a.clone().lt_eq(lit(0.0))).then(lit(100.0)).otherwise(lit(100.0) * r.clone() / a.clone());
    when(r.is_null().or(a.is_null()))
        .then(lit(NULL))
        .when(col("unita").eq(lit("si/no")))
        .then(all_or_nothing(col("r").gt_eq(lit(1.0))))
        .when(low())
        .then(low_value)
        .otherwise(high_value)
}

/// The grado of what is measured; what is missing as the rules say.
fn grado(regole: &Indicatori, scored: bool) -> Expr {
    let share = || clamp(col("rapporto_pieno"), 100.0);
    let more = match regole.crescente {
        Crescente::Proporzionale => share(),
        Crescente::SiNo => all_or_nothing(col("r").gt_eq(col("a") - lit(EPSILON))),
        Crescente::Fasce => bands(share(), &regole.fasce),
    };
    let less = match regole.decrescente {
        Decrescente::Inverso | Decrescente::Lineare => share(),
        Decrescente::SiNo => all_or_nothing(col("r").lt_eq(col("a") + lit(EPSILON))),
        Decrescente::Fasce => bands(share(), &regole.fasce),
    };
    let missing = match regole.mancante_finale {
        MancanteFinale::Zero => lit(0.0),
        MancanteFinale::Escludi => lit(NULL),
    };
    let is = |motivo: &str| col("motivo").eq(lit(motivo.to_owned()));
    when(is("si/no"))
        .then(share())
        .when(is("decrescente"))
        .then(less)
        .when(is("crescente"))
        .then(more)
        .when(is("mancante").and(lit(scored)))
        .then(missing)
        .otherwise(lit(NULL))
}

/// Adds `peso`.
fn pesi(frame: LazyFrame, regole: &Indicatori) -> LazyFrame {
    let scored = |peso: Expr| when(col("grado").is_not_null()).then(peso).otherwise(lit(NULL)).cast(DataType::Float64);
    match regole.pesi {
        PesiIndicatori::Uguali => frame.with_columns([scored(lit(1.0)).alias("peso")]),
        PesiIndicatori::Peso => frame.with_columns([scored(or_one("peso")).alias("peso")]),
        PesiIndicatori::Famiglie => {
            let each = frame
                .clone()
                .filter(col("grado").is_not_null())
                .group_by_stable([col("id"), col("famiglia")])
                .agg([col("grado").count().cast(DataType::Float64).alias("n_famiglia")]);
            let peso = regole.famiglie.each().into_iter().fold(lit(0.0), |below, (famiglia, peso)| {
                when(col("famiglia").eq(lit(famiglia.as_str()))).then(lit(peso)).otherwise(below)
            });
            let key = || [col("id"), col("famiglia")];
            frame
                .join(each, key(), key(), JoinArgs::new(JoinType::Left))
                .sort(["riga"], SortMultipleOptions::default())
                .with_columns([scored(peso / col("n_famiglia")).alias("peso")])
        }
    }
}
