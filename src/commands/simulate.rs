//! `traguardo simulate`: the same data under several sets of rules.

use std::path::Path;

use traguardo::cli::SimulateArgs;
use traguardo::config::Config;
use traguardo::job::Job;
use traguardo::publish::motivo;
use traguardo::render::xlsx;
use traguardo::report::simulazione::{Confronto, Scenario};
use traguardo::run;

use super::{complain, say};

/// Runs it; gives the exit code.
pub fn simulate(args: &SimulateArgs) -> u8 {
    match compare(args) {
        Ok(()) => 0,
        Err((code, message)) => {
            complain(&message);
            code
        }
    }
}

fn compare(args: &SimulateArgs) -> Result<(), (u8, String)> {
    let wrong = |message: String| (2, message);
    let job = Job::of(&args.sorgenti, args.checkpoint.as_deref()).map_err(|error| wrong(error.to_string()))?;
    let (base, termine) = (&job.config, &job.termine);
    let (mut names, mut others) = (Vec::new(), Vec::new());
    for file in &args.rules {
        let rules = Config::load(file).map_err(|error| wrong(error.to_string()))?;
        // The schede are read once, as the rules in force say.
        if let Some(key) = rules.reads_otherwise(base) {
            return Err(wrong(format!(
                "{}: {key} dice come si leggono le schede e non si può simulare: scriverla nella configurazione",
                file.display()
            )));
        }
        names.push(name(file));
        // Only the rules are other ones: ente, year and checkpoints are the same data's.
        others.push(rules.rules_over(base));
    }
    let (before, after) = run::compare(&job, &others).map_err(|error| (error.exit_code(), error.to_string()))?;
    let scenari = names.into_iter().zip(&others).zip(&after);
    let confronto = Confronto {
        termine,
        data: job.data(),
        dataset: &before.dataset,
        base: Scenario { nome: "regole in vigore".to_owned(), config: base, risultati: &before.risultati },
        altri: scenari.map(|((nome, config), esito)| Scenario { nome, config, risultati: &esito.risultati }).collect(),
    };
    say(&confronto.text());
    if let Some(file) = &args.output {
        let bytes = xlsx::render(&confronto.report()).map_err(|error| (3, error.to_string()))?;
        std::fs::write(file, bytes)
            .map_err(|error| (3, format!("{} non si scrive: {}", file.display(), motivo(&error))))?;
        say(&format!("\nConfronto scritto in: {}", file.display()));
    }
    Ok(())
}

fn name(file: &Path) -> String {
    file.file_stem().map_or_else(|| file.display().to_string(), |stem| stem.to_string_lossy().into_owned())
}
