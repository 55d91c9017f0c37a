//! The contract both sides compile.

pub mod hours;
pub mod text;
