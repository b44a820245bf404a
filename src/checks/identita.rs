//! PER004, PER007 and INT002: one person under several names. Proposed, never merged.

use std::collections::BTreeMap;

use super::Found;
use crate::dataset::build::Voce;
use crate::dataset::identita::{chiave, e_collettiva, quasi_uguali};
use crate::place::CellRef;
use crate::scheda::Scheda;

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ruolo {
    Personale,
    Assessore,
    Dirigente,
}

struct Nome<'a> {
    scritto: &'a str,
    ruoli: Vec<Ruolo>,
    volte: usize,
    scheda: &'a Scheda,
    at: Option<CellRef>,
}

pub(super) fn check(voci: &[Voce], found: &mut Found) {
    categorie(voci, found);
    let mut nomi: BTreeMap<String, Nome<'_>> = BTreeMap::new();
    for Voce { scheda, .. } in voci {
        let i = &scheda.intestazione;
        let header =
            [(&i.assessore, Ruolo::Assessore), (&i.dirigente, Ruolo::Dirigente), (&i.responsabile, Ruolo::Dirigente)];
        for (campo, ruolo) in header {
            if let Some(testo) = &campo.testo {
                add(&mut nomi, scheda, testo, ruolo, campo.at, 1);
            }
        }
        for p in &scheda.personale {
            add(&mut nomi, scheda, &p.nominativo.valore, Ruolo::Personale, Some(p.nominativo.at), 1);
        }
        // A signature repeats the header: it counts as evidence only of a spelling that stands nowhere else.
        for firma in &scheda.firme {
            add(&mut nomi, scheda, &firma.valore, Ruolo::Dirigente, Some(firma.at), 0);
        }
    }
    let list: Vec<(&String, &Nome<'_>)> = nomi.iter().collect();
    for (i, (key, nome)) in list.iter().enumerate() {
        for (other_key, other) in &list[i + 1..] {
            if !quasi_uguali(key, other_key) {
                continue;
            }
            let later = (&nome.scheda.luogo, nome.at) > (&other.scheda.luogo, other.at);
            let rare = if nome.volte == other.volte { later } else { nome.volte < other.volte };
            let (rare, usual) = if rare { (nome, other) } else { (other, nome) };
            let personale = nome.ruoli.contains(&Ruolo::Personale) || other.ruoli.contains(&Ruolo::Personale);
            if !personale && !nome.ruoli.iter().any(|r| other.ruoli.contains(r)) {
                continue;
            }
            found.add(
                if personale { "PER004" } else { "INT002" },
                rare.scheda,
                rare.at,
                format!(
                    "«{}» e «{}» sono probabilmente la stessa persona: restano distinte",
                    rare.scritto, usual.scritto
                ),
                "scrivere il nome sempre nello stesso modo",
            );
        }
    }
}

fn add<'a>(
    nomi: &mut BTreeMap<String, Nome<'a>>,
    scheda: &'a Scheda,
    scritto: &'a str,
    ruolo: Ruolo,
    at: Option<CellRef>,
    volte: usize,
) {
    let key = chiave(scritto);
    if key.is_empty() || e_collettiva(scritto) {
        return;
    }
    let nome = nomi.entry(key).or_insert_with(|| Nome { scritto, ruoli: Vec::new(), volte: 0, scheda, at });
    nome.volte += volte;
    if !nome.ruoli.contains(&ruolo) {
        nome.ruoli.push(ruolo);
    }
}

fn categorie(voci: &[Voce], found: &mut Found) {
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    for Voce { scheda, .. } in voci {
        for p in scheda.personale.iter().filter(|p| !e_collettiva(&p.nominativo.valore)) {
            let Some(categoria) = p.categoria.as_deref() else { continue };
            let known = *first.entry(chiave(&p.nominativo.valore)).or_insert(categoria);
            if !known.trim().eq_ignore_ascii_case(categoria.trim()) {
                found.add(
                    "PER007",
                    scheda,
                    Some(p.nominativo.at),
                    format!("{}: qui la categoria è {categoria}, in un'altra scheda è {known}", p.nominativo.valore),
                    "scrivere la stessa categoria dappertutto",
                );
            }
        }
    }
}
