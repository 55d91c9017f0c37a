//! One attempt to change something: a transaction that ends as done, as refused, or as failed.

use std::future::Future;
use std::sync::Arc;

use futures_util::future::BoxFuture;

use veiviser_schema::outcome::ErrorCode;

use crate::authz::Denied;
use crate::db::{Database, DbError, WriteTx};
use crate::outcome::{Answer, Failure, Refusal};

/// Called when something has been published or verified, after the commit: the public catalogue then reads it, so that whoever
/// published sees it in their next public read.
pub type OnPublished = Arc<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>;

/// What the verbs run on: the database, and whoever is to hear of what they publish.
#[derive(Clone)]
pub struct Changes {
    db: Database,
    on_published: OnPublished,
}

impl Changes {
    #[must_use]
    pub fn new(db: Database, on_published: OnPublished) -> Self {
        Self { db, on_published }
    }

    #[must_use]
    pub fn db(&self) -> &Database {
        &self.db
    }

    pub(crate) async fn published(&self) {
        (self.on_published)().await;
    }

    /// Runs `work` in one transaction. A refusal rolls everything back and is answered with what stands.
    pub(crate) async fn attempt<T, F, Fut>(&self, work: F) -> Result<Answer<T>, Failure>
    where
        F: FnOnce(WriteTx) -> Fut + Send + 'static,
        Fut: Future<Output = Attempt<T>> + Send + 'static,
        T: Send + 'static,
    {
        match self.db.write(work).await {
            Ok(answer) => Ok(answer),
            Err(Stop::Refused { value, refusals }) => Ok(Answer { value, refusals }),
            Err(Stop::Failed(failure)) => Err(failure),
        }
    }

    /// As [`Changes::attempt`], for what the public sees: when nothing is refused, the snapshot follows before the answer goes out.
    pub(crate) async fn publish<T, F, Fut>(&self, work: F) -> Result<Answer<T>, Failure>
    where
        F: FnOnce(WriteTx) -> Fut + Send + 'static,
        Fut: Future<Output = Attempt<T>> + Send + 'static,
        T: Send + 'static,
    {
        let answer = self.attempt(work).await?;
        if answer.refusals.is_empty() {
            self.published().await;
        }
        Ok(answer)
    }
}

/// How an attempt ends.
pub(crate) type Attempt<T> = Result<Answer<T>, Stop<T>>;

/// Why an attempt ended early. Either way nothing of it stays.
#[derive(Debug)]
pub(crate) enum Stop<T> {
    /// An expected no, answered with the thing as it stands.
    Refused { value: T, refusals: Vec<Refusal> },
    /// A no that shows nothing, or something unexpected.
    Failed(Failure),
}

impl<T> Stop<T> {
    pub(crate) fn refused(value: T, code: ErrorCode) -> Self {
        Self::because(value, Refusal::new(code))
    }

    pub(crate) fn because(value: T, refusal: Refusal) -> Self {
        Self::Refused {
            value,
            refusals: vec![refusal],
        }
    }

    /// The same about something else.
    pub(crate) fn map<U>(self, value: impl FnOnce(T) -> U) -> Stop<U> {
        match self {
            Self::Refused {
                value: it,
                refusals,
            } => Stop::Refused {
                value: value(it),
                refusals,
            },
            Self::Failed(failure) => Stop::Failed(failure),
        }
    }
}

impl<T, E> From<E> for Stop<T>
where
    Failure: From<E>,
{
    fn from(cause: E) -> Self {
        Self::Failed(cause.into())
    }
}

/// What a person hears of something they cannot see: that nobody is signed in, or the one answer for "not allowed" and "not there".
pub(crate) fn out_of_reach(actor: &crate::authz::Actor) -> Denied {
    if actor.person().is_some() {
        Denied::NotAllowed
    } else {
        Denied::NotSignedIn
    }
}

/// A stored value that cannot be read: a defect, never the person's doing.
pub(crate) fn unreadable(what: &'static str) -> DbError {
    DbError::defect(what)
}
