//! Published listings, as everybody reads them.

mod list;
