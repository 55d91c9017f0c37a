//! The database, and the few rules that keep an acknowledged write from being lost.
//!
//! One API over two engines. **SQLite** is the default and needs nothing installed; **PostgreSQL** (13+) is for several
//! instances side by side. Callers see three things:
//!
//! - [`Database::reader`]: a pool for single reads. On SQLite it is `query_only`: it cannot write, whatever is asked of it.
//! - [`Database::snapshot`]: several reads that must agree with each other, at one moment.
//! - [`Database::write`]: one transaction, from begin to commit or rollback. It runs in a task of its own, so a client that
//!   hangs up in the middle never leaves half a transaction behind in the pool.
//!
//! **SQLite** has one writer connection, and each write transaction begins with `BEGIN IMMEDIATE`: writes queue here, in
//! order, instead of failing halfway with "database is locked". WAL lets reads go on meanwhile, and `synchronous=FULL` makes
//! commit mean "on the disk".
//!
//! **PostgreSQL** writes run at `READ COMMITTED`. The rules that matter are held by unique constraints and by
//! compare-and-set updates (`… WHERE version = ?`, then count the rows): both are exact at that level, need no retries, and
//! read the same on SQLite. `SERIALIZABLE` would ask every caller to be ready to run its closure again. A rule over several
//! rows ("the last administrator stays") takes [`WriteTx::lock`] first.
//!
//! A statement that fails dooms its whole transaction, on both engines (see [`WriteTx`]).

mod backup;
mod connect;
mod error;
#[cfg(test)]
mod explained;
mod files;
mod integrity;
mod migrate;
mod postgres;
mod restore;
mod search;
mod sqlite;
mod statements;
mod transaction;
mod url;

pub use backup::{BackupError, backup};
pub use connect::{ConnectError, Database, DatabaseConfig};
pub use error::DbError;
#[cfg(test)]
pub(crate) use explained::{Explained, Plan};
pub use integrity::{Unsound, left_open};
pub use migrate::{migrate, pending};
pub use restore::{RestoreError, Restored, restore};
pub use search::answers;
pub use statements::{SLOW_STATEMENT, StatementCounter};
pub use transaction::{ReadTx, WriteTx};
pub use url::{Backend, DatabaseUrl, InvalidDatabaseUrl};
