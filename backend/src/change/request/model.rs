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
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

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
    /// Where a change stands. It is public as APPROVED, PUBLISHED_UNREVIEWED and CONFIRMED.
    ChangeState {
        Draft = "DRAFT",
        /// Waits for approval.
        Submitted = "SUBMITTED",
        Returned = "RETURNED",
        Approved = "APPROVED",
        Rejected = "REJECTED",
        Withdrawn = "WITHDRAWN",
        Discarded = "DISCARDED",
        /// Public since it was submitted; waits for another person to confirm or revert it.
        PublishedUnreviewed = "PUBLISHED_UNREVIEWED",
        /// Was public before it was reviewed, and stays so.
        Confirmed = "CONFIRMED",
        /// Was public before it was reviewed; the reviewer put back what was there before.
        Reverted = "REVERTED",
    }

    /// A plain comment, or what was done with the change when the comment was made.
    CommentKind {
        Comment = "COMMENT",
        Submitted = "SUBMITTED",
        Returned = "RETURNED",
        Rejected = "REJECTED",
        Approved = "APPROVED",
        Withdrawn = "WITHDRAWN",
        /// Submitted, and public at once.
        Published = "PUBLISHED",
        Confirmed = "CONFIRMED",
        Reverted = "REVERTED",
    }
}

impl ChangeState {
    /// The states in which something may still become of it.
    pub const OPEN: [Self; 4] = [
        Self::Draft,
        Self::Submitted,
        Self::Returned,
        Self::PublishedUnreviewed,
    ];
    /// The states in which it waits for a reviewer, the most pressing first: what is wrong in public does harm now.
    pub const IN_REVIEW: [Self; 2] = [Self::PublishedUnreviewed, Self::Submitted];
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

    /// Whether it was published, whatever has become of it since.
    #[must_use]
    pub fn was_published(self) -> bool {
        self == Self::Approved || self.was_published_first()
    }

    /// Whether it was public before anybody had reviewed it.
    #[must_use]
    pub fn was_published_first(self) -> bool {
        matches!(
            self,
            Self::PublishedUnreviewed | Self::Confirmed | Self::Reverted
        )
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

impl Change {
    /// The publication after which what others publish is in its way: what it began from or, once it is public itself, its own.
    #[must_use]
    pub fn disputed_since(&self) -> Option<RevisionId> {
        if self.state.was_published() {
            self.revision
        } else {
            self.base
        }
    }
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

#[cfg(test)]
mod tests {
    use super::ChangeState;

    /// The review queue is sorted by the state's code.
    #[test]
    fn what_is_public_already_sorts_before_what_waits() {
        let codes = ChangeState::IN_REVIEW.map(ChangeState::code);
        assert!(codes.is_sorted(), "{codes:?}");
    }
}
