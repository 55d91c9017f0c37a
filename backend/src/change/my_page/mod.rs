//! The start page of a signed-in person: what waits for them, and what their municipalities lack.

pub mod graphql;
mod missing;
