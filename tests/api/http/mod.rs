//! What HTTP itself promises: caching, other websites, limits, names of requests.

mod cache;
mod cors;
mod limit;
mod request_id;
mod unknown_address;
