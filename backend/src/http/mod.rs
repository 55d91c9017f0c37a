//! What arrives and leaves over HTTP.
pub mod graphql;
