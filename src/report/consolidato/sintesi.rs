//! The first sheet: key figures, what must be known before them, and the structures at a glance.

use super::formule;
use super::strutture::{Colonne, Strutture, nome};
use crate::report::Material;
use crate::report::live::{Figura, Forma, Live};
use crate::report::model::{Block, Row, Tone, Value};
use crate::report::parts;
use crate::report::rows::Rows;
use crate::report::wording::{self, count, fact, row, score, table};

pub(super) fn blocks(material: &Material, rows: &Rows, strutture: &Strutture) -> Vec<Block> {
    let fatti = [
        ("Ente", material.ente.to_owned()),
        ("Anno", material.anno.to_string()),
        ("Scadenza", wording::data(material.scadenza_data)),
        ("Destinatario", "Nucleo di Valutazione".to_owned()),
        ("Come si legge", "Il foglio Guida spiega ogni foglio e come ogni cifra segue dalle altre.".to_owned()),
    ];
    let fatti = fatti.into_iter().map(|(label, text)| fact(label, Value::Text(text))).collect();
    let schede: Vec<_> = rows.schede.iter().collect();
    let mut blocks = vec![Block::Facts(fatti), Block::Live(cifre(rows))];
    blocks.extend(parts::notices(material, rows.count("errore"), &schede));
    blocks.push(Block::Live(riepilogo(material, strutture)));
    blocks
}

/// The key figures of the whole body, each with its formula.
fn cifre(rows: &Rows) -> Live {
    let ente = rows.strutture.iter().find(|s| s.livello == "ente").and_then(|s| s.punteggio);
    let valutate = rows.schede.iter().filter(|s| s.punteggio.is_some()).count();
    let provvisorie = rows.schede.iter().filter(|s| s.provvisorio).count();
    let gravita = |name: &str| format!("COUNTIFS(Segnalazioni[Gravità],\"{name}\")");
    let lines = [
        ("Schede lette", count(rows.schede.len()), "COUNT(Obiettivi[Nr])".to_owned()),
        ("Schede con un punteggio", count(valutate), "COUNT(Obiettivi[Punteggio])".to_owned()),
        (
            "Punteggio medio degli obiettivi, su 100",
            score(ente, "non valutabile"),
            "INDEX(Strutture[Punteggio medio],1)".to_owned(),
        ),
        (
            "Schede provvisorie, con errori da correggere",
            count(provvisorie),
            "COUNTIFS(Obiettivi[Stato],\"provvisorio\")".to_owned(),
        ),
        ("Errori, da correggere", count(rows.count("errore")), gravita("errore")),
        ("Avvisi, da verificare", count(rows.count("avviso")), gravita("avviso")),
        ("Note, per informazione", count(rows.count("nota")), gravita("nota")),
    ];
    let cells: Vec<Row> =
        lines.iter().map(|(what, value, _)| row(None, vec![Value::Text((*what).to_owned()), value.clone()])).collect();
    let table = table("Le cifre dell'ente", &["Che cosa", "#Valore"], cells, "Nessuna cifra.");
    let mut live = Live::new("Cifre", 0, table);
    // Without the whole body among the structures there is no mean of it to look up.
    let has_ente = rows.strutture.iter().any(|s| s.livello == "ente");
    live.cells = lines
        .into_iter()
        .enumerate()
        .filter(|(n, _)| *n != 2 || has_ente)
        .map(|(n, (_, _, formula))| ((n, 1), formula))
        .collect();
    live
}

/// The whole body and its direzioni, with the charts.
fn riepilogo(material: &Material, strutture: &Strutture) -> Live {
    let shown = strutture.of(&["ente", "direzione"]);
    let cells = shown.iter().map(|(nr, s, schede)| {
        let mut cells = vec![Value::Text(nome(material, s))];
        cells.extend(strutture.values(material, s, schede));
        cells.push(Value::Count(*nr));
        Row { total: s.livello == "ente", ..row(None, cells) }
    });
    let cells: Vec<Row> = cells.collect();
    let colonne = Colonne::of(material);
    let mut titles = vec!["Direzione"];
    titles.extend(colonne.titles.iter().map(String::as_str));
    titles.push("#Nr struttura");
    let classi = parts::parts_of(material);
    let said = |value: &dyn Fn(&Row) -> String| {
        cells.iter().map(|r| format!("{}: {}", r.cells[0], value(r))).collect::<Vec<_>>().join("; ")
    };
    let (target, raggiunto) = (3 + classi.len(), 4 + classi.len());
    let by_class = |r: &Row| {
        let counts = classi.iter().zip(&r.cells[3..]).map(|((name, _), n)| format!("{n} {name}"));
        counts.collect::<Vec<_>>().join(", ")
    };
    let charts = vec![
        Figura {
            caption: "Obiettivi per giudizio".to_owned(),
            alt: format!("Numero di obiettivi per giudizio. {}.", said(&by_class)),
            forma: Forma::Stacked,
            label: 0,
            values: classi.iter().zip(3..).map(|((_, tone), col)| (col, *tone)).collect(),
        },
        Figura {
            caption: "Punteggio medio".to_owned(),
            alt: format!("Punteggio medio, da 0 a 100. {}.", said(&|r| r.cells[2].to_string())),
            forma: Forma::Bars,
            label: 0,
            values: vec![(2, Tone::Good)],
        },
        Figura {
            caption: "Target e raggiunto: media delle fasi dovute".to_owned(),
            alt: format!(
                "Target e raggiunto delle fasi dovute, in media. {}.",
                said(&|r| format!("target {}, raggiunto {}", r.cells[target], r.cells[raggiunto]))
            ),
            forma: Forma::Bars,
            label: 0,
            values: vec![(target, Tone::Neutral), (raggiunto, Tone::Good)],
        },
    ];
    let title = super::schede::caption("L'ente e le sue direzioni", &[&formule::media_struttura(material.calcolo)]);
    let live = Live::new("Riepilogo", 0, table(title, &titles, cells, "Nessuna direzione."));
    let live = colonne.formulas.into_iter().fold(live, |live, (title, formula)| live.formula(&title, formula));
    Live { charts, ..live }
}
