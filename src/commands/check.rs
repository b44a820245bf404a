//! `traguardo check`: read and check, publish nothing; or explain a code.

use std::path::{Path, PathBuf};

use traguardo::checks::{self, documentazione};
use traguardo::cli::{CheckArgs, Format};
use traguardo::run;
use traguardo::segnalazione::{Gravita, Segnalazione};
use traguardo::tabelle::Tabelle;
use traguardo::workbook::folder::{self, Folder};

use super::elenco::elenco;
use super::{complain, config, riconoscimento, say};

/// Runs it; gives the exit code.
pub fn check(args: &CheckArgs) -> u8 {
    if let Some(codice) = &args.explain {
        return explain(codice);
    }
    let paths = if args.paths.is_empty() { vec![PathBuf::from("input")] } else { args.paths.clone() };
    let folder = paths.first().filter(|p| p.is_dir()).cloned();
    let beside = folder.or_else(|| paths.first().and_then(|p| p.parent()).map(Path::to_path_buf)).unwrap_or_default();
    let config = match config(args.config.as_deref(), &beside) {
        Ok(config) => config,
        Err(error) => {
            complain(&error.to_string());
            return 2;
        }
    };
    let termine =
        match args.checkpoint.as_deref().map_or_else(|| Ok(config.ultimo_termine()), |nome| config.termine(nome)) {
            Ok(termine) => termine,
            Err(message) => {
                complain(&message);
                return 2;
            }
        };
    let verifica = termine.verifica();
    let mut folder = Folder::default();
    for path in &paths {
        folder.extend(run::workbooks(path));
    }
    if folder.files.is_empty() && folder.segnalazioni.is_empty() {
        let nothing = folder::nothing(&paths[0]);
        match args.format {
            Format::Json => say(&json(&nothing)),
            Format::Text => complain(&lines(&nothing)),
        }
        return 3;
    }
    let mut letto = run::read(&folder, &config.forms(), &config, verifica.scadenza, &|| {});
    if args.recognised {
        let text = match args.format {
            Format::Text => riconoscimento::testo(&letto.fogli),
            Format::Json => riconoscimento::json(&letto.fogli),
        };
        say(&text);
        return 0;
    }
    let piano = args.piano.clone().or_else(|| config.piano.as_ref().map(|piano| beside.join(piano)));
    if let Some(piano) = piano
        && let Err(error) = run::read_piano(&mut letto, &piano, &config, verifica.scadenza)
    {
        complain(&error.to_string());
        return error.exit_code();
    }
    if let Some(folder) = paths.iter().find(|path| path.is_dir()) {
        match Tabelle::read(folder) {
            // Of one office's workbooks: what the tables say of the others is no fault here.
            Ok(tabelle) => letto.tabelle = tabelle,
            Err(error) => {
                complain(&error.to_string());
                return 2;
            }
        }
    }
    let esito = run::evaluate(&letto, &config, verifica);
    let errori = esito.segnalazioni.iter().filter(|s| s.gravita == Gravita::Errore).count();
    match args.format {
        Format::Json if esito.segnalazioni.is_empty() => {}
        Format::Json => {
            let lines: Vec<String> = esito.segnalazioni.iter().map(json).collect();
            say(&lines.join("\n"));
        }
        Format::Text => say(&elenco(&letto, &esito, config.anno, termine, args.checkpoint.is_some())),
    }
    u8::from(errori > 0)
}

fn explain(codice: &str) -> u8 {
    let codice = codice.trim().to_uppercase();
    let Some(rule) = checks::rule(&codice) else {
        complain(&format!(
            "il codice {codice} non esiste: i codici sono quelli scritti accanto alle segnalazioni, per esempio PER003"
        ));
        return 2;
    };
    say(&documentazione::spiegazione(rule));
    0
}

fn json(s: &Segnalazione) -> String {
    serde_json::json!({
        "codice": s.codice, "gravita": s.gravita.as_str(), "file": s.luogo.file, "foglio": s.luogo.foglio,
        "cella": s.luogo.cella, "messaggio": s.messaggio, "rimedio": s.rimedio,
    })
    .to_string()
}

fn lines(s: &Segnalazione) -> String {
    format!("{}[{}]: {}\n  --> {}\n  rimedio: {}\n", s.gravita.as_str(), s.codice, s.messaggio, s.luogo, s.rimedio)
}
