//! `[fasi]`. Source: regole-di-calcolo, section 1.

use serde::{Deserialize, Serialize};

use super::{Fascia, Rilievi, fasce};

/// How phases are scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fasi {
    /// Where the target comes from.
    pub target: Target,
    /// How the achieved share is made.
    pub raggiunto: RaggiuntoFase,
    /// What a blank gap on a due phase is.
    pub gap_vuoto: GapVuoto,
    /// Which phases are due.
    pub dovuta: Dovuta,
    /// What marks a cancelled phase, in a cell of its row; case and spaces do not count.
    pub annullata: Vec<String>,
    /// From target and achieved to grado.
    pub grado: GradoFase,
    /// The bands of [`GradoFase::Fasce`], highest first.
    pub fasce: Vec<Fascia>,
    /// What each phase weighs.
    pub pesi: PesiFasi,
    /// From the gradi to `rispetto_fasi`.
    pub aggregazione: Aggregazione,
}

/// Where a phase's target comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The declared cell; blank, the sum of the months up to the checkpoint.
    Dichiarato,
    /// Always the sum of the months.
    Ricalcolato,
}

/// How a phase's achieved share is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RaggiuntoFase {
    /// Target plus gap: −20 is late.
    TargetPiuGap,
    /// Target minus gap: 20 is late.
    TargetMenoGap,
    /// The form's own achieved column.
    Colonna,
}

/// What a blank gap on a due phase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapVuoto {
    /// An errore (FAS002), grado 0.
    Mancante,
    /// On target.
    Zero,
}

/// Which phases are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dovuta {
    /// Those with a target above 0 that are not cancelled.
    TargetPositivo,
}

/// From target and achieved to a phase's grado.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradoFase {
    /// Achieved over target, at most 100.
    Proporzionale,
    /// 100 on target or beyond, else 0.
    SiNo,
    /// The points of the band in which achieved over target falls.
    Fasce,
}

/// What each phase weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PesiFasi {
    /// All the same.
    Uguali,
    /// As much as their target.
    Target,
    /// What the form's column or `pesi.csv` says; 1 without.
    Peso,
}

/// From the gradi of the due phases to `rispetto_fasi`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregazione {
    /// The weighted mean.
    Media,
    /// The lowest.
    Minimo,
    /// The one in the middle.
    Mediana,
    /// 100 if all are 100, else 0.
    TuttoONiente,
}

impl Fasi {
    pub(super) fn check(&self, found: &mut Rilievi<'_>) {
        fasce::check(&self.fasce, self.grado == GradoFase::Fasce, "fasi.fasce", &["fasi.grado"], found);
        if self.pesi != PesiFasi::Uguali && self.aggregazione != Aggregazione::Media {
            found.add("fasi.pesi", "i pesi contano solo con aggregazione = \"media\": scrivere pesi = \"uguali\"");
        }
        if self.raggiunto == RaggiuntoFase::Colonna && self.gap_vuoto == GapVuoto::Zero {
            let message = "con raggiunto = \"colonna\" il gap non si legge: scrivere gap_vuoto = \"mancante\"";
            found.add("fasi.gap_vuoto", message);
        }
        if self.annullata.iter().any(|mark| mark.trim().is_empty()) {
            found.add("fasi.annullata", "un segno vuoto annullerebbe le fasi con una cella vuota: toglierlo");
        }
    }

    /// The marks of a cancelled phase in words: `// o annullata`.
    #[must_use]
    pub fn segni_annullata(&self) -> String {
        self.annullata.join(" o ")
    }
}
