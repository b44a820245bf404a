//! The pieces that more than one report is made of.

use super::Material;
use super::model::{Block, Chapter, Chart, Fact, Figure, Report, Row, Shape, Table, Tone, Value};
use super::rows::{FaseRow, IndicatoreRow, PartecipazioneRow, RisorsaRow, Rows, SchedaRow, SegnalazioneRow};
use super::testi::{tavola, testo};
use super::wording::{self, count, esito, fact, figure, notice, percent, row, score, score_text, text};

/// A report without its chapters.
pub(super) fn frame(
    material: &Material,
    title: String,
    recipient: impl Into<String>,
    errori: usize,
    cover: Vec<Fact>,
) -> Report {
    Report {
        ente: material.ente.to_owned(),
        title,
        subtitle: scadenza(material),
        recipient: recipient.into(),
        date: material.scadenza_data,
        fingerprint: material.fingerprint.clone(),
        provvisorio: (errori > 0).then(|| testo!("provvisorio", errori = errori)),
        cover,
        front: Vec::new(),
        chapters: Vec::new(),
    }
}

fn scadenza(material: &Material) -> String {
    let data = wording::data(material.scadenza_data);
    if material.finale {
        testo!("sottotitolo-finale", data = data)
    } else {
        testo!("sottotitolo-intermedia", data = data)
    }
}

pub(super) fn chapter(title: impl Into<String>, short: impl Into<String>, blocks: Vec<Block>) -> Chapter {
    Chapter { title: title.into(), part: None, short: short.into(), blocks }
}

/// What must be known before the figures: what is provisional, and what an interim checkpoint does not score.
pub(super) fn notices(material: &Material, errori: usize, schede: &[&SchedaRow]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if errori > 0 {
        let provvisorie: Vec<&str> = schede.iter().filter(|s| s.provvisorio).map(|s| s.nome()).collect();
        let said = testo!("avvertenza-provvisori.testo", schede = provvisorie.len());
        blocks.push(notice(Tone::Bad, testo!("avvertenza-provvisori"), said));
        if !provvisorie.is_empty() {
            blocks.push(Block::List(provvisorie.into_iter().map(str::to_owned).collect()));
        }
    }
    if !material.finale {
        blocks.push(notice(Tone::Neutral, testo!("avvertenza-intermedia"), testo!("avvertenza-intermedia.testo")));
    }
    blocks
}

/// What is not in the figures at all, where some files could not be read.
pub(super) fn non_letti(rows: &Rows) -> Option<Block> {
    let files = rows.non_letti();
    let said = || testo!("avvertenza-non-letti.testo", n = files.len(), file = files.join("; "));
    (!files.is_empty()).then(|| notice(Tone::Bad, testo!("avvertenza-non-letti"), said()))
}

/// How the schede are spread over the classes and what stands outside them, with tones, in order.
pub(super) fn parts_of(material: &Material) -> Vec<(String, Tone)> {
    let mut classi: Vec<&(String, f64)> = material.classi.iter().collect();
    classi.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let named = classi.into_iter().map(|(name, _)| (name.clone(), wording::tone_of(name, material.classi)));
    named.chain([(testo!("stato-non-valutabile"), Tone::Neutral)]).collect()
}

/// The classes with the scores that they begin from, the best first: `raggiunto da 90; …`.
pub(super) fn classi(material: &Material) -> String {
    let mut classi: Vec<&(String, f64)> = material.classi.iter().collect();
    classi.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let classe = |(name, da): &(String, f64)| testo!("classe-da", nome = &**name, da = crate::italian::number(*da, 0));
    classi.into_iter().map(classe).collect::<Vec<_>>().join("; ")
}

fn spread(parts: &[(String, Tone)], schede: &[&SchedaRow]) -> Vec<u32> {
    let absent = testo!("stato-non-valutabile");
    let of = |name: &str| schede.iter().filter(|s| s.giudizio.as_ref().unwrap_or(&absent) == name).count();
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
        caption: testo!("grafico-giudizi"),
        alt: testo!("grafico-giudizi.alt", valori = said.join("; ")),
        shape: Shape::Stacked { parts, bars },
    })
}

/// A score a label on the scale from 0 to 100, with the thresholds of the classes.
pub(super) fn chart_punteggi(material: &Material, caption: String, bars: Vec<(String, Option<f64>)>) -> Block {
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
        alt: testo!("grafico-alt", titolo = &*caption, valori = said.join("; ")),
        caption,
        shape: Shape::Bars { max: 100.0, bars, marks },
    })
}

/// A dot a value on the scale from 0 to 100.
pub(super) fn chart_dots(caption: String, rows: Vec<(String, Vec<f64>)>) -> Block {
    let said: Vec<String> = rows
        .iter()
        .map(|(name, values)| {
            let values: Vec<String> = values.iter().map(|v| score_text(Some(*v))).collect();
            format!("{name}: {}", if values.is_empty() { testo!("nessun-valore") } else { values.join(", ") })
        })
        .collect();
    Block::Chart(Chart {
        alt: testo!("grafico-alt", titolo = &*caption, valori = said.join("; ")),
        caption,
        shape: Shape::Dots { max: 100.0, rows },
    })
}

/// The key figures of the whole body: what was achieved, by how much, what is late, how far the data can be relied on.
pub(super) fn figures(material: &Material, rows: &Rows) -> Block {
    let schede: Vec<&SchedaRow> = rows.schede.iter().collect();
    let ente = rows.strutture.iter().find(|s| s.livello == "ente").and_then(|s| s.punteggio);
    let best = parts_of(material).into_iter().next().map(|(name, _)| name).unwrap_or_default();
    let raggiunti = schede.iter().filter(|s| s.giudizio.as_deref() == Some(&best)).count();
    let avvisi = rows.count("avviso");
    Block::Figures(vec![
        media(ente),
        figure(
            testo!("figura-giudizio", giudizio = best.as_str()),
            count(raggiunti),
            Some(testo!("figura-giudizio.su", schede = schede.len())),
        ),
        in_ritardo(rows, &schede),
        sotto_atteso(rows, &schede),
        provvisorie(&schede),
        figure(
            testo!("figura-errori"),
            count(rows.count("errore")),
            Some(testo!("figura-errori.avvisi", avvisi = avvisi)),
        ),
    ])
}

/// How many due phases of these schede are below their target, as a key figure.
pub(super) fn in_ritardo(rows: &Rows, schede: &[&SchedaRow]) -> Figure {
    let due: Vec<f64> =
        rows.fasi.iter().filter(|f| schede.iter().any(|s| s.id == f.id)).filter_map(|f| f.grado).collect();
    let late = due.iter().filter(|grado| **grado < 100.0).count();
    figure(testo!("figura-ritardo"), count(late), Some(testo!("figura-ritardo.su", dovute = due.len())))
}

/// How many scored indicators of these schede are below what was expected, as a key figure.
pub(super) fn sotto_atteso(rows: &Rows, schede: &[&SchedaRow]) -> Figure {
    let scored: Vec<f64> =
        rows.indicatori.iter().filter(|i| schede.iter().any(|s| s.id == i.id)).filter_map(|i| i.grado).collect();
    let below = scored.iter().filter(|grado| **grado < 100.0).count();
    figure(testo!("figura-sotto"), count(below), Some(testo!("figura-sotto.su", valutati = scored.len())))
}

/// How many of these schede are provisional, as a key figure.
pub(super) fn provvisorie(schede: &[&SchedaRow]) -> Figure {
    let n = schede.iter().filter(|s| s.provvisorio).count();
    figure(testo!("figura-provvisorie"), count(n), Some(testo!("figura-provvisorie.nota")))
}

/// The mean of the obiettivi as a key figure.
pub(super) fn media(media: Option<f64>) -> Figure {
    figure(testo!("figura-media"), score(media, testo!("stato-non-valutabile")), Some(testo!("figura-media.su")))
}

/// How many errori, as a key figure.
pub(super) fn errori(n: usize) -> Figure {
    figure(testo!("figura-errori"), count(n), Some(testo!("figura-errori.nota")))
}

/// How many avvisi, as a key figure.
pub(super) fn avvisi(n: usize) -> Figure {
    figure(testo!("figura-avvisi"), count(n), Some(testo!("figura-avvisi.nota")))
}

/// What a cover says besides the title: schede, mean, errori, avvisi.
pub(super) fn cover(schede: usize, media: Option<f64>, errori: usize, avvisi: usize) -> Vec<Fact> {
    vec![
        fact(testo!("cifra-schede"), count(schede)),
        fact(testo!("cifra-media"), score(media, testo!("stato-non-valutabile"))),
        fact(testo!("cifra-errori"), count(errori)),
        fact(testo!("cifra-avvisi"), count(avvisi)),
    ]
}

/// The synthesis of the whole body: figures, notices and charts.
pub(super) fn sintesi(material: &Material, rows: &Rows) -> Vec<Block> {
    /// With more direzioni the means would take the page that the rest of a synthesis needs; they have their own chapter.
    const MANY: usize = 7;
    let schede: Vec<&SchedaRow> = rows.schede.iter().collect();
    let groups = rows.by_direzione();
    let punteggi: Vec<_> = groups
        .iter()
        .map(|(name, _)| (name.clone(), rows.struttura("direzione", name).and_then(|s| s.punteggio)))
        .collect();
    let mut blocks = vec![figures(material, rows)];
    blocks.extend(non_letti(rows));
    blocks.extend(notices(material, rows.count("errore"), &schede));
    let mut with_total = vec![(testo!("ente-intero"), schede)];
    with_total.extend(groups);
    blocks.push(chart_classi(material, &with_total));
    if punteggi.len() <= MANY {
        blocks.push(chart_punteggi(material, testo!("grafico-media-direzioni"), punteggi));
    }
    blocks
}

/// Whether the score of a scheda holds.
pub(super) fn stato(scheda: &SchedaRow) -> Value {
    if scheda.conta { esito(scheda.provvisorio) } else { Value::Status(testo!("stato-non-conteggiata"), Tone::Bad) }
}

/// The achieved value of a phase, or why there is none.
pub(super) fn fase_raggiunto(fase: &FaseRow) -> Value {
    match fase.stato() {
        Some("mancante") => Value::Status(testo!("stato-mancante"), Tone::Bad),
        Some(state) => Value::Status(state.to_owned(), Tone::Neutral),
        None => percent(fase.raggiunto),
    }
}

/// The score of a phase, or a dash of words where it is not scored.
pub(super) fn fase_grado(fase: &FaseRow) -> Value {
    score(fase.grado, testo!("stato-non-valutata"))
}

/// The achieved value of an indicator, or why there is none.
pub(super) fn indicatore_raggiunto(material: &Material, indicatore: &IndicatoreRow) -> Value {
    match &indicatore.raggiunto {
        Some(raggiunto) => Value::Text(raggiunto.clone()),
        None if indicatore.rispetto_fasi => Value::Status(testo!("stato-dalle-fasi"), Tone::Neutral),
        None if material.finale => Value::Status(testo!("stato-mancante"), Tone::Bad),
        None => Value::Status(testo!("stato-non-indicato"), Tone::Neutral),
    }
}

/// The score of an indicator, or what is shown where it is not scored.
pub(super) fn indicatore_grado(indicatore: &IndicatoreRow) -> Value {
    score(indicatore.grado, if indicatore.escluso { testo!("stato-escluso") } else { testo!("stato-non-valutato") })
}

/// Segnalazioni, the gravest first.
pub(super) fn table_segnalazioni(caption: String, segnalazioni: &[&SegnalazioneRow]) -> Table {
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
    tavola!("tabella-segnalazioni", rows, titolo = caption)
}

/// A participation: name as written, categoria, share, notes.
pub(super) fn persona_cells(p: &PartecipazioneRow) -> Vec<Value> {
    vec![
        Value::Text(p.nominativo.clone().unwrap_or_else(|| p.persona.clone())),
        text(p.categoria.as_deref()),
        p.pct.map_or_else(|| Value::Status(testo!("stato-mancante"), Tone::Bad), |pct| percent(Some(pct))),
        text(p.note.as_deref()),
    ]
}

/// A resource: kind, description, cost.
pub(super) fn risorsa_cells(r: &RisorsaRow) -> Vec<Value> {
    vec![
        text(r.tipologia.as_deref()),
        text(r.descrizione.as_deref()),
        r.costo.map_or_else(|| Value::Status(testo!("stato-non-indicato"), Tone::Neutral), Value::Euro),
    ]
}

/// The rules in force, one row a key.
pub(super) fn table_regole(material: &Material) -> Table {
    let cells = material.regole.iter().map(|(key, value, origin)| {
        row(None, vec![Value::Text(key.clone()), Value::Text(value.clone()), Value::Text(origin.clone())])
    });
    tavola!("tabella-regole", cells.collect())
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
