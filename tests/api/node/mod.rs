//! Anything by its id.

mod many;
mod one;
