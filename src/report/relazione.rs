//! The report for the Nucleo di Valutazione, in the order in which who certifies reads it: where each criterion has its
//! page, the synthesis, results by programme and by direzione, what is behind, each scheda on its page, the annexes.

use super::Material;
use super::allegati;
use super::model::{Block, Chapter, Report, Row, Table, Value};
use super::parts::{self, chapter};
use super::ritardi;
use super::rows::{Rows, SchedaRow, key};
use super::scheda::{self, InFull};
use super::testi::{column, tavola, testo};
use super::valutazioni;
use super::wording::{self, count, heading, meter, paragraph, row, score_text};

/// Puts the report together.
pub(super) fn assemble(material: &Material, rows: &Rows) -> Report {
    let errori = rows.count("errore");
    let ente = rows.strutture.iter().find(|s| s.livello == "ente").and_then(|s| s.punteggio);
    let cover = parts::cover(rows.schede.len(), ente, errori, rows.count("avviso"));
    let title = testo!("relazione-titolo", anno = material.anno.to_string());
    let mut report = parts::frame(material, title, testo!("nucleo"), errori, cover);
    report.front = vec![Block::Table(criteri())];
    let parts = [
        (None, in_testa(material, rows, ente)),
        (Some(testo!("parte-schede")), schede(material, rows)),
        (Some(testo!("parte-allegati")), annexes(material, rows)),
    ];
    for (part, chapters) in parts {
        report.chapters.extend(chapters.into_iter().map(|chapter| Chapter { part: part.clone(), ..chapter }));
    }
    report
}

/// A chapter that page numbers can refer to by a name.
fn named(anchor: &str, title: String, short: String, mut blocks: Vec<Block>) -> Chapter {
    blocks.insert(0, Block::Anchor(anchor.to_owned()));
    chapter(title, short, blocks)
}

/// What stands before the schede: contents, synthesis, results of programmes and direzioni, what is behind.
fn in_testa(material: &Material, rows: &Rows, ente: Option<f64>) -> Vec<Chapter> {
    let mut sintesi = vec![paragraph(opening(material, rows, ente))];
    // The schede that are provisional stand further down, among those that ask for a decision.
    sintesi.extend(parts::sintesi(material, rows).into_iter().filter(|block| !matches!(block, Block::List(_))));
    sintesi.extend(in_breve(rows));
    vec![
        named("indice", testo!("capitolo-indice"), testo!("capitolo-indice.breve"), indice(material)),
        named("sintesi", testo!("capitolo-sintesi"), testo!("capitolo-sintesi.breve"), sintesi),
        named("programmi", testo!("capitolo-programmi"), testo!("capitolo-programmi.breve"), programmi(material, rows)),
        named("direzioni", testo!("capitolo-direzioni"), testo!("capitolo-direzioni.breve"), direzioni(material, rows)),
        named("scostamenti", testo!("capitolo-scostamenti"), testo!("capitolo-scostamenti.breve"), scostamenti(rows)),
    ]
}

/// A chapter a direzione, with its schede.
fn schede(material: &Material, rows: &Rows) -> Vec<Chapter> {
    let mut chapters = Vec::new();
    for (n, (direzione, schede)) in rows.by_direzione().into_iter().enumerate() {
        // A direzione of one scheda begins with it.
        let mut blocks =
            if schede.len() > 1 { direzione_in_breve(material, rows, &direzione, &schede) } else { vec![] };
        for scheda in schede {
            blocks.push(scheda::sheet(scheda));
            blocks.extend(InFull { material, rows, scheda, segnalazioni: &rows.segnalazioni }.blocks());
        }
        let short = testo!("capitolo-schede-breve", n = n + 1);
        chapters.push(if n == 0 {
            named("schede", direzione, short, blocks)
        } else {
            chapter(direzione, short, blocks)
        });
    }
    chapters
}

fn annexes(material: &Material, rows: &Rows) -> Vec<Chapter> {
    let mut personale = allegati::personale(rows);
    if let Some(blocks) = valutazioni::blocks(rows) {
        personale.push(heading(2, testo!("valutazioni-titolo")));
        personale.extend(blocks);
    }
    let distribuzione = allegati::distribuzione(rows);
    let mut qualita = allegati::qualita(material, rows);
    let decisioni = decisioni(rows);
    if decisioni.rows.len() > FEW {
        qualita.extend([heading(2, testo!("sintesi-decisioni")), Block::Table(decisioni)]);
    }
    let all: Vec<_> = rows.segnalazioni.iter().collect();
    let segnalazioni = vec![Block::Table(parts::table_segnalazioni(testo!("allegato-segnalazioni.tabella"), &all))];
    let nota = allegati::nota(material);
    vec![
        named("personale", testo!("allegato-personale"), testo!("allegato-personale.breve"), personale),
        named("distribuzione", testo!("allegato-distribuzione"), testo!("allegato-distribuzione.breve"), distribuzione),
        named("qualita", testo!("allegato-qualita"), testo!("allegato-qualita.breve"), qualita),
        named("segnalazioni", testo!("allegato-segnalazioni"), testo!("allegato-segnalazioni.breve"), segnalazioni),
        named("metodo", testo!("allegato-metodo"), testo!("allegato-metodo.breve"), nota),
    ]
}

/// Where who validates finds what each criterion asks for.
fn criteri() -> Table {
    let criteri = [
        (testo!("criterio-coerenza"), testo!("criterio-coerenza.dove"), "programmi"),
        (testo!("criterio-copertura"), testo!("criterio-copertura.dove"), "direzioni"),
        (testo!("criterio-schede"), testo!("criterio-schede.dove"), "schede"),
        (testo!("criterio-scostamenti"), testo!("criterio-scostamenti.dove"), "scostamenti"),
        (testo!("criterio-metodo"), testo!("criterio-metodo.dove"), "metodo"),
        (testo!("criterio-attendibilita"), testo!("criterio-attendibilita.dove"), "qualita"),
        (testo!("criterio-differenziazione"), testo!("criterio-differenziazione.dove"), "distribuzione"),
        (testo!("criterio-sintesi"), testo!("criterio-sintesi.dove"), "sintesi"),
    ];
    let cells = |(criterio, dove, page)| row(None, vec![Value::Text(criterio), Value::Text(dove), page_of(page)]);
    tavola!("relazione-criteri", criteri.map(cells).into())
}

fn page_of(anchor: &str) -> Value {
    Value::Page(anchor.to_owned())
}

fn indice(material: &Material) -> Vec<Block> {
    vec![
        Block::Contents(1),
        heading(2, testo!("lettura")),
        Block::List(vec![
            testo!("lettura-punteggio", classi = parts::classi(material)),
            testo!("lettura-fasi"),
            testo!("lettura-provvisorio"),
            testo!("lettura-segnalazioni"),
        ]),
    ]
}

fn opening(material: &Material, rows: &Rows, ente: Option<f64>) -> String {
    let media = match ente {
        Some(_) => testo!("sintesi-media", punteggio = score_text(ente)),
        None => testo!("sintesi-media.nessuna"),
    };
    testo!(
        "sintesi-apertura",
        data = wording::data(material.scadenza_data),
        schede = rows.schede.len(),
        media = media,
        errori = rows.count("errore"),
        avvisi = rows.count("avviso"),
        note = rows.count("nota"),
    )
}

/// How many rows of each kind the synthesis, which is two pages, has; all of them stand further on.
const FEW: usize = 6;

/// What is late, how far the data can be relied on, what waits for a decision: each with its page.
fn in_breve(rows: &Rows) -> Vec<Block> {
    let schede: Vec<&SchedaRow> = rows.schede.iter().collect();
    let mut late = ritardi::fasi(rows, &schede);
    let all = late.len();
    late.truncate(FEW);
    let mut blocks = vec![heading(2, testo!("sintesi-ritardo"))];
    if all > late.len() {
        blocks.push(paragraph(testo!("sintesi-ritardo.altre", fasi = all, mostrate = late.len())));
    }
    // The heading above is its caption.
    blocks.push(Block::Table(Table { caption: String::new(), ..ritardi::table_fasi(&late) }));
    let provvisorie = rows.schede.iter().filter(|s| s.provvisorio).count();
    blocks.push(heading(2, testo!("sintesi-attendibilita")));
    let schede = rows.schede.len();
    blocks.push(paragraph(testo!("sintesi-attendibilita.testo", schede = schede, provvisorie = provvisorie)));
    blocks.push(heading(2, testo!("sintesi-decisioni")));
    let mut table = decisioni(rows);
    let all = table.rows.len();
    table.rows.truncate(FEW);
    if all > table.rows.len() {
        let shown = table.rows.len();
        blocks.push(paragraph(testo!("sintesi-decisioni.altre", schede = all, mostrate = shown)));
    }
    blocks.push(Block::Table(table));
    blocks
}

/// The schede that cannot be certified as they are.
fn decisioni(rows: &Rows) -> Table {
    let cells = rows.schede.iter().filter_map(|s| {
        let why = if !s.conta {
            testo!("decisione-versioni")
        } else if s.punteggio.is_none() {
            testo!("decisione-non-valutabile")
        } else if s.provvisorio {
            testo!("decisione-provvisoria")
        } else {
            return None;
        };
        let errori = rows.segnalazioni.iter().filter(|x| x.gravita == "errore" && x.about(s)).count();
        let cells = vec![Value::Text(s.nome().to_owned()), Value::Text(why), count(errori), scheda::page(s)];
        Some(row(Some(s.luogo()), cells))
    });
    tavola!("tabella-decisioni", cells.collect())
}

/// What the schede of a direzione say together, before each of them.
fn direzione_in_breve(material: &Material, rows: &Rows, direzione: &str, schede: &[&SchedaRow]) -> Vec<Block> {
    let media = rows.struttura("direzione", direzione).and_then(|s| s.punteggio);
    vec![
        Block::Figures(vec![parts::media(media), parts::in_ritardo(rows, schede), parts::provvisorie(schede)]),
        Block::Table(scheda::elenco(material, schede)),
    ]
}

fn scostamenti(rows: &Rows) -> Vec<Block> {
    let schede: Vec<&SchedaRow> = rows.schede.iter().collect();
    vec![
        paragraph(testo!("scostamenti-apertura")),
        heading(2, testo!("scostamenti-fasi")),
        Block::Table(ritardi::table_fasi(&ritardi::fasi(rows, &schede))),
        heading(2, testo!("scostamenti-indicatori")),
        Block::Table(ritardi::table_indicatori(testo!("scostamenti-indicatori.tabella"), rows, &schede)),
    ]
}

/// A row of results: name, schede, mean, spread over the classes.
fn result(material: &Material, name: String, punteggio: Option<f64>, schede: &[&SchedaRow]) -> Vec<Value> {
    let mut cells = vec![Value::Text(name), count(schede.len()), meter(punteggio)];
    cells.extend(parts::spread_values(&parts::parts_of(material), schede));
    cells
}

fn result_table(material: &Material, livello: String, caption: String, cells: Vec<Row>) -> Block {
    let mut table = tavola!("tabella-risultati", cells, titolo = caption, livello = livello);
    let classi = parts::parts_of(material);
    table.columns.extend(classi.iter().map(|(name, _)| column(&format!("#{}", parts::capital(name)))));
    Block::Table(table)
}

fn programmi(material: &Material, rows: &Rows) -> Vec<Block> {
    type Field = fn(&SchedaRow) -> Option<&String>;
    let levels: [(&str, String, String, Field); 3] = [
        ("missione", testo!("risultati-missione.livello"), testo!("risultati-missione"), |s| s.missione.as_ref()),
        ("programma", testo!("risultati-programma.livello"), testo!("risultati-programma"), |s| s.programma.as_ref()),
        ("obiettivo_strategico", testo!("risultati-strategico.livello"), testo!("risultati-strategico"), |s| {
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
        blocks.extend([heading(2, caption), result_table(material, what, String::new(), cells)]);
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
    cells.push(parts::total(result(material, testo!("ente-intero"), ente, &schede)));
    let dots = groups
        .iter()
        .map(|(name, schede)| (name.clone(), schede.iter().filter_map(|s| s.punteggio).collect::<Vec<f64>>()))
        .collect();
    let mut blocks = vec![
        result_table(material, testo!("risultati-direzione.livello"), testo!("risultati-direzione"), cells),
        parts::chart_dots(testo!("risultati-direzione.grafico"), dots),
    ];
    for (livello, what, caption) in [
        ("sezione", testo!("risultati-sezione.livello"), testo!("risultati-sezione")),
        ("dirigente", testo!("risultati-dirigente.livello"), testo!("risultati-dirigente")),
        ("responsabile", testo!("risultati-responsabile.livello"), testo!("risultati-responsabile")),
        ("assessore", testo!("risultati-assessore.livello"), testo!("risultati-assessore")),
    ] {
        let found = rows.strutture.iter().filter(|s| s.livello == livello);
        let cells = found
            .map(|s| row(None, vec![Value::Text(s.nome.clone()), Value::Count(s.n_obiettivi), meter(s.punteggio)]));
        let shown = tavola!("tabella-ruoli", cells.collect(), livello = what);
        blocks.extend([heading(2, caption), Block::Table(shown)]);
    }
    blocks
}
