//! Filling a database.

pub mod facts;
pub mod fictitious;
pub mod hours;
