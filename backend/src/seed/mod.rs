//! Filling a database.

pub mod facts;
