//! The editorial record of a listing: where it belongs, whether it is published, when it was last verified.

mod batch;
mod each;
pub(crate) mod ending;
pub(crate) mod entity;
pub mod graphql;
pub mod model;
pub mod page;
pub mod repo;
pub mod verify;

pub use batch::RecordBatch;
pub(crate) use each::{count_of_each, page_of_each};
pub(crate) use entity::{Column, Entity};
