//! The indicators.

pub mod ind001;
pub mod ind005;
pub mod ind006;
pub mod ind009;
pub mod ind010;
