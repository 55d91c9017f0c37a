//! Revisions that were read together, and what hangs on them.

use std::collections::HashMap;
use std::sync::Arc;

use veiviser_schema::ids::{ListingId, RevisionId, UserId};

use super::graphql::Revision;
use super::model;
use super::repo::{self, Publication};
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::listing_record::{self, RecordBatch};
use crate::change::together::{Shared, SharedBy};
use crate::db::{Database, DbError};
use crate::identity::user;

#[derive(Default)]
pub struct RevisionBatch {
    revisions: Vec<Arc<model::Revision>>,
    records: Shared<Arc<RecordBatch>>,
    people: Shared<HashMap<UserId, String>>,
    compared: SharedBy<Compared>,
}

/// What each revision is compared with.
pub struct Compared {
    /// Nothing where nothing was published before.
    pub others: HashMap<RevisionId, Arc<model::Revision>>,
    pub facts: Arc<KnownFacts>,
}

impl RevisionBatch {
    #[must_use]
    pub fn new(revisions: Vec<Arc<model::Revision>>) -> Arc<Self> {
        Arc::new(Self {
            revisions,
            ..Self::default()
        })
    }

    #[must_use]
    pub fn objects(self: Arc<Self>) -> Vec<Revision> {
        (0..self.revisions.len())
            .map(|index| Revision::new(Arc::clone(&self), index))
            .collect()
    }

    #[must_use]
    pub fn object(self: &Arc<Self>, id: RevisionId) -> Option<Revision> {
        let index = self.revisions.iter().position(|it| it.id == id)?;
        Some(Revision::new(Arc::clone(self), index))
    }

    #[must_use]
    pub fn revision(&self, index: usize) -> &model::Revision {
        &self.revisions[index]
    }

    fn listings(&self) -> Vec<ListingId> {
        let mut ids: Vec<ListingId> = self.revisions.iter().map(|it| it.listing).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    pub async fn records(&self, db: &Database) -> Result<&Arc<RecordBatch>, DbError> {
        self.records
            .get(|| async {
                let records = listing_record::repo::by_ids(db.reader(), self.listings()).await?;
                Ok(RecordBatch::new(records))
            })
            .await
    }

    pub async fn people(&self, db: &Database) -> Result<&HashMap<UserId, String>, DbError> {
        let people: Vec<UserId> = self
            .revisions
            .iter()
            .flat_map(|it| [Some(it.author), it.approved_by])
            .flatten()
            .collect();
        self.people.get(|| user::names(db.reader(), people)).await
    }

    /// What each is compared with: one named revision, or the one published before it.
    pub async fn compared(
        &self,
        db: &Database,
        against: Option<RevisionId>,
    ) -> Result<Arc<Compared>, DbError> {
        let key = against.map_or_else(String::new, |id| id.to_string());
        self.compared
            .get(key, || self.load_compared(db, against))
            .await
    }

    async fn load_compared(
        &self,
        db: &Database,
        against: Option<RevisionId>,
    ) -> Result<Compared, DbError> {
        let wanted: HashMap<RevisionId, RevisionId> = match against {
            Some(other) => self.revisions.iter().map(|it| (it.id, other)).collect(),
            None => {
                let published = repo::publications(db.reader(), self.listings()).await?;
                self.revisions
                    .iter()
                    .filter_map(|it| Some((it.id, published_before(it, &published)?)))
                    .collect()
            }
        };
        let found = repo::by_ids(db.reader(), wanted.values().copied()).await?;
        let contents = self
            .revisions
            .iter()
            .chain(found.values())
            .map(|it| &it.content);
        let keepers = self.records(db).await?.records().iter().map(Keeper::from);
        let facts = Arc::new(KnownFacts::about(db.reader(), contents, keepers).await?);
        let others = wanted
            .into_iter()
            .filter_map(|(id, other)| Some((id, Arc::clone(found.get(&other)?))))
            .collect();
        Ok(Compared { others, facts })
    }
}

/// Which of the publications (oldest first) the public read before this revision, or when it was submitted if it was never published.
#[must_use]
pub fn published_before(
    revision: &model::Revision,
    publications: &[Publication],
) -> Option<RevisionId> {
    publications
        .iter()
        .rfind(|it| {
            let before = match revision.published_at {
                Some(at) => (it.at, it.number) < (at, revision.number),
                None => it.at <= revision.created_at,
            };
            before && it.listing == revision.listing && it.revision != revision.id
        })
        .map(|it| it.revision)
}
