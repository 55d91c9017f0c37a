//! Anything by its id.

mod many;
