//! People: what the punteggi of their obiettivi make of each. Source: regole-di-calcolo, section 4.

use std::collections::{BTreeMap, BTreeSet};

use polars_core::prelude::{Column, DataFrame, DataType, PolarsResult, SortMultipleOptions};
use polars_lazy::prelude::{Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, col, lit, when};

use super::fasi;
use super::obiettivi::{combine, side_of_fasi};
use super::round::{clamp, or_one, round2, weighted_mean};
use crate::config::{NoteFasi, Persone, Regole, RisultatoPersona, Ruolo};
use crate::dataset::Dataset;
use crate::scheda::note;

/// One row a person, by name; collective entries are attributed to nobody.
///
/// Takes `partecipazioni` (pct in points) and the obiettivi (punteggio 0–100); gives `risultato` 0–100 rounded, null
/// where nothing was scored, and `quota` in euro where amounts are shared out. A person twice in one scheda has the
/// sum of the shares there.
pub(super) fn score(
    dataset: &Dataset,
    gradi: &DataFrame,
    obiettivi: &DataFrame,
    regole: &Regole,
) -> PolarsResult<DataFrame> {
    let left = || JoinArgs::new(JoinType::Left);
    let schede = dataset.schede.clone().lazy().select([col("id"), or_one("peso").alias("peso"), col("importo")]);
    // What was typed: the parts of a collective entry are in it already.
    let typed = dataset.partecipazioni.clone().lazy().filter(col("voce").is_null());
    let totals = typed.group_by_stable([col("id")]).agg([col("pct").sum().alias("totale_pct")]);
    let scored = col("punteggio").is_not_null().and(col("pct").is_not_null());
    let shares = shares(dataset, gradi, obiettivi, regole)?
        .join(schede, [col("id")], [col("id")], left())
        .join(totals, [col("id")], [col("id")], left())
        .sort(["riga"], SortMultipleOptions::default())
        // First each person's rows on one scheda, then the person's schede.
        .group_by_stable([col("persona"), col("id")])
        .agg([
            col("categoria").first().alias("categoria"),
            col("area").first().alias("area"),
            col("pct").sum().alias("pct_tutte"),
            (col("pct") * col("punteggio")).filter(scored.clone()).sum().alias("somma"),
            col("pct").filter(scored).sum().alias("pct"),
            col("provvisorio").any(true).alias("provvisorio"),
            col("peso").first(),
            col("importo").first(),
            col("totale_pct").first(),
        ]);
    shares
        .group_by_stable([col("persona")])
        .agg([
            col("categoria").first().alias("categoria"),
            col("area").first().alias("area"),
            col("id").count().cast(DataType::Int64).alias("n_obiettivi"),
            col("pct_tutte").sum().alias("somma_pct"),
            col("provvisorio").any(true).alias("provvisorio"),
            risultato(&regole.persone).alias("risultato"),
            quota(&regole.persone).alias("quota"),
        ])
        .with_columns([round2(col("risultato")).alias("risultato"), round2(col("quota")).alias("quota")])
        .sort(["persona"], SortMultipleOptions::default())
        .select(
            ["persona", "categoria", "n_obiettivi", "somma_pct", "risultato", "provvisorio", "quota", "area"].map(col),
        )
        .collect()
}

/// The punteggio that counts for each name under PERSONALE, collective entries aside: `riga` is its place in
/// `partecipazioni`. Where notes limit names to some phases, `limitata` marks those that are, and `rispetto_fasi` is
/// that of their phases.
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn quote(dataset: &Dataset, gradi: &DataFrame, obiettivi: &DataFrame, regole: &Regole) -> PolarsResult<DataFrame> {
    let rows = shares(dataset, gradi, obiettivi, regole)?;
    let rows = match regole.persone.note_fasi {
        NoteFasi::Limita => rows,
        NoteFasi::Ignora => rows.with_columns([
            lit(NULL).cast(DataType::Boolean).alias("limitata"),
            lit(NULL).cast(DataType::Float64).alias("rispetto_fasi"),
        ]),
    };
    rows.sort(["riga"], SortMultipleOptions::default())
        .select(["riga", "punteggio", "limitata", "rispetto_fasi"].map(col))
        .collect()
}

/// The people with their premio, if they are judged.
pub(super) fn with_premio(persone: &DataFrame, valutazioni: &DataFrame) -> PolarsResult<DataFrame> {
    let premi = valutazioni.clone().lazy().filter(col("ruolo").eq(lit(Ruolo::Persone.as_str())));
    persone
        .clone()
        .lazy()
        .join(
            premi.select([col("nome").alias("persona"), col("premio")]),
            [col("persona")],
            [col("persona")],
            JoinArgs::new(JoinType::Left),
        )
        .sort(["persona"], SortMultipleOptions::default())
        .collect()
}

/// Over a person's schede (`pct`, `somma` of pct · punteggio), the unrounded result; null where nothing counts.
fn risultato(regole: &Persone) -> Expr {
    let takes_part = || col("pct").gt(lit(0.0));
    let punteggio = || col("somma") / col("pct");
    match regole.risultato {
        RisultatoPersona::MediaPesata | RisultatoPersona::QuotaBudget => {
            let total = col("pct").sum();
            when(total.clone().gt(lit(0.0))).then(col("somma").sum() / total).otherwise(lit(NULL))
        }
        RisultatoPersona::MediaSemplice => punteggio().filter(takes_part()).mean(),
        RisultatoPersona::PesataObiettivo => {
            weighted_mean(punteggio().filter(takes_part()), col("peso").filter(takes_part()))
        }
        RisultatoPersona::SommaConTetto => {
            let any = takes_part().any(true);
            when(any).then(clamp(col("somma").sum() / lit(100.0), 100.0)).otherwise(lit(NULL))
        }
    }
}

/// Over a person's schede, the person's part of their amounts in euro: importo · punteggio · pct / Σ pct.
fn quota(regole: &Persone) -> Expr {
    if regole.risultato != RisultatoPersona::QuotaBudget {
        return lit(NULL).cast(DataType::Float64);
    }
    let importo = when(col("importo").is_null()).then(lit(regole.importo)).otherwise(col("importo"));
    (importo * col("somma") / lit(100.0) / col("totale_pct")).filter(col("pct").gt(lit(0.0))).sum()
}

/// The rows of single people with the punteggio that counts for each of them.
fn shares(dataset: &Dataset, gradi: &DataFrame, obiettivi: &DataFrame, regole: &Regole) -> PolarsResult<LazyFrame> {
    let left = || JoinArgs::new(JoinType::Left);
    let scores = obiettivi.clone().lazy().select(["id", "indicatori", "punteggio", "provvisorio", "validato"].map(col));
    let rows = dataset.partecipazioni.clone().lazy().with_row_index("riga", None).filter(col("collettiva").not()).join(
        scores,
        [col("id")],
        [col("id")],
        left(),
    );
    if regole.persone.note_fasi == NoteFasi::Ignora {
        return Ok(rows);
    }
    // Who is limited to some phases answers for those, and for the indicators as everybody.
    let named = fasi_indicate(dataset, gradi)?;
    let limited: BTreeSet<Option<u32>> = named.column("riga")?.u32()?.iter().collect();
    let own = named
        .lazy()
        .join(with_row(gradi), [col("posto")], [col("posto")], left())
        .filter(col("grado").is_not_null())
        .group_by_stable([col("riga")])
        .agg([round2(fasi::aggregate(&regole.fasi)).alias("rispetto_fasi")]);
    let limited: Vec<u32> = limited.into_iter().flatten().collect();
    let height = limited.len();
    let marks = DataFrame::new(
        height,
        vec![Column::new("riga".into(), limited), Column::new("limitata".into(), vec![true; height])],
    )?;
    Ok(rows
        .join(marks.lazy(), [col("riga")], [col("riga")], left())
        .join(own, [col("riga")], [col("riga")], left())
        .with_columns([side_of_fasi(regole).alias("rispetto_fasi")])
        .with_columns([when(
            // A punteggio that the Nucleo has validated is the same for all.
            col("limitata").is_not_null().and(col("punteggio").is_not_null()).and(col("validato").is_null()),
        )
        .then(round2(combine(&regole.obiettivo)))
        .otherwise(col("punteggio"))
        .alias("punteggio")]))
}

fn with_row(gradi: &DataFrame) -> LazyFrame {
    gradi.clone().lazy().with_row_index("posto", None)
}

/// `riga` of partecipazioni and `posto` of the phases of `gradi` that its note names.
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn fasi_indicate(dataset: &Dataset, gradi: &DataFrame) -> PolarsResult<DataFrame> {
    let (ids, notes) = (dataset.partecipazioni.column("id")?.str()?, dataset.partecipazioni.column("note")?.str()?);
    let (of, labels) = (gradi.column("id")?.str()?, gradi.column("fase")?.str()?);
    let mut phases: BTreeMap<&str, Vec<(u32, String)>> = BTreeMap::new();
    for ((id, label), posto) in of.iter().zip(labels.iter()).zip(0_u32..) {
        if let Some((id, label)) = id.zip(label) {
            phases.entry(id).or_default().push((posto, note::etichetta(label)));
        }
    }
    let (mut rows, mut places): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    for ((id, nota), riga) in ids.iter().zip(notes.iter()).zip(0_u32..) {
        let wanted = nota.map(note::fasi).unwrap_or_default();
        for (posto, label) in id.and_then(|id| phases.get(id)).into_iter().flatten() {
            if wanted.contains(label) {
                rows.push(riga);
                places.push(*posto);
            }
        }
    }
    DataFrame::new(rows.len(), vec![Column::new("riga".into(), rows), Column::new("posto".into(), places)])
}
