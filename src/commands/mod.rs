//! The commands: each turns what was typed into a job for the library and answers with an exit code.

pub mod check;
mod elenco;
pub mod explain;
mod riconoscimento;
pub mod rules;
pub mod run;
pub mod simulate;

use std::io::Write;

/// Standard output; a reader that went away is no fault of ours. Colours in the text show on a terminal alone.
pub fn say(text: &str) {
    let _ = writeln!(anstream::stdout().lock(), "{}", text.trim_end());
}

/// Standard error.
pub fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}
