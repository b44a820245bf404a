//! Workbooks in, reports out. Each room takes the value that the one before returned.

pub mod dataset;
pub mod place;
pub mod render;
pub mod report;
pub mod scheda;
pub mod segnalazione;
