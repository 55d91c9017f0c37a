//! What whoever watches over the server asks.

mod metrics;
mod ready;
