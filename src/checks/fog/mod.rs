//! The sheet and its sections.

pub mod fog003;
pub mod fog007;
