//! The validations of the Nucleo.

pub mod refused;
pub mod val001;
