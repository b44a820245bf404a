//! What is wrong, where, and what to do about it: the one diagnostic of every room.

pub mod codici;

use serde::{Deserialize, Serialize};

pub use self::codici::Codice;
use crate::place::Luogo;

/// How grave a segnalazione is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gravita {
    /// The results of the scheda are provisional.
    Errore,
    /// Scored, and shown.
    Avviso,
    /// For information.
    Nota,
}

impl Gravita {
    /// As the frames and the messages write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Errore => "errore",
            Self::Avviso => "avviso",
            Self::Nota => "nota",
        }
    }
}

/// One wrong thing in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segnalazione {
    /// The code.
    pub codice: Codice,
    /// How grave it is.
    pub gravita: Gravita,
    /// Where it is.
    #[serde(flatten)]
    pub luogo: Luogo,
    /// What is wrong, with what was found and what was expected, in the office's words.
    pub messaggio: String,
    /// What to do.
    pub rimedio: String,
}
