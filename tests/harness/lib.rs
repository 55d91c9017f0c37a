//! Starts the server for tests.

pub mod app;
pub mod cast;
pub mod client;
pub mod cluster;
pub mod database;
pub mod fixture;

pub use app::TestApp;
pub use client::{Client, Response};
pub use database::{Contents, TestDatabase};
