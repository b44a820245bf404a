//! The commands: each turns what was typed into a job for the library and answers with an exit code.

pub mod check;
mod elenco;
pub mod explain;
mod riconoscimento;
pub mod rules;
pub mod run;
pub mod simulate;

use std::io::Write;

/// Standard output; a reader that went away is no fault of ours.
pub fn say(text: &str) {
    say_in_colour(&innocuo(text));
}

/// The same of a text with colours in it, which show on a terminal alone.
pub fn say_in_colour(text: &str) {
    let _ = writeln!(anstream::stdout().lock(), "{}", text.trim_end());
}

/// Standard error.
pub fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", innocuo(text).trim_end());
}

/// Which workbooks somebody had open while they were read; nothing where nobody had.
pub fn aperti(files: &[(String, String)]) -> String {
    let lines: Vec<String> = files.iter().map(|(file, who)| format!("\n  {file} ({who})")).collect();
    if lines.is_empty() {
        return String::new();
    }
    format!(
        "\nQuesti file risultano aperti: è stata letta la versione salvata per ultima.{}\nSe ci sono modifiche da \
         salvare: salvarle, chiudere il file e ripetere.\n",
        lines.concat()
    )
}

/// What names and workbooks say as a terminal can show it: nothing in it moves the cursor or changes a colour.
pub fn innocuo(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}
