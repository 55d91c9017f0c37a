//! What changed between two schedules, in words: before and after, grouped as people say it.

use std::collections::BTreeMap;

use super::describe;
use super::schedule::{HolidayKey, HolidayPolicy, Mode, Schedule, WeeklyRule};
use super::words::{self, capital, fill, sentence, words};
use crate::text::Language;

/// One sentence for each thing that changed; empty when nothing did that anybody would notice.
#[must_use]
pub fn diff(before: &Schedule, after: &Schedule, language: Language) -> Vec<String> {
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
    let mut sentences = Vec::new();
    if *mode != after.mode {
        // The weeks of two modes have nothing in common: both are told whole.
        let was = super::summary::regular_hours(before, language);
        let now = super::summary::regular_hours(after, language);
        let heading = words(language).opening_hours;
        sentences.push(sentence(&fill(
            words(language).was_now,
            &[
                heading,
                was.trim_end_matches('.'),
                now.trim_end_matches('.'),
            ],
        )));
    }
    if *time_zone != after.time_zone {
        sentences.push(was_now(
            language,
            words(language).time_zone,
            time_zone,
            &after.time_zone,
        ));
    }
    if *mode == Mode::Scheduled && after.mode == Mode::Scheduled {
        sentences.extend(
            weeks(language, weekly, &after.weekly)
                .into_iter()
                .map(|text| sentence(&text)),
        );
        named(
            language,
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
            &mut sentences,
        );
        holiday_changes(language, holidays, &after.holidays, &mut sentences);
    }
    named(
        language,
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
        &mut sentences,
    );
    named(
        language,
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
        &mut sentences,
    );
    sentences
}

fn was_now(language: Language, what: &str, was: &str, now: &str) -> String {
    sentence(&fill(words(language).was_now, &[what, was, now]))
}

/// Weekdays whose hours changed in the same way are told together.
fn weeks(language: Language, before: &[WeeklyRule], after: &[WeeklyRule]) -> Vec<String> {
    let (was, now) = (
        describe::weekdays(language, before),
        describe::weekdays(language, after),
    );
    let changes: [(String, String); 7] =
        std::array::from_fn(|day| (was[day].clone(), now[day].clone()));
    describe::group_phrases(language, &changes)
        .into_iter()
        .filter(|(_, (was, now))| was != now)
        .map(|(days, (was, now))| fill(words(language).was_now, &[&days, was, now]))
        .collect()
}

/// Things with a name (a season's range, an exception's dates): added, removed, changed.
fn named(
    language: Language,
    before: impl Iterator<Item = (String, String)>,
    after: impl Iterator<Item = (String, String)>,
    sentences: &mut Vec<String>,
) {
    let words = words(language);
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
                    sentences.push(was_now(language, &name, &was, now));
                }
            }
            None => sentences.push(sentence(&format!(
                "{}: {} ({was})",
                capital(&name),
                words.removed
            ))),
        }
    }
    sentences.extend(
        left.into_iter()
            .map(|(name, now)| sentence(&format!("{}: {} ({now})", capital(name), words.added))),
    );
}

fn holiday_changes(
    language: Language,
    before: &HolidayPolicy,
    after: &HolidayPolicy,
    sentences: &mut Vec<String>,
) {
    let words = words(language);
    if before.rule != after.rule {
        let (was, now) = (
            describe::holiday_rule(language, before.rule),
            describe::holiday_rule(language, after.rule),
        );
        sentences.push(was_now(language, words.public_holidays, was, now));
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
            sentences.push(was_now(language, name, &old, &new));
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
            sentences.push(was_now(
                language,
                &format!("{name}, {}", words.confirmed_changed),
                &show(old),
                &show(new),
            ));
        }
    }
}
