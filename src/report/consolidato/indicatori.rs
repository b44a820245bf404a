//! One row an indicator: atteso and raggiunto as written and as read, then what they make.

use super::dati::{Dati, points, sum, typed};
use super::formule;
use crate::config::{PesiIndicatori, RispettoFasi};
use crate::report::live::{Foglio, Live};
use crate::report::model::{Tone, Value};
use crate::report::rows::IndicatoreRow;
use crate::report::testi::testo;
use crate::report::wording::{self, score, text, text_or};

pub(super) fn foglio(dati: &Dati) -> Live {
    let (material, regole) = (dati.material, &dati.material.calcolo.indicatori);
    let absent = |i: &IndicatoreRow| if uso(dati, i) == "non applicabile" { "escluso" } else { "non valutato" };
    let mut f = Foglio::new(&dati.rows.indicatori);
    dati.whose(&mut f, |i| &i.id);
    f.col("@Famiglia", |i: &IndicatoreRow| text(i.famiglia.as_deref().map(wording::famiglia).as_deref()));
    f.col("Indicatore", |i| text_or(i.nome.as_deref(), "senza nome"));
    f.col("Atteso", |i| text_or(i.atteso.as_deref(), "senza atteso"));
    f.col("@Comparatore", |i| text(i.comparatore.as_deref()));
    f.col("#Atteso valore", |i| typed(i.atteso_valore[0]));
    f.col("#Atteso denominatore", |i| typed(i.atteso_valore[1]));
    f.col("@Unità", |i| text(i.unita.as_deref()));
    f.col("@Polarità", |i| text(i.polarita.as_deref()));
    f.col("Raggiunto", |i| text(i.raggiunto.as_deref()));
    f.col("#Raggiunto valore", |i| typed(i.raggiunto_valore[0]));
    f.col("#Raggiunto denominatore", |i| typed(i.raggiunto_valore[1]));
    f.col("@Uso", |i| Value::Text(uso(dati, i).to_owned()));
    f.col("#Atteso utile", |i| points(i.atteso_utile)).formula(formule::indicatori::atteso(regole, material.finale));
    f.col("#Raggiunto utile", |i| points(quotient(i.raggiunto_valore))).formula(formule::indicatori::raggiunto());
    f.col("@Motivo", motivo).formula(formule::indicatori::motivo()).states(&[("mancante".to_owned(), Tone::Bad)]);
    f.col("#Rapporto", |i| i.rapporto.map_or(Value::Blank, |points| Value::Percent { points, exact: true }))
        .formula(formule::indicatori::rapporto(regole));
    f.col("#Misurato", move |i| score(i.misurato, absent(i))).formula(formule::indicatori::misurato(regole));
    f.col("#Validato", |i| points(i.validato)).input(0.0, 100.0);
    f.col("#Grado", move |i| score(i.grado, absent(i))).formula(formule::indicatori::GRADO).bar();
    if regole.pesi == PesiIndicatori::Peso {
        f.col("#Peso", |i| typed(i.peso_scritto));
    }
    if let Some(formula) = formule::indicatori::peso(regole) {
        f.col("#Peso nella media", |i| sum(i.peso)).formula(formula);
        f.col("#Grado per peso", |i| sum(i.grado.zip(i.peso).map(|(grado, peso)| grado * peso)))
            .formula(formule::fasi::GRADO_PER_PESO);
    }
    f.col("@Cella", |i| text(i.cella.as_deref())).link(dati.source());
    let data = wording::data(material.scadenza_data);
    f.live("Indicatori", 2, testo!("foglio-indicatori", data = data), testo!("foglio-indicatori.vuota"), |i| {
        (dati.rows.scheda(&i.id).map(|s| s.cella(i.cella.as_deref())), false)
    })
}

fn uso(dati: &Dati, i: &IndicatoreRow) -> &'static str {
    match dati.material.calcolo.indicatori.rispetto_fasi {
        RispettoFasi::Calcolato if i.rispetto_fasi => "ripete le fasi",
        RispettoFasi::Escluso if i.rispetto_fasi => "escluso dalle regole",
        _ if i.escluso => "non applicabile",
        _ if dati.rows.scheda(&i.id).is_some_and(|s| !s.conta) => "versioni in conflitto",
        _ => "da valutare",
    }
}

fn motivo(i: &IndicatoreRow) -> Value {
    match i.motivo.as_deref() {
        Some("mancante") => Value::Status("mancante".to_owned(), Tone::Bad),
        motivo => text(motivo),
    }
}

/// A ratio as one number.
fn quotient([value, denominator]: [Option<f64>; 2]) -> Option<f64> {
    match denominator {
        Some(denominator) if denominator > 0.0 => value.map(|value| value / denominator),
        _ => value,
    }
}
