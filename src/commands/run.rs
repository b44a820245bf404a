//! `traguardo run`: read, check, score and publish.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};
use traguardo::cli::{Format, RunArgs};
use traguardo::job::Job;
use traguardo::run::{self, Outcome, Progress};

use super::{aperti, complain, say};

/// More workbooks at once than any machine reads: beyond it threads only stand in each other's way.
const MOST_JOBS: usize = 64;

/// Runs it; gives the exit code.
pub fn run(args: &RunArgs) -> u8 {
    init_log(args.log_format);
    let job = match Job::of_run(args) {
        Ok(job) => job,
        Err(error) => {
            complain(&error.to_string());
            return 2;
        }
    };
    if let Some(jobs) = args.jobs {
        // Fails only if the pool exists already, and then its size is as good.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.get().min(MOST_JOBS)).build_global();
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
    if let Some(folder) = &outcome.aggiunti {
        let folder = folder.display();
        text += "\nL'edizione precedente conteneva file aggiunti o modificati a mano: sono ora in ";
        text += &folder.to_string();
    }
    if !outcome.non_letti.is_empty() {
        text += "\n\n*** RISULTATI INCOMPLETI ***\nQuesti file non sono stati letti e le loro schede non sono nei risultati:";
        for file in &outcome.non_letti {
            text += "\n  ";
            text += file;
        }
        text += "\nIl motivo di ciascuno è nel foglio «Segnalazioni» del Consolidato e nella sua cartella in «Uffici».";
    }
    let open = aperti(&outcome.aperti);
    if !open.is_empty() {
        text += "\n";
        text += open.trim_end();
    }
    if !outcome.spariti.is_empty() {
        text +=
            "\n\n*** MANCANO DEI FILE ***\nL'edizione precedente comprendeva anche questi file, che ora non ci sono:";
        for file in &outcome.spariti {
            text += "\n  ";
            text += file;
        }
        text += "\nSe sono stati tolti o rinominati va bene così; altrimenti rimetterli al loro posto e ripetere.";
    }
    if c.errori > 0 {
        text += "\n\n*** RISULTATI PROVVISORI ***\nCi sono errori da correggere: i punteggi delle schede interessate possono cambiare.\nL'elenco è nel foglio «Segnalazioni» del Consolidato; in «Uffici» ciascun ufficio trova le correzioni del suo file.";
    }
    text
}

fn init_log(format: Format) {
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false);
    match format {
        Format::Json => log.json().with_max_level(tracing::Level::INFO).init(),
        // What a person must know is said by the command itself, once; the log is for programs.
        Format::Text => log.with_max_level(tracing::level_filters::LevelFilter::OFF).init(),
    }
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
