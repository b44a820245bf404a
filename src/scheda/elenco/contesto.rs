//! What a heading above the table, or in a row between its groups, says of all the obiettivi below it.

use std::collections::BTreeMap;

use crate::place::{Area, CellRef};
use crate::scheda::Campo;
use crate::scheda::page::Page;
use crate::scheda::profile::{Ambito, Come};
use crate::scheda::text::single_spaced;
use crate::scheda::valori::mostrato;
use crate::workbook::CellValue;

/// A field that a heading sets.
type Detto = (String, Campo);

/// The fields in force, each with the group of headings that set it.
///
/// A heading that sets a field again ends all that was said since then: under the next direzione the dirigente of the
/// one before is nobody's.
#[derive(Debug, Default)]
pub(super) struct Contesto {
    campi: BTreeMap<String, (Campo, usize)>,
    gruppo: usize,
    aperto: bool,
}

impl Contesto {
    /// A field in force.
    pub fn campo(&self, nome: &str) -> Option<&Campo> {
        self.campi.get(nome).map(|(campo, _)| campo)
    }

    /// Takes in a row of headings.
    pub fn titolo(&mut self, detti: Vec<Detto>) {
        if !self.aperto {
            self.gruppo += 1;
            self.aperto = true;
            self.campi.remove("titolo");
        }
        for (nome, campo) in detti {
            let before = self.campi.get(&nome).map(|(_, gruppo)| *gruppo).filter(|gruppo| *gruppo < self.gruppo);
            if let Some(before) = before {
                let now = self.gruppo;
                self.campi.retain(|_, (_, gruppo)| *gruppo < before || *gruppo == now);
            }
            self.campi.insert(nome, (campo, self.gruppo));
        }
    }

    /// A row of the table ends the headings above it.
    pub fn riga(&mut self) {
        self.aperto = false;
    }
}

/// What a row says as a heading: fields with their values beside them or in the same cell, or one text that is its own
/// label. Nothing where some cell of it is neither.
pub(super) fn titolo(page: &Page<'_>, row0: u32) -> Vec<Detto> {
    let cells: Vec<_> = page.row(row0, &(0..=u32::MAX)).collect();
    let mut found = Vec::new();
    let mut i = 0;
    while let Some((at, cell)) = cells.get(i).copied() {
        i += 1;
        let Some(hit) = page.hit(at, Ambito::Intestazione) else {
            let alone = cells.len() == 1 && matches!(cell.value, CellValue::Text(_));
            return if alone { solo(page, at).into_iter().collect() } else { Vec::new() };
        };
        let nome = hit.nome().to_owned();
        if let Some(valore) = &hit.valore {
            found.push((nome, Campo { testo: Some(single_spaced(valore)), at: Some(at) }));
        } else if let Some((value, _)) = cells.get(i).filter(|(at, _)| page.hit(*at, Ambito::Intestazione).is_none()) {
            found.push((nome, page.campo(*value)));
            i += 1;
        } else {
            return Vec::new();
        }
    }
    found
}

/// A text alone in its row that says itself what it is: `SETTORE CULTURA`, `Obiettivo n. 3 – Sportello`.
fn solo(page: &Page<'_>, at: CellRef) -> Option<Detto> {
    let text = page.sheet.get(at).map(mostrato)?;
    let parole = page.profile.parole(&text);
    let voci = page.profile.voci.iter().filter(|v| v.ambito == Ambito::Intestazione);
    if let Some(voce) = voci.clone().find(|v| v.titolo.find(&parole).is_some()) {
        return Some((voce.nome.clone(), page.campo(at)));
    }
    let voce = voci.clone().find(|v| v.nome == "titolo")?;
    let number = text.find(|c: char| c.is_ascii_digit())?;
    let label = text.get(..number)?.trim_end().trim_end_matches(|c: char| !c.is_alphabetic());
    let label = ["n", "nr", "N", "NR", "num", "numero"]
        .iter()
        .find_map(|n| label.strip_suffix(n).filter(|rest| rest.ends_with(|c: char| !c.is_alphanumeric())))
        .unwrap_or(label);
    let rest = text.get(number..)?.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let rest = rest.trim_start().strip_prefix(['-', '–', '—', ':', ')'])?.trim();
    let is_label = voce.label.find(&page.profile.parole(label)).is_some_and(|(come, _)| come < Come::Simile);
    (is_label && !rest.is_empty()).then(|| (voce.nome.clone(), Campo { testo: Some(rest.to_owned()), at: Some(at) }))
}

/// Tells the page which cells of a row made a heading.
pub(super) fn riconosci(page: &mut Page<'_>, row0: u32, detti: &[Detto]) {
    let row = Area { start: CellRef::new(row0, 0), end: CellRef::new(row0, u32::MAX) };
    let hits: Vec<_> = page.hits(&row, Ambito::Intestazione).cloned().collect();
    for hit in &hits {
        page.riconosci_hit(hit);
    }
    for (nome, campo) in detti {
        let Some(at) = campo.at else { continue };
        if hits.iter().all(|hit| hit.nome() != nome) {
            page.riconosci(Ambito::Intestazione, nome, at, "il testo della riga", Come::Posizione);
        }
        page.prendi(at);
    }
}
