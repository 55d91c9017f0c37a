//! What arrives and leaves over HTTP.
pub mod console;
pub mod graphql;
