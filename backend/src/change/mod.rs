//! How what an editor writes becomes public.
//!
//! A **listing record** is the editorial side of a listing. A **change request** is a draft on its way: saved, submitted, perhaps
//! returned, at last approved or not. Each submission freezes the draft as an immutable, numbered **revision**; a **reviewer**
//! approves exactly the revision they read. What is public is the published revision, and nothing else touches it. Opening hours and
//! messages take a quicker **road** (`veiviser_schema::content::road`): public when submitted, confirmed or reverted after.
//!
//! Every verb is one file and goes one way: find within what the person may read, authorise, apply the pure rules, then write
//! change, revision, projection, audit and outbox in one transaction. Two people at once are told apart by comparing and setting
//! `version`: the one who comes second is answered with the change as it is now.

mod attempt;
pub mod default_hours;
pub mod facts;
pub mod graphql;
pub mod listing_record;
pub mod my_page;
mod outbox;
mod publication;
pub mod request;
pub mod review;
pub mod revision;
#[cfg(test)]
mod tests;
mod together;
mod trail;

pub(crate) use attempt::{Attempt, Stop};
pub use attempt::{Changes, OnPublished};
