//! `traguardo.toml`: who publishes, where things are, by which rules. Alone knows TOML.

mod errore;
mod lettura;
mod moduli;
pub mod regole;
mod termine;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use errore::{ConfigError, Problem};
pub use moduli::Modulo;
pub use regole::*;
pub use termine::{Termine, Tipo, Verifica};

use crate::scheda::profile::Profile;
use crate::scheda::{Calendario, Convenzioni, Scadenza};
use crate::segnalazione::{Gravita, Segnalazione, codici};
use crate::workbook::Limiti;

/// The documented defaults, as text: every key, what it does and what else it may be.
pub const DEFAULT: &str = include_str!("traguardo.toml");

/// The whole configuration.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The body that publishes.
    pub ente: String,
    /// The year of the plan.
    pub anno: i16,
    /// The folder of the workbooks, if not `input`; relative to the file.
    pub input: Option<PathBuf>,
    /// The folder of the reports, if not `output`; relative to the file.
    pub output: Option<PathBuf>,
    /// The folder of the approved plan that the schede are compared with (PIA001–PIA003); relative to the file.
    pub piano: Option<PathBuf>,
    /// The files of the body's own forms; relative to the file.
    pub profili: Vec<PathBuf>,
    /// What they say.
    #[serde(skip)]
    pub moduli: Vec<Modulo>,
    /// What becomes of a scheda on a hidden sheet.
    pub fogli_nascosti: FogliNascosti,
    /// The checkpoints of the year.
    #[serde(rename = "scadenza")]
    pub termini: Vec<Termine>,
    /// How much of a file is read before it is refused (FIL006).
    pub limiti: Limiti,
    /// How grave a code is, where it is not as grave as the published list says.
    pub segnalazioni: BTreeMap<String, Gravita>,
    /// The rules of calculation; in the file their sections stand by themselves.
    pub regole: Regole,
    /// The dotted keys that the file writes: `fasi.target`.
    #[serde(skip)]
    pub scritte: BTreeSet<String>,
    /// The file's own name and its text, if it was read from a file.
    #[serde(skip)]
    pub file: Option<(String, String)>,
}

/// What becomes of a scheda on a hidden sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FogliNascosti {
    /// It is left out and reported (FOG004).
    Ignora,
    /// It is read and scored as any other.
    Leggi,
}

impl Default for Config {
    fn default() -> Self {
        lettura::default()
    }
}

impl Default for Regole {
    fn default() -> Self {
        Config::default().regole
    }
}

impl Config {
    /// Reads a file; what it leaves out has the default.
    ///
    /// # Errors
    /// The file cannot be read, has an unknown key or a bad value, or contradicts itself.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        let invalid = |problems| ConfigError::Invalid { problems };
        let mut config = Self::parse(&text)
            .map_err(|problems| invalid(problems.into_iter().map(|problem| (path.to_owned(), problem)).collect()))?;
        config.moduli = moduli::read(&config.profili, path, &text).map_err(invalid)?;
        config.file = path.file_name().map(|name| (name.to_string_lossy().into_owned(), text));
        Ok(config)
    }

    /// Reads the text of a file; the forms that it names are not looked for.
    ///
    /// # Errors
    /// All that is wrong in it, in the order of the text.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        lettura::read(text)
    }

    /// How the schede are read.
    #[must_use]
    pub fn convenzioni(&self) -> Convenzioni {
        Convenzioni { annullata: self.regole.fasi.annullata.clone(), attesi: self.regole.indicatori.attesi() }
    }

    /// The key by which these rules would read the schede of another configuration otherwise than that does, if any.
    #[must_use]
    pub fn reads_otherwise(&self, base: &Self) -> Option<&'static str> {
        let (own, other) = (self.convenzioni(), base.convenzioni());
        if self.is_written("fasi.annullata") && own.annullata != other.annullata {
            return Some("fasi.annullata");
        }
        (!own.attesi.is_empty() && own.attesi != other.attesi).then_some("indicatori.eccezione (atteso)")
    }

    /// The same rules for the ente, the year and the checkpoints of another configuration, whose schede are read already:
    /// what marks a cancelled phase in them is the other's.
    #[must_use]
    pub fn rules_over(mut self, base: &Self) -> Self {
        self.regole.fasi.annullata.clone_from(&base.regole.fasi.annullata);
        Self { regole: self.regole, scritte: self.scritte, ..base.clone() }
    }

    /// The forms that are tried on each sheet: the body's own, then those that ship.
    #[must_use]
    pub fn forms(&self) -> Vec<Profile> {
        self.moduli.iter().map(|modulo| modulo.profilo.clone()).chain(Profile::shipped()).collect()
    }

    /// Whether the file writes a key, or something within it: `fasi.target`, `classe`.
    #[must_use]
    pub fn is_written(&self, key: &str) -> bool {
        self.scritte.contains(key)
    }

    /// The checkpoint of a name, in whatever capitals.
    ///
    /// # Errors
    /// There is none; the text says which there are.
    pub fn termine(&self, nome: &str) -> Result<&Termine, String> {
        self.termini.iter().find(|t| t.nome.to_lowercase() == nome.trim().to_lowercase()).ok_or_else(|| {
            let known: Vec<&str> = self.termini.iter().map(|t| t.nome.as_str()).collect();
            format!("la scadenza «{nome}» non è nella configurazione: quelle previste sono {}", known.join(", "))
        })
    }

    /// The final checkpoint, or else the last.
    #[must_use]
    pub fn ultimo_termine(&self) -> &Termine {
        let last = self.termini.last().expect("a configuration without checkpoints is refused");
        self.termini.iter().find(|t| t.tipo == Tipo::Finale).unwrap_or(last)
    }

    /// The days of the form's columns.
    #[must_use]
    pub fn calendario(&self) -> Calendario {
        termine::calendario(&self.termini)
    }

    /// An interim look at one set of the form's columns.
    #[must_use]
    pub fn colonne(&self, scadenza: Scadenza) -> Verifica {
        Verifica { scadenza, finale: false, mese: self.calendario().giorno(scadenza).mese() }
    }

    /// Gives a segnalazione the gravità that `[segnalazioni]` wants for its code.
    ///
    /// A case that was found milder than usual becomes no graver by it, it may be milder still; one that was found graver
    /// than usual, because a value that counts is missing, becomes no milder.
    pub fn regrade(&self, segnalazione: &mut Segnalazione) {
        let codice = segnalazione.codice;
        let Some(wanted) = self.segnalazioni.get(codice.sigla) else { return };
        // The graver is the lesser.
        segnalazione.gravita = match segnalazione.gravita.cmp(&codice.gravita) {
            Ordering::Less => segnalazione.gravita.min(*wanted),
            Ordering::Equal => *wanted,
            Ordering::Greater => segnalazione.gravita.max(*wanted),
        };
    }

    /// What contradicts itself: the path of the key, and what to write.
    fn problems(&self) -> Vec<(String, String)> {
        let mut found = termine::problems(&self.termini);
        if self.ente.trim().is_empty() {
            found.push((
                "ente".to_owned(),
                "scrivere il nome dell'ente, per esempio \"Comune di Borgoverde\"".to_owned(),
            ));
        }
        if !(2000..=2100).contains(&self.anno) {
            found.push(("anno".to_owned(), "l'anno va scritto con quattro cifre, per esempio 2022".to_owned()));
        }
        let limiti = serde_json::to_value(&self.limiti).expect("limits are plain numbers");
        for (key, _) in limiti.as_object().into_iter().flatten().filter(|(_, value)| value.as_u64() == Some(0)) {
            found.push((format!("limiti.{key}"), "con 0 nessun file si leggerebbe: scrivere almeno 1".to_owned()));
        }
        for sigla in self.segnalazioni.keys() {
            let path = format!("segnalazioni.{sigla}");
            match codici::find(sigla) {
                None => {
                    let known: Vec<String> = codici::ELENCO.iter().map(|codice| codice.sigla.to_owned()).collect();
                    let near = errore::nearest(&sigla.to_uppercase(), &known);
                    let hint = near.map_or_else(String::new, |near| format!(" (forse {near}?)"));
                    let message = format!("il codice {sigla} non esiste{hint}: l'elenco è in docs/segnalazioni.md");
                    found.push((path, message));
                }
                Some(codice) if codice.is_of_file() && codice.gravita == Gravita::Errore => {
                    let message =
                        format!("{codice} dice che un file non è stato letto: resta un errore, togliere la riga");
                    found.push((path, message));
                }
                Some(_) => {}
            }
        }
        found.extend(self.regole.problems(&|key| self.is_written(key)));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        lettura::read(text).unwrap_err().iter().map(Problem::to_string).collect()
    }

    fn config(text: &str) -> Config {
        lettura::read(text).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    #[test]
    fn a_file_is_laid_over_the_defaults() {
        assert_eq!(config(DEFAULT).regole, Regole::default());
        assert_eq!(config(""), Config::default());
        let config = config("ente = \"Borgoverde\"\n[obiettivo]\npeso_fasi = 60\n");
        assert_eq!((config.ente.as_str(), config.regole.classi.len()), ("Borgoverde", 3));
        assert_eq!((config.regole.obiettivo.peso_fasi, config.regole.obiettivo.peso_indicatori), (60.0, 50.0));
        assert!(config.regole.indicatori.ripete_le_fasi("% Rispetto fasi e tempi"));
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_line_and_column() {
        let text =
            "ente = 3\nannno = 2022\n[obiettivo]\npeso = 3\npeso_fasi = \"metà\"\n[segnalazioni]\nPER004 = \"grave\"\n";
        let found = problems(text);
        let wanted = [
            "riga 1, colonna 8: c'è il numero 3, serve un testo tra virgolette",
            "riga 2, colonna 1: chiave sconosciuta «annno» (forse «anno»?): le chiavi possibili sono ente, anno, input, ",
            "riga 4, colonna 1: chiave sconosciuta «peso»: le chiavi possibili sono combinazione, peso_fasi, peso_indicatori",
            "riga 5, colonna 13: c'è il testo «metà», serve un numero",
            "riga 7, colonna 10: il valore «grave» non è ammesso: scrivere \"errore\" oppure \"avviso\" oppure \"nota\"",
        ];
        assert_eq!(found.len(), wanted.len(), "{found:?}");
        for (found, wanted) in found.iter().zip(wanted) {
            assert!(found.starts_with(wanted), "{found}");
        }
        assert!(found[1].ends_with("strutture, componente, condizione, premio"), "{}", found[1]);
    }

    #[test]
    fn what_contradicts_itself_is_said_where_it_stands() {
        for (text, wanted) in [
            ("[obiettivo]\npeso_fasi = 0\npeso_indicatori = 0", "riga 2, colonna 1: i due pesi"),
            ("[obiettivo]\npeso_fasi = -1", "riga 2, colonna 1: serve un numero da 0 in su"),
            ("[[classe]]\nnome = \"tutto\"\nda = 10", "riga 3, colonna 1: sotto 10 non c'è nessuna classe"),
            (
                "[[classe]]\nnome = \"a\"\nda = 10\n[[classe]]\nnome = \"b\"\nda = 20\n[[classe]]\nnome = \"c\"\nda = 0",
                "riga 6, colonna 1: nessun punteggio arriva a «b»",
            ),
            ("[[classe]]\nnome = \"a\"", "riga 1, colonna 1: manca la chiave «da»"),
            ("classe = []", "riga 1, colonna 1: serve almeno una [[classe]]"),
            ("[regole]\npeso_fasi = 1", "riga 1, colonna 2: la sezione [regole] non c'è più"),
            ("[segnalazioni]\nper004 = \"nota\"", "riga 2, colonna 1: il codice per004 non esiste (forse PER004?)"),
            ("[[fasi]]", "riga 1, colonna 1: questa sezione si scrive una volta sola"),
            ("anno", "riga 1, colonna 5: dopo il nome della chiave manca il segno ="),
            ("= 3", "riga 1, colonna 1: prima del segno = manca il nome"),
            ("input = \"C:\\qui\"", "riga 1, colonna 13: tra virgolette doppie la barra \\ ha un senso suo"),
            ("[obiettivo]\npeso_fasi = 40%", "riga 2, colonna 13: dopo un valore non può stare altro"),
            ("[obiettivo]\npeso_fasi = 1e400", "riga 2, colonna 13: il numero è troppo grande"),
            (
                "[[persone.alias]]\npersona = \"A B\"\ngrafie = [\"C D\"]\n[[persone.alias]]\npersona = \"E F\"\ngrafie = [\"D C\"]",
                "riga 6, colonna 1: «D C» è già una grafia di «A B»",
            ),
            (
                "[[persone.alias]]\npersona = \"A B\"\ngrafie = [\"b a\"]",
                "riga 3, colonna 1: «b a» è già lo stesso nome",
            ),
            ("[[persone.alias]]\npersona = \"A B\"\ngrafie = []", "riga 3, colonna 1: serve almeno una grafia"),
            ("[segnalazioni]\nPER999 = \"nota\"", "riga 2, colonna 1: il codice PER999 non esiste"),
            ("[segnalazioni]\nFIL003 = \"nota\"", "riga 2, colonna 1: FIL003 dice che un file non è stato letto"),
            ("ente = \" \"", "riga 1, colonna 1: scrivere il nome dell'ente"),
            ("[limiti]\nrighe = 0", "riga 2, colonna 1: con 0 nessun file si leggerebbe"),
            ("[limiti]\nrighe = -1", "riga 2, colonna 9: c'è il numero -1, serve un numero intero da 0 in su"),
            ("ente \"x\"", "riga 1, colonna 6: dopo il nome della chiave manca il segno ="),
            ("= 3", "riga 1, colonna 1: prima del segno = manca il nome della chiave"),
            ("anno = 22", "riga 1, colonna 1: l'anno va scritto con quattro cifre"),
            ("ente = \"a\"\nente = \"b\"", "riga 2, colonna 1: la chiave è scritta due volte"),
            ("ente = Borgo", "riga 1, colonna 8: "),
            (
                "[[scadenza]]\nnome = \"giugno\"\ngiorno = \"31-06\"\ntipo = \"finale\"",
                "riga 3, colonna 10: «31-06» non è un giorno",
            ),
            (
                "[[scadenza]]\nnome = \"../x\"\ngiorno = \"30-06\"\ntipo = \"finale\"",
                "riga 2, colonna 1: «../x» diventa il nome",
            ),
        ] {
            let found = problems(text);
            assert!(found.iter().any(|p| p.starts_with(wanted)), "{text}: {found:?}");
        }
    }

    #[test]
    fn wrong_rules_are_answered_with_what_to_write() {
        for (text, wanted) in [
            ("[fase]\ngrado = \"si_no\"", "riga 1, colonna 2: chiave sconosciuta «fase» (forse «fasi»?)"),
            ("[fasi]\ngrado = si_no", "riga 2, colonna 9: un testo va tra virgolette"),
            (
                "[obiettivo]\npeso_fasi = 50,5",
                "riga 2, colonna 15: dopo un valore non può stare altro sulla riga: i decimali",
            ),
            (
                "[fasi]\ngrado = \"fasce\"",
                "riga 2, colonna 1: con \"fasce\" servono le fasce: aggiungere per esempio fasi.fasce =",
            ),
            (
                "[premio]\nfasce = [{ da = 0, punti = 0 }]",
                "riga 2, colonna 1: le fasce contano solo se premio.tipo è \"fasce\"",
            ),
            ("[classe]\nnome = \"alta\"\nda = 0", "riga 1, colonna 1: questa sezione si può ripetere"),
            (
                "[indicatori]\nfamiglie = { quantità = 2 }",
                "riga 2, colonna 21: una chiave si scrive con lettere senza accenti",
            ),
            ("[indicatori]\nfamiglie = { costo = 3 }", "riga 2, colonna 1: i pesi delle famiglie contano solo con"),
            ("[obiettivo]\ncombinazione = \"solo_fasi\"\npeso_fasi = 70", "riga 3, colonna 1: i pesi contano solo con"),
            ("[persone]\nimporto = 1000", "riga 2, colonna 1: l'importo conta solo con"),
            ("[persone]\ncollettivi = true", "riga 2, colonna 14: serve uno dei valori ammessi, tra virgolette"),
            ("[fasi\ngrado = \"si_no\"", "riga 1, colonna 6: manca la parentesi quadra"),
            ("[[indicatori.eccezione]]\nnome = \"giorni\"", "riga 1, colonna 1: l'eccezione non decide niente"),
            (
                "[[indicatori.eccezione]]\nnome = \"a\"\natteso = \"presto\"",
                "riga 3, colonna 1: «presto» non si interpreta",
            ),
            (
                "[premio]\ntipo = \"classi\"\nclassi = { \"ottimo\" = 100 }",
                "riga 3, colonna 12: nessuna [[classe]] si chiama «ottimo»",
            ),
            (
                "[premio]\ntipo = \"graduatoria\"\ngraduatoria = [{ quota = 25, punti = 100 }]",
                "riga 3, colonna 1: le quote sommano a 25",
            ),
            ("[premio]\nfondo = { persone = 10 }", "riga 2, colonna 11: l'importo non si assegna a nessuno"),
            ("[[componente]]\nnome = \"ente\"\npeso = 40", "riga 1, colonna 3: manca la componente «obiettivi»"),
            (
                "[[condizione]]\nnome = \"pagamenti\"\nquota = 30",
                "riga 1, colonna 1: la condizione toglie una parte del premio",
            ),
            (
                "[[condizione]]\nnome = \"x\"\nquota = 30\ntoglie = \"valutazione\"\nruoli = [\"responsabili\"]",
                "riga 5, colonna 1: la condizione vale per responsabili, che premio.ruoli non comprende",
            ),
        ] {
            let found = problems(text);
            assert!(found.iter().any(|p| p.starts_with(wanted)), "{text}: {found:?}");
        }
        assert_eq!(Config::parse(DEFAULT).map(|config| config.regole), Ok(Regole::default()), "a copy of the defaults");
    }

    #[test]
    fn checkpoints_come_from_the_file() {
        let default = Config::default();
        assert_eq!(default.termine("luglio").unwrap().verifica(), default.colonne(Scadenza::Luglio));
        assert_eq!(default.termine(" Luglio").unwrap().nome, "luglio");
        assert_eq!(default.ultimo_termine().nome, "dicembre");
        let message = default.termine("marzo").unwrap_err();
        assert!(message.ends_with("quelle previste sono luglio, dicembre"), "{message}");
        let own = config(
            "[[scadenza]]\nnome = \"giugno\"\ngiorno = \"30-06\"\ntipo = \"intermedia\"\n\
             [[scadenza]]\nnome = \"settembre\"\ngiorno = \"30-09\"\ntipo = \"intermedia\"\ncolonne = \"dicembre\"\n",
        );
        assert_eq!(own.termine("giugno").unwrap().verifica().mese, 6);
        let settembre = own.ultimo_termine().verifica();
        assert_eq!((settembre.scadenza, settembre.finale, settembre.mese), (Scadenza::Dicembre, false, 9));
        assert_eq!(own.calendario().luglio.to_string(), "30 giugno");
    }

    #[test]
    fn a_code_is_as_grave_as_the_file_says() {
        let config = config(
            "[segnalazioni]\nPER004 = \"errore\"\nPER003 = \"avviso\"\nIND001 = \"errore\"\nFAS008 = \"nota\"\n",
        );
        for (codice, found, wanted) in [
            (codici::PER004, Gravita::Avviso, Gravita::Errore),
            (codici::PER003, Gravita::Errore, Gravita::Avviso),
            (codici::PER003, Gravita::Avviso, Gravita::Avviso),
            (codici::IND001, Gravita::Nota, Gravita::Nota),
            (codici::PER002, Gravita::Avviso, Gravita::Avviso),
            (codici::FAS008, Gravita::Avviso, Gravita::Nota),
            (codici::FAS008, Gravita::Errore, Gravita::Errore),
        ] {
            let mut s = codice.with(found, crate::place::Luogo::file("a.xlsx"), String::new(), "");
            config.regrade(&mut s);
            assert_eq!(s.gravita, wanted, "{codice}");
        }
    }
}
