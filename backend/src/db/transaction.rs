//! Transactions that always come to an end.
//!
//! A request can vanish at any `await`: the browser closes, a timeout fires. If the transaction lived in the request's own
//! future it would vanish too, somewhere between `BEGIN` and `COMMIT` (and on PostgreSQL a `BEGIN` cut off at the wrong
//! moment stays open in the pool). So the work runs in a task of its own: whoever asked may stop waiting, the transaction
//! still commits or rolls back as a whole.
//!
//! **A failed statement dooms its transaction.** PostgreSQL refuses every later statement, then answers `COMMIT` with a
//! silent rollback; SQLite after a full disk has already rolled back, and would run later statements outside any
//! transaction. [`WriteTx`] therefore remembers the first failure, refuses what follows, and never commits. To expect a
//! conflict, say so in SQL: `ON CONFLICT DO NOTHING`, then count the rows.

use std::{
    future::Future,
    sync::{Arc, OnceLock},
};

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, IsolationLevel,
    QueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    prelude::async_trait::async_trait,
};
use tracing::Instrument;

use super::{Backend, Database, DbError};

/// An open write transaction. A repository function that writes takes `&WriteTx`, so it cannot be called outside one.
#[derive(Debug)]
pub struct WriteTx(Arc<Shared>);

/// An open read-only transaction: every statement sees the same moment.
#[derive(Debug)]
pub struct ReadTx(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    tx: DatabaseTransaction,
    failed: OnceLock<DbErr>,
}

impl Database {
    /// Runs `work` in one write transaction: `Ok` commits, `Err` rolls back.
    ///
    /// `work` is handed the transaction and must give it back by ending: `db.write(|tx| async move { … })`. A panic inside
    /// rolls back and continues in the caller.
    ///
    /// ```ignore
    /// let id = db.write(|tx| async move {
    ///     listing_repo::insert(&tx, &draft).await?;
    ///     audit_repo::append(&tx, &entry).await?;
    ///     Ok::<_, DbError>(draft.id)
    /// }).await?;
    /// ```
    pub async fn write<T, E, F, Fut>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(WriteTx) -> Fut + Send + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let db = self.clone();
        to_the_end(async move {
            let options = TransactionOptions {
                sqlite_transaction_mode: (db.backend() == Backend::Sqlite)
                    .then_some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            };
            let tx = db
                .writer()
                .begin_with_options(options)
                .await
                .map_err(DbError::from)?;
            let shared = Arc::new(Shared {
                tx,
                failed: OnceLock::new(),
            });
            let outcome = work(WriteTx(Arc::clone(&shared))).await;
            let committed = settle(shared, outcome).await;
            match &committed {
                Ok(_) => db.statements().note_commit(),
                Err(_) => db.statements().note_rollback(),
            }
            committed
        })
        .await
    }

    /// Runs `work` in one read-only transaction: all its reads show the database at the same moment.
    pub async fn snapshot<T, E, F, Fut>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(ReadTx) -> Fut + Send + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let db = self.clone();
        to_the_end(async move {
            let options = match db.backend() {
                Backend::Sqlite => TransactionOptions {
                    sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                    ..TransactionOptions::default()
                },
                Backend::Postgres => TransactionOptions {
                    isolation_level: Some(IsolationLevel::RepeatableRead),
                    access_mode: Some(AccessMode::ReadOnly),
                    ..TransactionOptions::default()
                },
            };
            let tx = db
                .reader()
                .begin_with_options(options)
                .await
                .map_err(DbError::from)?;
            let shared = Arc::new(Shared {
                tx,
                failed: OnceLock::new(),
            });
            let outcome = work(ReadTx(Arc::clone(&shared))).await;
            settle(shared, outcome).await
        })
        .await
    }
}

/// Runs a future in its own task, so that dropping the caller does not cut it short.
async fn to_the_end<T, E>(
    future: impl Future<Output = Result<T, E>> + Send + 'static,
) -> Result<T, E>
where
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    match tokio::spawn(future.in_current_span()).await {
        Ok(outcome) => outcome,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is shutting down.
            Err(error) => Err(DbError::Unavailable(Arc::new(error)).into()),
        },
    }
}

async fn settle<T, E: From<DbError>>(shared: Arc<Shared>, outcome: Result<T, E>) -> Result<T, E> {
    // `work` has ended and dropped its handle; if it leaked one, nothing may be committed behind our back.
    let Some(Shared { tx, failed }) = Arc::into_inner(shared) else {
        return Err(DbError::defect("a transaction handle outlived its transaction").into());
    };
    let outcome = match (outcome, failed.into_inner()) {
        (Ok(_), Some(error)) => Err(DbError::from(error).into()),
        (outcome, _) => outcome,
    };
    match outcome {
        Ok(value) => {
            tx.commit().await.map_err(DbError::from)?;
            Ok(value)
        }
        Err(error) => {
            // After a full disk SQLite has rolled back already and says so here; the connection is then closed, not reused.
            if let Err(rollback) = tx.rollback().await {
                tracing::warn!(event = "db.rollback_failed", error = %rollback, "the transaction was already gone at rollback");
            }
            Err(error)
        }
    }
}

impl WriteTx {
    /// Waits until no other transaction holds `name`, and holds it until this one ends. For a rule over several rows, such
    /// as "one administrator always remains". SQLite has a single writer: there it is already true.
    pub async fn lock(&self, name: &str) -> Result<(), DbErr> {
        if self.0.tx.get_database_backend() == DbBackend::Postgres {
            self.execute_raw(Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
                [name.into()],
            ))
            .await?;
        }
        Ok(())
    }

    /// The driver's transaction, for the migrator; it does not see failures remembered here.
    pub(super) fn raw(&self) -> &DatabaseTransaction {
        &self.0.tx
    }
}

impl Shared {
    fn open(&self) -> Result<&DatabaseTransaction, DbErr> {
        self.failed
            .get()
            .map_or(Ok(&self.tx), |error| Err(error.clone()))
    }

    fn note<T>(&self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Err(error) = &result {
            // Only the first failure is the cause; `set` keeps it.
            let _ = self.failed.set(error.clone());
        }
        result
    }
}

macro_rules! connection {
    ($type:ty) => {
        #[async_trait]
        impl ConnectionTrait for $type {
            fn get_database_backend(&self) -> DbBackend {
                self.0.tx.get_database_backend()
            }

            async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
                self.0.note(self.0.open()?.execute_raw(statement).await)
            }

            async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
                self.0.note(self.0.open()?.execute_unprepared(sql).await)
            }

            async fn query_one_raw(
                &self,
                statement: Statement,
            ) -> Result<Option<QueryResult>, DbErr> {
                self.0.note(self.0.open()?.query_one_raw(statement).await)
            }

            async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
                self.0.note(self.0.open()?.query_all_raw(statement).await)
            }
        }
    };
}
connection!(WriteTx);
connection!(ReadTx);
