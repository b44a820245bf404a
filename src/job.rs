//! What a person asked for, with everything resolved: the configuration in force, the checkpoint, the folders.
//!
//! Every command that reads workbooks begins here, so that `check`, `explain` and `simulate` look at the very schede
//! and rules that `run` publishes.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::{Fonti, RunArgs, Sorgenti};
use crate::config::{Config, ConfigError, Termine};

/// The file that is looked for beside the workbooks.
const CONFIG: &str = "traguardo.toml";
/// Where the workbooks are unless somebody says otherwise.
const INPUT: &str = "input";
/// Where the editions go unless somebody says otherwise.
const OUTPUT: &str = "output";

/// What a person asked for, with everything resolved.
#[derive(Clone, Debug)]
pub struct Job {
    /// The configuration in force.
    pub config: Config,
    /// The workbooks' folder.
    pub input: PathBuf,
    /// The reports' folder.
    pub output: PathBuf,
    /// The checkpoint.
    pub termine: Termine,
    /// Errori make the exit code 1.
    pub strict: bool,
}

/// Why what was asked for makes no sense.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// There is no such checkpoint.
    #[error("{0}")]
    Scadenza(String),
    /// One workbook alone is to be published.
    #[error(
        "{} è un file: un'edizione si pubblica da tutti i file degli uffici insieme, quindi --input vuole la loro cartella (per controllare un file solo: traguardo check)",
        .0.display()
    )]
    UnFile(PathBuf),
}

impl Job {
    /// Resolves what was typed: `input` is the folder of the workbooks, or one of them; without a checkpoint it is the
    /// final one.
    ///
    /// # Errors
    /// The configuration is wrong, or has no such checkpoint.
    pub fn new(input: Option<&Path>, fonti: &Fonti, checkpoint: Option<&str>) -> Result<Self, JobError> {
        let folder = match input {
            Some(file) if file.is_file() => file.parent().unwrap_or(Path::new("")),
            Some(folder) => folder,
            None => Path::new(INPUT),
        };
        let mut config = config(fonti.config.as_deref(), folder)?;
        // A path in a file starts from the file's folder, a path that was typed from where one stands.
        let base = fonti.config.as_deref().and_then(Path::parent).unwrap_or(folder);
        let configured = |path: &Option<PathBuf>| path.as_ref().map(|path| base.join(path));
        config.piano = fonti.piano.clone().or_else(|| configured(&config.piano));
        let termine = match checkpoint {
            Some(nome) => config.termine(nome).map_err(JobError::Scadenza)?,
            None => config.ultimo_termine(),
        };
        Ok(Self {
            input: input
                .map(Path::to_path_buf)
                .or_else(|| configured(&config.input))
                .unwrap_or_else(|| folder.to_path_buf()),
            output: configured(&config.output).unwrap_or_else(|| OUTPUT.into()),
            termine: termine.clone(),
            config,
            strict: false,
        })
    }

    /// The same of a folder that was typed as an option.
    ///
    /// # Errors
    /// As [`Job::new`].
    pub fn of(sorgenti: &Sorgenti, checkpoint: Option<&str>) -> Result<Self, JobError> {
        Self::new(sorgenti.input.as_deref(), &sorgenti.fonti, checkpoint)
    }

    /// The job of `traguardo run`.
    ///
    /// # Errors
    /// As [`Job::new`]; or the input is one workbook, without the others.
    pub fn of_run(args: &RunArgs) -> Result<Self, JobError> {
        let mut job = Self::of(&args.sorgenti, Some(&args.checkpoint))?;
        if job.input.is_file() {
            return Err(JobError::UnFile(job.input));
        }
        job.config.anno = args.year.unwrap_or(job.config.anno);
        if let Some(output) = &args.output {
            job.output.clone_from(output);
        }
        job.strict = args.strict;
        Ok(job)
    }

    /// The edition's folder: `2022-dicembre`.
    #[must_use]
    pub fn edizione(&self) -> String {
        format!("{}-{}", self.config.anno, self.termine.nome)
    }

    /// The checkpoint's day.
    #[must_use]
    pub fn data(&self) -> Date {
        self.termine.giorno.del(self.config.anno)
    }
}

/// The configuration asked for, or the one in a folder, or the defaults.
///
/// # Errors
/// It cannot be read, or something in it is wrong.
pub fn config(typed: Option<&Path>, folder: &Path) -> Result<Config, ConfigError> {
    let beside = folder.join(CONFIG);
    match typed {
        Some(path) => Config::load(path),
        None if beside.exists() => Config::load(&beside),
        None => Ok(Config::default()),
    }
}

/// The configuration of the folder where the workbooks are looked for.
///
/// # Errors
/// As [`config`].
pub fn config_in_force(typed: Option<&Path>) -> Result<Config, ConfigError> {
    config(typed, Path::new(INPUT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_a_file_start_from_its_folder_and_typed_ones_from_here() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("regole.toml");
        std::fs::write(&file, "input = \"schede\"\noutput = \"report\"\npiano = \"piano\"\n").unwrap();
        let fonti = Fonti { config: Some(file), piano: None };
        let job = Job::new(None, &fonti, None).unwrap();
        assert_eq!(job.input, folder.path().join("schede"));
        assert_eq!(job.output, folder.path().join("report"));
        assert_eq!(job.config.piano, Some(folder.path().join("piano")));
        assert_eq!(job.termine.nome, "dicembre", "the final checkpoint");
        let typed = Fonti { piano: Some("altro".into()), ..fonti };
        let job = Job::new(Some(Path::new("qui")), &typed, Some("luglio")).unwrap();
        assert_eq!((job.input, job.config.piano), ("qui".into(), Some("altro".into())));
        assert_eq!(job.termine.nome, "luglio");
    }

    #[test]
    fn the_configuration_beside_the_workbooks_is_found_from_one_of_them_too() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(CONFIG), "ente = \"Comune di Prova\"\n").unwrap();
        let workbook = folder.path().join("a.xlsx");
        std::fs::write(&workbook, "").unwrap();
        for input in [folder.path(), workbook.as_path()] {
            let job = Job::new(Some(input), &Fonti::default(), None).unwrap();
            assert_eq!((job.config.ente.as_str(), job.input.as_path()), ("Comune di Prova", input));
        }
        let error = Job::new(Some(folder.path()), &Fonti::default(), Some("marzo")).unwrap_err();
        assert!(error.to_string().contains("la scadenza «marzo» non è nella configurazione"), "{error}");
    }
}
