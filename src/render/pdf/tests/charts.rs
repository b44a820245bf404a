//! Every kind of chart as it is drawn: a change of look is seen here, item by item, before it is seen on paper.

use std::fmt::Write;

use super::super::display::{Color, Item, PAGE_HEIGHT, Role};
use super::super::fonts::Fonts;
use super::super::layout::layout;
use super::super::look::{ACCENT, INK, MUTED, RULE, TINT, tone_color};
use super::{column, report, text};
use crate::report::model::{Block, Chapter, Chart, ColumnKind, Row, Shape, Table, Tone, Value};

/// What a block alone is drawn as, an item a line, without the heads and feet of its pages.
fn picture(block: Block) -> String {
    let mut report = report();
    report.chapters = [vec![], vec![block]]
        .map(|blocks| Chapter { title: "·".to_owned(), part: None, short: String::new(), blocks })
        .into();
    let list = layout(&report, &Fonts::new().unwrap());
    let mut out = String::new();
    let mut alone = None;
    for (page0, page) in list.pages.iter().enumerate().skip(2) {
        writeln!(out, "page {}", page0 + 1).unwrap();
        for placed in &page.items {
            let owner = placed.node.map_or("artifact", |node| list.nodes[node.0].role.name());
            let drawn = match &placed.item {
                Item::Text { y, .. } if !(50.0..PAGE_HEIGHT - 40.0).contains(y) => continue,
                Item::Line { points, .. } if points[0].1 <= 50.0 => continue,
                Item::Text { x, y, width, size, face, color, text } => {
                    format!("{face:?} {size} {} at {x:.1} {y:.1}, {width:.1} wide: {text}", name(*color))
                }
                Item::Rect { x, y, width, height, color } => {
                    format!("rect {} at {x:.1} {y:.1}, {width:.1} × {height:.1}", name(*color))
                }
                Item::Line { points, width, color } => {
                    let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
                    format!("line {} {width:.1} {}", name(*color), points.join(" → "))
                }
            };
            if let Some(node) = placed.node.filter(|node| list.nodes[node.0].role == Role::Figure)
                && alone.replace(node) != Some(node)
            {
                writeln!(out, "figure: {}", list.nodes[node.0].alt.as_deref().unwrap_or_default()).unwrap();
            }
            writeln!(out, "  {owner:8} {drawn}").unwrap();
        }
    }
    out
}

fn name(color: Color) -> String {
    let known = [
        (ACCENT, "accent"),
        (INK, "ink"),
        (MUTED, "muted"),
        (RULE, "rule"),
        (TINT, "tint"),
        (tone_color(Tone::Good), "good"),
        (tone_color(Tone::Warning), "warning"),
        (tone_color(Tone::Bad), "bad"),
        (Color(255, 255, 255), "white"),
    ];
    let found = known.into_iter().find(|(own, _)| *own == color);
    found.map_or_else(|| format!("{color:?}"), |(_, name)| name.to_owned())
}

fn chart(shape: Shape) -> String {
    picture(Block::Chart(Chart { caption: "Titolo".to_owned(), alt: "I valori.".to_owned(), shape }))
}

#[test]
fn bars() {
    let drawn = chart(Shape::Bars {
        max: 100.0,
        bars: vec![
            ("Servizi Finanziari".to_owned(), Some(92.5), Tone::Good),
            ("Lavori Pubblici e Manutenzione del Patrimonio Comunale".to_owned(), Some(61.0), Tone::Warning),
            ("Avvocatura".to_owned(), Some(0.0), Tone::Bad),
            ("Polizia Locale".to_owned(), None, Tone::Neutral),
        ],
        marks: vec![(70.0, "parzialmente raggiunto".to_owned()), (90.0, "raggiunto".to_owned())],
    });
    insta::assert_snapshot!(drawn);
}

#[test]
fn stacked() {
    let parts = [("raggiunto", Tone::Good), ("parziale", Tone::Warning), ("mancato", Tone::Bad)];
    let drawn = chart(Shape::Stacked {
        parts: parts.map(|(name, tone)| (name.to_owned(), tone)).into(),
        bars: vec![
            ("Tutto l'ente".to_owned(), vec![16, 12, 6]),
            ("Una scheda".to_owned(), vec![0, 1, 0]),
            ("Nessuna".to_owned(), vec![0, 0, 0]),
        ],
    });
    insta::assert_snapshot!(drawn);
}

#[test]
fn dots() {
    let drawn = chart(Shape::Dots {
        max: 100.0,
        rows: vec![("Tutti".to_owned(), vec![100.0, 100.0, 62.5, 62.7, 0.0]), ("Nessuno".to_owned(), vec![])],
    });
    insta::assert_snapshot!(drawn);
}

/// The drawings of a table's cells, a column each.
fn cells(values: Vec<Value>) -> String {
    picture(Block::Table(Table {
        caption: String::new(),
        columns: vec![column("Riga", ColumnKind::Text), column("Disegno", ColumnKind::Code)],
        rows: values.into_iter().map(|value| Row { cells: vec![text("a"), value], from: None, total: false }).collect(),
        empty: String::new(),
    }))
}

#[test]
fn gantt() {
    let planned = |from: usize, to: usize| std::array::from_fn(|m| (from..to).contains(&m).then_some(50.0));
    let drawn = cells(vec![
        Value::Months { shares: planned(2, 4), until: 7, target: Some(100.0), raggiunto: Some(60.0) },
        Value::Months { shares: planned(0, 0), until: 12, target: None, raggiunto: None },
        Value::Months { shares: planned(11, 12), until: 12, target: Some(50.0), raggiunto: Some(50.0) },
    ]);
    insta::assert_snapshot!(drawn);
}

#[test]
fn meters_and_trends() {
    let drawn = cells(vec![
        Value::Meter(70.0),
        Value::Meter(0.0),
        Value::Meter(100.0),
        Value::Trend(40.0, 100.0),
        Value::Trend(66.67, 33.33),
    ]);
    insta::assert_snapshot!(drawn);
}
