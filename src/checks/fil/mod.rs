//! The files of the folder.

pub mod fil001;
pub mod fil002;
pub mod fil003;
pub mod fil004;
pub mod fil005;
pub mod fil006;
pub mod fil007;
pub mod fil008;
pub mod fil009;
pub mod fil010;
pub mod fil011;
