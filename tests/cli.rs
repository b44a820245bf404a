//! The binary as it is started: exit codes, messages, and what is left on the share when something goes wrong.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test stops where an expectation fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use traguardo::publish::{Lock, sha256_hex};

/// An example with an errore (a scheda whose indicator is left out) and one without, for speed.
const FEW: [&str; 2] = ["01_Intersettoriale.xlsx", "02_Avvocatura.xlsx"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A share with two workbooks and a configuration, and nothing published yet.
struct Share {
    folder: tempfile::TempDir,
}

impl Share {
    fn new() -> Self {
        let share = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(share.input()).unwrap();
        for name in FEW.into_iter().chain(["traguardo.toml"]) {
            fs::copy(root().join("input").join(name), share.input().join(name)).unwrap();
        }
        share
    }

    fn input(&self) -> PathBuf {
        self.folder.path().join("uffici")
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("rapporti")
    }

    fn edition(&self) -> PathBuf {
        self.output().join("2022-dicembre")
    }

    /// Runs the binary; gives the exit code, the standard output and the error output.
    fn start(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut binary = Command::new(env!("CARGO_BIN_EXE_traguardo"));
        let output = binary.current_dir(self.folder.path()).args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn run(&self, more: &[&str]) -> (i32, String, String) {
        let (input, output) = (self.input(), self.output());
        let mut arguments = vec!["run", "--checkpoint", "dicembre", "--input", input.to_str().unwrap()];
        arguments.extend(["--output", output.to_str().unwrap()]);
        arguments.extend(more);
        self.start(&arguments)
    }

    fn manifest(&self) -> Value {
        serde_json::from_slice(&fs::read(self.edition().join("manifest.json")).unwrap()).unwrap()
    }

    /// Half a workbook: an errore for the run.
    fn damage(&self, name: &str) {
        let bytes = fs::read(self.input().join(name)).unwrap();
        fs::write(self.input().join(name), &bytes[..bytes.len() / 2]).unwrap();
    }
}

#[test]
fn reports_with_errori_are_published_and_say_so_loudly() {
    let share = Share::new();
    share.damage(FEW[1]);
    let (code, said, _) = share.run(&[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("PROVVISORI") && said.contains("Schede lette: 1"), "{said}");
    assert!(said.contains("INCOMPLETI") && said.contains(FEW[1]), "{said}");
    assert!(said.contains(share.edition().to_str().unwrap()), "{said}");
    assert_eq!(share.manifest()["codice_uscita"], 0);
    let inputs = share.manifest()["ingressi"].clone();
    for name in [FEW[0], FEW[1], "traguardo.toml"] {
        let bytes = fs::read(share.input().join(name)).unwrap();
        assert_eq!(inputs[name], sha256_hex(&bytes), "every input has its hash, read or not: {name}");
    }
    let (code, said, _) = share.run(&["--strict"]);
    assert_eq!(code, 1, "{said}");
    assert_eq!(share.manifest()["codice_uscita"], 1, "the edition records what the run answered");
    let (code, said, complained) = share.run(&["--quiet", "--jobs", "18446744073709551615"]);
    assert_eq!((code, said.as_str(), complained.as_str()), (0, "", ""));
}

#[test]
fn one_workbook_that_nobody_can_read_leaves_the_published_edition_untouched() {
    let share = Share::new();
    assert_eq!(share.run(&[]).0, 0);
    let before = share.manifest();
    fs::remove_file(share.input().join(FEW[0])).unwrap();
    share.damage(FEW[1]);
    let (code, said, complained) = share.run(&[]);
    assert_eq!((code, said.as_str()), (3, ""), "{complained}");
    assert!(complained.contains("Niente è stato pubblicato; le edizioni precedenti sono intatte."), "{complained}");
    assert_eq!(share.manifest(), before);
}

#[test]
fn a_share_that_is_not_there_is_said_and_nothing_is_made() {
    let share = Share::new();
    fs::remove_dir_all(share.input()).unwrap();
    let (code, _, complained) = share.run(&[]);
    assert_eq!(code, 3, "{complained}");
    assert!(complained.contains("uffici"), "{complained}");
    assert!(!share.edition().exists());
}

#[test]
fn an_output_that_cannot_be_written_is_code_3_and_names_the_folder() {
    let share = Share::new();
    fs::write(share.output(), "un file al posto della cartella").unwrap();
    let (code, _, complained) = share.run(&[]);
    assert_eq!(code, 3);
    assert!(complained.contains("rapporti"), "{complained}");
}

/// Offices call the folder of their workbooks as an edition is called.
#[test]
fn the_workbooks_are_never_taken_for_an_edition_to_replace() {
    let share = Share::new();
    let named = share.folder.path().join("2022-dicembre");
    fs::rename(share.input(), &named).unwrap();
    let (code, _, complained) =
        share.start(&["run", "--checkpoint", "dicembre", "--input", "2022-dicembre", "--output", "."]);
    assert_eq!(code, 3, "{complained}");
    assert!(complained.contains("2022-dicembre c'è già altro («01_Intersettoriale.xlsx»)"), "{complained}");
    assert_eq!(fs::read_dir(named).unwrap().count(), 3);
}

#[test]
fn one_workbook_alone_is_never_published_in_place_of_all() {
    let share = Share::new();
    let (code, _, complained) = share.start(&[
        "run",
        "--checkpoint",
        "dicembre",
        "--input",
        "uffici/02_Avvocatura.xlsx",
        "--output",
        "rapporti",
    ]);
    assert_eq!(code, 2, "{complained}");
    assert!(complained.contains("02_Avvocatura.xlsx è un file"), "{complained}");
    assert!(!share.output().exists());
}

#[test]
fn a_workbook_that_somebody_has_open_is_read_and_named_on_the_terminal_alone() {
    let share = Share::new();
    assert_eq!(share.run(&[]).0, 0);
    let before = share.manifest();
    fs::write(share.input().join(".~lock.02_Avvocatura.xlsx#"), "Anna Bianchi,ab,PC-12,24.11.2026 17:00,;").unwrap();
    let (code, said, _) = share.run(&[]);
    assert_eq!(code, 0);
    assert!(said.contains("la versione salvata per ultima.\n  02_Avvocatura.xlsx (Anna Bianchi)\n"), "{said}");
    assert_eq!(share.manifest(), before, "who has a file open changes no report");
    assert!(share.start(&["check", "uffici"]).1.contains("02_Avvocatura.xlsx (Anna Bianchi)"));
}

#[test]
fn workbooks_that_are_no_longer_there_are_named() {
    let share = Share::new();
    assert!(!share.run(&[]).1.contains("MANCANO"));
    fs::remove_file(share.input().join(FEW[0])).unwrap();
    let (code, said, _) = share.run(&[]);
    assert_eq!(code, 0);
    assert!(said.contains(&format!("che ora non ci sono:\n  {}\n", FEW[0])), "{said}");
    assert!(!share.run(&[]).1.contains("MANCANO"), "said once: the next edition replaces one without it");
}

#[test]
fn what_people_put_into_an_edition_is_kept_and_said() {
    let share = Share::new();
    assert_eq!(share.run(&[]).0, 0);
    fs::write(share.edition().join("Nucleo di Valutazione/verbale.txt"), "del Nucleo").unwrap();
    let (code, said, _) = share.run(&[]);
    assert_eq!(code, 0);
    let kept = share.output().join("2022-dicembre - file aggiunti");
    assert!(said.contains(kept.to_str().unwrap()), "{said}");
    assert_eq!(fs::read(kept.join("Nucleo di Valutazione/verbale.txt")).unwrap(), b"del Nucleo");
    assert!(!share.run(&[]).1.contains("aggiunti"));
}

/// An edition is no folder of workbooks, and none of its reports is one, wherever it lies.
#[test]
fn reports_are_not_read_as_schede() {
    let share = Share::new();
    assert_eq!(share.run(&[]).0, 0);
    let edition = share.edition();
    for command in [vec!["run", "--checkpoint", "dicembre", "--input"], vec!["check"]] {
        let (code, _, complained) = share.start(&[command, vec![edition.to_str().unwrap()]].concat());
        assert_eq!(code, 3, "{complained}");
        assert!(complained.contains("è un'edizione già pubblicata"), "{complained}");
    }
    let consolidato = edition.join("Nucleo di Valutazione/Consolidato 2022 dicembre.xlsx");
    fs::copy(consolidato, share.input().join("Consolidato.xlsx")).unwrap();
    let (code, said, _) = share.run(&[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Schede lette: 2") && !said.contains("INCOMPLETI"), "{said}");
    assert!(!share.edition().join("Uffici/Consolidato").exists(), "a report has no office");
    let (_, said, _) = share.start(&["check", "uffici/Consolidato.xlsx"]);
    assert!(said.contains("avviso[FIL002] il file è un rapporto pubblicato da traguardo"), "{said}");
}

#[test]
fn the_copy_of_a_workbook_with_a_long_name_is_a_workbook() {
    let share = Share::new();
    let long = format!("{}.xlsx", "Direzione ".repeat(25).trim_end());
    fs::rename(share.input().join(FEW[1]), share.input().join(long)).unwrap();
    assert_eq!(share.run(&[]).0, 0);
    let published = share.manifest()["uscite"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let copies = published.iter().filter(|path| path.ends_with("Direz.xlsx") && path.contains("Uffici/Direzione"));
    assert_eq!(copies.count(), 1, "{published:?}");
}

/// Files of the same name in two folders are two files.
#[test]
fn several_folders_are_checked_each_under_its_path() {
    let share = Share::new();
    fs::create_dir(share.folder.path().join("altri")).unwrap();
    fs::copy(share.input().join(FEW[0]), share.folder.path().join("altri").join(FEW[0])).unwrap();
    let (_, said, _) = share.start(&["check", "uffici", "altri", "uffici", "--format", "json"]);
    let twins: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let twins: Vec<&Value> = twins.iter().filter(|s| s["codice"] == "FIL007").collect();
    let [twin] = twins.as_slice() else { panic!("{said}") };
    assert_eq!(twin["file"], format!("uffici/{}", FEW[0]));
    assert!(twin["messaggio"].as_str().unwrap().contains(&format!("altri/{}", FEW[0])), "{twin}");
}

#[test]
fn a_second_run_is_turned_away_while_the_first_is_at_work() {
    let share = Share::new();
    let held = Lock::acquire(&share.output()).unwrap();
    let (code, _, complained) = share.run(&[]);
    assert_eq!(code, 4, "{complained}");
    assert!(complained.contains("un'altra elaborazione"), "{complained}");
    drop(held);
    assert_eq!(share.run(&[]).0, 0);
}

#[test]
fn a_wrong_configuration_stops_the_run_with_line_and_column() {
    let share = Share::new();
    fs::write(share.input().join("traguardo.toml"), "ente = \"Borgoverde\"\nanno = \"duemila\"\n").unwrap();
    for arguments in [vec!["run", "--checkpoint", "dicembre", "--input", "uffici"], vec!["check", "uffici"]] {
        let (code, _, complained) = share.start(&arguments);
        assert_eq!(code, 2, "{complained}");
        assert!(complained.contains("traguardo.toml, riga 2, colonna 8"), "{complained}");
    }
    assert!(!share.output().exists());
}

#[test]
fn an_unknown_checkpoint_is_wrong_usage() {
    let share = Share::new();
    let (code, _, complained) = share.start(&["run", "--checkpoint", "marzo", "--input", "uffici"]);
    assert_eq!(code, 2, "{complained}");
    assert!(complained.contains("luglio") && complained.contains("dicembre"), "{complained}");
}

/// Reports that land below the input folder are not taken for the offices' workbooks by the next run.
#[test]
fn a_run_does_not_read_its_own_reports() {
    let share = Share::new();
    let inside = share.input().join("rapporti");
    let arguments = ["run", "--checkpoint", "dicembre", "--input", "uffici", "--output", inside.to_str().unwrap()];
    assert_eq!(share.start(&arguments).0, 0);
    let manifest = || fs::read_to_string(inside.join("2022-dicembre/manifest.json")).unwrap();
    let first = manifest();
    assert_eq!(share.start(&arguments).0, 0);
    assert_eq!(manifest(), first);
}

#[test]
fn check_answers_1_for_errori_and_writes_one_object_a_line() {
    let share = Share::new();
    share.damage(FEW[1]);
    let (code, said, _) = share.start(&["check", "uffici", "--checkpoint", "dicembre", "--format", "json"]);
    assert_eq!(code, 1);
    let mut damaged = 0;
    for line in said.lines() {
        let object: Value = serde_json::from_str(line).unwrap();
        let mut keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["cella", "codice", "file", "foglio", "gravita", "messaggio", "rimedio"], "{line}");
        damaged += i32::from(object["codice"] == "FIL003" && object["file"] == FEW[1]);
    }
    assert_eq!(damaged, 1, "{said}");
    let (code, said, _) = share.start(&["check", "uffici", "--checkpoint", "dicembre"]);
    assert_eq!(code, 1);
    assert!(said.contains(FEW[1]) && said.contains("FIL003"), "{said}");
}

#[test]
fn check_of_nothing_is_code_3() {
    let share = Share::new();
    fs::create_dir(share.folder.path().join("vuota")).unwrap();
    let (code, _, complained) = share.start(&["check", "vuota"]);
    assert_eq!(code, 3, "{complained}");
}

#[test]
fn a_code_is_explained_and_an_unknown_one_is_wrong_usage() {
    let share = Share::new();
    let (code, said, _) = share.start(&["check", "--explain", "per003"]);
    assert_eq!(code, 0);
    assert!(said.contains("PER003") && said.contains("partecipazioni-non-100"), "{said}");
    assert_eq!(share.start(&["check", "--explain", "ZZZ999"]).0, 2);
}

#[test]
fn rules_are_checked_with_all_that_is_wrong_and_shown_with_their_origin() {
    let share = Share::new();
    let file = share.folder.path().join("regole.toml");
    fs::write(&file, "[fasi]\ngrado = \"si_no\"\n[obiettivo]\npeso_fasi = 60\n").unwrap();
    let (code, said, _) = share.start(&["rules", "check", "regole.toml"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("le regole sono a posto; 2 su "), "{said}");
    let (code, said, _) = share.start(&["rules", "show", "--config", "regole.toml"]);
    assert_eq!(code, 0);
    assert!(said.contains("si_no  [traguardo.toml]") && said.contains("100 se il target è raggiunto"), "{said}");
    fs::write(&file, "[fasi]\ngrado = \"forse\"\n[obiettivo]\npeso_fase = 60\n").unwrap();
    let (code, _, wrong) = share.start(&["rules", "check", "regole.toml"]);
    assert_eq!(code, 2);
    assert!(wrong.contains("regole.toml, riga 2, colonna 9: il valore «forse» non è ammesso"), "{wrong}");
    assert!(wrong.contains("riga 4, colonna 1: chiave sconosciuta «peso_fase» (forse «peso_fasi»?)"), "{wrong}");
    assert!(wrong.contains("Da correggere: 2"), "{wrong}");
}

#[test]
fn a_table_of_weights_that_cannot_be_read_stops_the_run_and_a_line_that_fits_nothing_does_not() {
    let share = Share::new();
    let file = share.input().join("pesi.csv");
    fs::write(&file, "obiettivo;peso\nUn obiettivo;tre\n").unwrap();
    let (code, _, wrong) = share.run(&[]);
    assert_eq!(code, 2, "{wrong}");
    assert!(wrong.contains("pesi.csv, riga 2: «tre» non è un numero"), "{wrong}");
    assert!(!share.edition().exists());
    // The workbook of that obiettivo may be the damaged one: the others are published.
    fs::write(&file, "obiettivo;peso\nUn obiettivo che non c'è;3\n").unwrap();
    let (code, _, wrong) = share.run(&[]);
    assert_eq!(code, 0, "{wrong}");
    assert!(share.edition().exists());
}

#[test]
fn rules_are_tried_on_the_same_data_without_publishing() {
    let share = Share::new();
    fs::write(
        share.folder.path().join("severe.toml"),
        "[[classe]]\nnome = \"pieno\"\nda = 100\n[[classe]]\nnome = \"meno\"\nda = 0\n",
    )
    .unwrap();
    let arguments = ["simulate", "--rules", "severe.toml", "--input", "uffici", "--output", "confronto.xlsx"];
    let (code, said, wrong) = share.start(&arguments);
    assert_eq!(code, 0, "{wrong}");
    assert!(
        said.contains("regole in vigore\n  media dell'ente") && said.contains("severe\n  media dell'ente"),
        "{said}"
    );
    assert!(said.contains("2 obiettivi cambiano classe su 2"), "{said}");
    assert!(fs::read(share.folder.path().join("confronto.xlsx")).unwrap().starts_with(b"PK"));
    assert!(!share.output().exists());
    let (code, _, wrong) = share.start(&["simulate", "--input", "uffici"]);
    assert_eq!(code, 2);
    assert!(wrong.contains("manca --rules"), "{wrong}");
}
