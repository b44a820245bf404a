//! One scheda as a person reads it from the form: typed, every field with its cell.

mod aree;
mod calendario;
mod campi;
mod cronoprogramma;
mod elenco;
mod elenco_fasi;
mod etichetta;
mod forma;
mod indicatori;
mod intestazione;
pub mod note;
mod page;
mod parole;
mod parte;
mod percentuale;
mod personale;
mod peso;
pub mod polarita;
pub mod profile;
mod raggiunto;
mod read;
mod risorse;
mod seguito;
mod senza_testata;
mod tabella;
pub mod text;
pub mod valori;
mod vista;

use std::sync::Arc;

pub use calendario::{Calendario, Giorno};
pub use campi::{Campo, Intestazione};
pub use read::read;
pub use seguito::seguito;
use serde::{Deserialize, Serialize};
pub use vista::vista;

use self::profile::{Come, Kind, Profile};
use crate::place::{Area, CellRef, Luogo};
use crate::segnalazione::Segnalazione;

/// The form's two sets of columns; their usual names, and those of the checkpoints that read them. The days are in
/// the [`Calendario`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scadenza {
    /// The first: usually 31 July.
    Luglio,
    /// The second: usually 31 December.
    Dicembre,
}

impl Scadenza {
    /// Its usual name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Luglio => "luglio",
            Self::Dicembre => "dicembre",
        }
    }

    /// The ending of its columns in the frames: `target_lug`.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Luglio => "lug",
            Self::Dicembre => "dic",
        }
    }
}

/// How a run reads its sheets.
#[derive(Clone, Copy, Debug)]
pub struct Criteri<'a> {
    /// The forms that are tried on each sheet, the first of them where two explain it equally well.
    pub profili: &'a [Profile],
    /// The columns that count: faults in the others are at most avvisi.
    pub scadenza: Scadenza,
    /// The year of the plan.
    pub anno: i32,
    /// The days of the two sets of columns.
    pub calendario: Calendario,
    /// What the body has decided about them.
    pub convenzioni: &'a Convenzioni,
}

/// A value with the cell it was read from (of a merged cell, the top left one).
#[derive(Clone, Debug, PartialEq)]
pub struct Cella<T> {
    /// The value.
    pub valore: T,
    /// Its place on the sheet.
    pub at: CellRef,
}

/// What was read from a sheet.
#[derive(Clone, Debug)]
pub struct Foglio {
    /// Its schede, from top to bottom.
    pub schede: Vec<Scheda>,
    /// What is wrong with it.
    pub segnalazioni: Vec<Segnalazione>,
    /// How it was read.
    pub riconoscimento: Riconoscimento,
}

/// How a sheet was read.
#[derive(Clone, Debug)]
pub struct Riconoscimento {
    /// The file and the sheet.
    pub luogo: Luogo,
    /// The name of the profile by which it was read.
    pub profilo: String,
    /// How many schede were found.
    pub schede: usize,
    /// What was recognised, by row and column.
    pub parti: Vec<Riconosciuto>,
    /// Texts inside a section that no field claims.
    pub ignorati: Vec<Cella<String>>,
    /// How many cells the profile explains.
    pub spiegate: usize,
}

impl Foglio {
    /// How much of the sheet a profile explains, and how much it leaves: whether there are schede, and one with a title,
    /// then the cells, then the parts.
    fn evidence(&self) -> (bool, bool, i64, usize) {
        let titled = self.schede.iter().any(|scheda| scheda.intestazione.titolo.testo.is_some());
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let cells = count(self.riconoscimento.spiegate) - count(self.riconoscimento.ignorati.len());
        (!self.schede.is_empty(), titled, cells, self.riconoscimento.parti.len())
    }
}

/// A part of the form that was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Riconosciuto {
    /// The part of the form: `intestazione`, `cronoprogramma` …
    pub parte: &'static str,
    /// The section, field or column.
    pub nome: String,
    /// The cell that says so.
    pub at: CellRef,
    /// The alternative of the profile that it matches, or the evidence.
    pub etichetta: String,
    /// How surely.
    pub come: Come,
}

/// One obiettivo as its office filled it in.
#[derive(Clone, Debug)]
pub struct Scheda {
    /// The file and the sheet; where the sheet holds several schede, the first cell too.
    pub luogo: Luogo,
    /// The part of the sheet that is this scheda's.
    pub area: Area,
    /// The year printed on the cronoprogramma, if any.
    pub anno: Option<i32>,
    /// Who and what: direzione, dirigente, titolo …
    pub intestazione: Intestazione,
    /// What the obiettivo weighs beside the others, where the form has a place for it.
    pub peso: Peso,
    /// Rows of the cronoprogramma, then phases that stand only in the list of descriptions.
    pub fasi: Vec<Fase>,
    /// Indicators in the order of the form.
    pub indicatori: Vec<Indicatore>,
    /// Names under PERSONALE.
    pub personale: Vec<Partecipazione>,
    /// The total typed or computed under the shares, in points.
    pub totale_pct: Option<Cella<f64>>,
    /// The head count under the table.
    pub n_personale: Option<Cella<f64>>,
    /// Rows of RISORSE UTILIZZATE.
    pub risorse: Vec<Risorsa>,
    /// COSTO RISORSE.
    pub costo_risorse: Option<Cella<f64>>,
    /// Names under the table: responsabile, then dirigente.
    pub firme: Vec<Cella<String>>,
    /// Where each section's title stands; absent sections are not listed.
    pub sezioni: Vec<(Sezione, CellRef)>,
    /// What its form should have.
    pub obbligatori: Arc<Obbligatori>,
}

/// What a form should have, by the names of its profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obbligatori {
    /// How the form is laid out.
    pub tipo: Kind,
    /// Sections: `personale`.
    pub sezioni: Vec<String>,
    /// Fields of the header: `dirigente`.
    pub campi: Vec<String>,
}

/// What the body has decided about how its schede are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Convenzioni {
    /// What marks a cancelled phase, in a cell of its row; case and spaces do not count.
    pub annullata: Vec<String>,
    /// Expected values that are not as they are written.
    pub attesi: Vec<AttesoDeciso>,
}

/// What is expected of an indicator, where its cell does not say it so that it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttesoDeciso {
    /// The obiettivo's titolo, or part of it; absent, every obiettivo.
    pub titolo: Option<String>,
    /// The indicator's name, or part of it.
    pub nome: String,
    /// The expected value as it would be typed: `almeno 12`.
    pub atteso: String,
}

impl Convenzioni {
    /// What is expected of an indicator of an obiettivo; the last decision that fits.
    #[must_use]
    pub fn atteso(&self, titolo: &str, nome: &str) -> Option<&str> {
        let (titolo, nome) = (text::normalise(titolo), text::normalise(nome));
        let fits = |one: &&AttesoDeciso| {
            let of_titolo = one.titolo.as_ref().is_none_or(|wanted| titolo.contains(&text::normalise(wanted)));
            of_titolo && nome.contains(&text::normalise(&one.nome))
        };
        self.attesi.iter().rev().find(fits).map(|one| one.atteso.as_str())
    }
}

/// Whether a text can be read as an expected value.
#[must_use]
pub fn si_legge_come_atteso(text: &str) -> bool {
    valori::atteso(&valori::leggi(&valori::a_mano(text))).is_some()
}

/// A section of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sezione {
    /// Descrizione delle fasi di attuazione.
    Fasi,
    /// Cronoprogramma.
    Cronoprogramma,
    /// Indicatori di performance.
    Indicatori,
    /// Personale coinvolto.
    Personale,
    /// Risorse utilizzate.
    Risorse,
}

impl Sezione {
    /// As messages write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fasi => "fasi",
            Self::Cronoprogramma => "cronoprogramma",
            Self::Indicatori => "indicatori",
            Self::Personale => "personale",
            Self::Risorse => "risorse",
        }
    }
}

/// A percentage of the cronoprogramma.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Percentuale {
    /// Points 0–100; absent when blank or unusable.
    pub punti: Option<f64>,
    /// The cell, filled or not.
    pub at: Option<CellRef>,
    /// Something stands in the cell that gives no value; the segnalazione says what.
    pub illeggibile: bool,
}

/// What something weighs beside the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Peso {
    /// From 0 up, of a percentage the points; absent when blank or unusable.
    pub valore: Option<f64>,
    /// It was written as a percentage.
    pub percento: bool,
    /// The cell, filled or not; absent where the form has no place for it.
    pub at: Option<CellRef>,
    /// Something stands in the cell that gives no value; the segnalazione says what.
    pub illeggibile: bool,
}

/// A phase.
#[derive(Clone, Debug)]
pub struct Fase {
    /// Its label as written: `1`, `1a`.
    pub etichetta: String,
    /// The label's cell in the cronoprogramma; absent when the phase stands only in the list.
    pub at: Option<CellRef>,
    /// The description in the list, with its cell.
    pub testo: Option<Cella<String>>,
    /// Marked `//`: cancelled; with the cell of the mark.
    pub annullata: Option<CellRef>,
    /// Achieved in previous years.
    pub precedenti: Percentuale,
    /// January to December.
    pub mesi: [Percentuale; 12],
    /// How many months each of them stands for, of which it is the last: 3 where the form has quarters.
    pub passo: u8,
    /// Target at 31 July.
    pub target_lug: Percentuale,
    /// Gap at 31 July.
    pub gap_lug: Percentuale,
    /// Target at 31 December.
    pub target_dic: Percentuale,
    /// Gap at 31 December.
    pub gap_dic: Percentuale,
    /// Planned for the second year.
    pub anno2: Percentuale,
    /// Planned for the third year.
    pub anno3: Percentuale,
    /// Achieved by the form's own columns, where it has them, at the first and at the second checkpoint.
    pub raggiunto: [Percentuale; 2],
    /// What it weighs beside the others, where the form has a column for it.
    pub peso: Peso,
}

impl Fase {
    /// What all ways of writing its label have in common: `Fase 3`, `3.` and `III` are the third.
    #[must_use]
    pub fn chiave(&self) -> String {
        etichetta::chiave(&self.etichetta)
    }

    /// Whether its table has columns for the months.
    #[must_use]
    pub fn ha_mesi(&self) -> bool {
        self.mesi.iter().any(|mese| mese.at.is_some())
    }
}

/// The family of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Famiglia {
    /// Indici di quantità.
    Quantita,
    /// Indici di tempo.
    Tempo,
    /// Indici di costo.
    Costo,
    /// Indici di qualità.
    Qualita,
}

impl Famiglia {
    /// As the frames write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Quantita => "quantita",
            Self::Tempo => "tempo",
            Self::Costo => "costo",
            Self::Qualita => "qualita",
        }
    }
}

/// How an achieved value is compared with the expected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparatore {
    /// `>=`
    Almeno,
    /// `>`
    PiuDi,
    /// `<=`
    AlPiu,
    /// `<`
    MenoDi,
    /// `=`
    Uguale,
    /// yes/no
    Si,
}

impl Comparatore {
    /// As the frames write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Almeno => ">=",
            Self::PiuDi => ">",
            Self::AlPiu => "<=",
            Self::MenoDi => "<",
            Self::Uguale => "=",
            Self::Si => "si",
        }
    }
}

/// The unit of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unita {
    /// Percentage points.
    Percento,
    /// A count.
    Numero,
    /// A count a year.
    NumeroAnno,
    /// A count a week.
    NumeroSettimana,
    /// Euro.
    Euro,
    /// Numerator and denominator.
    Rapporto,
    /// 1 yes, 0 no.
    SiNo,
}

impl Unita {
    /// As the frames write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Percento => "%",
            Self::Numero => "n",
            Self::NumeroAnno => "n/anno",
            Self::NumeroSettimana => "n/sett",
            Self::Euro => "euro",
            Self::Rapporto => "rapporto",
            Self::SiNo => "si/no",
        }
    }
}

/// An expected value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Atteso {
    /// The comparison; `None` when nobody typed one, and polarity decides.
    pub comparatore: Option<Comparatore>,
    /// The value, or a ratio's numerator.
    pub valore: f64,
    /// A ratio's denominator.
    pub denominatore: Option<f64>,
    /// The unit.
    pub unita: Unita,
}

/// An achieved value at one checkpoint.
#[derive(Clone, Debug, Default)]
pub struct Raggiunto {
    /// The text as shown; absent when the cell is blank.
    pub testo: Option<String>,
    /// The value in the unit of the atteso (a ratio's numerator); absent when blank or unusable.
    pub valore: Option<f64>,
    /// A ratio's denominator.
    pub denominatore: Option<f64>,
    /// Declared not applicable, with a reason.
    pub escluso: bool,
    /// Something stands in the cell that gives no value; the segnalazione says what.
    pub illeggibile: bool,
    /// The cell, filled or not.
    pub at: Option<CellRef>,
    /// The typed scostamento, in the unit of the atteso (points for percentages), with its cell.
    pub scostamento: Option<Cella<f64>>,
}

/// An indicator.
#[derive(Clone, Debug)]
pub struct Indicatore {
    /// Its family.
    pub famiglia: Famiglia,
    /// Its name and cell.
    pub nome: Cella<String>,
    /// The expected value's text as shown; absent when blank.
    pub atteso_testo: Option<String>,
    /// The expected value's cell.
    pub atteso_at: Option<CellRef>,
    /// The expected value; absent when blank or not understood.
    pub atteso: Option<Atteso>,
    /// At 31 July.
    pub lug: Raggiunto,
    /// At 31 December.
    pub dic: Raggiunto,
    /// What it weighs beside the others, where the form has a column for it.
    pub peso: Peso,
}

/// A person, or a collective entry, under PERSONALE.
#[derive(Clone, Debug)]
pub struct Partecipazione {
    /// The name as written.
    pub nominativo: Cella<String>,
    /// The category as written.
    pub categoria: Option<String>,
    /// The note with its cell.
    pub note: Option<Cella<String>>,
    /// The share.
    pub pct: Percentuale,
}

/// A resource.
#[derive(Clone, Debug)]
pub struct Risorsa {
    /// Tipologia.
    pub tipologia: Option<String>,
    /// Descrizione.
    pub descrizione: Option<String>,
    /// Costo in euro.
    pub costo: Option<f64>,
    /// The cost's cell.
    pub at: CellRef,
}
