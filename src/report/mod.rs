//! What is written for whom: reports as data, every figure final.

pub mod italian;
pub mod model;
