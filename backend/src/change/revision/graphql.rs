//! A revision as the API shows it.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, Result};
use chrono::{DateTime, Utc};
use serde_json::Value;
use veiviser_schema::authz::Action;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::diff::diff;
use veiviser_schema::ids::{ListingId, RevisionId};

use super::{RevisionBatch, model, repo};
use crate::change::Changes;
use crate::change::graphql::difference::FieldDifference;
use crate::change::listing_record::graphql::ListingRecord;
use crate::graphql::outcome::{bad_argument, read, unexpected};
use crate::graphql::request::Ask;
use crate::identity::user::graphql::UserName;
use crate::outcome::Failure;

/// An immutable, numbered version of the whole content of a listing.
#[derive(Clone, Description)]
pub struct Revision {
    batch: Arc<RevisionBatch>,
    index: usize,
}

impl Revision {
    pub(super) fn new(batch: Arc<RevisionBatch>, index: usize) -> Self {
        Self { batch, index }
    }

    fn row(&self) -> &model::Revision {
        self.batch.revision(self.index)
    }

    #[must_use]
    pub fn listing_id(&self) -> ListingId {
        self.row().listing
    }

    #[must_use]
    pub fn number_in_listing(&self) -> i32 {
        self.row().number
    }

    /// The revision with an id, if the person may read it.
    pub async fn find(ctx: &Context<'_>, id: RevisionId) -> Result<Option<Self>> {
        Ok(Self::find_all(ctx, &[id]).await?.pop())
    }

    /// Those of these that the reader may see, in no order.
    pub async fn find_all(ctx: &Context<'_>, ids: &[RevisionId]) -> Result<Vec<Self>> {
        let scope = ctx.actor().read_scope(Action::ReadUnpublished);
        let db = ctx.service::<Changes>().db();
        let found = read(ctx, repo::find_all(db.reader(), &scope, ids).await)?;
        Ok(RevisionBatch::new(found.into_iter().map(Arc::new).collect()).objects())
    }
}

#[Object(use_type_description)]
impl Revision {
    pub async fn id(&self) -> ID {
        ID(self.row().id.to_string())
    }

    async fn number(&self) -> i32 {
        self.row().number
    }

    async fn content_hash(&self) -> &str {
        &self.row().content_hash
    }

    async fn content(&self) -> ListingContent {
        self.row().content.clone()
    }

    async fn document(&self) -> Value {
        serde_json::to_value(&self.row().content).unwrap_or_default()
    }

    async fn author(&self, ctx: &Context<'_>) -> Result<UserName> {
        let db = ctx.service::<Changes>().db();
        let names = read(ctx, self.batch.people(db).await)?;
        UserName::among(names, self.row().author)
            .ok_or_else(|| unexpected(ctx, Failure::Defect("a revision without its author")))
    }

    async fn created_at(&self) -> DateTime<Utc> {
        self.row().created_at
    }

    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.row().published_at
    }

    /// Who approved it, or confirmed it after it was published. None for what is public and not yet reviewed, or was reverted.
    async fn approved_by(&self, ctx: &Context<'_>) -> Result<Option<UserName>> {
        let Some(id) = self.row().approved_by else {
            return Ok(None);
        };
        let db = ctx.service::<Changes>().db();
        let names = read(ctx, self.batch.people(db).await)?;
        Ok(UserName::among(names, id))
    }

    /// Id of the revision whose fields this one put back.
    async fn reverts(&self) -> Option<ID> {
        self.row().reverts.map(|id| ID(id.to_string()))
    }

    async fn listing(&self, ctx: &Context<'_>) -> Result<ListingRecord> {
        let db = ctx.service::<Changes>().db();
        let records = read(ctx, self.batch.records(db).await)?;
        records
            .object(self.row().listing)
            .ok_or_else(|| unexpected(ctx, Failure::Defect("a revision without its listing")))
    }

    /// Against another revision of the same listing; by default the one published before it.
    async fn differences(
        &self,
        ctx: &Context<'_>,
        against: Option<ID>,
    ) -> Result<Vec<FieldDifference>> {
        let unknown = || bad_argument("There is no such revision of this listing.");
        let against = against
            .map(|id| id.parse::<RevisionId>().map_err(|_| unknown()))
            .transpose()?;
        let db = ctx.service::<Changes>().db();
        let compared = read(ctx, self.batch.compared(db, against).await)?;
        let other = compared.others.get(&self.row().id);
        if against.is_some() && other.is_none_or(|it| it.listing != self.row().listing) {
            return Err(unknown());
        }
        let records = read(ctx, self.batch.records(db).await)?;
        let crisis = records
            .find(self.row().listing)
            .is_some_and(|record| compared.facts.is_crisis(&record.service_type));
        let nothing = ListingContent::default();
        let before = other.map_or(&nothing, |other| &other.content);
        let changes = diff(before, &self.row().content);
        Ok(FieldDifference::all(changes, crisis, &compared.facts))
    }
}
