//! Nothing that an office can write makes a page on which something is cut, covered, lost at the edge or left alone.
#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

mod support;

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use support::Checkpoint;
use traguardo::render::pdf::display::{Color, DisplayList, Item, NodeId, PAGE_HEIGHT, PAGE_WIDTH, Page, Placed, Role};
use traguardo::render::pdf::fonts::{Face, Fonts};
use traguardo::render::pdf::layout::layout;
use traguardo::render::pdf::look::MARGIN;
use traguardo::render::pdf::render;
use traguardo::report::model::{Block, Chapter, Column, ColumnKind, Fact, Notice, Report, Row, Table, Tone, Value};
use traguardo::report::{Copia, Forma, Reports};

/// Left, top, right, bottom.
type Area = [f32; 4];

fn area(item: &Item) -> Area {
    match item {
        Item::Text { x, y, width, size, .. } => [*x, y - size * 0.6, x + width, *y],
        Item::Rect { x, y, width, height, .. } => [*x, *y, x + width, y + height],
        Item::Line { points, .. } => points.iter().fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |area, (x, y)| {
            [area[0].min(*x), area[1].min(*y), area[2].max(*x), area[3].max(*y)]
        }),
    }
}

/// What is wrong with the pages of a report, a sentence a fault.
fn faults(report: &Report) -> Vec<String> {
    let fonts = Fonts::new().unwrap();
    let list = layout(report, &fonts);
    let columns = columns(&list);
    let mut faults = Vec::new();
    for (page0, page) in list.pages.iter().enumerate() {
        let here = |fault: String| format!("{}, page {}: {fault}", report.title, page0 + 1);
        faults.extend(outside(page, page0 == 0, &fonts).into_iter().map(here));
        faults.extend(covered(page).into_iter().map(here));
        faults.extend(overlapping(page, &columns).into_iter().map(here));
        let last = page.items.iter().filter_map(|placed| placed.node).next_back();
        if let Some(role @ (Role::Heading(_) | Role::Caption | Role::ColumnHead)) =
            last.map(|node| list.nodes[node.0].role)
        {
            faults.push(here(format!("{role:?} stands alone at the foot")));
        }
    }
    faults
}

/// What leaves the margins of its page, or has no glyph.
fn outside(page: &Page, cover: bool, fonts: &Fonts) -> Vec<String> {
    let mut faults = Vec::new();
    for placed in &page.items {
        let [left, top, right, bottom] = area(&placed.item);
        let text = matches!(placed.item, Item::Text { .. });
        // The band along the top of the cover runs over the margins.
        let band = cover && top == 0.0;
        let inside = left >= MARGIN - 0.1 && right <= PAGE_WIDTH - MARGIN + 0.5;
        let high = top > 30.0 && bottom < PAGE_HEIGHT - if text { 30.0 } else { 40.0 };
        if !(band || inside && high) {
            faults.push(format!("outside the margins: {:?}", placed.item));
        }
        if let Item::Text { face, text, .. } = &placed.item
            && !text.chars().all(|c| fonts.has(*face, c))
        {
            faults.push(format!("no glyph: «{text}»"));
        }
    }
    faults
}

/// Texts that lie on each other.
fn covered(page: &Page) -> Vec<String> {
    let texts: Vec<(Area, &str)> = page
        .items
        .iter()
        .filter_map(|placed| match &placed.item {
            Item::Text { text, .. } => Some((area(&placed.item), text.as_str())),
            _ => None,
        })
        .collect();
    let mut faults = Vec::new();
    for (i, (a, one)) in texts.iter().enumerate() {
        for (b, other) in &texts[i + 1..] {
            let apart = a[2] <= b[0] + 0.3 || b[2] <= a[0] + 0.3 || a[3] <= b[1] + 0.3 || b[3] <= a[1] + 0.3;
            if !apart {
                faults.push(format!("«{one}» covers «{other}»"));
            }
        }
    }
    faults
}

/// The table of each cell and which column it is, with all that belongs to the cell.
fn columns(list: &DisplayList) -> BTreeMap<NodeId, (NodeId, usize)> {
    let mut found: BTreeMap<NodeId, (NodeId, usize)> = BTreeMap::new();
    let mut cells: BTreeMap<NodeId, usize> = BTreeMap::new();
    for (i, node) in list.nodes.iter().enumerate() {
        let Some(parent) = node.parent else { continue };
        if let Some(owner) = found.get(&parent).copied() {
            found.insert(NodeId(i), owner);
        } else if matches!(node.role, Role::ColumnHead | Role::TD) {
            let mut table = parent;
            while list.nodes[table.0].role != Role::Table {
                table = list.nodes[table.0].parent.unwrap();
            }
            let place = cells.entry(parent).or_default();
            found.insert(NodeId(i), (table, *place));
            *place += 1;
        }
    }
    found
}

/// Columns of a table that reach into each other.
fn overlapping(page: &Page, columns: &BTreeMap<NodeId, (NodeId, usize)>) -> Vec<String> {
    let mut reach: BTreeMap<(NodeId, usize), (f32, f32)> = BTreeMap::new();
    for placed in &page.items {
        let Some(column) = placed.node.and_then(|node| columns.get(&node)) else { continue };
        let [left, _, right, _] = area(&placed.item);
        let own = reach.entry(*column).or_insert((left, right));
        *own = (own.0.min(left), own.1.max(right));
    }
    let pairs = reach.iter().zip(reach.iter().skip(1));
    let into = pairs.filter(|((a, one), (b, other))| a.0 == b.0 && one.1 > other.0 + 0.3);
    into.map(|((a, one), (b, other))| format!("column {} ends at {} in column {}, from {}", a.1, one.1, b.1, other.0))
        .collect()
}

/// One scheda of December that no office should send, and one in which nothing is written.
fn extreme() -> Checkpoint {
    Checkpoint::changed("dicembre", |truth| {
        let word = &"Precipitevolissimevolmente".repeat(3)[..60];
        let schede = truth["schede"].as_array_mut().unwrap();
        let full = schede.iter_mut().find(|s| s["id"] == "SAP-01").unwrap();
        full["titolo"] = json!(word);
        full["descrizione"] = json!("Una descrizione che continua, riga dopo riga. ".repeat(45)[..2_000].to_owned());
        full["direzione"] =
            json!("Direzione per la Programmazione Strategica, i Sistemi Informativi e la Transizione Digitale");
        full["finalita"] = json!(format!("{word} {word}"));
        let places = full.clone();
        let empty = schede.iter_mut().find(|s| s["id"] == "SAP-06").unwrap();
        for (key, value) in empty.as_object_mut().unwrap() {
            if !["id", "file", "foglio", "dirigente"].contains(&&**key) {
                *value = Json::Null;
            }
        }
        let rows = |truth: &mut Json, name: &str, made: Vec<Json>| {
            let all = truth[name].as_array_mut().unwrap();
            all.retain(|row| {
                row["id"] != "SAP-06" || name == "fasi" || name == "indicatori" || name == "partecipazioni"
            });
            all.extend(made);
        };
        let place = |mut row: Json| {
            for key in ["id", "file", "foglio"] {
                row[key] = places[key].clone();
            }
            row
        };
        let people = (0..40).map(|i| {
            let name = if i % 3 == 0 { format!("{word} {i}") } else { format!("Bianchi Ada {i}") };
            place(json!({
                "persona": name, "nominativo": name, "persona_chiave": name, "categoria": "DPO", "pct": 2.5,
                "collettiva": false, "note": if i % 7 == 0 { word } else { "" }, "cella": format!("B{}", 200 + i),
            }))
        });
        let people = people.collect();
        let phases = (0..30).map(|i| {
            place(json!({
                "fase": format!("{i}bis"), "testo": if i % 4 == 0 { word.to_owned() } else { "Una fase. ".repeat(i) },
                "annullata": false, "target_dic": 100.0, "gap_dic": -12.5, "cella": format!("A{}", 300 + i),
            }))
        });
        let phases = phases.collect();
        rows(truth, "risorse", Vec::new());
        rows(truth, "partecipazioni", people);
        rows(truth, "fasi", phases);
    })
}

/// Blocks that no report has, each as full as can be.
fn hard() -> Report {
    let text = |text: &str| Value::Text(text.to_owned());
    let column = |title: &str, kind| Column { title: title.to_owned(), kind };
    let word = "Precipitevolissimevolmente".repeat(3)[..60].to_owned();
    let direzione =
        "Direzione per la Programmazione Strategica, i Sistemi Informativi e la Transizione Digitale".to_owned();
    let people = Table {
        caption: String::new(),
        columns: vec![
            column("Nominativo", ColumnKind::Text),
            column("Categoria", ColumnKind::Code),
            column("Quota", ColumnKind::Number),
            column("Note", ColumnKind::Text),
        ],
        rows: (0..40_i32)
            .map(|i| Row {
                cells: vec![
                    text(if i % 3 == 0 {
                        "Maria Antonietta Guglielmina dell’Acquasanta Bentivoglio-Montecuccoli della Rovere"
                    } else {
                        "Verdi Ada"
                    }),
                    text("DPO"),
                    Value::Percent { points: f64::from(i) * 2.51, exact: false },
                    if i % 7 == 0 { Value::Text(word.clone()) } else { Value::Blank },
                ],
                from: None,
                total: false,
            })
            .collect(),
        empty: String::new(),
    };
    let phases = Table {
        caption: String::new(),
        columns: vec![
            column("Fase", ColumnKind::Code),
            column("Descrizione", ColumnKind::Text),
            column("Mesi previsti", ColumnKind::Code),
            column("Grado", ColumnKind::Text),
            column("Da luglio a dicembre", ColumnKind::Text),
            column("Pagina", ColumnKind::Number),
        ],
        rows: (0..14_u8)
            .map(|i| Row {
                cells: vec![
                    Value::Text(i.to_string()),
                    Value::Text(if i % 4 == 0 {
                        word.clone()
                    } else {
                        "Raccolta delle richieste. ".repeat(usize::from(i))
                    }),
                    Value::Months {
                        shares: std::array::from_fn(|m| (m % 3 == 0).then_some(33.0)),
                        until: 12,
                        target: Some(99.0),
                        raggiunto: Some(40.0),
                    },
                    Value::Meter(f64::from(i) * 7.5),
                    Value::Trend(f64::from(i) * 3.33, 100.0),
                    Value::Page("scheda".to_owned()),
                ],
                from: None,
                total: false,
            })
            .collect(),
        empty: String::new(),
    };
    let fact = |label: &str, value: &str| Fact { label: label.to_owned(), value: text(value) };
    let mut report = Reports::of(&Checkpoint::read("luglio").material()).relazione();
    report.chapters.clear();
    report.front = vec![Block::Contents(2)];
    report.chapters.push(Chapter {
        title: direzione.clone(),
        part: None,
        short: "Scheda".to_owned(),
        blocks: vec![
            Block::Anchor("scheda".to_owned()),
            Block::Heading { level: 2, text: word.clone() },
            Block::Paragraph("Una descrizione lunga che continua. ".repeat(56)),
            Block::Facts(
                (0..9)
                    .map(|i| {
                        fact(if i == 4 { &word } else { "Direzione" }, if i % 2 == 0 { &direzione } else { &word })
                    })
                    .collect(),
            ),
            Block::Table(phases),
            Block::Columns(vec![vec![Block::Table(people.clone())], vec![Block::Table(people.clone())]]),
            Block::Columns(vec![
                vec![Block::Heading { level: 3, text: word.clone() }, Block::Paragraph(direzione.clone())],
                vec![Block::Heading { level: 3, text: "Risorse".to_owned() }, Block::Paragraph(word.clone())],
            ]),
            Block::Table(people),
            Block::Notice(Notice { tone: Tone::Bad, title: word.clone(), text: word }),
        ],
    });
    report
}

fn all(checkpoint: &Checkpoint) -> Vec<Report> {
    let material = checkpoint.material();
    let all = Reports::of(&material);
    let mut reports = vec![all.relazione(), all.pubblicazione().report];
    reports.extend(all.dirigenti().iter().map(|nome| all.dirigente(nome)));
    let uffici = all.uffici();
    reports.extend(uffici.iter().map(|file| all.correzioni(file).report(Forma::Pagine, Copia::Nessuna)));
    reports
}

#[test]
fn nothing_is_cut_covered_or_left_alone_whatever_an_office_writes() {
    for checkpoint in [Checkpoint::read("luglio"), Checkpoint::read("dicembre"), extreme()] {
        for report in all(&checkpoint) {
            assert_eq!(faults(&report), Vec::<String>::new());
        }
    }
    assert_eq!(faults(&hard()), Vec::<String>::new());
}

/// Writes the extreme Relazione where `TRAGUARDO_PDF_SAMPLE` says, to be looked at.
#[test]
#[ignore = "makes a file to look at"]
fn sample() {
    if let Ok(path) = std::env::var("TRAGUARDO_PDF_SAMPLE") {
        std::fs::write(path, render(&Reports::of(&extreme().material()).relazione()).unwrap()).unwrap();
    }
}

/// The pages on which each scheda stands.
fn pages_of_schede(list: &DisplayList) -> Vec<(String, Vec<usize>)> {
    // Below their part and their direzione.
    let begins: Vec<_> = list.bookmarks.iter().filter(|b| b.level <= 3).collect();
    let schede = begins.iter().enumerate().filter(|(_, b)| b.level == 3);
    schede
        .map(|(i, b)| {
            let end = begins.get(i + 1).map_or(list.pages.len(), |next| next.to.page0);
            (b.title.clone(), (b.to.page0..end.max(b.to.page0 + 1)).collect())
        })
        .collect()
}

#[test]
fn a_scheda_begins_on_its_page_and_says_whose_the_next_one_is() {
    let checkpoint = extreme();
    let report = Reports::of(&checkpoint.material()).relazione();
    let list = layout(&report, &Fonts::new().unwrap());
    let titles: Vec<&str> = checkpoint.truth["schede"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["titolo"].as_str().unwrap_or_else(|| s["foglio"].as_str().unwrap()))
        .collect();
    let schede: Vec<_> = pages_of_schede(&list).into_iter().filter(|(title, _)| titles.contains(&&**title)).collect();
    assert_eq!(schede.len(), titles.len());
    let (mut taken, mut more) = (Vec::new(), 0);
    for (title, pages) in &schede {
        assert!(pages.iter().all(|page| !taken.contains(page)), "{title} shares its page");
        taken.extend(pages);
        for page0 in &pages[1..] {
            more += 1;
            let said = list.pages[*page0].items.iter().any(|placed| match &placed.item {
                Item::Text { text, y, .. } => *y < 50.0 && text.starts_with("segue: "),
                _ => false,
            });
            assert!(said, "{title}: the head of page {} does not say whose it is", page0 + 1);
        }
    }
    assert!(more > 3);
    // Most fit: a scheda that goes on is the exception.
    let whole = schede.iter().filter(|(_, pages)| pages.len() == 1).count();
    assert!(whole * 2 > schede.len(), "only {whole} of {} schede stand on one page", schede.len());
}

#[test]
fn bookmarks_and_contents_nest_the_direzioni_and_the_annexes() {
    let report = Reports::of(&Checkpoint::read("dicembre").material()).relazione();
    let list = layout(&report, &Fonts::new().unwrap());
    let of = |level| list.bookmarks.iter().filter(move |b| b.level == level).map(|b| b.title.as_str());
    let top: Vec<&str> = of(1).collect();
    let first = ["Indice", "Sintesi", "Missioni, programmi e obiettivi strategici", "Risultati delle direzioni"];
    assert_eq!(top, [&first[..], &["Scostamenti", "Schede degli obiettivi", "Allegati"]].concat());
    let below: Vec<&str> = of(2).filter(|title| *title == title.to_uppercase() || title.contains("Allegato")).collect();
    assert_eq!(below.len(), 6 + 5, "{below:?}");
    // Under its part each is indented; the contents do not list themselves.
    let left = |said: &str| {
        list.pages[1].items.iter().find_map(|placed| match &placed.item {
            Item::Text { text, x, .. } if text.trim() == said && placed.node.is_some() => Some(*x),
            _ => None,
        })
    };
    let part = left("Schede degli obiettivi").unwrap();
    assert_eq!(left("Sintesi"), Some(part));
    assert!(left("AVVOCATURA").unwrap() > part);
    assert!(left("Allegato E. Nota metodologica").unwrap() > part);
    let indice = list.pages[1].items.iter().filter(|placed| placed.node.is_some());
    let named = indice.filter(|placed| matches!(&placed.item, Item::Text { text, .. } if text.trim() == "Indice"));
    assert_eq!(named.count(), 1, "only the heading says so");
}

#[test]
fn the_synthesis_takes_two_pages() {
    for checkpoint in [Checkpoint::read("luglio"), Checkpoint::read("dicembre"), extreme()] {
        let list = layout(&Reports::of(&checkpoint.material()).relazione(), &Fonts::new().unwrap());
        let mut chapters = list.bookmarks.iter().filter(|b| b.level == 1).skip_while(|b| b.title != "Sintesi");
        let (begins, next) = (chapters.next().unwrap(), chapters.next().unwrap());
        assert_eq!(next.to.page0 - begins.to.page0, 2);
    }
}

#[test]
fn what_the_synthesis_has_no_room_for_stands_in_the_annex() {
    let decisions = |report: &Report, chapter: &str| -> Option<Vec<String>> {
        let chapter = report.chapters.iter().find(|c| c.title.starts_with(chapter)).unwrap();
        chapter.blocks.iter().find_map(|block| match block {
            Block::Table(table) if table.columns.get(1).is_some_and(|c| c.title == "Perché") => {
                Some(table.rows.iter().map(|row| row.cells[0].to_string()).collect())
            }
            _ => None,
        })
    };
    let few = Reports::of(&Checkpoint::read("dicembre").material()).relazione();
    assert_eq!(decisions(&few, "Sintesi").unwrap().len(), 6);
    assert_eq!(decisions(&few, "Allegato C"), None);
    // Schede of which no version counts ask for a decision too.
    let many = Checkpoint::changed("dicembre", |truth| {
        truth["schede"].as_array_mut().unwrap().iter_mut().skip(10).take(5).for_each(|s| s["conta"] = json!(false));
    });
    let many = Reports::of(&many.material()).relazione();
    let (shown, all) = (decisions(&many, "Sintesi").unwrap(), decisions(&many, "Allegato C").unwrap());
    assert!(all.len() > shown.len() && all[..shown.len()] == shown[..], "{shown:?} of {all:?}");
}

#[test]
fn page_numbers_lead_to_the_page_they_say() {
    let list = layout(&Reports::of(&extreme().material()).relazione(), &Fonts::new().unwrap());
    let links: Vec<_> = list.pages.iter().flat_map(|page| &page.links).collect();
    assert!(links.len() > 100);
    for link in links {
        let said = list.pages.iter().flat_map(|page| &page.items).filter(|placed| placed.node == Some(link.node));
        let numbers: Vec<&str> = said
            .filter_map(|placed| match &placed.item {
                Item::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(*numbers.last().unwrap(), (link.to.page0 + 1).to_string());
    }
}

#[test]
fn the_faults_would_be_found() {
    let fonts = Fonts::new().unwrap();
    let text = |node: Option<usize>, x: f32, y: f32, text: &str| {
        let (size, face, color) = (9.0, Face::Regular, Color(0, 0, 0));
        let width = fonts.width(face, size, text);
        let item = Item::Text { x, y, width, size, face, color, text: text.to_owned() };
        Placed { node: node.map(NodeId), item }
    };
    let page = |items| Page { items, links: vec![] };
    assert_eq!(covered(&page(vec![text(None, 60.0, 100.0, "uno"), text(None, 70.0, 102.0, "due")])).len(), 1);
    assert_eq!(outside(&page(vec![text(None, 530.0, 100.0, "oltre il margine")]), false, &fonts).len(), 1);
    assert_eq!(outside(&page(vec![text(None, 60.0, 100.0, "漢")]), false, &fonts).len(), 1);
    let cells = BTreeMap::from([(NodeId(7), (NodeId(1), 0)), (NodeId(8), (NodeId(1), 1))]);
    let row = vec![text(Some(7), 60.0, 100.0, "troppo lungo"), text(Some(8), 90.0, 130.0, "accanto")];
    assert_eq!(overlapping(&page(row), &cells).len(), 1);
}
