//! Keeping the snapshot current, here and in every other instance.

use std::sync::{Arc, Mutex as Lock, PoisonError};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement};
use tokio::sync::Mutex;
use veiviser_schema::ids::{ListingId, MunicipalityNumber};

use super::{Facts, Snapshot};
use crate::catalogue::default_hours::model::{DefaultHours, Defaults};
use crate::catalogue::default_hours::repo as default_hours;
use crate::catalogue::listing::entity::catalogue_change;
use crate::catalogue::listing::repo::{Fetched, fetch};
use crate::clock::Clock;
use crate::db::{Database, DbError};

/// How far behind an instance may be and still read listing by listing.
const MOST_CHANGES: i64 = 500;

/// The catalogue as of now. Cloning is cheap; all clones see the same.
#[derive(Clone)]
pub struct Catalogue(Arc<Inner>);

struct Inner {
    db: Database,
    clock: Clock,
    current: ArcSwap<Snapshot>,
    /// One refresh at a time: who waits here reads after the one before, and so sees what was committed before it asked.
    refreshing: Mutex<()>,
    /// When the database was last asked and what is shown was the newest.
    current_at: Lock<Instant>,
}

/// What the database answered to "what is new since this version?".
enum News {
    None,
    Everything(i64, Facts, Vec<DefaultHours>, Fetched),
    /// These listings, after these default hours were changed.
    Listings(i64, Vec<ListingId>, Vec<DefaultHours>, Fetched),
}

impl Catalogue {
    /// Reads the whole catalogue. The clock says which day it is, now and later.
    pub async fn load(db: Database, clock: Clock) -> Result<Self, DbError> {
        let asked = Instant::now();
        let news = db
            .snapshot(|tx| async move { everything(&tx).await })
            .await?;
        let today = clock.today();
        let empty = Arc::new(Snapshot::new(0, today, Facts::default(), Vec::new()));
        let snapshot = assemble(empty, news, today).await?;
        Ok(Self(Arc::new(Inner {
            db,
            clock,
            current: ArcSwap::from(snapshot),
            refreshing: Mutex::new(()),
            current_at: Lock::new(asked),
        })))
    }

    /// The newest snapshot, of today. Take it once for what must agree.
    #[must_use]
    pub fn current(&self) -> Arc<Snapshot> {
        let snapshot = self.0.current.load_full();
        let today = self.0.clock.today();
        if snapshot.day() >= today {
            return snapshot;
        }
        // Whoever publishes meanwhile is not overwritten: then this is done again with theirs.
        self.0.current.rcu(|newest| {
            if newest.day() < today {
                Arc::new(newest.on(today))
            } else {
                Arc::clone(newest)
            }
        });
        self.0.current.load_full()
    }

    /// How long ago it was last known that nothing newer was published. Short while all is well; it grows when the database does not
    /// answer, and when nobody asks it.
    #[must_use]
    pub fn age(&self) -> Duration {
        let at = self.0.current_at.lock();
        at.unwrap_or_else(PoisonError::into_inner).elapsed()
    }

    /// Notes that what is shown was the newest when the database was asked.
    fn was_current(&self, asked: Instant) {
        let at = self.0.current_at.lock();
        let mut at = at.unwrap_or_else(PoisonError::into_inner);
        *at = asked.max(*at);
    }

    /// Catches up with the database; answers the version that is shown now. After a commit it shows what was committed.
    pub async fn refresh(&self) -> Result<i64, DbError> {
        let _one_at_a_time = self.0.refreshing.lock().await;
        let asked = Instant::now();
        let before = self.current();
        let since = before.version();
        let today = self.0.clock.today();
        let set_back = self.is_set_back(&before);
        let news = self
            .0
            .db
            .snapshot(move |tx| async move {
                if set_back {
                    everything(&tx).await
                } else {
                    news(&tx, since).await
                }
            })
            .await?;
        let snapshot = assemble(Arc::clone(&before), news, today).await?;
        let version = snapshot.version();
        if version != since || set_back {
            self.0.current.store(snapshot);
            tracing::debug!(
                event = "catalogue.refreshed",
                since,
                version,
                "catalogue refreshed"
            );
        }
        self.was_current(asked);
        Ok(version)
    }

    /// The clock was put right: what was left out on a day that has not come is to be read again.
    fn is_set_back(&self, snapshot: &Snapshot) -> bool {
        self.0.clock.today() < snapshot.day()
    }

    /// Asks for news again and again, for what other instances publish. It ends only by a panic: run it under
    /// [`super::supervise`].
    pub async fn keep_current(self, every: Duration) {
        let mut turn = tokio::time::interval(every);
        turn.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut failing = false;
        loop {
            turn.tick().await;
            match self.poll().await {
                Ok(()) if failing => {
                    failing = false;
                    tracing::info!(
                        event = "catalogue.recovered",
                        "the catalogue is current again"
                    );
                }
                Ok(()) => {}
                // Said once, not twice a second; what is shown is still right, only not the newest.
                Err(error) if !failing => {
                    failing = true;
                    tracing::warn!(
                        event = "catalogue.stale",
                        detail = error.detail(),
                        "cannot ask for news; the catalogue may be behind"
                    );
                }
                Err(_) => {}
            }
        }
    }

    /// One cheap question; the rest only when there are news.
    async fn poll(&self) -> Result<(), DbError> {
        let asked = Instant::now();
        let current = self.current();
        let version = version(self.0.db.reader()).await?;
        if version == current.version() && !self.is_set_back(&current) {
            self.was_current(asked);
        } else {
            self.refresh().await?;
        }
        Ok(())
    }
}

async fn version(connection: &impl ConnectionTrait) -> Result<i64, DbError> {
    let sql = "select version from catalogue_version where id = 1";
    let row = connection
        .query_one_raw(Statement::from_string(
            connection.get_database_backend(),
            sql,
        ))
        .await?
        .ok_or_else(|| DbError::defect("the catalogue has no version row"))?;
    Ok(row.try_get("", "version")?)
}

async fn news(connection: &impl ConnectionTrait, since: i64) -> Result<News, DbError> {
    let version = version(connection).await?;
    if version == since {
        return Ok(News::None);
    }
    // Behind us: the database was restored from a copy.
    if version < since || version - since > MOST_CHANGES {
        return everything(connection).await;
    }
    let changes = catalogue_change::Entity::find()
        .filter(catalogue_change::Column::Version.gt(since))
        .filter(catalogue_change::Column::Version.lte(version))
        .order_by_asc(catalogue_change::Column::Version)
        .all(connection)
        .await?;
    let told_all = i64::try_from(changes.len()) == Ok(version - since);
    let touched: Option<Vec<Touched>> = changes.into_iter().map(Touched::read).collect();
    let Some(touched) = touched.filter(|_| told_all) else {
        return everything(connection).await;
    };
    let (mut ids, mut places) = (Vec::new(), Vec::new());
    for one in touched {
        match one {
            Touched::Listing(id) => ids.push(id),
            Touched::DefaultHours(municipality) => places.push(municipality),
        }
    }
    let mut defaults = Vec::new();
    if !places.is_empty() {
        places.sort_unstable();
        places.dedup();
        defaults = default_hours::read(connection, Some(&places)).await?;
        ids.extend(default_hours::heirs(connection, &places).await?);
    }
    ids.sort_unstable();
    ids.dedup();
    let fetched = fetch(connection, Some(&ids)).await?;
    Ok(News::Listings(version, ids, defaults, fetched))
}

/// What one version changed, where it was not everything.
enum Touched {
    Listing(ListingId),
    DefaultHours(MunicipalityNumber),
}

impl Touched {
    fn read(change: catalogue_change::Model) -> Option<Self> {
        let listing = change.listing_id.map(ListingId).map(Self::Listing);
        let municipality = change
            .municipality_number
            .and_then(|number| number.parse().ok());
        listing.or(municipality.map(Self::DefaultHours))
    }
}

async fn everything(connection: &impl ConnectionTrait) -> Result<News, DbError> {
    let version = version(connection).await?;
    let facts = Facts::read(connection).await?;
    let defaults = default_hours::read(connection, None).await?;
    let fetched = fetch(connection, None).await?;
    Ok(News::Everything(version, facts, defaults, fetched))
}

/// Makes the next snapshot, away from the threads that answer requests when there is much to do.
async fn assemble(
    before: Arc<Snapshot>,
    news: News,
    today: NaiveDate,
) -> Result<Arc<Snapshot>, DbError> {
    match news {
        News::None => Ok(before),
        News::Listings(version, ids, changed, fetched) => {
            let defaults = if changed.is_empty() {
                Arc::clone(&before.defaults)
            } else {
                Arc::new((*before.defaults).clone().with(changed))
            };
            let listings = fetched.into_listings(&defaults);
            let next = before.with(version, ids, listings).knowing(defaults);
            Ok(Arc::new(next))
        }
        News::Everything(version, facts, stated, fetched) => {
            tokio::task::spawn_blocking(move || {
                let defaults = Arc::new(Defaults::default().with(stated));
                let listings = fetched.into_listings(&defaults);
                Arc::new(Snapshot::new(version, today, facts, listings).knowing(defaults))
            })
            .await
            .map_err(|_| DbError::defect("the catalogue could not be put together"))
        }
    }
}
