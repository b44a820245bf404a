//! The part of a full premio that a result gives, 0–100. Off by default.

use polars_core::prelude::DataType;
use polars_lazy::prelude::{Expr, NULL, col, lit, when};

use super::round::{bands, round2};
use crate::config::{Premio, TipoPremio};

/// From `risultato`, rounded: the part of a full premio in points, rounded; null without a result or without a premio.
pub(super) fn premio(regole: &Premio) -> Expr {
    let risultato = || col("risultato");
    let value = match regole.tipo {
        TipoPremio::Nessuno => lit(NULL),
        TipoPremio::Proporzionale => risultato(),
        TipoPremio::Fasce => bands(risultato(), &regole.fasce),
        TipoPremio::SogliaLineare => {
            let growth = (100.0 - regole.quota_minima) / (100.0 - regole.soglia);
            when(risultato().gt_eq(lit(regole.soglia)))
                .then(lit(regole.quota_minima) + (risultato() - lit(regole.soglia)) * lit(growth))
                .otherwise(lit(0.0))
        }
    };
    let value = value.cast(DataType::Float64);
    when(risultato().is_null()).then(lit(NULL)).otherwise(round2(value)).cast(DataType::Float64)
}
