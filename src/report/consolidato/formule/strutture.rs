//! `[strutture]`: from the punteggi of its schede to that of a structure or a role.

use super::{mean, of_obiettivo, weighted_mean};
use crate::config::PesiStrutture;

/// What a scheda weighs in its structures, where schede do not all weigh the same.
pub(in super::super) fn peso(pesi: PesiStrutture) -> Option<String> {
    let peso = match pesi {
        PesiStrutture::Uguali => return None,
        PesiStrutture::Peso => of_obiettivo("Peso utile"),
        PesiStrutture::Partecipanti => of_obiettivo("Partecipanti"),
    };
    Some(format!("IF(ISNUMBER([@Punteggio]),{peso},0)"))
}

/// How many people work at a scheda; a name written twice there is one.
pub(in super::super) const PARTECIPANTI: &str =
    "COUNTIFS(Partecipazioni[Nr],[@Nr],Partecipazioni[Voce],1,Partecipazioni[Nr persona],\">0\")";

/// Mean punteggio of a structure.
pub(in super::super) fn media(pesi: PesiStrutture) -> String {
    match pesi {
        PesiStrutture::Uguali => mean("Appartenenze", "Nr struttura", "Punteggio", "non valutabile"),
        PesiStrutture::Peso | PesiStrutture::Partecipanti => {
            weighted_mean("Appartenenze", "Nr struttura", ["Peso", "Punteggio per peso"], "non valutabile")
        }
    }
}
