//! "Perché 77,50?": what is written is worked out again by hand and must give what an independent program found.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

mod support;

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use support::{Checkpoint, rows};
use traguardo::config::Config;
use traguardo::job::Job;
use traguardo::report::explain::{self, Ricerca, Spiegazione};
use traguardo::run;

fn found(ricerca: Ricerca) -> Spiegazione {
    match ricerca {
        Ricerca::Trovata(spiegazione) => *spiegazione,
        other => panic!("{other:?}"),
    }
}

/// Works out what is written: numbers, `+ − × :`, brackets and `min(a; b)`.
struct Paper<'a>(&'a str);

impl Paper<'_> {
    fn work_out(conto: &str) -> f64 {
        let mut paper = Paper(conto);
        let value = paper.sum();
        assert_eq!(paper.0.trim(), "", "left over in {conto}");
        value
    }

    fn takes(&mut self, mark: &str) -> bool {
        let rest = self.0.trim_start();
        let found = rest.strip_prefix(mark);
        self.0 = found.unwrap_or(rest);
        found.is_some()
    }

    fn sum(&mut self) -> f64 {
        let mut value = self.product();
        loop {
            if self.takes("+") {
                value += self.product();
            } else if self.takes("−") {
                value -= self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> f64 {
        let mut value = self.factor();
        loop {
            if self.takes("×") {
                value *= self.factor();
            } else if self.takes(":") {
                value /= self.factor();
            } else {
                return value;
            }
        }
    }

    fn factor(&mut self) -> f64 {
        if self.takes("−") {
            return -self.factor();
        }
        if self.takes("min(") {
            let one = self.sum();
            assert!(self.takes(";"));
            let other = self.sum();
            assert!(self.takes(")"));
            return one.min(other);
        }
        if self.takes("(") {
            let value = self.sum();
            assert!(self.takes(")"));
            return value;
        }
        let end = self.0.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(self.0.len());
        let (number, rest) = self.0.split_at(end);
        self.0 = rest;
        number.replace(',', ".").parse().unwrap()
    }
}

/// The principal figure of a step as it is worked out, rounded half-up.
fn by_hand(spiegazione: &Spiegazione, cosa: &str) -> Option<f64> {
    let passo = spiegazione.passi.iter().find(|p| p.principale && p.cosa == cosa).unwrap();
    let conto = passo.conto.as_ref()?;
    Some((Paper::work_out(conto) * 100.0 + 0.5 + 1e-6).floor() / 100.0)
}

#[test]
fn the_arithmetic_of_every_obiettivo_gives_its_scores() {
    for nome in ["luglio", "dicembre"] {
        let checkpoint = Checkpoint::read(nome);
        let material = checkpoint.material();
        let schede = rows(&checkpoint.truth["schede"]);
        for o in rows(&checkpoint.punteggi["punteggi_obiettivi"]) {
            let scheda = schede.iter().find(|s| s["file"] == o["file"] && s["foglio"] == o["foglio"]).unwrap();
            let spiegazione = found(explain::obiettivo(&material, scheda["id"].as_str().unwrap()));
            for (cosa, name) in
                [("Rispetto delle fasi", "rispetto_fasi"), ("Indicatori", "indicatori"), ("Punteggio", "punteggio")]
            {
                assert_eq!(by_hand(&spiegazione, cosa), o[name].as_f64(), "{nome}: {cosa} of {}", spiegazione.nome);
            }
            for passo in spiegazione.passi.iter().filter(|p| !p.principale) {
                if let Some(conto) = &passo.conto {
                    let value = passo.valore.unwrap();
                    assert!((Paper::work_out(conto) - value).abs() < 1e-4, "{nome}: {conto} is not {value}");
                }
            }
        }
    }
}

#[test]
fn the_arithmetic_of_every_person_gives_the_result() {
    for nome in ["luglio", "dicembre"] {
        let checkpoint = Checkpoint::read(nome);
        let material = checkpoint.material();
        let people = rows(&checkpoint.truth["partecipazioni"]);
        for r in rows(&checkpoint.punteggi["risultati_persone"]) {
            let p = people.iter().find(|p| p["persona_chiave"] == r["persona_chiave"]).unwrap();
            let spiegazione = found(explain::persona(&material, p["persona"].as_str().unwrap()));
            assert_eq!(by_hand(&spiegazione, "Risultato"), r["risultato"].as_f64(), "{nome}: {}", spiegazione.nome);
        }
    }
}

#[test]
fn whoever_a_note_limits_to_some_phases_reads_their_own_arithmetic() {
    for (scadenza, input) in [("luglio", "tests/pdo/luglio"), ("dicembre", "input")] {
        let config = Config::parse("ente = \"Comune\"\nanno = 2022\n[persone]\nnote_fasi = \"limita\"\n").unwrap();
        let termine = config.termine(scadenza).unwrap().clone();
        let input = Path::new(env!("CARGO_MANIFEST_DIR")).join(input);
        let job = Job { config, input, output: "output".into(), termine, strict: false };
        let limited = run::consult(&job, |material| {
            let names = material.risultati_persone.column("persona").unwrap().str().unwrap();
            let results = material.risultati_persone.column("risultato").unwrap().f64().unwrap();
            let mut limited = 0;
            for (nome, risultato) in names.iter().zip(results.iter()) {
                let spiegazione = found(explain::persona(material, nome.unwrap()));
                assert_eq!(by_hand(&spiegazione, "Risultato"), risultato, "{scadenza}: {}", spiegazione.nome);
                for passo in spiegazione.passi.iter().filter(|p| !p.principale) {
                    let Some(conto) = &passo.conto else { continue };
                    let value = (Paper::work_out(conto) * 100.0 + 0.5 + 1e-6).floor() / 100.0;
                    assert_eq!(Some(value), passo.valore, "{scadenza}: {}: {conto}", spiegazione.nome);
                    limited += 1;
                }
            }
            limited
        });
        assert!(limited.unwrap() > 3, "{scadenza}");
    }
}

#[test]
fn a_part_of_the_name_is_enough_and_several_are_listed() {
    let december = Checkpoint::read("dicembre");
    let material = december.material();
    assert_eq!(found(explain::obiettivo(&material, "senzafila")).nome, "SENZAFILA");
    let Ricerca::Ambigua(names) = explain::obiettivo(&material, "biblioteca") else { panic!("not several") };
    assert!(names.len() > 1, "{names:?}");
    assert_eq!(explain::obiettivo(&material, "unicorno"), Ricerca::Nessuna);
    assert_eq!(explain::persona(&material, ""), Ricerca::Nessuna);
    // A part of a name is enough, and a whole one comes before those that begin with it.
    let lucia = found(explain::persona(&material, "luc ferrar"));
    assert_eq!(lucia.nome, "FERRARINI LUCIA");
}

/// What the binary answers: exit code, standard output, standard error.
fn typed(args: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_traguardo"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["explain", "--checkpoint", "dicembre"])
        .args(args)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

#[test]
fn the_command_explains_an_obiettivo() {
    let (code, out, _) = typed(&["--obiettivo", "Senzafila"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(out);
}

#[test]
fn the_command_explains_a_person() {
    let (code, out, _) = typed(&["--persona", "ferrarini lucia"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(out);
}

#[test]
fn the_command_answers_in_json_and_says_what_it_did_not_find() {
    let (code, out, _) = typed(&["--obiettivo", "senzafila", "--format", "json"]);
    assert_eq!(code, 0);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["nome"], "SENZAFILA");
    assert!(json["passi"].as_array().unwrap().len() > 5);
    let (code, _, err) = typed(&["--obiettivo", "unicorno"]);
    assert_eq!(code, 2);
    assert!(err.contains("nessun obiettivo ha «unicorno» nel nome"), "{err}");
    let (code, _, err) = typed(&["--obiettivo", "biblioteca"]);
    assert_eq!(code, 2);
    assert!(err.contains("più obiettivi hanno «biblioteca» nel nome"), "{err}");
}
