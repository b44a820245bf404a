//! One row a scheda: its two sides, its punteggio, and where it stands.

use super::dati::{Dati, points, stati, typed};
use super::formule;
use crate::config::{PesiStrutture, Regole, RisultatoPersona};
use crate::report::live::{Foglio, Live};
use crate::report::model::{Tone, Value};
use crate::report::parts;
use crate::report::rows::SchedaRow;
use crate::report::testi::testo;
use crate::report::wording::{self, count, esito, score, text, text_or};

/// Whether what a scheda weighs counts in any figure.
fn weighs(regole: &Regole) -> bool {
    regole.strutture.pesi == PesiStrutture::Peso || regole.persone.risultato == RisultatoPersona::PesataObiettivo
}

pub(super) fn foglio(dati: &Dati) -> Live {
    let (material, regole) = (dati.material, dati.material.calcolo);
    let mut f = Foglio::new(&dati.rows.schede);
    f.col("#Nr", |s| dati.nr(Some(&s.id)));
    f.col("Obiettivo", |s: &SchedaRow| Value::Text(s.nome().to_owned()));
    f.col("Direzione", |s| text_or(s.direzione.as_deref(), "non indicata"));
    sides(&mut f, regole);
    f.col("#Validato", |s| points(s.validato)).input(0.0, 100.0);
    f.col("#Punteggio", |s| score(s.punteggio, "non valutabile")).formula(formule::obiettivi::punteggio()).bar();
    f.col("@Giudizio", |s| wording::giudizio(s.giudizio.as_deref(), material.classi))
        .formula(formule::obiettivi::classe("[@Punteggio]"))
        .states(&parts::parts_of(material));
    f.col("@Stato", |s| esito(s.provvisorio)).formula(STATO).states(&stati());
    f.col("@Conteggiata", |s| Value::Text(if s.conta { "sì" } else { "no" }.to_owned()))
        .states(&[("no".to_owned(), Tone::Bad)]);
    advance(&mut f, dati);
    weights(&mut f, dati);
    for (title, of) in [
        ("Sezione", (|s| text_or(s.sezione.as_deref(), "non indicata")) as fn(&SchedaRow) -> Value),
        ("Assessore", |s| text_or(s.assessore.as_deref(), "non indicato")),
        ("Dirigente", |s| text_or(s.dirigente.as_deref(), "non indicato")),
        ("Responsabile", |s| text_or(s.responsabile.as_deref(), "non indicato")),
        ("Missione", |s| text(s.missione.as_deref())),
        ("Programma", |s| text(s.programma.as_deref())),
        ("Obiettivo strategico", |s| text(s.obiettivo_strategico.as_deref())),
        ("Obiettivo operativo", |s| text(s.obiettivo_operativo.as_deref())),
        ("Progetto", |s| text(s.progetto.as_deref())),
        ("Orizzonte", |s| text(s.orizzonte.as_deref())),
        ("#Personale", |s| typed(s.n_personale)),
        ("File", |s| Value::Text(s.file.clone())),
    ] {
        f.col(title, of);
    }
    f.col("Foglio", |s| Value::Text(s.foglio.clone())).link(dati.source());
    f.live("Obiettivi", 2, testo!("foglio-obiettivi"), testo!("foglio-obiettivi.vuota"), |s| (Some(s.luogo()), false))
}

const STATO: &str =
    "IF(COUNTIFS(Segnalazioni[Nr],[@Nr],Segnalazioni[Gravità],\"errore\")>0,\"provvisorio\",\"definitivo\")";

/// The two sides of the punteggio, and what they make.
fn sides(f: &mut Foglio<'_, SchedaRow>, regole: &Regole) {
    if formule::obiettivi::has_side_of_fasi(regole) {
        f.col("#Rispetto fasi", |s| score(s.rispetto_fasi, "nessuna")).formula(formule::fasi::rispetto(
            &regole.fasi,
            "Fasi",
            "Nr",
        ));
    }
    f.col("#Indicatori", |s| score(s.indicatori, "nessuno")).formula(formule::indicatori::media(&regole.indicatori));
    f.col("#Misurato", |s| score(s.misurato, "non valutabile")).formula(formule::obiettivi::misurato(regole));
}

/// What the due phases come to.
fn advance<'a>(f: &mut Foglio<'a, SchedaRow>, dati: &'a Dati) {
    let due = |column: &str| {
        let sum = format!("SUMIFS(Fasi[{column}],Fasi[Nr],[@Nr],Fasi[Grado],\">=0\")/[@Fasi dovute]");
        format!("IF([@Fasi dovute]=0,\"\",{})", formule::round(&sum))
    };
    f.col("#Fasi dovute", |s| count(dati.avanzamento(s).dovute))
        .formula("COUNTIFS(Fasi[Nr],[@Nr],Fasi[Grado],\">=0\")");
    f.col("#Target medio", |s| points(dati.avanzamento(s).target)).formula(due("Target"));
    f.col("#Raggiunto medio", |s| points(dati.avanzamento(s).raggiunto)).formula(due("Raggiunto"));
}

/// What it weighs and what it is worth, where that counts.
fn weights<'a>(f: &mut Foglio<'a, SchedaRow>, dati: &'a Dati) {
    let regole = dati.material.calcolo;
    if weighs(regole) {
        f.col("#Peso", |s| typed(s.peso));
        f.col("#Peso utile", |s| typed(Some(s.peso.unwrap_or(1.0)))).formula("IF(ISNUMBER([@Peso]),[@Peso],1)");
    }
    if regole.strutture.pesi == PesiStrutture::Partecipanti {
        f.col("#Partecipanti", |s| count(dati.partecipanti(s))).formula(formule::strutture::PARTECIPANTI);
    }
    if regole.persone.risultato == RisultatoPersona::QuotaBudget {
        f.col("#Importo", |s| s.importo.map_or(Value::Blank, Value::Euro));
        f.col("#Importo utile", |s| Value::Euro(s.importo.unwrap_or(regole.persone.importo)))
            .formula("IF(ISNUMBER([@Importo]),[@Importo],importo_base)");
    }
}
