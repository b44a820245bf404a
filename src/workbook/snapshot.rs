//! The bytes of a file as it was at one moment.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::folder::Candidate;
use super::limiti::{Limiti, MIB};
use super::refusal::Refusal;
use crate::perche::why;
use crate::place::Luogo;
use crate::segnalazione::{Segnalazione, codici};

/// How often a file that changes under the reader is read again, and how long it is left alone in between.
const ATTEMPTS: u32 = 4;
const PAUSE: Duration = Duration::from_millis(250);

/// What tells whether a file is still the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        Ok(Self { size: metadata.len(), modified: metadata.modified().ok() })
    }
}

/// Why there is no snapshot.
#[derive(Debug)]
enum Failure {
    Changed,
    TooLarge(u64),
    Io(io::Error),
}

/// The bytes of a file.
///
/// # Errors
/// FIL001 when it cannot be opened, FIL006 when it is too large, FIL009 when it keeps changing.
pub(super) fn take(file: &Candidate, limiti: &Limiti) -> Result<Vec<u8>, Box<Segnalazione>> {
    let limit = limiti.file_mib.saturating_mul(MIB);
    let read = || {
        let mut bytes = Vec::new();
        File::open(&file.path)?.take(limit + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    stable(limit, PAUSE, || Stamp::of(&file.path), read).map_err(|failure| Box::new(failed(file, limiti, &failure)))
}

/// Reads until nothing changes between before and after.
fn stable(
    limit: u64,
    pause: Duration,
    stamp: impl Fn() -> io::Result<Stamp>,
    read: impl Fn() -> io::Result<Vec<u8>>,
) -> Result<Vec<u8>, Failure> {
    for attempt in 0..ATTEMPTS {
        std::thread::sleep(pause * attempt);
        let before = stamp().map_err(Failure::Io)?;
        if before.size > limit {
            return Err(Failure::TooLarge(before.size));
        }
        let bytes = read().map_err(Failure::Io)?;
        let after = stamp().map_err(Failure::Io)?;
        if before == after && bytes.len() as u64 == after.size {
            return Ok(bytes);
        }
    }
    Err(Failure::Changed)
}

/// FIL009 at a file.
#[cfg(test)]
pub(super) fn changed(file: &Candidate) -> Segnalazione {
    failed(file, &Limiti::default(), &Failure::Changed)
}

fn failed(file: &Candidate, limiti: &Limiti, failure: &Failure) -> Segnalazione {
    let by = file.opened_by.as_ref().map(|who| format!(" (lo ha aperto {who})")).unwrap_or_default();
    let (codice, messaggio, rimedio) = match failure {
        Failure::TooLarge(size) => {
            let what = format!("è di {} MiB, se ne leggono al più {}", size / MIB, limiti.file_mib);
            return Refusal::too_much(what).segnalazione(&file.name);
        }
        Failure::Io(error) => (
            codici::FIL001,
            format!("il file non si apre: {}{by}", why(Some(error))),
            if error.kind() == io::ErrorKind::PermissionDenied {
                "chiudere il file se è aperto in un altro programma, o chiedere il permesso di leggerlo a chi gestisce la cartella, e ripetere"
            } else {
                "chiudere il file se è aperto in un altro programma, controllare che sia sincronizzato e ripetere"
            },
        ),
        Failure::Changed => (
            codici::FIL009,
            format!("il file è cambiato mentre veniva letto{by}: non è stato usato"),
            "aspettare che sia salvato, chiuderlo e ripetere",
        ),
    };
    codice.at(Luogo::file(file.name.as_str()), messaggio, rimedio)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io::ErrorKind;

    use super::*;

    /// A file whose size is what `sizes` say, one after the other.
    fn read(sizes: &[u64]) -> (Result<Vec<u8>, Failure>, usize) {
        let turn = Cell::new(0);
        let stamp = || {
            let size = sizes[turn.get().min(sizes.len() - 1)];
            turn.set(turn.get() + 1);
            Ok(Stamp { size, modified: None })
        };
        let reads = Cell::new(0);
        let bytes = || {
            reads.set(reads.get() + 1);
            Ok(vec![0; usize::try_from(sizes[(turn.get() - 1).min(sizes.len() - 1)]).unwrap()])
        };
        (stable(100, Duration::ZERO, stamp, bytes), reads.get())
    }

    #[test]
    fn a_file_that_changes_is_read_again_and_then_reported() {
        let (still, reads) = read(&[7, 7]);
        assert_eq!((still.unwrap().len(), reads), (7, 1));
        let (settled, reads) = read(&[7, 8, 9, 9]);
        assert_eq!((settled.unwrap().len(), reads), (9, 2));
        let (restless, reads) = read(&[1, 2, 3, 4, 5, 6, 7, 8]);
        assert!(matches!(restless, Err(Failure::Changed)));
        assert_eq!(reads, 4);
        assert!(matches!(read(&[101]).0, Err(Failure::TooLarge(101))));
    }

    #[test]
    fn who_has_the_file_open_is_said() {
        let file = Candidate { path: "a.xlsx".into(), name: "a.xlsx".into(), opened_by: Some("Anna Bianchi".into()) };
        let changed = failed(&file, &Limiti::default(), &Failure::Changed);
        assert_eq!(changed.codice, "FIL009");
        assert!(changed.messaggio.contains("lo ha aperto Anna Bianchi"), "{}", changed.messaggio);
        let locked = failed(&file, &Limiti::default(), &Failure::Io(ErrorKind::PermissionDenied.into()));
        assert_eq!(locked.codice, "FIL001");
        assert!(locked.messaggio.contains("Anna Bianchi"), "{}", locked.messaggio);
    }
}
