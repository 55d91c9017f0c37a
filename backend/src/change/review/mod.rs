//! Deciding about what others wrote: who may, and what happens when they do.

pub mod approve;
pub mod confirm;
mod decide;
pub mod return_or_reject;
pub mod revert;

pub(crate) use decide::{may_approve, may_decline, may_review_published};
