//! `[premio]`: which part of a full premio a person's result gives. Off by default.

use serde::{Deserialize, Serialize};

use super::{Fascia, Rilievi, fasce};

/// From a result to the part of a full premio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Premio {
    /// How it is made.
    pub tipo: TipoPremio,
    /// The part that each class of results gives, highest first, for [`TipoPremio::Fasce`].
    pub fasce: Vec<Fascia>,
    /// The result below which there is none, for [`TipoPremio::SogliaLineare`].
    pub soglia: f64,
    /// The part that the result `soglia` gives; from there it grows evenly up to 100 for 100.
    pub quota_minima: f64,
}

/// How a premio is made from a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TipoPremio {
    /// There is none.
    Nessuno,
    /// As much as the result.
    Proporzionale,
    /// The points of the band in which the result falls.
    Fasce,
    /// Nothing below a threshold, then evenly up to the whole.
    SogliaLineare,
}

impl Premio {
    pub(super) fn check(&self, found: &mut Rilievi<'_>) {
        fasce::check(&self.fasce, self.tipo == TipoPremio::Fasce, "premio.fasce", found);
        if !(0.0..100.0).contains(&self.soglia) {
            found.add("premio.soglia", "la soglia è un risultato da 0 a meno di 100");
        }
        if !(0.0..=100.0).contains(&self.quota_minima) {
            found.add("premio.quota_minima", "la quota minima va da 0 a 100");
        }
        for (path, value) in [("premio.soglia", self.soglia), ("premio.quota_minima", self.quota_minima)] {
            if self.tipo != TipoPremio::SogliaLineare && value > 0.0 {
                found.add(path, "conta solo con tipo = \"soglia_lineare\": toglierla");
            }
        }
    }
}
