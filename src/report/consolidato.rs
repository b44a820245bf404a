//! The workbook for the Nucleo di Valutazione: one chapter a sheet, one table a chapter but for the first.

use super::Material;
use super::model::{Block, Fact, Report, Row, Value};
use super::parts::{self, chapter};
use super::rows::Rows;
use super::wording::{self, count, esito, fact, percent, row, score, table, text, text_or};

/// Puts the workbook together.
pub(super) fn assemble(material: &Material, rows: &Rows) -> Report {
    let errori = rows.count("errore");
    let cover = vec![
        fact("Schede", count(rows.schede.len())),
        fact("Errori", count(errori)),
        fact("Avvisi", count(rows.count("avviso"))),
    ];
    let title = format!("Consolidato {} {}", material.anno, material.scadenza_nome);
    let mut report = parts::frame(material, title, "Nucleo di Valutazione", errori, cover);
    let mut sintesi = vec![Block::Facts(head(material))];
    sintesi.extend(parts::sintesi(material, rows));
    report.chapters = vec![
        chapter("Sintesi", "Sintesi", sintesi),
        chapter("Direzioni, strutture e ruoli", "Direzioni", strutture(material, rows)),
        chapter("Obiettivi", "Obiettivi", obiettivi(material, rows)),
        chapter("Fasi", "Fasi", fasi(material, rows)),
        chapter("Indicatori", "Indicatori", indicatori(material, rows)),
        chapter("Persone", "Persone", persone(rows)),
        chapter("Partecipazioni", "Partecipazioni", partecipazioni(rows)),
        chapter("Risorse", "Risorse", risorse(rows)),
        chapter("Segnalazioni", "Segnalazioni", segnalazioni(rows)),
        chapter("Regole di calcolo in vigore", "Regole", regole(material)),
    ];
    report
}

fn head(material: &Material) -> Vec<Fact> {
    vec![
        fact("Ente", Value::Text(material.ente.to_owned())),
        fact("Anno", Value::Text(material.anno.to_string())),
        fact("Scadenza", Value::Text(wording::data(material.scadenza_data))),
        fact("Destinatario", Value::Text("Nucleo di Valutazione".to_owned())),
    ]
}

fn strutture(material: &Material, rows: &Rows) -> Vec<Block> {
    let mut sorted: Vec<_> = rows.strutture.iter().collect();
    sorted.sort_by_key(|s| wording::livello_order(&s.livello));
    let cells = sorted.into_iter().map(|s| {
        let giudizio = s.punteggio.map_or("non valutabile", |p| class_of(p, material));
        let cells = vec![
            Value::Text(wording::livello(&s.livello).to_owned()),
            Value::Text(if s.livello == "ente" && s.nome.is_empty() {
                material.ente.to_owned()
            } else {
                s.nome.clone()
            }),
            Value::Count(s.n_obiettivi),
            score(s.punteggio, "non valutabile"),
            wording::giudizio(Some(giudizio), material.classi),
        ];
        Row { total: s.livello == "ente", ..row(None, cells) }
    });
    let columns = ["@Livello", "Nome", "#Obiettivi", "#Punteggio medio", "@Classe del punteggio"];
    vec![Block::Table(table("Punteggio medio per struttura e ruolo", &columns, cells.collect(), "Nessuna struttura."))]
}

/// The class that a score falls in.
fn class_of<'a>(score: f64, material: &'a Material) -> &'a str {
    let reached = material.classi.iter().filter(|(_, da)| score >= *da);
    reached.max_by(|(_, a), (_, b)| a.total_cmp(b)).map_or("non valutabile", |(name, _)| name)
}

fn obiettivi(material: &Material, rows: &Rows) -> Vec<Block> {
    let cells = rows.schede.iter().map(|s| {
        row(
            Some(s.luogo()),
            vec![
                text_or(s.direzione.as_deref(), "non indicata"),
                Value::Text(s.nome().to_owned()),
                score(s.rispetto_fasi, "nessuna"),
                score(s.indicatori, "nessuno"),
                score(s.punteggio, "non valutabile"),
                wording::giudizio(s.giudizio.as_deref(), material.classi),
                parts::stato(s),
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
                Value::Text(s.file.clone()),
                Value::Text(s.foglio.clone()),
            ],
        )
    });
    let columns = [
        "Direzione",
        "Obiettivo",
        "#Rispetto fasi",
        "#Indicatori",
        "#Punteggio",
        "@Giudizio",
        "@Stato",
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
        "#N. personale",
        "File",
        "Foglio",
    ];
    vec![Block::Table(table("Obiettivi con punteggio e giudizio", &columns, cells.collect(), "Nessuna scheda."))]
}

/// Direzione and title of a scheda, for the rows of its parts.
fn whose(rows: &Rows, id: &str) -> [Value; 2] {
    rows.scheda(id).map_or([Value::Blank, Value::Text(id.to_owned())], |s| {
        [text_or(s.direzione.as_deref(), "non indicata"), Value::Text(s.nome().to_owned())]
    })
}

fn fasi(material: &Material, rows: &Rows) -> Vec<Block> {
    const MESI: [&str; 12] =
        ["#Gen", "#Feb", "#Mar", "#Apr", "#Mag", "#Giu", "#Lug", "#Ago", "#Set", "#Ott", "#Nov", "#Dic"];
    let cells = rows.fasi.iter().map(|f| {
        let mut cells = Vec::from(whose(rows, &f.id));
        cells.push(Value::Text(f.fase.clone()));
        cells.push(text_or(f.testo.as_deref(), "senza descrizione"));
        cells.extend(f.mesi.iter().map(|m| percent(*m)));
        cells.extend([percent(f.target), percent(f.gap), parts::fase_raggiunto(f), parts::fase_grado(f)]);
        let at = f.cella.as_deref().or(f.cella_testo.as_deref());
        cells.push(text(at));
        row(rows.scheda(&f.id).map(|s| s.cella(at)), cells)
    });
    let mut columns = vec!["Direzione", "Obiettivo", "@Fase", "Descrizione"];
    columns.extend(MESI);
    columns.extend(["#Target", "#Gap", "#Raggiunto", "#Grado", "@Cella"]);
    let caption = format!("Fasi: previsione per mese, target e raggiunto al {}", wording::data(material.scadenza_data));
    vec![Block::Table(table(caption, &columns, cells.collect(), "Nessuna fase."))]
}

fn indicatori(material: &Material, rows: &Rows) -> Vec<Block> {
    let cells = rows.indicatori.iter().map(|i| {
        let mut cells = Vec::from(whose(rows, &i.id));
        cells.extend([
            text(i.famiglia.as_deref().map(wording::famiglia)),
            text_or(i.nome.as_deref(), "senza nome"),
            text_or(i.atteso.as_deref(), "senza atteso"),
            parts::indicatore_raggiunto(material, i),
            percent(i.rapporto),
            parts::indicatore_grado(i),
            text(i.motivo.as_deref()),
            text(i.cella.as_deref()),
        ]);
        row(rows.scheda(&i.id).map(|s| s.cella(i.cella.as_deref())), cells)
    });
    let columns = [
        "Direzione",
        "Obiettivo",
        "@Famiglia",
        "Indicatore",
        "Atteso",
        "Raggiunto",
        "#Rapporto",
        "#Grado",
        "Motivo",
        "@Cella",
    ];
    let caption = format!("Indicatori: atteso e raggiunto al {}", wording::data(material.scadenza_data));
    vec![Block::Table(table(caption, &columns, cells.collect(), "Nessun indicatore."))]
}

/// The result of each person.
pub(super) fn persone(rows: &Rows) -> Vec<Block> {
    let cells = rows.persone.iter().map(|p| {
        row(
            None,
            vec![
                Value::Text(p.persona.clone()),
                text(p.categoria.as_deref()),
                Value::Count(p.n_obiettivi),
                percent(p.somma_pct),
                score(p.risultato, "non valutabile"),
                esito(p.provvisorio),
            ],
        )
    });
    let columns = ["Persona", "@Categoria", "#Obiettivi", "#Somma delle quote", "#Risultato", "@Stato"];
    vec![Block::Table(table("Risultato di ciascuna persona", &columns, cells.collect(), "Nessuna persona."))]
}

fn partecipazioni(rows: &Rows) -> Vec<Block> {
    let cells = rows.partecipazioni.iter().map(|p| {
        let scheda = rows.scheda(&p.id);
        let mut cells =
            vec![Value::Text(if p.collettiva { "(voce collettiva)".to_owned() } else { p.persona.clone() })];
        cells.extend(parts::persona_cells(p));
        cells.extend(whose(rows, &p.id));
        cells.push(score(scheda.and_then(|s| s.punteggio), "non valutabile"));
        cells.push(text(p.cella.as_deref()));
        row(scheda.map(|s| s.cella(p.cella.as_deref())), cells)
    });
    let columns = [
        "Persona",
        "Nominativo come scritto",
        "@Categoria",
        "#Partecipazione",
        "Note",
        "Direzione",
        "Obiettivo",
        "#Punteggio dell'obiettivo",
        "@Cella",
    ];
    vec![Block::Table(table("Partecipazioni agli obiettivi", &columns, cells.collect(), "Nessuna partecipazione."))]
}

fn risorse(rows: &Rows) -> Vec<Block> {
    let cells = rows.risorse.iter().map(|r| {
        let mut cells = Vec::from(whose(rows, &r.id));
        cells.extend(parts::risorsa_cells(r));
        cells.push(text(r.cella.as_deref()));
        row(rows.scheda(&r.id).map(|s| s.cella(r.cella.as_deref())), cells)
    });
    let columns = ["Direzione", "Obiettivo", "Tipologia", "Descrizione", "#Costo", "@Cella"];
    vec![Block::Table(table("Risorse indicate nelle schede", &columns, cells.collect(), "Nessuna risorsa."))]
}

fn segnalazioni(rows: &Rows) -> Vec<Block> {
    let all: Vec<_> = rows.segnalazioni.iter().collect();
    vec![Block::Table(parts::table_segnalazioni("Segnalazioni", &all))]
}

fn regole(material: &Material) -> Vec<Block> {
    vec![Block::Table(table_regole(material))]
}

/// The rules in force, one row a key.
pub(super) fn table_regole(material: &Material) -> super::model::Table {
    let cells = material.regole.iter().map(|(key, value, origin)| {
        row(None, vec![Value::Text(key.clone()), Value::Text(value.clone()), Value::Text(origin.clone())])
    });
    table("Regole in vigore", &["Chiave", "Valore", "Da dove viene"], cells.collect(), "Nessuna regola.")
}
