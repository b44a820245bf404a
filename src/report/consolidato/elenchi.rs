//! What is listed as it is: resources and segnalazioni.

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

/// One row a segnalazione, the gravest first.
pub(super) fn segnalazioni(dati: &Dati) -> Live {
    let mut sorted: Vec<&SegnalazioneRow> = dati.rows.segnalazioni.iter().collect();
    sorted.sort_by_key(|s| match s.gravita.as_str() {
        "errore" => 0,
        "avviso" => 1,
        _ => 2,
    });
    let capital = |said: Option<&str>| text(said.map(parts::capital).as_deref());
    let mut f = Foglio::new(&sorted);
    f.col("@Gravità", |s| wording::gravita(&s.gravita))
        .states(&[("errore".to_owned(), Tone::Bad), ("avviso".to_owned(), Tone::Warning)]);
    f.col("@Codice", |s| Value::Text(s.codice.clone()));
    f.col("#Nr", |s| dati.nr(s.id.as_deref())).link(Link::Row("Obiettivi"));
    f.col("Obiettivo", |s| text(s.id.as_deref().and_then(|id| dati.rows.scheda(id)).map(SchedaRow::nome)));
    f.col("File", |s| text(s.file.as_deref()));
    f.col("Foglio", |s| text(s.foglio.as_deref()));
    f.col("@Cella", |s| text(s.cella.as_deref())).link(dati.source());
    f.col("Che cosa", move |s| capital(s.messaggio.as_deref()));
    f.col("Che cosa fare", move |s| capital(s.rimedio.as_deref()));
    f.live("Segnalazioni", 2, testo!("foglio-segnalazioni"), testo!("foglio-segnalazioni.vuota"), |s| {
        (s.luogo(), false)
    })
}
