//! The rules of calculation that can be chosen: one file a section of regole-di-calcolo.
//!
//! Every choice is a typed key; a check of each section refuses values that contradict each other. The defaults and
//! their documentation stand in `traguardo.toml`.

mod fasce;
mod fasi;
mod indicatori;
mod obiettivo;
mod persone;
mod premio;
mod valutazione;

use serde::{Deserialize, Serialize};

pub use fasce::Fascia;
pub use fasi::{Aggregazione, Dovuta, Fasi, GapVuoto, GradoFase, PesiFasi, RaggiuntoFase, Target};
pub use indicatori::{
    Crescente, Decrescente, Eccezione, Indicatori, Intermedia, MancanteFinale, OperatoreStretto, PesiFamiglie,
    PesiIndicatori, Polarita, RispettoFasi,
};
pub use obiettivo::{Classe, Combinazione, Obiettivo};
pub use persone::{
    Alias, Collettivi, Dirigenti, Intersettoriali, NoteFasi, Persone, PesiStrutture, RisultatoPersona, Strutture,
};
pub use premio::{Importi, Premio, Scaglione, TipoPremio};
pub use valutazione::{Componente, Condizione, OBIETTIVI, Ruolo, Toglie};

/// The rules of calculation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regole {
    /// Section 1.
    pub fasi: Fasi,
    /// Section 2.
    pub indicatori: Indicatori,
    /// Section 3.
    pub obiettivo: Obiettivo,
    /// The classes of the giudizio, highest first.
    #[serde(rename = "classe")]
    pub classi: Vec<Classe>,
    /// Section 4.
    pub persone: Persone,
    /// Section 5, dirigenti.
    pub dirigenti: Dirigenti,
    /// Section 5, structures.
    pub strutture: Strutture,
    /// What makes a valutazione; by default the obiettivi alone.
    #[serde(rename = "componente")]
    pub componenti: Vec<Componente>,
    /// What takes a part of it away; by default nothing.
    #[serde(rename = "condizione", default)]
    pub condizioni: Vec<Condizione>,
    /// What a valutazione gives; off by default.
    pub premio: Premio,
}

/// The sections of a file that are [`Regole`].
pub(crate) const SEZIONI: [&str; 10] = [
    "fasi",
    "indicatori",
    "obiettivo",
    "classe",
    "persone",
    "dirigenti",
    "strutture",
    "componente",
    "condizione",
    "premio",
];

impl Regole {
    /// What contradicts itself: the path of the key, and what to write.
    ///
    /// What follows from a default alone contradicts nobody: such keys are looked at only where they are `written`.
    pub(super) fn problems(&self, written: &dyn Fn(&str) -> bool) -> Vec<(String, String)> {
        let mut found = Rilievi { written, found: Vec::new() };
        self.fasi.check(&mut found);
        self.indicatori.check(&mut found);
        self.obiettivo.check(self.indicatori.rispetto_fasi, &mut found);
        obiettivo::check_classes(&self.classi, "classe", &mut found);
        self.persone.check(&mut found);
        valutazione::check_componenti(&self.componenti, &mut found);
        let premio = self.premio.tipo != TipoPremio::Nessuno;
        valutazione::check_condizioni(&self.condizioni, &self.premio.ruoli, premio, &mut found);
        self.premio.check(&self.classi, &mut found);
        found.found
    }

    /// Whether somebody is judged by more than the obiettivi, or gets a premio.
    #[must_use]
    pub fn judges(&self) -> bool {
        self.premio.tipo != TipoPremio::Nessuno || self.componenti.len() > 1 || !self.condizioni.is_empty()
    }

    /// Whether indicators are scored at a checkpoint.
    #[must_use]
    pub fn scores_indicators(&self, finale: bool) -> bool {
        finale || self.indicatori.intermedia != Intermedia::Informativi
    }
}

/// What is wrong with some rules: the path of the key, and what to write.
struct Rilievi<'a> {
    written: &'a dyn Fn(&str) -> bool,
    found: Vec<(String, String)>,
}

impl Rilievi<'_> {
    fn add(&mut self, path: &str, message: &str) {
        self.found.push((path.to_owned(), message.to_owned()));
    }

    /// Of a key that does nothing: only where somebody wrote it.
    fn useless(&mut self, path: &str, message: &str) {
        if (self.written)(path) {
            self.add(path, message);
        }
    }

    /// A weight or an amount is a number from 0 up.
    fn weight(&mut self, path: &str, value: f64) {
        if !value.is_finite() || value < 0.0 {
            self.add(path, "serve un numero da 0 in su");
        }
    }
}
