//! Reports as bytes: layout only, nothing is computed here.

pub mod xlsx;
