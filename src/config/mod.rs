//! `traguardo.toml`: who publishes, where things are, by which rules. Alone knows TOML.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::scheda::text::normalise;

/// The whole configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The body that publishes.
    pub ente: String,
    /// The year of the plan.
    pub anno: i16,
    /// The folder of the workbooks, if not `input`; relative to the file.
    pub input: Option<PathBuf>,
    /// The folder of the reports, if not `output`; relative to the file.
    pub output: Option<PathBuf>,
    /// The rules of calculation.
    pub regole: Regole,
}

/// The rules of calculation that can be chosen. Source: regole-di-calcolo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Regole {
    /// Weight of the phases in a punteggio.
    pub peso_fasi: f64,
    /// Weight of the indicators in a punteggio.
    pub peso_indicatori: f64,
    /// Names of the indicators that repeat what the phases say.
    pub rispetto_fasi: Vec<String>,
    /// The classes, highest first.
    pub classi: Vec<Classe>,
}

/// A class of judgement: scores from `da` up to the class above.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classe {
    /// Its name.
    pub nome: String,
    /// Its lower bound, included, on the rounded score.
    pub da: f64,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("il file di configurazione {path} non si legge: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Something in it is wrong; line and column counted from one.
    #[error("{path}, riga {line}, colonna {column}: {message}")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// What is wrong and what to write.
        message: String,
    },
}

/// The documented defaults, as text.
pub const DEFAULT: &str = include_str!("traguardo.toml");

/// The same before serde fills in what a file leaves out.
#[derive(Deserialize)]
struct Raw {
    ente: String,
    anno: i16,
    regole: RawRegole,
}

#[derive(Deserialize)]
struct RawRegole {
    peso_fasi: f64,
    peso_indicatori: f64,
    rispetto_fasi: Vec<String>,
    classi: Vec<Classe>,
}

fn defaults() -> Raw {
    toml::from_str(DEFAULT).expect("the defaults that ship in the binary are valid: a test reads them")
}

impl Default for Config {
    fn default() -> Self {
        let Raw { ente, anno, .. } = defaults();
        Self { ente, anno, input: None, output: None, regole: Regole::default() }
    }
}

impl Default for Regole {
    fn default() -> Self {
        let RawRegole { peso_fasi, peso_indicatori, rispetto_fasi, classi } = defaults().regole;
        Self { peso_fasi, peso_indicatori, rispetto_fasi, classi }
    }
}

impl Config {
    /// Reads a file; what it leaves out has the default.
    ///
    /// # Errors
    /// The file cannot be read, has an unknown key or a bad value, or its classes do not cover 0–100.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        Self::parse(path, &text)
    }

    fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let at = |offset: usize, message: String| {
            let before = text.get(..offset).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
            ConfigError::Invalid { path: path.to_owned(), line, column, message }
        };
        let config: Self = toml::from_str(text)
            .map_err(|error| at(error.span().map_or(0, |span| span.start), in_italiano(error.message())))?;
        config.regole.problem().map_or(Ok(config), |(key, message)| Err(at(text.find(key).unwrap_or(0), message)))
    }
}

impl Regole {
    /// Whether an indicator's name says that it repeats the phases.
    #[must_use]
    pub fn ripete_le_fasi(&self, nome: &str) -> bool {
        let nome = normalise(nome);
        self.rispetto_fasi.iter().any(|name| nome.contains(&normalise(name)))
    }

    /// The key that is wrong, and how.
    fn problem(&self) -> Option<(&'static str, String)> {
        for (key, peso) in [("peso_fasi", self.peso_fasi), ("peso_indicatori", self.peso_indicatori)] {
            if !peso.is_finite() || peso < 0.0 {
                return Some((key, format!("{key} deve essere un numero da 0 in su")));
            }
        }
        if self.peso_fasi + self.peso_indicatori <= 0.0 {
            return Some(("peso_fasi", "i due pesi non possono essere tutti e due 0".into()));
        }
        let falling = self.classi.windows(2).all(|pair| pair[0].da > pair[1].da);
        let covers = self.classi.last().is_some_and(|last| last.da == 0.0);
        let within = self.classi.iter().all(|c| (0.0..=100.0).contains(&c.da) && !c.nome.trim().is_empty());
        (!(falling && covers && within)).then(|| {
            let message = "le classi vanno scritte dalla più alta alla più bassa, senza ripetere un «da», e l'ultima comincia da 0";
            ("classi", message.to_owned())
        })
    }
}

/// The parser's message in the user's language, as far as it is one of the usual ones.
fn in_italiano(message: &str) -> String {
    let message = message.trim();
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let (name, expected) = rest.split_once(", expected ").unwrap_or((rest, ""));
        let expected = expected.trim_start_matches("one of ");
        return format!("chiave sconosciuta {name}: le chiavi possibili sono {expected}");
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return format!("manca la chiave {rest}");
    }
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        let (found, wanted) = rest.split_once(", expected ").unwrap_or((rest, ""));
        return format!("valore del tipo sbagliato: c'è {found}, serve {wanted}");
    }
    format!("il file non è TOML valido: {message}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Config::parse(Path::new("traguardo.toml"), text).unwrap_err().to_string()
    }

    #[test]
    fn defaults_are_complete_and_a_file_overrides_them() {
        let config = Config::parse(Path::new("t"), "ente = \"Borgoverde\"\n[regole]\npeso_fasi = 60\n");
        let config = config.unwrap();
        assert_eq!((config.ente.as_str(), config.regole.classi.len()), ("Borgoverde", 3));
        assert!(config.regole.ripete_le_fasi("% Rispetto fasi e tempi"));
    }

    #[test]
    fn what_is_wrong_is_said_with_line_and_column() {
        assert_eq!(
            error("ente = \"B\"\n[regole]\npeso = 3\n"),
            "traguardo.toml, riga 3, colonna 1: chiave sconosciuta `peso`: le chiavi possibili sono `peso_fasi`, \
             `peso_indicatori`, `rispetto_fasi`, `classi`"
        );
        assert!(error("anno = \"x\"").starts_with("traguardo.toml, riga 1, colonna 8: valore del tipo sbagliato"));
        assert!(error("[regole]\npeso_fasi = 0\npeso_indicatori = 0").contains("riga 2"));
        assert!(error("[[regole.classi]]\nnome = \"tutto\"\nda = 10").contains("l'ultima comincia da 0"));
    }
}
