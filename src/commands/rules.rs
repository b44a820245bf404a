//! `traguardo rules`: what is wrong with a file of rules, or the rules in force.

use std::path::Path;

use traguardo::cli::{RulesArgs, RulesCommand};
use traguardo::config::{Config, ConfigError};
use traguardo::job;
use traguardo::report::metodo;

use super::{complain, say};

/// Runs it; gives the exit code.
pub fn rules(args: &RulesArgs) -> u8 {
    let outcome = match &args.command {
        RulesCommand::Check { file } => Config::load(file).map(|config| checked(file, &config)),
        RulesCommand::Show { config: file } => job::config_in_force(file.as_deref()).map(|config| shown(&config)),
    };
    match outcome {
        Ok(text) => {
            say(&text);
            0
        }
        Err(error) => {
            complain(&error.to_string());
            if let ConfigError::Invalid { problems } = &error {
                complain(&format!("Da correggere: {}", problems.len()));
            }
            2
        }
    }
}

fn checked(file: &Path, config: &Config) -> String {
    let rules = metodo::regole(config);
    let own = rules.iter().filter(|(key, ..)| config.is_written(key)).count();
    format!(
        "{}: le regole sono a posto; {own} su {} sono scritte qui, le altre sono quelle predefinite",
        file.display(),
        rules.len()
    )
}

fn shown(config: &Config) -> String {
    let rules = metodo::regole(config);
    let width = rules.iter().map(|(key, ..)| key.chars().count()).max().unwrap_or_default();
    let mut text: Vec<String> =
        rules.iter().map(|(key, value, origin)| format!("{key:width$}  {value}  [{origin}]")).collect();
    text.push(String::new());
    for termine in &config.termini {
        text.push(format!("Come si calcola alla scadenza del {} ({})", termine.giorno, termine.nome));
        text.push(String::new());
        text.extend(metodo::note(config, termine).into_iter().map(|note| format!("  {note}")));
        text.push(String::new());
    }
    text.join("\n")
}
