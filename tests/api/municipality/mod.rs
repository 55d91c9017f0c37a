//! The municipalities, as everybody reads them.

mod list;
mod one;
