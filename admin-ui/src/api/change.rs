//! The closed lists that speak of changes and listings, for every feature that shows where one stands.

use super::schema;

/// Where a change stands.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeState {
    Draft,
    Submitted,
    Returned,
    Approved,
    Rejected,
    Withdrawn,
    Discarded,
    PublishedUnreviewed,
    Confirmed,
    Reverted,
}

impl ChangeState {
    /// Waits for a reviewer, public already or not.
    #[must_use]
    pub fn in_review(self) -> bool {
        matches!(self, Self::PublishedUnreviewed | Self::Submitted)
    }
}

/// What a line of the discussion was said with.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentKind {
    Comment,
    Submitted,
    Returned,
    Rejected,
    Approved,
    Withdrawn,
    Published,
    Confirmed,
    Reverted,
}

/// Whether the public sees a listing.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListingState {
    Draft,
    Published,
    /// Its last day has passed.
    Ended,
}
