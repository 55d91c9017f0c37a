//! Starts the server for tests.

pub mod cluster;
pub mod database;

pub use database::TestDatabase;
