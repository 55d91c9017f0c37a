//! A change request as the API shows it.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, Result};
use chrono::{DateTime, Utc};
use serde_json::Value;
use veiviser_schema::authz::Action;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::risk::Risk;
use veiviser_schema::content::road::Road;
use veiviser_schema::ids::{ChangeRequestId, ListingId, UserId};
use veiviser_schema::text::Language;

use super::blame::changed_by;
use super::model::{Change, ChangeState};
use super::permitted::{ChangePermissions, permitted};
use super::{ChangeBatch, repo};
use crate::change::Changes;
use crate::change::graphql::difference::{FieldConflict, FieldDifference};
use crate::change::graphql::problem::Problem;
use crate::change::listing_record::graphql::ListingRecord;
use crate::change::revision::graphql::Revision;
use crate::clock::date_in_norway;
use crate::db::Database;
use crate::graphql::connection::Cursor;
use crate::graphql::keyset;
use crate::graphql::outcome::{read, unexpected};
use crate::graphql::request::Ask;
use crate::identity::user::graphql::UserName;
use crate::outcome::Failure;

pub use super::discussion_graphql::Comment;

/// A proposed revision on its way to the public: its content, author, reason, discussion and state.
#[derive(Clone, Description)]
pub struct ChangeRequest {
    batch: Arc<ChangeBatch>,
    index: usize,
}

impl ChangeRequest {
    pub(super) fn new(batch: Arc<ChangeBatch>, index: usize) -> Self {
        Self { batch, index }
    }

    pub(crate) fn row(&self) -> &Change {
        self.batch.change(self.index)
    }

    #[must_use]
    pub fn listing_id(&self) -> ListingId {
        self.row().listing
    }

    /// Where it stands among others, newest first.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        let row = self.row();
        Cursor(vec![
            keyset::time(row.created_at),
            row.id.0.simple().to_string(),
        ])
    }

    /// Where it stands in the review queue.
    #[must_use]
    pub fn queue_cursor(&self) -> Cursor {
        let row = self.row();
        Cursor(vec![
            row.state.code().to_owned(),
            keyset::time(row.submitted_at.unwrap_or(row.created_at)),
            row.id.0.simple().to_string(),
        ])
    }

    /// The change request with an id, if the person may read it.
    pub async fn find(ctx: &Context<'_>, id: ChangeRequestId) -> Result<Option<Self>> {
        Ok(Self::find_all(ctx, &[id]).await?.pop())
    }

    /// Those of these that the reader may see, in no order.
    pub async fn find_all(ctx: &Context<'_>, ids: &[ChangeRequestId]) -> Result<Vec<Self>> {
        let scope = ctx.actor().read_scope(Action::ReadUnpublished);
        let db = ctx.service::<Changes>().db();
        let found = read(ctx, repo::find_all(db.reader(), &scope, ids).await)?;
        Ok(ChangeBatch::new(found).objects())
    }

    async fn record(&self, ctx: &Context<'_>, db: &Database) -> Result<ListingRecord> {
        let records = read(ctx, self.batch.records(db).await)?;
        records
            .object(self.row().listing)
            .ok_or_else(|| unexpected(ctx, Failure::Defect("a change without its listing")))
    }

    fn named(ctx: &Context<'_>, names: &HashMap<UserId, String>, id: UserId) -> Result<UserName> {
        UserName::among(names, id)
            .ok_or_else(|| unexpected(ctx, Failure::Defect("a change without its author")))
    }
}

#[Object(use_type_description)]
impl ChangeRequest {
    pub async fn id(&self) -> ID {
        ID(self.row().id.to_string())
    }

    async fn state(&self) -> ChangeState {
        self.row().state
    }

    /// Counts every save and every step; `expectedVersion` of the mutations.
    async fn version(&self) -> i32 {
        self.row().version
    }

    async fn listing(&self, ctx: &Context<'_>) -> Result<ListingRecord> {
        self.record(ctx, ctx.service::<Changes>().db()).await
    }

    async fn author(&self, ctx: &Context<'_>) -> Result<UserName> {
        let db = ctx.service::<Changes>().db();
        let names = read(ctx, self.batch.people(db).await)?;
        Self::named(ctx, names, self.row().author)
    }

    /// Everybody whose hand is in it; none of them may approve it.
    async fn contributors(&self, ctx: &Context<'_>) -> Result<Vec<UserName>> {
        let db = ctx.service::<Changes>().db();
        let hands = read(ctx, self.batch.contributors(db).await)?;
        hands
            .of
            .get(&self.row().id)
            .into_iter()
            .flatten()
            .map(|id| Self::named(ctx, &hands.names, *id))
            .collect()
    }

    /// Why, in the author's words.
    async fn reason(&self) -> Option<&str> {
        self.row().reason.as_deref()
    }

    async fn risk(&self) -> Risk {
        self.row().risk
    }

    /// The road to the public: for a draft the one it would take if it were submitted now, else the one it took.
    async fn road(&self, ctx: &Context<'_>) -> Result<Road> {
        let db = ctx.service::<Changes>().db();
        let around = read(ctx, self.batch.around(db).await)?;
        let record = self.record(ctx, db).await?;
        let rules = around.facts.rules(&record.row().service_type);
        Ok(around.road(self.row(), rules))
    }

    async fn base_revision(&self, ctx: &Context<'_>) -> Result<Option<Revision>> {
        let Some(id) = self.row().base else {
            return Ok(None);
        };
        let db = ctx.service::<Changes>().db();
        Ok(read(ctx, self.batch.linked(db).await)?.object(id))
    }

    /// The revision that was last submitted.
    async fn revision(&self, ctx: &Context<'_>) -> Result<Option<Revision>> {
        let Some(id) = self.row().revision else {
            return Ok(None);
        };
        let db = ctx.service::<Changes>().db();
        Ok(read(ctx, self.batch.linked(db).await)?.object(id))
    }

    /// The draft as it stands.
    async fn content(&self) -> ListingContent {
        self.row().content.clone()
    }

    /// The same as one JSON document, to hand back in `saveDraft`.
    async fn document(&self) -> Value {
        serde_json::to_value(&self.row().content).unwrap_or_default()
    }

    /// What differs from what is published now. For a change that was published: from what was published before it.
    async fn differences(&self, ctx: &Context<'_>) -> Result<Vec<FieldDifference>> {
        let db = ctx.service::<Changes>().db();
        let around = read(ctx, self.batch.around(db).await)?;
        let record = self.record(ctx, db).await?;
        let crisis = around.facts.is_crisis(&record.row().service_type);
        let changes = around.versus(self.row()).differences();
        Ok(FieldDifference::all(changes, crisis, &around.facts))
    }

    /// Fields that the published listing changed too since this change began. While it is PUBLISHED_UNREVIEWED: fields that were
    /// changed again since it was published, so that it cannot be reverted; then `base` is what this change said, and `proposed` what
    /// reverting would put back.
    async fn conflicts(&self, ctx: &Context<'_>) -> Result<Vec<FieldConflict>> {
        let row = self.row();
        if !row.state.is_open() {
            return Ok(Vec::new());
        }
        let db = ctx.service::<Changes>().db();
        let around = read(ctx, self.batch.around(db).await)?;
        let conflicts = around.conflicts(row);
        if conflicts.is_empty() {
            return Ok(Vec::new());
        }
        let history = read(ctx, self.batch.history(db).await)?;
        let published = history.of.get(&row.listing).map_or(&[][..], Vec::as_slice);
        Ok(conflicts
            .into_iter()
            .map(|conflict| FieldConflict {
                changed_by: changed_by(&conflict.path, row.disputed_since(), published)
                    .and_then(|author| UserName::among(&history.names, author)),
                conflict,
                facts: Arc::clone(&around.facts),
            })
            .collect())
    }

    async fn problems(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] language: Language,
    ) -> Result<Vec<Problem>> {
        let db = ctx.service::<Changes>().db();
        let around = read(ctx, self.batch.around(db).await)?;
        let record = self.record(ctx, db).await?;
        let problems = around.facts.problems(
            &self.row().content,
            &record.row().service_type,
            Some(&record.row().municipality),
            date_in_norway(ctx.request().now()),
        );
        Ok(Problem::all(problems, language))
    }

    async fn comments(&self, ctx: &Context<'_>) -> Result<Vec<Comment>> {
        let db = ctx.service::<Changes>().db();
        let discussions = read(ctx, self.batch.discussions(db).await)?;
        Ok(discussions
            .get(&self.row().id)
            .into_iter()
            .flatten()
            .map(Comment::from)
            .collect())
    }

    async fn created_at(&self) -> DateTime<Utc> {
        self.row().created_at
    }

    async fn updated_at(&self) -> DateTime<Utc> {
        self.row().updated_at
    }

    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.row().submitted_at
    }

    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.row().decided_at
    }

    async fn decided_by(&self, ctx: &Context<'_>) -> Result<Option<UserName>> {
        let Some(id) = self.row().decided_by else {
            return Ok(None);
        };
        let db = ctx.service::<Changes>().db();
        let names = read(ctx, self.batch.people(db).await)?;
        Ok(UserName::among(names, id))
    }

    /// Why it was returned, rejected or reverted.
    async fn decision_reason(&self) -> Option<&str> {
        self.row().decision_reason.as_deref()
    }

    /// What the reader may do with it now.
    async fn permitted(&self, ctx: &Context<'_>) -> Result<ChangePermissions> {
        let db = ctx.service::<Changes>().db();
        let around = read(ctx, self.batch.around(db).await)?;
        let hands = read(ctx, self.batch.contributors(db).await)?;
        let record = self.record(ctx, db).await?;
        let crisis = around.facts.is_crisis(&record.row().service_type);
        let contributors = hands.of.get(&self.row().id);
        Ok(permitted(
            ctx.actor(),
            self.row(),
            &record.row().municipality,
            contributors.map_or(&[][..], Vec::as_slice),
            around.versus(self.row()).risk(crisis),
        ))
    }
}
