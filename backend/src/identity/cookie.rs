//! The cookie a browser keeps its session in.
//!
//! `__Host-` in the name makes browsers refuse the cookie unless it is `Secure`, for the whole host and set by that very host: a
//! neighbouring subdomain cannot plant one. It needs https, so on a plain-http address (a developer's own machine) the name is bare.

use chrono::{DateTime, Utc};

use crate::config::PublicUrl;
use crate::context::SessionChange;

/// How the cookie is named and made at this address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionCookie {
    secure: bool,
}

impl SessionCookie {
    #[must_use]
    pub fn of(public_url: &PublicUrl) -> Self {
        Self {
            secure: public_url.is_secure(),
        }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        if self.secure {
            "__Host-veiviser"
        } else {
            "veiviser"
        }
    }

    /// The secret in a `Cookie` header, if it is there exactly once: two of them means that somebody else set one.
    #[must_use]
    pub fn read(self, header: &str) -> Option<&str> {
        let mut values = header.split(';').filter_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            (name.trim() == self.name()).then(|| value.trim())
        });
        let value = values.next()?;
        (values.next().is_none() && !value.is_empty()).then_some(value)
    }

    /// The `Set-Cookie` header for what happened to the session.
    #[must_use]
    pub fn header(self, change: &SessionChange, now: DateTime<Utc>) -> String {
        let (value, seconds) = match change {
            SessionChange::Began { secret, expires_at } => {
                (secret.as_str(), (*expires_at - now).num_seconds().max(0))
            }
            SessionChange::Ended => ("", 0),
        };
        let secure = if self.secure { "; Secure" } else { "" };
        format!(
            "{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}",
            self.name()
        )
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::identity::testing::start;

    fn cookie(url: &str) -> SessionCookie {
        SessionCookie::of(&url.parse().expect("an address"))
    }

    #[test]
    fn the_cookie_is_locked_to_the_host_where_that_can_be() {
        let change = SessionChange::Began {
            secret: "abc".to_owned(),
            expires_at: start() + TimeDelta::hours(12),
        };
        assert_eq!(
            cookie("https://veiviser.example.no").header(&change, start()),
            "__Host-veiviser=abc; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure"
        );
        assert_eq!(
            cookie("http://localhost:8080").header(&change, start()),
            "veiviser=abc; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict"
        );
        assert_eq!(
            cookie("https://veiviser.example.no").header(&SessionChange::Ended, start()),
            "__Host-veiviser=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure"
        );
    }

    #[test]
    fn only_one_cookie_of_the_name_counts() {
        let cookie = cookie("http://localhost:8080");
        assert_eq!(cookie.read("a=b; veiviser=abc"), Some("abc"));
        assert_eq!(cookie.read("xveiviser=abc"), None);
        assert_eq!(cookie.read("veiviser=abc; veiviser=def"), None);
        assert_eq!(cookie.read("veiviser="), None);
        assert_eq!(cookie.read("__Host-veiviser=abc"), None);
    }
}
