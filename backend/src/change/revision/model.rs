//! One revision.

use chrono::{DateTime, Utc};
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ListingId, RevisionId, UserId};

#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    pub id: RevisionId,
    pub listing: ListingId,
    /// 1, 2, 3, … within the listing.
    pub number: i32,
    pub content: ListingContent,
    /// SHA-256 of the canonical document.
    pub content_hash: String,
    pub author: UserId,
    pub created_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    /// Who approved it, or confirmed what was public before it was reviewed.
    pub approved_by: Option<UserId>,
    /// The revision whose fields this one put back.
    pub reverts: Option<RevisionId>,
}
