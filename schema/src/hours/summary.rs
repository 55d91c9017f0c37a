//! The sentences the public reads: a whole schedule in words.
//!
//! Days with the same hours are told together, as people say them. The regular part (the week,
//! the seasons, the holidays) holds whatever the date; what is announced for certain dates is told
//! as long as it lies ahead.

use chrono::NaiveDate;

use super::calendar;
use super::describe;
use super::entry::Said;
use super::read::{self, SeasonRange};
use super::schedule::{
    DEFAULT_TIME_ZONE, HolidayChoice, HolidayOverride, HolidayRule, Mode, Schedule,
};
use super::words::{self, sentence, words};
use crate::text::Language;

/// A schedule in words: the regular hours, then every date announced.
#[must_use]
pub fn summary(schedule: &Schedule, language: Language) -> String {
    let mut sentences = regular(schedule, language, None);
    sentences.extend(announced(schedule, language, None));
    sentences.join(" ")
}

/// A schedule in words as of a date: what is over is left out.
#[must_use]
pub fn summary_on(schedule: &Schedule, language: Language, today: NaiveDate) -> String {
    let mut sentences = regular(schedule, language, Some(today));
    sentences.extend(announced(schedule, language, Some(today)));
    sentences.join(" ")
}

/// The regular hours alone: week, seasons and holidays.
#[must_use]
pub fn regular_hours(schedule: &Schedule, language: Language) -> String {
    regular(schedule, language, None).join(" ")
}

/// Each weekday and its regular hours, Monday first: the rows of a table. What holds in certain weeks only says so. No hours at all
/// where nobody has told them: that is not closed.
#[must_use]
pub fn weekday_hours(schedule: &Schedule, language: Language) -> [(String, Option<String>); 7] {
    let words = words(language);
    let throughout = |phrase: Option<&str>| std::array::from_fn(|_| phrase.map(str::to_owned));
    let hours: [Option<String>; 7] = match schedule.mode {
        Mode::Always => throughout(Some(words.round_the_clock)),
        Mode::AppointmentOnly => throughout(Some(words.by_appointment)),
        Mode::NotStated => throughout(None),
        Mode::Scheduled => describe::weekdays(language, &schedule.weekly).map(Some),
    };
    let mut names = words.weekdays.into_iter().map(words::capital);
    hours.map(|hours| (names.next().unwrap_or_default(), hours))
}

/// What is announced from a date on, one sentence each: exceptions and closures.
#[must_use]
pub fn upcoming(schedule: &Schedule, language: Language, today: NaiveDate) -> Vec<String> {
    announced(schedule, language, Some(today))
}

fn regular(schedule: &Schedule, language: Language, today: Option<NaiveDate>) -> Vec<String> {
    let words = words(language);
    match schedule.mode {
        Mode::Always => return vec![sentence(words.always)],
        Mode::AppointmentOnly => return vec![sentence(words.appointment_only)],
        Mode::NotStated => return vec![sentence(words.not_stated)],
        Mode::Scheduled => {}
    }
    let mut sentences = week(schedule, language);
    for season in &schedule.seasons {
        let over = matches!(
            (SeasonRange::read(&season.from, &season.to), today),
            (Ok(SeasonRange::Dated { to, .. }), Some(today)) if to < calendar::from_date(today)
        );
        if !over {
            let (name, hours) = (
                describe::season_name(language, season),
                describe::season_hours(language, season),
            );
            sentences.push(sentence(&format!("{name}: {hours}")));
        }
    }
    sentences.extend(holidays(schedule, language));
    if schedule.time_zone != DEFAULT_TIME_ZONE {
        let zone = words.times_in_zone.replace("{}", &schedule.time_zone);
        sentences.push(sentence(&zone));
    }
    sentences
}

/// Whether a season, a holiday or a date has hours, whatever the week has.
fn opens_some_day(schedule: &Schedule) -> bool {
    let holidays = &schedule.holidays.overrides;
    schedule
        .seasons
        .iter()
        .any(|season| !season.rules.is_empty())
        || holidays.iter().any(|holiday| !holiday.spans.is_empty())
        || schedule
            .exceptions
            .iter()
            .any(|exception| !exception.spans.is_empty())
}

fn week(schedule: &Schedule, language: Language) -> Vec<String> {
    let phrases = describe::week(language, &schedule.weekly);
    if phrases.is_empty() {
        // Nobody told any hours of an ordinary week: that is closed, not unknown.
        let words = words(language);
        return vec![sentence(if opens_some_day(schedule) {
            words.usually_closed
        } else {
            words.never_open
        })];
    }
    phrases.iter().map(|phrase| sentence(phrase)).collect()
}

/// What a typed sentence came to: of a schedule with fixed hours only what the sentence spoke of.
pub(super) fn said(schedule: &Schedule, said: &Said, language: Language) -> String {
    if schedule.mode != Mode::Scheduled {
        return regular(schedule, language, None).join(" ");
    }
    let mut sentences = Vec::new();
    if said.week {
        sentences.extend(week(schedule, language));
    }
    sentences.extend(said.holidays.map(|rule| policy(rule, language)));
    let named = |holiday: &HolidayOverride| {
        said.named
            .contains(&holiday.key)
            .then(|| describe::override_hours(language, holiday, schedule.holidays.rule))
    };
    sentences.extend(overrides(schedule, language, named));
    sentences.join(" ")
}

/// "Helligdager: stengt."
fn policy(rule: HolidayRule, language: Language) -> String {
    let rule = describe::holiday_rule(language, rule);
    sentence(&format!("{}: {rule}", words(language).public_holidays))
}

fn holidays(schedule: &Schedule, language: Language) -> Vec<String> {
    let words = words(language);
    let rule = schedule.holidays.rule;
    let mut sentences = vec![policy(rule, language)];
    sentences.extend(overrides(schedule, language, |holiday| {
        let hours = describe::override_hours(language, holiday, rule);
        let usual = if holiday.key.is_eve() {
            words.as_usual
        } else {
            describe::holiday_rule(language, rule)
        };
        (hours != usual).then_some(hours)
    }));
    sentences
}

/// The holidays with a choice of their own, as far as `told` has hours for them.
fn overrides(
    schedule: &Schedule,
    language: Language,
    told: impl Fn(&HolidayOverride) -> Option<String>,
) -> Vec<String> {
    // Days that are treated alike are told together, in the order of the year.
    let mut overrides: Vec<&HolidayOverride> = schedule
        .holidays
        .overrides
        .iter()
        .filter(|holiday| holiday.choice != HolidayChoice::Policy)
        .collect();
    overrides.sort_by_key(|holiday| holiday.key);
    overrides.dedup_by_key(|holiday| holiday.key);
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for holiday in overrides {
        let Some(hours) = told(holiday) else { continue };
        let name = words::holiday(language, holiday.key).to_owned();
        match groups.iter_mut().find(|(known, _)| *known == hours) {
            Some((_, names)) => names.push(name),
            None => groups.push((hours, vec![name])),
        }
    }
    groups
        .into_iter()
        .map(|(hours, names)| sentence(&format!("{}: {hours}", words::list(language, &names))))
        .collect()
}

fn announced(schedule: &Schedule, language: Language, today: Option<NaiveDate>) -> Vec<String> {
    if schedule.mode == Mode::NotStated {
        return Vec::new();
    }
    let today = today.map_or(i32::MIN, calendar::from_date);
    let mut dated = Vec::new();
    for exception in &schedule.exceptions {
        if let (Ok(from), Ok(to)) = (read::date(&exception.from), read::date(&exception.to))
            && to >= today
        {
            let (dates, hours) = (
                describe::exception_dates(language, exception),
                describe::exception_hours(language, exception),
            );
            dated.push((from, format!("{dates}: {hours}")));
        }
    }
    for closure in &schedule.closures {
        if let (Ok(from), Ok(to)) = (read::moment(&closure.from), read::moment(&closure.to))
            && to.0 >= today
        {
            let (time, text) = (
                describe::closure_time(language, closure),
                describe::closure_text(language, closure),
            );
            dated.push((from.0, format!("{text} {time}")));
        }
    }
    dated.sort_by_key(|(day, _)| *day);
    dated.into_iter().map(|(_, text)| sentence(&text)).collect()
}
