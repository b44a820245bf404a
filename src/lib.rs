//! Workbooks in, reports out. Each room takes the value that the one before returned.

pub mod place;
pub mod render;
pub mod report;
