//! `[persone]`, `[dirigenti]` and `[strutture]`. Source: regole-di-calcolo, sections 4 and 5.

use serde::{Deserialize, Serialize};

use super::Rilievi;
use crate::dataset::identita::chiave;

/// How people's results are made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Persone {
    /// From the punteggi of a person's obiettivi to the result.
    pub risultato: RisultatoPersona,
    /// What a note such as "fase 1 - 2" does.
    pub note_fasi: NoteFasi,
    /// What becomes of the share of a collective entry.
    pub collettivi: Collettivi,
    /// Spellings that somebody has confirmed to be one person.
    #[serde(rename = "alias", default)]
    pub alias: Vec<Alias>,
    /// The amount of an obiettivo without one in `pesi.csv`, in euro, for [`RisultatoPersona::QuotaBudget`].
    pub importo: f64,
}

/// A person and the other spellings of the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The name as it is to be shown.
    pub persona: String,
    /// The other spellings.
    pub grafie: Vec<String>,
}

/// From the punteggi of a person's obiettivi to the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RisultatoPersona {
    /// The mean weighted by participation.
    MediaPesata,
    /// The plain mean.
    MediaSemplice,
    /// The mean weighted by what each obiettivo weighs.
    PesataObiettivo,
    /// The sum of punteggio by participation, at most 100.
    SommaConTetto,
    /// The mean weighted by participation, and each obiettivo's amount shared out by punteggio and participation.
    QuotaBudget,
}

/// What a note such as "fase 1 - 2" does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteFasi {
    /// Nothing.
    Ignora,
    /// The person answers for those phases alone.
    Limita,
}

/// What becomes of the share of a collective entry such as «Tutti i funzionari».
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Collettivi {
    /// It is nobody's.
    Nessuno,
    /// It is split among the people of the anagrafica whom the entry means.
    Espandi,
}

/// What the obiettivi of all dirigenti are to each of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dirigenti {
    /// Where they count.
    pub intersettoriali: Intersettoriali,
}

/// Where the obiettivi of "Tutti i dirigenti" count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intersettoriali {
    /// For each dirigente, with their own.
    Inclusi,
    /// In a row of their own.
    Separati,
    /// For no dirigente.
    Esclusi,
}

/// How the punteggi of structures are made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strutture {
    /// What each scheda weighs.
    pub pesi: PesiStrutture,
}

/// What each scheda weighs in its structures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PesiStrutture {
    /// All the same.
    Uguali,
    /// What the form or `pesi.csv` says; 1 without.
    Peso,
    /// As much as it has participants.
    Partecipanti,
}

impl Persone {
    pub(super) fn check(&self, found: &mut Rilievi<'_>) {
        found.weight("persone.importo", self.importo);
        if self.risultato != RisultatoPersona::QuotaBudget && self.importo > 0.0 {
            let message = "l'importo conta solo con risultato = \"quota_budget\": scriverlo, o toglierlo";
            found.useless("persone.importo", message);
        }
        for (i, alias) in self.alias.iter().enumerate() {
            let path = format!("persone.alias.{i}");
            if chiave(&alias.persona).is_empty() {
                found.add(&format!("{path}.persona"), "serve il nome della persona");
            }
            if alias.grafie.iter().any(|grafia| chiave(grafia).is_empty()) {
                found.add(&format!("{path}.grafie"), "una grafia vuota non è un nome: toglierla");
            }
            if alias.grafie.is_empty() {
                found.add(&format!("{path}.grafie"), "serve almeno una grafia");
            }
            for grafia in &alias.grafie {
                if chiave(grafia) == chiave(&alias.persona) {
                    let message = format!(
                        "«{grafia}» è già lo stesso nome: maiuscole, accenti e ordine delle parole non contano; toglierla"
                    );
                    found.add(&format!("{path}.grafie"), &message);
                }
                let of_another = |other: &&Alias| other.grafie.iter().any(|g| chiave(g) == chiave(grafia));
                if let Some(other) = self.alias[..i].iter().find(of_another) {
                    let message =
                        format!("«{grafia}» è già una grafia di «{}»: toglierla da una delle due", other.persona);
                    found.add(&format!("{path}.grafie"), &message);
                }
            }
            let mut others = self.alias.iter().enumerate().filter(|(n, _)| *n != i).map(|(_, other)| other);
            let taken = |other: &Alias| other.grafie.iter().any(|g| chiave(g) == chiave(&alias.persona));
            if others.any(taken) {
                let message =
                    format!("«{}» è già la grafia di un'altra persona: scrivere qui il nome di quella", alias.persona);
                found.add(&format!("{path}.persona"), &message);
            }
        }
    }
}
