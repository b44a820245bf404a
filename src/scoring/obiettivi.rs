//! Obiettivi: the side of the phases, the side of the indicators, the punteggio and its class.
//! Source: regole-di-calcolo, section 3.

use std::collections::BTreeSet;

use polars_core::prelude::{Column, DataFrame, DataType, PolarsResult, SortMultipleOptions};
use polars_lazy::prelude::{Expr, IntoLazy, JoinArgs, JoinType, NULL, col, lit, when};

use super::round::round2;
use super::{fasi, indicatori};
use crate::config::{Classe, Combinazione, Obiettivo, Regole, RispettoFasi};
use crate::dataset::Dataset;

/// One row a scheda, in the order of the dataset.
///
/// `rispetto_fasi` and `indicatori` are the two sides that count: null where a side has nothing to say.
pub(super) fn score(
    dataset: &Dataset,
    rispetto: &DataFrame,
    gradi: &DataFrame,
    regole: &Regole,
    provvisori: &BTreeSet<String>,
) -> PolarsResult<DataFrame> {
    let left = || JoinArgs::new(JoinType::Left);
    let mut frame = dataset
        .schede
        .clone()
        .lazy()
        .select([col("id"), col("conta"), col("validato")])
        .with_row_index("riga", None)
        .join(rispetto.clone().lazy(), [col("id")], [col("id")], left())
        .join(indicatori::mean(gradi.clone().lazy()), [col("id")], [col("id")], left())
        .sort(["riga"], SortMultipleOptions::default())
        .with_columns([side_of_fasi(regole).alias("rispetto_fasi")])
        .with_columns([round2(combine(&regole.obiettivo)).alias("misurato")])
        // What the Nucleo has validated counts, also where nothing could be measured; never for two versions in conflict.
        .with_columns([when(col("conta").and(col("validato").is_not_null()))
            .then(round2(col("validato")))
            .otherwise(lit(NULL))
            .cast(DataType::Float64)
            .alias("validato")])
        .with_columns([when(col("validato").is_not_null())
            .then(col("validato"))
            .otherwise(col("misurato"))
            .alias("punteggio")])
        .with_columns([giudizio("punteggio", &regole.classi).alias("giudizio")])
        .select(["id", "rispetto_fasi", "indicatori", "punteggio", "giudizio", "misurato", "validato"].map(col))
        .collect()?;
    let flags: Vec<bool> =
        frame.column("id")?.str()?.iter().map(|id| id.is_some_and(|id| provvisori.contains(id))).collect();
    frame.with_column(Column::new("provvisorio".into(), flags))?;
    frame.select(["id", "rispetto_fasi", "indicatori", "punteggio", "giudizio", "provvisorio", "misurato", "validato"])
}

/// The computed `rispetto_fasi` of each scheda with a due phase.
pub(super) fn rispetto(gradi: &DataFrame, regole: &Regole) -> PolarsResult<DataFrame> {
    fasi::rispetto(gradi.clone().lazy(), &regole.fasi).collect()
}

/// Where the offices declare the rispetto_fasi, it is an indicator and the phases have no side of their own.
pub(super) fn side_of_fasi(regole: &Regole) -> Expr {
    match regole.indicatori.rispetto_fasi {
        RispettoFasi::Dichiarato => lit(NULL).cast(DataType::Float64),
        RispettoFasi::Calcolato | RispettoFasi::Escluso => col("rispetto_fasi"),
    }
}

/// The unrounded punteggio from `rispetto_fasi` and `indicatori`.
///
/// A side that has nothing to say gives its weight to the other; without both there is no score, never a zero.
pub(super) fn combine(regole: &Obiettivo) -> Expr {
    let (f, i) = (col("rispetto_fasi"), col("indicatori"));
    let both = match regole.combinazione {
        Combinazione::SoloFasi => return f,
        Combinazione::SoloIndicatori => return i,
        Combinazione::MediaPesata => {
            let total = regole.peso_fasi + regole.peso_indicatori;
            (f.clone() * lit(regole.peso_fasi) + i.clone() * lit(regole.peso_indicatori)) / lit(total)
        }
        Combinazione::Minimo => when(f.clone().lt(i.clone())).then(f.clone()).otherwise(i.clone()),
        Combinazione::Prodotto => f.clone() * i.clone() / lit(100.0),
    };
    when(f.clone().is_null()).then(i.clone()).when(i.is_null()).then(f).otherwise(both)
}

/// The class whose lower bound the rounded score reaches; the highest first.
pub(super) fn giudizio(punteggio: &str, classi: &[Classe]) -> Expr {
    let none = when(col(punteggio).is_null()).then(lit("non valutabile")).otherwise(lit(NULL));
    classi.iter().rev().fold(none, |below, classe| {
        when(col(punteggio).gt_eq(lit(classe.da))).then(lit(classe.nome.as_str())).otherwise(below)
    })
}
