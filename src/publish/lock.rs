//! One run at a time on an output folder.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::{PublishError, staging};

/// The lock's file in the output folder. It stays there, empty: whoever removed it could let two runs in at once.
const LOCK_FILE: &str = ".traguardo.lock";

/// The exclusive hold on an output folder, let go when dropped or when the process ends in whatever way.
#[derive(Debug)]
pub struct Lock {
    /// The lock lives as long as this handle.
    _file: File,
    output: PathBuf,
}

impl Lock {
    /// Takes the lock of an output folder, which is made if absent, and puts right what a killed run left there.
    ///
    /// Does not wait: a scheduled run that finds another at work says so and ends.
    ///
    /// # Errors
    /// [`PublishError::Held`] if another handle has the lock; [`PublishError::Io`] if the folder or the lock's file
    /// cannot be made, the share has no locks, or an interrupted swap cannot be put right.
    pub fn acquire(output: &Path) -> Result<Self, PublishError> {
        fs::create_dir_all(output).map_err(PublishError::io("creare la cartella", output))?;
        let path = output.join(LOCK_FILE);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            // A colleague made it: it is theirs to write, and enough to read to hold it.
            .or_else(|error| File::open(&path).map_err(|_| error))
            .map_err(PublishError::io("aprire", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(PublishError::Held { output: output.to_path_buf() }),
            Err(TryLockError::Error(source)) => return Err(PublishError::io("bloccare", path)(source)),
        }
        // Only the holder may do this: the hidden folders of a run still at work look the same as leftovers.
        staging::recover(output)?;
        Ok(Self { _file: file, output: output.to_path_buf() })
    }

    /// The output folder that is held.
    #[must_use]
    pub fn output(&self) -> &Path {
        &self.output
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_handle_is_turned_away_with_code_4_until_the_first_is_dropped() {
        let share = tempfile::tempdir().unwrap();
        let output = share.path().join("output");
        let first = Lock::acquire(&output).unwrap();
        let error = Lock::acquire(&output).unwrap_err();
        assert!(matches!(error, PublishError::Held { .. }));
        assert_eq!(error.exit_code(), 4);
        assert!(error.to_string().contains("un'altra elaborazione"), "{error}");
        drop(first);
        Lock::acquire(&output).unwrap();
    }

    #[test]
    fn an_output_that_cannot_be_made_is_code_3() {
        let share = tempfile::tempdir().unwrap();
        let file = share.path().join("file");
        fs::write(&file, "").unwrap();
        assert_eq!(Lock::acquire(&file.join("output")).unwrap_err().exit_code(), 3);
    }
}
