use jiff::civil::date;

use super::display::{Item, Role};
use super::fonts::{FACES, Fonts};
use super::layout::layout;
use super::render;
use crate::report::model::{
    Block, Chapter, Chart, Column, ColumnKind, Fact, Figure, Notice, Report, Row, Shape, Table, Tone, Value,
};

mod charts;

const NAME: &str = "Maria Antonietta Guglielmina dell’Acquasanta Bentivoglio-Montecuccoli della Rovere-Piccolomini";

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn column(title: &str, kind: ColumnKind) -> Column {
    Column { title: title.to_owned(), kind }
}

fn long_table(rows: u8) -> Table {
    let word = "Precipitevolissimevolmente".repeat(3);
    let row = |i: u8| Row {
        cells: vec![
            Value::Text(format!("OB-{i:03}")),
            match i % 5 {
                0 => text(NAME),
                1 => text(&word[..60]),
                _ => text("Riduzione dei tempi medi di rilascio delle carte d’identità → entro 5 giorni ≥ 90%"),
            },
            Value::Status("raggiunto".to_owned(), [Tone::Good, Tone::Warning, Tone::Bad][usize::from(i % 3)]),
            Value::Number { value: f64::from(i) * 12.5, decimals: 2 },
            Value::Euro(f64::from(i) * 1234.5),
        ],
        from: None,
        total: false,
    };
    let mut all: Vec<Row> = (0..rows).map(row).collect();
    all.push(Row {
        cells: vec![text("Totale"), Value::Blank, Value::Blank, Value::Count(12_345), Value::Euro(-357_000.0)],
        from: None,
        total: true,
    });
    Table {
        caption: "Obiettivi della direzione".to_owned(),
        columns: vec![
            column("Codice", ColumnKind::Code),
            column("Obiettivo", ColumnKind::Text),
            column("Esito", ColumnKind::Text),
            column("Punteggio", ColumnKind::Number),
            column("Risorse", ColumnKind::Number),
        ],
        rows: all,
        empty: "Nessun obiettivo.".to_owned(),
    }
}

fn notice(tone: Tone) -> Block {
    Block::Notice(Notice {
        tone,
        title: "Dati incompleti".to_owned(),
        text: "Tre schede non hanno il valore consuntivo: il punteggio è calcolato sulle altre. ".repeat(3),
    })
}

fn charts() -> Vec<Block> {
    let bars = vec![
        ("Direzione Servizi Finanziari".to_owned(), Some(92.5), Tone::Good),
        ("Direzione Lavori Pubblici e Manutenzione del Patrimonio Comunale".to_owned(), Some(61.0), Tone::Warning),
        (NAME.to_owned(), None, Tone::Neutral),
        ("Polizia Locale".to_owned(), Some(12.0), Tone::Bad),
    ];
    let stacked = vec![
        ("Servizi Finanziari".to_owned(), vec![5, 2, 1, 1]),
        ("Lavori Pubblici".to_owned(), vec![40, 0, 3, 1]),
        ("Vuota".to_owned(), vec![]),
    ];
    let parts = ["Pienamente raggiunto", "Raggiunto", "Parziale", "Non raggiunto"];
    let tones = [Tone::Good, Tone::Good, Tone::Warning, Tone::Bad];
    let shapes = [
        Shape::Bars { max: 100.0, bars, marks: vec![(60.0, "parziale".to_owned()), (90.0, "pieno".to_owned())] },
        Shape::Stacked { parts: parts.iter().map(|p| (*p).to_owned()).zip(tones).collect(), bars: stacked },
        Shape::Dots {
            max: 100.0,
            rows: vec![("Tutti".to_owned(), [100.0; 40].into_iter().chain([62.5, 62.5, 80.0, 0.0]).collect())],
        },
    ];
    let chart = |shape| {
        Block::Chart(Chart {
            caption: "Andamento al 31 agosto 2022".to_owned(),
            alt: "Servizi Finanziari 92,50; Lavori Pubblici 61,00.".to_owned(),
            shape,
        })
    };
    shapes.into_iter().map(chart).collect()
}

fn report() -> Report {
    let fact = |label: &str, value| Fact { label: label.to_owned(), value };
    let mut blocks = vec![
        Block::Paragraph("La relazione espone i risultati del Piano dettagliato degli obiettivi. ".repeat(6)),
        Block::Figures(vec![
            Figure {
                label: "punteggio medio degli obiettivi".to_owned(),
                value: Value::Number { value: 77.5, decimals: 2 },
                note: Some("su 100".to_owned()),
                from: vec![],
            },
            Figure { label: "schede".to_owned(), value: Value::Count(128), note: None, from: vec![] },
            Figure { label: "risorse".to_owned(), value: Value::Euro(1_357_000.0), note: None, from: vec![] },
        ]),
        Block::Heading { level: 2, text: "Avvertenze".to_owned() },
        notice(Tone::Warning),
        notice(Tone::Bad),
        notice(Tone::Good),
        notice(Tone::Neutral),
        Block::List(vec!["Primo punto dell’elenco.".to_owned(), "Secondo punto, più lungo. ".repeat(8)]),
        Block::Heading { level: 4, text: "Scheda 12".to_owned() },
        Block::Facts(vec![
            fact("Responsabile", text(NAME)),
            fact("Esito", Value::Status("raggiunto".to_owned(), Tone::Good)),
            fact("Peso", Value::Percent { points: 12.5, exact: false }),
            fact("Nota", Value::Blank),
        ]),
        Block::Heading { level: 2, text: "Grafici".to_owned() },
    ];
    blocks.extend(charts());
    let mut tall = long_table(1);
    tall.rows[0].cells[1] = Value::Text("Testo lunghissimo di una cella che non finisce mai. ".repeat(300));
    let empty = Table { rows: vec![], ..long_table(0) };
    let tables = vec![Block::Table(long_table(60)), Block::Table(tall), Block::Table(empty)];
    let chapter =
        |title: &str, blocks| Chapter { title: title.to_owned(), part: None, short: title.to_owned(), blocks };
    Report {
        ente: "Comune di Borgoverde".to_owned(),
        title: "Relazione sui risultati 2022".to_owned(),
        subtitle: "Scadenza finale del 31 dicembre 2022".to_owned(),
        recipient: "Nucleo di Valutazione".to_owned(),
        date: date(2022, 12, 31),
        fingerprint: "ab".repeat(32),
        provvisorio: Some("I risultati sono provvisori: due direzioni non hanno consegnato i dati.".to_owned()),
        front: vec![],
        cover: vec![fact("Schede valutate", Value::Count(128)), fact("Data", text("31 dicembre 2022"))],
        chapters: vec![chapter("Sintesi", blocks), chapter("Obiettivi", tables)],
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = report();
    assert_eq!(render(&report).unwrap(), render(&report).unwrap());
}

#[test]
fn the_document_says_its_title_language_and_structure() {
    let report = report();
    let list = layout(&report, &Fonts::new().unwrap());
    let bytes = render(&report).unwrap();
    let doc = lopdf::Document::load_mem(&bytes).unwrap();
    assert_eq!(doc.get_pages().len(), list.pages.len());
    let catalog = doc.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"it-IT");
    for key in ["StructTreeRoot", "MarkInfo", "Metadata", "OutputIntents", "Outlines"] {
        assert!(catalog.has(key.as_bytes()), "{key}");
    }
    let info = doc.get_object(doc.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap().as_dict().unwrap();
    assert_eq!(info.get(b"Title").unwrap().as_str().unwrap(), report.title.as_bytes());
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20221231000000Z");
}

#[test]
fn a_table_repeats_its_head_on_every_page_as_decoration() {
    let mut report = report();
    report.chapters = vec![report.chapters.remove(1)];
    report.chapters[0].blocks.truncate(1);
    let list = layout(&report, &Fonts::new().unwrap());
    assert!(list.pages.len() > 2);
    for (page0, page) in list.pages.iter().enumerate() {
        let heads: Vec<_> = page
            .items
            .iter()
            .filter(|placed| matches!(&placed.item, Item::Text { text, .. } if text == "Punteggio"))
            .collect();
        assert_eq!(heads.len(), 1, "page {page0}");
        assert_eq!(heads[0].node.is_some(), page0 == 0);
    }
}

#[test]
fn headings_never_jump_a_level() {
    let list = layout(&report(), &Fonts::new().unwrap());
    let mut above = 0;
    for node in &list.nodes {
        if let Role::Heading(level) = node.role {
            assert!(level <= above + 1);
            above = level;
        }
    }
}

#[test]
fn digits_share_one_width() {
    let fonts = Fonts::new().unwrap();
    for face in FACES {
        let widths: Vec<f32> = ('0'..='9').map(|digit| fonts.width(face, 10.0, &digit.to_string())).collect();
        assert!(widths.iter().all(|width| (width - widths[0]).abs() < 0.001), "{face:?} {widths:?}");
    }
}

#[test]
fn a_strange_report_is_still_a_document() {
    let mut report = report();
    report.title = "<A&B>\u{0} 漢字 →".to_owned();
    report.fingerprint = String::new();
    let shape =
        Shape::Bars { max: f64::NAN, bars: vec![(String::new(), Some(f64::INFINITY), Tone::Bad)], marks: vec![] };
    let dots = Shape::Dots { max: 0.0, rows: vec![(String::new(), vec![f64::NAN, -1.0]), (String::new(), vec![])] };
    let stacked = Shape::Stacked { parts: vec![], bars: vec![("x".to_owned(), vec![u32::MAX, u32::MAX])] };
    let chart = |shape| Block::Chart(Chart { caption: String::new(), alt: String::new(), shape });
    report.chapters = vec![Chapter {
        title: String::new(),
        part: None,
        short: String::new(),
        blocks: vec![
            chart(shape),
            chart(dots),
            chart(stacked),
            Block::Table(Table { caption: String::new(), columns: vec![], rows: vec![], empty: String::new() }),
            Block::List(vec![]),
            Block::Facts(vec![]),
            Block::Figures(vec![]),
            Block::Heading { level: 0, text: "\n".to_owned() },
            Block::Paragraph("a\r\nb\n\n".to_owned()),
        ],
    }];
    let bytes = render(&report).unwrap();
    assert!(lopdf::Document::load_mem(&bytes).is_ok());
    report.chapters.clear();
    assert!(render(&report).is_ok());
}

#[test]
fn a_heading_never_stands_alone_at_the_foot_of_a_page() {
    // Fillers of every height push the heading to every place of the page.
    let fonts = Fonts::new().unwrap();
    for filler in 20..60_usize {
        let mut report = report();
        let list_of = |n| Block::List(vec!["Punto.".to_owned(); n]);
        for chart in charts() {
            report.chapters = vec![Chapter {
                title: "Prova".to_owned(),
                part: None,
                short: "Prova".to_owned(),
                blocks: vec![list_of(filler), Block::Heading { level: 2, text: "Titolo".to_owned() }, chart],
            }];
            let list = layout(&report, &fonts);
            let page_of = |role: Role| {
                let on = |page: &super::display::Page| {
                    page.items.iter().any(|p| p.node.is_some_and(|node| list.nodes[node.0].role == role))
                };
                list.pages.iter().position(on)
            };
            assert_eq!(page_of(Role::Heading(2)), page_of(Role::Figure), "{filler}");
        }
    }
}
