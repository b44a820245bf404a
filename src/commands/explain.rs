//! `traguardo explain`: the arithmetic of one result, down to the cells.

use traguardo::cli::{ExplainArgs, Format};
use traguardo::job::Job;
use traguardo::report::explain::{self, Ricerca};
use traguardo::run;

use super::{complain, say};

/// Runs it; gives the exit code.
pub fn explain(args: &ExplainArgs) -> u8 {
    let job = match Job::of(&args.sorgenti, Some(&args.checkpoint)) {
        Ok(job) => job,
        Err(error) => {
            complain(&error.to_string());
            return 2;
        }
    };
    // The command line asks for one of the two.
    let (text, is_persona) = match (&args.obiettivo, &args.persona) {
        (Some(text), _) => (text, false),
        (None, Some(text)) => (text, true),
        (None, None) => return 2,
    };
    let search = if is_persona { explain::persona } else { explain::obiettivo };
    let (none, many) = if is_persona {
        ("nessuna persona ha", "più persone hanno")
    } else {
        ("nessun obiettivo ha", "più obiettivi hanno")
    };
    match run::consult(&job, |material| search(material, text)) {
        Err(error) => {
            complain(&error.to_string());
            error.exit_code()
        }
        Ok(Ricerca::Trovata(spiegazione)) => {
            say(&match args.forma.format {
                Format::Text => spiegazione.text(),
                Format::Json => spiegazione.json(),
            });
            0
        }
        Ok(Ricerca::Ambigua(names)) => {
            let names = names.join("\n  ");
            complain(&format!("{many} «{text}» nel nome: scriverne di più, o il nome intero.\n  {names}"));
            2
        }
        Ok(Ricerca::Nessuna) => {
            complain(&format!(
                "{none} «{text}» nel nome: controllare come è scritto; basta una parte, maiuscole e accenti non contano"
            ));
            2
        }
    }
}
