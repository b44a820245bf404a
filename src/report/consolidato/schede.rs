//! The schede and what they are made of: obiettivi, fasi, indicatori.

use super::formule::{self, SOLO_VALORI};
use super::{points, si_no, stati, whose};
use crate::config::RispettoFasi;
use crate::report::Material;
use crate::report::live::{Link, Live};
use crate::report::model::{Row, Tone, Value};
use crate::report::parts;
use crate::report::rows::{FaseRow, IndicatoreRow, Rows, SchedaRow};
use crate::report::wording::{self, esito, percent, row, score, table, text, text_or};

/// The months as the sheet Fasi heads them.
const MESI: [&str; 12] =
    ["#Gen", "#Feb", "#Mar", "#Apr", "#Mag", "#Giu", "#Lug", "#Ago", "#Set", "#Ott", "#Nov", "#Dic"];

/// A caption, with a remark where some of the formulas are missing.
pub(super) fn caption(text: impl Into<String>, formulas: &[&Option<String>]) -> String {
    let text = text.into();
    if formulas.iter().all(|f| f.is_some()) { text } else { format!("{text}. {SOLO_VALORI}") }
}

/// The link of the cells with an address, where the workbooks can be reached.
pub(super) fn source(material: &Material) -> Option<Link> {
    material.sorgenti.clone().map(Link::Source)
}

/// What the due phases of a scheda had to reach and reached, in points; as many as are due.
pub(super) struct Avanzamento {
    /// How many phases are due.
    pub dovute: usize,
    /// Mean target, rounded.
    pub target: Option<f64>,
    /// Mean raggiunto, rounded; what is missing counts 0.
    pub raggiunto: Option<f64>,
}

impl Avanzamento {
    pub fn of(rows: &Rows, id: &str) -> Self {
        let due: Vec<&FaseRow> = rows.fasi.iter().filter(|f| f.id == id && f.grado.is_some()).collect();
        let mean = |value: &dyn Fn(&FaseRow) -> Option<f64>| {
            let sum: f64 = due.iter().filter_map(|f| value(f)).sum();
            (!due.is_empty()).then(|| crate::scoring::half_up(sum / due.len() as f64))
        };
        Self { dovute: due.len(), target: mean(&|f| f.target), raggiunto: mean(&|f| f.raggiunto) }
    }
}

/// One row a scheda, numbered from one.
pub(super) fn obiettivi(material: &Material, rows: &Rows) -> Live {
    let cells = rows.schede.iter().zip(1_i64..).map(|(s, nr)| row(Some(s.luogo()), scheda(material, rows, s, nr)));
    let columns = [
        "#Nr",
        "Obiettivo",
        "Direzione",
        "#Rispetto fasi",
        "#Indicatori",
        "#Validato",
        "#Punteggio",
        "@Giudizio",
        "@Stato",
        "#Fasi dovute",
        "#Target medio",
        "#Raggiunto medio",
        "Sezione",
        "Assessore",
        "Dirigente",
        "Responsabile",
        "Missione",
        "Programma",
        "Obiettivo strategico",
        "Obiettivo operativo",
        "Progetto",
        "Orizzonte",
        "#Personale",
        "@Conteggiata",
        "File",
        "Foglio",
    ];
    let regole = material.calcolo;
    let (fasi, indicatori) = (formule::rispetto_fasi(regole), formule::indicatori(regole));
    let title = caption("Obiettivi con punteggio e giudizio", &[&fasi, &indicatori]);
    let errori = "COUNTIFS(Segnalazioni[Nr],[@Nr],Segnalazioni[Gravità],\"errore\")";
    let due = |column: &str| {
        let sum = format!("SUMIFS(Fasi[{column}],Fasi[Nr],[@Nr],Fasi[Grado],\">=0\")/[@Fasi dovute]");
        format!("IF([@Fasi dovute]=0,\"\",{})", formule::round(&sum))
    };
    Live::new("Obiettivi", 2, table(title, &columns, cells.collect(), "Nessuna scheda."))
        .formula("Rispetto fasi", fasi)
        .formula("Indicatori", indicatori)
        .formula("Punteggio", formule::punteggio(regole))
        .formula("Giudizio", formule::classe("[@Punteggio]"))
        .formula("Stato", format!("IF({errori}>0,\"provvisorio\",\"definitivo\")"))
        .formula("Fasi dovute", "COUNTIFS(Fasi[Nr],[@Nr],Fasi[Grado],\">=0\")".to_owned())
        .formula("Target medio", due("Target"))
        .formula("Raggiunto medio", due("Raggiunto"))
        .states("Giudizio", &parts::parts_of(material))
        .states("Stato", &stati())
        .states("Conteggiata", &[("no".to_owned(), Tone::Bad)])
        .bars(&["Punteggio"])
        .link("Foglio", source(material))
}

fn scheda(material: &Material, rows: &Rows, s: &SchedaRow, nr: i64) -> Vec<Value> {
    let avanzamento = Avanzamento::of(rows, &s.id);
    vec![
        Value::Count(nr),
        Value::Text(s.nome().to_owned()),
        text_or(s.direzione.as_deref(), "non indicata"),
        score(s.rispetto_fasi, "nessuna"),
        score(s.indicatori, "nessuno"),
        points(s.validato),
        score(s.punteggio, "non valutabile"),
        wording::giudizio(s.giudizio.as_deref(), material.classi),
        esito(s.provvisorio),
        wording::count(avanzamento.dovute),
        points(avanzamento.target),
        points(avanzamento.raggiunto),
        text_or(s.sezione.as_deref(), "non indicata"),
        text_or(s.assessore.as_deref(), "non indicato"),
        text_or(s.dirigente.as_deref(), "non indicato"),
        text_or(s.responsabile.as_deref(), "non indicato"),
        text(s.missione.as_deref()),
        text(s.programma.as_deref()),
        text(s.obiettivo_strategico.as_deref()),
        text(s.obiettivo_operativo.as_deref()),
        text(s.progetto.as_deref()),
        text(s.orizzonte.as_deref()),
        s.n_personale.map_or(Value::Blank, |value| Value::Number { value, decimals: 0 }),
        si_no(s.conta),
        Value::Text(s.file.clone()),
        Value::Text(s.foglio.clone()),
    ]
}

/// One row a phase.
pub(super) fn fasi(material: &Material, rows: &Rows) -> Live {
    let regole = material.calcolo;
    let cells: Vec<Row> = rows.fasi.iter().map(|f| fase(rows, f)).collect();
    let mut columns = vec!["#Nr", "Obiettivo", "Direzione", "@Fase", "Descrizione", "@Uso", "#Precedenti"];
    columns.extend(MESI);
    columns.extend(["#Target dichiarato", "#Gap", "#Target", "#Raggiunto", "#Grado", "@Cella"]);
    let ultimo = usize::try_from(material.scadenza_data.month() - 1).map_or("Dic", |month| &MESI[month][1..]);
    let (target, raggiunto) = (formule::target(regole, ultimo), formule::raggiunto(regole));
    let grado = formule::grado_fase(regole);
    let title = format!("Fasi: previsione per mese, target e raggiunto al {}", wording::data(material.scadenza_data));
    let title = caption(title, &[&raggiunto, &grado]);
    Live::new("Fasi", 2, table(title, &columns, cells, "Nessuna fase."))
        .formula("Target", target)
        .formula("Raggiunto", raggiunto)
        .formula("Grado", grado)
        .states("Raggiunto", &[("mancante".to_owned(), Tone::Bad)])
        .bars(&["Grado"])
        .link("Nr", Some(Link::Row("Obiettivi".to_owned())))
        .link("Cella", source(material))
}

fn fase(rows: &Rows, f: &FaseRow) -> Row {
    let scheda = rows.scheda(&f.id);
    let uso = match () {
        () if f.annullata => "annullata",
        () if f.cella.is_none() => "senza cronoprogramma",
        () if scheda.is_some_and(|s| !s.conta) => "versioni in conflitto",
        () => "da valutare",
    };
    let raggiunto = match f.grado {
        _ if uso != "da valutare" => Value::Status(uso.to_owned(), Tone::Neutral),
        None => Value::Status("non dovuta".to_owned(), Tone::Neutral),
        Some(_) => f.raggiunto.map_or_else(|| Value::Status("mancante".to_owned(), Tone::Bad), |r| percent(Some(r))),
    };
    let mut cells = Vec::from(whose(rows, &f.id));
    cells.push(Value::Text(f.fase.clone()));
    cells.push(text_or(f.testo.as_deref(), "senza descrizione"));
    cells.push(Value::Text(uso.to_owned()));
    cells.push(percent(f.precedenti));
    cells.extend(f.mesi.iter().map(|m| percent(*m)));
    cells.extend([percent(f.dichiarato), percent(f.gap), percent(f.target), raggiunto, parts::fase_grado(f)]);
    let at = f.cella.as_deref().or(f.cella_testo.as_deref());
    cells.push(text(at));
    row(scheda.map(|s| s.cella(at)), cells)
}

/// One row an indicator.
pub(super) fn indicatori(material: &Material, rows: &Rows) -> Live {
    let (regole, finale) = (material.calcolo, material.finale);
    let cells: Vec<Row> = rows.indicatori.iter().map(|i| indicatore(material, rows, i)).collect();
    let columns = [
        "#Nr",
        "Obiettivo",
        "Direzione",
        "@Famiglia",
        "Indicatore",
        "Atteso",
        "@Comparatore",
        "#Atteso valore",
        "#Atteso denominatore",
        "@Unità",
        "@Polarità",
        "Raggiunto",
        "#Raggiunto valore",
        "#Raggiunto denominatore",
        "@Uso",
        "#Atteso utile",
        "#Raggiunto utile",
        "@Motivo",
        "#Rapporto",
        "#Validato",
        "#Grado",
        "@Cella",
    ];
    let (atteso, motivo) = (formule::atteso(regole, finale), formule::motivo(regole, finale));
    let (rapporto, grado) = (formule::rapporto(regole, finale), formule::grado_indicatore(regole, finale));
    let title = format!("Indicatori: atteso e raggiunto al {}", wording::data(material.scadenza_data));
    let title = caption(title, &[&atteso, &motivo, &rapporto, &grado]);
    Live::new("Indicatori", 2, table(title, &columns, cells, "Nessun indicatore."))
        .formula("Atteso utile", atteso)
        .formula("Raggiunto utile", formule::raggiunto_indicatore())
        .formula("Motivo", motivo)
        .formula("Rapporto", rapporto)
        .formula("Grado", grado)
        .states("Motivo", &[("mancante".to_owned(), Tone::Bad)])
        .bars(&["Grado"])
        .link("Nr", Some(Link::Row("Obiettivi".to_owned())))
        .link("Cella", source(material))
}

fn indicatore(material: &Material, rows: &Rows, i: &IndicatoreRow) -> Row {
    let scheda = rows.scheda(&i.id);
    let uso = match material.calcolo.indicatori.rispetto_fasi {
        RispettoFasi::Calcolato if i.rispetto_fasi => "ripete le fasi",
        RispettoFasi::Escluso if i.rispetto_fasi => "escluso dalle regole",
        _ if i.escluso => "non applicabile",
        _ if scheda.is_some_and(|s| !s.conta) => "versioni in conflitto",
        _ => "da valutare",
    };
    let motivo = match i.motivo.as_deref() {
        Some("mancante") => Value::Status("mancante".to_owned(), Tone::Bad),
        motivo => text(motivo),
    };
    let mut cells = Vec::from(whose(rows, &i.id));
    cells.extend([
        text(i.famiglia.as_deref().map(wording::famiglia).as_deref()),
        text_or(i.nome.as_deref(), "senza nome"),
        text_or(i.atteso.as_deref(), "senza atteso"),
        text(i.comparatore.as_deref()),
        typed(i.atteso_valore[0]),
        typed(i.atteso_valore[1]),
        text(i.unita.as_deref()),
        text(i.polarita.as_deref()),
        text(i.raggiunto.as_deref()),
        typed(i.raggiunto_valore[0]),
        typed(i.raggiunto_valore[1]),
        Value::Text(uso.to_owned()),
        points(i.atteso_utile),
        points(quotient(i.raggiunto_valore)),
        motivo,
        i.rapporto.map_or(Value::Blank, |points| Value::Percent { points, exact: true }),
        points(i.validato),
        score(i.grado, if uso == "non applicabile" { "escluso" } else { "non valutato" }),
        text(i.cella.as_deref()),
    ]);
    row(scheda.map(|s| s.cella(i.cella.as_deref())), cells)
}

/// A number as it was read.
fn typed(value: Option<f64>) -> Value {
    let decimals = |value: f64| if value.fract() == 0.0 { 0 } else { 2 };
    value.map_or(Value::Blank, |value| Value::Number { value, decimals: decimals(value) })
}

/// A ratio as one number.
fn quotient([value, denominator]: [Option<f64>; 2]) -> Option<f64> {
    match denominator {
        Some(denominator) if denominator > 0.0 => value.map(|value| value / denominator),
        _ => value,
    }
}
