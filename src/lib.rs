//! Workbooks in, reports out. Each room takes the value that the one before returned.

pub mod checks;
pub mod cli;
pub mod config;
pub mod dataset;
pub mod italian;
pub mod job;
pub mod perche;
pub mod place;
pub mod publish;
pub mod render;
pub mod report;
pub mod run;
pub mod scheda;
pub mod scoring;
pub mod segnalazione;
pub mod tabelle;
pub mod workbook;
