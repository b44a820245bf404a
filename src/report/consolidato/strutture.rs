//! Structures and roles, and the schede that each answers for.

use std::collections::BTreeMap;

use polars_core::prelude::DataFrame;

use super::dati::{Dati, points, stati, sum, typed};
use super::formule;
use crate::config::PesiStrutture;
use crate::report::Material;
use crate::report::live::{Foglio, Link, Live};
use crate::report::model::{Tone, Value};
use crate::report::parts;
use crate::report::rows::{SchedaRow, StrutturaRow};
use crate::report::testi::testo;
use crate::report::wording::{self, count, esito, score};
use crate::scoring;

/// The structures in the order in which they are shown and numbered.
pub(super) struct Strutture<'a> {
    all: Vec<Struttura<'a>>,
}

/// A structure with its schede.
pub(super) struct Struttura<'a> {
    /// From one.
    pub nr: i64,
    pub riga: &'a StrutturaRow,
    schede: Vec<&'a SchedaRow>,
    /// The mean target and raggiunto of the due phases.
    medie: [Option<f64>; 2],
}

impl<'a> Strutture<'a> {
    pub fn read(dati: &'a Dati<'a>) -> Self {
        let material = dati.material;
        let links = scoring::appartenenze(material.dataset, material.calcolo, material.ente)
            .expect("the frames have the columns of the schema");
        let mut schede: BTreeMap<(String, String), Vec<&SchedaRow>> = BTreeMap::new();
        for [livello, nome, id] in texts(&links) {
            schede.entry((livello, nome)).or_default().extend(dati.rows.scheda(&id));
        }
        let mut sorted: Vec<&StrutturaRow> = dati.rows.strutture.iter().collect();
        sorted.sort_by_key(|s| wording::livello_order(&s.livello));
        let all = sorted.into_iter().zip(1..).map(|(riga, nr)| {
            let schede = schede.remove(&(riga.livello.clone(), riga.nome.clone())).unwrap_or_default();
            Struttura { nr, riga, medie: medie(dati, &schede), schede }
        });
        Self { all: all.collect() }
    }

    /// The structure of a level and a name.
    pub fn find(&self, livello: &str, nome: &str) -> Option<&Struttura<'a>> {
        self.all.iter().find(|s| s.riga.livello == livello && s.riga.nome == nome)
    }

    /// The whole body and its direzioni.
    pub fn direzioni(&self) -> Vec<&Struttura<'a>> {
        self.all.iter().filter(|s| matches!(s.riga.livello.as_str(), "ente" | "direzione")).collect()
    }

    /// One row a structure.
    pub fn foglio(&self, dati: &Dati) -> Live {
        let all: Vec<&Struttura> = self.all.iter().collect();
        let mut f = Foglio::new(&all);
        f.col("#Nr struttura", |s| Value::Count(s.nr));
        f.col("@Livello", |s| Value::Text(wording::livello(&s.riga.livello)));
        f.col("Nome", |s| Value::Text(s.nome(dati.material)));
        figures(&mut f, dati, true);
        f.live("Strutture", 3, testo!("foglio-direzioni"), testo!("foglio-direzioni.vuota"), |s| (None, s.is_ente()))
    }

    /// One row a structure and one of its schede.
    pub fn appartenenze(&self, dati: &Dati) -> Live {
        let (material, pesi) = (dati.material, dati.material.calcolo.strutture.pesi);
        let pairs: Vec<(&Struttura, &SchedaRow)> =
            self.all.iter().flat_map(|s| s.schede.iter().map(move |scheda| (s, *scheda))).collect();
        let mut f = Foglio::new(&pairs);
        f.col("#Nr struttura", |(s, _)| Value::Count(s.nr)).link(Link::Row("Strutture"));
        f.col("@Livello", |(s, _)| Value::Text(wording::livello(&s.riga.livello)));
        f.col("Nome", |(s, _)| Value::Text(s.nome(material)));
        f.col("#Nr", |(_, o)| dati.nr(Some(&o.id))).link(Link::Row("Obiettivi"));
        f.col("Obiettivo", |(_, o)| Value::Text(o.nome().to_owned()));
        f.col("#Punteggio", |(_, o)| score(o.punteggio, "non valutabile")).formula(formule::of_obiettivo("Punteggio"));
        f.col("@Giudizio", |(_, o)| wording::giudizio(o.giudizio.as_deref(), material.classi))
            .formula(formule::of_obiettivo("Giudizio"))
            .states(&parts::parts_of(material));
        if let Some(formula) = formule::strutture::peso(pesi) {
            let peso = move |o: &SchedaRow| {
                let peso = match pesi {
                    PesiStrutture::Partecipanti => dati.partecipanti(o) as f64,
                    PesiStrutture::Peso | PesiStrutture::Uguali => o.peso.unwrap_or(1.0),
                };
                if o.punteggio.is_some() { peso } else { 0.0 }
            };
            f.col("#Peso", move |(_, o)| typed(Some(peso(o)))).formula(formula);
            f.col("#Punteggio per peso", move |(_, o)| sum(o.punteggio.map(|p| p * peso(o))))
                .formula("IF(ISNUMBER([@Punteggio]),[@Punteggio]*[@Peso],0)");
        }
        f.col("#Fasi dovute", |(_, o)| count(dati.avanzamento(o).dovute)).formula(formule::of_obiettivo("Fasi dovute"));
        f.col("#Target medio", |(_, o)| points(dati.avanzamento(o).target))
            .formula(formule::of_obiettivo("Target medio"));
        f.col("#Raggiunto medio", |(_, o)| points(dati.avanzamento(o).raggiunto))
            .formula(formule::of_obiettivo("Raggiunto medio"));
        if material.calcolo.judges() {
            f.col("@Stato obiettivo", |(_, o)| esito(o.provvisorio))
                .formula(formule::of_obiettivo("Stato"))
                .states(&stati());
        }
        f.live("Appartenenze", 3, testo!("foglio-appartenenze"), testo!("foglio-appartenenze.vuota"), |(_, o)| {
            (Some(o.luogo()), false)
        })
    }
}

/// The columns that say where a structure stands.
pub(super) fn figures<'a>(f: &mut Foglio<'a, &'a Struttura<'a>>, dati: &'a Dati, with_class: bool) {
    let (material, classi) = (dati.material, parts::parts_of(dati.material));
    let own = "(Appartenenze[Nr struttura]=[@Nr struttura])";
    f.col("#Obiettivi", |s| Value::Count(s.riga.n_obiettivi))
        .formula("COUNTIFS(Appartenenze[Nr struttura],[@Nr struttura])");
    f.col("#Punteggio medio", |s| score(s.riga.punteggio, "non valutabile"))
        .formula(formule::strutture::media(material.calcolo.strutture.pesi))
        .bar();
    if with_class {
        f.col("@Classe del punteggio", |s| wording::giudizio(class_of(s.riga.punteggio, material), material.classi))
            .formula(formule::obiettivi::classe("[@Punteggio medio]"))
            .states(&classi);
    }
    for (n, (classe, tone)) in classi.iter().enumerate() {
        // The classes stand from the lowest up in their table; what is in none has no tone.
        let place = classi.len() - 1 - n;
        let wanted = match tone {
            Tone::Neutral if place == 0 => "\"non valutabile\"".to_owned(),
            _ => format!("INDEX(Classi[Classe],{place})"),
        };
        let classi = classi.clone();
        f.col(format!("#Di cui {classe}"), move |s| parts::spread_values(&classi, &s.schede).swap_remove(n))
            .formula(format!("SUMPRODUCT({own}*(Appartenenze[Giudizio]={wanted}))"));
    }
    let due = "SUMIFS(Appartenenze[Fasi dovute],Appartenenze[Nr struttura],[@Nr struttura])";
    for (n, title) in ["Target medio", "Raggiunto medio"].into_iter().enumerate() {
        let sum = format!("SUMPRODUCT(--{own},Appartenenze[Fasi dovute],Appartenenze[{title}])/{due}");
        f.col(format!("#{title}"), move |s| points(s.medie[n]))
            .formula(format!("IF({due}=0,\"\",{})", formule::round(&sum)));
    }
}

impl Struttura<'_> {
    /// Its name; the whole body has the body's own.
    pub fn nome(&self, material: &Material) -> String {
        if self.is_ente() && self.riga.nome.is_empty() { material.ente.to_owned() } else { self.riga.nome.clone() }
    }

    /// Whether one of its schede is provisional.
    pub fn is_provvisoria(&self) -> bool {
        self.schede.iter().any(|s| s.provvisorio)
    }

    pub fn is_ente(&self) -> bool {
        self.riga.livello == "ente"
    }
}

/// The mean target and raggiunto of the due phases of some schede.
fn medie(dati: &Dati, schede: &[&SchedaRow]) -> [Option<f64>; 2] {
    let all: Vec<_> = schede.iter().map(|s| dati.avanzamento(s)).collect();
    let due: usize = all.iter().map(|a| a.dovute).sum();
    let mean = |sum: f64| (due > 0).then(|| scoring::half_up(sum / due as f64));
    [
        mean(all.iter().filter_map(|a| a.target.map(|value| value * a.dovute as f64)).sum()),
        mean(all.iter().filter_map(|a| a.raggiunto.map(|value| value * a.dovute as f64)).sum()),
    ]
}

/// The class that a score falls in.
fn class_of<'a>(score: Option<f64>, material: &'a Material) -> Option<&'a str> {
    let reached = material.classi.iter().filter(|(_, da)| score.is_some_and(|score| score >= *da));
    reached.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(name, _)| name.as_str())
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
