//! Is it alive, and may it be sent requests? Two questions for whoever watches over the process: a server that is alive but not ready
//! waits for something and must not be restarted for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CACHE_CONTROL;
use serde_json::json;

use crate::db::{self, Database, DbError};
use crate::snapshot::Catalogue;

/// Longer than this and the database does not answer, whatever it may do later.
const PATIENCE: Duration = Duration::from_secs(3);

/// What readiness depends on. Cloning is cheap.
#[derive(Clone)]
pub struct Readiness(Arc<Inner>);

struct Inner {
    db: Database,
    catalogue: Catalogue,
    /// An older catalogue is not to be shown to anybody who can ask elsewhere.
    stale: Duration,
    /// Tables do not become out of date while a server runs: asked until they are right, then remembered.
    migrated: AtomicBool,
}

impl Readiness {
    #[must_use]
    pub fn new(db: Database, catalogue: Catalogue, stale: Duration) -> Self {
        Self(Arc::new(Inner {
            db,
            catalogue,
            stale,
            migrated: AtomicBool::new(false),
        }))
    }

    async fn database_answers(&self) -> bool {
        matches!(
            tokio::time::timeout(PATIENCE, self.0.db.ping()).await,
            Ok(Ok(()))
        )
    }

    async fn migrated(&self) -> bool {
        if self.0.migrated.load(Relaxed) {
            return true;
        }
        let pending = tokio::time::timeout(PATIENCE, db::pending(&self.0.db)).await;
        // A newer program has migrated the database under this one's feet, which is how instances are replaced one by one: new tables and
        // columns do not disturb the old program, and it serves until its turn comes. At the start it would be refused.
        let migrated = match pending {
            Ok(Ok(names)) => names.is_empty(),
            Ok(Err(DbError::Newer { .. })) => true,
            _ => false,
        };
        self.0.migrated.store(migrated, Relaxed);
        migrated
    }
}

/// The process runs.
pub async fn alive() -> Response {
    told(StatusCode::OK, json!({ "status": "alive" }))
}

/// The database answers, its tables are up to date, and the catalogue in memory was the newest a moment ago.
pub async fn ready(State(readiness): State<Readiness>) -> Response {
    let database = readiness.database_answers().await;
    let migrations = database && readiness.migrated().await;
    let catalogue = readiness.0.catalogue.age() <= readiness.0.stale;
    let (status, word) = if database && migrations && catalogue {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready")
    };
    told(
        status,
        json!({
            "status": word,
            "checks": { "database": database, "migrations": migrations, "catalogue": catalogue },
        }),
    )
}

fn told(status: StatusCode, body: serde_json::Value) -> Response {
    (status, [(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::identity::testing::database;

    async fn asked(readiness: &Readiness) -> (StatusCode, serde_json::Value) {
        let response = ready(State(readiness.clone())).await;
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 10_000).await;
        let body = serde_json::from_slice(&body.expect("a body")).expect("JSON");
        (status, body)
    }

    /// The database answers, but nobody has asked it for news.
    #[tokio::test]
    async fn a_server_with_an_old_catalogue_is_not_ready() {
        let (db, _folder) = database().await;
        let catalogue = Catalogue::load(db.clone(), Clock::system())
            .await
            .expect("a catalogue");
        let patient = Readiness::new(db.clone(), catalogue.clone(), Duration::from_secs(600));
        let (status, body) = asked(&patient).await;
        assert_eq!(
            (status, &body["checks"]["catalogue"]),
            (StatusCode::OK, &true.into())
        );
        let strict = Readiness::new(db, catalogue.clone(), Duration::ZERO);
        let (status, body) = asked(&strict).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(
            body["checks"],
            json!({ "database": true, "migrations": true, "catalogue": false })
        );
    }

    #[tokio::test]
    async fn asking_for_news_makes_the_catalogue_young_again() {
        let (db, _folder) = database().await;
        let catalogue = Catalogue::load(db, Clock::system())
            .await
            .expect("a catalogue");
        let old = Duration::from_millis(200);
        tokio::time::sleep(old).await;
        assert!(catalogue.age() >= old);
        let begun = std::time::Instant::now();
        catalogue.refresh().await.expect("refreshed");
        assert!(catalogue.age() <= begun.elapsed());
        tokio::time::sleep(old).await;
        let poller = tokio::spawn(catalogue.clone().keep_current(Duration::from_millis(10)));
        let young = async {
            while catalogue.age() >= old {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), young)
            .await
            .expect("asked");
        poller.abort();
    }
}
