//! The resources.

pub mod ris001;
pub mod ris002;
