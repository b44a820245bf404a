//! Why the system would not open something, in the words of an office.

use std::io::{self, ErrorKind};

/// The reason that the system gives for not reading a file, after `il file non si apre: `.
#[must_use]
pub fn why(error: Option<&io::Error>) -> String {
    /// Windows: another program holds the file, or a part of it.
    const IN_USE: [i32; 2] = [32, 33];
    let Some(error) = error else { return "il sistema non dice perché".to_owned() };
    match error.kind() {
        ErrorKind::NotFound => "non c'è".to_owned(),
        ErrorKind::PermissionDenied => "manca il permesso di leggerlo".to_owned(),
        ErrorKind::IsADirectory => "è una cartella, non un file".to_owned(),
        // Of a text: Notepad saves in another encoding unless it is told.
        ErrorKind::InvalidData => {
            "non è scritto in UTF-8: aprirlo con il Blocco note e salvarlo di nuovo con la codifica UTF-8".to_owned()
        }
        ErrorKind::TimedOut | ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => {
            "la rete non risponde".to_owned()
        }
        _ if cfg!(windows) && error.raw_os_error().is_some_and(|code| IN_USE.contains(&code)) => {
            "è in uso da un altro programma".to_owned()
        }
        _ => format!("errore del sistema ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_in_italian() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.toml");
        std::fs::write(&file, b"ente = \"Forl\xec\"").unwrap();
        for (path, said) in [(folder.path(), "è una cartella"), (&file, "UTF-8"), (&folder.path().join("b"), "non c'è")]
        {
            let error = std::fs::read_to_string(path).unwrap_err();
            let text = why(Some(&error));
            assert!(text.contains(said) && !text.contains("os error"), "{text}");
        }
    }
}
