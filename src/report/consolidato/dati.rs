//! What the sheets are made from: the rows of the frames, and what several sheets need to know of them.

use std::collections::BTreeMap;

use super::voci::{self, Voce};
use crate::report::Material;
use crate::report::live::{Foglio, Link};
use crate::report::model::{Tone, Value};
use crate::report::rows::{FaseRow, Rows, SchedaRow};
use crate::report::wording::{esito, text};
use crate::scoring;

/// What the sheets are made from.
pub(super) struct Dati<'a> {
    pub material: &'a Material<'a>,
    pub rows: &'a Rows,
    /// What the due phases of each scheda come to, by the scheda's place.
    pub avanzamenti: Vec<Avanzamento>,
    /// The names under PERSONALE, in their order.
    pub voci: Vec<Voce<'a>>,
    /// How many people work at each scheda, by the scheda's place.
    partecipanti: Vec<usize>,
}

/// What the due phases of a scheda had to reach and reached, in points; as many as are due.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Avanzamento {
    /// How many phases are due.
    pub dovute: usize,
    /// Mean target, rounded.
    pub target: Option<f64>,
    /// Mean raggiunto, rounded; what is missing counts 0.
    pub raggiunto: Option<f64>,
}

impl<'a> Dati<'a> {
    pub fn new(material: &'a Material<'a>, rows: &'a Rows) -> Self {
        let mut due: BTreeMap<&str, Vec<&FaseRow>> = BTreeMap::new();
        for fase in rows.fasi.iter().filter(|f| f.grado.is_some()) {
            due.entry(&fase.id).or_default().push(fase);
        }
        let of = |s: &SchedaRow| due.get(s.id.as_str()).map(|fasi| Avanzamento::of(fasi)).unwrap_or_default();
        let avanzamenti = rows.schede.iter().map(of).collect();
        let voci = voci::read(material, rows);
        let mut partecipanti = vec![0; rows.schede.len()];
        for voce in voci.iter().filter(|v| v.nr == 1 && v.persona.is_some()) {
            if let Some(n) = rows.place(&voce.riga.id) {
                partecipanti[n] += 1;
            }
        }
        Self { material, rows, avanzamenti, voci, partecipanti }
    }

    /// How many people work at a scheda.
    pub fn partecipanti(&self, s: &SchedaRow) -> usize {
        self.rows.place(&s.id).map_or(0, |n| self.partecipanti[n])
    }

    /// What the due phases of a scheda come to.
    pub fn avanzamento(&self, s: &SchedaRow) -> Avanzamento {
        self.rows.place(&s.id).map(|n| self.avanzamenti[n]).unwrap_or_default()
    }

    /// The number of a scheda, from one, in the order of the sheet Obiettivi.
    pub fn nr(&self, id: Option<&str>) -> Value {
        let place = id.and_then(|id| self.rows.place(id)).and_then(|n| i64::try_from(n + 1).ok());
        place.map_or(Value::Blank, Value::Count)
    }

    /// The link of the cells with an address, where the workbooks can be reached.
    pub fn source(&self) -> Option<Link> {
        self.material.sorgenti.clone().map(Link::Source)
    }

    /// The columns that say which scheda a row is of: its number, its name and its direzione.
    pub fn whose<R>(&'a self, foglio: &mut Foglio<'a, R>, id: fn(&R) -> &str) {
        foglio.col("#Nr", move |r| self.nr(Some(id(r)))).link(Link::Row("Obiettivi"));
        foglio.col("Obiettivo", move |r| {
            let scheda = self.rows.scheda(id(r));
            Value::Text(scheda.map_or_else(|| id(r).to_owned(), |s| s.nome().to_owned()))
        });
        foglio.col("Direzione", move |r| text(self.rows.scheda(id(r)).and_then(|s| s.direzione.as_deref())));
    }
}

impl Avanzamento {
    fn of(due: &[&FaseRow]) -> Self {
        let mean = |value: &dyn Fn(&FaseRow) -> Option<f64>| {
            let sum: f64 = due.iter().filter_map(|f| value(f)).sum();
            Some(scoring::half_up(sum / due.len() as f64))
        };
        Self { dovute: due.len(), target: mean(&|f| f.target), raggiunto: mean(&|f| f.raggiunto) }
    }
}

/// A number with as many decimals as a result has.
pub(super) fn points(value: Option<f64>) -> Value {
    value.map_or(Value::Blank, |value| Value::Number { value, decimals: 2 })
}

/// The same where formulas add it up: nothing is 0.
pub(super) fn sum(value: Option<f64>) -> Value {
    points(Some(value.unwrap_or(0.0)))
}

/// A number as it was read.
pub(super) fn typed(value: Option<f64>) -> Value {
    let decimals = |value: f64| if value.fract() == 0.0 { 0 } else { 2 };
    value.map_or(Value::Blank, |value| Value::Number { value, decimals: decimals(value) })
}

/// A place or a count, from one.
pub(super) fn ordinal(place: usize) -> Value {
    crate::report::wording::count(place + 1)
}

/// The states of what an errore can still change.
pub(super) fn stati() -> [(String, Tone); 2] {
    [true, false].map(|p| match esito(p) {
        Value::Status(text, tone) => (text, tone),
        other => (other.to_string(), Tone::Neutral),
    })
}
