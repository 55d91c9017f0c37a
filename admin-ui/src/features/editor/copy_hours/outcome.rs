//! What came of copying to one other listing. Nothing is left unsaid: each listing ends with one of these.

use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::outcome::ErrorCode;

use super::plan::Put;
use crate::api::{ApiError, ErrorKind, UserError};

/// Hours that stand in a draft now.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    pub change: ChangeRequestId,
    /// The draft's version with the hours in it.
    pub version: i32,
    /// The draft was begun for this, and holds nothing else.
    pub begun: bool,
    pub puts: Vec<Put>,
}

/// Why a call did not get through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    Offline,
    Session,
    Server,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Its turn has not come, or did not come because the way to the server was lost before.
    NotTried,
    Working,
    /// In a draft, not sent to review.
    Done(Done),
    /// These hours stood there already; no draft was begun.
    Same,
    /// Somebody else is writing in it.
    Theirs {
        change: ChangeRequestId,
        author: String,
    },
    /// A change of it waits for review.
    InReview {
        change: ChangeRequestId,
    },
    /// Its hours are others than the person saw, or the place is gone.
    Moved,
    /// Somebody saved the draft in between.
    Conflict {
        change: ChangeRequestId,
    },
    NoAccess,
    /// The server said no, in its words.
    Refused(String),
    /// Not known to be saved. A draft may have been begun.
    Lost {
        why: Lost,
        draft: Option<ChangeRequestId>,
    },
    /// Taken back. `kept`: the draft is still there, with other work in it.
    Undone {
        kept: Option<ChangeRequestId>,
    },
    /// Not taken back: somebody changed the hours since, or the draft is no longer a draft.
    CannotUndo(Done),
    /// Not taken back: the way to the server was lost.
    UndoLost(Done, Lost),
    /// Sent to review.
    Sent {
        change: ChangeRequestId,
    },
    /// Not sent to review, in the server's words.
    NotSent(Done, String),
    /// Not known to be sent.
    SendLost(Done, Lost),
}

impl Outcome {
    /// What a failed call means. `draft`: one that was begun for this and may still be there.
    pub fn of_error(error: &ApiError, draft: Option<ChangeRequestId>) -> Self {
        match error.kind {
            ErrorKind::NoAccess | ErrorKind::NotFound => Self::NoAccess,
            ErrorKind::Invalid if !error.message.is_empty() => Self::Refused(error.message.clone()),
            _ => Self::Lost {
                why: Lost::of(error),
                draft,
            },
        }
    }

    /// What a refusal means.
    pub fn of_refusal(refusals: &[UserError], change: Option<ChangeRequestId>) -> Self {
        let first = refusals.first();
        match (first.map(|refusal| refusal.code), change) {
            (Some(ErrorCode::NotAllowed), _) | (None, _) => Self::NoAccess,
            (Some(ErrorCode::Conflict), Some(change)) => Self::Conflict { change },
            (Some(ErrorCode::WrongState), Some(change)) => Self::InReview { change },
            _ => Self::Refused(
                first
                    .map(|refusal| refusal.message.clone())
                    .unwrap_or_default(),
            ),
        }
    }

    /// The draft that holds the copied hours, unsent.
    pub fn done(&self) -> Option<&Done> {
        match self {
            Self::Done(done)
            | Self::CannotUndo(done)
            | Self::UndoLost(done, _)
            | Self::NotSent(done, _)
            | Self::SendLost(done, _) => Some(done),
            _ => None,
        }
    }

    /// Whether taking back may work.
    pub fn can_undo(&self) -> bool {
        self.done().is_some() && !matches!(self, Self::CannotUndo(_))
    }

    /// Whether the draft holds nothing but the copied hours, so that it can be sent as it is.
    pub fn can_send(&self) -> bool {
        self.done().is_some_and(|done| done.begun) && !matches!(self, Self::CannotUndo(_))
    }

    /// Whether trying once more may help.
    pub fn can_retry(&self) -> bool {
        matches!(self, Self::NotTried | Self::Lost { .. })
    }

    /// The change to look at.
    pub fn change(&self) -> Option<ChangeRequestId> {
        match self {
            Self::Theirs { change, .. }
            | Self::InReview { change }
            | Self::Conflict { change }
            | Self::Sent { change } => Some(*change),
            Self::Lost { draft, .. } => *draft,
            Self::Undone { kept } => *kept,
            other => other.done().map(|done| done.change),
        }
    }
}

impl Lost {
    pub fn of(error: &ApiError) -> Self {
        match error.kind {
            ErrorKind::Offline => Self::Offline,
            ErrorKind::NotSignedIn => Self::Session,
            _ => Self::Server,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(code: ErrorCode) -> Vec<UserError> {
        vec![UserError {
            code,
            field: None,
            message: "m".to_owned(),
        }]
    }

    #[test]
    fn every_failure_says_what_happened() {
        let of = |kind| Outcome::of_error(&ApiError::new(kind), None);
        let lost = |why| Outcome::Lost { why, draft: None };
        assert_eq!(of(ErrorKind::Offline), lost(Lost::Offline));
        assert_eq!(of(ErrorKind::NotSignedIn), lost(Lost::Session));
        assert_eq!(of(ErrorKind::Server), lost(Lost::Server));
        assert_eq!(of(ErrorKind::NoAccess), Outcome::NoAccess);
        let change = ChangeRequestId(uuid::Uuid::nil());
        let of = |code| Outcome::of_refusal(&refusal(code), Some(change));
        assert_eq!(of(ErrorCode::Conflict), Outcome::Conflict { change });
        assert_eq!(of(ErrorCode::WrongState), Outcome::InReview { change });
        assert_eq!(of(ErrorCode::NotAllowed), Outcome::NoAccess);
        assert_eq!(of(ErrorCode::TooLong), Outcome::Refused("m".to_owned()));
    }

    #[test]
    fn only_a_draft_that_holds_nothing_else_can_be_sent_from_here() {
        let done = |begun| {
            Outcome::Done(Done {
                change: ChangeRequestId(uuid::Uuid::nil()),
                version: 2,
                begun,
                puts: Vec::new(),
            })
        };
        assert!(done(true).can_send() && done(true).can_undo());
        assert!(!done(false).can_send() && done(false).can_undo());
        assert!(!Outcome::Same.can_undo() && !Outcome::Same.can_send());
        assert!(Outcome::NotTried.can_retry() && !done(true).can_retry());
    }
}
