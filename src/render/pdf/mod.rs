//! A report as a PDF document: laid out on A4 pages, then written, tagged for accessibility.
//!
//! [`layout`] turns the report into a [`display::DisplayList`]; [`writer`] turns that into bytes. The same report
//! gives the same bytes: dates come from the checkpoint, identifiers from the fingerprint of the input.

use thiserror::Error;

use crate::report::model::Report;

mod archive;
pub mod blocks;
pub mod chart;
pub mod contents;
pub mod display;
mod file;
pub mod flow;
pub mod fonts;
pub mod graphics;
pub mod layout;
pub mod look;
pub mod measure;
mod objects;
mod outline;
mod structure;
pub mod table;
pub mod text;
pub mod value;
pub mod writer;

#[cfg(test)]
mod tests;

/// Why a document could not be made.
#[derive(Debug, Error)]
pub enum PdfError {
    /// A typeface that is part of the program cannot be read: a fault of the program, not of the report.
    #[error("il carattere tipografico {0} incluso nel programma non è leggibile")]
    Font(&'static str),
    /// The document could not be put together.
    #[error("il documento PDF non può essere composto: {0}")]
    Structure(#[from] lopdf::Error),
    /// The document could not be written.
    #[error("il documento PDF non può essere scritto: {0}")]
    Write(#[from] std::io::Error),
}

/// The PDF document of a report.
///
/// # Errors
/// Only if a typeface of the program is unreadable or the document cannot be put together: no report causes it.
pub fn render(report: &Report) -> Result<Vec<u8>, PdfError> {
    let fonts = fonts::Fonts::new()?;
    let list = layout::layout(report, &fonts);
    writer::write(report, &list, &fonts)
}
