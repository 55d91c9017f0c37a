//! What is worth a look as of today: nights, New Years, clock changes, long closings, and what is
//! over or makes no difference. Warnings all; none is ever in the way.

use chrono::{DateTime, Datelike, Utc};

use super::super::answer::ReasonKind;
use super::super::calendar::{self, DAY_MINUTES, DAY_SECONDS, Day};
use super::super::describe;
use super::super::engine::CompiledSchedule;
use super::super::limits::HORIZON_DAYS;
use super::super::plan::State;
use super::super::problem::{HoursProblem, ProblemCode};
use super::super::read;
use super::super::schedule::{HolidayChoice, Mode, Schedule, Span, WeekParity, WeeklyRule};
use super::super::special::holiday_table::CONFIRM_DAYS;
use super::super::words;
use super::ValidationContext;
use crate::text::Language;

/// Dates looked at, all exceptions together, to see whether they make a difference.
const EFFECT_DAYS: i32 = 4_000;

pub(super) fn find(
    schedule: &Schedule,
    compiled: &CompiledSchedule,
    context: ValidationContext,
    problems: &mut Vec<HoursProblem>,
) {
    let today = calendar::from_date(context.today);
    nights(schedule, problems);
    past_and_idle(schedule, compiled, today, problems);
    week_53(schedule, today, problems);
    long_closings(schedule, compiled, today, problems);
    unconfirmed(schedule, today, problems);
    clock_changes(schedule, compiled, today, problems);
    if context.crisis_line && !compiled.never_closes() {
        problems.push(HoursProblem::new(ProblemCode::CrisisLineNot247, "mode"));
    }
}

/// Every list of weekly rules with its path.
fn rule_lists(schedule: &Schedule) -> Vec<(String, &[WeeklyRule])> {
    let mut lists = vec![("weekly".to_owned(), schedule.weekly.as_slice())];
    let seasons = schedule.seasons.iter().enumerate();
    lists.extend(
        seasons.map(|(i, season)| (format!("seasons[{i}].rules"), season.rules.as_slice())),
    );
    lists
}

/// Every list of spans with its path.
fn span_lists(schedule: &Schedule) -> Vec<(String, &[Span])> {
    let overrides = schedule.holidays.overrides.iter().enumerate();
    let mut lists: Vec<(String, &[Span])> = overrides
        .map(|(i, holiday)| {
            (
                format!("holidays.overrides[{i}].spans"),
                holiday.spans.as_slice(),
            )
        })
        .collect();
    let exceptions = schedule.exceptions.iter().enumerate();
    lists.extend(
        exceptions
            .map(|(i, exception)| (format!("exceptions[{i}].spans"), exception.spans.as_slice())),
    );
    lists
}

fn nights(schedule: &Schedule, problems: &mut Vec<HoursProblem>) {
    let mut all: Vec<(String, &str, i32)> = Vec::new();
    for (path, rules) in rule_lists(schedule) {
        let rules = rules.iter().enumerate();
        all.extend(rules.map(|(i, rule)| {
            (
                format!("{path}[{i}]"),
                rule.start.as_str(),
                rule.duration_minutes,
            )
        }));
    }
    for (path, spans) in span_lists(schedule) {
        let spans = spans.iter().enumerate();
        all.extend(spans.map(|(i, span)| {
            (
                format!("{path}[{i}]"),
                span.start.as_str(),
                span.duration_minutes,
            )
        }));
    }
    for (path, start, duration) in all {
        let end = read::time(start).map_or(0, i32::from) + duration;
        if end > i32::from(DAY_MINUTES) {
            let start = end - duration;
            let problem = HoursProblem::with(
                ProblemCode::OvernightConfirm,
                format!("{path}.durationMinutes"),
                |language| vec![words::clock(language, end)],
            );
            problems.push(match half_day_meant(start, end) {
                Some(meant) => problem.saying(|language| {
                    let times = [words::clock(language, end), words::clock(language, meant)];
                    words::fill(by_half_days(language), &[&times[0], &times[1]])
                }),
                None => problem,
            });
        }
    }
}

/// "9–5" by those who count twice to twelve: the end on the same day, twelve hours after what was written. All in minutes from midnight of
/// the date it starts on; `end` is after 1440.
#[must_use]
pub fn half_day_meant(start: i32, end: i32) -> Option<i32> {
    let (noon, day) = (i32::from(DAY_MINUTES) / 2, i32::from(DAY_MINUTES));
    let meant = end - day + noon;
    (start <= noon && (noon + 60..day).contains(&meant) && end < start + day && start < meant)
        .then_some(meant)
}

const fn by_half_days(language: Language) -> &'static str {
    match language {
        Language::Nb => "Stenger kl. {0} neste dag. Stemmer det, eller er det kl. {1} samme dag?",
        Language::Nn => "Stengjer kl. {0} neste dag. Stemmer det, eller er det kl. {1} same dag?",
        Language::En => "Closes at {0} the next day. Is that right, or is it {1} the same day?",
    }
}

/// Whether the schedule has no hours on any date, ever.
fn has_no_hours(schedule: &Schedule) -> bool {
    let overrides = schedule.holidays.overrides.iter();
    schedule.mode == Mode::Scheduled
        && rule_lists(schedule)
            .iter()
            .all(|(_, rules)| rules.is_empty())
        && overrides
            .filter(|holiday| holiday.choice == HolidayChoice::Hours)
            .all(|holiday| holiday.spans.is_empty())
        && schedule
            .exceptions
            .iter()
            .all(|exception| exception.spans.is_empty())
}

const fn nothing_to_open(language: Language) -> &'static str {
    match language {
        Language::Nb => {
            "Ingen åpningstider er skrevet, så det er stengt hver dag. Skriv tidene, eller velg kun etter avtale eller ikke oppgitt."
        }
        Language::Nn => {
            "Ingen opningstider er skrivne, så det er stengt kvar dag. Skriv tidene, eller vel berre etter avtale eller ikkje oppgitt."
        }
        Language::En => {
            "No opening hours are written, so it is closed every day. Write the hours, or choose by appointment only or not stated."
        }
    }
}

fn past_and_idle(
    schedule: &Schedule,
    compiled: &CompiledSchedule,
    today: Day,
    problems: &mut Vec<HoursProblem>,
) {
    let mut matters = vec![false; schedule.exceptions.len()];
    let mut budget = EFFECT_DAYS;
    for (from, to, index) in compiled.exception_days() {
        let matter = &mut matters[usize::from(index)];
        let mut day = from;
        while !*matter && day <= to {
            budget -= 1;
            // Not looked at: taken to matter.
            *matter = budget < 0 || compiled.exception_matters(day, index);
            day += 1;
        }
    }
    for (i, exception) in schedule.exceptions.iter().enumerate() {
        if read::date(&exception.to).is_ok_and(|to| to < today) {
            problems.push(HoursProblem::with(
                ProblemCode::ExceptionPast,
                format!("exceptions[{i}]"),
                |language| vec![describe::exception_dates(language, exception)],
            ));
        } else if !matters[i] {
            problems.push(HoursProblem::new(
                ProblemCode::ExceptionNoEffect,
                format!("exceptions[{i}]"),
            ));
        }
    }
    for (i, closure) in schedule.closures.iter().enumerate() {
        let (Ok(from), Ok(to)) = (read::moment(&closure.from), read::moment(&closure.to)) else {
            continue;
        };
        let zone = compiled.zone();
        let (start, end) = (zone.instant_of(from.0, from.1), zone.instant_of(to.0, to.1));
        if to.0 < today {
            problems.push(HoursProblem::with(
                ProblemCode::ExceptionPast,
                format!("closures[{i}]"),
                |language| vec![describe::closure_time(language, closure)],
            ));
        } else if schedule.mode == Mode::NotStated
            || start >= end
            || compiled.planned_closed(start, end)
        {
            problems.push(HoursProblem::new(
                ProblemCode::ExceptionNoEffect,
                format!("closures[{i}]"),
            ));
        }
    }
}

/// A year with a week 53 that ends within the horizon.
fn week_53(schedule: &Schedule, today: Day, problems: &mut Vec<HoursProblem>) {
    let this_year = calendar::civil(today).0;
    let horizon = today + HORIZON_DAYS as i32;
    let long_year = (this_year - 1..=this_year + 2).find(|&year| {
        // A year has 53 weeks when it begins or ends on a Thursday.
        let (first, last) = (calendar::day_of(year, 1, 1), calendar::day_of(year, 12, 31));
        (calendar::weekday(first) == 3 || calendar::weekday(last) == 3)
            && (today..=horizon).contains(&(last + 7))
    });
    let Some(year) = long_year else { return };
    for (path, rules) in rule_lists(schedule) {
        for (i, _) in rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| rule.weeks != WeekParity::Every)
        {
            problems.push(HoursProblem::about(
                ProblemCode::ParityWeek53,
                format!("{path}[{i}].weeks"),
                &[&year.to_string()],
            ));
        }
    }
}

/// Closed stretches of a week or more in the time ahead, one warning for each thing behind them.
fn long_closings(
    schedule: &Schedule,
    compiled: &CompiledSchedule,
    today: Day,
    problems: &mut Vec<HoursProblem>,
) {
    // Rules for some weeks only leave gaps by nature.
    let natural = |rules: &[WeeklyRule]| {
        rules
            .iter()
            .any(|rule| rule.weeks != WeekParity::Every || !rule.nth.is_empty())
    };
    let natural =
        natural(&schedule.weekly) || schedule.seasons.iter().any(|season| natural(&season.rules));
    if has_no_hours(schedule) {
        let problem = HoursProblem::new(ProblemCode::ClosedGe7Days, "weekly");
        problems.push(problem.saying(|language| nothing_to_open(language).to_owned()));
        return;
    }
    let instant = |seconds: i64| DateTime::<Utc>::from_timestamp(seconds, 0).unwrap_or_default();
    let zone = compiled.zone();
    let mut at = zone.instant_of(today, 0);
    let end = at + HORIZON_DAYS * DAY_SECONDS;
    let mut told = Vec::new();
    while at < end {
        let answer = compiled.state_at(instant(at));
        let change = compiled.next_change(instant(at));
        let until = change.map_or(end, |change| change.at.timestamp());
        // Whole dates, as people count them: not the evening before, nor the morning after.
        let first = zone.day(at - 1) + 1;
        let dates = zone.day(until) - first;
        if answer.state == State::Closed && dates >= 7 {
            let path = match answer.reason.kind {
                ReasonKind::Closure => answer.reason.path(),
                _ => behind(compiled, first, dates),
            };
            if !(told.contains(&path) || natural && path == "weekly") {
                told.push(path.clone());
                problems.push(HoursProblem::with(
                    ProblemCode::ClosedGe7Days,
                    path,
                    |language| {
                        let count = match change {
                            Some(_) => dates.to_string(),
                            None => format!("{} {dates}", at_least(language)),
                        };
                        let first = words::date(language, calendar::to_date(first));
                        vec![count, first]
                    },
                ));
            }
        }
        at = until;
    }
}

/// The path of the exception or season that keeps most of so many dates closed, of two the one that begins; or else the week's.
fn behind(compiled: &CompiledSchedule, first: Day, dates: i32) -> String {
    let mut paths: Vec<(String, u32)> = Vec::new();
    for day in first..first + dates {
        let reason = compiled.day_reason(day);
        if !matches!(reason.kind, ReasonKind::Exception | ReasonKind::Season) {
            continue;
        }
        let path = reason.path();
        match paths.iter_mut().find(|(known, _)| *known == path) {
            Some((_, count)) => *count += 1,
            None => paths.push((path, 1)),
        }
    }
    let most = paths.iter().map(|(_, count)| *count).max();
    paths
        .into_iter()
        .find(|(_, count)| Some(*count) == most)
        .map_or_else(|| "weekly".to_owned(), |(path, _)| path)
}

const fn at_least(language: Language) -> &'static str {
    match language {
        Language::Nb => "minst",
        Language::Nn => "minst",
        Language::En => "at least",
    }
}

fn unconfirmed(schedule: &Schedule, today: Day, problems: &mut Vec<HoursProblem>) {
    if schedule.mode != Mode::Scheduled {
        return;
    }
    let this_year = calendar::civil(today).0;
    for (i, holiday) in schedule.holidays.overrides.iter().enumerate() {
        let next = [this_year, this_year + 1]
            .into_iter()
            .map(|year| (year, holiday.key.day_in(year)))
            .find(|(_, day)| *day >= today);
        if let Some((year, day)) = next
            && day - today <= CONFIRM_DAYS
            && !holiday.confirmed_years.contains(&year)
        {
            let path = format!("holidays.overrides[{i}].confirmedYears");
            problems.push(HoursProblem::with(
                ProblemCode::HolidayUnconfirmed,
                path,
                |language| {
                    let name = words::capital(words::holiday(language, holiday.key));
                    let date = calendar::to_date(day);
                    let text = describe::override_hours(language, holiday, schedule.holidays.rule);
                    let detail = if holiday.choice == HolidayChoice::Policy {
                        name
                    } else {
                        format!("{name} ({text})")
                    };
                    vec![
                        detail,
                        words::day_month(language, date.month(), date.day()) + &format!(" {year}"),
                    ]
                },
            ));
        }
    }
}

/// The first night on which a clock change makes a rule longer, shorter or doubtful.
fn clock_changes(
    schedule: &Schedule,
    compiled: &CompiledSchedule,
    today: Day,
    problems: &mut Vec<HoursProblem>,
) {
    if schedule.mode != Mode::Scheduled || compiled.never_closes() {
        return;
    }
    let zone = compiled.zone();
    let from = zone.instant_of(today, 0);
    let mut told = Vec::new();
    for (transition, before, after) in zone.transitions(from, from + HORIZON_DAYS * DAY_SECONDS) {
        let local = transition + i64::from(before.min(after));
        let doubtful = local..transition + i64::from(before.max(after));
        let day = local.div_euclid(DAY_SECONDS) as Day;
        for date in [day - 1, day] {
            let chosen = compiled.choose(date);
            for span in &compiled.plan_number(chosen.plan).spans {
                let (start, end) = (
                    i64::from(date) * DAY_SECONDS + i64::from(span.start) * 60,
                    i64::from(date) * DAY_SECONDS + i64::from(span.end) * 60,
                );
                // A whole day is whole, however long it is.
                let whole = (span.start, span.end) == (0, DAY_MINUTES);
                if whole || end <= doubtful.start || start >= doubtful.end {
                    continue;
                }
                let base = compiled.day_reason(date).path();
                let path = match chosen.kind {
                    ReasonKind::Weekly => format!("weekly[{}]", span.rule),
                    ReasonKind::Season => format!("{base}.rules[{}]", span.rule),
                    ReasonKind::Exception => format!("{base}.spans[{}]", span.rule),
                    _ => base,
                };
                if told.contains(&path) {
                    continue;
                }
                told.push(path.clone());
                problems.push(HoursProblem::with(
                    ProblemCode::DstAffected,
                    path,
                    |language| {
                        let hours = Span {
                            start: format!("{:02}:{:02}", span.start / 60, span.start % 60),
                            duration_minutes: i32::from(span.end - span.start),
                            ..Span::default()
                        };
                        vec![
                            words::date(language, calendar::to_date(day)),
                            describe::spans(language, &[hours]),
                        ]
                    },
                ));
            }
        }
    }
}
