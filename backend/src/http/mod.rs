//! What arrives and leaves over HTTP.
//!
//! [`serve`] accepts connections; [`router`] says which way each request goes, through small layers that each do one thing: the
//! request's id, its caller's address, limits, who asks, what may be answered from a cache. Errors have one shape everywhere.

pub mod cache;
pub mod calendar;
pub mod client;
pub mod compress;
pub mod console;
pub mod context;
pub mod etag;
pub mod graphql;
pub mod headers;
pub mod health;
pub mod jwks;
pub mod limit;
pub mod metrics;
mod neighbours;
pub mod problem;
pub mod request_id;
pub mod router;
pub mod serve;
