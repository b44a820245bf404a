//! RIS: the cost of the resources.

use super::Found;
use crate::italian::number;
use crate::scheda::Scheda;

pub(super) fn check(scheda: &Scheda, found: &mut Found) {
    let Some(total) = &scheda.costo_risorse else { return };
    let sum: f64 = scheda.risorse.iter().filter_map(|r| r.costo).sum();
    if (total.valore - sum).abs() > 0.005 {
        found.add(
            "RIS002",
            scheda,
            Some(total.at),
            format!("il costo totale è € {}, ma le righe sommano a € {}", number(total.valore, 2), number(sum, 2)),
            "correggere il totale o le righe",
        );
    }
}
