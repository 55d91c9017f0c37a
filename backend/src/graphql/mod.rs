//! GraphQL itself: the guard every document passes before it is validated, what all resolvers share, and the roots that join the
//! slices. Each slice has its own `graphql` module with its types, queries and mutations; nothing here knows what they mean.

pub mod complete;
pub mod connection;
pub mod guard;
pub mod keyset;
pub mod node;
pub mod outcome;
pub mod output_types;
pub mod request;
pub mod root;
pub mod scalars;
