//! A change request: a draft, who had a hand in it, and how far it has come.

mod batch;
mod blame;
pub mod comment;
mod contributors;
pub mod discard_draft;
mod discussion;
mod discussion_graphql;
mod entity;
mod find;
pub mod graphql;
pub mod model;
mod page;
pub mod permitted;
mod prefill;
pub(crate) mod remark;
pub mod repo;
pub mod resolve_conflicts;
pub mod save_draft;
pub mod start_draft;
pub mod submit;
mod versus;
pub mod withdraw;

pub use batch::ChangeBatch;
#[cfg(test)]
pub(crate) use blame::changed_by;
pub(crate) use contributors::note as note_contributor;
pub(crate) use discussion::say;
pub(crate) use find::{Found, find_for_writing};
pub use page::{Filter, LIST, QUEUE_LIST, decidable, newest_first, own_published_first, queue};
pub(crate) use versus::Versus;
