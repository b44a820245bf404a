//! The first sheet: key figures, what must be known before them, and the structures at a glance.

use super::dati::Dati;
use super::strutture::{self, Strutture};
use crate::report::live::{Figura, Foglio, Forma, Link, Live};
use crate::report::model::{Block, Row, Tone, Value};
use crate::report::parts;
use crate::report::rows::SchedaRow;
use crate::report::testi::testo;
use crate::report::wording::{self, count, fact, score};

pub(super) fn blocks(dati: &Dati, strutture: &Strutture) -> Vec<Block> {
    let material = dati.material;
    let fatti = [
        (testo!("sintesi-ente"), material.ente.to_owned()),
        (testo!("sintesi-anno"), material.anno.to_string()),
        (testo!("sintesi-scadenza"), wording::data(material.scadenza_data)),
        (testo!("sintesi-destinatario"), testo!("nucleo")),
        (testo!("sintesi-lettura"), testo!("sintesi-lettura.testo")),
    ];
    let fatti = fatti.into_iter().map(|(label, text)| fact(label, Value::Text(text))).collect();
    let schede: Vec<&SchedaRow> = dati.rows.schede.iter().collect();
    let mut blocks = vec![Block::Facts(fatti), Block::Live(cifre(dati))];
    blocks.extend(parts::non_letti(dati.rows));
    blocks.extend(parts::notices(material, dati.rows.count("errore"), &schede));
    blocks.push(Block::Live(riepilogo(dati, strutture)));
    blocks
}

/// A key figure: what it is, its value and its formula.
type Cifra = (String, Value, Option<String>);

/// The key figures of the whole body, each with its formula.
fn cifre(dati: &Dati) -> Live {
    let rows = dati.rows;
    let ente = rows.strutture.iter().find(|s| s.livello == "ente");
    let valutate = rows.schede.iter().filter(|s| s.punteggio.is_some()).count();
    let provvisorie = rows.schede.iter().filter(|s| s.provvisorio).count();
    let gravita = |name: &str| (count(rows.count(name)), Some(format!("COUNTIFS(Segnalazioni[Gravità],\"{name}\")")));
    let formula = |formula: &str| Some(formula.to_owned());
    // Without the whole body among the structures there is no mean of it to look up.
    let media = ente.and_then(|_| formula("INDEX(Strutture[Punteggio medio],MATCH(\"ente\",Strutture[Livello],0))"));
    let figures = [
        (testo!("cifre-schede"), (count(rows.schede.len()), formula("COUNT(Obiettivi[Nr])"))),
        (testo!("cifre-valutate"), (count(valutate), formula("COUNT(Obiettivi[Punteggio])"))),
        (testo!("cifre-media"), (score(ente.and_then(|s| s.punteggio), "non valutabile"), media)),
        (testo!("cifre-provvisorie"), (count(provvisorie), formula("COUNTIFS(Obiettivi[Stato],\"provvisorio\")"))),
        (testo!("cifre-errori"), gravita("errore")),
        (testo!("cifre-avvisi"), gravita("avviso")),
        (testo!("cifre-note"), gravita("nota")),
    ];
    let lines: Vec<Cifra> = figures.into_iter().map(|(what, (value, formula))| (what, value, formula)).collect();
    let mut f = Foglio::new(&lines);
    f.col("Che cosa", |(what, ..)| Value::Text(what.clone()));
    f.col("#Valore", |(_, value, _)| value.clone());
    let live = f.live("Cifre", 0, testo!("sintesi-cifre"), "", |_| (None, false));
    let col = live.col("Valore");
    let formulas = lines.into_iter().enumerate().filter_map(|(row, (.., formula))| Some(((row, col), formula?)));
    Live { cells: formulas.collect(), ..live }
}

/// The whole body and its direzioni, with the charts.
fn riepilogo(dati: &Dati, strutture: &Strutture) -> Live {
    let shown = strutture.direzioni();
    let mut f = Foglio::new(&shown);
    f.col("Direzione", |s| Value::Text(s.nome(dati.material)));
    strutture::figures(&mut f, dati, false);
    f.col("#Nr struttura", |s| Value::Count(s.nr)).link(Link::Row("Strutture"));
    let caption = testo!("sintesi-riepilogo");
    let live = f.live("Riepilogo", 0, caption, testo!("sintesi-riepilogo.vuota"), |s| (None, s.is_ente()));
    Live { charts: charts(dati, &live), ..live }
}

fn charts(dati: &Dati, live: &Live) -> Vec<Figura> {
    let classi = parts::parts_of(dati.material);
    let rows = &live.table.rows;
    let said = |value: &dyn Fn(&Row) -> String| {
        rows.iter().map(|r| format!("{}: {}", r.cells[0], value(r))).collect::<Vec<_>>().join("; ")
    };
    let (medio, target, raggiunto) =
        (live.col("Punteggio medio"), live.col("Target medio"), live.col("Raggiunto medio"));
    let first = medio + 1;
    let by_class = |r: &Row| {
        let counts = classi.iter().zip(&r.cells[first..]).map(|((name, _), n)| format!("{n} {name}"));
        counts.collect::<Vec<_>>().join(", ")
    };
    let figura = |caption: String, valori: String, forma, values| {
        let alt = testo!("grafico-alt", titolo = &*caption, valori = valori);
        Figura { caption, alt, forma, label: 0, values }
    };
    vec![
        figura(
            testo!("sintesi-giudizi"),
            said(&by_class),
            Forma::Stacked,
            classi.iter().zip(first..).map(|((_, tone), col)| (col, *tone)).collect(),
        ),
        figura(
            testo!("sintesi-punteggi"),
            said(&|r| r.cells[medio].to_string()),
            Forma::Bars,
            vec![(medio, Tone::Good)],
        ),
        figura(
            testo!("sintesi-target"),
            said(&|r| {
                testo!(
                    "sintesi-target.valori",
                    target = r.cells[target].to_string(),
                    raggiunto = r.cells[raggiunto].to_string()
                )
            }),
            Forma::Bars,
            vec![(target, Tone::Neutral), (raggiunto, Tone::Good)],
        ),
    ]
}
