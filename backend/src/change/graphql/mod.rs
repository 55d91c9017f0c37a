//! The editorial side of the API: root fields, inputs, and the small types that several of its objects show.

pub mod difference;
pub mod input;
pub mod mutation;
pub(crate) mod neighbours;
pub mod problem;
pub mod query;

pub use mutation::ChangeMutation;
pub use query::ChangeQuery;
