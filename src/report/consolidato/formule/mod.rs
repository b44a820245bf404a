//! The rules in force as formulas, one file a section of them, as the scores are made in `scoring`.
//!
//! Every choice of the rules has its formula, written so that a person can follow it; the numbers of the rules
//! (weights, thresholds, bands, decimals) are cells of the sheet Regole.

pub(super) mod fasi;
pub(super) mod indicatori;
pub(super) mod obiettivi;
pub(super) mod persone;
pub(super) mod strutture;
pub(super) mod valutazioni;

/// Half-up, as the program rounds: the tolerance makes up for decimals that binary cannot hold.
pub(super) fn round(value: &str) -> String {
    format!("ROUND({value}+tolleranza,decimali)")
}

/// The cell of the row of `Obiettivi` with the number of this row.
pub(super) fn of_obiettivo(column: &str) -> String {
    lookup("Obiettivi", "Nr", column)
}

/// The cell of the row of a table that has in `key` what this row has there.
pub(super) fn lookup(table: &str, key: &str, column: &str) -> String {
    format!("INDEX({table}[{column}],MATCH([@{key}],{table}[{key}],0))")
}

/// The points of the band in which a value falls, rounded as everything that is compared with a threshold.
fn bands(value: &str, table: &str) -> String {
    format!("INDEX({table}[Punti],MATCH({},{table}[Da],1))", round(value))
}

/// The mean of a column over the rows of a table that have in `key` what this row has there, or why there is none.
fn mean(table: &str, key: &str, column: &str, absent: &str) -> String {
    let of = format!("{table}[{key}],[@{key}]");
    format!(
        "IF(COUNTIFS({of},{table}[{column}],\">=0\")=0,\"{absent}\",{})",
        round(&format!("AVERAGEIFS({table}[{column}],{of})"))
    )
}

/// The same by weights: two columns hold, where the row counts, its weight and its value by its weight.
fn weighted_mean(table: &str, key: &str, [peso, prodotto]: [&str; 2], absent: &str) -> String {
    let sum = |column: &str| format!("SUMIFS({table}[{column}],{table}[{key}],[@{key}])");
    let (weights, products) = (sum(peso), sum(prodotto));
    format!("IF({weights}<=0,\"{absent}\",{})", round(&format!("{products}/{weights}")))
}
