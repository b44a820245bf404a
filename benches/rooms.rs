//! One benchmark a room, and one for the whole run, over the six workbooks of the example.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark has no users")]

use std::path::{Path, PathBuf};

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use polars_core::prelude::{Column as Series, DataFrame};
use traguardo::config::Config;
use traguardo::config::Verifica;
use traguardo::dataset::Dataset;
use traguardo::dataset::build::{self, Scelte};
use traguardo::dataset::parquet::parquet;
use traguardo::job::Job;
use traguardo::publish::Staging;
use traguardo::render::{pdf, xlsx};
use traguardo::report::model::{Block, Chapter, Report};
use traguardo::report::{Material, Reports};
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

/// A Relazione of about so many pages, tagged: the example's, with its schede again and again. Pages a second must not
/// fall as they grow.
#[divan::bench(args = [100, 300, 1000], sample_count = 3)]
fn render_room_pages(bencher: Bencher, pages: usize) {
    let report = long_report(pages);
    let drawn = pdf::layout::layout(&report, &pdf::fonts::Fonts::new().unwrap()).pages.len();
    bencher.counter(ItemsCount::new(drawn)).bench(|| pdf::render(&report).unwrap().len());
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
        bencher.bench_local(|| Reports::of(material).relazione().chapters.len());
    })
    .unwrap();
}

/// The schede of the example so many times over, each time with ids and names of its own.
fn repeated(frame: &DataFrame, times: usize) -> DataFrame {
    let mut all = frame.clear();
    for n in 0..times {
        let mut one = frame.clone();
        for name in ["id", "persona", "nominativo"] {
            let Ok(column) = frame.column(name) else { continue };
            let own: Vec<Option<String>> =
                column.str().unwrap().iter().map(|text| text.map(|text| format!("{text} {n}"))).collect();
            one.with_column(Series::new(name.into(), own)).unwrap();
        }
        all.vstack_mut(&one).unwrap();
    }
    all
}

/// The workbook of a large body: it takes as much longer as it is larger.
#[divan::bench(args = [10, 60], sample_count = 2)]
fn consolidato(bencher: Bencher, times: usize) {
    let output = tempfile::tempdir().unwrap();
    run::consult(&job(output.path()), |material| {
        let base = material.dataset;
        let dataset = Dataset {
            schede: repeated(&base.schede, times),
            fasi: repeated(&base.fasi, times),
            mesi: repeated(&base.mesi, times),
            indicatori: repeated(&base.indicatori, times),
            partecipazioni: repeated(&base.partecipazioni, times),
            risorse: repeated(&base.risorse, times),
            celle: base.celle.clone(),
            componenti: base.componenti.clone(),
        };
        let none = std::collections::BTreeSet::new();
        let scores = scoring::score(&dataset, material.calcolo, DICEMBRE, "Ente", &none).unwrap();
        let large = Material {
            dataset: &dataset,
            punteggi_fasi: &scores.fasi,
            punteggi_indicatori: &scores.indicatori,
            punteggi_obiettivi: &scores.obiettivi,
            risultati_persone: &scores.persone,
            risultati_strutture: &scores.strutture,
            valutazioni: &scores.valutazioni,
            ..material.clone()
        };
        bencher.bench_local(|| xlsx::render(&Reports::of(&large).consolidato()).unwrap().len());
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
        // Only what has the record of an edition may be replaced by the next.
        let record = serde_json::json!({ "uscite": staging.sha256() }).to_string();
        staging.add("manifest.json", record.as_bytes()).unwrap();
        staging.publish().unwrap()
    });
}

#[divan::bench(sample_count = 5)]
fn whole_run(bencher: Bencher) {
    let output = tempfile::tempdir().unwrap();
    let job = job(output.path());
    bencher.bench(|| run::run(&job, &Silent).unwrap().exit_code);
}

fn long_report(pages: usize) -> Report {
    let output = tempfile::tempdir().unwrap();
    let mut long = None;
    run::consult(&job(output.path()), |material| long = Some(Reports::of(material).relazione())).unwrap();
    let mut report = long.unwrap();
    let has_schede = |chapter: &&Chapter| chapter.blocks.iter().any(|block| matches!(block, Block::Sheet(_)));
    let schede: Vec<Chapter> = report.chapters.iter().filter(has_schede).cloned().collect();
    let sheets = |chapters: &[Chapter]| {
        chapters.iter().flat_map(|c| &c.blocks).filter(|block| matches!(block, Block::Sheet(_))).count()
    };
    while sheets(&report.chapters) < pages {
        report.chapters.extend(schede.iter().cloned());
    }
    report
}
