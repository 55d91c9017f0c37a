//! Change requests that were read together, and what hangs on them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use veiviser_schema::content::ListingContent;
use veiviser_schema::content::merge::Conflict;
use veiviser_schema::content::road::{Road, TypeRules};
use veiviser_schema::ids::{ChangeRequestId, ListingId, RevisionId, UserId};

use super::blame::Past;
use super::graphql::ChangeRequest;
use super::model::{Change, ChangeState, Remark};
use super::{Versus, contributors, discussion};
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::listing_record::{self, RecordBatch};
use crate::change::revision::repo::Revisions;
use crate::change::revision::{self, RevisionBatch, published_before};
use crate::change::together::Shared;
use crate::db::{Database, DbError};
use crate::identity::user;

#[derive(Default)]
pub struct ChangeBatch {
    changes: Vec<Change>,
    records: Shared<Arc<RecordBatch>>,
    people: Shared<HashMap<UserId, String>>,
    contributors: Shared<Hands>,
    discussions: Shared<HashMap<ChangeRequestId, Vec<Remark>>>,
    around: Shared<Around>,
    linked: Shared<Arc<RevisionBatch>>,
    history: Shared<History>,
}

/// Whose hands are in what, and their names.
pub struct Hands {
    pub of: HashMap<ChangeRequestId, Vec<UserId>>,
    pub names: HashMap<UserId, String>,
}

/// The revisions that changes are seen against.
pub struct Around {
    pub revisions: Revisions,
    /// What the public read before each change: what is published now, or for a published change what was published before it.
    pub before: HashMap<ChangeRequestId, RevisionId>,
    /// What the public reads now.
    pub live: HashMap<ListingId, RevisionId>,
    pub facts: Arc<KnownFacts>,
}

/// What was published of listings in conflict, oldest first, and by whom it was written: from what the oldest of the drafts in conflict
/// began from, for what came before it nobody asks.
pub struct History {
    pub of: HashMap<ListingId, Vec<Past>>,
    pub names: HashMap<UserId, String>,
}

impl ChangeBatch {
    #[must_use]
    pub fn new(changes: Vec<Change>) -> Arc<Self> {
        Arc::new(Self {
            changes,
            ..Self::default()
        })
    }

    #[must_use]
    pub fn objects(self: Arc<Self>) -> Vec<ChangeRequest> {
        (0..self.changes.len())
            .map(|index| ChangeRequest::new(Arc::clone(&self), index))
            .collect()
    }

    #[must_use]
    pub fn change(&self, index: usize) -> &Change {
        &self.changes[index]
    }

    fn ids(&self) -> impl Iterator<Item = ChangeRequestId> + '_ {
        self.changes.iter().map(|change| change.id)
    }

    pub async fn records(&self, db: &Database) -> Result<&Arc<RecordBatch>, DbError> {
        self.records
            .get(|| async {
                let listings = self.changes.iter().map(|change| change.listing);
                let records = listing_record::repo::by_ids(db.reader(), listings).await?;
                Ok(RecordBatch::new(records))
            })
            .await
    }

    pub async fn people(&self, db: &Database) -> Result<&HashMap<UserId, String>, DbError> {
        let people: Vec<UserId> = self
            .changes
            .iter()
            .flat_map(|change| [Some(change.author), change.decided_by])
            .flatten()
            .collect();
        self.people.get(|| user::names(db.reader(), people)).await
    }

    pub async fn contributors(&self, db: &Database) -> Result<&Hands, DbError> {
        self.contributors
            .get(|| async {
                let of = contributors::of(db.reader(), self.ids()).await?;
                let names = user::names(db.reader(), of.values().flatten().copied()).await?;
                Ok(Hands { of, names })
            })
            .await
    }

    pub async fn discussions(
        &self,
        db: &Database,
    ) -> Result<&HashMap<ChangeRequestId, Vec<Remark>>, DbError> {
        self.discussions
            .get(|| discussion::of(db.reader(), self.ids()))
            .await
    }

    /// The base and the submitted revisions, as objects.
    pub async fn linked(&self, db: &Database) -> Result<&Arc<RevisionBatch>, DbError> {
        self.linked
            .get(|| async {
                let ids: Vec<RevisionId> = self
                    .changes
                    .iter()
                    .flat_map(|change| [change.base, change.revision])
                    .flatten()
                    .collect();
                let revisions = revision::repo::by_ids(db.reader(), ids).await?;
                Ok(RevisionBatch::new(revisions.into_values().collect()))
            })
            .await
    }

    pub async fn around(&self, db: &Database) -> Result<&Around, DbError> {
        self.around.get(|| self.load_around(db)).await
    }

    async fn load_around(&self, db: &Database) -> Result<Around, DbError> {
        let records = self.records(db).await?;
        let published: HashSet<ListingId> = self
            .changes
            .iter()
            .filter(|change| change.state.was_published())
            .map(|change| change.listing)
            .collect();
        let publications = revision::repo::publications(db.reader(), published).await?;
        let live: HashMap<ListingId, RevisionId> = self
            .changes
            .iter()
            .filter_map(|change| {
                let published = records.find(change.listing)?.published?;
                Some((change.listing, published))
            })
            .collect();
        let ids: Vec<RevisionId> = self
            .changes
            .iter()
            .flat_map(|change| {
                [
                    change.base,
                    change.revision,
                    live.get(&change.listing).copied(),
                ]
            })
            .flatten()
            .collect();
        let mut revisions = revision::repo::by_ids(db.reader(), ids).await?;
        let before: HashMap<ChangeRequestId, RevisionId> = self
            .changes
            .iter()
            .filter_map(|change| {
                let before = if change.state.was_published() {
                    published_before(revisions.get(&change.revision?)?, &publications)?
                } else {
                    *live.get(&change.listing)?
                };
                Some((change.id, before))
            })
            .collect();
        let missing = before
            .values()
            .copied()
            .filter(|id| !revisions.contains_key(id))
            .collect::<Vec<_>>();
        revisions.extend(revision::repo::by_ids(db.reader(), missing).await?);
        let contents = self
            .changes
            .iter()
            .map(|change| &change.content)
            .chain(revisions.values().map(|revision| &revision.content));
        let keepers = records.records().iter().map(Keeper::from);
        let facts = Arc::new(KnownFacts::about(db.reader(), contents, keepers).await?);
        Ok(Around {
            revisions,
            before,
            live,
            facts,
        })
    }

    /// Who published what since each draft in conflict began.
    pub async fn history(&self, db: &Database) -> Result<&History, DbError> {
        self.history
            .get(|| async {
                let around = self.around(db).await?;
                let disputed: Vec<&Change> = self
                    .changes
                    .iter()
                    .filter(|change| !around.conflicts(change).is_empty())
                    .collect();
                let listings: HashSet<ListingId> =
                    disputed.iter().map(|change| change.listing).collect();
                let mut published: HashMap<ListingId, Vec<RevisionId>> = HashMap::new();
                for it in revision::repo::publications(db.reader(), listings).await? {
                    published.entry(it.listing).or_default().push(it.revision);
                }
                for (listing, revisions) in &mut published {
                    let of_listing = disputed.iter().filter(|change| change.listing == *listing);
                    let oldest = of_listing
                        .map(|change| place_of(change.disputed_since(), revisions))
                        .min();
                    revisions.drain(..oldest.unwrap_or_default());
                }
                let ids = published.values().flatten().copied();
                let revisions = revision::repo::by_ids(db.reader(), ids).await?;
                let names =
                    user::names(db.reader(), revisions.values().map(|it| it.author)).await?;
                let of = published
                    .into_iter()
                    .map(|(listing, ids)| {
                        let revisions = ids.iter().filter_map(|id| revisions.get(id));
                        (listing, revisions.map(|it| Past::of(it)).collect())
                    })
                    .collect();
                Ok(History { of, names })
            })
            .await
    }
}

/// Where a revision stands among these; a change that began from nothing is older than all.
fn place_of(revision: Option<RevisionId>, among: &[RevisionId]) -> usize {
    revision
        .and_then(|id| among.iter().position(|it| *it == id))
        .unwrap_or_default()
}

impl Around {
    fn content(&self, id: Option<RevisionId>) -> Option<&ListingContent> {
        self.revisions.get(&id?).map(|revision| &revision.content)
    }

    /// A change against what the public reads, or read before it.
    #[must_use]
    pub fn versus<'a>(&'a self, change: &'a Change) -> Versus<'a> {
        let live = self.content(self.before.get(&change.id).copied());
        // What is published or decided is told as it is, not as it would merge today.
        let merges = change.state.is_open() && !change.state.was_published();
        Versus {
            base: if merges {
                self.content(change.base)
            } else {
                live
            },
            live,
            proposed: &change.content,
        }
    }

    /// What stands in its way: fields that the published listing changed too; of a change that is public already, those that were
    /// changed again, so that they cannot be put back.
    #[must_use]
    pub fn conflicts(&self, change: &Change) -> Vec<Conflict> {
        if change.state == ChangeState::PublishedUnreviewed {
            let replaced = self.content(change.base);
            let way_back = replaced.map(|proposed| Versus {
                base: self.content(change.revision),
                live: self.content(self.live.get(&change.listing).copied()),
                proposed,
            });
            way_back.map_or_else(Vec::new, |way_back| way_back.conflicts())
        } else if change.state.is_open() {
            self.versus(change).conflicts()
        } else {
            Vec::new()
        }
    }

    /// The road it took, takes or would take.
    #[must_use]
    pub fn road(&self, change: &Change, rules: TypeRules) -> Road {
        if change.state.was_published_first() {
            return Road::PublishFirst;
        }
        let versus = self.versus(change);
        if change.state.is_writable() {
            versus.road(rules)
        } else {
            // Sent to wait, whatever the rules would say today.
            versus.risk(rules.crisis).into()
        }
    }
}
