//! Users as GraphQL shows them.

use std::collections::HashMap;

use async_graphql::{ID, SimpleObject};
use veiviser_schema::ids::UserId;

/// As much of a user as a colleague may see.
#[derive(Debug, Clone, SimpleObject)]
pub struct UserName {
    id: ID,
    name: String,
}

impl UserName {
    #[must_use]
    pub fn new(id: UserId, name: impl Into<String>) -> Self {
        Self {
            id: ID(id.to_string()),
            name: name.into(),
        }
    }

    /// The one of this id, from what [`super::names`] answered.
    #[must_use]
    pub fn among(names: &HashMap<UserId, String>, id: UserId) -> Option<Self> {
        names.get(&id).map(|name| Self::new(id, name))
    }
}
