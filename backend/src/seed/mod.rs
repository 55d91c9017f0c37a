//! Filling a database.

pub mod demo;
pub mod facts;
pub mod fictitious;
pub mod hours;
