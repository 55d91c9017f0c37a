//! One change request, and which steps its state allows.

use chrono::{DateTime, Utc};
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::risk::Risk;
use veiviser_schema::ids::{ChangeRequestId, CommentId, ListingId, RevisionId, UserId};

/// A draft as JSON is at most this many bytes.
pub const MAX_DOCUMENT_BYTES: usize = 256 * 1024;
/// A reason or a comment is at most this many characters.
pub const MAX_REMARK: usize = 2000;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
        pub enum $name { $($variant,)* }

        impl $name {
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}

codes! {
    ChangeState {
        Draft = "DRAFT",
        Submitted = "SUBMITTED",
        Returned = "RETURNED",
        Approved = "APPROVED",
        Rejected = "REJECTED",
        Withdrawn = "WITHDRAWN",
        Discarded = "DISCARDED",
    }

    CommentKind {
        Comment = "COMMENT",
        Submitted = "SUBMITTED",
        Returned = "RETURNED",
        Rejected = "REJECTED",
        Approved = "APPROVED",
        Withdrawn = "WITHDRAWN",
    }
}

impl ChangeState {
    /// The states in which something may still become of it.
    pub const OPEN: [Self; 3] = [Self::Draft, Self::Submitted, Self::Returned];
    /// The states in which the draft may be written in.
    pub const WRITABLE: [Self; 2] = [Self::Draft, Self::Returned];

    #[must_use]
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }

    #[must_use]
    pub fn is_writable(self) -> bool {
        Self::WRITABLE.contains(&self)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub id: ChangeRequestId,
    pub listing: ListingId,
    /// What was published when the draft began, or when it was last merged.
    pub base: Option<RevisionId>,
    pub state: ChangeState,
    pub version: i32,
    pub author: UserId,
    pub content: ListingContent,
    /// What was last submitted.
    pub revision: Option<RevisionId>,
    pub reason: Option<String>,
    pub risk: Risk,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decided_by: Option<UserId>,
    pub decision_reason: Option<String>,
}

/// One remark in the discussion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub id: CommentId,
    pub change: ChangeRequestId,
    pub kind: CommentKind,
    pub author: UserId,
    pub author_name: String,
    pub body: String,
    pub created_at: DateTime<Utc>,
}
