//! Finding a change request to do something with it: only within what the person may read, with all that the rules look at.

use std::sync::Arc;

use sea_orm::ConnectionTrait;
use veiviser_schema::authz::Action;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ChangeRequestId, UserId};
use veiviser_schema::outcome::ErrorCode;

use super::model::{Change, ChangeState};
use super::{Versus, contributors, repo};
use crate::authz::Resource;
use crate::change::Stop;
use crate::change::attempt::{out_of_reach, unreadable};
use crate::change::listing_record::model::Record;
use crate::change::revision::model::Revision;
use crate::change::{listing_record, revision};
use crate::context::RequestContext;
use crate::db::{DbError, WriteTx};
use crate::outcome::Failure;

/// A change request with its listing and the revisions around it.
pub struct Found {
    pub change: Change,
    pub record: Record,
    pub contributors: Vec<UserId>,
    pub base: Option<Arc<Revision>>,
    pub live: Option<Arc<Revision>>,
    /// What was last submitted.
    pub submitted: Option<Arc<Revision>>,
}

/// Finds it, or answers that it is out of reach.
pub async fn find_for_writing(
    tx: &WriteTx,
    request: &RequestContext,
    id: ChangeRequestId,
) -> Result<Found, Failure> {
    let scope = request.actor().read_scope(Action::ReadUnpublished);
    let Some(change) = repo::find(tx, &scope, id).await? else {
        return Err(out_of_reach(request.actor()).into());
    };
    surround(tx, change).await
}

async fn surround(connection: &impl ConnectionTrait, change: Change) -> Result<Found, Failure> {
    let record = listing_record::repo::by_ids(connection, [change.listing])
        .await?
        .pop()
        .ok_or_else(|| unreadable("a change request without its listing"))?;
    let wanted = [change.base, record.published, change.revision];
    let revisions = revision::repo::by_ids(connection, wanted.into_iter().flatten()).await?;
    let [base, live, submitted] = wanted.map(|id| id.and_then(|id| revisions.get(&id).cloned()));
    let contributors = contributors::of(connection, [change.id])
        .await?
        .remove(&change.id)
        .unwrap_or_default();
    Ok(Found {
        change,
        record,
        contributors,
        base,
        live,
        submitted,
    })
}

impl Found {
    /// What the table is asked about; `own_work` when the person has a hand in it.
    #[must_use]
    pub fn resource(&self, request: &RequestContext) -> Resource<'_> {
        let own = request
            .actor()
            .user_id()
            .is_some_and(|user| self.contributors.contains(&user));
        Resource::in_municipality(&self.record.municipality).own_work(own)
    }

    /// Refuses what was decided on an older version, or cannot be done in this state; both show the change as it is.
    pub fn expect(
        &self,
        version: i32,
        states: &[ChangeState],
    ) -> Result<(), Stop<ChangeRequestId>> {
        if self.change.version != version {
            Err(self.refused(ErrorCode::Conflict))
        } else if states.contains(&self.change.state) {
            Ok(())
        } else if self.change.state == ChangeState::PublishedUnreviewed {
            Err(self.refused(ErrorCode::AlreadyPublic))
        } else {
            Err(self.refused(ErrorCode::WrongState))
        }
    }

    #[must_use]
    pub fn refused(&self, code: ErrorCode) -> Stop<ChangeRequestId> {
        Stop::refused(self.change.id, code)
    }

    /// Whether something was published since the draft began.
    #[must_use]
    pub fn live_moved(&self) -> bool {
        self.change.base != self.record.published
    }

    /// The revision that was public before anybody had reviewed it.
    pub fn published_first(&self) -> Result<&Revision, DbError> {
        self.submitted
            .as_deref()
            .ok_or_else(|| unreadable("a published change without its revision"))
    }

    /// What the public reads now.
    pub fn live_content(&self) -> Result<&ListingContent, DbError> {
        self.live
            .as_deref()
            .map(|revision| &revision.content)
            .ok_or_else(|| unreadable("a published listing without its revision"))
    }

    /// The way back from a change that was published first: from what it said, by way of what is public now, to what it replaced.
    pub fn reverting(&self) -> Result<Versus<'_>, DbError> {
        let replaced = self
            .base
            .as_deref()
            .ok_or_else(|| unreadable("a change was published first over nothing"))?;
        Ok(Versus {
            base: Some(&self.published_first()?.content),
            live: Some(self.live_content()?),
            proposed: &replaced.content,
        })
    }

    /// A document of this change against what it began from and what is published.
    #[must_use]
    pub fn versus<'a>(&'a self, proposed: &'a ListingContent) -> Versus<'a> {
        Versus {
            base: self.base.as_deref().map(|revision| &revision.content),
            live: self.live.as_deref().map(|revision| &revision.content),
            proposed,
        }
    }
}
