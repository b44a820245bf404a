//! Bands: a ratio becomes the points of the band in which it falls.

use serde::{Deserialize, Serialize};

use super::Rilievi;

/// A band: ratios from `da` (in points, rounded to two decimals) up to the band above give `punti`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fascia {
    /// The lower bound, included, 0–100.
    pub da: f64,
    /// What the ratio becomes, 0–100.
    pub punti: f64,
}

/// What is wrong with the bands at `path`, which the keys `asking` ask for; `used` says whether one of them does.
pub(super) fn check(fasce: &[Fascia], used: bool, path: &str, asking: &[&str], found: &mut Rilievi<'_>) {
    match fasce.last() {
        None if used => {
            let at = asking.iter().find(|key| (found.written)(key)).unwrap_or(&path);
            let message = format!(
                "con \"fasce\" servono le fasce: aggiungere per esempio {path} = [{{ da = 90, punti = 100 }}, {{ da = 0, punti = 0 }}]"
            );
            found.add(at, &message);
        }
        Some(_) if !used => {
            let message = format!("le fasce contano solo se {} è \"fasce\": toglierle", asking.join(" o "));
            found.add(path, &message);
        }
        Some(last) if last.da != 0.0 => {
            found.add(path, &format!("sotto {} non c'è nessuna fascia: l'ultima deve avere da = 0", last.da));
        }
        _ => {}
    }
    for (i, fascia) in fasce.iter().enumerate() {
        if !(0.0..=100.0).contains(&fascia.da) || !(0.0..=100.0).contains(&fascia.punti) {
            found.add(&format!("{path}.{i}"), "«da» e «punti» sono numeri da 0 a 100");
        }
        let Some(above) = i.checked_sub(1).map(|above| fasce[above]) else { continue };
        if above.da <= fascia.da {
            found.add(&format!("{path}.{i}"), "le fasce vanno dalla più alta alla più bassa, senza ripetere un «da»");
        } else if above.punti < fascia.punti {
            found.add(&format!("{path}.{i}"), "una fascia più bassa non può dare più punti di una più alta");
        }
    }
}
