//! From what a request carries to who asks.

use chrono::{DateTime, Utc};
use veiviser_schema::text::Language;

use super::Identity;
use crate::authz::Actor;
use crate::context::SessionKey;
use crate::db::DbError;

/// What a request carries.
#[derive(Clone, Copy)]
pub enum Credentials<'a> {
    /// The value of the session cookie.
    Cookie(&'a str),
    /// The access token of an `Authorization: Bearer` header.
    Bearer(&'a str),
    None,
}

/// Who asks.
#[derive(Debug, Clone, Default)]
pub struct Recognised {
    pub actor: Actor,
    /// Only for a cookie.
    pub session: Option<SessionKey>,
    /// The language the person chose.
    pub language: Option<Language>,
    /// Something was carried that is worth nothing (any more): a bearer token then deserves a 401, a cookie to be taken away.
    pub refused: bool,
}

impl Identity {
    /// Who asks, with the grants they have now. What is not believed leaves the request anonymous.
    pub async fn recognise(
        &self,
        credentials: Credentials<'_>,
        now: DateTime<Utc>,
    ) -> Result<Recognised, DbError> {
        let found = match credentials {
            Credentials::None => return Ok(Recognised::default()),
            Credentials::Cookie(secret) => self
                .session(secret, now)
                .await?
                .map(|(person, key)| (person, Some(key))),
            Credentials::Bearer(token) => {
                self.bearer(token, now).await?.map(|person| (person, None))
            }
        };
        Ok(match found {
            Some((person, session)) => Recognised {
                language: Some(person.language),
                actor: Actor::signed_in(person),
                session,
                refused: false,
            },
            None => Recognised {
                refused: true,
                ..Recognised::default()
            },
        })
    }
}
