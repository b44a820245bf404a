//! `traguardo check`: read and check, publish nothing; or explain a code.

use std::path::PathBuf;

use traguardo::checks::{self, documentazione};
use traguardo::cli::{CheckArgs, Format};
use traguardo::job::Job;
use traguardo::place::CellRef;
use traguardo::run;
use traguardo::segnalazione::{Codice, Gravita, Segnalazione};
use traguardo::workbook::folder::Folder;

use super::elenco::elenco;
use super::{complain, riconoscimento, say, say_in_colour};

/// Runs it; gives the exit code.
pub fn check(args: &CheckArgs) -> u8 {
    if let Some(codice) = &args.explain {
        return explain(codice);
    }
    let job = match Job::new(args.paths.first().map(PathBuf::as_path), &args.fonti, args.checkpoint.as_deref()) {
        Ok(job) => job,
        Err(error) => {
            complain(&error.to_string());
            return 2;
        }
    };
    let paths = if args.paths.is_empty() { vec![job.input.clone()] } else { args.paths.clone() };
    let mut folder = Folder::default();
    for path in &paths {
        let found = run::workbooks(path);
        folder.extend(if paths.len() > 1 { found.called_from(path) } else { found });
    }
    if folder.files.is_empty() && folder.segnalazioni.is_empty() {
        let nothing = run::nothing(&paths[0]);
        match args.forma.format {
            Format::Json => say(&json(&nothing)),
            Format::Text => complain(&lines(&nothing)),
        }
        return 3;
    }
    let letto = match run::read_all(&job, &folder, &|| {}) {
        Ok(letto) => letto,
        Err(error) => {
            complain(&error.to_string());
            return error.exit_code();
        }
    };
    if args.recognised {
        let text = match args.forma.format {
            Format::Text => riconoscimento::testo(&letto.fogli),
            Format::Json => riconoscimento::json(&letto.fogli),
        };
        say(&text);
        return 0;
    }
    let esito = run::evaluate(&letto, &job.config, job.termine.verifica());
    let errori = esito.segnalazioni.iter().filter(|s| s.gravita == Gravita::Errore).count();
    match args.forma.format {
        Format::Json if esito.segnalazioni.is_empty() => {}
        Format::Json => {
            let lines: Vec<String> = esito.segnalazioni.iter().map(json).collect();
            say(&lines.join("\n"));
        }
        Format::Text => {
            say_in_colour(&elenco(&letto, &esito, job.config.anno, &job.termine, args.checkpoint.is_some()));
        }
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
    #[derive(serde::Serialize)]
    struct Riga<'a> {
        codice: Codice,
        gravita: &'a str,
        file: &'a str,
        foglio: Option<&'a str>,
        cella: Option<CellRef>,
        messaggio: &'a str,
        rimedio: &'a str,
    }
    let riga = Riga {
        codice: s.codice,
        gravita: s.gravita.as_str(),
        file: &s.luogo.file,
        foglio: s.luogo.foglio.as_deref(),
        cella: s.luogo.cella,
        messaggio: &s.messaggio,
        rimedio: &s.rimedio,
    };
    serde_json::to_string(&riga).expect("texts can always be written")
}

fn lines(s: &Segnalazione) -> String {
    format!("{}[{}]: {}\n  --> {}\n  rimedio: {}\n", s.gravita.as_str(), s.codice, s.messaggio, s.luogo, s.rimedio)
}
