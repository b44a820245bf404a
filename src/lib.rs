//! Workbooks in, reports out. Each room takes the value that the one before returned.

pub mod cli;
pub mod dataset;
pub mod place;
pub mod publish;
pub mod report;
pub mod scheda;
pub mod segnalazione;
