//! An edition in the making, and the swap that puts it in place.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{PublishError, names, previous, sha256_hex};

/// An edition that is being written: `.traguardo-nuovo-2022-dicembre-x7Qk2a`. Worth nothing to the next run.
const NEW: &str = ".traguardo-nuovo-";
/// The previous edition while the new one takes its place. Always whole: the next run puts it back if need be.
const ASIDE: &str = ".traguardo-precedente-";
/// A replaced edition on its way out, perhaps half removed. Worth nothing to the next run.
const OUT: &str = ".traguardo-scarto-";

/// What came of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its folder.
    pub edizione: PathBuf,
    /// Where what people had put into the previous edition is kept, if they had.
    pub aggiunti: Option<PathBuf>,
}

/// The documents of one edition, written to a hidden folder inside the output folder until [`Staging::publish`].
///
/// Dropped before that, it removes what it wrote. The caller holds the [`super::Lock`] of the output folder meanwhile.
#[derive(Debug)]
pub struct Staging {
    dir: TempDir,
    output: PathBuf,
    name: String,
    sha256: BTreeMap<String, String>,
}

impl Staging {
    /// Begins the edition `name` (`2022-dicembre`) of an output folder, which is made if absent.
    ///
    /// # Errors
    /// [`PublishError::UnsafePath`] if the name is not one plain file name; [`PublishError::Occupied`] if something
    /// that is no edition is in its place; [`PublishError::Io`] if the folder cannot be made.
    pub fn new(output: &Path, name: &str) -> Result<Self, PublishError> {
        if !names::is_safe(name) {
            return Err(PublishError::UnsafePath { path: name.to_owned() });
        }
        previous::replaceable(&output.join(name))?;
        fs::create_dir_all(output).map_err(PublishError::io("creare la cartella", output))?;
        let prefix = format!("{NEW}{name}-");
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        // A temporary folder is its owner's alone, but this one becomes the edition that the offices open: it gets the
        // rights of any folder made here.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        // The edition is renamed into place, so it must be on the same volume.
        let dir = builder.tempdir_in(output).map_err(PublishError::io("scrivere nella cartella", output))?;
        Ok(Self { dir, output: output.to_path_buf(), name: name.to_owned(), sha256: BTreeMap::new() })
    }

    /// Writes a document at a path relative to the edition, with `/` between its parts, each as
    /// [`super::safe_name`] gives it.
    ///
    /// # Errors
    /// [`PublishError::UnsafePath`] if a part is not a plain file name that every system takes;
    /// [`PublishError::Duplicate`] if the path is taken, be it in other capitals; [`PublishError::Io`] if it cannot
    /// be written.
    pub fn add(&mut self, relative: &str, bytes: &[u8]) -> Result<(), PublishError> {
        if !relative.split('/').all(names::is_safe) {
            return Err(PublishError::UnsafePath { path: relative.to_owned() });
        }
        // Some shares take `ROSSI` and `Rossi` for the same folder, others do not: equal results on both.
        let folded = relative.to_lowercase();
        if self.sha256.keys().any(|taken| taken.to_lowercase() == folded) {
            return Err(PublishError::Duplicate { path: relative.to_owned() });
        }
        let mut path = self.dir.path().to_path_buf();
        path.extend(relative.split('/'));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(PublishError::io("creare la cartella", parent))?;
        }
        write_through(&path, bytes).map_err(PublishError::io("scrivere", &path))?;
        self.sha256.insert(relative.to_owned(), sha256_hex(bytes));
        Ok(())
    }

    /// The hex SHA-256 of each document so far, by its relative path, for the manifest.
    #[must_use]
    pub const fn sha256(&self) -> &BTreeMap<String, String> {
        &self.sha256
    }

    /// Puts the edition in place of the previous one, if any.
    ///
    /// # Errors
    /// [`PublishError::Occupied`] as in [`Self::new`]; [`PublishError::Io`] if a rename fails: the previous edition is then where it was, untouched.
    /// [`PublishError::LeftAside`] if it could not be put back: it is whole, and the next [`super::Lock::acquire`]
    /// puts it back.
    pub fn publish(self) -> Result<Published, PublishError> {
        let target = self.output.join(&self.name);
        // Looked at again: much time has passed since the edition was begun.
        previous::replaceable(&target)?;
        let aside = self.output.join(format!("{ASIDE}{}", self.name));
        let had_previous = exists(&target)?;
        if had_previous {
            fs::rename(&target, &aside).map_err(PublishError::io("sostituire", &target))?;
        }
        if let Err(source) = fs::rename(self.dir.path(), &target) {
            if had_previous && fs::rename(&aside, &target).is_err() {
                return Err(PublishError::LeftAside { target, aside, source });
            }
            return Err(PublishError::io("pubblicare", target)(source));
        }
        // It has become the edition: nothing is left for the guard to remove.
        let _ = self.dir.keep();
        // The edition is out. What cannot be removed now (a file that somebody has open) goes at the next run.
        let aggiunti = had_previous.then(|| discard(&self.output, &self.name, &aside).ok().flatten()).flatten();
        Ok(Published { edizione: target, aggiunti })
    }
}

/// Puts right what a killed run left in an output folder: an interrupted swap is undone, leftovers are removed.
///
/// Leftovers that cannot be removed stay for the next run: they are hidden and keep nobody from working.
///
/// # Errors
/// [`PublishError::Io`] if the folder cannot be read or a previous edition cannot be put back.
pub(super) fn recover(output: &Path) -> Result<(), PublishError> {
    let entries = fs::read_dir(output)
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .map_err(PublishError::io("leggere la cartella", output))?;
    let mut found: Vec<(String, PathBuf)> =
        entries.iter().filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path()))).collect();
    // `scarto` after `precedente` in any case: an edition on its way out must not stand in the way of the next.
    found.sort();
    for (_, path) in found.iter().filter(|(name, _)| name.starts_with(NEW) || name.starts_with(OUT)) {
        let _ = remove(path);
    }
    for (hidden, aside) in &found {
        let Some(name) = hidden.strip_prefix(ASIDE).filter(|name| names::is_safe(name)) else { continue };
        let target = output.join(name);
        if exists(&target)? {
            let _ = discard(output, name, aside);
        } else {
            fs::rename(aside, &target).map_err(PublishError::io("rimettere al suo posto", &target))?;
        }
    }
    Ok(())
}

/// Removes a replaced edition, but for what people had put into it: where that is kept is given.
///
/// It is renamed first, so that an `ASIDE` folder is never a half removed one.
fn discard(output: &Path, name: &str, aside: &Path) -> io::Result<Option<PathBuf>> {
    let kept = previous::keep_added(aside, output, name)?;
    // A leftover that would not go keeps its name: a fresh one for this.
    let out = tempfile::Builder::new().prefix(&format!("{OUT}{name}-")).tempdir_in(output)?;
    fs::rename(aside, out.path().join("edizione"))?;
    out.close()?;
    Ok(kept)
}

/// Whether something stands at a path, be it a link to nowhere.
fn exists(path: &Path) -> Result<bool, PublishError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(PublishError::io("leggere", path)(error)),
    }
}

/// Removes a folder with what is in it, or a file, or a link but not what it leads to.
fn remove(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

/// Writes a new file down to the disk: a swap must not put in place what a power cut would empty.
fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::super::Lock;
    use super::*;

    const NAME: &str = "2022-dicembre";

    /// Publishes an edition of one document.
    fn publish(output: &Path, path: &str, text: &str) -> Result<PathBuf, PublishError> {
        let mut staging = Staging::new(output, NAME)?;
        staging.add(path, text.as_bytes())?;
        record(&mut staging)?;
        Ok(staging.publish()?.edizione)
    }

    /// What makes a folder an edition.
    fn record(staging: &mut Staging) -> Result<(), PublishError> {
        let manifest = serde_json::json!({ "uscite": staging.sha256() }).to_string();
        staging.add("manifest.json", manifest.as_bytes())
    }

    /// What stands in a folder, sorted.
    fn list(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn an_edition_replaces_the_previous_one_and_leaves_nothing_behind() {
        let share = tempfile::tempdir().unwrap();
        publish(share.path(), "Dirigenti/Rossi Ada/Report.pdf", "old").unwrap();
        let edition = publish(share.path(), "Nucleo di Valutazione/Relazione.pdf", "new").unwrap();
        assert_eq!(list(share.path()), [NAME]);
        assert_eq!(list(&edition), ["Nucleo di Valutazione", "manifest.json"]);
        assert_eq!(fs::read(edition.join("Nucleo di Valutazione/Relazione.pdf")).unwrap(), b"new");
    }

    #[test]
    fn other_editions_are_not_touched() {
        let share = tempfile::tempdir().unwrap();
        fs::create_dir(share.path().join("2022-luglio")).unwrap();
        publish(share.path(), "a.pdf", "new").unwrap();
        assert_eq!(list(share.path()), [NAME, "2022-luglio"]);
    }

    #[test]
    fn what_is_no_edition_is_never_replaced() {
        let share = tempfile::tempdir().unwrap();
        let target = share.path().join(NAME);
        fs::create_dir(&target).unwrap();
        publish(share.path(), "a.pdf", "an empty folder is nobody's").unwrap();
        for edition in ["manifest.json", "a.pdf"] {
            fs::remove_file(target.join(edition)).unwrap();
        }
        fs::write(target.join("02_Avvocatura.xlsx"), "the office's own").unwrap();
        let error = publish(share.path(), "a.pdf", "new").unwrap_err();
        assert_eq!(error.exit_code(), 3);
        let text = error.to_string();
        assert!(text.contains("«02_Avvocatura.xlsx»") && text.contains("cancellerebbe"), "{text}");
        assert_eq!(list(share.path()), [NAME]);
        assert_eq!(list(&target), ["02_Avvocatura.xlsx"]);
        fs::remove_dir_all(&target).unwrap();
        fs::write(&target, "a file").unwrap();
        publish(share.path(), "a.pdf", "new").unwrap_err();
        assert_eq!(fs::read(target).unwrap(), b"a file");
    }

    #[test]
    fn what_people_put_into_an_edition_is_kept_beside_the_next() {
        let share = tempfile::tempdir().unwrap();
        let edition = publish(share.path(), "Nucleo/a.pdf", "old").unwrap();
        fs::write(edition.join("Nucleo/verbale.docx"), "of the Nucleo").unwrap();
        fs::write(edition.join("Nucleo/a.pdf"), "annotated").unwrap();
        fs::write(edition.join("Thumbs.db"), "of the system").unwrap();
        let mut staging = Staging::new(share.path(), NAME).unwrap();
        staging.add("Nucleo/a.pdf", b"new").unwrap();
        record(&mut staging).unwrap();
        let kept = staging.publish().unwrap().aggiunti.unwrap();
        assert_eq!(list(share.path()), [NAME, "2022-dicembre - file aggiunti"]);
        assert_eq!(list(&kept.join("Nucleo")), ["a.pdf", "verbale.docx"]);
        assert_eq!(fs::read(kept.join("Nucleo/a.pdf")).unwrap(), b"annotated");
        assert!(!kept.join("Thumbs.db").exists() && previous::is_edition(&kept));
        // A run that was killed before it removed the previous edition: the next start keeps it too.
        fs::write(edition.join("nota.txt"), "once more").unwrap();
        fs::rename(&edition, share.path().join(format!("{ASIDE}{NAME}"))).unwrap();
        fs::create_dir(&edition).unwrap();
        drop(Lock::acquire(share.path()).unwrap());
        assert_eq!(list(&share.path().join("2022-dicembre - file aggiunti (2)")), ["nota.txt"]);
    }

    #[test]
    fn an_edition_given_up_leaves_the_previous_one_and_nothing_else() {
        let share = tempfile::tempdir().unwrap();
        publish(share.path(), "a.pdf", "old").unwrap();
        let mut staging = Staging::new(share.path(), NAME).unwrap();
        staging.add("a.pdf", b"new").unwrap();
        drop(staging);
        assert_eq!(list(share.path()), [NAME]);
        assert_eq!(fs::read(share.path().join(NAME).join("a.pdf")).unwrap(), b"old");
    }

    #[test]
    fn the_previous_edition_is_put_back_when_the_new_one_cannot_come_in() {
        let share = tempfile::tempdir().unwrap();
        publish(share.path(), "a.pdf", "old").unwrap();
        let mut staging = Staging::new(share.path(), NAME).unwrap();
        staging.add("a.pdf", b"new").unwrap();
        fs::remove_dir_all(staging.dir.path()).unwrap();
        let error = staging.publish().unwrap_err();
        assert_eq!(error.exit_code(), 3);
        assert_eq!(list(share.path()), [NAME]);
        assert_eq!(fs::read(share.path().join(NAME).join("a.pdf")).unwrap(), b"old");
    }

    #[test]
    fn the_previous_edition_stays_when_it_cannot_be_put_aside() {
        let share = tempfile::tempdir().unwrap();
        publish(share.path(), "a.pdf", "old").unwrap();
        fs::write(share.path().join(format!("{ASIDE}{NAME}")), "in the way").unwrap();
        publish(share.path(), "a.pdf", "new").unwrap_err();
        assert_eq!(fs::read(share.path().join(NAME).join("a.pdf")).unwrap(), b"old");
    }

    #[test]
    fn a_swap_interrupted_half_way_is_undone_at_the_next_start() {
        let share = tempfile::tempdir().unwrap();
        let edition = publish(share.path(), "a.pdf", "old").unwrap();
        fs::rename(&edition, share.path().join(format!("{ASIDE}{NAME}"))).unwrap();
        fs::create_dir(share.path().join(format!("{NEW}{NAME}-x7Qk2a"))).unwrap();
        let _lock = Lock::acquire(share.path()).unwrap();
        assert_eq!(list(share.path()), [".traguardo.lock", NAME]);
        assert_eq!(fs::read(edition.join("a.pdf")).unwrap(), b"old");
    }

    #[test]
    fn a_swap_interrupted_before_the_last_removal_is_finished_at_the_next_start() {
        let share = tempfile::tempdir().unwrap();
        let edition = publish(share.path(), "a.pdf", "new").unwrap();
        for leftover in [ASIDE, OUT, NEW] {
            let folder = share.path().join(format!("{leftover}{NAME}"));
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("a.pdf"), "old").unwrap();
        }
        let _lock = Lock::acquire(share.path()).unwrap();
        assert_eq!(list(share.path()), [".traguardo.lock", NAME]);
        assert_eq!(fs::read(edition.join("a.pdf")).unwrap(), b"new");
    }

    #[test]
    fn paths_that_leave_the_edition_or_hide_another_document_are_refused() {
        let share = tempfile::tempdir().unwrap();
        let mut staging = Staging::new(share.path(), NAME).unwrap();
        for path in ["", "/etc/x", "../x", "a/../../x", "a//x", "C:x", "a\\x", "CON", "x.", ".traguardo.lock", "a/"] {
            assert!(matches!(staging.add(path, b""), Err(PublishError::UnsafePath { .. })), "{path:?}");
        }
        staging.add("Dirigenti/Rossi Ada/Report.pdf", b"").unwrap();
        let twice = staging.add("Dirigenti/ROSSI ADA/Report.pdf", b"");
        assert!(matches!(twice, Err(PublishError::Duplicate { .. })));
        assert!(Staging::new(share.path(), "../2022").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn an_edition_has_the_rights_of_any_other_folder() {
        use std::os::unix::fs::PermissionsExt;
        let share = tempfile::tempdir().unwrap();
        let plain = share.path().join("plain");
        fs::create_dir(&plain).unwrap();
        let edition = publish(share.path(), "a.pdf", "").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&edition), mode(&plain));
    }
}
