//! The schede against the approved plan.

pub mod pia001;
pub mod pia002;
pub mod pia003;
