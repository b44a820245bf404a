//! One row a phase: months, target and gap as written, then what they make.

use super::dati::{Dati, ordinal, points, sum, typed};
use super::formule;
use crate::config::{PesiFasi, RaggiuntoFase};
use crate::report::live::{Foglio, Link, Live};
use crate::report::model::{Tone, Value};
use crate::report::parts;
use crate::report::rows::{FaseRow, SchedaRow};
use crate::report::testi::testo;
use crate::report::wording::{self, percent, text, text_or};

/// The months as the sheet heads them.
const MESI: [&str; 12] = ["Gen", "Feb", "Mar", "Apr", "Mag", "Giu", "Lug", "Ago", "Set", "Ott", "Nov", "Dic"];

pub(super) fn foglio(dati: &Dati) -> Live {
    let (material, regole) = (dati.material, &dati.material.calcolo.fasi);
    let ultimo = usize::try_from(material.scadenza_data.month() - 1).ok().and_then(|n| MESI.get(n)).unwrap_or(&"Dic");
    let places: Vec<(usize, &FaseRow)> = dati.rows.fasi.iter().enumerate().collect();
    let mut f = Foglio::new(&places);
    dati.whose(&mut f, |(_, fase)| &fase.id);
    if formule::persone::limits(material.calcolo) {
        f.col("#Nr fase", |(n, _)| ordinal(*n));
    }
    f.col("@Fase", |(_, f)| Value::Text(f.fase.clone()));
    f.col("Descrizione", |(_, f)| text_or(f.testo.as_deref(), "senza descrizione"));
    f.col("@Uso", |(_, f)| Value::Text(uso(dati, f).to_owned()));
    f.col("#Precedenti", |(_, f)| percent(f.precedenti));
    for (n, mese) in MESI.into_iter().enumerate() {
        f.col(format!("#{mese}"), move |(_, f)| percent(f.mesi[n]));
    }
    f.col("#Target dichiarato", |(_, f)| percent(f.dichiarato));
    if regole.raggiunto == RaggiuntoFase::Colonna {
        f.col("#Raggiunto dichiarato", |(_, f)| percent(f.colonna));
    } else {
        f.col("#Gap", |(_, f)| gap(f)).states(&[("illeggibile".to_owned(), Tone::Bad)]);
    }
    f.col("#Target", |(_, f)| percent(f.target)).formula(formule::fasi::target(regole, ultimo));
    f.col("#Raggiunto", |(_, f)| raggiunto(dati, f))
        .formula(formule::fasi::raggiunto(regole))
        .states(&[("mancante".to_owned(), Tone::Bad)]);
    f.col("#Grado", |(_, f)| parts::fase_grado(f)).formula(formule::fasi::grado(regole)).bar();
    if regole.pesi == PesiFasi::Peso {
        f.col("#Peso", |(_, f)| typed(f.peso_scritto));
    }
    if let Some(formula) = formule::fasi::peso(regole) {
        f.col("#Peso nella media", |(_, f)| typed(Some(peso(regole.pesi, f)))).formula(formula);
        f.col("#Grado per peso", |(_, f)| sum(f.grado.map(|grado| grado * peso(regole.pesi, f))))
            .formula(formule::fasi::GRADO_PER_PESO);
    }
    f.col("@Cella", |(_, f)| text(at(f))).link(dati.source());
    let data = wording::data(material.scadenza_data);
    f.live("Fasi", 2, testo!("foglio-fasi", data = data), testo!("foglio-fasi.vuota"), |(_, f)| {
        (dati.rows.scheda(&f.id).map(|s| s.cella(at(f))), false)
    })
}

/// Where it was read.
fn at(f: &FaseRow) -> Option<&str> {
    f.cella.as_deref().or(f.cella_testo.as_deref())
}

/// What a phase weighs, where phases do not all weigh the same; 0 where it is not due.
fn peso(pesi: PesiFasi, f: &FaseRow) -> f64 {
    let peso = match pesi {
        PesiFasi::Uguali => Some(1.0),
        PesiFasi::Target => f.target,
        PesiFasi::Peso => Some(f.peso_scritto.unwrap_or(1.0)),
    };
    peso.filter(|_| f.grado.is_some()).unwrap_or(0.0)
}

fn gap(f: &FaseRow) -> Value {
    if f.gap_illeggibile { Value::Status("illeggibile".to_owned(), Tone::Bad) } else { percent(f.gap) }
}

fn uso(dati: &Dati, f: &FaseRow) -> &'static str {
    match () {
        () if f.annullata => "annullata",
        () if f.cella.is_none() => "senza cronoprogramma",
        () if dati.rows.scheda(&f.id).is_some_and(|s| !s.conta) => "versioni in conflitto",
        () => "da valutare",
    }
}

fn raggiunto(dati: &Dati, f: &FaseRow) -> Value {
    let uso = uso(dati, f);
    match f.grado {
        _ if uso != "da valutare" => Value::Status(uso.to_owned(), Tone::Neutral),
        None => Value::Status("non dovuta".to_owned(), Tone::Neutral),
        Some(_) => f.raggiunto.map_or_else(|| Value::Status("mancante".to_owned(), Tone::Bad), |r| percent(Some(r))),
    }
}

/// The phases that notes name, one row a phase and the name that it counts for.
pub(super) fn indicate(dati: &Dati) -> Live {
    let (material, regole) = (dati.material, &dati.material.calcolo.fasi);
    let frame = crate::scoring::fasi_indicate(material.dataset, material.punteggi_fasi)
        .expect("the frames have the columns of the schema");
    // The frame of scores has the phases of the cronoprogramma alone.
    let scored: Vec<usize> = (0..dati.rows.fasi.len()).filter(|n| dati.rows.fasi[*n].cella.is_some()).collect();
    let column = |name: &str| frame.column(name).and_then(|c| c.u32()).expect("a column of places").iter();
    let place = |n: Option<u32>| n.and_then(|n| usize::try_from(n).ok());
    let pairs: Vec<(usize, usize)> = column("riga")
        .zip(column("posto"))
        .filter_map(|(riga, posto)| Some((place(riga)?, *scored.get(place(posto)?)?)))
        .filter(|(riga, _)| dati.voci.get(*riga).is_some_and(|voce| voce.persona.is_some()))
        .collect();
    let fase = |pair: &(usize, usize)| &dati.rows.fasi[pair.1];
    let mut f = Foglio::new(&pairs);
    f.col("#Nr voce", |p| ordinal(p.0));
    f.col("Persona", |p| Value::Text(dati.rows.partecipazioni[p.0].persona.clone()));
    f.col("#Nr", |p| dati.nr(Some(&fase(p).id))).link(Link::Row("Obiettivi"));
    f.col("Obiettivo", |p| text(dati.rows.scheda(&fase(p).id).map(SchedaRow::nome)));
    f.col("#Nr fase", |p| ordinal(p.1)).link(Link::Row("Fasi"));
    f.col("@Fase", |p| Value::Text(fase(p).fase.clone()));
    f.col("#Grado", |p| parts::fase_grado(fase(p))).formula(formule::lookup("Fasi", "Nr fase", "Grado"));
    if formule::fasi::peso(regole).is_some() {
        f.col("#Peso nella media", |p| typed(Some(peso(regole.pesi, fase(p))))).formula(formule::lookup(
            "Fasi",
            "Nr fase",
            "Peso nella media",
        ));
        f.col("#Grado per peso", |p| points(Some(fase(p).grado.map_or(0.0, |g| g * peso(regole.pesi, fase(p))))))
            .formula(formule::fasi::GRADO_PER_PESO);
    }
    f.live("FasiIndicate", 2, testo!("foglio-fasi-indicate"), testo!("foglio-fasi-indicate.vuota"), |_| (None, false))
}
