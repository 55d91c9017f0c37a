//! A schedule and what answers for it.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use veiviser_schema::hours::{CompiledSchedule, Schedule, State, compile, summary_on};
use veiviser_schema::ids::MunicipalityNumber;
use veiviser_schema::text::Language;

use crate::clock::date_in_norway;

/// A schedule and what answers for it.
#[derive(Debug)]
pub struct Hours {
    pub schedule: Schedule,
    /// `None` when the schedule cannot be read: then nothing is known, and nothing is closed.
    pub compiled: Option<CompiledSchedule>,
    /// [`Schedule::content_hash`] of `schedule`, worked out once: everybody may ask for it.
    pub content_hash: String,
    /// The municipality whose default they are; `None` when whoever has them keeps them as their own.
    pub inherited_from: Option<MunicipalityNumber>,
}

/// What a schedule that cannot be read says: half of one could say that it is closed when it is not.
static NOT_STATED: LazyLock<Hours> = LazyLock::new(|| Hours::new(Schedule::default()));

impl Hours {
    #[must_use]
    pub fn new(schedule: Schedule) -> Self {
        let compiled = compile(&schedule).ok();
        Self {
            content_hash: schedule.content_hash(),
            schedule,
            compiled,
            inherited_from: None,
        }
    }

    /// A municipality's default, as those have it who inherit it.
    #[must_use]
    pub fn inherited(schedule: Schedule, municipality: MunicipalityNumber) -> Self {
        Self {
            inherited_from: Some(municipality),
            ..Self::new(schedule)
        }
    }

    /// These hours, or hours that are not stated when these cannot be read.
    #[must_use]
    pub fn readable(&self) -> &Self {
        if self.compiled.is_some() {
            self
        } else {
            &NOT_STATED
        }
    }

    /// Open to anybody at an instant: by appointment is not open, and what is not known is not open.
    #[must_use]
    pub fn open_at(&self, at: DateTime<Utc>) -> bool {
        self.compiled
            .as_ref()
            .is_some_and(|compiled| compiled.state_at(at).state == State::Open)
    }

    /// The date at an instant, where the hours hold.
    #[must_use]
    pub fn local_date(&self, at: DateTime<Utc>) -> NaiveDate {
        self.compiled
            .as_ref()
            .map_or_else(|| date_in_norway(at), |compiled| compiled.local_date(at))
    }

    /// In words, without what is over.
    #[must_use]
    pub fn summary(&self, language: Language, now: DateTime<Utc>) -> String {
        summary_on(&self.readable().schedule, language, self.local_date(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_not_stated_and_never_closed() {
        let broken = Schedule {
            time_zone: "Europe/Atlantis".to_owned(),
            ..Schedule::always()
        };
        let hours = Hours::new(broken);
        let now = "2026-11-25T08:00:00Z".parse().expect("an instant");
        assert!(hours.compiled.is_none() && !hours.open_at(now));
        let compiled = hours.readable().compiled.as_ref().expect("readable");
        assert_eq!(compiled.state_at(now).state, State::Unknown);
        assert_eq!(
            hours.summary(Language::En, now),
            "Opening hours are not stated."
        );
        assert!(Hours::new(Schedule::always()).open_at(now));
        assert!(!Hours::new(Schedule::appointment_only()).open_at(now));
    }
}
