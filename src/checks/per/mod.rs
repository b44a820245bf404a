//! The people.

pub mod per001;
pub mod per002;
pub mod per003;
pub mod per004;
pub mod per005;
pub mod per006;
pub mod per007;
pub mod per008;
pub mod per009;
pub mod per010;
