//! The one place that rounds.

use polars_lazy::prelude::{Expr, lit};

/// Half-up at two decimals of the decimal value: 77.505 is 77.51 and 89.995 is 90.00 whatever the binary says.
///
/// For values from 0 up. Source: regole-di-calcolo, "Rounding".
pub(super) fn round2(value: Expr) -> Expr {
    (value * lit(100.0) + lit(0.5 + 1e-7)).floor() / lit(100.0)
}
