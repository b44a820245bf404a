//! The report for the Nucleo di Valutazione, in the order in which who certifies reads it: where each criterion has its
//! page, the synthesis, results by programme and by direzione, what is behind, each scheda on its page, the annexes.

use super::Material;
use super::allegati;
use super::model::{Block, Report, Row, Value};
use super::parts::{self, chapter};
use super::ritardi;
use super::rows::{Rows, SchedaRow, key};
use super::scheda::{self, InFull};
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
    report.front = vec![Block::Table(criteri())];
    let mut sintesi = vec![paragraph(opening(material, rows, ente))];
    // The schede that are provisional stand further down, among those that ask for a decision.
    sintesi.extend(parts::sintesi(material, rows).into_iter().filter(|block| !matches!(block, Block::List(_))));
    sintesi.extend(in_breve(rows));
    let mut chapters = vec![
        ("Indice", "Indice", "indice", indice(material)),
        ("Sintesi", "Sintesi", "sintesi", sintesi),
        ("Missioni, programmi e obiettivi strategici", "Programmi", "programmi", programmi(material, rows)),
        ("Risultati delle direzioni", "Direzioni", "direzioni", direzioni(material, rows)),
        ("Scostamenti", "Scostamenti", "scostamenti", scostamenti(rows)),
    ];
    let groups = rows.by_direzione();
    let shorts: Vec<String> = (1..=groups.len()).map(|n| format!("Schede {n}")).collect();
    for (n, (direzione, schede)) in groups.iter().enumerate() {
        let mut blocks = vec![Block::Table(scheda::elenco(material, schede))];
        for scheda in schede {
            blocks.push(Block::PageBreak);
            blocks.extend(InFull { material, rows, scheda, segnalazioni: &rows.segnalazioni }.blocks());
        }
        let anchor = if n == 0 { "schede" } else { "" };
        chapters.push((direzione, &shorts[n], anchor, blocks));
    }
    let all: Vec<_> = rows.segnalazioni.iter().collect();
    let segnalazioni = vec![Block::Table(parts::table_segnalazioni("Segnalazioni su file, fogli e celle", &all))];
    chapters.extend([
        ("Allegato A. Risultati del personale", "Personale", "personale", allegati::personale(rows)),
        ("Allegato B. Distribuzione dei risultati", "Distribuzione", "distribuzione", allegati::distribuzione(rows)),
        ("Allegato C. Qualità dei dati", "Qualità dei dati", "qualita", allegati::qualita(material, rows)),
        ("Allegato D. Segnalazioni", "Segnalazioni", "segnalazioni", segnalazioni),
        ("Allegato E. Nota metodologica", "Nota metodologica", "metodo", allegati::nota(material)),
    ]);
    report.chapters = chapters
        .into_iter()
        .map(|(title, short, anchor, mut blocks)| {
            if !anchor.is_empty() {
                blocks.insert(0, Block::Anchor(anchor.to_owned()));
            }
            chapter(title, short, blocks)
        })
        .collect();
    report
}

/// Where who validates finds what each criterion asks for.
fn criteri() -> super::model::Table {
    let criteri = [
        ("Coerenza con il piano", "Missioni, programmi e obiettivi strategici", "programmi"),
        ("Tutti gli obiettivi rendicontati", "Risultati delle direzioni", "direzioni"),
        ("Obiettivo per obiettivo", "Una scheda per pagina, per direzione", "schede"),
        ("Scostamenti e loro ragioni", "Fasi in ritardo e indicatori sotto l'atteso", "scostamenti"),
        ("Metodo di misurazione", "Nota metodologica e regole in vigore", "metodo"),
        ("Attendibilità dei dati", "File letti, impronte e segnalazioni", "qualita"),
        ("Differenziazione", "Distribuzione dei risultati", "distribuzione"),
        ("Sintesi e chiarezza", "La sintesi, in due pagine", "sintesi"),
    ];
    let text = |text: &str| Value::Text(text.to_owned());
    let rows = criteri.map(|(criterio, dove, page)| row(None, vec![text(criterio), text(dove), page_of(page)]));
    table("Dove si trova ciò che serve a validare", &["Criterio", "Dove", "#Pagina"], rows.into(), "")
}

fn page_of(anchor: &str) -> Value {
    Value::Page(anchor.to_owned())
}

fn indice(material: &Material) -> Vec<Block> {
    let mut classi: Vec<&(String, f64)> = material.classi.iter().collect();
    classi.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let classi: Vec<String> =
        classi.iter().map(|(name, da)| format!("{name} da {}", crate::italian::number(*da, 0))).collect();
    vec![
        Block::Contents(1),
        heading(2, "Come si legge"),
        Block::List(vec![
            format!(
                "Il punteggio di un obiettivo va da 0 a 100. Il giudizio segue il punteggio: {}.",
                classi.join("; ")
            ),
            "Accanto a ogni fase, dodici caselle vanno da gennaio a dicembre: il riempimento è la quota prevista nel \
             mese, la linea verticale è la scadenza. Il raggiunto è letto alla scadenza."
                .to_owned(),
            "Un risultato è provvisorio finché la sua scheda ha errori da correggere; un avviso va verificato ma non \
             cambia il punteggio; una nota informa."
                .to_owned(),
            "Ogni segnalazione indica il file, il foglio e la cella da cui viene.".to_owned(),
        ]),
    ]
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

/// What is late, how far the data can be relied on, what waits for a decision: each with its page.
fn in_breve(rows: &Rows) -> Vec<Block> {
    const FEW: usize = 6;
    let schede: Vec<&SchedaRow> = rows.schede.iter().collect();
    let mut late = ritardi::fasi(rows, &schede);
    let all = late.len();
    late.truncate(FEW);
    let mut blocks = vec![heading(2, "Che cosa è in ritardo")];
    if all > late.len() {
        blocks.push(paragraph(format!(
            "Sono in ritardo {}. Queste sono le {} più lontane dal target; le altre sono tra gli scostamenti.",
            conta(all, "fase", "fasi"),
            late.len()
        )));
    }
    blocks.push(Block::Table(ritardi::table_fasi("", &late)));
    let provvisorie = rows.schede.iter().filter(|s| s.provvisorio).count();
    blocks.push(heading(2, "Quanto sono attendibili i dati"));
    blocks.push(paragraph(format!(
        "Su {}, {} con errori da correggere. Gli errori rendono provvisorio il punteggio della loro scheda; gli \
         avvisi e le note non lo cambiano. I valori sono dichiarati dagli uffici nei loro file: l'elenco dei file, con \
         le impronte che li identificano, è nell'allegato C.",
        conta(rows.schede.len(), "scheda", "schede"),
        conta(provvisorie, "è", "sono"),
    )));
    blocks.push(heading(2, "Che cosa chiede una decisione"));
    blocks.push(Block::Table(decisioni(rows)));
    blocks
}

/// The schede that cannot be certified as they are.
fn decisioni(rows: &Rows) -> super::model::Table {
    let cells = rows.schede.iter().filter_map(|s| {
        let why = if !s.conta {
            "più versioni che non concordano: lasciarne una sola"
        } else if s.punteggio.is_none() {
            "non valutabile: confermare o far completare la scheda"
        } else if s.provvisorio {
            "provvisoria: far correggere gli errori o decidere come valutarli"
        } else {
            return None;
        };
        let errori = rows.segnalazioni.iter().filter(|x| x.gravita == "errore" && x.about(s)).count();
        let cells = vec![Value::Text(s.nome().to_owned()), Value::Text(why.to_owned()), count(errori), scheda::page(s)];
        Some(row(Some(s.luogo()), cells))
    });
    let columns = ["Obiettivo", "Perché", "#Errori", "#Pagina"];
    table("", &columns, cells.collect(), "Nessuna scheda chiede una decisione.")
}

fn scostamenti(rows: &Rows) -> Vec<Block> {
    let schede: Vec<&SchedaRow> = rows.schede.iter().collect();
    vec![
        heading(2, "Fasi in ritardo"),
        Block::Table(ritardi::table_fasi(
            "Fasi sotto il target alla scadenza, le più lontane per prime",
            &ritardi::fasi(rows, &schede),
        )),
        heading(2, "Indicatori sotto l'atteso"),
        Block::Table(ritardi::table_indicatori("Indicatori valutati che non hanno raggiunto l'atteso", rows, &schede)),
    ]
}

/// A row of results: name, schede, mean, spread over the classes.
fn result(material: &Material, name: String, punteggio: Option<f64>, schede: &[&SchedaRow]) -> Vec<Value> {
    let mean = punteggio.map_or_else(|| score(None, "non valutabile"), Value::Meter);
    let mut cells = vec![Value::Text(name), count(schede.len()), mean];
    cells.extend(parts::spread_values(&parts::parts_of(material), schede));
    cells
}

fn result_table(material: &Material, what: &str, caption: &str, cells: Vec<Row>) -> Block {
    let titles: Vec<String> =
        parts::parts_of(material).iter().map(|(name, _)| format!("#{}", parts::capital(name))).collect();
    let mut columns = vec![what, "#Schede", "@Punteggio medio"];
    columns.extend(titles.iter().map(String::as_str));
    Block::Table(table(caption, &columns, cells, "Nelle schede non c'è nessuna indicazione."))
}

fn programmi(material: &Material, rows: &Rows) -> Vec<Block> {
    type Field = fn(&SchedaRow) -> Option<&String>;
    let levels: [(&str, &str, &str, Field); 3] = [
        ("missione", "Missione", "Risultati per missione", |s| s.missione.as_ref()),
        ("programma", "Programma", "Risultati per programma", |s| s.programma.as_ref()),
        ("obiettivo_strategico", "Obiettivo strategico", "Risultati per obiettivo strategico", |s| {
            s.obiettivo_strategico.as_ref()
        }),
    ];
    let mut blocks = Vec::new();
    for (livello, what, caption, field) in levels {
        let cells = rows.strutture.iter().filter(|s| s.livello == livello).map(|s| {
            let own = |row: &&SchedaRow| field(row).is_some_and(|name| key(name) == key(&s.nome));
            let schede: Vec<&SchedaRow> = rows.schede.iter().filter(own).collect();
            row(None, result(material, s.nome.clone(), s.punteggio, &schede))
        });
        let cells = cells.collect();
        blocks.extend([heading(2, caption), result_table(material, what, "", cells)]);
    }
    blocks
}

fn direzioni(material: &Material, rows: &Rows) -> Vec<Block> {
    let groups = rows.by_direzione();
    let mut cells: Vec<Row> = groups
        .iter()
        .map(|(direzione, schede)| {
            let punteggio = rows.struttura("direzione", direzione).and_then(|s| s.punteggio);
            row(None, result(material, direzione.clone(), punteggio, schede))
        })
        .collect();
    let schede: Vec<_> = rows.schede.iter().collect();
    let ente = rows.strutture.iter().find(|s| s.livello == "ente").and_then(|s| s.punteggio);
    cells.push(parts::total(result(material, "Tutto l'ente".to_owned(), ente, &schede)));
    let caption = "Schede, punteggio medio e giudizi per direzione";
    let dots = groups
        .iter()
        .map(|(name, schede)| (name.clone(), schede.iter().filter_map(|s| s.punteggio).collect::<Vec<f64>>()))
        .collect();
    let mut blocks = vec![
        result_table(material, "Direzione", caption, cells),
        parts::chart_dots("Punteggio di ogni obiettivo, per direzione", dots),
    ];
    for (livello, what, caption) in [
        ("sezione", "Sezione", "Risultati per sezione"),
        ("dirigente", "Dirigente", "Risultati per dirigente"),
        ("responsabile", "Responsabile", "Risultati per responsabile"),
        ("assessore", "Assessore", "Risultati per assessore"),
    ] {
        let found = rows.strutture.iter().filter(|s| s.livello == livello);
        let cells = found.map(|s| {
            let mean = s.punteggio.map_or_else(|| score(None, "non valutabile"), Value::Meter);
            row(None, vec![Value::Text(s.nome.clone()), Value::Count(s.n_obiettivi), mean])
        });
        let shown = table("", &[what, "#Obiettivi", "@Punteggio medio"], cells.collect(), "Nessuna indicazione.");
        blocks.extend([heading(2, caption), Block::Table(shown)]);
    }
    blocks
}
