//! The server.

pub mod authz;
pub mod catalogue;
pub mod clock;
pub mod config;
pub mod context;
pub mod db;
pub mod graphql;
pub mod http;
pub mod outcome;
pub mod telemetry;
