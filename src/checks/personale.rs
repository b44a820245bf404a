//! PER: shares, repetitions, collective entries, notes, head count.

use std::collections::BTreeMap;

use super::Found;
use crate::dataset::identita::{chiave, e_collettiva};
use crate::italian::number;
use crate::scheda::Scheda;
use crate::scheda::text::normalise;
use crate::segnalazione::Gravita;

pub(super) fn check(scheda: &Scheda, found: &mut Found) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for p in &scheda.personale {
        let nome = &p.nominativo.valore;
        let at = Some(p.nominativo.at);
        if e_collettiva(nome) {
            let messaggio = format!("«{nome}» è una voce collettiva: la sua quota non è attribuita a nessuno");
            found.add("PER005", scheda, at, messaggio, "nulla, oppure scrivere i nomi uno per riga");
        } else if due_nomi(nome) {
            let messaggio =
                format!("nella cella sembrano esserci due nomi: «{nome}»; sono stati letti come una persona sola");
            found.add(
                "PER009",
                scheda,
                at,
                messaggio,
                "scrivere una persona per riga, ciascuna con la sua percentuale",
            );
        }
        if p.pct.punti.is_none() && !p.pct.illeggibile {
            let messaggio = format!("{nome}: manca la percentuale di partecipazione");
            found.add("PER001", scheda, p.pct.at.or(at), messaggio, "scrivere la percentuale");
        }
        if let Some(note) = &p.note {
            let messaggio = format!("{nome}: la nota «{}» non cambia il calcolo", note.valore);
            found.add("PER006", scheda, Some(note.at), messaggio, "nulla");
        }
        let times = seen.entry(chiave(nome)).or_default();
        *times += 1;
        if *times == 2 {
            let messaggio = format!("{nome} compare due volte: le percentuali sono state sommate");
            found.add("PER002", scheda, at, messaggio, "lasciare una riga sola per persona");
        }
    }
    somma(scheda, found);
    numero(scheda, found);
}

fn somma(scheda: &Scheda, found: &mut Found) {
    if scheda.personale.is_empty() {
        return;
    }
    let sum: f64 = scheda.personale.iter().filter_map(|p| p.pct.punti).sum();
    let off = (sum - 100.0).abs();
    if off < 0.005 {
        return;
    }
    let at = scheda.totale_pct.as_ref().map(|t| t.at).or(scheda.personale.last().and_then(|p| p.pct.at));
    found.add_as(
        if off <= 0.05 + 1e-9 { Gravita::Avviso } else { Gravita::Errore },
        "PER003",
        scheda,
        at,
        format!("le partecipazioni sommano a {}%", number(sum, 2)),
        "correggere le percentuali perché sommino a 100,00%",
    );
}

fn numero(scheda: &Scheda, found: &mut Found) {
    let Some(typed) = &scheda.n_personale else { return };
    let rows = scheda.personale.len() as f64;
    // Offices count the people with or without dirigente and responsabile.
    if !(0.0..=2.0).contains(&(typed.valore - rows)) {
        let messaggio =
            format!("sotto la tabella è scritto {} ma le persone elencate sono {rows}", number(typed.valore, 0));
        found.add("PER008", scheda, Some(typed.at), messaggio, "controllare il numero");
    }
}

/// Two names in one cell: parted by a stroke, a semicolon, a plus, or "e" between two pairs of words.
fn due_nomi(nome: &str) -> bool {
    if nome.contains(['/', ';', '+', '\n']) {
        return true;
    }
    let words = normalise(nome);
    words.split_once(" e ").is_some_and(|(a, b)| a.contains(' ') && b.contains(' '))
}
