//! The national list of kinds of services.

mod list;
mod one;
