//! A user: a person with a name, an e-mail address to sign in with, and a language.

mod entity;
pub mod graphql;
mod repo;

pub use repo::names;
