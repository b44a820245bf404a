//! What is wrong in what was read, and between what was typed and what was computed. Reads, never repairs.

mod fasi;
mod identita;
mod indicatori;
mod intestazione;
mod personale;
pub mod registry;
mod risorse;

use std::collections::BTreeMap;

use crate::dataset::build::Voce;
use crate::place::{CellRef, Luogo};
use crate::scheda::{Fase, Indicatore, Percentuale, Raggiunto, Scadenza, Scheda};
use crate::segnalazione::{Codice, Gravita, Segnalazione};

/// What the checks look at.
pub struct Context<'a> {
    /// The schede with their ids.
    pub voci: &'a [Voce],
    /// The checkpoint of the run: only its columns are checked.
    pub scadenza: Scadenza,
    /// What is missing at a final checkpoint is an errore.
    pub finale: bool,
    /// The year of the run.
    pub anno: i32,
    /// The computed rispetto_fasi of each id at the checkpoint, 0–100.
    pub rispetto_fasi: &'a BTreeMap<String, f64>,
    /// Whether an indicator's name says that it repeats the phases.
    pub ripete_le_fasi: &'a dyn Fn(&str) -> bool,
}

/// Every segnalazione of the dataset, by file, sheet, cell and code.
#[must_use]
pub fn check(context: &Context<'_>) -> Vec<Segnalazione> {
    let mut found = Found::default();
    for voce in context.voci {
        let scheda = &voce.scheda;
        intestazione::check(context, scheda, &mut found);
        fasi::check(context, scheda, &mut found);
        indicatori::check(context, voce, &mut found);
        personale::check(scheda, &mut found);
        risorse::check(scheda, &mut found);
    }
    identita::check(context.voci, &mut found);
    found.0.sort_by(|a, b| (&a.luogo, a.codice, &a.messaggio).cmp(&(&b.luogo, b.codice, &b.messaggio)));
    found.0
}

/// Segnalazioni as they are found.
#[derive(Default)]
struct Found(Vec<Segnalazione>);

impl Found {
    /// Adds one with the gravità that the registry gives the code.
    fn add(&mut self, codice: Codice, scheda: &Scheda, at: Option<CellRef>, messaggio: String, rimedio: &str) {
        let gravita = registry::rule(codice).map_or(Gravita::Errore, |rule| rule.gravita);
        self.add_as(gravita, codice, scheda, at, messaggio, rimedio);
    }

    /// Adds one with another gravità.
    fn add_as(
        &mut self,
        gravita: Gravita,
        codice: Codice,
        scheda: &Scheda,
        at: Option<CellRef>,
        messaggio: String,
        rimedio: &str,
    ) {
        let luogo = Luogo { cella: at, ..scheda.luogo.clone() };
        self.0.push(Segnalazione { codice, gravita, luogo, messaggio, rimedio: rimedio.to_owned() });
    }
}

/// Target and gap of a phase at a checkpoint.
fn colonne(fase: &Fase, scadenza: Scadenza) -> (&Percentuale, &Percentuale) {
    match scadenza {
        Scadenza::Luglio => (&fase.target_lug, &fase.gap_lug),
        Scadenza::Dicembre => (&fase.target_dic, &fase.gap_dic),
    }
}

/// The planned months up to a checkpoint; `None` when no month has a value.
fn mesi(fase: &Fase, scadenza: Scadenza) -> Option<f64> {
    let until = match scadenza {
        Scadenza::Luglio => 7,
        Scadenza::Dicembre => 12,
    };
    let typed: Vec<f64> = fase.mesi.iter().take(until).filter_map(|mese| mese.punti).collect();
    (!typed.is_empty()).then(|| typed.iter().sum())
}

/// The target that counts at a checkpoint: the declared one, or the months.
fn target(fase: &Fase, scadenza: Scadenza) -> Option<f64> {
    colonne(fase, scadenza).0.punti.or_else(|| mesi(fase, scadenza))
}

/// The achieved value of an indicator at a checkpoint.
fn raggiunto(indicatore: &Indicatore, scadenza: Scadenza) -> &Raggiunto {
    match scadenza {
        Scadenza::Luglio => &indicatore.lug,
        Scadenza::Dicembre => &indicatore.dic,
    }
}

/// As a message names a checkpoint.
fn al(scadenza: Scadenza) -> &'static str {
    match scadenza {
        Scadenza::Luglio => "31 luglio",
        Scadenza::Dicembre => "31 dicembre",
    }
}
