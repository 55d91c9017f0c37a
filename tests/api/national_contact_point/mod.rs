//! The short numbers that work in the whole country.

mod list;
