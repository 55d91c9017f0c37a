//! Deciding about what others wrote: who may, and what happens when they do.

pub mod approve;
mod decide;
mod publish;
pub mod return_or_reject;

pub(crate) use decide::{may_approve, may_decline};
