//! The one place that rounds, and the expressions that the other files share.

use polars_lazy::prelude::{Expr, NULL, col, lit, when};

use crate::config::Fascia;

/// Half-up at two decimals of the decimal value: 77.505 is 77.51 and 89.995 is 90.00 whatever the binary says.
///
/// For values from 0 up. Source: regole-di-calcolo, "Rounding".
pub(super) fn round2(value: Expr) -> Expr {
    (value * lit(100.0) + lit(0.5 + 1e-7)).floor() / lit(100.0)
}

/// Between 0 and `top`; null stays null.
pub(super) fn clamp(value: Expr, top: f64) -> Expr {
    when(value.clone().gt(lit(top)))
        .then(lit(top))
        .otherwise(when(value.clone().lt(lit(0.0))).then(lit(0.0)).otherwise(value))
}

/// The points of the band in which a ratio falls, rounded as everything that is compared with a threshold.
pub(super) fn bands(ratio: Expr, fasce: &[Fascia]) -> Expr {
    let ratio = round2(ratio);
    fasce.iter().rev().fold(lit(NULL), |below, fascia| {
        when(ratio.clone().gt_eq(lit(fascia.da))).then(lit(fascia.punti)).otherwise(below)
    })
}

/// 100 or 0.
pub(super) fn all_or_nothing(reached: Expr) -> Expr {
    when(reached).then(lit(100.0)).otherwise(lit(0.0))
}

/// A weight, or 1 where nobody wrote one.
pub(super) fn or_one(peso: &str) -> Expr {
    when(col(peso).is_null()).then(lit(1.0)).otherwise(col(peso))
}

/// Within a group the mean by a weight; null where nothing weighs.
pub(super) fn weighted_mean(value: Expr, peso: Expr) -> Expr {
    let total = peso.clone().sum();
    when(total.clone().gt(lit(0.0))).then((value * peso).sum() / total).otherwise(lit(NULL))
}
