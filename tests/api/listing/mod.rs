//! Published listings, as everybody reads them.

mod list;
mod one;
mod open_at;
mod validate;
