//! Opening the database, once, when the server starts.

use std::{sync::Arc, time::Duration};

use sea_orm::DatabaseConnection;

use super::{Backend, DatabaseUrl, DbError, StatementCounter, postgres, sqlite};

/// How to reach the database, and how hard to lean on it.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// Where it is.
    pub url: DatabaseUrl,
    /// PostgreSQL: connections in the pool. SQLite: reader connections (there is always one writer besides).
    pub max_connections: u32,
    /// PostgreSQL: a statement running longer is cancelled by the server.
    pub statement_timeout: Duration,
    /// How long a request waits for its turn before it is told that the database is not available.
    pub acquire_timeout: Duration,
}

impl DatabaseConfig {
    /// Settings that suit one ordinary server.
    #[must_use]
    pub fn new(url: DatabaseUrl) -> Self {
        // SQLite has one writer: a write may have to wait for a long one before it. A PostgreSQL pool that gives no connection within
        // seconds has lost its server, and whoever waits is better told.
        let acquire_timeout = match url.backend() {
            Backend::Sqlite => Duration::from_secs(10),
            Backend::Postgres => Duration::from_secs(3),
        };
        Self {
            url,
            max_connections: 10,
            statement_timeout: Duration::from_secs(15),
            acquire_timeout,
        }
    }
}

/// The database could not be opened. Written for whoever starts the server: it says where, and what to look at.
#[derive(Debug, thiserror::Error)]
#[error("cannot open the {backend} database {place}: {advice}")]
pub struct ConnectError {
    backend: Backend,
    place: String,
    advice: String,
    #[source]
    cause: Option<DbError>,
}

impl ConnectError {
    pub(super) fn new(
        url: &DatabaseUrl,
        advice: impl Into<String>,
        cause: Option<DbError>,
    ) -> Self {
        Self {
            backend: url.backend(),
            place: url.to_string(),
            advice: advice.into(),
            cause,
        }
    }
}

/// A handle to the open database. Cloning it is cheap; all clones share the same pools.
#[derive(Debug, Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    url: DatabaseUrl,
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    statements: Arc<StatementCounter>,
}

impl Database {
    /// Opens the pools and checks that the database answers. Creates a SQLite file, and its folder, where there is none.
    /// Does not migrate: see [`super::migrate`].
    pub async fn connect(config: &DatabaseConfig) -> Result<Self, ConnectError> {
        let statements = Arc::new(StatementCounter::default());
        let (mut reader, mut writer) = match config.url.backend() {
            Backend::Sqlite => sqlite::open(config).await?,
            Backend::Postgres => postgres::open(config).await?,
        };
        for connection in [&mut reader, &mut writer] {
            let statements = Arc::clone(&statements);
            connection.set_metric_callback(move |info| statements.note(info));
        }
        tracing::info!(event = "db.connected", backend = %config.url.backend(), url = %config.url, "database open");
        Ok(Self {
            inner: Arc::new(Inner {
                url: config.url.clone(),
                reader,
                writer,
                statements,
            }),
        })
    }

    /// Which engine this is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.inner.url.backend()
    }

    /// The address; prints itself without a password.
    #[must_use]
    pub fn url(&self) -> &DatabaseUrl {
        &self.inner.url
    }

    /// For single reads. Several reads that must agree use [`Database::snapshot`]; writes use [`Database::write`]. Do not
    /// call `begin` on it: on PostgreSQL a `begin` that is cancelled midway returns to the pool with its transaction open.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.inner.reader
    }

    pub(super) fn writer(&self) -> &DatabaseConnection {
        &self.inner.writer
    }

    /// What has been asked so far.
    #[must_use]
    pub fn statements(&self) -> &StatementCounter {
        &self.inner.statements
    }

    /// Answers when the database does; for readiness checks.
    pub async fn ping(&self) -> Result<(), DbError> {
        Ok(self.inner.reader.ping().await?)
    }

    /// Waits for the work under way, then closes every connection. Later calls fail as not available.
    pub async fn close(&self) {
        for connection in [&self.inner.writer, &self.inner.reader] {
            if let Err(error) = connection.close_by_ref().await {
                tracing::warn!(event = "db.close_failed", %error, "a database pool did not close cleanly");
            }
        }
    }
}
