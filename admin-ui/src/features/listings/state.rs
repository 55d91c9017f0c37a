//! How the state of a listing is said: words and a sign, never colour alone.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::api::{ChangeState, ListingState, OpenChange};
use crate::i18n::*;
use crate::ui::format::{date_time, now};
use crate::ui::{Status, Tone, use_language};

/// What a reader wants to know first of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A change was sent back to its author.
    Returned,
    /// A change waits for review.
    Waiting,
    /// Somebody is writing.
    Writing,
    /// Published, and the newest of it not yet reviewed.
    Unreviewed,
    Published,
    /// Published, and nobody has said for too long that it is right.
    Stale,
    /// Its last day has passed: the public does not see it any more.
    Ended,
    Draft,
}

/// The standing of a listing, from its state and its open changes.
#[must_use]
pub fn standing(
    state: ListingState,
    open: &[OpenChange],
    verify_by: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Standing {
    let has = |wanted| open.iter().any(|change| change.state == wanted);
    if has(ChangeState::Returned) {
        Standing::Returned
    } else if has(ChangeState::Submitted) {
        Standing::Waiting
    } else if has(ChangeState::PublishedUnreviewed) {
        Standing::Unreviewed
    } else if state == ListingState::Draft {
        Standing::Draft
    } else if state == ListingState::Ended {
        Standing::Ended
    } else if has(ChangeState::Draft) {
        Standing::Writing
    } else if verify_by.is_some_and(|by| by <= now) {
        Standing::Stale
    } else {
        Standing::Published
    }
}

#[component]
pub fn StandingStatus(standing: Standing) -> impl IntoView {
    let i18n = use_i18n();
    let tone = match standing {
        Standing::Returned | Standing::Stale => Tone::Warning,
        Standing::Waiting | Standing::Unreviewed => Tone::Waiting,
        Standing::Writing | Standing::Draft => Tone::Draft,
        Standing::Published => Tone::Success,
        Standing::Ended => Tone::Neutral,
    };
    view! {
        <Status tone>
            {move || match standing {
                Standing::Returned => t_string!(i18n, listings.standing_returned),
                Standing::Waiting => t_string!(i18n, listings.standing_waiting),
                Standing::Unreviewed => t_string!(i18n, listings.standing_unreviewed),
                Standing::Writing => t_string!(i18n, listings.standing_writing),
                Standing::Published => t_string!(i18n, listings.standing_published),
                Standing::Stale => t_string!(i18n, listings.standing_stale),
                Standing::Ended => t_string!(i18n, listings.standing_ended),
                Standing::Draft => t_string!(i18n, listings.standing_draft),
            }}
        </Status>
    }
}

/// The status of now.
#[must_use]
pub fn standing_now(
    state: ListingState,
    open: &[OpenChange],
    verify_by: Option<DateTime<Utc>>,
) -> Standing {
    standing(state, open, verify_by, now())
}

/// When, in the reader's language.
pub fn when(at: DateTime<Utc>) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let language = use_language();
    move || date_time(at, language.get())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::fragments::UserName;
    use chrono::TimeDelta;
    use uuid::Uuid;
    use veiviser_schema::ids::{ChangeRequestId, UserId};

    #[test]
    fn a_published_listing_grows_stale() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
        let at = |days| Some(now + TimeDelta::days(days));
        assert_eq!(
            standing(ListingState::Published, &[], at(1), now),
            Standing::Published
        );
        assert_eq!(
            standing(ListingState::Published, &[], at(-1), now),
            Standing::Stale
        );
        assert_eq!(
            standing(ListingState::Draft, &[], None, now),
            Standing::Draft
        );
    }

    #[test]
    fn an_ended_listing_says_so_while_somebody_writes_and_not_while_it_waits() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
        let open = |state| OpenChange {
            id: ChangeRequestId(Uuid::nil()),
            state,
            author: UserName {
                id: UserId(Uuid::nil()),
                name: "Kari".to_owned(),
            },
            updated_at: now,
        };
        let of = |open: &[OpenChange]| standing(ListingState::Ended, open, None, now);
        assert_eq!(of(&[]), Standing::Ended);
        assert_eq!(of(&[open(ChangeState::Draft)]), Standing::Ended);
        assert_eq!(of(&[open(ChangeState::Submitted)]), Standing::Waiting);
    }
}
