//! Structures and roles, and the schede that each answers for.

use polars_core::prelude::DataFrame;

use super::formule::{self, round};
use super::schede::{Avanzamento, caption};
use super::{number_of, points};
use crate::report::Material;
use crate::report::live::{Link, Live};
use crate::report::model::{Row, Tone, Value};
use crate::report::parts;
use crate::report::rows::{Rows, SchedaRow, StrutturaRow};
use crate::report::wording::{self, count, row, score, table};
use crate::scoring;

/// The structures in the order in which they are shown and numbered, each with its schede.
pub(super) struct Strutture<'a> {
    all: Vec<(&'a StrutturaRow, Vec<&'a SchedaRow>)>,
    rows: &'a Rows,
}

/// The columns that say where a structure stands: those of the sheet Direzioni from `Obiettivi` on.
pub(super) struct Colonne {
    pub titles: Vec<String>,
    pub formulas: Vec<(String, Option<String>)>,
}

impl<'a> Strutture<'a> {
    pub fn read(material: &Material, rows: &'a Rows) -> Self {
        let links = scoring::appartenenze(material.dataset, material.calcolo, material.ente)
            .expect("the frames have the columns of the schema");
        let links = texts(&links);
        let mut sorted: Vec<&StrutturaRow> = rows.strutture.iter().collect();
        sorted.sort_by_key(|s| wording::livello_order(&s.livello));
        let all = sorted
            .into_iter()
            .map(|s| {
                let own = links.iter().filter(|[livello, nome, _]| *livello == s.livello && *nome == s.nome);
                (s, own.filter_map(|[_, _, id]| rows.scheda(id)).collect())
            })
            .collect();
        Self { all, rows }
    }

    /// The structures of some levels with their numbers.
    pub fn of(&self, livelli: &[&str]) -> Vec<(i64, &'a StrutturaRow, &[&'a SchedaRow])> {
        let numbered = self.all.iter().zip(1_i64..).map(|((s, schede), nr)| (nr, *s, schede.as_slice()));
        numbered.filter(|(_, s, _)| livelli.contains(&s.livello.as_str())).collect()
    }

    /// One row a structure, numbered from one.
    pub fn table(&self, material: &Material) -> Live {
        let cells = self.all.iter().zip(1_i64..).map(|((s, schede), nr)| {
            let mut cells =
                vec![Value::Count(nr), Value::Text(wording::livello(&s.livello)), Value::Text(nome(material, s))];
            cells.extend(self.values(material, s, schede));
            let giudizio = s.punteggio.map_or("non valutabile", |p| class_of(p, material));
            cells.insert(5, wording::giudizio(Some(giudizio), material.classi));
            Row { total: s.livello == "ente", ..row(None, cells) }
        });
        let colonne = Colonne::of(material);
        let mut titles: Vec<&str> = vec!["#Nr struttura", "@Livello", "Nome"];
        titles.extend(colonne.titles.iter().map(String::as_str));
        titles.insert(5, "@Classe del punteggio");
        let title = caption("Punteggio medio per struttura e ruolo", &[&formule::media_struttura(material.calcolo)]);
        let live = Live::new("Strutture", 3, table(title, &titles, cells.collect(), "Nessuna struttura."))
            .formula("Classe del punteggio", formule::classe("[@Punteggio medio]"))
            .states("Classe del punteggio", &parts::parts_of(material))
            .bars(&["Punteggio medio"]);
        colonne.formulas.into_iter().fold(live, |live, (title, formula)| live.formula(&title, formula))
    }

    /// Obiettivi, mean punteggio, how many in each class, mean target and raggiunto.
    pub fn values(&self, material: &Material, s: &StrutturaRow, schede: &[&SchedaRow]) -> Vec<Value> {
        let mut cells = vec![Value::Count(s.n_obiettivi), score(s.punteggio, "non valutabile")];
        cells.extend(parts::spread_values(&parts::parts_of(material), schede));
        let of: Vec<Avanzamento> = schede.iter().map(|s| Avanzamento::of(self.rows, &s.id)).collect();
        let due = of.iter().map(|a| a.dovute).sum::<usize>();
        let mean = |value: &dyn Fn(&Avanzamento) -> Option<f64>| {
            let sum: f64 = of.iter().filter_map(|a| value(a).map(|v| a.dovute as f64 * v)).sum();
            points((due > 0).then(|| scoring::half_up(sum / due as f64)))
        };
        cells.extend([mean(&|a| a.target), mean(&|a| a.raggiunto)]);
        cells
    }

    /// One row a structure and one of its schede.
    pub fn appartenenze(&self, material: &Material) -> Live {
        let mut cells = Vec::new();
        for ((s, schede), nr) in self.all.iter().zip(1_i64..) {
            for scheda in schede {
                let avanzamento = Avanzamento::of(self.rows, &scheda.id);
                let line = vec![
                    Value::Count(nr),
                    Value::Text(wording::livello(&s.livello)),
                    Value::Text(nome(material, s)),
                    number_of(self.rows, &scheda.id).map_or(Value::Blank, Value::Count),
                    Value::Text(scheda.nome().to_owned()),
                    score(scheda.punteggio, "non valutabile"),
                    wording::giudizio(scheda.giudizio.as_deref(), material.classi),
                    count(avanzamento.dovute),
                    points(avanzamento.target),
                    points(avanzamento.raggiunto),
                ];
                cells.push(row(Some(scheda.luogo()), line));
            }
        }
        let columns = [
            "#Nr struttura",
            "@Livello",
            "Nome",
            "#Nr",
            "Obiettivo",
            "#Punteggio",
            "@Giudizio",
            "#Fasi dovute",
            "#Target medio",
            "#Raggiunto medio",
        ];
        let title = "Gli obiettivi di cui risponde ciascuna struttura e ciascun ruolo";
        let live = Live::new("Appartenenze", 3, table(title, &columns, cells, "Nessuna struttura."))
            .states("Giudizio", &parts::parts_of(material))
            .link("Nr struttura", Some(Link::Row("Strutture".to_owned())))
            .link("Nr", Some(Link::Row("Obiettivi".to_owned())));
        ["Punteggio", "Giudizio", "Fasi dovute", "Target medio", "Raggiunto medio"]
            .into_iter()
            .fold(live, |live, title| live.formula(title, format!("INDEX(Obiettivi[{title}],[@Nr])")))
    }
}

impl Colonne {
    pub fn of(material: &Material) -> Self {
        let own = "(Appartenenze[Nr struttura]=[@Nr struttura])";
        let due = "SUMIFS(Appartenenze[Fasi dovute],Appartenenze[Nr struttura],[@Nr struttura])";
        let mut titles = vec!["#Obiettivi".to_owned(), "#Punteggio medio".to_owned()];
        let mut formulas = vec![
            ("Obiettivi".to_owned(), Some("COUNTIFS(Appartenenze[Nr struttura],[@Nr struttura])".to_owned())),
            ("Punteggio medio".to_owned(), formule::media_struttura(material.calcolo)),
        ];
        let parts = parts::parts_of(material);
        for (n, (classe, tone)) in parts.iter().enumerate() {
            // The classes stand from the lowest up in their table; what is in none has no tone.
            let place = parts.len() - 1 - n;
            let wanted = match tone {
                Tone::Neutral if place == 0 => "\"non valutabile\"".to_owned(),
                _ => format!("INDEX(Classi[Classe],{place})"),
            };
            let title = format!("Di cui {classe}");
            titles.push(format!("#{title}"));
            formulas.push((title, Some(format!("SUMPRODUCT({own}*(Appartenenze[Giudizio]={wanted}))"))));
        }
        for title in ["Target medio", "Raggiunto medio"] {
            let sum = format!("SUMPRODUCT(--{own},Appartenenze[Fasi dovute],Appartenenze[{title}])/{due}");
            titles.push(format!("#{title}"));
            formulas.push((title.to_owned(), Some(format!("IF({due}=0,\"\",{})", round(&sum)))));
        }
        Self { titles, formulas }
    }
}

/// The name of a structure; the whole body has the body's own.
pub(super) fn nome(material: &Material, s: &StrutturaRow) -> String {
    if s.livello == "ente" && s.nome.is_empty() { material.ente.to_owned() } else { s.nome.clone() }
}

/// The class that a score falls in.
fn class_of<'a>(score: f64, material: &'a Material) -> &'a str {
    let reached = material.classi.iter().filter(|(_, da)| score >= *da);
    reached.max_by(|(_, a), (_, b)| a.total_cmp(b)).map_or("non valutabile", |(name, _)| name)
}

/// `livello`, `nome` and `id` of each row.
fn texts(links: &DataFrame) -> Vec<[String; 3]> {
    let column = |name: &str| -> Vec<String> {
        let column = links.column(name).expect("the frame has the columns that scoring gives it");
        let texts = column.str().expect("the column is of text");
        texts.iter().map(|t| t.unwrap_or_default().to_owned()).collect()
    };
    let names = column("livello").into_iter().zip(column("nome")).zip(column("id"));
    names.map(|((livello, nome), id)| [livello, nome, id]).collect()
}
