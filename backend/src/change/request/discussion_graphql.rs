//! A line of a discussion as the API shows it.

use async_graphql::{ID, SimpleObject};
use chrono::{DateTime, Utc};

use super::model::{CommentKind, Remark};
use crate::identity::user::graphql::UserName;

/// What somebody said about a change, or that they sent it on: submitted, returned, approved and so on.
#[derive(Debug, Clone, SimpleObject)]
pub struct Comment {
    id: ID,
    kind: CommentKind,
    author: UserName,
    body: String,
    created_at: DateTime<Utc>,
}

impl From<&Remark> for Comment {
    fn from(remark: &Remark) -> Self {
        Self {
            id: ID(remark.id.to_string()),
            kind: remark.kind,
            author: UserName::new(remark.author, remark.author_name.clone()),
            body: remark.body.clone(),
            created_at: remark.created_at,
        }
    }
}
