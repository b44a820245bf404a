//! What an office sees when it checks its workbooks.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

use std::path::Path;
use std::process::Command;

/// The answer to a check of a folder that holds one workbook of the example.
fn check(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["02_Avvocatura.xlsx", "traguardo.toml"] {
        std::fs::copy(root.join("input").join(name), folder.path().join(name)).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_traguardo"));
    command.arg("check").arg(folder.path()).args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    let output = command.envs(environment.iter().copied()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_clerk_reads_what_is_wrong_where_and_what_to_do_next() {
    insta::assert_snapshot!(check(&[], &[]));
}

#[test]
fn the_checkpoint_that_was_asked_for_is_named() {
    let said = check(&["--checkpoint", "luglio"], &[]);
    assert!(said.starts_with("Controllo alla scadenza del 31 luglio 2022 («luglio»).\n"), "{said}");
}

#[test]
fn colours_are_for_terminals_that_want_them() {
    assert!(!check(&[], &[]).contains('\u{1b}'));
    assert!(check(&[], &[("CLICOLOR_FORCE", "1")]).contains("\u{1b}[33m"));
    assert!(!check(&[], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "0")]).contains('\u{1b}'));
    assert!(!check(&["--format", "json"], &[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
}
