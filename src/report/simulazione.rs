//! The same data under several sets of rules: who changes class, by how much, and the classes before and after.

use std::fmt::Write as _;

use jiff::civil::Date;
use polars_core::prelude::DataFrame;

use super::metodo;
use super::model::{Block, Report, Row, Table, Tone, Value};
use super::parts::chapter;
use super::testi::{column, tavola, testo};
use super::wording::{count, fact, paragraph, row, score, score_text, text};
use crate::config::{Config, Termine};
use crate::dataset::Dataset;
use crate::italian::number;
use crate::scoring::Risultati;

/// A set of rules with what comes of it.
#[derive(Debug)]
pub struct Scenario<'a> {
    /// What it is called: the file's name.
    pub nome: String,
    /// The configuration whose rules score.
    pub config: &'a Config,
    /// The scores.
    pub risultati: &'a Risultati,
}

/// What is compared: the rules in force first, then the others.
#[derive(Debug)]
pub struct Confronto<'a> {
    /// The checkpoint.
    pub termine: &'a Termine,
    /// Its date.
    pub data: Date,
    /// What was read.
    pub dataset: &'a Dataset,
    /// The rules in force.
    pub base: Scenario<'a>,
    /// The others.
    pub altri: Vec<Scenario<'a>>,
}

/// An obiettivo or a person under one set of rules.
#[derive(Clone, Debug, PartialEq)]
struct Esito {
    nome: String,
    punteggio: Option<f64>,
    giudizio: String,
}

impl Scenario<'_> {
    fn obiettivi(&self) -> Vec<(String, Esito)> {
        let frame = &self.risultati.obiettivi;
        let giudizi = texts(frame, "giudizio");
        let rows = texts(frame, "id").into_iter().zip(numbers(frame, "punteggio")).zip(giudizi);
        rows.map(|((id, punteggio), giudizio)| (id.clone(), Esito { nome: id, punteggio, giudizio })).collect()
    }

    fn persone(&self) -> Vec<Esito> {
        let frame = &self.risultati.persone;
        let rows = texts(frame, "persona").into_iter().zip(numbers(frame, "risultato"));
        rows.map(|(nome, punteggio)| Esito { nome, punteggio, giudizio: self.classe(punteggio) }).collect()
    }

    fn ente(&self) -> Option<f64> {
        numbers(&self.risultati.strutture, "punteggio").into_iter().next().flatten()
    }

    fn classe(&self, punteggio: Option<f64>) -> String {
        let found = punteggio.and_then(|p| self.config.regole.classi.iter().find(|classe| p >= classe.da));
        found.map_or_else(|| testo!("stato-non-valutabile"), |classe| classe.nome.clone())
    }

    /// How many obiettivi there are in each class, highest first, then those without a score.
    fn distribution(&self) -> Vec<(String, usize)> {
        let all = self.obiettivi();
        let of = |name: &str| all.iter().filter(|(_, esito)| esito.giudizio == name).count();
        let classi = self.config.regole.classi.iter().map(|classe| (classe.nome.clone(), of(&classe.nome)));
        let without = testo!("stato-non-valutabile");
        let without = Some((without.clone(), of(&without))).filter(|(_, n)| *n > 0);
        classi.chain(without).collect()
    }
}

impl Confronto<'_> {
    /// Titolo of an id.
    fn titoli(&self) -> Vec<(String, String)> {
        texts(&self.dataset.schede, "id").into_iter().zip(texts(&self.dataset.schede, "titolo")).collect()
    }

    /// The comparison as text, one part a set of rules.
    #[must_use]
    pub fn text(&self) -> String {
        let titoli = self.titoli();
        let mut out = format!("{}\n{}\n", self.base.nome, summary(&self.base));
        for altro in &self.altri {
            let _ = write!(out, "\n{}\n{}\n", altro.nome, summary(altro));
            let changed = changes(&self.base, altro);
            let _ = writeln!(out, "  {}", change_count(changed.len(), self.base.obiettivi().len()));
            for (before, after) in changed {
                let titolo = titoli.iter().find(|(id, _)| *id == before.nome).map_or("", |(_, titolo)| titolo);
                let difference = difference(before.punteggio, after.punteggio).map_or_else(|| "-".to_owned(), signed);
                let said = testo!(
                    "simulazione-cambio",
                    titolo = titolo,
                    prima = score_text(before.punteggio),
                    classe_prima = before.giudizio,
                    dopo = score_text(after.punteggio),
                    classe_dopo = after.giudizio,
                    differenza = difference,
                );
                let _ = writeln!(out, "  {said}");
            }
        }
        out
    }

    /// The comparison as a workbook.
    #[must_use]
    pub fn report(&self) -> Report {
        let names: Vec<&str> = self.all().map(|s| s.nome.as_str()).collect();
        let anno = self.base.config.anno.to_string();
        Report {
            ente: self.base.config.ente.clone(),
            title: testo!("simulazione-titolo", anno = anno.as_str()),
            subtitle: testo!("simulazione-sottotitolo", giorno = self.termine.giorno.to_string(), anno = anno.as_str()),
            recipient: testo!("simulazione-destinatario"),
            date: self.data,
            fingerprint: String::new(),
            provvisorio: None,
            front: Vec::new(),
            cover: vec![fact(testo!("simulazione-regole-confrontate"), Value::Text(names.join("; ")))],
            chapters: vec![
                (testo!("simulazione-sintesi"), self.sintesi()),
                (testo!("simulazione-obiettivi"), vec![Block::Table(self.obiettivi())]),
                (testo!("simulazione-persone"), vec![Block::Table(self.persone())]),
                (testo!("simulazione-regole"), vec![Block::Table(self.regole())]),
            ]
            .into_iter()
            .map(|(title, blocks)| chapter(title.clone(), title, blocks))
            .collect(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Scenario<'_>> {
        std::iter::once(&self.base).chain(&self.altri)
    }

    fn sintesi(&self) -> Vec<Block> {
        let cells = self.all().flat_map(|scenario| {
            scenario
                .distribution()
                .into_iter()
                .map(|(classe, n)| row(None, vec![Value::Text(scenario.nome.clone()), Value::Text(classe), count(n)]))
        });
        let classes = tavola!("tabella-classi", cells.collect());
        let awards = self.all().flat_map(|scenario| {
            premi(scenario).into_iter().map(|(ruolo, n, media, euro)| {
                let media = Value::Number { value: media, decimals: 2 };
                let euro = if euro > 0.0 { Value::Euro(euro) } else { Value::Blank };
                row(None, vec![Value::Text(scenario.nome.clone()), Value::Text(ruolo), count(n), media, euro])
            })
        });
        let awards = tavola!("tabella-premi", awards.collect());
        let means = self.all().map(|scenario| {
            let changed = changes(&self.base, scenario).len();
            row(
                None,
                vec![
                    Value::Text(scenario.nome.clone()),
                    score(scenario.ente(), testo!("stato-non-valutabile")),
                    count(changed),
                ],
            )
        });
        let means = tavola!("tabella-medie", means.collect());
        vec![
            paragraph(testo!("simulazione-sintesi.testo")),
            Block::Table(means),
            Block::Table(classes),
            Block::Table(awards),
        ]
    }

    fn obiettivi(&self) -> Table {
        let titoli = self.titoli();
        let before = self.base.obiettivi();
        let others: Vec<Vec<(String, Esito)>> = self.altri.iter().map(Scenario::obiettivi).collect();
        let rows = before.iter().enumerate().map(|(i, (id, esito))| {
            let titolo = titoli.iter().find(|(other, _)| other == id).map(|(_, titolo)| titolo.as_str());
            let after: Vec<&Esito> = others.iter().filter_map(|o| o.get(i)).map(|(_, esito)| esito).collect();
            row(None, cells(text(titolo), esito, &after))
        });
        self.table(testo!("simulazione-obiettivi"), testo!("simulazione-obiettivi.prima"), rows.collect())
    }

    fn persone(&self) -> Table {
        let others: Vec<Vec<Esito>> = self.altri.iter().map(Scenario::persone).collect();
        let rows = self.base.persone().into_iter().map(|esito| {
            let after: Vec<&Esito> = others.iter().filter_map(|o| o.iter().find(|e| e.nome == esito.nome)).collect();
            row(None, cells(Value::Text(esito.nome.clone()), &esito, &after))
        });
        self.table(testo!("simulazione-persone"), testo!("simulazione-persone.prima"), rows.collect())
    }

    fn table(&self, caption: String, first: String, rows: Vec<Row>) -> Table {
        let mut table = tavola!("tabella-confronto", rows, titolo = caption, prima = first);
        table.columns.insert(1, column(&format!("#{}", self.base.nome)));
        for altro in &self.altri {
            table.columns.extend([
                column(&format!("#{}", altro.nome)),
                column(&testo!("tabella-confronto.classe", regole = altro.nome.as_str())),
                column(&testo!("tabella-confronto.differenza")),
            ]);
        }
        table
    }

    fn regole(&self) -> Table {
        let rules: Vec<Vec<metodo::Regola>> = self.all().map(|s| metodo::regole(s.config)).collect();
        let rows = rules[0].iter().enumerate().filter_map(|(i, (key, value, _))| {
            let values: Vec<&str> = rules.iter().filter_map(|r| r.get(i)).map(|(_, value, _)| value.as_str()).collect();
            let differs = values.iter().any(|other| other != value);
            let cells = std::iter::once(key.as_str()).chain(values).map(|text| Value::Text(text.to_owned()));
            differs.then(|| row(None, cells.collect()))
        });
        let mut table = tavola!("tabella-regole-diverse", rows.collect());
        table.columns.extend(self.all().map(|s| column(&s.nome)));
        table
    }
}

fn cells(nome: Value, before: &Esito, after: &[&Esito]) -> Vec<Value> {
    let mut cells = vec![nome, score(before.punteggio, "-"), Value::Text(before.giudizio.clone())];
    for esito in after {
        let difference = difference(before.punteggio, esito.punteggio);
        cells.extend([
            score(esito.punteggio, "-"),
            changed(before, esito),
            difference.map_or(Value::Blank, |value| Value::Number { value, decimals: 2 }),
        ]);
    }
    cells
}

/// The class, marked where it is another one.
fn changed(before: &Esito, after: &Esito) -> Value {
    if before.giudizio == after.giudizio {
        return Value::Text(after.giudizio.clone());
    }
    let better = after.punteggio >= before.punteggio;
    Value::Status(after.giudizio.clone(), if better { Tone::Good } else { Tone::Warning })
}

fn changes(base: &Scenario<'_>, altro: &Scenario<'_>) -> Vec<(Esito, Esito)> {
    let (before, after) = (base.obiettivi(), altro.obiettivi());
    let pairs = before.into_iter().zip(after).map(|((_, before), (_, after))| (before, after));
    pairs.filter(|(before, after)| before.giudizio != after.giudizio).collect()
}

fn change_count(changed: usize, all: usize) -> String {
    testo!("simulazione-cambiano", obiettivi = changed, tutti = all)
}

/// What the premi of a scenario are, role by role: how many people have one, its mean in points, and the euro of all.
fn premi(scenario: &Scenario<'_>) -> Vec<(String, usize, f64, f64)> {
    let frame = &scenario.risultati.valutazioni;
    let (ruoli, punti) = (texts(frame, "ruolo"), numbers(frame, "premio"));
    let importi = numbers(frame, "importo");
    let mut found: Vec<(String, usize, f64, f64)> = Vec::new();
    for ((ruolo, punti), importo) in ruoli.into_iter().zip(punti).zip(importi) {
        let Some(punti) = punti else { continue };
        let euro = importo.unwrap_or_default();
        match found.iter_mut().find(|(known, ..)| *known == ruolo) {
            Some((_, n, sum, total)) => {
                *n += 1;
                *sum += punti;
                *total += euro;
            }
            None => found.push((ruolo, 1, punti, euro)),
        }
    }
    for (_, n, sum, _) in &mut found {
        *sum /= *n as f64;
    }
    found
}

fn summary(scenario: &Scenario<'_>) -> String {
    let classes: Vec<String> = scenario.distribution().iter().map(|(name, n)| format!("{name} {n}")).collect();
    let media = score_text(scenario.ente());
    let mut said = format!("  {}", testo!("simulazione-riassunto", media = media, classi = classes.join(", ")));
    for (ruolo, n, media, euro) in premi(scenario) {
        let euro = if euro > 0.0 { format!(", € {}", number(euro, 2)) } else { String::new() };
        let line =
            testo!("simulazione-premi", ruolo = ruolo.as_str(), persone = n, media = number(media, 2), importo = euro);
        let _ = write!(said, "\n  {line}");
    }
    said
}

fn difference(before: Option<f64>, after: Option<f64>) -> Option<f64> {
    Some(((after? - before?) * 100.0).round() / 100.0)
}

fn signed(value: f64) -> String {
    if value > 0.0 { format!("+{}", number(value, 2)) } else { number(value, 2) }
}

fn texts(frame: &DataFrame, name: &str) -> Vec<String> {
    let column = frame.column(name).and_then(|c| c.str()).expect("the frames have the columns of the schema");
    column.iter().map(|text| text.unwrap_or_default().to_owned()).collect()
}

fn numbers(frame: &DataFrame, name: &str) -> Vec<Option<f64>> {
    let column = frame.column(name).and_then(|c| c.f64()).expect("the frames have the columns of the schema");
    column.iter().collect()
}
