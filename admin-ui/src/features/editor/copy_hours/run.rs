//! Copying to another listing, taking it back, and sending it to review. Nothing is published here: hours are put into a draft.
//!
//! Every step looks before it acts, so that a second click, a lost answer or another window does a thing only once.

use veiviser_schema::hours::Schedule;
use veiviser_schema::hours::copy::How;
use veiviser_schema::ids::{ChangeRequestId, ListingId, UserId};
use veiviser_schema::outcome::ErrorCode;

use super::super::api::{self as drafts, Change, Outcome as Answer, SaveDraftInput};
use super::super::api_submit;
use super::super::saving::open;
use super::api::{Hand, other};
use super::outcome::{Done, Lost, Outcome};
use super::plan::{Back, Put, Seen, Step, put_back, put_in, step};
use crate::api::ApiError;
use crate::features::listings::api::start_change;

/// What is to be copied, and by whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub how: How,
    pub source: Schedule,
    pub me: UserId,
}

/// Copies to one listing.
pub async fn copy_to(order: &Order, listing: ListingId, seen: &Seen) -> Outcome {
    let found = match other(listing, order.me).await {
        Ok(found) => found,
        Err(error) => return Outcome::of_error(&error, None),
    };
    let known = match found.hand {
        Hand::Nobody => None,
        Hand::Mine(change) => Some(change),
        Hand::Theirs { change, author } => return Outcome::Theirs { change, author },
        Hand::InReview(change) => return Outcome::InReview { change },
    };
    // Before anything is begun: is there anything to do?
    match step(order.how, &order.source, seen, &found.document) {
        Step::Put(puts) if puts.is_empty() => return Outcome::Same,
        Step::Put(_) => {}
        Step::Moved => return Outcome::Moved,
    }
    let id = match start_change(listing).await {
        Ok(Ok(id)) => id,
        Ok(Err(refusals)) => return Outcome::of_refusal(&refusals, None),
        Err(error) => return Outcome::of_error(&error, None),
    };
    let begun = known != Some(id);
    let draft = match drafts::change(id).await {
        Ok(draft) => draft,
        Err(error) => return Outcome::of_error(&error, Some(id)),
    };
    match step(order.how, &order.source, seen, &draft.document) {
        Step::Put(puts) if !puts.is_empty() => put(draft, begun, puts).await,
        nothing => {
            // What was begun for nothing is not left lying about.
            if begun && discard(&draft).await.is_err() {
                return Outcome::Lost {
                    why: Lost::Server,
                    draft: Some(id),
                };
            }
            match nothing {
                Step::Moved => Outcome::Moved,
                Step::Put(_) => Outcome::Same,
            }
        }
    }
}

async fn put(draft: Change, begun: bool, puts: Vec<Put>) -> Outcome {
    let mut content = draft.document.clone();
    put_in(&mut content, &puts);
    let input = SaveDraftInput {
        change_request_id: draft.id,
        expected_version: draft.version,
        content: content.clone(),
    };
    let done = |version| {
        Outcome::Done(Done {
            change: draft.id,
            version,
            begun,
            puts: puts.clone(),
        })
    };
    match drafts::save(input).await {
        Ok(Answer {
            change_request: Some(saved),
            user_errors,
        }) if user_errors.is_empty() => done(saved.version),
        // Somebody was quicker – or it was this very save, whose answer was lost.
        Ok(Answer {
            change_request: Some(now),
            ..
        }) if now.document == content => done(now.version),
        Ok(Answer { user_errors, .. }) => {
            if begun {
                // It is known what is in it: nothing of ours.
                let _ = discard(&draft).await;
            }
            Outcome::of_refusal(&user_errors, Some(draft.id))
        }
        Err(error) => match drafts::change(draft.id).await {
            // The answer was lost on the way; the hours were not.
            Ok(now) if now.document == content => done(now.version),
            _ => Outcome::of_error(&error, begun.then_some(draft.id)),
        },
    }
}

async fn discard(draft: &Change) -> Result<bool, ApiError> {
    let answer = drafts::discard(draft.id, draft.version).await?;
    Ok(answer.user_errors.is_empty())
}

/// Takes copied hours back: a draft that was begun for them goes, another gets its former hours.
pub async fn undo(done: Done) -> Outcome {
    let now = match drafts::change(done.change).await {
        Ok(now) => now,
        Err(error) => return Outcome::UndoLost(done, Lost::of(&error)),
    };
    if !open(now.state) {
        return match now.state {
            drafts::ChangeState::Discarded => Outcome::Undone { kept: None },
            _ => Outcome::CannotUndo(done),
        };
    }
    let mut content = now.document.clone();
    match put_back(&mut content, &done.puts) {
        Back::Moved => return Outcome::CannotUndo(done),
        Back::Already => {
            return Outcome::Undone { kept: Some(now.id) };
        }
        Back::Done => {}
    }
    let alone = done.begun && now.version == done.version;
    let answer = if alone {
        drafts::discard(now.id, now.version).await
    } else {
        drafts::save(SaveDraftInput {
            change_request_id: now.id,
            expected_version: now.version,
            content,
        })
        .await
    };
    match answer {
        Ok(answer) if answer.user_errors.is_empty() => Outcome::Undone {
            kept: (!alone).then_some(now.id),
        },
        Ok(_) => Outcome::CannotUndo(done),
        Err(error) => Outcome::UndoLost(done, Lost::of(&error)),
    }
}

/// Sends a draft to review that holds nothing but the copied hours.
pub async fn send(done: Done, reason: String) -> Outcome {
    match api_submit::submit(done.change, done.version, Some(reason), None).await {
        Ok(answer) if answer.user_errors.is_empty() => Outcome::Sent {
            change: done.change,
        },
        Ok(answer) => {
            let refusal = answer.user_errors.into_iter().next();
            let sent = refusal
                .as_ref()
                .is_some_and(|refusal| refusal.code == ErrorCode::WrongState)
                && in_review(done.change).await;
            if sent {
                return Outcome::Sent {
                    change: done.change,
                };
            }
            Outcome::NotSent(done, refusal.map(|r| r.message).unwrap_or_default())
        }
        Err(_) if in_review(done.change).await => Outcome::Sent {
            change: done.change,
        },
        Err(error) => Outcome::SendLost(done, Lost::of(&error)),
    }
}

/// Whether a change was sent, to wait for approval or to be public and reviewed after: it may have been sent by a call whose answer was lost.
async fn in_review(change: ChangeRequestId) -> bool {
    drafts::change(change).await.is_ok_and(|now| {
        matches!(
            now.state,
            drafts::ChangeState::Submitted | drafts::ChangeState::PublishedUnreviewed
        )
    })
}
