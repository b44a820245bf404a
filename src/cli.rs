//! The command line as it is typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

const TEMPLATE: &str = "{about}\n\nUso: {usage}\n\n{all-args}{after-help}";

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "traguardo",
    version,
    about = "Legge le schede del PDO, calcola i risultati e pubblica i report.",
    help_template = TEMPLATE,
    subcommand_help_heading = "Comandi",
    subcommand_value_name = "COMANDO",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    next_help_heading = "Opzioni"
)]
pub struct Args {
    /// The command.
    #[command(subcommand)]
    pub command: Command,
    /// Mostra questo aiuto.
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    pub help: Option<bool>,
    /// Mostra la versione.
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    pub version: Option<bool>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Legge i file degli uffici, calcola i risultati e pubblica i report.
    #[command(help_template = TEMPLATE, next_help_heading = "Opzioni")]
    Run(RunArgs),
    /// Controlla i file degli uffici e dice che cosa correggere, senza pubblicare niente.
    #[command(help_template = TEMPLATE, next_help_heading = "Opzioni")]
    Check(CheckArgs),
}

/// `traguardo run`.
#[derive(Debug, clap::Args)]
pub struct RunArgs {
    /// La scadenza da elaborare.
    #[arg(
        long,
        value_name = "SCADENZA",
        hide_possible_values = true,
        help = "La scadenza da elaborare: luglio o dicembre"
    )]
    pub checkpoint: Checkpoint,
    /// L'anno del piano, se diverso da quello della configurazione.
    #[arg(long, value_name = "ANNO")]
    pub year: Option<i16>,
    /// La cartella con i file degli uffici.
    #[arg(long, value_name = "CARTELLA")]
    pub input: Option<PathBuf>,
    /// La cartella dove pubblicare i report.
    #[arg(long, value_name = "CARTELLA")]
    pub output: Option<PathBuf>,
    /// Il file di configurazione; se manca vale quello nella cartella dei file degli uffici.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Quanti file leggere insieme; di norma tanti quanti sono i processori.
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Esce con codice 1 se ci sono errori da correggere.
    #[arg(long)]
    pub strict: bool,
    /// Non scrive niente, salvo gli errori.
    #[arg(long)]
    pub quiet: bool,
    /// Il formato del diario: text o json.
    #[arg(
        long,
        value_name = "FORMATO",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub log_format: Format,
}

/// `traguardo check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// File o cartelle da controllare; se mancano vale la cartella della configurazione.
    #[arg(value_name = "PERCORSO")]
    pub paths: Vec<PathBuf>,
    /// La scadenza: luglio o dicembre.
    #[arg(
        long,
        value_name = "SCADENZA",
        default_value = "dicembre",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub checkpoint: Checkpoint,
    /// Il file di configurazione.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Il formato: text, oppure json con un oggetto per riga.
    #[arg(
        long,
        value_name = "FORMATO",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: Format,
    /// Spiega un codice (per esempio PER003) e non controlla niente.
    #[arg(long, value_name = "CODICE")]
    pub explain: Option<String>,
}

/// A checkpoint as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Checkpoint {
    /// 31 July.
    Luglio,
    /// 31 December.
    Dicembre,
}

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }
}
