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

/// What is wrong with the bands of a section; `used` says whether its other keys ask for bands.
pub(super) fn check(fasce: &[Fascia], used: bool, path: &str, found: &mut Rilievi<'_>) {
    match fasce.last() {
        None if used => {
            found.add(path, "servono le fasce: per esempio [{ da = 90, punti = 100 }, { da = 0, punti = 0 }]");
        }
        Some(_) if !used => found.add(path, "le fasce non servono a niente finché nessun grado è \"fasce\": toglierle"),
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
