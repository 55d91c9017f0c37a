//! A decision without page or network: what is sent to the server, and what the page does once the server has answered.

use veiviser_schema::outcome::ErrorCode;

use super::api::{
    ApproveChangeInput, Change, ConfirmChangeInput, DeclineChangeInput, Outcome, RevertChangeInput,
};
use super::ruling::Decision;
use crate::api::{ApiError, UserError};

/// What is sent. It names the version and the revision that the reviewer has read, so that nothing else is decided.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    Approve(ApproveChangeInput),
    Return(DeclineChangeInput),
    Reject(DeclineChangeInput),
    Confirm(ConfirmChangeInput),
    Revert(RevertChangeInput),
}

/// Why a decision is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsent {
    /// The decision needs a reason, and the reviewer has written none.
    ReasonMissing,
    /// The change was read without a revision. There is nothing to approve.
    NoRevision,
}

impl Verdict {
    /// The decision on this change, with what the reviewer wrote in the dialog.
    pub fn of(change: &Change, decision: Decision, written: &str) -> Result<Self, Unsent> {
        let written = written.trim();
        if written.is_empty() && decision.needs_reason() {
            return Err(Unsent::ReasonMissing);
        }
        let (change_request_id, expected_version) = (change.id, change.version);
        let reason = written.to_owned();
        let comment = (!written.is_empty()).then(|| written.to_owned());
        let decline = |reason| DeclineChangeInput {
            change_request_id,
            expected_version,
            reason,
        };
        Ok(match decision {
            Decision::Approve => Self::Approve(ApproveChangeInput {
                change_request_id,
                expected_version,
                revision_id: change.revision.as_ref().ok_or(Unsent::NoRevision)?.id,
                comment,
            }),
            Decision::Return => Self::Return(decline(reason)),
            Decision::Reject => Self::Reject(decline(reason)),
            Decision::Confirm => Self::Confirm(ConfirmChangeInput {
                change_request_id,
                expected_version,
                comment,
            }),
            Decision::Revert => Self::Revert(RevertChangeInput {
                change_request_id,
                expected_version,
                reason,
            }),
        })
    }
}

/// What the page does once the server has answered.
#[derive(Debug, PartialEq)]
pub enum NextStep {
    /// The change is decided: the reviewer goes on to the next one.
    GoOn,
    /// Somebody else was first, and nothing was done here: the page reads the change again and shows what they did.
    ReadAgain,
    /// The dialog stays open and shows the refusal.
    ShowRefusal(UserError),
    /// The dialog stays open and shows the error.
    ShowFailure(ApiError),
}

impl From<Result<Outcome, ApiError>> for NextStep {
    fn from(answer: Result<Outcome, ApiError>) -> Self {
        match answer {
            Ok(Ok(())) => Self::GoOn,
            Ok(Err(refusal)) => match refusal.code {
                ErrorCode::Conflict | ErrorCode::WrongState | ErrorCode::AlreadyPublic => {
                    Self::ReadAgain
                }
                _ => Self::ShowRefusal(refusal),
            },
            Err(error) => Self::ShowFailure(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use veiviser_schema::ids::{ChangeRequestId, RevisionId};

    use super::super::api::RevisionName;
    use super::super::ruling::tests::change;
    use super::*;
    use crate::api::ErrorKind;

    const ALL: [Decision; 5] = [
        Decision::Approve,
        Decision::Return,
        Decision::Reject,
        Decision::Confirm,
        Decision::Revert,
    ];

    /// A change as a reviewer reads it: version 7, revision 3.
    fn read() -> Change {
        Change {
            id: ChangeRequestId(Uuid::from_u128(1)),
            version: 7,
            revision: Some(RevisionName {
                id: RevisionId(Uuid::from_u128(3)),
            }),
            ..change()
        }
    }

    /// Version, and the words that go with it.
    fn sent(verdict: &Verdict) -> (i32, Option<&str>) {
        match verdict {
            Verdict::Approve(input) => (input.expected_version, input.comment.as_deref()),
            Verdict::Return(input) | Verdict::Reject(input) => {
                (input.expected_version, Some(&input.reason))
            }
            Verdict::Confirm(input) => (input.expected_version, input.comment.as_deref()),
            Verdict::Revert(input) => (input.expected_version, Some(&input.reason)),
        }
    }

    #[test]
    fn each_decision_names_what_was_read_and_takes_the_words_along() {
        for decision in ALL {
            let verdict = Verdict::of(&read(), decision, "  Fordi. \n").expect("a verdict");
            assert_eq!(sent(&verdict), (7, Some("Fordi.")), "{decision:?}");
        }
        let Ok(Verdict::Approve(input)) = Verdict::of(&read(), Decision::Approve, "") else {
            panic!("an approval");
        };
        assert_eq!(input.revision_id, RevisionId(Uuid::from_u128(3)));
        assert_eq!(input.comment, None);
    }

    #[test]
    fn what_turns_somebodys_work_down_says_why() {
        for decision in ALL {
            let blank = Verdict::of(&read(), decision, " \n");
            assert_eq!(
                blank.err(),
                decision.needs_reason().then_some(Unsent::ReasonMissing),
                "{decision:?}"
            );
        }
    }

    #[test]
    fn only_a_revision_is_approved() {
        let mut unread = read();
        unread.revision = None;
        assert_eq!(
            Verdict::of(&unread, Decision::Approve, "").err(),
            Some(Unsent::NoRevision)
        );
        assert!(Verdict::of(&unread, Decision::Return, "Fordi.").is_ok());
    }

    #[test]
    fn the_page_goes_on_only_when_the_change_is_decided() {
        assert_eq!(NextStep::from(Ok(Ok(()))), NextStep::GoOn);
        let refusal = |code| UserError {
            code,
            field: None,
            message: "words".into(),
        };
        for code in [
            ErrorCode::Conflict,
            ErrorCode::WrongState,
            ErrorCode::AlreadyPublic,
        ] {
            let step = NextStep::from(Ok(Err(refusal(code))));
            assert_eq!(step, NextStep::ReadAgain, "{code:?}");
        }
        let refused = refusal(ErrorCode::NotAllowed);
        assert_eq!(
            NextStep::from(Ok(Err(refused.clone()))),
            NextStep::ShowRefusal(refused)
        );
        let offline = ApiError::new(ErrorKind::Offline);
        assert_eq!(
            NextStep::from(Err(offline.clone())),
            NextStep::ShowFailure(offline)
        );
    }
}
