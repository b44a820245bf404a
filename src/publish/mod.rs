//! Documents and their recipients' folders in, an edition on the file share out.
//!
//! An edition (`2022-dicembre`) is made in a hidden folder beside the published ones and put in place by renaming, so
//! that a reader finds either the whole old edition or the whole new one. This room alone writes to the share.
//!
//! | in | out | where |
//! |---|---|---|
//! | an output folder | [`Lock`], with the leftovers of a killed run put right | `lock.rs` |
//! | relative paths and bytes | [`Staging`], then the edition | `staging.rs` |
//! | hashes and counts | [`Manifest`], the edition's own record | `manifest.rs` |
//! | what somebody typed | a file name that every system takes | `names.rs` |
//! | what stands where an edition is to go | whether it may be replaced, and what of it is kept | `previous.rs` |

use std::io;
use std::path::PathBuf;

pub mod edition;
mod lock;
mod manifest;
mod names;
mod previous;
mod staging;

pub use lock::Lock;
pub use manifest::{Counts, Manifest, Rules, sha256_hex};
pub use names::{safe_file_name, safe_name, unique_names};
pub use previous::{is_edition, sources};
pub use staging::{Published, Staging};

/// What keeps an edition from being published. `Display` is in Italian, for the person who started the run.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Another run is at work on the same output folder.
    #[error(
        "un'altra elaborazione sta già scrivendo in {}: attendere che finisca e riprovare",
        .output.display()
    )]
    Held {
        /// The output folder.
        output: PathBuf,
    },
    /// A document's path leaves the edition, or is not one that every system takes.
    #[error("percorso non ammesso tra i documenti da pubblicare: {path:?}")]
    UnsafePath {
        /// The path as it was given.
        path: String,
    },
    /// Two documents have the same path: one would have hidden the other.
    #[error("due documenti da pubblicare hanno lo stesso percorso: {path:?}")]
    Duplicate {
        /// The path of both.
        path: String,
    },
    /// Something that is no edition stands where the edition is to go.
    #[error(
        "in {} c'è già altro («{trovato}»), che la pubblicazione cancellerebbe: spostarlo altrove, o scegliere un'altra cartella con --output",
        .target.display()
    )]
    Occupied {
        /// Where the edition belongs.
        target: PathBuf,
        /// The first thing that is there.
        trovato: String,
    },
    /// The output folder, or something in it, could not be made, written or renamed.
    #[error(
        "non è possibile {action} {}: {}",
        .path.display(),
        motivo(.source)
    )]
    Io {
        /// What was being done, as an Italian infinitive: `creare`.
        action: &'static str,
        /// The file or folder it was being done to.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The new edition could not be put in place, and the old one could not be put back either: it is whole, aside.
    #[error(
        "non è possibile mettere al suo posto l'edizione {}: {}; la precedente è intatta in {} e tornerà al suo posto alla prossima elaborazione",
        .target.display(),
        motivo(.source),
        .aside.display()
    )]
    LeftAside {
        /// Where the edition belongs.
        target: PathBuf,
        /// Where the previous edition is now.
        aside: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

impl PublishError {
    /// The exit code that the command line promises: 4 when another run holds the lock, else 3.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Held { .. } => 4,
            _ => 3,
        }
    }

    /// Puts the action and the path beside an input/output error.
    fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

/// The system's reason in the words of who started the run, with what to do about it.
#[must_use]
pub fn motivo(error: &io::Error) -> String {
    use io::ErrorKind::{
        AlreadyExists, NotADirectory, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
    };
    /// Windows: another program holds the file, or a part of it.
    const IN_USE: [i32; 2] = [32, 33];
    let held = cfg!(windows) && error.raw_os_error().is_some_and(|code| IN_USE.contains(&code));
    match error.kind() {
        _ if held => "il file è aperto in un altro programma: chiuderlo e riprovare".to_owned(),
        StorageFull | QuotaExceeded => "lo spazio sul disco è finito: liberarne e riprovare".to_owned(),
        ReadOnlyFilesystem => "il disco è in sola lettura: scegliere un'altra cartella con --output".to_owned(),
        PermissionDenied => {
            "manca il permesso di scrivere: chiederlo a chi gestisce la cartella, o chiudere i file che vi sono aperti"
                .to_owned()
        }
        AlreadyExists | NotADirectory => {
            "al suo posto c'è un file: spostarlo, o scegliere un'altra cartella con --output".to_owned()
        }
        NotFound => "la cartella che lo contiene non c'è o non è raggiungibile: controllare il percorso".to_owned(),
        _ => format!("{error} (controllare i permessi della cartella, lo spazio e che nessun file sia aperto)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_in_italian_and_says_what_to_do() {
        for (kind, said) in [
            (io::ErrorKind::StorageFull, "spazio"),
            (io::ErrorKind::PermissionDenied, "permesso"),
            (io::ErrorKind::AlreadyExists, "al suo posto c'è un file"),
            (io::ErrorKind::NotFound, "non è raggiungibile"),
        ] {
            let error = PublishError::io("creare la cartella", "uscita")(kind.into());
            let text = error.to_string();
            assert!(text.starts_with("non è possibile creare la cartella uscita: ") && text.contains(said), "{text}");
        }
    }
}
