//! Opening hours as the API shows them, whoever's they are: a published listing's, or those somebody is just writing.
//!
//! The engine is in the contract (`veiviser_schema::hours`) and answers; here its answers become GraphQL. [`Hours`] is a schedule
//! with what answers for it, made once and shared. What belongs to a listing (its places, contact points and calendar feeds)
//! is in `catalogue::listing`; what anybody may ask about any schedule (a preview, its problems, reading other notations) is here.

pub mod graphql;
pub mod model;
