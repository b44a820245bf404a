//! `traguardo simulate`: the same data under several sets of rules.

use std::path::{Path, PathBuf};

use traguardo::cli::SimulateArgs;
use traguardo::config::Config;
use traguardo::render::xlsx;
use traguardo::report::simulazione::{Confronto, Scenario};
use traguardo::run;

use super::{complain, config, say};

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
    let input = args.input.clone().unwrap_or_else(|| PathBuf::from("input"));
    let base = config(args.config.as_deref(), &input).map_err(|error| wrong(error.to_string()))?;
    let termine = match &args.checkpoint {
        Some(nome) => base.termine(nome).map_err(wrong)?.clone(),
        None => base.ultimo_termine().clone(),
    };
    let verifica = termine.verifica();
    let rules: Vec<(String, Config)> = args
        .rules
        .iter()
        .map(|file| Ok((name(file), Config::load(file).map_err(|error| wrong(error.to_string()))?)))
        .collect::<Result<_, _>>()?;
    for (name, config) in &rules {
        // The schede are read once, with the marks of the rules in force.
        if config.is_written("fasi.annullata") && config.regole.fasi.annullata != base.regole.fasi.annullata {
            return Err(wrong(format!(
                "{name}: fasi.annullata dice come si leggono le schede e non si può simulare: scriverla nella configurazione"
            )));
        }
    }
    let mut letto = run::read(&run::workbooks(&input), &base.forms(), &base, verifica.scadenza, &|| {});
    if letto.voci.is_empty() {
        return Err((3, format!("in {} non è stata trovata nessuna scheda obiettivo", input.display())));
    }
    run::read_tabelle(&mut letto, &input).map_err(|error| wrong(error.to_string()))?;
    // Only the rules are other ones: ente, year and checkpoints are the same data's.
    let others: Vec<(String, Config)> =
        rules.into_iter().map(|(name, rules)| (name, rules.rules_over(&base))).collect();
    let before = run::evaluate(&letto, &base, verifica);
    let after: Vec<_> = others.iter().map(|(_, config)| run::evaluate(&letto, config, verifica)).collect();
    let confronto = Confronto {
        termine: &termine,
        data: termine.giorno.del(base.anno),
        dataset: &before.dataset,
        base: Scenario { nome: "regole in vigore".to_owned(), config: &base, risultati: &before.risultati },
        altri: others
            .iter()
            .zip(&after)
            .map(|((nome, config), esito)| Scenario { nome: nome.clone(), config, risultati: &esito.risultati })
            .collect(),
    };
    say(&confronto.text());
    if let Some(file) = &args.output {
        let bytes = xlsx::render(&confronto.report()).map_err(|error| (3, error.to_string()))?;
        std::fs::write(file, bytes).map_err(|error| (3, format!("{} non si scrive: {error}", file.display())))?;
        say(&format!("\nConfronto scritto in: {}", file.display()));
    }
    Ok(())
}

fn name(file: &Path) -> String {
    file.file_stem().map_or_else(|| file.display().to_string(), |stem| stem.to_string_lossy().into_owned())
}
