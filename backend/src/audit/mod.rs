//! The audit trail: who did what to what, written in the transaction that did it.
//!
//! An entry names ids, codes and places. It never holds a secret, nor a person's name or e-mail address: an entry outlives both.
//! Other slices call [`record`]; administrators read the trail through [`graphql`].

mod entity;
pub mod graphql;
mod model;
mod repo;

pub use model::{Entry, Filter, NewEntry};
#[cfg(test)]
pub(crate) use repo::count;
pub use repo::record;

#[cfg(test)]
mod tests;
