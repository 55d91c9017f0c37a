//! The server.

pub mod config;
pub mod db;
pub mod graphql;
pub mod http;
pub mod telemetry;
