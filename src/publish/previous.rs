//! What stands where an edition is to go. An edition may be replaced, anything else may not; and what people put into
//! an edition, or changed in it, is theirs and is kept.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{PublishError, sha256_hex};

/// The record that makes a folder an edition.
pub(super) const MANIFEST: &str = "manifest.json";
/// How the folder is called that keeps what people had put into an edition.
const KEPT: &str = " - file aggiunti";
/// What systems and programs leave in a folder by themselves.
const LITTER: [&str; 3] = ["thumbs.db", "desktop.ini", ".ds_store"];

/// Whether a folder is an edition that a run published, or keeps what was found in one: the workbooks in it are
/// reports, not what an office filled in.
#[must_use]
pub fn is_edition(folder: &Path) -> bool {
    let of_ours = |name: &str| {
        let year =
            name.get(..5).is_some_and(|start| start.ends_with('-') && start[..4].bytes().all(|b| b.is_ascii_digit()));
        year && name.split_once(KEPT).is_some_and(|(_, number)| number.is_empty() || number.starts_with(" ("))
    };
    let kept = folder.file_name().is_some_and(|name| of_ours(&name.to_string_lossy()));
    kept || folder.join(MANIFEST).is_file() && folder.join("dati").is_dir()
}

/// The files that an edition was made from, as its record names them; none where there is no edition.
#[must_use]
pub fn sources(edition: &Path) -> Vec<String> {
    hashes(edition, "ingressi").into_iter().flatten().map(|(name, _)| name).collect()
}

/// Whether an edition may take a place: nothing is there, or an edition, or an empty folder.
///
/// # Errors
/// [`PublishError::Occupied`] if something else is there, be it the workbooks themselves: it would be lost.
pub(super) fn replaceable(target: &Path) -> Result<(), PublishError> {
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(PublishError::io("leggere", target)(error)),
        Ok(_) if published(target).is_some() => return Ok(()),
        Ok(_) => {}
    }
    let names = fs::read_dir(target).map(|entries| entries.flatten().map(|entry| entry.file_name()).min());
    match names {
        Ok(None) => Ok(()),
        Ok(Some(found)) => {
            let trovato = found.to_string_lossy().into_owned();
            Err(PublishError::Occupied { target: target.to_path_buf(), trovato })
        }
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Err(PublishError::io("guardare che cosa contiene", target)(error))
        }
        Err(_) => {
            let trovato = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Err(PublishError::Occupied { target: target.to_path_buf(), trovato })
        }
    }
}

/// Copies what an edition on its way out holds and did not publish to a folder beside it, which is given.
pub(super) fn keep_added(edition: &Path, output: &Path, name: &str) -> io::Result<Option<PathBuf>> {
    let Some(published) = published(edition) else { return Ok(None) };
    let mut added = Vec::new();
    for entry in WalkDir::new(edition).sort_by_file_name() {
        let entry = entry?;
        let own_name = entry.file_name().to_string_lossy().to_lowercase();
        let litter =
            LITTER.contains(&own_name.as_str()) || own_name.starts_with("~$") || own_name.starts_with(".~lock.");
        let below = entry.path().strip_prefix(edition).expect("the walk stays below where it began").to_path_buf();
        if !entry.file_type().is_file() || litter || below == Path::new(MANIFEST) {
            continue;
        }
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let as_published = published.get(&parts.join("/"));
        if as_published.is_none_or(|sha256| fs::read(entry.path()).is_ok_and(|bytes| sha256_hex(&bytes) != *sha256)) {
            added.push(below);
        }
    }
    if added.is_empty() {
        return Ok(None);
    }
    let folder = (1..u64::MAX)
        .map(|n| if n == 1 { format!("{name}{KEPT}") } else { format!("{name}{KEPT} ({n})") })
        .map(|name| output.join(name))
        .find(|folder| fs::symlink_metadata(folder).is_err())
        .expect("one of so many names is free");
    let copied = added.iter().try_for_each(|below| {
        let copy = folder.join(below);
        fs::create_dir_all(copy.parent().unwrap_or(&folder))?;
        fs::copy(edition.join(below), copy).map(drop)
    });
    if let Err(error) = copied {
        // Half of them would be taken for all; they are copied at the next start.
        let _ = fs::remove_dir_all(&folder);
        return Err(error);
    }
    Ok(Some(folder))
}

/// What an edition published, by path, with its hash; nothing where there is no such record.
fn published(edition: &Path) -> Option<BTreeMap<String, String>> {
    hashes(edition, "uscite")
}

fn hashes(edition: &Path, key: &str) -> Option<BTreeMap<String, String>> {
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(edition.join(MANIFEST)).ok()?).ok()?;
    serde_json::from_value(manifest.get(key)?.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_told_from_the_folders_of_the_offices() {
        for (name, ours) in [
            ("2022-dicembre - file aggiunti", true),
            ("2022-dicembre - file aggiunti (2)", true),
            ("Schede - file aggiunti", false),
            ("2022-dicembre - file aggiunti dalle direzioni", false),
            ("2022-dicembre", false),
        ] {
            assert_eq!(is_edition(Path::new(name)), ours, "{name}");
        }
    }
}
