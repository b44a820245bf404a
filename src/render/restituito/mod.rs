//! An office's own workbook, given back with a coloured cell and a comment at each segnalazione.
//!
//! Only what must change in the package changes: the styles, the marked sheets, and the comments beside them; every
//! other part is copied byte for byte, so that formulas, formats, widths, validations and macros stay what they were.
//! What cannot be marked without a doubt is refused, with the reason.

mod commenti;
mod foglio;
mod pacchetto;
mod stile;
mod xml;

use std::collections::BTreeMap;

use crate::place::CellRef;
use crate::segnalazione::Gravita;
use pacchetto::Pacchetto;
use stile::Stili;

/// What is to be marked in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segno {
    /// The sheet's name, white space around it apart.
    pub foglio: String,
    /// The cell.
    pub cella: CellRef,
    /// Its colour.
    pub gravita: Gravita,
    /// The comment.
    pub testo: String,
}

/// Why a workbook cannot be given back marked; `Display` ends a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rifiuto {
    /// Another format than Office Open XML.
    #[error("si può fare soltanto con i file .xlsx e .xlsm")]
    Formato,
    /// The stricter kind of Office Open XML, in which comments are drawn otherwise.
    #[error("il file è in formato «Strict Open XML»: per averla, salvarlo come «Cartella di lavoro di Excel (.xlsx)»")]
    Strict,
    /// A signature would no longer hold.
    #[error("il file ha una firma digitale, che una modifica renderebbe non valida")]
    Firmato,
    /// Conversations, or form controls, that ours would spoil.
    #[error("il foglio «{0}» contiene conversazioni o controlli, che si rovinerebbero")]
    Commenti(String),
    /// The package is not built as expected.
    #[error("il file è costruito in un modo che non permette di modificarlo con sicurezza ({0})")]
    Struttura(String),
}

impl From<String> for Rifiuto {
    fn from(what: String) -> Self {
        Self::Struttura(what)
    }
}

/// What is marked on a sheet: by cell, the gravest gravità and all the texts.
type Segni = BTreeMap<CellRef, (Gravita, String)>;

/// The workbook with its marks. The same bytes and marks give the same bytes.
///
/// # Errors
/// The workbook cannot be marked and nothing is lost: see [`Rifiuto`].
pub fn render(bytes: &[u8], segni: &[Segno]) -> Result<Vec<u8>, Rifiuto> {
    let mut pacchetto = Pacchetto::open(bytes)?;
    if pacchetto.names().any(|name| name.starts_with("_xmlsignatures/")) {
        return Err(Rifiuto::Firmato);
    }
    let cartella = pacchetto.workbook()?;
    let mut by_sheet: BTreeMap<&str, Segni> = BTreeMap::new();
    for segno in segni {
        let cells = by_sheet.entry(segno.foglio.trim()).or_default();
        let (gravita, testo) = cells.entry(segno.cella).or_insert((segno.gravita, String::new()));
        // The gravest comes first.
        *gravita = (*gravita).min(segno.gravita);
        if !testo.is_empty() {
            testo.push_str("\n\n");
        }
        testo.push_str(&segno.testo);
    }
    let mut stili = Stili::read(pacchetto.text(&cartella.stili)?)?;
    let mut n = 0;
    for (nome, part) in &cartella.fogli {
        let Some(cells) = by_sheet.get(nome.trim()) else { continue };
        n += 1;
        let names = pacchetto.attach_comments(part, n).map_err(|found| match found {
            pacchetto::Attach::Taken => Rifiuto::Commenti(nome.clone()),
            pacchetto::Attach::Broken(what) => Rifiuto::Struttura(what),
        })?;
        let marked = foglio::mark(&pacchetto.text(part)?, cells, &mut stili, names.rel_id.as_deref())?;
        pacchetto.replace(part, marked);
        let (comments, drawing) = if names.rel_id.is_some() {
            (commenti::comments(cells), commenti::drawing(cells, n))
        } else {
            let theirs = pacchetto.text(&names.comments)?;
            let drawing = commenti::join_drawing(&pacchetto.text(&names.drawing)?, &theirs, cells)?;
            (commenti::join(&theirs, cells)?, drawing)
        };
        pacchetto.replace(&names.comments, comments);
        pacchetto.replace(&names.drawing, drawing);
    }
    pacchetto.replace(&cartella.stili, stili.write());
    Ok(pacchetto.write()?)
}

#[cfg(test)]
mod tests;
