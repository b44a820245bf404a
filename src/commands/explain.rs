//! `traguardo explain`: the arithmetic of one result, down to the cells.

use std::path::{Path, PathBuf};

use traguardo::cli::{ExplainArgs, Format};
use traguardo::report::explain::{self, Ricerca};
use traguardo::run::{self, Job};

use super::{complain, config, say};

/// Runs it; gives the exit code.
pub fn explain(args: &ExplainArgs) -> u8 {
    let typed = args.input.clone().unwrap_or_else(|| PathBuf::from("input"));
    let config = match config(args.config.as_deref(), &typed) {
        Ok(config) => config,
        Err(error) => {
            complain(&error.to_string());
            return 2;
        }
    };
    let termine = match config.termine(&args.checkpoint) {
        Ok(termine) => termine.clone(),
        Err(message) => {
            complain(&message);
            return 2;
        }
    };
    let base = args.config.as_deref().and_then(Path::parent).map_or_else(|| typed.clone(), Path::to_path_buf);
    let configured = config.input.as_ref().map(|path| base.join(path));
    let job = Job {
        input: args.input.clone().or(configured).unwrap_or(typed),
        output: PathBuf::from("output"),
        config,
        termine,
        strict: false,
    };
    let found = run::consult(&job, |material| match (&args.obiettivo, &args.persona) {
        (Some(text), _) => {
            (explain::obiettivo(material, text), text.clone(), "nessun obiettivo ha", "più obiettivi hanno")
        }
        (None, Some(text)) => {
            (explain::persona(material, text), text.clone(), "nessuna persona ha", "più persone hanno")
        }
        (None, None) => (Ricerca::Nessuna, String::new(), "nessun obiettivo ha", "più obiettivi hanno"),
    });
    match found {
        Err(error) => {
            complain(&error.to_string());
            error.exit_code()
        }
        Ok((Ricerca::Trovata(spiegazione), ..)) => {
            match args.format {
                Format::Text => say(&spiegazione.text()),
                Format::Json => say(&spiegazione.json()),
            }
            0
        }
        Ok((Ricerca::Ambigua(names), text, _, many)) => {
            complain(&format!(
                "{many} «{text}» nel nome: scriverne di più, o il nome intero.\n  {}",
                names.join("\n  ")
            ));
            2
        }
        Ok((Ricerca::Nessuna, text, none, _)) => {
            complain(&format!(
                "{none} «{text}» nel nome: controllare come è scritto; basta una parte, maiuscole e accenti non contano"
            ));
            2
        }
    }
}
