//! What `check` writes for people: the segnalazioni by file, sheet and cell, and what to do next.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use traguardo::config::Termine;
use traguardo::run::{Esito, Letto, PIANO};
use traguardo::segnalazione::{Gravita, Segnalazione};
use traguardo::tabelle;

const TITLE: Style = Style::new().bold();
const ERRORE: Style = AnsiColor::Red.on_default().bold();
const AVVISO: Style = AnsiColor::Yellow.on_default();
const NOTA: Style = AnsiColor::Cyan.on_default();
const IN_ORDINE: Style = AnsiColor::Green.on_default().bold();

/// The whole answer, with the colours of a terminal in it.
pub fn elenco(letto: &Letto, esito: &Esito, anno: i16, termine: &Termine, chosen: bool) -> String {
    let mut out = format!("Controllo alla scadenza del {} {anno} («{}»)", termine.giorno, termine.nome);
    // Who did not choose should know what was chosen.
    out.push_str(if chosen { ".\n" } else { ", quella finale. Per un'altra: --checkpoint.\n" });
    let mut ordered: Vec<&Segnalazione> = esito.segnalazioni.iter().collect();
    let tab = |s: &Segnalazione| letto.voci.iter().position(|v| v.scheda.luogo.same_sheet(&s.luogo));
    ordered.sort_by_cached_key(|s| {
        let whole_file = s.luogo.foglio.is_some();
        (s.luogo.file.clone(), whole_file, tab(s).unwrap_or(usize::MAX), s.luogo.clone(), s.codice)
    });
    for of_file in ordered.chunk_by(|a, b| a.luogo.file == b.luogo.file) {
        let _ = write!(out, "\n{TITLE}{}{TITLE:#}: {}\n", innocuo(&of_file[0].luogo.file), conteggi(of_file));
        for of_sheet in of_file.chunk_by(|a, b| a.luogo.foglio == b.luogo.foglio) {
            if let Some(foglio) = &of_sheet[0].luogo.foglio {
                let _ = writeln!(out, "  foglio {TITLE}{}{TITLE:#}", innocuo(foglio));
            }
            for s in of_sheet {
                riga(&mut out, s);
            }
        }
    }
    out.push_str(&super::innocuo(&super::aperti(&letto.aperti)));
    verdetto(&mut out, letto, &ordered);
    out
}

fn riga(out: &mut String, s: &Segnalazione) {
    let style = match s.gravita {
        Gravita::Errore => ERRORE,
        Gravita::Avviso => AVVISO,
        Gravita::Nota => NOTA,
    };
    let dove = match (&s.luogo.cella, &s.luogo.foglio) {
        (Some(cella), _) => format!("cella {cella}"),
        (None, Some(_)) => "tutto il foglio".to_owned(),
        (None, None) => "tutto il file".to_owned(),
    };
    let messaggio = innocuo(&s.messaggio);
    let _ = writeln!(out, "    {dove}: {style}{}[{}]{style:#} {messaggio}", s.gravita.as_str(), s.codice);
    let _ = writeln!(out, "      rimedio: {}", innocuo(&s.rimedio));
}

/// A text of the workbook on one line.
fn innocuo(text: &str) -> String {
    super::innocuo(text).replace('\n', " ")
}

fn verdetto(out: &mut String, letto: &Letto, segnalazioni: &[&Segnalazione]) {
    let of = |gravita| segnalazioni.iter().filter(|s| s.gravita == gravita).count();
    let (errori, avvisi) = (of(Gravita::Errore), of(Gravita::Avviso));
    let lette = conta(letto.voci.len(), "scheda letta", "schede lette");
    // What was read beside the files of the offices: the tables, the approved plan.
    let (tabelle, altri): (Vec<&str>, Vec<&str>) =
        letto.file.iter().map(|(nome, _)| nome.as_str()).partition(|nome| tabelle::NOMI.contains(nome));
    let uffici = altri.iter().filter(|nome| !nome.starts_with(PIANO)).count();
    let con = if tabelle.is_empty() { String::new() } else { format!(", con {}", tabelle.join(", ")) };
    let _ = write!(out, "\n{lette}, in {}{con}: {}.\n", conta(uffici, "file", "file"), conteggi(segnalazioni));
    let (style, title, next) = match (letto.voci.len(), errori, avvisi) {
        (0, ..) => (
            ERRORE,
            "NIENTE DA VALUTARE",
            "Nei file indicati non si legge nessuna scheda obiettivo. Controllare di avere scelto la cartella giusta."
                .to_owned(),
        ),
        (_, 1.., _) => (
            ERRORE,
            "DA CORREGGERE",
            format!(
                "Finché {}, i risultati sono provvisori. Correggere le celle indicate, salvare il file e ripetere il \
                 controllo.",
                if errori == 1 { "resta l'errore" } else { "restano errori" },
            ),
        ),
        (_, 0, 1..) => (
            AVVISO,
            "DA CONTROLLARE",
            format!(
                "Nessun errore. Guardare {}: se i valori sono giusti così, si può consegnare.",
                if avvisi == 1 { "l'avviso" } else { "gli avvisi" },
            ),
        ),
        _ => (IN_ORDINE, "IN ORDINE", "Nessun errore e nessun avviso: si può consegnare.".to_owned()),
    };
    let _ = writeln!(out, "{style}{title}{style:#}. {next}");
    let first = segnalazioni.iter().min_by_key(|s| s.gravita).filter(|_| errori + avvisi > 0);
    if let Some(s) = first {
        let _ = writeln!(out, "Per la spiegazione di un codice: traguardo check --explain {}", s.codice);
    }
}

/// `1 errore, 13 avvisi, 22 note`, without what there is none of.
fn conteggi(segnalazioni: &[&Segnalazione]) -> String {
    let of = |gravita| segnalazioni.iter().filter(|s| s.gravita == gravita).count();
    let said: Vec<String> =
        [(Gravita::Errore, "errore", "errori"), (Gravita::Avviso, "avviso", "avvisi"), (Gravita::Nota, "nota", "note")]
            .into_iter()
            .filter(|(gravita, ..)| of(*gravita) > 0)
            .map(|(gravita, one, many)| conta(of(gravita), one, many))
            .collect();
    if said.is_empty() { "nessuna segnalazione".to_owned() } else { said.join(", ") }
}

fn conta(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
