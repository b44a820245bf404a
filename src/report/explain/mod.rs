//! "Perché 77,50?": the arithmetic of a result as a person would write it on paper, as data, and its three renderings.
//!
//! Every step says what it gives, the numbers it takes with the cell of each, and the rules it follows. A `conto` is
//! written with numbers alone: `+`, `−`, `×`, `:`, brackets and `min(a; b)`, so that whoever holds it can work it out;
//! numbers that go on have six decimals. Where a rule is not arithmetic, the step says its key and its outcome.

mod obiettivo;
mod persona;
mod resa;

pub(super) use self::resa::regole;

use serde::Serialize;

use super::Material;
use super::rows::{Rows, SchedaRow, SegnalazioneRow, person_key};
use crate::italian;
use crate::scheda::text::normalise;

/// Why a result is what it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spiegazione {
    /// `obiettivo` or `persona`.
    pub tipo: &'static str,
    /// The obiettivo's title, or the person's name.
    pub nome: String,
    /// The sheet, for an obiettivo.
    pub luogo: Option<String>,
    /// The punteggio or risultato, 0–100; `null` where nothing could be scored.
    pub risultato: Option<f64>,
    /// What it is called: the giudizio, `provvisorio`.
    pub esito: Vec<String>,
    /// The steps, from the cells to the result.
    pub passi: Vec<Passo>,
    /// The segnalazioni that bear on it.
    pub segnalazioni: Vec<Avvertenza>,
}

/// One line of the arithmetic.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Passo {
    /// What it gives: `Fase 2: Raccolta delle richieste`.
    pub cosa: String,
    /// The arithmetic, in numbers: `100 × min(30 : 40; 1)`; absent where there is none.
    pub conto: Option<String>,
    /// What comes of it, in points; absent where nothing is scored.
    pub valore: Option<f64>,
    /// What else there is to say: why it is not scored, what was read.
    pub nota: Option<String>,
    /// The cells that name it.
    pub celle: Vec<String>,
    /// The numbers it takes, each with its place.
    pub dati: Vec<Dato>,
    /// The keys of the rules, with their values.
    pub regole: Vec<String>,
    /// Whether it is one of the figures that reports print, rather than a line on the way there.
    pub principale: bool,
}

/// A number that a step takes, and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dato {
    /// What it is: `target`, `quota`.
    pub nome: String,
    /// As it was written or read.
    pub valore: String,
    /// Its cell, or the line of the table where it stands; absent where it comes from an earlier step.
    pub cella: Option<String>,
}

/// A segnalazione that bears on the result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Avvertenza {
    /// Its code.
    pub codice: String,
    /// `errore`, `avviso` or `nota`.
    pub gravita: String,
    /// Where it is: the cell alone where it is of the scheda that is explained; blank where that scheda as a whole is.
    pub luogo: String,
    /// What is wrong.
    pub messaggio: String,
}

/// What a text found.
#[derive(Clone, Debug, PartialEq)]
pub enum Ricerca {
    /// One result, explained.
    Trovata(Box<Spiegazione>),
    /// Several: their names.
    Ambigua(Vec<String>),
    /// None.
    Nessuna,
}

/// Explains the obiettivo with this id, or the only one whose title contains the text whatever its case and accents.
#[must_use]
pub fn obiettivo(material: &Material, wanted: &str) -> Ricerca {
    let rows = Rows::read(material);
    let key = normalise(wanted);
    let title = |s: &&SchedaRow| normalise(s.nome());
    let exact: Vec<&SchedaRow> = rows.schede.iter().filter(|s| s.id == wanted || title(s) == key).collect();
    let found = if exact.is_empty() && !key.is_empty() {
        rows.schede.iter().filter(|s| title(s).contains(&key)).collect()
    } else {
        exact
    };
    match found.as_slice() {
        [] => Ricerca::Nessuna,
        [one] => Ricerca::Trovata(Box::new(scheda(material, &rows, one, &rows.segnalazioni))),
        many => Ricerca::Ambigua(many.iter().map(|s| format!("{} ({})", s.nome(), s.id)).collect()),
    }
}

/// Explains the person whose name contains these words, or else begins its own with them: who takes part in obiettivi, or
/// answers for them.
#[must_use]
pub fn persona(material: &Material, wanted: &str) -> Ricerca {
    let rows = Rows::read(material);
    let key = normalise(wanted);
    let words: Vec<&str> = key.split_whitespace().collect();
    let has_all = |name: &str, is: &dyn Fn(&str, &str) -> bool| {
        let name = normalise(name);
        !words.is_empty() && words.iter().all(|word| name.split_whitespace().any(|own| is(own, word)))
    };
    let roles = rows.strutture.iter().filter(|s| matches!(s.livello.as_str(), "dirigente" | "responsabile"));
    let names = rows.persone.iter().map(|p| p.persona.as_str()).chain(roles.map(|s| s.nome.as_str()));
    let names: Vec<&str> = names.collect();
    let with = |is: &dyn Fn(&str, &str) -> bool| {
        let mut found: Vec<&str> = Vec::new();
        for name in names.iter().filter(|name| has_all(name, is)) {
            // The same person in another role, spelt in another way.
            if !found.iter().any(|known| person_key(known) == person_key(name)) {
                found.push(name);
            }
        }
        found
    };
    let mut found = with(&|own, word| own == word);
    if found.is_empty() {
        found = with(&|own, word| own.starts_with(word));
    }
    // A name that is the beginning of a longer one is meant by itself.
    if let Some(exact) = found.iter().copied().find(|name| normalise(name) == key) {
        found = vec![exact];
    }
    match found.as_slice() {
        [] => Ricerca::Nessuna,
        [one] => Ricerca::Trovata(Box::new(Conto { material, rows: &rows }.persona(one))),
        many => Ricerca::Ambigua(many.iter().map(|name| (*name).to_owned()).collect()),
    }
}

/// Explains a scheda with the segnalazioni that its reader may see.
pub(super) fn scheda(
    material: &Material,
    rows: &Rows,
    scheda: &SchedaRow,
    segnalazioni: &[SegnalazioneRow],
) -> Spiegazione {
    Conto { material, rows }.obiettivo(scheda, segnalazioni)
}

/// Explains what somebody is judged by in a role; nothing where the rules in force judge nobody in it.
pub(super) fn valutazione(material: &Material, rows: &Rows, ruolo: &str, nome: &str) -> Option<Spiegazione> {
    let passi = Conto { material, rows }.valutazione_di(ruolo, nome);
    let valutato = rows.valutazioni.iter().find(|v| v.ruolo == ruolo && person_key(&v.nome) == person_key(nome));
    (!passi.is_empty()).then(|| Spiegazione {
        tipo: "persona",
        nome: nome.to_owned(),
        luogo: None,
        risultato: valutato.and_then(|v| v.valutazione),
        esito: Vec::new(),
        passi,
        segnalazioni: Vec::new(),
    })
}

/// What explanations are made from.
struct Conto<'a> {
    material: &'a Material<'a>,
    rows: &'a Rows,
}

impl Conto<'_> {
    /// The rules with these keys, as `chiave = valore`, in the order of the keys.
    fn regole(&self, keys: &[&str]) -> Vec<String> {
        let find = |key: &&str| self.material.regole.iter().find(|(known, ..)| known == *key);
        keys.iter().filter_map(find).map(|(key, value, _)| format!("{key} = {value}")).collect()
    }
}

/// A number in the arithmetic: as many decimals as it has, six at most.
fn n(value: f64) -> String {
    let text = italian::number(value, 6).replace('.', "");
    if text.contains(',') { text.trim_end_matches('0').trim_end_matches(',').to_owned() } else { text }
}

/// The same where a sum goes on: a negative one in brackets.
fn signed(value: f64) -> String {
    if value < 0.0 { format!("(−{})", n(-value)) } else { n(value) }
}

/// The mean as it is written on paper; of one value, that value.
fn mean(values: &[f64]) -> Option<String> {
    let shown: Vec<String> = values.iter().map(|v| n(*v)).collect();
    mean_of(&shown)
}

/// The same of terms that are written already.
fn mean_of(terms: &[String]) -> Option<String> {
    match terms {
        [] => None,
        [one] => Some(one.clone()),
        many => Some(format!("({}) : {}", many.join(" + "), many.len())),
    }
}

/// The mean by weights, as it is written on paper.
fn weighted(values: &[(f64, f64)]) -> Option<String> {
    let shown: Vec<(String, f64)> = values.iter().map(|(value, peso)| (n(*value), *peso)).collect();
    weighted_of(&shown)
}

/// The same of terms that are written already.
fn weighted_of(values: &[(String, f64)]) -> Option<String> {
    let products = values.iter().map(|(value, peso)| format!("{} × {value}", n(*peso))).collect::<Vec<_>>();
    let pesi = values.iter().map(|(_, peso)| n(*peso)).collect::<Vec<_>>();
    let any = values.iter().map(|(_, peso)| peso).sum::<f64>() > 0.0;
    any.then(|| format!("({}) : ({})", products.join(" + "), pesi.join(" + ")))
}

/// One of the figures that reports print.
fn main(cosa: String, conto: Option<String>, valore: Option<f64>, absent: String) -> Passo {
    Passo {
        cosa,
        conto: conto.filter(|_| valore.is_some()),
        valore,
        nota: valore.is_none().then_some(absent),
        principale: true,
        ..Passo::default()
    }
}

fn dato(nome: String, valore: String, cella: Option<String>) -> Dato {
    Dato { nome, valore, cella }
}

/// The segnalazioni as they are said here, the gravest first; those of the scheda that is explained say the cell alone.
fn avvertenze<'a>(found: impl Iterator<Item = &'a SegnalazioneRow>, of: Option<&SchedaRow>) -> Vec<Avvertenza> {
    let mut found: Vec<&SegnalazioneRow> = found.collect();
    found.sort_by_key(|x| match x.gravita.as_str() {
        "errore" => 0,
        "avviso" => 1,
        _ => 2,
    });
    let each = found.into_iter().map(|x| Avvertenza {
        codice: x.codice.clone(),
        gravita: x.gravita.clone(),
        luogo: match of {
            Some(_) => x.cella.clone().unwrap_or_default(),
            None => x.luogo().map_or_else(String::new, |luogo| luogo.to_string()),
        },
        messaggio: x.messaggio.clone().unwrap_or_default(),
    });
    each.collect()
}
