//! What one needs to know of another listing before hours are copied to it: its places and contact points as they stand, and whether
//! somebody is writing in it.

use cynic::QueryBuilder;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ChangeRequestId, ListingId, UserId};

use super::super::api::ChangeState;
use crate::api::fragments::UserName;
use crate::api::{ApiError, query, schema};

#[derive(cynic::QueryVariables)]
struct ListingVariables {
    id: ListingId,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ChangeRequest")]
struct OpenChange {
    id: ChangeRequestId,
    state: ChangeState,
    author: UserName,
    document: ListingContent,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Revision")]
struct Revision {
    document: ListingContent,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RevisionConnection")]
struct Revisions {
    nodes: Vec<Revision>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ChangeRequest")]
struct Written {
    document: ListingContent,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ChangeRequestConnection")]
struct Changes {
    nodes: Vec<Written>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ListingRecord")]
struct Record {
    open_change_requests: Vec<OpenChange>,
    #[arguments(first: 1)]
    revisions: Revisions,
    #[arguments(first: 1)]
    change_requests: Changes,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ListingVariables")]
struct ListingQuery {
    #[arguments(id: $id)]
    listing_record: Option<Record>,
}

/// Who is writing in a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hand {
    Nobody,
    /// The person's own draft.
    Mine(ChangeRequestId),
    Theirs {
        change: ChangeRequestId,
        author: String,
    },
    /// A change waits for review.
    InReview(ChangeRequestId),
}

/// Another listing as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    pub hand: Hand,
    /// The person's own draft; without one what is published, or what was last written.
    pub document: ListingContent,
}

pub async fn other(id: ListingId, me: UserId) -> Result<Other, ApiError> {
    let Record {
        open_change_requests: open,
        revisions,
        change_requests,
    } = query(ListingQuery::build(ListingVariables { id }))
        .await?
        .listing_record
        .ok_or_else(ApiError::not_found)?;
    // What is public already is written on by nobody.
    let open: Vec<OpenChange> = open
        .into_iter()
        .filter(|change| change.state != ChangeState::PublishedUnreviewed)
        .collect();
    let standing = |open: &[OpenChange]| -> Hand {
        let mine = open
            .iter()
            .find(|change| change.author.id == me && change.state != ChangeState::Submitted);
        let waiting = open
            .iter()
            .find(|change| change.state == ChangeState::Submitted);
        match (mine, waiting, open.first()) {
            (Some(mine), ..) => Hand::Mine(mine.id),
            (None, Some(waiting), _) => Hand::InReview(waiting.id),
            (None, None, Some(theirs)) => Hand::Theirs {
                change: theirs.id,
                author: theirs.author.name.clone(),
            },
            (None, None, None) => Hand::Nobody,
        }
    };
    let hand = standing(&open);
    let own = match &hand {
        Hand::Mine(id) => open.into_iter().find(|change| change.id == *id),
        _ => None,
    };
    let document = own
        .map(|change| change.document)
        .or_else(|| revisions.nodes.into_iter().next().map(|r| r.document))
        .or_else(|| change_requests.nodes.into_iter().next().map(|c| c.document))
        .unwrap_or_default();
    Ok(Other { hand, document })
}
