//! Which change a reviewer is led to after a decision.

use chrono::{DateTime, Utc};
use veiviser_schema::ids::ChangeRequestId;

use super::api::{ChangeState, Waiting};

/// Where a change stands in the queue: what is public already first, then by time.
fn place(state: ChangeState, at: Option<DateTime<Utc>>) -> (bool, Option<DateTime<Utc>>) {
    (state != ChangeState::PublishedUnreviewed, at)
}

/// The one that stands after this one in the queue, else the first that is left; none when nothing waits.
#[must_use]
pub fn next(waiting: &[Waiting], decided: &Waiting) -> Option<ChangeRequestId> {
    let here = place(decided.state, decided.submitted_at);
    let mut left = waiting.iter().filter(|change| change.id != decided.id);
    left.clone()
        .find(|change| place(change.state, change.submitted_at) >= here)
        .or_else(|| left.next())
        .map(|change| change.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(number: u128, state: ChangeState, minute: i64) -> Waiting {
        Waiting {
            id: ChangeRequestId(uuid::Uuid::from_u128(number)),
            state,
            submitted_at: DateTime::from_timestamp(minute * 60, 0),
        }
    }

    fn submitted(number: u128, minute: i64) -> Waiting {
        change(number, ChangeState::Submitted, minute)
    }

    #[test]
    fn one_goes_on_where_one_was() {
        let queue = [submitted(1, 10), submitted(2, 20), submitted(3, 30)];
        assert_eq!(next(&queue, &queue[1]), Some(queue[2].id));
        // After the newest, back to the oldest that was passed over.
        assert_eq!(next(&queue, &queue[2]), Some(queue[0].id));
    }

    #[test]
    fn after_what_is_public_comes_what_waits() {
        let public = change(1, ChangeState::PublishedUnreviewed, 30);
        let queue = [public.clone(), submitted(2, 10), submitted(3, 20)];
        assert_eq!(next(&queue, &public), Some(queue[1].id));
        assert_eq!(next(&queue, &queue[1]), Some(queue[2].id));
        assert_eq!(next(&queue, &queue[2]), Some(public.id));
    }

    #[test]
    fn the_decided_one_is_never_next() {
        let only = submitted(1, 10);
        assert_eq!(next(std::slice::from_ref(&only), &only), None);
        assert_eq!(next(&[], &only), None);
    }
}
