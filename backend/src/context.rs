//! What is known of one request: who asks, in which language, under which id. Made by the HTTP layer, read by resolvers.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use chrono::{DateTime, Utc};
use veiviser_schema::text::Language;

use crate::authz::{Actor, Channel, Origin, SignedIn};

/// The share of one request, in units of [`RequestContext::spend`]: one is some microseconds.
const WORK: u32 = 200_000;

/// One request. Cloning is cheap.
#[derive(Clone)]
pub struct RequestContext(Arc<Inner>);

struct Inner {
    actor: Actor,
    signed_in: OnceLock<Actor>,
    language: Language,
    request_id: String,
    client: String,
    session: Option<SessionKey>,
    now: DateTime<Utc>,
    session_change: Mutex<Option<SessionChange>>,
    /// Work that was done for it, in units.
    work: AtomicU32,
    /// Seconds to wait before trying again; 0 for none.
    wait: AtomicU32,
}

/// SHA-256 of the session cookie's value: enough to end the session, useless to a thief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionKey(pub Vec<u8>);

/// What a resolver did to the session; the HTTP layer turns it into a cookie.
#[derive(Debug, Clone)]
pub enum SessionChange {
    /// The value of the new cookie, and when it ends.
    Began {
        secret: String,
        expires_at: DateTime<Utc>,
    },
    Ended,
}

/// What the HTTP layer found out before it asks the schema.
pub struct RequestFacts {
    pub actor: Actor,
    pub language: Language,
    pub request_id: String,
    /// The caller's address, for limits; never stored with content.
    pub client: String,
    pub session: Option<SessionKey>,
    pub now: DateTime<Utc>,
}

impl RequestContext {
    #[must_use]
    pub fn new(facts: RequestFacts) -> Self {
        let RequestFacts {
            actor,
            language,
            request_id,
            client,
            session,
            now,
        } = facts;
        Self(Arc::new(Inner {
            actor,
            signed_in: OnceLock::new(),
            language,
            request_id,
            client,
            session,
            now,
            session_change: Mutex::new(None),
            work: AtomicU32::new(0),
            wait: AtomicU32::new(0),
        }))
    }

    /// Who asks: whoever the request came from, and after signing in whoever that was.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        self.0.signed_in.get().unwrap_or(&self.0.actor)
    }

    /// From here on the request is this person's: what the answer to signing in shows is theirs.
    pub fn signed_in_as(&self, person: SignedIn) {
        // A document signs in once at most; the first stands.
        let actor = Actor::signed_in(person).from_here(self.origin(Channel::Console));
        let _ = self.0.signed_in.set(actor);
    }

    /// The language of messages: the person's own, else what `Accept-Language` prefers.
    #[must_use]
    pub fn language(&self) -> Language {
        self.0.language
    }

    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    #[must_use]
    pub fn client(&self) -> &str {
        &self.0.client
    }

    /// From where, by this door.
    #[must_use]
    pub fn origin(&self, channel: Channel) -> Origin {
        Origin::of_request(channel, &self.0.client)
    }

    #[must_use]
    pub fn session(&self) -> Option<&SessionKey> {
        self.0.session.as_ref()
    }

    /// When the request arrived; the same for all of it.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.0.now
    }

    /// Counts work that a document's size does not tell (lists whose length is an argument). False when one request has had its share:
    /// then it is not to be done.
    #[must_use]
    pub fn spend(&self, units: u32) -> bool {
        let spent = self.0.work.fetch_add(units.min(WORK), Ordering::Relaxed);
        spent.saturating_add(units) <= WORK
    }

    /// Notes that whoever asks is to wait; the HTTP layer says so in `Retry-After`.
    pub fn ask_to_wait(&self, seconds: u32) {
        self.0.wait.fetch_max(seconds, Ordering::Relaxed);
    }

    /// How long, if at all.
    #[must_use]
    pub fn wait(&self) -> Option<u32> {
        Some(self.0.wait.load(Ordering::Relaxed)).filter(|seconds| *seconds > 0)
    }

    /// Notes that the session began or ended.
    pub fn change_session(&self, change: SessionChange) {
        *self
            .0
            .session_change
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(change);
    }

    /// What was noted, once.
    pub fn take_session_change(&self) -> Option<SessionChange> {
        self.0
            .session_change
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .take()
    }
}
