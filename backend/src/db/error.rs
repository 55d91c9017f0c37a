//! What can go wrong below us, in the few kinds a caller acts on.
//!
//! The driver's own text can name tables, files and values, so it is never part of a message: `Display` says one plain
//! sentence, and the cause is reached through [`std::error::Error::source`] by whoever writes the log.

use std::sync::Arc;

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};

type Cause = Arc<dyn std::error::Error + Send + Sync>;

/// A database failure, classified.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DbError {
    /// Out of reach or too busy just now. Trying again later may work. If it came from a commit over a network, the commit
    /// may have happened: compare-and-set makes a second try safe.
    #[error("the database is not available right now")]
    Unavailable(#[source] Cause),
    /// No room left to write. Nothing was written; reads still work.
    #[error("the database has no room left")]
    Full(#[source] Cause),
    /// A unique constraint said no. `on` names it: a constraint (PostgreSQL) or `table.column` list (SQLite).
    #[error("the value is already taken")]
    Conflict {
        /// Which constraint; for code and logs, not for people.
        on: String,
        #[source]
        cause: Cause,
    },
    /// A foreign key said no: the row pointed at does not exist, or is still pointed at.
    #[error("a row that is referred to is missing or still in use")]
    Reference(#[source] Cause),
    /// A newer program has changed the tables in a way this one knows nothing of.
    #[error(
        "the database was made by a newer version of Veiviser ({migration} is unknown here); run that version, or a later one"
    )]
    Newer {
        /// The first migration this program does not have.
        migration: String,
    },
    /// Anything else: a defect here, or a damaged database.
    #[error("the database failed")]
    Other(#[source] Cause),
}

impl DbError {
    /// A defect found on this side of the driver.
    pub(crate) fn defect(text: &'static str) -> Self {
        Self::Other(Arc::from(Box::<dyn std::error::Error + Send + Sync>::from(
            text,
        )))
    }

    /// True when the same request may succeed a little later.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }

    /// The causes, outermost first, joined by `: `. For logs.
    #[must_use]
    pub fn detail(&self) -> String {
        let mut text = self.to_string();
        let mut next = std::error::Error::source(self);
        while let Some(cause) = next {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            next = cause.source();
        }
        text
    }
}

/// A kind without its cause; what the driver's code means.
enum Kind {
    Unavailable,
    Full,
    Conflict(String),
    Reference,
    Other,
}

impl Kind {
    fn with(self, cause: Cause) -> DbError {
        match self {
            Self::Unavailable => DbError::Unavailable(cause),
            Self::Full => DbError::Full(cause),
            Self::Conflict(on) => DbError::Conflict { on, cause },
            Self::Reference => DbError::Reference(cause),
            Self::Other => DbError::Other(cause),
        }
    }
}

impl From<DbErr> for DbError {
    fn from(error: DbErr) -> Self {
        let kind = match &error {
            DbErr::ConnectionAcquire(
                ConnAcquireErr::Timeout | ConnAcquireErr::ConnectionClosed,
            ) => Kind::Unavailable,
            DbErr::Conn(RuntimeErr::SqlxError(e))
            | DbErr::Exec(RuntimeErr::SqlxError(e))
            | DbErr::Query(RuntimeErr::SqlxError(e)) => kind_of(e),
            _ => Kind::Other,
        };
        kind.with(Arc::new(error))
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        let kind = kind_of(&error);
        kind.with(Arc::new(error))
    }
}

fn kind_of(error: &sqlx::Error) -> Kind {
    match error {
        sqlx::Error::Database(e) => {
            let code = e.code().unwrap_or_default();
            if e.try_downcast_ref::<sqlx::postgres::PgDatabaseError>()
                .is_some()
            {
                postgres_kind(&code, e.constraint())
            } else {
                sqlite_kind(code.parse().unwrap_or_default(), e.message())
            }
        }
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed => Kind::Unavailable,
        _ => Kind::Other,
    }
}

/// <https://www.sqlite.org/rescode.html>: the low byte is the primary code, the rest says more.
fn sqlite_kind(code: i32, message: &str) -> Kind {
    const UNIQUE: i32 = 2067;
    const PRIMARY_KEY: i32 = 1555;
    const FOREIGN_KEY: i32 = 787;
    match (code, code & 0xff) {
        (UNIQUE | PRIMARY_KEY, _) => Kind::Conflict(
            message
                .rsplit("failed: ")
                .next()
                .unwrap_or_default()
                .to_owned(),
        ),
        (FOREIGN_KEY, _) => Kind::Reference,
        // BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, CANTOPEN
        (_, 5 | 6 | 7 | 8 | 9 | 10 | 14) => Kind::Unavailable,
        // FULL
        (_, 13) => Kind::Full,
        _ => Kind::Other,
    }
}

/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn postgres_kind(code: &str, constraint: Option<&str>) -> Kind {
    match code {
        "23505" => Kind::Conflict(constraint.unwrap_or_default().to_owned()),
        "23503" => Kind::Reference,
        // disk_full
        "53100" => Kind::Full,
        // serialization_failure, deadlock_detected, query_canceled (statement timeout), lock_not_available, read-only standby
        "40001" | "40P01" | "57014" | "55P03" | "25006" => Kind::Unavailable,
        // connection exceptions; insufficient resources; operator intervention (shutdown, starting up)
        _ if ["08", "53", "57"]
            .iter()
            .any(|class| code.starts_with(class)) =>
        {
            Kind::Unavailable
        }
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_never_carries_the_drivers_text() {
        let error = DbError::from(DbErr::Custom("near \"users\": syntax error".into()));
        assert_eq!(error.to_string(), "the database failed");
        assert!(error.detail().contains("syntax error"));
    }

    #[test]
    fn codes_map_to_what_a_caller_can_do() {
        assert!(matches!(sqlite_kind(13, ""), Kind::Full));
        assert!(
            matches!(sqlite_kind(517, ""), Kind::Unavailable),
            "BUSY_SNAPSHOT"
        );
        assert!(matches!(sqlite_kind(787, ""), Kind::Reference));
        assert!(
            matches!(sqlite_kind(11, ""), Kind::Other),
            "CORRUPT is not temporary"
        );
        assert!(
            matches!(sqlite_kind(2067, "UNIQUE constraint failed: users.email"), Kind::Conflict(on) if on == "users.email")
        );
        assert!(matches!(postgres_kind("53100", None), Kind::Full));
        assert!(matches!(postgres_kind("40P01", None), Kind::Unavailable));
        assert!(matches!(postgres_kind("08006", None), Kind::Unavailable));
        assert!(matches!(postgres_kind("42601", None), Kind::Other));
        assert!(
            matches!(postgres_kind("23505", Some("users_email")), Kind::Conflict(on) if on == "users_email")
        );
        assert!(DbError::from(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)).is_temporary());
    }
}
