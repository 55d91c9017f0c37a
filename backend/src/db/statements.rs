//! Counts what is asked of the database.
//!
//! A test reads it to hold a request to a fixed number of statements (a list that runs one statement a row is a defect that
//! no small test feels); `/metrics` shows the totals; a statement slower than [`SLOW_STATEMENT`] is logged with its text.
//! The text has placeholders: values are never logged.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use sea_orm::metric::Info;

/// Slower than this is logged.
pub const SLOW_STATEMENT: Duration = Duration::from_millis(200);

/// Running totals for one [`Database`](super::Database), all its pools together. `BEGIN` and `COMMIT` are not statements here.
#[derive(Debug, Default)]
pub struct StatementCounter {
    total: AtomicU64,
    failed: AtomicU64,
    slow: AtomicU64,
    micros: AtomicU64,
    committed: AtomicU64,
    rolled_back: AtomicU64,
}

impl StatementCounter {
    /// Statements run, failed ones included.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total.load(Relaxed)
    }

    /// Statements that failed.
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.failed.load(Relaxed)
    }

    /// Statements slower than [`SLOW_STATEMENT`].
    #[must_use]
    pub fn slow(&self) -> u64 {
        self.slow.load(Relaxed)
    }

    /// Time spent in statements, summed.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        Duration::from_micros(self.micros.load(Relaxed))
    }

    /// Write transactions committed.
    #[must_use]
    pub fn committed(&self) -> u64 {
        self.committed.load(Relaxed)
    }

    /// Write transactions rolled back.
    #[must_use]
    pub fn rolled_back(&self) -> u64 {
        self.rolled_back.load(Relaxed)
    }

    pub(super) fn note_commit(&self) {
        self.committed.fetch_add(1, Relaxed);
    }

    pub(super) fn note_rollback(&self) {
        self.rolled_back.fetch_add(1, Relaxed);
    }

    pub(super) fn note(&self, info: &Info<'_>) {
        self.total.fetch_add(1, Relaxed);
        self.micros.fetch_add(
            u64::try_from(info.elapsed.as_micros()).unwrap_or(u64::MAX),
            Relaxed,
        );
        if info.failed {
            self.failed.fetch_add(1, Relaxed);
        }
        if info.elapsed >= SLOW_STATEMENT {
            self.slow.fetch_add(1, Relaxed);
            tracing::warn!(
                event = "db.slow_statement",
                elapsed_ms = u64::try_from(info.elapsed.as_millis()).unwrap_or(u64::MAX),
                failed = info.failed,
                sql = %info.statement.sql,
                "slow database statement"
            );
        }
    }
}
