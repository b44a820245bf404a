//! The report for the Nucleo di Valutazione, in reading order.

use super::Material;
use super::consolidato::{persone, table_regole};
use super::model::{Block, Report, Value};
use super::parts::{self, InFull, chapter};
use super::rows::Rows;
use super::wording::{self, conta, count, fact, heading, paragraph, row, score, score_text, table};

/// Puts the report together.
pub(super) fn assemble(material: &Material, rows: &Rows) -> Report {
    let errori = rows.count("errore");
    let ente = rows.strutture.iter().find(|s| s.livello == "ente").and_then(|s| s.punteggio);
    let cover = vec![
        fact("Schede", count(rows.schede.len())),
        fact("Punteggio medio degli obiettivi", score(ente, "non valutabile")),
        fact("Errori da correggere", count(errori)),
        fact("Avvisi da verificare", count(rows.count("avviso"))),
    ];
    let title = format!("Relazione sui risultati {}", material.anno);
    let mut report = parts::frame(material, title, "Nucleo di Valutazione", errori, cover);
    let mut sintesi = vec![paragraph(opening(material, rows, ente))];
    sintesi.extend(parts::sintesi(material, rows));
    report.chapters = vec![
        chapter("Sintesi", "Sintesi", sintesi),
        chapter("Risultati delle direzioni", "Direzioni", direzioni(material, rows)),
    ];
    for (n, (direzione, schede)) in rows.by_direzione().into_iter().enumerate() {
        let mut blocks = vec![Block::Table(parts::table_obiettivi(material, &schede, false))];
        for scheda in schede {
            blocks.push(Block::PageBreak);
            blocks.extend(InFull { material, rows, scheda, segnalazioni: &rows.segnalazioni }.blocks());
        }
        report.chapters.push(chapter(&direzione, &format!("Schede {}", n + 1), blocks));
    }
    let all: Vec<_> = rows.segnalazioni.iter().collect();
    report.chapters.extend([
        chapter("Risultati del personale", "Personale", personale(rows)),
        chapter(
            "Segnalazioni",
            "Segnalazioni",
            vec![Block::Table(parts::table_segnalazioni("Segnalazioni su file, fogli e celle", &all))],
        ),
        chapter("Nota metodologica", "Nota metodologica", nota(material)),
    ]);
    report
}

fn opening(material: &Material, rows: &Rows, ente: Option<f64>) -> String {
    let letta = if rows.schede.len() == 1 { "è stata letta" } else { "sono state lette" };
    let media = match ente {
        Some(_) => format!("Il punteggio medio degli obiettivi è {} su 100.", score_text(ente)),
        None => "Nessun obiettivo è valutabile.".to_owned(),
    };
    format!(
        "Alla scadenza del {} {letta} {}. {media} Le verifiche hanno dato {}, {} e {}.",
        wording::data(material.scadenza_data),
        conta(rows.schede.len(), "scheda", "schede"),
        conta(rows.count("errore"), "errore", "errori"),
        conta(rows.count("avviso"), "avviso", "avvisi"),
        conta(rows.count("nota"), "nota", "note"),
    )
}

fn direzioni(material: &Material, rows: &Rows) -> Vec<Block> {
    let classi = parts::parts_of(material);
    let mut cells = Vec::new();
    for (direzione, schede) in rows.by_direzione() {
        let punteggio = rows.struttura("direzione", &direzione).and_then(|s| s.punteggio);
        let mut line = vec![Value::Text(direzione), count(schede.len()), score(punteggio, "non valutabile")];
        line.extend(parts::spread_values(&classi, &schede));
        cells.push(row(None, line));
    }
    let schede: Vec<_> = rows.schede.iter().collect();
    let ente = rows.strutture.iter().find(|s| s.livello == "ente").and_then(|s| s.punteggio);
    let mut last = vec![Value::Text("Tutto l'ente".to_owned()), count(schede.len()), score(ente, "non valutabile")];
    last.extend(parts::spread_values(&classi, &schede));
    cells.push(parts::total(last));
    let titles: Vec<String> = classi.iter().map(|(name, _)| format!("#{}", parts::capital(name))).collect();
    let mut columns = vec!["Direzione", "#Schede", "#Punteggio medio"];
    columns.extend(titles.iter().map(String::as_str));
    vec![Block::Table(table("Schede, punteggio medio e giudizi per direzione", &columns, cells, "Nessuna direzione."))]
}

fn personale(rows: &Rows) -> Vec<Block> {
    let mut blocks = vec![paragraph(
        "Il risultato di una persona è la media dei punteggi degli obiettivi a cui partecipa, calcolata secondo le \
         regole riportate nella nota metodologica. La somma delle quote può superare il 100%: ogni quota è riferita \
         all'obiettivo e non al tempo della persona.",
    )];
    blocks.extend(persone(rows));
    blocks
}

fn nota(material: &Material) -> Vec<Block> {
    let mut blocks: Vec<Block> = material.note_metodo.iter().map(paragraph).collect();
    blocks.extend([heading(2, "Regole in vigore"), Block::Table(table_regole(material))]);
    blocks
}
