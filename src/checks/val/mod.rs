//! The validations of the Nucleo.

pub mod val001;
