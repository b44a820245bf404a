//! Reports as files, one room a format: each takes a [`Report`](crate::report::model::Report) and computes nothing.

pub mod pdf;
pub mod xlsx;
