//! The one place that rounds, and the expressions that the other files share.

use polars_lazy::prelude::{Expr, NULL, col, lit, when};

use crate::config::Fascia;

/// Half-up at two decimals of the decimal value: 77.505 is 77.51 and 89.995 is 90.00 whatever the binary says.
///
/// For values from 0 up. Source: regole-di-calcolo, "Rounding".
#[expect(clippy::default_trait_access, reason = "the type of the mode belongs to a crate that is not linked here")]
pub(super) fn round2(value: Expr) -> Expr {
    let hundredths = (value * lit(100.0) + lit(0.5 + 1e-7)).floor();
    // polars divides by a constant by multiplying with its inverse, which gives 85.46000000000001. `round` divides,
    // and gives the number nearest to two decimals: the one that a threshold or a reader means. No half is left to it.
    (hundredths / lit(100.0)).round(2, Default::default())
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

/// `round2` of a single value.
#[must_use]
pub fn half_up(value: f64) -> f64 {
    (value * 100.0 + (0.5 + 1e-7)).floor() / 100.0
}

#[cfg(test)]
mod tests {
    use polars_core::prelude::{Column, DataFrame};
    use polars_lazy::prelude::IntoLazy;

    use super::*;

    #[test]
    fn a_rounded_value_is_the_number_nearest_to_its_two_decimals() {
        let written: Vec<String> = (0..=10_000).map(|n| format!("{}.{:02}", n / 100, n % 100)).collect();
        let exact: Vec<f64> = written.iter().map(|text| text.parse().unwrap()).collect();
        let frame = DataFrame::new(exact.len(), vec![Column::new("x".into(), exact.clone())]).unwrap();
        let rounded = frame.lazy().select([round2(col("x"))]).collect().unwrap();
        let rounded: Vec<f64> = rounded.column("x").unwrap().f64().unwrap().iter().flatten().collect();
        assert_eq!(rounded, exact);
        for (value, half_up) in [(77.505, 77.51), (89.995, 90.0), (66.666_666_666_666_67, 66.67), (0.004_999, 0.0)] {
            let frame = DataFrame::new(1, vec![Column::new("x".into(), [value])]).unwrap();
            let rounded = frame.lazy().select([round2(col("x"))]).collect().unwrap();
            assert_eq!(rounded.column("x").unwrap().f64().unwrap().get(0), Some(half_up));
        }
    }
}
