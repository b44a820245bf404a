//! A scheda before its fields are read: its sections, each with its tables, and the labels of its header.

use std::collections::BTreeSet;

use super::Sezione;
use super::page::Hit;
use super::tabella::Testata;
use crate::place::{Area, CellRef};

/// A section as it stands on the sheet.
#[derive(Clone, Debug)]
pub(super) struct Parte<'a> {
    pub sezione: Sezione,
    /// Its title.
    pub titolo: Option<CellRef>,
    /// Its tables' headers, from top to bottom.
    pub testate: Vec<Testata<'a>>,
    /// From its title or first header to its last row, and to what stands beside it.
    pub area: Area,
}

/// One scheda of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Forma<'a> {
    pub area: Area,
    pub parti: Vec<Parte<'a>>,
    /// The labels of its header.
    pub campi: Vec<Hit<'a>>,
}

impl<'a> Forma<'a> {
    /// The parts of a section: more than one where it is continued elsewhere.
    pub fn parti(&self, sezione: Sezione) -> impl Iterator<Item = &Parte<'a>> {
        self.parti.iter().filter(move |p| p.sezione == sezione)
    }

    /// Whether this is a scheda, and not a page that speaks of one.
    pub fn is_scheda(&self) -> bool {
        let sezioni: BTreeSet<Sezione> = self.parti.iter().map(|p| p.sezione).collect();
        let campi: BTreeSet<&str> = self.campi.iter().map(Hit::nome).collect();
        let tables = self.parti.iter().any(|p| !p.testate.is_empty());
        tables && (sezioni.len() >= 2 || campi.len() >= 2)
    }

    /// What of a scheda is there, for who asks why a sheet is none.
    pub fn elenco(&self) -> Vec<String> {
        let mut found: Vec<String> = self.parti.iter().map(|p| p.sezione.as_str().to_owned()).collect();
        found.extend(self.campi.iter().map(|c| c.nome().replace('_', " ")));
        found.sort();
        found.dedup();
        found
    }
}
