//! The checkpoints of a year: `[[scadenza]]`. Source: regole-di-calcolo, section 0.

use serde::{Deserialize, Serialize};

use crate::scheda::{Calendario, Giorno, Scadenza};

/// A checkpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Termine {
    /// Its name, as commands and folders write it: `luglio`.
    pub nome: String,
    /// Its day.
    pub giorno: Giorno,
    /// What is scored there.
    pub tipo: Tipo,
    /// The form's columns that are read; absent, the first of the form's two for an interim checkpoint and the second
    /// for the final one.
    pub colonne: Option<Scadenza>,
}

/// Interim or final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tipo {
    /// The year goes on.
    Intermedia,
    /// The year is over: what is missing counts.
    Finale,
}

impl Termine {
    /// The form's columns that are read.
    #[must_use]
    pub fn scadenza(&self) -> Scadenza {
        self.colonne.unwrap_or(match self.tipo {
            Tipo::Intermedia => Scadenza::Luglio,
            Tipo::Finale => Scadenza::Dicembre,
        })
    }

    /// What the scores need to know of it.
    #[must_use]
    pub fn verifica(&self) -> Verifica {
        Verifica { scadenza: self.scadenza(), finale: self.tipo == Tipo::Finale, mese: self.giorno.mese() }
    }
}

/// The days of the form's columns, by the checkpoints that read them.
pub(super) fn calendario(termini: &[Termine]) -> Calendario {
    let mut calendario = Calendario::default();
    for termine in termini {
        match termine.scadenza() {
            Scadenza::Luglio => calendario.luglio = termine.giorno,
            Scadenza::Dicembre => calendario.dicembre = termine.giorno,
        }
    }
    calendario
}

/// What is wrong with the checkpoints: the path of the key, and what to write.
pub(super) fn problems(termini: &[Termine]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if termini.is_empty() {
        found.push(("scadenza".to_owned(), "serve almeno una [[scadenza]]".to_owned()));
    }
    for (i, termine) in termini.iter().enumerate() {
        let nome = &termine.nome;
        let plain = |c: char| c.is_lowercase() || c.is_ascii_digit() || c == '-';
        if nome.is_empty() || !nome.chars().all(plain) {
            let message =
                format!("«{nome}» diventa il nome di una cartella: usare solo lettere minuscole, cifre e trattini");
            found.push((format!("scadenza.{i}.nome"), message));
        }
        for other in &termini[..i] {
            if other.nome == *nome {
                found
                    .push((format!("scadenza.{i}.nome"), format!("la scadenza «{nome}» c'è già: darle un altro nome")));
            } else if other.scadenza() == termine.scadenza() {
                let message = format!(
                    "«{}» e «{nome}» leggono le stesse colonne del modulo: scrivere colonne = \"luglio\" in una e colonne = \"dicembre\" nell'altra",
                    other.nome
                );
                found.push((format!("scadenza.{i}"), message));
            }
        }
    }
    let Calendario { luglio, dicembre } = calendario(termini);
    if luglio >= dicembre {
        let message = format!("le prime colonne del modulo ({luglio}) devono venire prima delle seconde ({dicembre})");
        found.push(("scadenza".to_owned(), message));
    }
    found
}
/// Which checkpoint is scored, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verifica {
    /// The columns that are read.
    pub scadenza: Scadenza,
    /// Final: indicators are scored, and what is missing counts zero.
    pub finale: bool,
    /// Its month, 1–12: the last whose planned share is due.
    pub mese: i8,
}
