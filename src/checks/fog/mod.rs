//! The sheet and its sections.

pub mod fog001;
pub mod fog002;
pub mod fog003;
pub mod fog004;
pub mod fog005;
pub mod fog006;
pub mod fog007;
pub mod fog008;
pub mod fog009;
