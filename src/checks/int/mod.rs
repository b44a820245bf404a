//! The header.

pub mod int001;
pub mod int002;
