//! The same data under several sets of rules: who changes class, by how much, and the classes before and after.

use std::fmt::Write as _;

use jiff::civil::Date;
use polars_core::prelude::DataFrame;

use super::metodo;
use super::model::{Block, Chapter, Report, Row, Table, Tone, Value};
use super::wording::{conta, count, fact, paragraph, row, score, score_text, table, text};
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
        found.map_or_else(|| "non valutabile".to_owned(), |classe| classe.nome.clone())
    }

    /// How many obiettivi there are in each class, highest first, then those without a score.
    fn distribution(&self) -> Vec<(String, usize)> {
        let all = self.obiettivi();
        let of = |name: &str| all.iter().filter(|(_, esito)| esito.giudizio == name).count();
        let names = self.config.regole.classi.iter().map(|c| c.nome.as_str()).chain(["non valutabile"]);
        names.map(|name| (name.to_owned(), of(name))).filter(|(name, n)| *n > 0 || name != "non valutabile").collect()
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
                let _ = writeln!(
                    out,
                    "  {titolo}: {} {} -> {} {} ({})",
                    score_text(before.punteggio),
                    before.giudizio,
                    score_text(after.punteggio),
                    after.giudizio,
                    difference(before.punteggio, after.punteggio).map_or_else(|| "-".to_owned(), signed)
                );
            }
        }
        out
    }

    /// The comparison as a workbook.
    #[must_use]
    pub fn report(&self) -> Report {
        let names: Vec<&str> = self.all().map(|s| s.nome.as_str()).collect();
        Report {
            ente: self.base.config.ente.clone(),
            title: format!("Confronto tra regole {}", self.base.config.anno),
            subtitle: format!("Scadenza del {} {}", self.termine.giorno, self.base.config.anno),
            recipient: "Ufficio performance".to_owned(),
            date: self.data,
            fingerprint: String::new(),
            provvisorio: None,
            front: Vec::new(),
            cover: vec![fact("Regole confrontate", Value::Text(names.join("; ")))],
            chapters: vec![
                Chapter { title: "Sintesi".into(), short: "Sintesi".into(), blocks: self.sintesi() },
                Chapter {
                    title: "Obiettivi".into(),
                    short: "Obiettivi".into(),
                    blocks: vec![Block::Table(self.obiettivi())],
                },
                Chapter {
                    title: "Persone".into(),
                    short: "Persone".into(),
                    blocks: vec![Block::Table(self.persone())],
                },
                Chapter { title: "Regole".into(), short: "Regole".into(), blocks: vec![Block::Table(self.regole())] },
            ],
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
        let classes = table("Obiettivi per classe", &["Regole", "Classe", "#Obiettivi"], cells.collect(), "Nessuno.");
        let means = self.all().map(|scenario| {
            let changed = changes(&self.base, scenario).len();
            row(
                None,
                vec![Value::Text(scenario.nome.clone()), score(scenario.ente(), "non valutabile"), count(changed)],
            )
        });
        let means =
            table("Media dell'ente", &["Regole", "#Media", "#Obiettivi che cambiano classe"], means.collect(), "");
        vec![
            paragraph(
                "Gli stessi dati, con le regole in vigore (la prima riga) e con le altre. Una simulazione non pubblica niente.",
            ),
            Block::Table(means),
            Block::Table(classes),
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
        self.table("Obiettivi", "Obiettivo", rows.collect())
    }

    fn persone(&self) -> Table {
        let others: Vec<Vec<Esito>> = self.altri.iter().map(Scenario::persone).collect();
        let rows = self.base.persone().into_iter().map(|esito| {
            let after: Vec<&Esito> = others.iter().filter_map(|o| o.iter().find(|e| e.nome == esito.nome)).collect();
            row(None, cells(Value::Text(esito.nome.clone()), &esito, &after))
        });
        self.table("Persone", "Persona", rows.collect())
    }

    fn table(&self, caption: &str, first: &str, rows: Vec<Row>) -> Table {
        let mut titles = vec![first.to_owned(), format!("#{}", self.base.nome), "Classe".to_owned()];
        for altro in &self.altri {
            titles.extend([format!("#{}", altro.nome), format!("Classe con {}", altro.nome), "#Differenza".to_owned()]);
        }
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        table(caption, &titles, rows, "Nessuno.")
    }

    fn regole(&self) -> Table {
        let rules: Vec<Vec<metodo::Regola>> = self.all().map(|s| metodo::regole(s.config)).collect();
        let rows = rules[0].iter().enumerate().filter_map(|(i, (key, value, _))| {
            let values: Vec<&str> = rules.iter().filter_map(|r| r.get(i)).map(|(_, value, _)| value.as_str()).collect();
            let differs = values.iter().any(|other| other != value);
            let cells = std::iter::once(key.as_str()).chain(values).map(|text| Value::Text(text.to_owned()));
            differs.then(|| row(None, cells.collect()))
        });
        let titles: Vec<&str> = std::iter::once("Chiave").chain(self.all().map(|s| s.nome.as_str())).collect();
        table("Le regole che differiscono", &titles, rows.collect(), "Le regole sono le stesse.")
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
    format!("{} su {all}", conta(changed, "obiettivo cambia classe", "obiettivi cambiano classe"))
}

fn summary(scenario: &Scenario<'_>) -> String {
    let classes: Vec<String> = scenario.distribution().iter().map(|(name, n)| format!("{name} {n}")).collect();
    format!("  media dell'ente {}; {}", score_text(scenario.ente()), classes.join(", "))
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
