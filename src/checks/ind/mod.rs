//! The indicators.

pub mod ind001;
pub mod ind002;
pub mod ind003;
pub mod ind004;
pub mod ind005;
pub mod ind006;
pub mod ind007;
pub mod ind008;
pub mod ind009;
pub mod ind010;
