//! The one place that strings the rooms together.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::dataset::build::{self, Voce};
use crate::place::Luogo;
use crate::scheda::profile::Profile;
use crate::scheda::{self, Scadenza, Scheda};
use crate::segnalazione::{Gravita, Segnalazione};
use crate::workbook;

/// What was read from the input folder.
#[derive(Debug)]
pub struct Letto {
    /// The schede, by file and sheet.
    pub voci: Vec<Voce>,
    /// What could not be read, or was read with a doubt.
    pub segnalazioni: Vec<Segnalazione>,
    /// Name below the input folder and SHA-256 of each workbook that could be opened.
    pub file: Vec<(String, String)>,
}

/// The workbooks below a folder, as path and name, sorted by name. Owner files (`~$`) and hidden files are no workbooks.
#[must_use]
pub fn workbooks(input: &Path) -> Vec<(PathBuf, String)> {
    let mut found: Vec<(PathBuf, String)> = WalkDir::new(input)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.'))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = entry.into_path();
            let own = path.file_name()?.to_string_lossy().into_owned();
            let extension = path.extension()?.to_string_lossy().to_lowercase();
            if own.starts_with("~$") || !matches!(extension.as_str(), "xlsx" | "xlsm") {
                return None;
            }
            let below = path.strip_prefix(input).ok().filter(|p| !p.as_os_str().is_empty());
            let name = below
                .map_or(own, |p| p.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"));
            Some((path, name))
        })
        .collect();
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found
}

/// Reads workbooks in parallel; `done` is called once after each.
pub fn read(files: &[(PathBuf, String)], profile: &Profile, scadenza: Scadenza, done: &(dyn Fn() + Sync)) -> Letto {
    let read: Vec<_> = files
        .par_iter()
        .map(|(path, name)| {
            // A reader that panics over one workbook must not take the others with it.
            let outcome = std::panic::catch_unwind(|| read_one(path, name, profile, scadenza));
            done();
            outcome.unwrap_or_else(|_| {
                let segnalazione = Segnalazione {
                    codice: "FIL003",
                    gravita: Gravita::Errore,
                    luogo: Luogo::file(name.as_str()),
                    messaggio: "il file ha una struttura che il programma non riesce a leggere".into(),
                    rimedio: "aprirlo con Excel, salvarlo di nuovo e ripetere; se non basta, segnalarlo all'assistenza"
                        .into(),
                };
                (None, Vec::new(), vec![segnalazione])
            })
        })
        .collect();
    let (mut schede, mut segnalazioni, mut file) = (Vec::new(), Vec::new(), Vec::new());
    for (one, found, wrong) in read {
        file.extend(one);
        schede.extend(found);
        segnalazioni.extend(wrong);
    }
    let (voci, doppie) = build::voci(schede);
    // What is wrong inside a copy that was left out concerns nobody: its own line says that it is a copy.
    let dropped: Vec<&Luogo> =
        doppie.iter().map(|s| &s.luogo).filter(|l| !voci.iter().any(|v| v.scheda.luogo == **l)).collect();
    segnalazioni.retain(|s| !dropped.iter().any(|l| l.file == s.luogo.file && l.foglio == s.luogo.foglio));
    segnalazioni.extend(doppie);
    Letto { voci, segnalazioni, file }
}

type Uno = (Option<(String, String)>, Vec<Scheda>, Vec<Segnalazione>);

fn read_one(path: &Path, name: &str, profile: &Profile, scadenza: Scadenza) -> Uno {
    match workbook::read(path, name) {
        Err(segnalazione) => (None, Vec::new(), vec![*segnalazione]),
        Ok(workbook) => {
            let (mut schede, mut segnalazioni) = (Vec::new(), Vec::new());
            for sheet in &workbook.sheets {
                let (found, wrong) = scheda::read(&workbook.file, sheet, profile, scadenza);
                schede.extend(found);
                segnalazioni.extend(wrong);
            }
            (Some((workbook.file, workbook.sha256)), schede, segnalazioni)
        }
    }
}
