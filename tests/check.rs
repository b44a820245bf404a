//! What an office sees when it checks its workbooks.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

#[path = "support/drawn.rs"]
mod drawn;

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

/// A form whose words are those of no profile that ships.
const INTERVENTO: &str = "Intervento | Rifare la piazza
    Chi dirige | Rossi Mario
    Area tecnica | Lavori pubblici

    CHE COSA SI MISURA
    Misura | Traguardo | Esito 31/12
    mq rifatti | 1000 | 900

    CHI LAVORA
    Chi | Parte
    Neri Ugo | 100%";

const MODULO: &str = "nome = \"scheda intervento\"\ncome = \"scheda obiettivo\"
[sezioni]\nindicatori = [\"che cosa si misura\"]\npersonale = [\"chi lavora\"]
[intestazione]\ntitolo = { etichette = [\"intervento\"] }\ndirigente = { etichette = [\"chi dirige\"] }
direzione = { etichette = [\"area tecnica\"] }
[indicatori]\nnome = [\"misura\"]\natteso = [\"traguardo\"]\nraggiunto = [\"esito\"]
[personale]\nnominativo = [\"chi\"]\npct = [\"parte\"]\n";

#[test]
fn a_form_of_the_body_s_own_is_read_by_the_profile_that_its_configuration_names() {
    let recognised = |config: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("moduli")).unwrap();
        for (name, bytes) in [
            ("traguardo.toml", config.as_bytes()),
            ("moduli/intervento.toml", MODULO.as_bytes()),
            ("a.xlsx", &drawn::workbook(INTERVENTO)),
        ] {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_traguardo"));
        let output = command.arg("check").arg(folder.path()).arg("--recognised").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let own = recognised("anno = 2022\nprofili = [\"moduli/intervento.toml\"]\n");
    assert!(own.starts_with("a.xlsx › Sheet1 · una scheda · modulo «scheda intervento»\n"), "{own}");
    for line in ["A1      intestazione › titolo", "C6      indicatori › raggiunto", "B10     personale › pct"] {
        assert!(own.contains(line), "{line}: {own}");
    }
    let shipped = recognised("anno = 2022\n");
    assert!(shipped.starts_with("a.xlsx › Sheet1 · nessuna scheda · il modulo più vicino è «"), "{shipped}");
}
