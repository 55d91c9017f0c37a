//! A grant: a role over a part of the country, given to a user by somebody.

pub(super) mod entity;
pub mod graphql;
pub mod model;
pub(super) mod repo;
pub(super) mod service;
