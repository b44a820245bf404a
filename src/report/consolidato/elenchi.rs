//! What is listed as it is: resources and segnalazioni.

use std::collections::BTreeMap;

use super::dati::Dati;
use crate::report::live::{Foglio, Link, Live};
use crate::report::model::{Tone, Value};
use crate::report::parts;
use crate::report::rows::{RisorsaRow, SchedaRow, SegnalazioneRow};
use crate::report::testi::testo;
use crate::report::wording::{self, text};

/// One row a resource.
pub(super) fn risorse(dati: &Dati) -> Live {
    let mut f = Foglio::new(&dati.rows.risorse);
    dati.whose(&mut f, |r| &r.id);
    for (n, title) in ["Tipologia", "Descrizione", "#Costo"].into_iter().enumerate() {
        f.col(title, move |r: &RisorsaRow| parts::risorsa_cells(r).swap_remove(n));
    }
    f.col("@Cella", |r| text(r.cella.as_deref())).link(dati.source());
    f.live("Risorse", 2, testo!("foglio-risorse"), testo!("foglio-risorse.vuota"), |r| {
        (dati.rows.scheda(&r.id).map(|s| s.cella(r.cella.as_deref())), false)
    })
}

/// A row of another sheet: the table, its place there and what it is of.
type Riga = (&'static str, usize, &'static str);

/// The same by the number of the row in the office's sheet, where only one thing stands on it: for the cells of which
/// no figure is made.
fn per_numero<'a>(righe: &BTreeMap<(&'a str, &'a str), Riga>) -> BTreeMap<(&'a str, &'a str), Option<Riga>> {
    let mut found: BTreeMap<(&str, &str), Option<Riga>> = BTreeMap::new();
    for ((id, cella), riga) in righe {
        let same = found.entry((id, numero(cella))).or_insert(Some(*riga));
        *same = same.filter(|known| known == riga);
    }
    found
}

/// The number of the row of a cell.
fn numero(cella: &str) -> &str {
    cella.trim_start_matches(|c: char| c.is_ascii_alphabetic())
}

/// The rows of the other sheets by scheda and cell.
fn righe<'a>(dati: &Dati<'a>) -> BTreeMap<(&'a str, &'a str), Riga> {
    let rows = dati.rows;
    let mut of_label = BTreeMap::new();
    let mut found = BTreeMap::new();
    for (n, fase) in rows.fasi.iter().enumerate() {
        let own = ("Fasi", n, "fase");
        let months = fase.celle_mesi.iter().flatten();
        for cella in fase.cella.iter().chain(&fase.cella_testo).chain(months) {
            found.entry((fase.id.as_str(), cella.as_str())).or_insert(own);
        }
        of_label.extend(fase.cella.as_deref().map(|cella| ((fase.id.as_str(), cella), own)));
    }
    for (n, indicatore) in rows.indicatori.iter().enumerate() {
        let own = ("Indicatori", n, "indicatore");
        of_label.extend(indicatore.cella.as_deref().map(|cella| ((indicatore.id.as_str(), cella), own)));
    }
    for (n, quota) in rows.partecipazioni.iter().enumerate() {
        let label = quota.cella.as_deref().map(|cella| (quota.id.as_str(), cella));
        if let Some(label) = label {
            // The parts of a collective entry stand below it.
            of_label.entry(label).or_insert(("Partecipazioni", n, "partecipazione"));
        }
    }
    for (id, of_scheda) in &rows.celle {
        for (label, of_row) in of_scheda {
            let Some(own) = of_label.get(&(id.as_str(), label.as_str())) else { continue };
            for cella in of_row.values() {
                found.entry((id.as_str(), cella.as_str())).or_insert(*own);
            }
        }
    }
    for (key, own) in of_label {
        found.entry(key).or_insert(own);
    }
    for (n, risorsa) in rows.risorse.iter().enumerate() {
        if let Some(cella) = risorsa.cella.as_deref() {
            found.entry((risorsa.id.as_str(), cella)).or_insert(("Risorse", n, "risorsa"));
        }
    }
    found
}

/// One row a segnalazione, the gravest first.
pub(super) fn segnalazioni(dati: &Dati) -> Live {
    let mut sorted: Vec<&SegnalazioneRow> = dati.rows.segnalazioni.iter().collect();
    sorted.sort_by_key(|s| match s.gravita.as_str() {
        "errore" => 0,
        "avviso" => 1,
        _ => 2,
    });
    let capital = |said: Option<&str>| text(said.map(parts::capital).as_deref());
    let righe = righe(dati);
    let by_number = per_numero(&righe);
    let place = |s: &SegnalazioneRow| {
        let (id, cella) = (s.id.as_deref()?, s.cella.as_deref()?);
        righe.get(&(id, cella)).or_else(|| by_number.get(&(id, numero(cella)))?.as_ref()).copied()
    };
    let links = sorted.iter().map(|s| place(s).map(|(table, n, _)| (table, n + 1))).collect();
    let mut f = Foglio::new(&sorted);
    f.col("@Gravità", |s| wording::gravita(&s.gravita))
        .states(&[("errore".to_owned(), Tone::Bad), ("avviso".to_owned(), Tone::Warning)]);
    f.col("@Codice", |s| Value::Text(s.codice.clone()));
    f.col("#Nr", |s| dati.nr(s.id.as_deref())).link(Link::Row("Obiettivi"));
    f.col("Obiettivo", |s| text(s.id.as_deref().and_then(|id| dati.rows.scheda(id)).map(SchedaRow::nome)));
    f.col("@Riga", |s| text(place(s).map(|(.., what)| what))).link(Link::Rows(links));
    f.col("File", |s| text(s.file.as_deref()));
    f.col("Foglio", |s| text(s.foglio.as_deref()));
    f.col("@Cella", |s| text(s.cella.as_deref())).link(dati.source());
    f.col("Che cosa", move |s| capital(s.messaggio.as_deref()));
    f.col("Che cosa fare", move |s| capital(s.rimedio.as_deref()));
    f.live("Segnalazioni", 2, testo!("foglio-segnalazioni"), testo!("foglio-segnalazioni.vuota"), |s| {
        (s.luogo(), false)
    })
}
