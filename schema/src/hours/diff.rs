//! What changed between two schedules, in words: before and after, grouped as people say it.

use std::collections::BTreeMap;

use super::describe;
use super::schedule::{HolidayKey, HolidayPolicy, Mode, Schedule, WeeklyRule};
use super::words::{self, fill, sentence, words};
use crate::text::Language;

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// The kind of hours, or the clock they are told on.
    Kind,
    /// The base week.
    Week,
    /// Seasons, holidays, dated exceptions and closures.
    Special,
}

/// One thing that changed, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub aspect: Aspect,
    /// What it is: "mandag–fredag", "julaften", "24. desember 2026".
    pub what: String,
    /// Nothing when it is new.
    pub was: Option<String>,
    /// Nothing when it is gone.
    pub now: Option<String>,
}

impl Difference {
    fn sentence(&self, language: Language) -> String {
        let words = words(language);
        sentence(&match (&self.was, &self.now) {
            (Some(was), Some(now)) => fill(words.was_now, &[&self.what, was, now]),
            (Some(was), None) => format!("{}: {} ({was})", self.what, words.removed),
            (None, Some(now)) => format!("{}: {} ({now})", self.what, words.added),
            (None, None) => self.what.clone(),
        })
    }
}

/// One sentence for each thing that changed; empty when nothing did that anybody would notice.
#[must_use]
pub fn diff(before: &Schedule, after: &Schedule, language: Language) -> Vec<String> {
    differences(before, after, language)
        .iter()
        .map(|difference| difference.sentence(language))
        .collect()
}

/// The same, with before and after apart.
#[must_use]
pub fn differences(before: &Schedule, after: &Schedule, language: Language) -> Vec<Difference> {
    // A new field must find its sentence here.
    let Schedule {
        mode,
        time_zone,
        weekly,
        seasons,
        holidays,
        exceptions,
        closures,
    } = before;
    let mut changes = Vec::new();
    if *mode != after.mode {
        // The weeks of two modes have nothing in common: both are told whole.
        let was = super::summary::regular_hours(before, language);
        let now = super::summary::regular_hours(after, language);
        let heading = words(language).opening_hours;
        changes.push(was_now(
            Aspect::Kind,
            heading,
            was.trim_end_matches('.'),
            now.trim_end_matches('.'),
        ));
    }
    if *time_zone != after.time_zone {
        changes.push(was_now(
            Aspect::Kind,
            words(language).time_zone,
            time_zone,
            &after.time_zone,
        ));
    }
    if *mode == Mode::Scheduled && after.mode == Mode::Scheduled {
        changes.extend(weeks(language, weekly, &after.weekly));
        named(
            seasons.iter().map(|season| {
                (
                    describe::season_name(language, season),
                    describe::season_hours(language, season),
                )
            }),
            after.seasons.iter().map(|season| {
                (
                    describe::season_name(language, season),
                    describe::season_hours(language, season),
                )
            }),
            &mut changes,
        );
        holiday_changes(language, holidays, &after.holidays, &mut changes);
    }
    named(
        exceptions.iter().map(|e| {
            (
                describe::exception_dates(language, e),
                describe::exception_hours(language, e),
            )
        }),
        after.exceptions.iter().map(|e| {
            (
                describe::exception_dates(language, e),
                describe::exception_hours(language, e),
            )
        }),
        &mut changes,
    );
    named(
        closures.iter().map(|c| {
            (
                describe::closure_time(language, c),
                describe::closure_text(language, c),
            )
        }),
        after.closures.iter().map(|c| {
            (
                describe::closure_time(language, c),
                describe::closure_text(language, c),
            )
        }),
        &mut changes,
    );
    changes
}

fn was_now(aspect: Aspect, what: &str, was: &str, now: &str) -> Difference {
    Difference {
        aspect,
        what: what.to_owned(),
        was: Some(was.to_owned()),
        now: Some(now.to_owned()),
    }
}

/// Weekdays whose hours changed in the same way are told together.
fn weeks(language: Language, before: &[WeeklyRule], after: &[WeeklyRule]) -> Vec<Difference> {
    let (was, now) = (
        describe::weekdays(language, before),
        describe::weekdays(language, after),
    );
    let changes: [(String, String); 7] =
        std::array::from_fn(|day| (was[day].clone(), now[day].clone()));
    describe::group_phrases(language, &changes)
        .into_iter()
        .filter(|(_, (was, now))| was != now)
        .map(|(days, (was, now))| was_now(Aspect::Week, &days, was, now))
        .collect()
}

/// Things with a name (a season's range, an exception's dates): added, removed, changed.
fn named(
    before: impl Iterator<Item = (String, String)>,
    after: impl Iterator<Item = (String, String)>,
    changes: &mut Vec<Difference>,
) {
    let after: Vec<_> = after.collect();
    let mut left: Vec<_> = after.iter().collect();
    for (name, was) in before {
        let same = left
            .iter()
            .position(|(other, now)| *other == name && *now == was);
        match same.or_else(|| left.iter().position(|(other, _)| *other == name)) {
            Some(i) => {
                let (_, now) = left.remove(i);
                if *now != was {
                    changes.push(was_now(Aspect::Special, &name, &was, now));
                }
            }
            None => changes.push(Difference {
                aspect: Aspect::Special,
                what: name,
                was: Some(was),
                now: None,
            }),
        }
    }
    changes.extend(left.into_iter().map(|(name, now)| Difference {
        aspect: Aspect::Special,
        what: name.clone(),
        was: None,
        now: Some(now.clone()),
    }));
}

fn holiday_changes(
    language: Language,
    before: &HolidayPolicy,
    after: &HolidayPolicy,
    changes: &mut Vec<Difference>,
) {
    let words = words(language);
    if before.rule != after.rule {
        let (was, now) = (
            describe::holiday_rule(language, before.rule),
            describe::holiday_rule(language, after.rule),
        );
        changes.push(was_now(Aspect::Special, words.public_holidays, was, now));
    }
    let hours = |policy: &HolidayPolicy| -> BTreeMap<HolidayKey, String> {
        // Of two choices for one day the first counts.
        let overrides = policy.overrides.iter().rev();
        overrides
            .map(|holiday| {
                (
                    holiday.key,
                    describe::override_hours(language, holiday, policy.rule),
                )
            })
            .collect()
    };
    let confirmed = |policy: &HolidayPolicy, key: HolidayKey| -> Vec<i32> {
        let mut years = policy
            .overrides
            .iter()
            .find(|o| o.key == key)
            .map_or_else(Vec::new, |o| o.confirmed_years.clone());
        years.sort_unstable();
        years.dedup();
        years
    };
    let usual = |policy: &HolidayPolicy, key: HolidayKey| {
        if key.is_eve() {
            words.as_usual.to_owned()
        } else {
            describe::holiday_rule(language, policy.rule).to_owned()
        }
    };
    let (was, now) = (hours(before), hours(after));
    for key in HolidayKey::ALL
        .into_iter()
        .filter(|key| was.contains_key(key) || now.contains_key(key))
    {
        let name = words::holiday(language, key);
        let old = was.get(&key).cloned().unwrap_or_else(|| usual(before, key));
        let new = now.get(&key).cloned().unwrap_or_else(|| usual(after, key));
        if old != new {
            changes.push(was_now(Aspect::Special, name, &old, &new));
        }
        let (old, new) = (confirmed(before, key), confirmed(after, key));
        if old != new {
            let show = |years: Vec<i32>| {
                if years.is_empty() {
                    words.none.to_owned()
                } else {
                    words::list(
                        language,
                        &years.iter().map(i32::to_string).collect::<Vec<_>>(),
                    )
                }
            };
            changes.push(was_now(
                Aspect::Special,
                &format!("{name}, {}", words.confirmed_changed),
                &show(old),
                &show(new),
            ));
        }
    }
}
