//! Why the system would not open something, in the words of an office.

use std::io::{self, ErrorKind};

/// The reason that the system gives, after `il file non si apre: `.
pub(super) fn why(error: Option<&io::Error>) -> String {
    /// Windows: another program holds the file, or a part of it.
    const IN_USE: [i32; 2] = [32, 33];
    let Some(error) = error else { return "il sistema non dice perché".to_owned() };
    match error.kind() {
        ErrorKind::NotFound => "non c'è più".to_owned(),
        ErrorKind::PermissionDenied => "manca il permesso di leggerlo".to_owned(),
        ErrorKind::TimedOut | ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => {
            "la rete non risponde".to_owned()
        }
        _ if cfg!(windows) && error.raw_os_error().is_some_and(|code| IN_USE.contains(&code)) => {
            "è in uso da un altro programma".to_owned()
        }
        _ => format!("errore del sistema ({error})"),
    }
}
