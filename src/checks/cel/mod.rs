//! Any cell that is read.

pub mod cel001;
pub mod cel002;
pub mod cel003;
