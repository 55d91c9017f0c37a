//! The server.
pub mod graphql;
pub mod http;
