//! Why a file gives no workbook.

use super::limiti::Limiti;
use crate::place::{CellRef, Luogo};
use crate::segnalazione::{Gravita, Segnalazione, codici};

/// A reason not to read on. The words are the office's: they end in the segnalazione.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// FIL002, with what the content is and what can be done about it.
    NotExcel(&'static str, Altrimenti),
    /// FIL002, milder than usual: nothing is missing from the figures.
    Report,
    /// FIL003, with what is broken.
    Damaged(String),
    /// FIL004.
    Password,
    /// FIL006, with what exceeds which limit.
    TooMuch {
        /// What was found and what is allowed.
        what: String,
        /// The sheet, where one is to blame.
        foglio: Option<String>,
        /// The cell, where one is to blame.
        cella: Option<CellRef>,
    },
}

/// How a workbook can be had in place of something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Altrimenti {
    /// The content can be a workbook: a program that reads it saves it as one.
    Salvare,
    /// Nothing of it can become a workbook.
    Chiedere,
    /// The workbooks are inside.
    Estrarre,
}

impl Altrimenti {
    const fn rimedio(self) -> &'static str {
        match self {
            Self::Salvare => {
                "aprirlo con Excel, o con il programma con cui è stato fatto, e salvarlo come «Cartella di lavoro di Excel (.xlsx)»"
            }
            Self::Chiedere => {
                "mettere al suo posto la cartella di lavoro vera, chiedendola a chi l'ha compilata o riprendendola da una copia; se non serve, togliere il file"
            }
            Self::Estrarre => "estrarre le cartelle di lavoro che contiene e metterle al suo posto",
        }
    }
}

impl Refusal {
    pub fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    pub fn too_much(what: impl Into<String>) -> Self {
        Self::TooMuch { what: what.into(), foglio: None, cella: None }
    }

    /// Too much on one sheet.
    pub fn on_sheet(self, name: &str) -> Self {
        match self {
            Self::TooMuch { what, foglio, cella } => {
                Self::TooMuch { what, foglio: foglio.or_else(|| Some(name.trim().to_owned())), cella }
            }
            other => other,
        }
    }

    /// A cell beyond the last row or column that is read.
    pub fn stray(at: CellRef, limiti: &Limiti) -> Self {
        let last = CellRef::new(limiti.righe.saturating_sub(1), limiti.colonne.saturating_sub(1));
        Self::TooMuch {
            what: format!("c'è una cella piena molto lontano dalle altre ({at}): si legge fino alla cella {last}"),
            foglio: None,
            cella: Some(at),
        }
    }

    /// As the office reads it.
    pub fn segnalazione(self, file: &str) -> Segnalazione {
        let mut luogo = Luogo::file(file);
        let report = self == Self::Report;
        let (codice, messaggio, rimedio) = match self {
            Self::NotExcel(what, altrimenti) => {
                (codici::FIL002, format!("il file non è una cartella di lavoro: {what}"), altrimenti.rimedio())
            }
            Self::Report => (
                codici::FIL002,
                "il file è un rapporto pubblicato da traguardo, non una cartella di lavoro di un ufficio: non è stato letto"
                    .to_owned(),
                "togliere il file dalla cartella dei file degli uffici",
            ),
            Self::Damaged(what) => (
                codici::FIL003,
                format!("il file è danneggiato o salvato a metà: {what}"),
                "aprirlo con Excel, farlo riparare, salvarlo di nuovo e controllare i valori; se non si apre, riprenderlo da una copia",
            ),
            Self::Password => (
                codici::FIL004,
                "il file è protetto da password: non si può leggere".to_owned(),
                "aprirlo con la password, toglierla (File, Informazioni, Proteggi cartella di lavoro) e salvarlo di nuovo",
            ),
            Self::TooMuch { what, foglio, cella } => {
                luogo = Luogo { foglio, cella, ..luogo };
                let rimedio = if cella.is_some() {
                    "cancellare le righe e le colonne oltre la scheda (selezionarle, tasto destro, Elimina) e salvare di nuovo"
                } else {
                    "lasciare nel file solo le schede; se il file è buono, alzare il limite nella sezione [limiti] di traguardo.toml"
                };
                (codici::FIL006, format!("il file supera i limiti di lettura: {what}"), rimedio)
            }
        };
        let refused = codice.at(luogo, messaggio, rimedio);
        if report { Segnalazione { gravita: Gravita::Avviso, ..refused } } else { refused }
    }
}
