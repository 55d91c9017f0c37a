//! A user: a person with a name, an e-mail address to sign in with, and a language.

pub(super) mod entity;
pub mod graphql;
pub mod model;
pub(super) mod repo;
pub(super) mod service;

pub use repo::names;
