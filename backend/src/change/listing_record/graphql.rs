//! A listing record as the API shows it.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, Result};
use chrono::{DateTime, Utc};
use veiviser_schema::authz::Action;
use veiviser_schema::ids::ListingId;
use veiviser_schema::text::Language;

use super::model::{ListingState, Record};
use super::{RecordBatch, repo};
use crate::catalogue::area::graphql::Municipality;
use crate::catalogue::listing::graphql::Listing;
use crate::catalogue::service_type::graphql::ServiceType;
use crate::change::Changes;
use crate::change::graphql::neighbours;
use crate::change::graphql::problem::Problem;
use crate::change::request;
use crate::change::request::graphql::ChangeRequest;
use crate::change::revision::graphql::Revision;
use crate::clock::date_in_norway;
use crate::graphql::connection::{Cursor, List, Listed, Page, cost};
use crate::graphql::keyset::{self, Kind, Sorting};
use crate::graphql::outcome::read;
use crate::graphql::request::Ask;
use crate::identity::user::graphql::UserName;

/// A listing's revisions, newest first.
const REVISIONS: List = List::new("revisions", 1);

/// The editorial record of a listing: what signed-in people see of it.
#[derive(Clone, Description)]
pub struct ListingRecord {
    batch: Arc<RecordBatch>,
    index: usize,
}

impl ListingRecord {
    pub(super) fn new(batch: Arc<RecordBatch>, index: usize) -> Self {
        Self { batch, index }
    }

    pub(crate) fn row(&self) -> &Record {
        self.batch.record(self.index)
    }

    /// The record with an id, if the person may read it.
    pub async fn find(ctx: &Context<'_>, id: ListingId) -> Result<Option<Self>> {
        Ok(Self::find_all(ctx, &[id]).await?.pop())
    }

    /// Those of these that the reader may see, in no order.
    pub async fn find_all(ctx: &Context<'_>, ids: &[ListingId]) -> Result<Vec<Self>> {
        let scope = ctx.actor().read_scope(Action::ReadUnpublished);
        let db = ctx.service::<Changes>().db();
        let found = read(ctx, repo::find_all(db.reader(), &scope, ids).await)?;
        Ok(RecordBatch::new(found).objects())
    }
}

#[Object(use_type_description)]
impl ListingRecord {
    pub async fn id(&self) -> ID {
        ID(self.row().id.to_string())
    }

    async fn state(&self) -> ListingState {
        self.row().state
    }

    /// Counts every publication and verification; `expectedVersion` of `verifyListing`.
    async fn version(&self) -> i32 {
        self.row().version
    }

    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        neighbours::municipality(ctx, &self.row().municipality)
    }

    async fn service_type(&self, ctx: &Context<'_>) -> Result<ServiceType> {
        neighbours::service_type(ctx, &self.row().service_type)
    }

    /// From the published revision, or from the newest draft.
    async fn name(&self, #[graphql(default)] language: Language) -> &str {
        self.row().name(language)
    }

    async fn published(&self, ctx: &Context<'_>) -> Option<Listing> {
        neighbours::listing(ctx, self.row().id)
    }

    /// Change requests of which something may still become: drafts, and what waits for approval or review; newest first.
    async fn open_change_requests(&self, ctx: &Context<'_>) -> Result<Vec<ChangeRequest>> {
        let db = ctx.service::<Changes>().db();
        let open = read(ctx, self.batch.open(db).await)?;
        Ok(open.get(&self.row().id).cloned().unwrap_or_default())
    }

    #[graphql(complexity = "cost(first, last) * child_complexity")]
    async fn change_requests(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<ChangeRequest>> {
        let page = Page::parse(first, after, last, before, request::LIST)?;
        let window = request::newest_first().window(&page)?;
        let db = ctx.service::<Changes>().db();
        let pages = self.batch.changes(db, format!("{page:?}"), &window).await;
        let (rows, total) = read(ctx, pages)?
            .get(&self.row().id)
            .cloned()
            .unwrap_or_default();
        Ok(page.of_rows(rows, total, ChangeRequest::cursor, |change| change))
    }

    #[graphql(complexity = "cost(first, last) * child_complexity")]
    async fn revisions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<Revision>> {
        let page = Page::parse(first, after, last, before, REVISIONS)?;
        let newest_first = Sorting {
            keys: vec![(keyset::column("number"), Kind::Number)],
            descending: true,
        };
        let window = newest_first.window(&page)?;
        let db = ctx.service::<Changes>().db();
        let pages = self.batch.revisions(db, format!("{page:?}"), &window).await;
        let (rows, total) = read(ctx, pages)?
            .get(&self.row().id)
            .cloned()
            .unwrap_or_default();
        let cursor = |row: &Revision| Cursor(vec![row.number_in_listing().to_string()]);
        Ok(page.of_rows(rows, total, cursor, |revision| revision))
    }

    async fn created_at(&self) -> DateTime<Utc> {
        self.row().created_at
    }

    async fn updated_at(&self) -> DateTime<Utc> {
        self.row().updated_at
    }

    async fn verified_at(&self) -> Option<DateTime<Utc>> {
        self.row().verified_at
    }

    async fn verified_by(&self, ctx: &Context<'_>) -> Result<Option<UserName>> {
        let Some(id) = self.row().verified_by else {
            return Ok(None);
        };
        let db = ctx.service::<Changes>().db();
        let names = read(ctx, self.batch.verifiers(db).await)?;
        Ok(UserName::among(names, id))
    }

    /// When it ought to be verified again.
    async fn verify_by(&self, ctx: &Context<'_>) -> Result<Option<DateTime<Utc>>> {
        let db = ctx.service::<Changes>().db();
        let facts = read(ctx, self.batch.facts(db).await)?;
        let row = self.row();
        Ok(row.verify_by(facts.is_crisis(&row.service_type)))
    }

    /// What the published listing (or the newest draft) lacks.
    async fn problems(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] language: Language,
    ) -> Result<Vec<Problem>> {
        let db = ctx.service::<Changes>().db();
        let said = read(ctx, self.batch.said(db).await)?;
        let today = date_in_norway(ctx.request().now());
        let row = self.row();
        let problems = said.contents.get(&row.id).map(|content| {
            let municipality = Some(&row.municipality);
            said.facts
                .problems(content, &row.service_type, municipality, today)
        });
        Ok(Problem::all(problems.unwrap_or_default(), language))
    }
}
