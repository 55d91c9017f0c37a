//! Published listings, as everybody reads them.

mod ending;
mod list;
mod open_at;
mod validate;
