//! The resources.

pub mod ris002;
