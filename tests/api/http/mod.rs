//! What HTTP itself promises: caching, other websites, limits, names of requests.

mod cache;
mod compress;
mod cors;
mod documentation;
mod limit;
mod request_id;
mod unknown_address;
