//! Records that were read together, and what hangs on them.

use std::collections::HashMap;
use std::sync::Arc;

use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ListingId, UserId};

use super::graphql::ListingRecord;
use super::model::Record;
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::request::graphql::ChangeRequest;
use crate::change::request::{self, ChangeBatch};
use crate::change::revision::graphql::Revision;
use crate::change::revision::{self, RevisionBatch};
use crate::change::together::{Shared, SharedBy};
use crate::db::{Database, DbError};
use crate::graphql::keyset::Window;
use crate::identity::user;

/// For each listing a page and how many there are in all.
pub type Pages<T> = HashMap<ListingId, (Vec<T>, u64)>;

#[derive(Default)]
pub struct RecordBatch {
    records: Vec<Record>,
    facts: Shared<KnownFacts>,
    said: Shared<Said>,
    verifiers: Shared<HashMap<UserId, String>>,
    open: Shared<HashMap<ListingId, Vec<ChangeRequest>>>,
    changes: SharedBy<Pages<ChangeRequest>>,
    revisions: SharedBy<Pages<Revision>>,
}

/// What the published listings say, or the newest drafts of those that were never published.
pub struct Said {
    pub contents: HashMap<ListingId, ListingContent>,
    pub facts: KnownFacts,
}

impl RecordBatch {
    #[must_use]
    pub fn new(records: Vec<Record>) -> Arc<Self> {
        Arc::new(Self {
            records,
            ..Self::default()
        })
    }

    /// The batch as its objects, in order.
    #[must_use]
    pub fn objects(self: Arc<Self>) -> Vec<ListingRecord> {
        (0..self.records.len())
            .map(|index| ListingRecord::new(Arc::clone(&self), index))
            .collect()
    }

    /// One of them.
    #[must_use]
    pub fn object(self: &Arc<Self>, id: ListingId) -> Option<ListingRecord> {
        let index = self.records.iter().position(|record| record.id == id)?;
        Some(ListingRecord::new(Arc::clone(self), index))
    }

    #[must_use]
    pub fn record(&self, index: usize) -> &Record {
        &self.records[index]
    }

    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    #[must_use]
    pub fn find(&self, id: ListingId) -> Option<&Record> {
        self.records.iter().find(|record| record.id == id)
    }

    fn ids(&self) -> Vec<ListingId> {
        self.records.iter().map(|record| record.id).collect()
    }

    /// What is known of their service types, whatever the listings say.
    pub async fn facts(&self, db: &Database) -> Result<&KnownFacts, DbError> {
        let keepers = self.records.iter().map(Keeper::from);
        self.facts
            .get(|| KnownFacts::about(db.reader(), [], keepers))
            .await
    }

    pub async fn said(&self, db: &Database) -> Result<&Said, DbError> {
        self.said.get(|| self.load_said(db)).await
    }

    async fn load_said(&self, db: &Database) -> Result<Said, DbError> {
        let published = self.records.iter().filter_map(|record| record.published);
        let revisions = revision::repo::by_ids(db.reader(), published).await?;
        let unpublished: Vec<ListingId> = self
            .records
            .iter()
            .filter(|record| record.published.is_none())
            .map(|record| record.id)
            .collect();
        let mut drafts = request::repo::newest_of(db.reader(), &unpublished).await?;
        let contents: HashMap<ListingId, ListingContent> = self
            .records
            .iter()
            .filter_map(|record| {
                let content = match record.published {
                    Some(id) => revisions.get(&id)?.content.clone(),
                    None => drafts.remove(&record.id)?.content,
                };
                Some((record.id, content))
            })
            .collect();
        let keepers = self.records.iter().map(Keeper::from);
        let facts = KnownFacts::about(db.reader(), contents.values(), keepers).await?;
        Ok(Said { contents, facts })
    }

    pub async fn verifiers(&self, db: &Database) -> Result<&HashMap<UserId, String>, DbError> {
        let people = self.records.iter().filter_map(|record| record.verified_by);
        self.verifiers
            .get(|| user::names(db.reader(), people))
            .await
    }

    pub async fn open(
        &self,
        db: &Database,
    ) -> Result<&HashMap<ListingId, Vec<ChangeRequest>>, DbError> {
        self.open
            .get(|| async {
                let changes = request::repo::open_of(db.reader(), &self.ids()).await?;
                Ok(by_listing(changes))
            })
            .await
    }

    pub async fn changes(
        &self,
        db: &Database,
        arguments: String,
        window: &Window,
    ) -> Result<Arc<Pages<ChangeRequest>>, DbError> {
        self.changes
            .get(arguments, || async {
                let (changes, totals) =
                    request::repo::pages(db.reader(), &self.ids(), window).await?;
                let mut rows = by_listing(changes);
                Ok(totals
                    .into_iter()
                    .map(|(id, total)| (id, (rows.remove(&id).unwrap_or_default(), total)))
                    .collect())
            })
            .await
    }

    pub async fn revisions(
        &self,
        db: &Database,
        arguments: String,
        window: &Window,
    ) -> Result<Arc<Pages<Revision>>, DbError> {
        self.revisions
            .get(arguments, || async {
                let (revisions, totals) =
                    revision::repo::pages(db.reader(), &self.ids(), window).await?;
                let batch = RevisionBatch::new(revisions.into_iter().map(Arc::new).collect());
                let mut pages: Pages<Revision> = totals
                    .into_iter()
                    .map(|(id, total)| (id, (Vec::new(), total)))
                    .collect();
                for revision in batch.objects() {
                    let listing = revision.listing_id();
                    pages.entry(listing).or_default().0.push(revision);
                }
                Ok(pages)
            })
            .await
    }
}

/// Many changes as one batch, sorted under their listings.
fn by_listing(changes: Vec<request::model::Change>) -> HashMap<ListingId, Vec<ChangeRequest>> {
    let mut found: HashMap<ListingId, Vec<ChangeRequest>> = HashMap::new();
    for change in ChangeBatch::new(changes).objects() {
        found.entry(change.listing_id()).or_default().push(change);
    }
    found
}
