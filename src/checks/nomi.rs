//! The names of a run, grouped by person: what INT002 and PER004 compare.

use std::collections::BTreeMap;

use super::Context;
use crate::dataset::identita::{chiave, e_collettiva, parole, parole_quasi_uguali};
use crate::dataset::voci::Voce;
use crate::place::Luogo;

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruolo {
    /// Assessore, dirigente, responsabile, or a signature.
    Intestazione,
    /// A row of PERSONALE.
    Personale,
}

/// A name in a cell.
#[derive(Clone, Debug)]
pub struct Occorrenza {
    pub testo: String,
    pub ruolo: Ruolo,
    pub luogo: Luogo,
}

/// The occurrences of one person, in the order of the schede.
#[derive(Debug)]
pub struct Persona<'a> {
    words: Vec<String>,
    pub nomi: Vec<&'a Occorrenza>,
}

impl Persona<'_> {
    pub fn primo(&self) -> &Occorrenza {
        self.nomi[0]
    }

    pub fn n(&self) -> usize {
        self.nomi.len()
    }

    pub fn in_intestazione(&self) -> bool {
        self.nomi.iter().any(|name| name.ruolo == Ruolo::Intestazione)
    }
}

/// Every name of a single person: nobody (`//`), groups and cells with two names are left out.
pub fn occorrenze(ctx: &Context) -> Vec<Occorrenza> {
    let mut out = Vec::new();
    let mut push = |testo: &str, ruolo, luogo| {
        if !chiave(testo).is_empty() && !e_collettiva(testo) && !due_nomi(testo) {
            out.push(Occorrenza { testo: testo.to_owned(), ruolo, luogo });
        }
    };
    for Voce { scheda, .. } in ctx.schede {
        let i = &scheda.intestazione;
        for campo in [&i.assessore, &i.dirigente, &i.responsabile] {
            if let (Some(testo), Some(at)) = (&campo.testo, campo.at) {
                push(testo, Ruolo::Intestazione, scheda.luogo.at(at));
            }
        }
        for firma in &scheda.firme {
            push(&firma.valore, Ruolo::Intestazione, scheda.luogo.at(firma.at));
        }
        for p in &scheda.personale {
            push(&p.nominativo.valore, Ruolo::Personale, scheda.luogo.at(p.nominativo.at));
        }
    }
    out
}

/// The names by person, confirmed aliases together, in the order in which each person is first named.
pub fn raggruppa<'a>(names: &'a [Occorrenza], alias: &BTreeMap<String, String>) -> Vec<Persona<'a>> {
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    let mut people: Vec<Persona> = Vec::new();
    for name in names {
        let key = chiave(&name.testo);
        let person = alias.get(&key).cloned().unwrap_or(key);
        let i = *index.entry(person).or_insert_with(|| {
            people.push(Persona { words: parole(&name.testo), nomi: Vec::new() });
            people.len() - 1
        });
        people[i].nomi.push(name);
    }
    people
}

/// The pairs that are probably one person, the rarer name first; of two equally frequent ones, the later.
pub fn coppie<'a, 'b>(people: &'a [Persona<'b>]) -> Vec<(&'a Persona<'b>, &'a Persona<'b>)> {
    let mut out = Vec::new();
    for (i, first) in people.iter().enumerate() {
        for second in &people[i + 1..] {
            if parole_quasi_uguali(&first.words, &second.words) {
                out.push(if first.n() < second.n() { (first, second) } else { (second, first) });
            }
        }
    }
    out
}

/// Whether a cell holds the names of two people.
pub fn due_nomi(testo: &str) -> bool {
    if e_collettiva(testo) {
        return false;
    }
    // A comma may part a surname from its name, the other signs do not.
    let parts = |separators: &[char], min_words: usize| {
        testo.split(separators).filter(|part| parole(part).len() >= min_words).count() > 1
    };
    let padded = testo.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    parts(&['/', ';', '&', '+'], 1) || parts(&[','], 2) || padded.contains(" e ")
}

/// `una volta`, `3 volte`.
pub fn volte(n: usize) -> String {
    if n == 1 { "una volta".to_owned() } else { format!("{n} volte") }
}
