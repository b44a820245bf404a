//! The same workbooks in other formats: what is read from them is what is read from the .xlsx.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

#[path = "support/xlsb.rs"]
mod xlsb;

use std::path::{Path, PathBuf};

use polars_core::prelude::DataFrame;
use traguardo::config::Config;
use traguardo::dataset::build::{Scelte, dataset};
use traguardo::run::{self, Letto};
use traguardo::scheda::Scadenza;
use traguardo::scheda::profile::Profile;
use traguardo::workbook::Limiti;
use traguardo::workbook::folder::Folder;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn read(folder: &Folder) -> Letto {
    run::read(folder, &Profile::shipped(), &Config::default(), Scadenza::Luglio, &|| {})
}

/// The frames without the name of the file, whose end differs.
fn frames(letto: &Letto) -> Vec<DataFrame> {
    let mut regole = Config::default().regole;
    regole.indicatori.rispetto_fasi_nomi = vec!["rispetto".into()];
    let data = dataset(&letto.voci, Scelte { regole: &regole, tabelle: &letto.tabelle });
    [data.schede, data.fasi, data.mesi, data.indicatori, data.partecipazioni, data.risorse]
        .into_iter()
        .map(|frame| frame.drop("file").unwrap_or(frame))
        .collect()
}

/// Code, sheet, cell and words of each segnalazione.
fn reported(letto: &Letto) -> Vec<String> {
    let line = |s: &traguardo::segnalazione::Segnalazione| {
        let foglio = s.luogo.foglio.clone().unwrap_or_default();
        let cella = s.luogo.cella.map(|at| at.to_string()).unwrap_or_default();
        format!("{} {foglio} {cella}: {}", s.codice, s.messaggio)
    };
    let mut lines: Vec<_> = letto.segnalazioni.iter().map(line).collect();
    lines.sort();
    lines
}

/// Where the twins of a format are, the .xlsb ones made on the spot.
fn twins(format: &str, scratch: &Path) -> Folder {
    if format != "xlsb" {
        return run::workbooks(&tests().join("formats").join(format));
    }
    for file in run::workbooks(&tests().join("pdo/luglio")).files {
        let (workbook, _) = traguardo::workbook::read(&file, &Limiti::default());
        let name = file.name.replace(".xlsx", ".xlsb");
        std::fs::write(scratch.join(name), xlsb::write(&workbook.unwrap().sheets)).unwrap();
    }
    run::workbooks(scratch)
}

#[test]
fn twins_in_other_formats_give_the_same_frames_and_segnalazioni() {
    let scratch = tempfile::tempdir().unwrap();
    for (format, files) in [("xls", 2), ("ods", 2), ("xlsb", 6)] {
        let twins = twins(format, scratch.path());
        assert_eq!(twins.files.len(), files, "{format}");
        let mut originals = run::workbooks(&tests().join("pdo/luglio"));
        let stem = |name: &str| name.rsplit_once('.').unwrap().0.to_owned();
        originals.files.retain(|file| twins.files.iter().any(|twin| stem(&twin.name) == stem(&file.name)));
        let (twins, originals) = (read(&twins), read(&originals));
        assert!(originals.voci.len() > 5);
        let as_xlsx: Vec<_> = reported(&twins).iter().map(|s| s.replace(&format!(".{format}"), ".xlsx")).collect();
        assert_eq!(as_xlsx, reported(&originals), "{format}");
        for (twin, original) in frames(&twins).iter().zip(frames(&originals)) {
            assert_eq!(twin.get_column_names(), original.get_column_names());
            for (ours, expected) in twin.columns().iter().zip(original.columns()) {
                assert!(ours.equals_missing(expected), "{format}: {}\n{ours:?}\n{expected:?}", ours.name());
            }
        }
    }
}
