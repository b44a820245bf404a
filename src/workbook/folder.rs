//! The input folder: which files are workbooks, and who has them open.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::bytes::{decode_utf16, western};
use crate::place::Luogo;
use crate::segnalazione::{Gravita, Segnalazione, codici};

/// How the names of workbooks end.
pub const EXTENSIONS: [&str; 5] = ["xlsx", "xlsm", "xls", "xlsb", "ods"];
/// How the names of other files end in which somebody may have handed in schede.
const OTHERS: [&str; 17] = [
    "xltx", "xltm", "xlt", "ots", "fods", "sxc", "numbers", "gsheet", "csv", "tsv", "zip", "7z", "rar", "pdf", "doc",
    "docx", "odt",
];
/// Owner files are a few hundred bytes; nothing more is read of them.
const OWNER_BYTES: u64 = 4096;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where it is.
    pub path: PathBuf,
    /// The path below the input folder, with `/` between folders: what reports call it.
    pub name: String,
    /// Who has it open, if an owner file beside it says so.
    pub opened_by: Option<String>,
}

/// What a folder holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// The files to read, by name.
    pub files: Vec<Candidate>,
    /// What could not be looked at.
    pub segnalazioni: Vec<Segnalazione>,
}

impl Folder {
    /// Adds what another folder holds, but for what is here already.
    pub fn extend(&mut self, other: Self) {
        let new = other.files.into_iter().filter(|file| self.files.iter().all(|known| known.name != file.name));
        self.files.extend(new.collect::<Vec<_>>());
        self.segnalazioni.extend(other.segnalazioni);
    }

    /// Calls everything in it by the path that was typed: files of several folders can have the same name.
    #[must_use]
    pub fn called_from(mut self, typed: &Path) -> Self {
        let full = |name: &str| {
            let path = if typed.is_dir() { typed.join(name) } else { typed.to_path_buf() };
            shown(path.as_os_str())
        };
        self.files.iter_mut().for_each(|file| file.name = full(&file.name));
        self.segnalazioni.iter_mut().for_each(|s| s.luogo.file = full(&s.luogo.file));
        self
    }
}

/// Walks a folder and those inside it; a path to a file is that file, whatever its name.
///
/// Hidden and temporary files are no workbooks, nor is what `leave_out` says of a folder. Links are followed, never
/// in circles.
#[must_use]
pub fn walk(input: &Path, leave_out: &dyn Fn(&Path) -> bool) -> Folder {
    let mut folder = Folder::default();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    // A folder that a link reaches again is looked at once, under its own name: links come after what they may lead to.
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    let links_last =
        |a: &DirEntry, b: &DirEntry| (a.path_is_symlink(), a.file_name()).cmp(&(b.path_is_symlink(), b.file_name()));
    let entries = WalkDir::new(input).follow_links(true).sort_by(links_last).into_iter().filter_entry(|entry| {
        let again = entry.file_type().is_dir() && entry.path().canonicalize().is_ok_and(|real| !seen.insert(real));
        let left_out = || own_name(entry).starts_with('.') && entry.file_type().is_dir() || leave_out(entry.path());
        entry.depth() == 0 || !(again || left_out())
    });
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                folder.segnalazioni.extend(unreadable(input, &error));
                continue;
            }
        };
        let own = own_name(&entry);
        if let Some(of) = own.strip_prefix("~$").or_else(|| own.strip_prefix(".~lock.")?.strip_suffix('#')) {
            let who = || owner(entry.path(), own.starts_with('~'));
            // Opening a pipe would wait for somebody to write into it.
            if let Some(who) = entry.file_type().is_file().then(who).flatten() {
                owners.insert(name_below(input, &entry.path().with_file_name(of)), who);
            }
            continue;
        }
        if own.starts_with('.') {
            continue;
        }
        let name = name_below(input, entry.path());
        if !(entry.depth() == 0 || has_extension(entry.path())) {
            if entry.file_type().is_file() && ends_in(entry.path(), &OTHERS) {
                folder.segnalazioni.push(not_read(&name, entry.path()));
            }
            continue;
        }
        if entry.file_type().is_dir() {
            if entry.depth() > 0 {
                folder.segnalazioni.push(not_a_file(&name, "è una cartella di file"));
            }
            continue;
        }
        if !entry.file_type().is_file() {
            folder.segnalazioni.push(not_a_file(&name, "non è un file: è un canale o un dispositivo del computer"));
            continue;
        }
        folder.files.push(Candidate { path: entry.into_path(), name, opened_by: None });
    }
    for file in &mut folder.files {
        file.opened_by = owners.get(&file.name).cloned();
    }
    folder.files.sort_by(|a, b| a.name.cmp(&b.name));
    folder
}

/// The files that hold the same bytes as another: each with the one that stands for both.
///
/// `files` are names and hashes. Of equal files the one counts that is not called a copy, then the first by name.
#[must_use]
pub fn duplicates(files: &[(String, String)]) -> Vec<(String, String)> {
    let mut by_hash: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, sha256) in files {
        by_hash.entry(sha256).or_default().push(name);
    }
    let mut found = Vec::new();
    for names in by_hash.values_mut() {
        names.sort_by_key(|name| (is_copy(name), *name));
        let (first, others) = names.split_first().expect("a hash is here because a file has it");
        found.extend(others.iter().map(|name| ((*name).to_owned(), (*first).to_owned())));
    }
    found.sort();
    found
}

/// Whether a file is called a copy, as Windows and people call it.
fn is_copy(name: &str) -> bool {
    let own = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let stem = own.rsplit_once('.').map_or(own.as_str(), |(stem, _)| stem).trim_end();
    let numbered = stem
        .strip_suffix(')')
        .and_then(|stem| stem.rsplit_once('('))
        .is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    numbered
        || ["copia", "copy", "backup", "bak"]
            .iter()
            .any(|word| stem.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word))
}

/// FIL007 at a file that holds the same bytes as another.
#[must_use]
pub fn duplicate(file: &str, other: &str) -> Segnalazione {
    codici::FIL007.at(
        Luogo::file(file),
        format!("il file è uguale a «{other}»: è stato letto una volta sola"),
        "togliere dalla cartella la copia che non serve",
    )
}

/// FIL010 at a folder without workbooks.
#[must_use]
pub fn nothing(input: &Path) -> Segnalazione {
    codici::FIL010.at(
        Luogo::file(input.display().to_string()),
        if input.exists() {
            "non c'è nessun file Excel (.xlsx, .xlsm, .xls, .xlsb, .ods)".to_owned()
        } else {
            "la cartella non esiste o non è raggiungibile".to_owned()
        },
        "controllare il percorso della cartella e, se è in rete, che la rete risponda",
    )
}

fn own_name(entry: &DirEntry) -> String {
    shown(entry.file_name())
}

/// Whether a name ends as those of workbooks do.
#[must_use]
pub fn has_extension(path: &Path) -> bool {
    ends_in(path, &EXTENSIONS)
}

fn ends_in(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|ext| extensions.contains(&ext.to_string_lossy().to_lowercase().as_str()))
}

/// A path as reports call it; of the input itself, its own name.
fn name_below(input: &Path, path: &Path) -> String {
    let below = path.strip_prefix(input).ok().filter(|below| !below.as_os_str().is_empty());
    let below = below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
    below.components().map(|step| shown(step.as_os_str())).collect::<Vec<_>>().join("/")
}

/// A name as text. What is no text in it is written byte by byte: two names stay two, whatever they hold.
fn shown(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// Who opened a file, as the owner file beside it says.
fn owner(path: &Path, excel: bool) -> Option<String> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    std::fs::File::open(path).ok()?.take(OWNER_BYTES).read_to_end(&mut bytes).ok()?;
    if excel { excel_owner(&bytes) } else { libreoffice_owner(&bytes) }
}

/// `~$name`: a length and the name in the old code page, padded to 54 letters; then the same in Unicode.
fn excel_owner(bytes: &[u8]) -> Option<String> {
    let wide = || {
        let units = usize::from(*bytes.get(55)?);
        let name = bytes.get(57..57 + 2 * units)?;
        (1..=54).contains(&units).then(|| decode_utf16(name))
    };
    let narrow = || {
        let length = usize::from(*bytes.first()?);
        (1..=54).contains(&length).then(|| western(bytes.get(1..=length)?).into()).flatten()
    };
    [wide(), narrow()].into_iter().flatten().find_map(|name| presentable(&name))
}

/// `.~lock.name#`: the person's name, the account, the machine, the time.
fn libreoffice_owner(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    text.split(',').take(3).find_map(presentable)
}

/// A name that can be shown: one line, no control characters, not blank.
fn presentable(name: &str) -> Option<String> {
    let name: String = name.chars().filter(|c| !c.is_control() && *c != char::REPLACEMENT_CHARACTER).collect();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// FIL001 at what the walk could not look at; a link that leads back to where it is holds nothing new.
fn unreadable(input: &Path, error: &walkdir::Error) -> Option<Segnalazione> {
    if error.loop_ancestor().is_some() {
        return None;
    }
    let path = error.path().unwrap_or(input);
    let is_link = path.symlink_metadata().is_ok_and(|m| m.is_symlink());
    // A broken link under any other name is no workbook that somebody misses.
    if error.depth() > 0 && is_link && !has_extension(path) {
        return None;
    }
    // What was never there was typed wrong, or a link leads nowhere, perhaps back to itself.
    let kind = error.io_error().map(std::io::Error::kind);
    let absent = kind == Some(std::io::ErrorKind::NotFound);
    let nowhere = is_link && kind != Some(std::io::ErrorKind::PermissionDenied);
    let messaggio = match error.depth() {
        _ if nowhere => "è un collegamento a un file che non c'è".to_owned(),
        0 if absent => "il file o la cartella non esiste".to_owned(),
        _ if absent => "non c'è più".to_owned(),
        _ => format!("non si può guardare che cosa contiene: {}", crate::perche::why(error.io_error())),
    };
    Some(codici::FIL001.at(
        Luogo::file(name_below(input, path)),
        messaggio,
        "controllare che la cartella o il file esista e che il programma abbia il permesso di leggerlo",
    ))
}

/// FIL002, milder than usual, at a file of a kind that is not read: what it may hold is in no result.
fn not_read(name: &str, path: &Path) -> Segnalazione {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let said = codici::FIL002.at(
        Luogo::file(name),
        format!("i file .{extension} non si leggono: se contiene una scheda, non è nei risultati"),
        "se contiene una scheda, chiederla come cartella di lavoro di Excel (.xlsx); se non serve, togliere il file",
    );
    Segnalazione { gravita: Gravita::Avviso, ..said }
}

fn not_a_file(name: &str, what: &str) -> Segnalazione {
    codici::FIL002.at(
        Luogo::file(name),
        format!("ha il nome di una cartella di lavoro, ma {what}"),
        "mettere al suo posto la cartella di lavoro vera, o cambiargli nome",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        dir
    }

    fn names(dir: &Path) -> Vec<String> {
        walk(dir, &|_| false).files.into_iter().map(|file| file.name).collect()
    }

    #[test]
    fn workbooks_are_found_by_their_names_in_every_folder() {
        let dir = folder(&[
            ("b.XLSX", b""),
            ("a.xlsm", b""),
            ("sotto/Cartella/c.Xls", b""),
            ("d.xlsb", b""),
            ("e.ods", b""),
            ("f.csv", b""),
            ("Direzione/scheda.PDF", b""),
            ("note.txt", b""),
            ("Thumbs.db", b""),
            (".nascosto.xlsx", b""),
            (".nascosta/g.xlsx", b""),
            ("~$b.XLSX", b""),
            ("~WRL0001.tmp", b""),
            ("edizione/h.xlsx", b""),
        ]);
        let found = walk(dir.path(), &|path| path.ends_with("edizione"));
        let files: Vec<_> = found.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(files, ["a.xlsm", "b.XLSX", "d.xlsb", "e.ods", "sotto/Cartella/c.Xls"]);
        let said: Vec<_> =
            found.segnalazioni.iter().map(|s| (s.codice.sigla, s.gravita, s.luogo.file.as_str())).collect();
        let avviso = Gravita::Avviso;
        assert_eq!(said, [("FIL002", avviso, "Direzione/scheda.PDF"), ("FIL002", avviso, "f.csv")]);
    }

    #[test]
    #[cfg(unix)]
    fn a_folder_that_a_link_reaches_again_is_looked_at_once() {
        let dir = folder(&[("dati/a.xlsx", b""), ("dati/vecchie/b.xlsx", b"")]);
        std::os::unix::fs::symlink(dir.path(), dir.path().join("dati/anello")).unwrap();
        std::os::unix::fs::symlink(dir.path().join("dati/vecchie"), dir.path().join("dati/altre")).unwrap();
        assert_eq!(names(&dir.path().join("dati")), ["a.xlsx", "vecchie/b.xlsx"]);
    }

    #[test]
    fn a_named_file_is_read_whatever_its_name() {
        let dir = folder(&[("dati.csv", b"")]);
        assert_eq!(names(&dir.path().join("dati.csv")), ["dati.csv"]);
    }

    #[test]
    fn owner_files_say_who_has_a_workbook_open() {
        let mut excel = vec![0x20; 165];
        excel[0] = 5;
        excel[1..6].copy_from_slice(b"Ren\xe9e");
        let mut wide = excel.clone();
        wide[55] = 5;
        wide[56] = 0;
        for (i, unit) in "Žofie".encode_utf16().enumerate() {
            wide[57 + 2 * i..59 + 2 * i].copy_from_slice(&unit.to_le_bytes());
        }
        excel[55] = 0;
        let dir = folder(&[
            ("a.xlsx", b""),
            ("~$a.xlsx", &excel),
            ("b.xlsx", b""),
            ("~$b.xlsx", &wide),
            ("sotto/c.ods", b""),
            ("sotto/.~lock.c.ods#", "Anna Bianchi,ab,PC-12,24.11.2026 17:00,file:///home/ab;".as_bytes()),
            ("d.xlsx", b""),
            (".~lock.d.xlsx#", b",mrossi,PC-7,,"),
            ("e.xlsx", b""),
            ("~$e.xlsx", b""),
        ]);
        let who: Vec<_> = walk(dir.path(), &|_| false).files.into_iter().map(|file| file.opened_by).collect();
        let who: Vec<_> = who.iter().map(Option::as_deref).collect();
        assert_eq!(who, [Some("Renée"), Some("Žofie"), Some("mrossi"), None, Some("Anna Bianchi")]);
    }

    #[test]
    fn a_folder_with_the_name_of_a_workbook_is_reported_and_looked_into() {
        let dir = folder(&[("x.xlsx/dentro.xlsx", b"")]);
        let found = walk(dir.path(), &|_| false);
        assert_eq!(found.files.len(), 1);
        let [wrong] = found.segnalazioni.as_slice() else { panic!("{:?}", found.segnalazioni) };
        assert_eq!((wrong.codice.sigla, wrong.luogo.file.as_str()), ("FIL002", "x.xlsx"));
    }

    #[test]
    fn a_folder_that_is_not_there_is_reported() {
        let dir = tempfile::tempdir().unwrap();
        let found = walk(&dir.path().join("manca"), &|_| false);
        assert_eq!(found.segnalazioni.iter().map(|s| s.codice).collect::<Vec<_>>(), ["FIL001"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_but_not_in_circles() {
        use std::os::unix::fs::symlink;
        let dir = folder(&[("vero/a.xlsx", b"")]);
        symlink(dir.path(), dir.path().join("vero/giro")).unwrap();
        symlink(dir.path().join("vero/a.xlsx"), dir.path().join("b.xlsx")).unwrap();
        symlink(dir.path().join("sparito.xlsx"), dir.path().join("rotto.xlsx")).unwrap();
        symlink("serpente.xlsx", dir.path().join("serpente.xlsx")).unwrap();
        let found = walk(dir.path(), &|_| false);
        assert_eq!(found.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["b.xlsx", "vero/a.xlsx"]);
        let wrong: Vec<_> = found.segnalazioni.iter().map(|s| (s.codice.sigla, s.luogo.file.as_str())).collect();
        assert_eq!(wrong, [("FIL001", "rotto.xlsx"), ("FIL001", "serpente.xlsx")]);
        assert!(found.segnalazioni.iter().all(|s| s.messaggio == "è un collegamento a un file che non c'è"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_never_opened() {
        let dir = folder(&[("b.xlsx", b"")]);
        for name in ["a.xlsx", "~$b.xlsx"] {
            let _socket = std::os::unix::net::UnixListener::bind(dir.path().join(name)).unwrap();
        }
        let found = walk(dir.path(), &|_| false);
        assert_eq!(found.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["b.xlsx"]);
        let [wrong] = found.segnalazioni.as_slice() else { panic!("{:?}", found.segnalazioni) };
        assert_eq!((wrong.codice.sigla, wrong.luogo.file.as_str()), ("FIL002", "a.xlsx"));
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_stay_apart() {
        use std::os::unix::ffi::OsStrExt as _;
        let dir = folder(&[]);
        for name in [b"a\xff.xlsx", b"a\xfe.xlsx"] {
            std::fs::write(dir.path().join(OsStr::from_bytes(name)), "").unwrap();
        }
        assert_eq!(names(dir.path()), ["a%FE.xlsx", "a%FF.xlsx"]);
    }

    #[test]
    fn of_equal_files_the_one_counts_that_is_no_copy() {
        let files = [
            ("Copia di b.xlsx", "1"),
            ("a (2).xlsx", "2"),
            ("a.xlsx", "2"),
            ("b.xlsx", "1"),
            ("c.xlsx", "3"),
            ("z/b.xlsx", "1"),
            ("Copiatura.xlsx", "4"),
            ("D.xlsx", "4"),
        ]
        .map(|(name, hash)| (name.to_owned(), hash.to_owned()));
        let found = duplicates(&files);
        let found: Vec<_> = found.iter().map(|(copy, first)| (copy.as_str(), first.as_str())).collect();
        assert_eq!(
            found,
            [
                ("Copia di b.xlsx", "b.xlsx"),
                ("D.xlsx", "Copiatura.xlsx"),
                ("a (2).xlsx", "a.xlsx"),
                ("z/b.xlsx", "b.xlsx")
            ]
        );
    }
}
