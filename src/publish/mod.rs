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

use std::io;
use std::path::PathBuf;

pub mod edition;
mod lock;
mod manifest;
mod names;
mod staging;

pub use lock::Lock;
pub use manifest::{Counts, Manifest, Rules, sha256_hex};
pub use names::{safe_name, unique_names};
pub use staging::Staging;

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
    /// The output folder, or something in it, could not be made, written or renamed.
    #[error(
        "non è possibile {action} {}: {source} (verificare i permessi della cartella, lo spazio e che nessun file sia aperto)",
        .path.display()
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
        "non è possibile mettere al suo posto l'edizione {}: {source}; la precedente è intatta in {} e tornerà al suo posto alla prossima elaborazione",
        .target.display(),
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
