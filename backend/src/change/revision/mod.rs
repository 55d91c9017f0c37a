//! A revision: the whole content of a listing, numbered, hashed, and never changed again. Publishing is the one thing that happens to it.

pub(crate) mod entity;
pub mod model;
pub mod repo;
