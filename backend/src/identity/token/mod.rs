//! Tokens: how a program is signed in.
//!
//! An **access token** is a signed statement (JWT, EdDSA) that lasts ten minutes and says who; what that person may do is read from
//! the database at each request. A **refresh token** buys the next one, once: each use gives a new one of the same **family**. When
//! one is used twice, two parties have it, and nobody knows which is the thief: the whole family is revoked, and with it its access
//! tokens. **Signing keys** are made when first needed and replaced every 90 days; the public halves are published as JWKS.
//! The operator may replace them at any time ([`cli`]).

pub mod cli;
mod entity;
pub mod graphql;
mod jwt;
mod keys;
pub mod model;
pub(super) mod repo;
mod service;

pub(super) use keys::KeyRing;
