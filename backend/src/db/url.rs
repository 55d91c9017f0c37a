//! Where the database is: `sqlite://path/to/file.db` or `postgres://user:password@host/name`.
//!
//! The address may hold a password, so it prints itself without one, in `Debug` as in `Display`.

use std::path::Path;
use std::{fmt, str::FromStr};

use sqlx::postgres::PgConnectOptions;

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Backend {
    /// An embedded file; the default.
    Sqlite,
    /// A server, for several instances side by side.
    Postgres,
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// A checked database address.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    url: String,
    backend: Backend,
    shown: String,
}

/// Why an address was refused, for the person who set it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidDatabaseUrl(String);

impl DatabaseUrl {
    /// Which engine it names.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// The file of a SQLite database.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        let path = self.url.strip_prefix("sqlite://")?;
        Some(Path::new(
            path.split_once('?').map_or(path, |(file, _)| file),
        ))
    }

    /// The address with its password, for connecting only; never for a log.
    pub(crate) fn expose(&self) -> &str {
        &self.url
    }
}

impl FromStr for DatabaseUrl {
    type Err = InvalidDatabaseUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if let Some(rest) = text.strip_prefix("sqlite:") {
            let path = rest.strip_prefix("//").unwrap_or(rest);
            let (file, query) = path.split_once('?').unwrap_or((path, ""));
            if file.is_empty() || file.ends_with('/') {
                return Err(InvalidDatabaseUrl(
                    "the database address names no file; write for instance sqlite://data/veiviser.db".into(),
                ));
            }
            if file == ":memory:" || query.split('&').any(|pair| pair == "mode=memory") {
                return Err(InvalidDatabaseUrl(
                    "an in-memory SQLite database would lose everything at the first restart; name a file".into(),
                ));
            }
            let url = format!("sqlite://{path}");
            return Ok(Self {
                shown: url.clone(),
                url,
                backend: Backend::Sqlite,
            });
        }
        for scheme in ["postgres://", "postgresql://"] {
            if let Some(rest) = text.strip_prefix(scheme) {
                let url = format!("postgres://{rest}");
                // What the parser says could repeat the password, so it is not passed on.
                let parsed = PgConnectOptions::from_str(&url).map_err(|_| {
                    InvalidDatabaseUrl(
                        "the PostgreSQL address cannot be read; write postgres://user:password@host/name, with special \
                         characters in the password percent-encoded"
                            .into(),
                    )
                })?;
                let shown = format!(
                    "postgres://{}@{}/{}",
                    parsed.get_username(),
                    parsed.get_socket().map_or_else(
                        || format!("{}:{}", parsed.get_host(), parsed.get_port()),
                        |socket| socket.display().to_string()
                    ),
                    parsed.get_database().unwrap_or_default(),
                );
                return Ok(Self {
                    url,
                    backend: Backend::Postgres,
                    shown,
                });
            }
        }
        Err(InvalidDatabaseUrl(
            "the database address must begin with sqlite:// or postgres://".into(),
        ))
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<DatabaseUrl, InvalidDatabaseUrl> {
        text.parse()
    }

    #[test]
    fn both_engines_are_recognised() {
        assert_eq!(
            parse("sqlite://data/veiviser.db").unwrap().backend(),
            Backend::Sqlite
        );
        assert_eq!(
            parse("sqlite:/srv/veiviser.db").unwrap().expose(),
            "sqlite:///srv/veiviser.db"
        );
        assert_eq!(
            parse("postgresql://h/db").unwrap().expose(),
            "postgres://h/db"
        );
    }

    #[test]
    fn an_address_that_keeps_nothing_is_refused() {
        for text in [
            "",
            "mysql://h/db",
            "data/veiviser.db",
            "sqlite://",
            "sqlite://data/",
            "sqlite::memory:",
            "sqlite://x?mode=memory",
        ] {
            assert!(parse(text).is_err(), "{text:?} was accepted");
        }
    }

    #[test]
    fn what_is_shown_leads_to_the_same_database() {
        let url = parse("postgres://ola:hemmelig@db.example:6432/veiviser").unwrap();
        assert_eq!(url.to_string(), "postgres://ola@db.example:6432/veiviser");
        assert_eq!(url.file(), None);
        let file = parse("sqlite:data/veiviser.db?cache=private").unwrap();
        assert_eq!(file.file(), Some(Path::new("data/veiviser.db")));
    }

    #[test]
    fn a_password_is_never_printed() {
        for text in [
            "postgres://ola:hemmelig@db.example/veiviser",
            "postgres://ola:hem%3Amelig@db.example/veiviser",
            "postgres://ola:hem@melig@db.example/veiviser",
            "postgres://ola@db.example/veiviser?password=hemmelig",
        ] {
            let url = parse(text).unwrap();
            assert_eq!(url.to_string(), "postgres://ola@db.example:5432/veiviser");
            assert!(!format!("{url:?}").contains("melig"));
            assert_eq!(url.expose(), text);
        }
    }

    #[test]
    fn an_unreadable_address_is_refused_without_repeating_it() {
        let error = parse("postgres://ola:hem/melig@db.example:x/veiviser").unwrap_err();
        assert!(!error.to_string().contains("melig"));
    }
}
