//! A session: a browser in which somebody is signed in.
//!
//! It ends 12 hours after it began, or when it has not been used for 2. The cookie's value is in no table: only its SHA-256 is.

mod entity;
pub mod graphql;
pub mod model;
pub(super) mod repo;
pub(super) mod service;
