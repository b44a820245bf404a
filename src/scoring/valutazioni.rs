//! What people are judged by, and the premio that it gives. Off by default. Source: regole-di-calcolo, issue on premio.
//!
//! | figure | from | rounded |
//! |---|---|---|
//! | base | Σ(peso · componente) / Σ peso; the obiettivi are one of them | yes |
//! | valutazione | base · (100 − Σ quota of the conditions not met) / 100 | yes |
//! | premio, before conditions | valutazione, by `premio.tipo`; the place in the ranking of the role | yes |
//! | maggiorazione | the best of the role, up to a quota | |
//! | premio | (premio + maggiorazione) · (100 − Σ quota) / 100 | yes |
//! | importo | importo_intero · premio / 100 (rounded), or fondo · premio / Σ premio (cut to the cent) | |
//!
//! Whoever lacks a component, or the value of a condition on the valutazione, has none; whoever lacks that of a condition
//! on the premio has no premio: a blank is never a zero.

use std::collections::{BTreeMap, BTreeSet};

use polars_core::prelude::{Column, DataFrame, PolarsResult};

use super::round::half_up;
use super::strutture::appartenenze;
use crate::config::{Condizione, Fascia, OBIETTIVI, Premio, Regole, Ruolo, TipoPremio, Toglie};
use crate::dataset::Dataset;
use crate::dataset::identita::{chiave, e_collettiva};
use crate::scheda::text::normalise;

/// What two values may differ by and still be the same.
const EPSILON: f64 = 1e-9;

/// Who is judged in a role, with what is known from the schede.
struct Giudicato {
    nome: String,
    obiettivi: Option<f64>,
    provvisorio: bool,
}

/// The same with what comes of it.
struct Valutato {
    ruolo: Ruolo,
    di: Giudicato,
    base: Option<f64>,
    non_rispettate: Vec<String>,
    manca: Vec<String>,
    valutazione: Option<f64>,
    /// What conditions take from the premio, in points of percent; absent where one of them has no value.
    tolto: Option<f64>,
    posizione: Option<i64>,
    punti: Option<f64>,
    maggiorazione: Option<f64>,
    premio: Option<f64>,
    importo: Option<f64>,
}

/// One row a person and role, by role and name; [`crate::dataset::schema::VALUTAZIONI`]. Empty where nobody is judged.
pub(super) fn score(
    dataset: &Dataset,
    persone: &DataFrame,
    strutture: &DataFrame,
    obiettivi: &DataFrame,
    regole: &Regole,
) -> PolarsResult<DataFrame> {
    let mut all = Vec::new();
    if regole.judges() {
        let valori = Valori::read(&dataset.componenti)?;
        for ruolo in [Ruolo::Persone, Ruolo::Responsabili, Ruolo::Dirigenti] {
            if regole.premio.ruoli.contains(&ruolo) {
                let people = match ruolo {
                    Ruolo::Persone => of_persone(persone)?,
                    _ => of_role(dataset, strutture, obiettivi, regole, ruolo)?,
                };
                let mut role: Vec<Valutato> = people.into_iter().map(|di| valuta(ruolo, di, &valori, regole)).collect();
                premia(&mut role, ruolo, regole);
                all.extend(role);
            }
        }
    }
    frame(&all)
}

fn of_persone(persone: &DataFrame) -> PolarsResult<Vec<Giudicato>> {
    let (names, results) = (persone.column("persona")?.str()?, persone.column("risultato")?.f64()?);
    let flags = persone.column("provvisorio")?.bool()?;
    let each = names.iter().zip(results.iter()).zip(flags.iter());
    Ok(each
        .map(|((nome, obiettivi), provvisorio)| Giudicato {
            nome: nome.unwrap_or_default().to_owned(),
            obiettivi,
            provvisorio: provvisorio.unwrap_or(false),
        })
        .collect())
}

/// Who holds a role; a role that stands for all who hold it is nobody.
fn of_role(
    dataset: &Dataset,
    strutture: &DataFrame,
    obiettivi: &DataFrame,
    regole: &Regole,
    ruolo: Ruolo,
) -> PolarsResult<Vec<Giudicato>> {
    let (ids, flags) = (obiettivi.column("id")?.str()?, obiettivi.column("provvisorio")?.bool()?);
    let provisional: BTreeSet<&str> =
        ids.iter().zip(flags.iter()).filter(|(_, flag)| *flag == Some(true)).filter_map(|(id, _)| id).collect();
    // The name of the body is no matter here.
    let links = appartenenze(dataset, regole, "")?;
    let (levels, of, schede) =
        (links.column("livello")?.str()?, links.column("nome")?.str()?, links.column("id")?.str()?);
    let mut doubtful: BTreeSet<&str> = BTreeSet::new();
    for ((level, nome), id) in levels.iter().zip(of.iter()).zip(schede.iter()) {
        if level == Some(ruolo.as_str()) && id.is_some_and(|id| provisional.contains(id)) {
            doubtful.extend(nome);
        }
    }
    let (levels, names) = (strutture.column("livello")?.str()?, strutture.column("nome")?.str()?);
    let each = levels.iter().zip(names.iter()).zip(strutture.column("punteggio")?.f64()?.iter());
    Ok(each
        .filter(|((level, _), _)| *level == Some(ruolo.as_str()))
        .filter_map(|((_, nome), obiettivi)| nome.map(|nome| (nome, obiettivi)))
        .filter(|(nome, _)| !e_collettiva(nome))
        .map(|(nome, obiettivi)| Giudicato { nome: nome.to_owned(), obiettivi, provvisorio: doubtful.contains(nome) })
        .collect())
}

/// The values of `componenti.csv`, by person and by component.
#[derive(Clone, Debug)]
pub struct Valori(BTreeMap<(String, String), f64>);

impl Valori {
    /// Reads [`crate::dataset::schema::COMPONENTI`].
    ///
    /// # Errors
    /// Only if a column is absent, which the schema rules out.
    pub fn read(frame: &DataFrame) -> PolarsResult<Self> {
        let (people, names) = (frame.column("persona")?.str()?, frame.column("componente")?.str()?);
        let values = frame.column("valore")?.f64()?;
        let mut found = BTreeMap::new();
        for ((persona, nome), value) in people.iter().zip(names.iter()).zip(values.iter()) {
            if let (Some(nome), Some(value)) = (nome, value) {
                found.insert((persona.map(chiave).unwrap_or_default(), normalise(nome)), value);
            }
        }
        Ok(Self(found))
    }

    /// A person's own value, or that of whoever has none.
    #[must_use]
    pub fn find(&self, persona: &str, nome: &str) -> Option<f64> {
        let nome = normalise(nome);
        let own = self.0.get(&(chiave(persona), nome.clone()));
        own.or_else(|| self.0.get(&(String::new(), nome))).copied()
    }
}

fn valuta(ruolo: Ruolo, di: Giudicato, valori: &Valori, regole: &Regole) -> Valutato {
    let (mut manca, mut sum, mut total) = (Vec::new(), 0.0, 0.0);
    for componente in regole.componenti.iter().filter(|componente| componente.peso > 0.0) {
        let value = if normalise(&componente.nome) == OBIETTIVI {
            di.obiettivi
        } else {
            // What is no part of 100 is refused where the table is read; here it counts as what it is, unusable.
            valori.find(&di.nome, &componente.nome).filter(|value| (0.0..=100.0).contains(value))
        };
        match value {
            Some(value) => sum += componente.peso * value,
            None => manca.push(componente.nome.clone()),
        }
        total += componente.peso;
    }
    let base = (manca.is_empty() && total > 0.0).then(|| half_up(sum / total));
    // A condition without a value leaves open what it is a part of.
    let (mut non_rispettate, mut from_valutazione, mut tolto) = (Vec::new(), Some(0.0), Some(0.0));
    let bound = |condizione: &&Condizione| condizione.ruoli.contains(&ruolo);
    for condizione in regole.condizioni.iter().filter(bound) {
        let taken: &mut Option<f64> = match condizione.toglie {
            Toglie::Valutazione => &mut from_valutazione,
            Toglie::Premio => &mut tolto,
        };
        match valori.find(&di.nome, &condizione.nome) {
            None => {
                manca.push(condizione.nome.clone());
                *taken = None;
            }
            Some(value) if condizione.is_met(value) => {}
            Some(_) => {
                non_rispettate.push(condizione.nome.clone());
                *taken = taken.map(|taken| taken + condizione.quota);
            }
        }
    }
    let valutazione = base.zip(from_valutazione).map(|(base, taken)| less(base, taken));
    Valutato {
        ruolo,
        di,
        base,
        non_rispettate,
        manca,
        valutazione,
        tolto,
        posizione: None,
        punti: None,
        maggiorazione: None,
        premio: None,
        importo: None,
    }
}

/// What is left of a value when so many points of percent are taken from it.
fn less(value: f64, percent: f64) -> f64 {
    half_up(value * (100.0 - percent).max(0.0) / 100.0)
}

/// Places and premi of the people of one role.
fn premia(role: &mut [Valutato], ruolo: Ruolo, regole: &Regole) {
    let premio = &regole.premio;
    let values: Vec<f64> = role.iter().filter_map(|one| one.valutazione).collect();
    // Where others' valutazioni are not known, or may change, neither is a place among them.
    let unknown = |one: &Valutato| one.di.obiettivi.is_some() && (one.valutazione.is_none() || one.tolto.is_none());
    let open = role.iter().any(|one| one.di.provvisorio || unknown(one));
    for one in role.iter_mut() {
        one.di.provvisorio |= premio.ranks(ruolo) && open;
        let Some(valutazione) = one.valutazione else { continue };
        let better = values.iter().filter(|other| **other > valutazione + EPSILON).count();
        one.posizione = i64::try_from(better + 1).ok();
        // With those who tie, so that no share of the people is exceeded.
        let up_to_here = values.iter().filter(|other| **other >= valutazione - EPSILON).count();
        let Some(punti) = punti(premio, regole, valutazione, up_to_here, values.len()) else { continue };
        let best = premio.maggiorazione.punti > 0.0 && up_to_here <= places(premio.maggiorazione.quota, values.len());
        let more = if best { premio.maggiorazione.punti } else { 0.0 };
        one.maggiorazione = (premio.maggiorazione.punti > 0.0).then_some(more);
        let punti = half_up(punti);
        one.punti = Some(punti);
        one.premio = one.tolto.map(|tolto| less(punti + more, tolto));
    }
    let total: f64 = role.iter().filter_map(|one| one.premio).sum();
    let (whole, fondo) = (premio.importo_intero.of(ruolo), premio.fondo.of(ruolo));
    for one in role.iter_mut() {
        one.importo = one.premio.and_then(|punti| {
            if whole > 0.0 {
                Some(half_up(whole * punti / 100.0))
            } else if fondo > 0.0 {
                // Cut, not rounded: together they never exceed the fondo.
                Some(if total > 0.0 { (fondo * punti / total * 100.0 + 1e-7).floor() / 100.0 } else { 0.0 })
            } else {
                None
            }
        });
    }
}

/// The points of a valutazione; `up_to_here` is how many are as good or better, of `all`.
fn punti(premio: &Premio, regole: &Regole, valutazione: f64, up_to_here: usize, all: usize) -> Option<f64> {
    match premio.tipo {
        TipoPremio::Nessuno => None,
        TipoPremio::Proporzionale => Some(valutazione),
        TipoPremio::Fasce => band(&premio.fasce, valutazione),
        TipoPremio::Classi => {
            let class = regole.classi.iter().find(|classe| valutazione >= classe.da)?;
            premio.of_class(&class.nome)
        }
        TipoPremio::SogliaLineare if valutazione < premio.soglia => Some(0.0),
        TipoPremio::SogliaLineare => {
            let growth = (100.0 - premio.quota_minima) / (100.0 - premio.soglia);
            Some(premio.quota_minima + (valutazione - premio.soglia) * growth)
        }
        TipoPremio::Graduatoria => {
            let mut quota = 0.0;
            let fits = premio.graduatoria.iter().find(|part| {
                quota += part.quota;
                up_to_here <= places(quota, all)
            });
            // The last part takes whoever is left, also where shares of people are no whole people.
            fits.or(premio.graduatoria.last()).map(|part| part.punti)
        }
    }
}

/// How many people a share of them is at most.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count of people")]
fn places(quota: f64, all: usize) -> usize {
    let all = f64::from(u32::try_from(all).unwrap_or(u32::MAX));
    (all * quota / 100.0 + EPSILON).floor() as usize
}

fn band(fasce: &[Fascia], value: f64) -> Option<f64> {
    fasce.iter().find(|fascia| value >= fascia.da).map(|fascia| fascia.punti)
}

fn frame(rows: &[Valutato]) -> PolarsResult<DataFrame> {
    let number = |name: &str, of: &dyn Fn(&Valutato) -> Option<f64>| {
        Column::new(name.into(), rows.iter().map(of).collect::<Vec<Option<f64>>>())
    };
    let names = |name: &str, of: &dyn Fn(&Valutato) -> &Vec<String>| {
        let text = |row| Some(of(row)).filter(|list| !list.is_empty()).map(|list| list.join("; "));
        Column::new(name.into(), rows.iter().map(text).collect::<Vec<Option<String>>>())
    };
    DataFrame::new(
        rows.len(),
        vec![
            Column::new("ruolo".into(), rows.iter().map(|row| row.ruolo.as_str()).collect::<Vec<_>>()),
            Column::new("nome".into(), rows.iter().map(|row| row.di.nome.as_str()).collect::<Vec<_>>()),
            number("obiettivi", &|row| row.di.obiettivi),
            number("base", &|row| row.base),
            names("non_rispettate", &|row| &row.non_rispettate),
            names("manca", &|row| &row.manca),
            number("valutazione", &|row| row.valutazione),
            Column::new("posizione".into(), rows.iter().map(|row| row.posizione).collect::<Vec<Option<i64>>>()),
            number("punti", &|row| row.punti),
            number("maggiorazione", &|row| row.maggiorazione),
            number("premio", &|row| row.premio),
            number("importo", &|row| row.importo),
            Column::new("provvisorio".into(), rows.iter().map(|row| row.di.provvisorio).collect::<Vec<bool>>()),
        ],
    )
}
