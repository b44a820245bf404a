//! The binary: turns what was typed into a job, hands it to the library and exits with its code.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use traguardo::checks;
use traguardo::cli::{self, CheckArgs, Checkpoint, Command, Format, RunArgs};
use traguardo::config::{Config, ConfigError};
use traguardo::run::{self, Job, Outcome, Progress};
use traguardo::scheda::Scadenza;
use traguardo::scheda::profile::Profile;
use traguardo::scoring::Verifica;
use traguardo::segnalazione::{Gravita, Segnalazione};

fn main() -> ExitCode {
    let args = match cli::parse(std::env::args_os()) {
        Ok(args) => args,
        Err(reply) if reply.exit_code == 0 => {
            say(&reply.text);
            return ExitCode::SUCCESS;
        }
        Err(reply) => {
            complain(&reply.text);
            return ExitCode::from(reply.exit_code);
        }
    };
    ExitCode::from(match args.command {
        Command::Run(args) => run(&args),
        Command::Check(args) => check(&args),
    })
}

fn run(args: &RunArgs) -> u8 {
    init_log(args.log_format, args.quiet);
    let typed = args.input.clone().unwrap_or_else(|| PathBuf::from("input"));
    let config = match config(args.config.as_deref(), &typed) {
        Ok(config) => config,
        Err(error) => {
            complain(&error.to_string());
            return 2;
        }
    };
    let base = args.config.as_deref().and_then(Path::parent).map_or_else(|| typed.clone(), Path::to_path_buf);
    let configured = |path: &Option<PathBuf>| path.as_ref().map(|path| base.join(path));
    let job = Job {
        input: args.input.clone().or_else(|| configured(&config.input)).unwrap_or(typed),
        output: args.output.clone().or_else(|| configured(&config.output)).unwrap_or_else(|| PathBuf::from("output")),
        config: Config { anno: args.year.unwrap_or(config.anno), ..config },
        scadenza: scadenza(args.checkpoint),
        strict: args.strict,
    };
    if let Some(jobs) = args.jobs {
        // Fails only if the pool exists already, and then its size is as good.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global();
    }
    let progress = Bar::new(args.quiet || !std::io::stderr().is_terminal());
    match run::run(&job, &progress) {
        Ok(outcome) => {
            tracing::info!(edizione = %outcome.edizione.display(), schede = outcome.conteggi.schede, errori = outcome.conteggi.errori, avvisi = outcome.conteggi.avvisi, "pubblicato");
            if !args.quiet {
                say(&summary(&outcome));
            }
            outcome.exit_code
        }
        Err(error) => {
            tracing::error!(%error, "niente pubblicato");
            complain(&format!("{error}\nNiente è stato pubblicato; le edizioni precedenti sono intatte."));
            error.exit_code()
        }
    }
}

fn check(args: &CheckArgs) -> u8 {
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
    let files: Vec<_> = paths.iter().flat_map(|path| run::workbooks(path)).collect();
    if files.is_empty() {
        complain("FIL010: non c'è nessun file Excel (.xlsx o .xlsm) da controllare");
        return 3;
    }
    let scadenza = scadenza(args.checkpoint.unwrap_or(Checkpoint::Dicembre));
    let letto = run::read(&files, &Profile::scheda_obiettivo(), scadenza, &|| {});
    let verifica = Verifica { scadenza, finale: scadenza == Scadenza::Dicembre };
    let esito = run::evaluate(&letto, &config, verifica);
    let errori = esito.segnalazioni.iter().filter(|s| s.gravita == Gravita::Errore).count();
    match args.format {
        Format::Json => {
            let lines: Vec<String> = esito.segnalazioni.iter().map(json).collect();
            say(&lines.join("\n"));
        }
        Format::Text => {
            let mut text: Vec<String> = esito.segnalazioni.iter().map(lines).collect();
            let avvisi = esito.segnalazioni.iter().filter(|s| s.gravita == Gravita::Avviso).count();
            text.push(format!("Schede lette: {} · errori: {errori} · avvisi: {avvisi}", letto.voci.len()));
            say(&text.join("\n"));
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
    say(&format!("{} {} ({})\n{}.", rule.codice, rule.nome, rule.gravita.as_str(), rule.descrizione));
    0
}

/// The configuration asked for, or the one beside the workbooks, or the defaults.
fn config(typed: Option<&Path>, folder: &Path) -> Result<Config, ConfigError> {
    let beside = folder.join("traguardo.toml");
    match typed {
        Some(path) => Config::load(path),
        None if beside.exists() => Config::load(&beside),
        None => Ok(Config::default()),
    }
}

const fn scadenza(checkpoint: Checkpoint) -> Scadenza {
    match checkpoint {
        Checkpoint::Luglio => Scadenza::Luglio,
        Checkpoint::Dicembre => Scadenza::Dicembre,
    }
}

fn summary(outcome: &Outcome) -> String {
    let c = &outcome.conteggi;
    let mut text = format!(
        "Schede lette: {}\nErrori: {} · avvisi: {} · note: {}\nReport pubblicati in: {}",
        c.schede,
        c.errori,
        c.avvisi,
        c.note,
        outcome.edizione.display()
    );
    if c.errori > 0 {
        text += "\n\n*** RISULTATI PROVVISORI ***\nCi sono errori da correggere: i punteggi delle schede interessate possono cambiare.\nL'elenco è nel foglio «Segnalazioni» del Consolidato.";
    }
    text
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

fn init_log(format: Format, quiet: bool) {
    let level = if quiet { tracing::Level::ERROR } else { tracing::Level::WARN };
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr);
    match format {
        Format::Json => log.json().with_max_level(tracing::Level::INFO).init(),
        Format::Text => log.with_max_level(level).without_time().init(),
    }
}

/// Standard output; a reader that went away is no fault of ours.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{}", text.trim_end());
}

/// Standard error.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}

/// A progress bar on a terminal, and nothing elsewhere.
struct Bar(ProgressBar);

impl Bar {
    fn new(hidden: bool) -> Self {
        let bar = if hidden { ProgressBar::hidden() } else { ProgressBar::new(0) };
        if let Ok(style) = ProgressStyle::with_template("Lettura dei file {bar:30} {pos} di {len}") {
            bar.set_style(style);
        }
        Self(bar)
    }
}

impl Progress for Bar {
    fn begin(&self, workbooks: usize) {
        self.0.set_length(workbooks as u64);
    }

    fn step(&self) {
        self.0.inc(1);
    }

    fn end(&self) {
        self.0.finish_and_clear();
    }
}
