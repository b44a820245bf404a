//! Reports as files, one room a format: each takes a [`Report`](crate::report::model::Report) and computes nothing.

pub mod open_data;
pub mod pdf;
pub mod restituito;
pub mod xlsx;
