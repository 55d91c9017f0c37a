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

/// Longer than this and the database does not answer, whatever it may do later.
const PATIENCE: Duration = Duration::from_secs(3);

/// What readiness depends on. Cloning is cheap.
#[derive(Clone)]
pub struct Readiness(Arc<Inner>);

struct Inner {
    db: Database,
    /// Tables do not become out of date while a server runs: asked until they are right, then remembered.
    migrated: AtomicBool,
}

impl Readiness {
    #[must_use]
    pub fn new(db: Database) -> Self {
        Self(Arc::new(Inner {
            db,
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

/// The database answers and its tables are up to date. The catalogue is read before the first connection is accepted.
pub async fn ready(State(readiness): State<Readiness>) -> Response {
    let database = readiness.database_answers().await;
    let migrations = database && readiness.migrated().await;
    let (status, word) = if database && migrations {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready")
    };
    told(
        status,
        json!({
            "status": word,
            // A server that answers at all has loaded the catalogue.
            "checks": { "database": database, "migrations": migrations, "catalogue": true },
        }),
    )
}

fn told(status: StatusCode, body: serde_json::Value) -> Response {
    (status, [(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
