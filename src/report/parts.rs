//! The pieces that more than one report is made of.

use super::Material;
use super::model::{Block, Chapter, Chart, Fact, Report, Row, Shape, Table, Tone, Value};
use super::rows::{FaseRow, IndicatoreRow, PartecipazioneRow, RisorsaRow, Rows, SchedaRow, SegnalazioneRow};
use super::wording::{self, conta, count, esito, figure, notice, percent, row, score, score_text, table, text};

/// A report without its chapters.
pub(super) fn frame(material: &Material, title: String, recipient: &str, errori: usize, cover: Vec<Fact>) -> Report {
    Report {
        ente: material.ente.to_owned(),
        title,
        subtitle: format!("{} del {}", scadenza(material), wording::data(material.scadenza_data)),
        recipient: recipient.to_owned(),
        date: material.scadenza_data,
        fingerprint: material.fingerprint.clone(),
        provvisorio: (errori > 0).then(|| provvisorio(errori)),
        cover,
        front: Vec::new(),
        chapters: Vec::new(),
    }
}

fn scadenza(material: &Material) -> &'static str {
    if material.finale { "Scadenza finale" } else { "Scadenza intermedia" }
}

fn provvisorio(errori: usize) -> String {
    if errori == 1 {
        "PROVVISORIO: c'è 1 errore da correggere; i risultati che ne dipendono possono cambiare.".to_owned()
    } else {
        format!(
            "PROVVISORIO: ci sono {} da correggere; i risultati che ne dipendono possono cambiare.",
            conta(errori, "errore", "errori")
        )
    }
}

pub(super) fn chapter(title: &str, short: &str, blocks: Vec<Block>) -> Chapter {
    Chapter { title: title.to_owned(), short: short.to_owned(), blocks }
}

/// What must be known before the figures: what is provisional, and what an interim checkpoint does not score.
pub(super) fn notices(material: &Material, errori: usize, schede: &[&SchedaRow]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if errori > 0 {
        let provvisorie: Vec<&str> = schede.iter().filter(|s| s.provvisorio).map(|s| s.nome()).collect();
        let said = match provvisorie.len() {
            0 => "gli errori da correggere non cambiano il punteggio di nessuna di queste schede.".to_owned(),
            1 => "una scheda ha errori da correggere e il suo punteggio può cambiare.".to_owned(),
            n => {
                format!("{} hanno errori da correggere e il loro punteggio può cambiare.", conta(n, "scheda", "schede"))
            }
        };
        blocks.push(notice(Tone::Bad, "Risultati provvisori", capital(&said)));
        if !provvisorie.is_empty() {
            blocks.push(Block::List(provvisorie.into_iter().map(str::to_owned).collect()));
        }
    }
    if !material.finale {
        blocks.push(notice(
            Tone::Neutral,
            "Scadenza intermedia",
            "Il valore atteso degli indicatori è annuale: a questa scadenza gli indicatori sono mostrati secondo le \
             regole in vigore, riportate nella nota metodologica.",
        ));
    }
    blocks
}

/// How the schede are spread over the classes and what stands outside them, with tones, in order.
pub(super) fn parts_of(material: &Material) -> Vec<(String, Tone)> {
    let mut classi: Vec<&(String, f64)> = material.classi.iter().collect();
    classi.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let named = classi.into_iter().map(|(name, _)| (name.clone(), wording::tone_of(name, material.classi)));
    named.chain([("non valutabile".to_owned(), Tone::Neutral)]).collect()
}

fn spread(parts: &[(String, Tone)], schede: &[&SchedaRow]) -> Vec<u32> {
    let of = |name: &str| schede.iter().filter(|s| s.giudizio.as_deref().unwrap_or("non valutabile") == name).count();
    parts.iter().map(|(name, _)| u32::try_from(of(name)).unwrap_or(u32::MAX)).collect()
}

/// How many schede in each class, in words: `16 raggiunto, 12 parzialmente raggiunto`.
fn spread_text(parts: &[(String, Tone)], counts: &[u32]) -> String {
    let said = parts.iter().zip(counts).filter(|(_, n)| **n > 0).map(|((name, _), n)| format!("{n} {name}"));
    said.collect::<Vec<_>>().join(", ")
}

/// How many schede in each class, one bar a group.
pub(super) fn chart_classi(material: &Material, groups: &[(String, Vec<&SchedaRow>)]) -> Block {
    let parts = parts_of(material);
    let bars: Vec<(String, Vec<u32>)> =
        groups.iter().map(|(name, schede)| (name.clone(), spread(&parts, schede))).collect();
    let said: Vec<String> =
        bars.iter().map(|(name, counts)| format!("{name}: {}", spread_text(&parts, counts))).collect();
    Block::Chart(Chart {
        caption: "Obiettivi per giudizio".to_owned(),
        alt: format!("Numero di obiettivi per giudizio. {}.", said.join("; ")),
        shape: Shape::Stacked { parts, bars },
    })
}

/// A score a label on the scale from 0 to 100, with the thresholds of the classes.
pub(super) fn chart_punteggi(material: &Material, caption: &str, bars: Vec<(String, Option<f64>)>) -> Block {
    let said: Vec<String> = bars.iter().map(|(name, score)| format!("{name}: {}", score_text(*score))).collect();
    let bars = bars
        .into_iter()
        .map(|(name, score)| {
            let tone = wording::tone_of_score(score, material.classi);
            (name, score, tone)
        })
        .collect();
    let marks = material.classi.iter().filter(|(_, da)| *da > 0.0).map(|(name, da)| (*da, name.clone())).collect();
    Block::Chart(Chart {
        caption: caption.to_owned(),
        alt: format!("{caption}. {}.", said.join("; ")),
        shape: Shape::Bars { max: 100.0, bars, marks },
    })
}

/// A dot a value on the scale from 0 to 100.
pub(super) fn chart_dots(caption: &str, rows: Vec<(String, Vec<f64>)>) -> Block {
    let said: Vec<String> = rows
        .iter()
        .map(|(name, values)| {
            let values: Vec<String> = values.iter().map(|v| score_text(Some(*v))).collect();
            format!("{name}: {}", if values.is_empty() { "nessun valore".to_owned() } else { values.join(", ") })
        })
        .collect();
    Block::Chart(Chart {
        caption: caption.to_owned(),
        alt: format!("{caption}. {}.", said.join("; ")),
        shape: Shape::Dots { max: 100.0, rows },
    })
}

/// The key figures of the whole body.
pub(super) fn figures(rows: &Rows) -> Block {
    let ente = rows.strutture.iter().find(|s| s.livello == "ente").and_then(|s| s.punteggio);
    let valutati = rows.schede.iter().filter(|s| s.punteggio.is_some()).count();
    let provvisorie = rows.schede.iter().filter(|s| s.provvisorio).count();
    Block::Figures(vec![
        figure("schede lette", count(rows.schede.len()), Some(format!("con un punteggio: {valutati}"))),
        figure("punteggio medio degli obiettivi", score(ente, "non valutabile"), Some("su 100".to_owned())),
        figure("schede provvisorie", count(provvisorie), Some("hanno almeno un errore".to_owned())),
        figure("errori", count(rows.count("errore")), Some("da correggere".to_owned())),
        figure("avvisi", count(rows.count("avviso")), Some("da verificare".to_owned())),
        figure("note", count(rows.count("nota")), Some("per informazione".to_owned())),
    ])
}

/// The synthesis of the whole body: figures, notices and the two charts.
pub(super) fn sintesi(material: &Material, rows: &Rows) -> Vec<Block> {
    let schede: Vec<&SchedaRow> = rows.schede.iter().collect();
    let groups = rows.by_direzione();
    let punteggi = groups
        .iter()
        .map(|(name, _)| (name.clone(), rows.struttura("direzione", name).and_then(|s| s.punteggio)))
        .collect();
    let mut blocks = vec![figures(rows)];
    blocks.extend(notices(material, rows.count("errore"), &schede));
    let mut with_total = vec![("Tutto l'ente".to_owned(), schede)];
    with_total.extend(groups);
    blocks.push(chart_classi(material, &with_total));
    blocks.push(chart_punteggi(material, "Punteggio medio per direzione", punteggi));
    blocks
}

/// The schede with their scores, one row each. Their direzione stands on the page of each.
pub(super) fn table_obiettivi(material: &Material, schede: &[&SchedaRow]) -> Table {
    let columns = ["Obiettivo", "#Fasi", "#Indicatori", "#Punteggio", "@Giudizio", "@Stato"];
    let rows = schede
        .iter()
        .map(|s| {
            let cells = vec![
                Value::Text(s.nome().to_owned()),
                score(s.rispetto_fasi, "nessuna"),
                score(s.indicatori, "nessuno"),
                score(s.punteggio, "non valutabile"),
                wording::giudizio(s.giudizio.as_deref(), material.classi),
                stato(s),
            ];
            row(Some(s.luogo()), cells)
        })
        .collect();
    table("Punteggio degli obiettivi", &columns, rows, "Nessuna scheda.")
}

/// Whether the score of a scheda holds.
pub(super) fn stato(scheda: &SchedaRow) -> Value {
    if scheda.conta { esito(scheda.provvisorio) } else { Value::Status("non conteggiata".to_owned(), Tone::Bad) }
}

/// The achieved value of a phase, or why there is none.
pub(super) fn fase_raggiunto(fase: &FaseRow) -> Value {
    match fase.stato() {
        Some("mancante") => Value::Status("mancante".to_owned(), Tone::Bad),
        Some(state) => Value::Status(state.to_owned(), Tone::Neutral),
        None => percent(fase.raggiunto),
    }
}

/// The score of a phase, or a dash of words where it is not scored.
pub(super) fn fase_grado(fase: &FaseRow) -> Value {
    score(fase.grado, "non valutata")
}

/// The achieved value of an indicator, or why there is none.
pub(super) fn indicatore_raggiunto(material: &Material, indicatore: &IndicatoreRow) -> Value {
    match &indicatore.raggiunto {
        Some(raggiunto) => Value::Text(raggiunto.clone()),
        None if indicatore.rispetto_fasi => Value::Status("calcolato dalle fasi".to_owned(), Tone::Neutral),
        None if material.finale => Value::Status("mancante".to_owned(), Tone::Bad),
        None => Value::Status("non indicato".to_owned(), Tone::Neutral),
    }
}

/// The score of an indicator, or what is shown where it is not scored.
pub(super) fn indicatore_grado(indicatore: &IndicatoreRow) -> Value {
    score(indicatore.grado, if indicatore.escluso { "escluso" } else { "non valutato" })
}

/// Segnalazioni, the gravest first.
pub(super) fn table_segnalazioni(caption: &str, segnalazioni: &[&SegnalazioneRow]) -> Table {
    let mut sorted = segnalazioni.to_vec();
    sorted.sort_by_key(|s| match s.gravita.as_str() {
        "errore" => 0,
        "avviso" => 1,
        _ => 2,
    });
    let rows = sorted
        .into_iter()
        .map(|s| {
            let dove = s.file.iter().chain(&s.foglio).chain(&s.cella).map(String::as_str).collect::<Vec<_>>();
            row(
                s.luogo(),
                vec![
                    wording::gravita(&s.gravita),
                    Value::Text(s.codice.clone()),
                    Value::Text(dove.join(" › ")),
                    text(s.messaggio.as_deref()),
                    text(s.rimedio.as_deref()),
                ],
            )
        })
        .collect();
    table(caption, &["@Gravità", "@Codice", "Dove", "Che cosa", "Che cosa fare"], rows, "Nessuna segnalazione.")
}

/// A participation: name as written, categoria, share, notes.
pub(super) fn persona_cells(p: &PartecipazioneRow) -> Vec<Value> {
    vec![
        Value::Text(p.nominativo.clone().unwrap_or_else(|| p.persona.clone())),
        text(p.categoria.as_deref()),
        p.pct.map_or_else(|| Value::Status("mancante".to_owned(), Tone::Bad), |pct| percent(Some(pct))),
        text(p.note.as_deref()),
    ]
}

/// A resource: kind, description, cost.
pub(super) fn risorsa_cells(r: &RisorsaRow) -> Vec<Value> {
    vec![
        text(r.tipologia.as_deref()),
        text(r.descrizione.as_deref()),
        r.costo.map_or_else(|| Value::Status("non indicato".to_owned(), Tone::Neutral), Value::Euro),
    ]
}

/// A summary row.
pub(super) fn total(cells: Vec<Value>) -> Row {
    Row { cells, from: None, total: true }
}

/// How many schede in each class, as values.
pub(super) fn spread_values(parts: &[(String, Tone)], schede: &[&SchedaRow]) -> Vec<Value> {
    spread(parts, schede).into_iter().map(|n| Value::Count(i64::from(n))).collect()
}

/// The text with a capital.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
