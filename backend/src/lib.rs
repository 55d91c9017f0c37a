//! The server.

pub mod app;
pub mod audit;
pub mod authz;
pub mod catalogue;
pub mod change;
pub mod cli;
pub mod clock;
pub mod config;
pub mod context;
pub mod db;
pub mod graphql;
pub mod http;
pub mod identity;
pub mod outcome;
pub mod random;
pub mod telemetry;
