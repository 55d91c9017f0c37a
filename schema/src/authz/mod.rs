//! Who may do what: one table, both sides use it.
//!
//! A **grant** is a role over a scope (a municipality, a county, the nation). An **action** is done to a **resource** that lies in a
//! municipality, or nowhere in particular. [`allowed`] is the only place where the two meet; the server turns its yes into a permit,
//! the console hides what would be refused.

mod scope;
mod table;

pub use scope::{Grant, Scope};
pub use table::{Action, Role, Rule, allowed, golden_table, rule};
