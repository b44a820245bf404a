//! The report of one dirigente. What the others did, and who works for them, is not in it.

use super::Material;
use super::model::{Block, Report, Value};
use super::parts::{self, chapter};
use super::riservatezza::Visuale;
use super::ritardi;
use super::rows::{PartecipazioneRow, Rows, SchedaRow, SegnalazioneRow, key, person_key};
use super::scheda::{self, InFull};
use super::wording::{self, conta, count, esito, fact, figure, heading, paragraph, percent, row, score, table, text};

/// Puts the report together.
pub(super) fn assemble(material: &Material, rows: &Rows, nome: &str) -> Report {
    let schede: Vec<&SchedaRow> = rows.schede.iter().filter(|s| is_of(s, nome)).collect();
    let segnalazioni = visible(rows, &schede, nome);
    let errori = segnalazioni.iter().filter(|s| s.gravita == "errore").count();
    let avvisi = segnalazioni.iter().filter(|s| s.gravita == "avviso").count();
    let media = rows.struttura_of_person("dirigente", nome);
    let cover = vec![
        fact("Schede", count(schede.len())),
        fact("Punteggio medio degli obiettivi", score(media, "non valutabile")),
        fact("Errori da correggere", count(errori)),
        fact("Avvisi da verificare", count(avvisi)),
    ];
    let mut report = parts::frame(material, format!("Report {} del dirigente", material.anno), nome, errori, cover);

    let mut sintesi = vec![Block::Figures(vec![
        figure("schede", count(schede.len()), None),
        figure("punteggio medio degli obiettivi", score(media, "non valutabile"), Some("su 100".to_owned())),
        figure("errori", count(errori), Some("da correggere".to_owned())),
        figure("avvisi", count(avvisi), Some("da verificare".to_owned())),
    ])];
    sintesi.extend(parts::notices(material, errori, &schede));
    let comuni = schede.iter().filter(|s| is_everyone(s)).count();
    if comuni > 0 {
        sintesi.push(paragraph(format!(
            "Il report comprende {} a tutti i dirigenti.",
            conta(comuni, "scheda comune", "schede comuni")
        )));
    }
    sintesi.push(parts::chart_classi(material, &[("Obiettivi".to_owned(), schede.clone())]));
    let punteggi = schede.iter().map(|s| (s.nome().to_owned(), s.punteggio)).collect();
    sintesi.push(parts::chart_punteggi(material, "Punteggio degli obiettivi", punteggi));
    sintesi.push(Block::Table(scheda::elenco(material, &schede)));

    let mut blocks = Vec::new();
    for scheda in &schede {
        if !blocks.is_empty() {
            blocks.push(Block::PageBreak);
        }
        blocks.extend(InFull { material, rows, scheda, segnalazioni: &segnalazioni }.blocks());
    }
    let all: Vec<&SegnalazioneRow> = segnalazioni.iter().collect();
    report.chapters = vec![
        chapter("Sintesi", "Sintesi", sintesi),
        chapter("Che cosa è in ritardo", "In ritardo", in_ritardo(rows, &schede)),
        chapter("Schede", "Schede", blocks),
        chapter("Personale", "Personale", personale(material, rows, &schede)),
        chapter("Segnalazioni", "Segnalazioni", vec![Block::Table(parts::table_segnalazioni("Segnalazioni", &all))]),
        chapter("Nota metodologica", "Nota metodologica", material.note_metodo.iter().map(paragraph).collect()),
    ];
    report
}

/// The late phases first, then the indicators below what was expected.
fn in_ritardo(rows: &Rows, schede: &[&SchedaRow]) -> Vec<Block> {
    vec![
        heading(2, "Fasi"),
        Block::Table(ritardi::table_fasi(
            "Fasi sotto il target alla scadenza, le più lontane per prime",
            &ritardi::fasi(rows, schede),
        )),
        heading(2, "Indicatori"),
        Block::Table(ritardi::table_indicatori("Indicatori valutati sotto l'atteso", rows, schede)),
    ]
}

/// Whether a scheda names every dirigente at once.
fn is_everyone(scheda: &SchedaRow) -> bool {
    scheda.dirigente.as_deref().is_some_and(|d| key(d) == "tutti i dirigenti")
}

fn is_of(scheda: &SchedaRow, nome: &str) -> bool {
    is_everyone(scheda) || scheda.dirigente.as_deref().is_some_and(|d| person_key(d) == person_key(nome))
}

/// The people of these schede: the share in each, and a result of their own only when it rests on these schede alone.
fn personale(material: &Material, rows: &Rows, schede: &[&SchedaRow]) -> Vec<Block> {
    let is_here = |p: &&PartecipazioneRow| schede.iter().any(|s| s.id == p.id);
    let mut names: Vec<&str> =
        rows.partecipazioni.iter().filter(|p| !p.collettiva).filter(is_here).map(|p| p.persona.as_str()).collect();
    names.sort_unstable();
    names.dedup();

    let mut people = Vec::new();
    let mut shares = Vec::new();
    for name in names {
        let all: Vec<&PartecipazioneRow> = rows.partecipazioni.iter().filter(|p| p.persona == name).collect();
        let here: Vec<&PartecipazioneRow> = all.iter().copied().filter(|p| is_here(p)).collect();
        let mut ids: Vec<&str> = here.iter().map(|p| p.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let result = rows.persone.iter().find(|p| p.persona == name);
        let categoria = text(here.iter().find_map(|p| p.categoria.as_deref()));
        let (risultato, stato) = match result {
            Some(result) if all.len() == here.len() => {
                (score(result.risultato, "non valutabile"), esito(result.provvisorio))
            }
            _ => (Value::Text("anche altrove".to_owned()), Value::Blank),
        };
        people.push(row(None, vec![Value::Text(name.to_owned()), categoria, count(ids.len()), risultato, stato]));
        for p in here {
            let Some(whole) = schede.iter().find(|s| s.id == p.id) else { continue };
            shares.push(row(
                Some(whole.cella(p.cella.as_deref())),
                vec![
                    Value::Text(name.to_owned()),
                    Value::Text(whole.nome().to_owned()),
                    p.pct.map_or_else(|| Value::Text("mancante".to_owned()), |pct| percent(Some(pct))),
                    score(whole.punteggio, "non valutabile"),
                    wording::giudizio(whole.giudizio.as_deref(), material.classi),
                ],
            ));
        }
    }
    vec![
        paragraph(
            "Il risultato è indicato soltanto per chi partecipa unicamente a queste schede; per gli altri dipende \
             anche da schede che non sono in questo report («anche altrove»).",
        ),
        heading(2, "Persone"),
        Block::Table(table(
            "Persone che partecipano alle schede",
            &["Persona", "@Categoria", "#Schede", "#Risultato", "@Stato"],
            people,
            "Nessuna persona.",
        )),
        heading(2, "Partecipazioni"),
        Block::Table(table(
            "Quota di ciascuna persona in ogni scheda",
            &["Persona", "Obiettivo", "#Partecipazione", "#Punteggio dell'obiettivo", "@Giudizio"],
            shares,
            "Nessuna partecipazione.",
        )),
    ]
}

/// The segnalazioni of these schede, without any text that speaks of somebody or something outside them.
fn visible(rows: &Rows, schede: &[&SchedaRow], nome: &str) -> Vec<SegnalazioneRow> {
    let visuale = Visuale::new(rows, |s| schede.iter().any(|own| own.id == s.id), &[nome]);
    let own = rows.segnalazioni.iter().filter(|x| schede.iter().any(|s| x.about(s)));
    own.map(|x| visuale.shown(x)).collect()
}
