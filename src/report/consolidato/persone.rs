//! People with their results, and their participations.

use super::dati::{Dati, ordinal, points, stati, sum, typed};
use super::formule::{self, persone as regola};
use super::voci::Voce;
use crate::config::RisultatoPersona;
use crate::report::live::{Foglio, Link, Live};
use crate::report::model::{Tone, Value};
use crate::report::rows::{PersonaRow, SchedaRow};
use crate::report::testi::testo;
use crate::report::wording::{count, esito, percent, score, text};

/// A person with the sums that the result is made of.
struct Persona<'a> {
    riga: &'a PersonaRow,
    quote: f64,
    prodotti: f64,
}

/// One row a person, numbered from one.
pub(super) fn persone(dati: &Dati) -> Live {
    let regole = dati.material.calcolo;
    let mut people: Vec<Persona> =
        dati.rows.persone.iter().map(|riga| Persona { riga, quote: 0.0, prodotti: 0.0 }).collect();
    for voce in &dati.voci {
        if let Some(persona) = voce.persona.map(|n| &mut people[n]) {
            persona.quote += voce.quota;
            persona.prodotti += voce.prodotto;
        }
    }
    let people: Vec<(usize, Persona)> = people.into_iter().enumerate().collect();
    let of = "Partecipazioni[Nr persona],[@Nr persona]";
    let total = |column: &str| format!("SUMIFS(Partecipazioni[{column}],{of})");
    let mut f = Foglio::new(&people);
    f.col("#Nr persona", |(n, _)| ordinal(*n));
    f.col("Persona", |(_, p)| Value::Text(p.riga.persona.clone()));
    f.col("@Categoria", |(_, p)| text(p.riga.categoria.as_deref()));
    f.col("#Obiettivi", |(_, p)| Value::Count(p.riga.n_obiettivi))
        .formula(format!("COUNTIFS({of},Partecipazioni[Voce],1)"));
    f.col("#Somma delle quote", |(_, p)| percent(Some(p.riga.somma_pct.unwrap_or(0.0)))).formula(total("Quota"));
    if !regola::by_obiettivo(regole) {
        f.col("#Quote valutate", |(_, p)| percent(Some(p.quote))).formula(total("Quota valutata"));
        f.col("#Somma dei prodotti", |(_, p)| sum(Some(p.prodotti))).formula(total("Quota per punteggio"));
    }
    f.col("#Risultato", |(_, p)| score(p.riga.risultato, "non valutabile")).formula(regola::risultato(regole)).bar();
    if regole.persone.risultato == RisultatoPersona::QuotaBudget {
        f.col("#Quota in euro", |(_, p)| p.riga.quota.map_or(Value::Blank, Value::Euro))
            .formula(formule::round(&total("Quota in euro")));
    }
    let provvisori = format!("COUNTIFS({of},Partecipazioni[Stato obiettivo],\"provvisorio\")");
    f.col("@Stato", |(_, p)| esito(p.riga.provvisorio))
        .formula(format!("IF({provvisori}>0,\"provvisorio\",\"definitivo\")"))
        .states(&stati());
    f.live("Persone", 2, testo!("foglio-persone"), testo!("foglio-persone.vuota"), |_| (None, false))
}

/// One row a name under PERSONALE.
pub(super) fn partecipazioni(dati: &Dati) -> Live {
    let voci: Vec<(usize, Voce)> = dati.voci.iter().copied().enumerate().collect();
    let mut f = Foglio::new(&voci);
    f.col("#Nr persona", |(_, v)| v.persona.map_or(Value::Blank, ordinal)).link(Link::Row("Persone"));
    f.col("Persona", |(_, v)| {
        Value::Text(if v.riga.collettiva { "(voce collettiva)".to_owned() } else { v.riga.persona.clone() })
    });
    f.col("Nominativo come scritto", |(_, v)| {
        Value::Text(v.riga.nominativo.clone().unwrap_or_else(|| v.riga.persona.clone()))
    });
    f.col("@Categoria", |(_, v)| text(v.riga.categoria.as_deref()));
    dati.whose(&mut f, |(_, v)| &v.riga.id);
    f.col("#Voce", |(_, v)| Value::Count(v.nr));
    f.col("#Quota", |(_, v)| {
        v.riga.pct.map_or_else(|| Value::Status("mancante".to_owned(), Tone::Bad), |pct| percent(Some(pct)))
    })
    .states(&[("mancante".to_owned(), Tone::Bad)]);
    if regola::splits(dati.material.calcolo) {
        f.col("Da voce collettiva", |(_, v)| text(v.riga.voce.as_deref()));
        f.col("#Quota scritta", |(_, v)| percent(Some(v.riga.pct.filter(|_| v.riga.voce.is_none()).unwrap_or(0.0))))
            .formula(regola::QUOTA_SCRITTA);
    }
    results(&mut f, dati);
    f.col("@Stato obiettivo", |(_, v)| esito(dati.rows.scheda(&v.riga.id).is_some_and(|s| s.provvisorio)))
        .formula(formule::of_obiettivo("Stato"))
        .states(&stati());
    f.col("Note", |(_, v)| text(v.riga.note.as_deref()));
    f.col("@Cella", |(_, v)| text(v.riga.cella.as_deref())).link(dati.source());
    f.live("Partecipazioni", 2, testo!("foglio-partecipazioni"), testo!("foglio-partecipazioni.vuota"), |(_, v)| {
        (dati.rows.scheda(&v.riga.id).map(|s| s.cella(v.riga.cella.as_deref())), false)
    })
}

/// The columns between a share and the results that it goes into, as the rules ask for them.
fn results<'a>(f: &mut Foglio<'a, (usize, Voce<'a>)>, dati: &'a Dati) {
    let regole = dati.material.calcolo;
    let scheda = |v: &Voce| dati.rows.scheda(&v.riga.id);
    if regola::limits(regole) {
        f.col("#Nr voce", |(n, _)| ordinal(*n));
        f.col("#Fasi indicate", |(_, v)| count(v.fasi_indicate)).formula("COUNTIFS(FasiIndicate[Nr voce],[@Nr voce])");
        f.col("#Rispetto fasi indicate", |(_, v)| score(v.rispetto_fasi, "nessuna")).formula(formule::fasi::rispetto(
            &regole.fasi,
            "FasiIndicate",
            "Nr voce",
        ));
        f.col("#Indicatori obiettivo", move |(_, v)| score(scheda(v).and_then(|s| s.indicatori), "nessuno"))
            .formula(formule::of_obiettivo("Indicatori"));
    }
    f.col("#Punteggio", |(_, v)| score(v.punteggio, "non valutabile")).formula(regola::punteggio(regole));
    f.col("#Quota valutata", |(_, v)| percent(Some(v.quota))).formula(regola::quota_valutata());
    f.col("#Quota per punteggio", |(_, v)| sum(Some(v.prodotto))).formula(regola::prodotto());
    if regola::by_obiettivo(regole) {
        f.col("#Quota nella scheda", |(_, v)| percent(Some(v.nella_scheda[0])))
            .formula(regola::nella_scheda("Quota valutata"));
        f.col("#Punteggio personale", |(_, v)| points(personale(v))).formula(regola::personale());
    }
    let peso = move |v: &Voce| personale(v).map(|_| scheda(v).and_then(|s: &SchedaRow| s.peso).unwrap_or(1.0));
    match regole.persone.risultato {
        RisultatoPersona::PesataObiettivo => {
            f.col("#Peso", move |(_, v)| typed(Some(peso(v).unwrap_or(0.0))))
                .formula(format!("IF(ISNUMBER([@Punteggio personale]),{},0)", formule::of_obiettivo("Peso utile")));
            f.col("#Punteggio per peso", move |(_, v)| sum(personale(v).zip(peso(v)).map(|(p, peso)| p * peso)))
                .formula("IF(ISNUMBER([@Punteggio personale]),[@Punteggio personale]*[@Peso],0)");
        }
        RisultatoPersona::QuotaBudget => {
            let base = regole.persone.importo;
            f.col("#Quota in euro", move |(_, v)| {
                let importo = scheda(v).and_then(|s| s.importo).unwrap_or(base);
                let euro = importo * v.prodotto / 100.0 / v.quote_scheda;
                Value::Euro(if v.quota > 0.0 { euro } else { 0.0 })
            })
            .formula(regola::importo(regole));
        }
        RisultatoPersona::MediaPesata | RisultatoPersona::MediaSemplice | RisultatoPersona::SommaConTetto => {}
    }
}

/// The punteggio of a person in a scheda, beside the first name.
fn personale(v: &Voce) -> Option<f64> {
    let [quota, prodotto] = v.nella_scheda;
    (quota > 0.0).then(|| prodotto / quota)
}
