//! Which change a reviewer is led to after a decision.

use chrono::{DateTime, Utc};
use veiviser_schema::ids::ChangeRequestId;

use super::api::Waiting;

/// The one that stands after this one in the queue, else the oldest that is left; none when nothing waits.
#[must_use]
pub fn next(
    waiting: &[Waiting],
    decided: ChangeRequestId,
    submitted_at: Option<DateTime<Utc>>,
) -> Option<ChangeRequestId> {
    let mut left = waiting.iter().filter(|change| change.id != decided);
    left.clone()
        .find(|change| change.submitted_at >= submitted_at)
        .or_else(|| left.next())
        .map(|change| change.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(number: u128, minute: i64) -> Waiting {
        Waiting {
            id: ChangeRequestId(uuid::Uuid::from_u128(number)),
            submitted_at: DateTime::from_timestamp(minute * 60, 0),
        }
    }

    #[test]
    fn one_goes_on_where_one_was() {
        let queue = [change(1, 10), change(2, 20), change(3, 30)];
        let after = |decided: &Waiting| next(&queue, decided.id, decided.submitted_at);
        assert_eq!(after(&queue[1]), Some(queue[2].id));
        // After the newest, back to the oldest that was passed over.
        assert_eq!(after(&queue[2]), Some(queue[0].id));
    }

    #[test]
    fn the_decided_one_is_never_next() {
        let only = change(1, 10);
        assert_eq!(
            next(std::slice::from_ref(&only), only.id, only.submitted_at),
            None
        );
        assert_eq!(next(&[], only.id, only.submitted_at), None);
    }
}
