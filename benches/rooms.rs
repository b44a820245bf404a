//! One benchmark a room, and one for the whole run, over the six workbooks of the example.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark has no users")]

use std::path::{Path, PathBuf};

use divan::{Bencher, black_box};
use traguardo::config::Config;
use traguardo::config::Verifica;
use traguardo::dataset::build::{self, Scelte};
use traguardo::dataset::parquet::parquet;
use traguardo::job::Job;
use traguardo::publish::Staging;
use traguardo::render::pdf;
use traguardo::report;
use traguardo::report::model::{Block, Chapter, Column, ColumnKind, Report, Row, Table, Value};
use traguardo::run::{self, Progress};
use traguardo::scheda::profile::Profile;
use traguardo::scheda::{self, Calendario, Convenzioni, Criteri, Scadenza};
use traguardo::scoring;
use traguardo::tabelle::Tabelle;
use traguardo::workbook::{self, Limiti};

fn main() {
    divan::main();
}

const DICEMBRE: Verifica = Verifica { scadenza: Scadenza::Dicembre, finale: true, mese: 12 };

fn input() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("input")
}

fn config() -> Config {
    Config::load(&input().join("traguardo.toml")).unwrap()
}

struct Silent;
impl Progress for Silent {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}

#[divan::bench]
fn workbook_room(bencher: Bencher) {
    let files = run::workbooks(&input());
    let limiti = Limiti::default();
    bencher.bench(|| files.files.iter().map(|f| workbook::read(f, &limiti).0.unwrap().sheets.len()).sum::<usize>());
}

#[divan::bench]
fn scheda_room(bencher: Bencher) {
    let profili = Profile::shipped();
    let convenzioni = Convenzioni { annullata: vec!["//".to_owned()], attesi: Vec::new() };
    let (scadenza, calendario) = (Scadenza::Dicembre, Calendario::default());
    let criteri = Criteri { profili: &profili, scadenza, anno: 2022, calendario, convenzioni: &convenzioni };
    let limiti = Limiti::default();
    let books: Vec<_> =
        run::workbooks(&input()).files.iter().map(|file| workbook::read(file, &limiti).0.unwrap()).collect();
    bencher.bench(|| {
        let sheets = books.iter().flat_map(|book| book.sheets.iter().map(move |sheet| (book, sheet)));
        sheets.map(|(book, sheet)| scheda::read(&book.file, sheet, criteri).schede.len()).sum::<usize>()
    });
}

fn letto() -> run::Letto {
    run::read(&run::workbooks(&input()), &Profile::shipped(), &config(), Scadenza::Dicembre, &|| {})
}

#[divan::bench]
fn dataset_room(bencher: Bencher) {
    let (letto, config, tabelle) = (letto(), config(), Tabelle::default());
    let scelte = Scelte { regole: &config.regole, tabelle: &tabelle };
    bencher.bench(|| parquet(&build::dataset(&letto.voci, scelte).fasi).unwrap());
}

#[divan::bench]
fn scoring_room(bencher: Bencher) {
    let config = config();
    let tabelle = Tabelle::default();
    let scelte = Scelte { regole: &config.regole, tabelle: &tabelle };
    let dataset = build::dataset(&letto().voci, scelte);
    let none = std::collections::BTreeSet::new();
    bencher.bench(|| scoring::score(black_box(&dataset), &config.regole, DICEMBRE, "ente", &none).unwrap());
}

#[divan::bench]
fn checks_and_scoring(bencher: Bencher) {
    let (letto, config) = (letto(), config());
    bencher.bench(|| run::evaluate(&letto, &config, DICEMBRE));
}

/// Pages with a table each, tagged: what a long Relazione is made of.
#[divan::bench(args = [20, 200], sample_count = 5)]
fn render_room_pages(bencher: Bencher, chapters: usize) {
    let report = long_report(chapters);
    bencher.bench(|| pdf::render(&report).unwrap().len());
}

fn job(output: &Path) -> Job {
    let config = config();
    let termine = config.termine("dicembre").unwrap().clone();
    Job { config, input: input(), output: output.to_owned(), termine, strict: false }
}

#[divan::bench]
fn report_room(bencher: Bencher) {
    let output = tempfile::tempdir().unwrap();
    run::consult(&job(output.path()), |material| {
        bencher.bench_local(|| report::relazione(material).chapters.len());
    })
    .unwrap();
}

/// An edition of two hundred documents of 100 kB, written down to the disk and put in place.
#[divan::bench(sample_count = 5)]
fn publish_room(bencher: Bencher) {
    let output = tempfile::tempdir().unwrap();
    let document = vec![b'x'; 100_000];
    bencher.bench(|| {
        let mut staging = Staging::new(output.path(), "2022-dicembre").unwrap();
        for i in 0..200 {
            staging.add(&format!("Uffici/{i}/Correzioni.pdf"), &document).unwrap();
        }
        staging.publish().unwrap()
    });
}

#[divan::bench(sample_count = 5)]
fn whole_run(bencher: Bencher) {
    let output = tempfile::tempdir().unwrap();
    let job = job(output.path());
    bencher.bench(|| run::run(&job, &Silent).unwrap().exit_code);
}

fn long_report(chapters: usize) -> Report {
    let row = |i: usize| Row {
        cells: vec![
            Value::Text(format!("{i}")),
            Value::Text("Raccolta delle richieste, verifica dei requisiti e avviso alle famiglie".into()),
            Value::Number { value: 77.5, decimals: 2 },
        ],
        from: None,
        total: false,
    };
    let column = |title: &str, kind| Column { title: title.into(), kind };
    let table = Table {
        caption: "Fasi".into(),
        columns: vec![
            column("Fase", ColumnKind::Code),
            column("Descrizione", ColumnKind::Text),
            column("Grado", ColumnKind::Number),
        ],
        rows: (1..=25).map(row).collect(),
        empty: String::new(),
    };
    let chapter = |i: usize| Chapter {
        title: format!("Obiettivo {i}"),
        short: format!("Obiettivo {i}"),
        blocks: vec![Block::Table(table.clone())],
    };
    Report {
        ente: "Comune di Borgoverde".into(),
        title: "Relazione".into(),
        subtitle: "Scadenza finale".into(),
        recipient: "Nucleo di Valutazione".into(),
        date: jiff::civil::date(2022, 12, 31),
        fingerprint: "0".repeat(64),
        provvisorio: None,
        cover: Vec::new(),
        front: Vec::new(),
        chapters: (1..=chapters).map(chapter).collect(),
    }
}
