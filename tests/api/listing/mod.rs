//! Published listings, as everybody reads them.

mod list;
mod validate;
