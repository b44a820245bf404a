//! The command line: what was typed, nothing yet of what it means.
//!
//! Names are English, as in every tool; everything that a person reads is Italian, so the texts that clap would write
//! by itself are written here instead.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Parser, Subcommand, ValueEnum};

/// The exit code of a command line that cannot be understood.
const USAGE_CODE: u8 = 2;

const ROOT_HELP: &str = "\
{about}

Uso: {usage}

Comandi:
{subcommands}

Opzioni:
{options}

Codici di uscita: 0 fatto; 1 errori trovati (check, oppure run --strict); 2 uso o configurazione
errati; 3 niente da pubblicare, le edizioni già pubblicate sono intatte; 4 un'altra elaborazione è in corso.
";

const RUN_HELP: &str = "\
{about}

Uso: {usage}

Opzioni:
{options}
";

const CHECK_HELP: &str = "\
{about}

Uso: {usage}

Argomenti:
{positionals}

Opzioni:
{options}
";

const RULES_HELP: &str = "\
{about}

Uso: {usage}

Comandi:
{subcommands}

Opzioni:
{options}
";

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq, Parser)]
#[command(
    name = "traguardo",
    version,
    about = "Legge le schede del PDO, ne calcola i risultati e pubblica i rapporti",
    override_usage = "traguardo <COMANDO> [OPZIONI]",
    help_template = ROOT_HELP,
    subcommand_value_name = "COMANDO",
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    #[arg(short, long, global = true, action = ArgAction::Help, display_order = 1000, help = "Mostra questo aiuto")]
    help: Option<bool>,

    #[arg(short = 'V', long, action = ArgAction::Version, display_order = 1001, help = "Mostra la versione del programma")]
    version: Option<bool>,
}

/// The commands.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Reads, checks, scores and publishes.
    #[command(
        about = "Legge i file degli uffici, calcola i risultati e pubblica l'edizione della scadenza",
        long_about = None,
        override_usage = "traguardo run --checkpoint <SCADENZA> [OPZIONI]",
        help_template = RUN_HELP
    )]
    Run(RunArgs),
    /// Reads and checks; publishes nothing.
    #[command(
        about = "Controlla i file degli uffici ed elenca le segnalazioni, senza pubblicare niente",
        long_about = None,
        override_usage = "traguardo check [PERCORSO]... [OPZIONI]\n     traguardo check --explain <CODICE>",
        help_template = CHECK_HELP
    )]
    Check(CheckArgs),
    /// Checks a file of rules, or shows the rules in force.
    #[command(
        about = "Controlla un file di regole, o mostra le regole in vigore",
        long_about = None,
        override_usage = "traguardo rules check <FILE>\n     traguardo rules show [OPZIONI]",
        help_template = RULES_HELP,
        subcommand_value_name = "COMANDO",
        disable_help_subcommand = true
    )]
    Rules(RulesArgs),
    /// Scores the same data under several sets of rules.
    #[command(
        about = "Calcola gli stessi dati con regole diverse e dice che cosa cambia, senza pubblicare niente",
        long_about = None,
        override_usage = "traguardo simulate --rules <FILE>... [OPZIONI]",
        help_template = RUN_HELP
    )]
    Simulate(SimulateArgs),
    /// Says how a result was made.
    #[command(
        about = "Spiega un risultato: il conto di un obiettivo o di una persona, con le celle e le regole",
        long_about = None,
        override_usage = "traguardo explain --checkpoint <SCADENZA> (--obiettivo <TESTO> | --persona <TESTO>) [OPZIONI]",
        help_template = RUN_HELP
    )]
    Explain(ExplainArgs),
}

/// Where what is known of the schede comes from, beside the workbooks.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args)]
pub struct Fonti {
    /// The configuration; absent, `traguardo.toml` in the folder of the workbooks.
    #[arg(
        long,
        value_name = "FILE",
        help = "File di configurazione [se manca: traguardo.toml nella cartella dei file degli uffici]"
    )]
    pub config: Option<PathBuf>,

    /// The approved plan; absent, that of the configuration, or no comparison.
    #[arg(
        long,
        value_name = "CARTELLA",
        help = "Cartella del piano approvato, con cui confrontare le schede [se manca: quella della configurazione]"
    )]
    pub piano: Option<PathBuf>,
}

/// The workbooks, and what is known of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args)]
pub struct Sorgenti {
    /// Where the workbooks are.
    #[arg(
        long,
        value_name = "CARTELLA",
        help = "Cartella dei file degli uffici [se manca: quella della configurazione, o input]"
    )]
    pub input: Option<PathBuf>,

    /// Configuration and approved plan.
    #[command(flatten)]
    pub fonti: Fonti,
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Args)]
pub struct Forma {
    /// For people or for programs.
    #[arg(
        long,
        value_name = "FORMATO",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "Formato della risposta: text oppure json, per altri programmi [se manca: text]"
    )]
    pub format: Format,
}

/// `traguardo simulate`.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct SimulateArgs {
    /// The files of rules to try.
    #[arg(long, value_name = "FILE", required = true, help = "File di regole da provare; si può ripetere")]
    pub rules: Vec<PathBuf>,

    /// Which of the configuration's checkpoints; absent, the final one.
    #[arg(long, value_name = "SCADENZA", help = "Scadenza da simulare [se manca: quella finale]")]
    pub checkpoint: Option<String>,

    /// Workbooks, configuration and approved plan.
    #[command(flatten)]
    pub sorgenti: Sorgenti,

    /// Where the comparison goes, as a workbook.
    #[arg(long, value_name = "FILE", help = "Cartella di Excel in cui scrivere il confronto [se manca: nessuna]")]
    pub output: Option<PathBuf>,
}

/// `traguardo rules`.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct RulesArgs {
    /// What to do with them.
    #[command(subcommand)]
    pub command: RulesCommand,
}

/// What to do with rules.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum RulesCommand {
    /// Says everything that is wrong with a file.
    #[command(
        about = "Dice che cosa non va in un file di regole, con riga e colonna",
        long_about = None,
        override_usage = "traguardo rules check <FILE>",
        help_template = CHECK_HELP
    )]
    Check {
        /// The file.
        #[arg(value_name = "FILE", help = "File da controllare: un traguardo.toml, o la sola parte delle regole")]
        file: PathBuf,
    },
    /// Shows the rules in force, each with its origin, and the method in words.
    #[command(
        about = "Mostra le regole in vigore, da dove vengono e come si calcola",
        long_about = None,
        override_usage = "traguardo rules show [OPZIONI]",
        help_template = RUN_HELP
    )]
    Show {
        /// The configuration; absent, `traguardo.toml` in the folder `input`, or the defaults.
        #[arg(long, value_name = "FILE", help = "File di configurazione [se manca: input/traguardo.toml]")]
        config: Option<PathBuf>,
    },
}

/// `traguardo run`.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct RunArgs {
    /// Which of the configuration's checkpoints.
    #[arg(
        long,
        value_name = "SCADENZA",
        help = "Scadenza da elaborare: luglio oppure dicembre, o un'altra della configurazione"
    )]
    pub checkpoint: String,

    /// The year of the plan; absent, that of the configuration.
    #[arg(
        long,
        value_name = "ANNO",
        value_parser = clap::value_parser!(i16).range(2000..=2100),
        help = "Anno del PDO [se manca: quello della configurazione]"
    )]
    pub year: Option<i16>,

    /// Where the editions go.
    #[arg(
        long,
        value_name = "CARTELLA",
        help = "Cartella in cui pubblicare [se manca: quella della configurazione, o output]"
    )]
    pub output: Option<PathBuf>,

    /// Workbooks, configuration and approved plan.
    #[command(flatten)]
    pub sorgenti: Sorgenti,

    /// How many workbooks are read at once; absent, one a processor.
    #[arg(long, value_name = "N", help = "Quanti file leggere insieme [se manca: uno per processore]")]
    pub jobs: Option<NonZeroUsize>,

    /// Exit with 1 when there are errori, though the reports are published.
    #[arg(long, help = "Esce con codice 1 se ci sono errori (i rapporti sono pubblicati comunque)")]
    pub strict: bool,

    /// No progress and no summary; errors are still written.
    #[arg(long, help = "Non scrive l'avanzamento né il riepilogo")]
    pub quiet: bool,

    /// The form of the log.
    #[arg(
        long,
        value_name = "FORMATO",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "Formato del registro: text oppure json [se manca: text]"
    )]
    pub log_format: Format,
}

/// `traguardo explain`.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
#[command(group(clap::ArgGroup::new("chi").required(true).args(["obiettivo", "persona"])))]
pub struct ExplainArgs {
    /// Which of the configuration's checkpoints.
    #[arg(long, value_name = "SCADENZA", help = "Scadenza: luglio oppure dicembre, o un'altra della configurazione")]
    pub checkpoint: String,

    /// An obiettivo: its id, or part of its title.
    #[arg(long, value_name = "TESTO", help = "L'obiettivo da spiegare: il titolo o una sua parte, oppure il suo id")]
    pub obiettivo: Option<String>,

    /// A person: words of the name.
    #[arg(long, value_name = "TESTO", help = "La persona da spiegare: il nome o una sua parte")]
    pub persona: Option<String>,

    /// The form of the answer.
    #[command(flatten)]
    pub forma: Forma,

    /// Workbooks, configuration and approved plan.
    #[command(flatten)]
    pub sorgenti: Sorgenti,
}

/// `traguardo check`.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct CheckArgs {
    /// The workbooks, or folders of them; none stands for the folder `input`.
    #[arg(value_name = "PERCORSO", help = "Workbook o cartelle da controllare [se manca: input]")]
    pub paths: Vec<PathBuf>,

    /// Which of the configuration's checkpoints; absent, the final one.
    #[arg(
        long,
        value_name = "SCADENZA",
        help = "Scadenza a cui controllare: luglio, dicembre … [se manca: quella finale]"
    )]
    pub checkpoint: Option<String>,

    /// The form of the answer.
    #[command(flatten)]
    pub forma: Forma,

    /// Configuration and approved plan.
    #[command(flatten)]
    pub fonti: Fonti,

    /// Say what was recognised in each sheet, and check nothing.
    #[arg(
        long,
        help = "Mostra che cosa è stato riconosciuto in ogni foglio, in quale cella e con quanta sicurezza, e i testi ignorati"
    )]
    pub recognised: bool,

    /// Explain a code of the list and check nothing.
    #[arg(
        long,
        value_name = "CODICE",
        conflicts_with_all = ["paths", "checkpoint"],
        help = "Spiega un codice, per esempio PER003, senza controllare niente"
    )]
    pub explain: Option<String>,
}

/// For people or for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Something to be written instead of running a command: help or version that was asked for, or what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What to write, with a newline at the end.
    pub text: String,
    /// 0: `text` was asked for and goes to the standard output. 2: it says what is wrong and goes to the error output.
    pub exit_code: u8,
}

/// Reads a command line, the program's name first.
///
/// # Errors
/// The [`Reply`] to be written when there is nothing to run.
pub fn parse<I, T>(typed: I) -> Result<Args, Reply>
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    Args::try_parse_from(typed).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let mut text = error.render().to_string().trim_end().to_owned();
            text.push('\n');
            Reply { text, exit_code: 0 }
        }
        _ => Reply {
            text: format!("errore: {}\nPer l'elenco dei comandi e delle opzioni: traguardo --help\n", explain(&error)),
            exit_code: USAGE_CODE,
        },
    })
}

/// What is wrong with a command line, in Italian.
fn explain(error: &clap::Error) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("manca il valore di {argument}"),
        ErrorKind::InvalidValue => {
            format!("{value:?} non è ammesso per {argument}; valori ammessi: {}", context(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => {
            let wanted = match argument.split(' ').next() {
                Some("--year") => ": scrivere un anno dal 2000 al 2100, per esempio 2022",
                Some("--jobs") => ": scrivere un numero intero, da 1 in su",
                _ => "",
            };
            format!("{value:?} non è ammesso per {argument}{wanted}")
        }
        ErrorKind::UnknownArgument => format!("opzione o argomento sconosciuto: {argument}"),
        ErrorKind::InvalidSubcommand => format!("comando sconosciuto: {}", context(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument if argument.starts_with("--checkpoint") => {
            format!("manca {argument}, per esempio --checkpoint dicembre")
        }
        ErrorKind::MissingRequiredArgument => format!("manca {argument}"),
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            // The same option twice is a conflict with itself.
            if other == argument {
                format!("{argument} è scritto più di una volta")
            } else {
                format!("{argument} non può stare insieme a {other}")
            }
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "manca il comando: l'elenco è nell'aiuto".to_owned()
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{argument} ha un numero di valori sbagliato")
        }
        ErrorKind::InvalidUtf8 => "la riga di comando contiene caratteri non validi".to_owned(),
        _ => "la riga di comando non è valida".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// Reads what is typed after the program's name.
    fn typed(line: &str) -> Result<Args, Reply> {
        parse(std::iter::once("traguardo").chain(line.split_whitespace()))
    }

    #[test]
    fn the_surface_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn run_needs_the_checkpoint_alone() {
        let Command::Run(run) = typed("run --checkpoint dicembre").unwrap().command else { panic!("not run") };
        assert_eq!(run.checkpoint, "dicembre");
        assert_eq!((run.sorgenti, run.output), (Sorgenti::default(), None));
        assert_eq!((run.year, run.jobs), (None, None));
        assert_eq!((run.strict, run.quiet, run.log_format), (false, false, Format::Text));
    }

    #[test]
    fn run_takes_all_its_options() {
        let line = "run --checkpoint luglio --year 2022 --input i --output o --config c.toml --jobs 2 --strict --quiet \
                    --log-format json";
        let Command::Run(run) = typed(line).unwrap().command else { panic!("not run") };
        assert_eq!((run.checkpoint.as_str(), run.year), ("luglio", Some(2022)));
        assert_eq!((run.sorgenti.fonti.config, run.jobs), (Some(PathBuf::from("c.toml")), NonZeroUsize::new(2)));
        assert_eq!((run.strict, run.quiet, run.log_format), (true, true, Format::Json));
    }

    #[test]
    fn check_takes_paths_or_a_code() {
        let Command::Check(check) = typed("check a.xlsx b --checkpoint luglio --format json").unwrap().command else {
            panic!("not check")
        };
        assert_eq!(check.paths, [PathBuf::from("a.xlsx"), PathBuf::from("b")]);
        assert_eq!((check.checkpoint.as_deref(), check.forma.format), (Some("luglio"), Format::Json));
        let Command::Check(check) = typed("check --explain PER003").unwrap().command else { panic!("not check") };
        assert_eq!(check.explain.as_deref(), Some("PER003"));
    }

    #[test]
    fn wrong_usage_is_explained_in_italian_with_code_2() {
        for (line, text) in [
            ("", "manca il comando"),
            ("publish", "comando sconosciuto: publish"),
            ("run", "manca --checkpoint <SCADENZA>"),
            ("run --checkpoint", "manca il valore di --checkpoint"),
            (
                "run --checkpoint luglio --log-format xml",
                "\"xml\" non è ammesso per --log-format <FORMATO>; valori ammessi: text, json",
            ),
            (
                "run --checkpoint luglio --jobs 0",
                "\"0\" non è ammesso per --jobs <N>: scrivere un numero intero, da 1 in su",
            ),
            ("run --checkpoint luglio --year 22", "\"22\" non è ammesso per --year <ANNO>"),
            ("run --checkpoint luglio --checkpoint luglio", "è scritto più di una volta"),
            ("run --checkpoint luglio --fast", "opzione o argomento sconosciuto: --fast"),
            ("check a.xlsx --explain PER003", "non può stare insieme a"),
        ] {
            let reply = typed(line).unwrap_err();
            assert_eq!(reply.exit_code, 2, "{line}");
            assert!(reply.text.contains(text), "{}", reply.text);
        }
    }

    #[test]
    fn help_and_version_are_italian() {
        for line in [
            "--help",
            "-h",
            "run --help",
            "run -h",
            "check --help",
            "check -h",
            "rules --help",
            "rules check -h",
            "rules show -h",
            "simulate -h",
        ] {
            let reply = typed(line).unwrap_err();
            assert_eq!(reply.exit_code, 0, "{line}");
            assert!(reply.text.contains("Uso: traguardo") && reply.text.contains("Opzioni:\n"), "{}", reply.text);
            for english in
                ["Usage", "Options", "Commands", "Arguments", "default:", "possible values", "Print", "Reads"]
            {
                assert!(!reply.text.contains(english), "{english} in {}", reply.text);
            }
        }
        let root = typed("--help").unwrap_err().text;
        assert!(root.contains("Comandi:\n") && root.contains("  check"), "{root}");
        assert_eq!(typed("--version").unwrap_err().text, concat!("traguardo ", env!("CARGO_PKG_VERSION"), "\n"));
    }
}
