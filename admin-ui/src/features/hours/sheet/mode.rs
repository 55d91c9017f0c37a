//! Changing what kind of hours they are: what the new kind has no use for waits, in case the old one comes back.

use leptos::prelude::*;
use veiviser_schema::hours::{HolidayChoice, HolidayOverride, Mode, Schedule, Season, WeeklyRule};

use super::Sheet;

/// What a mode has no use for; kept until the mode comes back.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Aside {
    weekly: Vec<WeeklyRule>,
    seasons: Vec<Season>,
    overrides: Vec<HolidayOverride>,
}

impl Sheet {
    /// Changes the mode. What the new mode does not read is put aside, so that the schedule stays valid and nothing is lost; with fixed
    /// hours it comes back.
    pub fn set_mode(&self, mode: Mode) {
        let before = self.get_untracked();
        let mut after = before.clone();
        after.mode = mode;
        if mode == Mode::Scheduled {
            if let Some(aside) = self.aside.get_untracked() {
                after.weekly = aside.weekly;
                after.seasons = aside.seasons;
                after.holidays.overrides = aside.overrides;
            }
        } else if before.mode == Mode::Scheduled {
            let kept = Aside {
                weekly: std::mem::take(&mut after.weekly),
                seasons: std::mem::take(&mut after.seasons),
                overrides: after.holidays.overrides.clone(),
            };
            // A mere confirmation contradicts nothing and may stay.
            after
                .holidays
                .overrides
                .retain(|holiday| holiday.choice == HolidayChoice::Policy);
            let lost = before
                != Schedule {
                    mode: before.mode,
                    ..after.clone()
                };
            self.aside.set(lost.then_some(kept));
        }
        self.write(before, after);
    }

    /// Whether hours wait for fixed hours to be chosen again.
    #[must_use]
    pub fn has_aside(&self) -> bool {
        self.aside.with(Option::is_some) && self.read(|schedule| schedule.mode != Mode::Scheduled)
    }
}
