//! Published listings, as everybody reads them.

mod list;
mod open_at;
mod validate;
