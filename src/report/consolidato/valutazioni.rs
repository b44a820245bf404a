//! Who is judged, in which role: components, conditions, valutazione and premio.

use super::dati::{Dati, ordinal, points, stati, typed};
use super::formule::valutazioni as regola;
use super::strutture::{Struttura, Strutture};
use crate::config::{Componente, Condizione, OBIETTIVI, Regole, Ruolo, Toglie};
use crate::report::live::{Foglio, Link, Live};
use crate::report::model::{Tone, Value};
use crate::report::rows::ValutazioneRow;
use crate::report::testi::testo;
use crate::report::wording::{count, esito, score};
use crate::scheda::text::normalise;
use crate::scoring;

/// What two values may differ by and still be the same.
const EPSILON: f64 = 1e-9;

/// A person in a role, with what else than the frame says goes into the figures.
struct Giudicato {
    riga: ValutazioneRow,
    ruolo: Ruolo,
    /// Place among the people, or number among the structures.
    persona: Option<usize>,
    struttura: Option<i64>,
    /// The values of the components but the obiettivi.
    componenti: Vec<Option<f64>>,
    /// The value of each condition, and what it takes away.
    condizioni: Vec<(Option<f64>, Tolto)>,
    /// Before places count.
    provvisorio: bool,
    /// How many of the role are as good or better.
    pari_o_meglio: usize,
}

/// What conditions take away, in points of percent; nobody knows where a value is missing.
#[derive(Clone, Copy)]
struct Tolto(Option<f64>);

impl Tolto {
    fn value(self) -> Value {
        self.0.map_or_else(|| Value::Status("manca".to_owned(), Tone::Bad), |points| typed(Some(points)))
    }
}

/// The components that count beside the obiettivi.
fn others(regole: &Regole) -> impl Iterator<Item = &Componente> {
    regole.componenti.iter().filter(|c| c.peso > 0.0 && normalise(&c.nome) != OBIETTIVI)
}

/// The weights of the components that count, in the order in which the formulas count them.
pub(super) fn pesi(regole: &Regole) -> Vec<&Componente> {
    let own = regole.componenti.iter().filter(|c| c.peso > 0.0 && normalise(&c.nome) == OBIETTIVI);
    own.chain(others(regole)).collect()
}

/// One row a person and role.
pub(super) fn foglio(dati: &Dati, strutture: &Strutture) -> Live {
    let (regole, premio) = (dati.material.calcolo, &dati.material.calcolo.premio);
    let all = read(dati, strutture);
    let mut f = Foglio::new(&all);
    f.col("@Ruolo", |g: &Giudicato| Value::Text(g.ruolo.as_str().to_owned()));
    f.col("Nome", |g| Value::Text(g.riga.nome.clone()));
    f.col("#Nr persona", |g| g.persona.map_or(Value::Blank, ordinal)).link(Link::Row("Persone"));
    f.col("#Nr struttura", |g| g.struttura.map_or(Value::Blank, Value::Count)).link(Link::Row("Strutture"));
    f.col("#Obiettivi", |g| score(g.riga.obiettivi, "non valutabile")).formula(regola::obiettivi());
    let mut components: Vec<String> = Vec::new();
    // Where the obiettivi weigh nothing they are no part of the mean.
    if pesi(regole).first().is_some_and(|c| normalise(&c.nome) == OBIETTIVI) {
        components.push("Obiettivi".to_owned());
    }
    for (n, componente) in others(regole).enumerate() {
        let title = regola::title(&componente.nome, "componente");
        f.col(format!("#{title}"), move |g| component(g.componenti[n])).input(0.0, 100.0);
        components.push(title);
    }
    f.col("#Base", |g| score(g.riga.base, "non disponibile")).formula(regola::base(&components));
    conditions(&mut f, regole);
    f.col("#Valutazione", |g| score(g.riga.valutazione, "non disponibile")).formula(regola::valutazione(regole)).bar();
    f.col("#Posizione", |g| g.riga.posizione.map_or(Value::Blank, Value::Count)).formula(regola::posizione());
    if let Some(formula) = regola::punti(premio) {
        if premio.ranks(Ruolo::Persone) || premio.ranks(Ruolo::Responsabili) || premio.ranks(Ruolo::Dirigenti) {
            f.col("#Pari o meglio", |g| g.riga.valutazione.map_or(Value::Blank, |_| count(g.pari_o_meglio)))
                .formula(regola::pari_o_meglio());
        }
        f.col("#Punti", |g| score(g.riga.punti, "nessuno")).formula(formula);
        if premio.maggiorazione.punti > 0.0 {
            f.col("#Maggiorazione", |g| points(g.riga.maggiorazione)).formula(regola::maggiorazione());
        }
        f.col("#Premio", |g| score(g.riga.premio, "nessuno")).formula(regola::premio(regole));
        if let Some(formula) = regola::importo(premio) {
            f.col("#Importo", |g| g.riga.importo.map_or(Value::Blank, Value::Euro)).formula(formula);
        }
    }
    f.col("@Stato dei dati", |g| esito(g.provvisorio)).formula(regola::stato_dei_dati()).states(&stati());
    f.col("@Stato", |g| esito(g.riga.provvisorio)).formula(regola::stato(regole)).states(&stati());
    f.live("Valutazioni", 2, testo!("foglio-valutazioni"), testo!("foglio-valutazioni.vuota"), |_| (None, false))
}

/// Each condition with its value and what it takes away, then what they take together.
fn conditions(f: &mut Foglio<'_, Giudicato>, regole: &Regole) {
    let manca = [("manca".to_owned(), Tone::Bad)];
    for (n, condizione) in regole.condizioni.iter().enumerate() {
        let title = regola::title(&condizione.nome, "condizione");
        f.col(format!("#{title}"), move |g| typed(g.condizioni[n].0));
        f.col(format!("#{}", regola::title(&condizione.nome, "tolto")), move |g| g.condizioni[n].1.value())
            .formula(regola::tolto(condizione, n + 1, &title))
            .states(&manca);
    }
    for (toglie, what) in [(Toglie::Valutazione, "Tolto dalla valutazione"), (Toglie::Premio, "Tolto dal premio")] {
        let own: Vec<usize> = (0..regole.condizioni.len()).filter(|n| regole.condizioni[*n].toglie == toglie).collect();
        if own.is_empty() {
            continue;
        }
        let titles: Vec<String> = own.iter().map(|n| regola::title(&regole.condizioni[*n].nome, "tolto")).collect();
        f.col(format!("#{what}"), move |g| {
            Tolto(own.iter().map(|n| g.condizioni[*n].1.0).sum::<Option<f64>>()).value()
        })
        .formula(regola::somma(&titles))
        .states(&manca);
    }
}

/// The value of a component; what is no part of 100 is not used.
fn component(value: Option<f64>) -> Value {
    match value {
        Some(value) if !(0.0..=100.0).contains(&value) => Value::Status("fuori da 0–100".to_owned(), Tone::Bad),
        value => typed(value),
    }
}

fn read(dati: &Dati, strutture: &Strutture) -> Vec<Giudicato> {
    let (material, regole) = (dati.material, dati.material.calcolo);
    let valori = scoring::Valori::read(&material.dataset.componenti).expect("the frame has the columns of the schema");
    let righe = &dati.rows.valutazioni;
    let of_role =
        |ruolo: &str| -> Vec<f64> { righe.iter().filter(|r| r.ruolo == ruolo).filter_map(|r| r.valutazione).collect() };
    let [persone, responsabili, dirigenti] =
        [Ruolo::Persone, Ruolo::Responsabili, Ruolo::Dirigenti].map(|r| (r, of_role(r.as_str())));
    let judged = |riga: ValutazioneRow| {
        let roles = [&persone, &responsabili, &dirigenti];
        let (ruolo, values) = roles.into_iter().find(|(ruolo, _)| ruolo.as_str() == riga.ruolo)?;
        let is_person = *ruolo == Ruolo::Persone;
        let persona = dati.rows.persone.iter().position(|p| is_person && p.persona == riga.nome);
        let struttura = strutture.find(&riga.ruolo, &riga.nome).filter(|_| !is_person);
        let componenti = others(regole).map(|c| valori.find(&riga.nome, &c.nome)).collect();
        let condizioni = regole.condizioni.iter().map(|c| {
            let value = valori.find(&riga.nome, &c.nome);
            (value, tolto(c, *ruolo, value))
        });
        let provvisorio = match persona {
            Some(n) => dati.rows.persone[n].provvisorio,
            None => struttura.is_some_and(Struttura::is_provvisoria),
        };
        let pari_o_meglio =
            riga.valutazione.map_or(0, |own| values.iter().filter(|other| **other >= own - EPSILON).count());
        Some(Giudicato {
            ruolo: *ruolo,
            persona,
            struttura: struttura.map(|s| s.nr),
            componenti,
            condizioni: condizioni.collect(),
            provvisorio,
            pari_o_meglio,
            riga,
        })
    };
    righe.iter().cloned().filter_map(judged).collect()
}

fn tolto(condizione: &Condizione, ruolo: Ruolo, value: Option<f64>) -> Tolto {
    if !condizione.ruoli.contains(&ruolo) {
        return Tolto(Some(0.0));
    }
    Tolto(value.map(|value| if condizione.is_met(value) { 0.0 } else { condizione.quota }))
}
