//! The time, handed in. Nothing below the composition root asks the machine what time it is, so that a test can say.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};

/// Says what time it is. Cloning is cheap.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Set(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until it is moved.
    #[must_use]
    pub fn set_to(instant: DateTime<Utc>) -> Self {
        Self(Source::Set(Arc::new(Mutex::new(instant))))
    }

    /// Now, to the millisecond: what both databases keep exactly.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            #[expect(
                clippy::disallowed_methods,
                reason = "the one place that asks the machine"
            )]
            Source::System => Utc::now().trunc_subsecs(3),
            Source::Set(instant) => instant
                .lock()
                .map_or_else(|poisoned| *poisoned.into_inner(), |instant| *instant)
                .trunc_subsecs(3),
        }
    }

    /// Today's date in Norway.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        date_in_norway(self.now())
    }

    /// Moves a set clock forward; a system clock cannot be moved.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Set(instant) = &self.0 {
            let mut instant = instant
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            *instant += by;
        }
    }
}

/// The date in Norway at an instant.
#[must_use]
pub fn date_in_norway(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&chrono_tz::Europe::Oslo).date_naive()
}
