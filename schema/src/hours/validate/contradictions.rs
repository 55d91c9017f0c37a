//! What a schedule says against itself: overlaps, doubles, rules nobody reads.

use super::super::calendar::{self, DAY_MINUTES};
use super::super::describe;
use super::super::problem::{HoursProblem, ProblemCode};
use super::super::read::{self, SeasonRange};
use super::super::schedule::{HolidayChoice, Mode, Schedule, Span, WeekParity, WeeklyRule};
use super::super::words;

pub(super) fn find(schedule: &Schedule, problems: &mut Vec<HoursProblem>) {
    week(&schedule.weekly, "weekly", problems);
    for (i, season) in schedule.seasons.iter().enumerate() {
        week(&season.rules, &format!("seasons[{i}].rules"), problems);
    }
    for (i, holiday) in schedule.holidays.overrides.iter().enumerate() {
        one_date(
            &holiday.spans,
            &format!("holidays.overrides[{i}].spans"),
            false,
            problems,
        );
    }
    for (i, exception) in schedule.exceptions.iter().enumerate() {
        one_date(
            &exception.spans,
            &format!("exceptions[{i}].spans"),
            exception.from != exception.to,
            problems,
        );
    }
    seasons(schedule, problems);
    doubles(schedule, problems);
    unread(schedule, problems);
}

/// Start and end in minutes, when they can be read.
fn minutes(start: &str, duration: i32) -> Option<(u16, u16)> {
    let start = read::time(start).ok()?;
    let duration = u16::try_from(duration)
        .ok()
        .filter(|minutes| (1..=DAY_MINUTES).contains(minutes))?;
    Some((start, start + duration))
}

fn week(rules: &[WeeklyRule], path: &str, problems: &mut Vec<HoursProblem>) {
    for (i, rule) in rules.iter().enumerate() {
        let path = format!("{path}[{i}]");
        if rule.days.is_empty() {
            problems.push(HoursProblem::new(
                ProblemCode::NoDays,
                format!("{path}.days"),
            ));
        }
        if rule.weeks != WeekParity::Every && !rule.nth.is_empty() {
            problems.push(HoursProblem::new(
                ProblemCode::NthWithParity,
                format!("{path}.nth"),
            ));
        }
    }
    for (i, rule) in rules.iter().enumerate() {
        let Some(this) = minutes(&rule.start, rule.duration_minutes) else {
            continue;
        };
        for (k, other) in rules.iter().enumerate() {
            let Some(that) = minutes(&other.start, other.duration_minutes) else {
                continue;
            };
            let days = |shift: usize| -> [bool; 7] {
                std::array::from_fn(|day| {
                    let before = (day + 7 - shift) % 7;
                    rule.days.iter().any(|d| d.index() == day)
                        && other.days.iter().any(|d| d.index() == before)
                })
            };
            // Each pair once on the same day, at the later listed.
            let both = days(0);
            if k < i && both.contains(&true) && meet(rule, other) && overlap(this, that) {
                problems.push(overlapping(
                    ProblemCode::OverlapSameDay,
                    &format!("{path}[{i}].start"),
                    other,
                    both,
                ));
            }
            let following: [bool; 7] = {
                let set = days(1);
                let months = next_to_each_other(&other.nth, &rule.nth);
                std::array::from_fn(|day| {
                    months && set[day] && may_follow(other.weeks, rule.weeks, day == 0)
                })
            };
            if that.1 > DAY_MINUTES && this.0 < that.1 - DAY_MINUTES && following.contains(&true) {
                let nights: [bool; 7] = std::array::from_fn(|day| following[(day + 1) % 7]);
                problems.push(overlapping(
                    ProblemCode::OverlapPreviousNight,
                    &format!("{path}[{i}].start"),
                    other,
                    nights,
                ));
            }
        }
    }
}

/// Whether two weekly rules can hold at one time: on one date, or the end of a night on the next.
pub(in crate::hours) fn collide(a: &WeeklyRule, b: &WeeklyRule) -> bool {
    let mut problems = Vec::new();
    week(&[a.clone(), b.clone()], "", &mut problems);
    problems.iter().any(|problem| {
        matches!(
            problem.code,
            ProblemCode::OverlapSameDay | ProblemCode::OverlapPreviousNight
        )
    })
}

fn overlapping(code: ProblemCode, path: &str, other: &WeeklyRule, days: [bool; 7]) -> HoursProblem {
    HoursProblem::with(code, path, |language| {
        let span = Span {
            start: other.start.clone(),
            duration_minutes: other.duration_minutes,
            state: other.state,
        };
        vec![format!(
            "{} {}",
            words::days(language, days),
            describe::spans(language, &[span])
        )]
    })
}

fn overlap(a: (u16, u16), b: (u16, u16)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Whether two rules of one weekday can apply on the same date.
fn meet(a: &WeeklyRule, b: &WeeklyRule) -> bool {
    let weeks = a.weeks == WeekParity::Every || b.weeks == WeekParity::Every || a.weeks == b.weeks;
    weeks && (0..6).any(|case| covers(&a.nth, case) && covers(&b.nth, case))
}

/// Whether weekdays of the month cover such a case; none named are all.
fn covers(nth: &[i32], case: usize) -> bool {
    nth.is_empty() || nth.iter().any(|&nth| calendar::nth_covers(nth, case))
}

/// Whether some month has a date that the one rule covers, and the date after it covered by the other.
fn next_to_each_other(before: &[i32], after: &[i32]) -> bool {
    /// Every length of month follows every other that it ever does.
    const FOUR_YEARS: i32 = 4 * 365 + 1;
    let case = |day| {
        let (year, month, dom) = calendar::civil(day);
        calendar::nth_case(year, month, dom)
    };
    let first = calendar::day_of(2024, 1, 1);
    (first..first + FOUR_YEARS).any(|day| covers(before, case(day)) && covers(after, case(day + 1)))
}

/// Whether a date in such a week can follow one in such a week. A new week follows with the other
/// parity, except that week 1 may follow week 53.
fn may_follow(before: WeekParity, after: WeekParity, new_week: bool) -> bool {
    match (before, after) {
        (WeekParity::Every, _) | (_, WeekParity::Every) => true,
        (WeekParity::Even, WeekParity::Even) => !new_week,
        (WeekParity::Odd, WeekParity::Odd) => true,
        _ => new_week,
    }
}

/// Spans of one date; `repeats` when the same spans come again the day after.
fn one_date(spans: &[Span], path: &str, repeats: bool, problems: &mut Vec<HoursProblem>) {
    for (i, span) in spans.iter().enumerate() {
        let Some(this) = minutes(&span.start, span.duration_minutes) else {
            continue;
        };
        for (k, other) in spans.iter().enumerate() {
            let Some(that) = minutes(&other.start, other.duration_minutes) else {
                continue;
            };
            let told = |code| {
                HoursProblem::with(code, format!("{path}[{i}].start"), |language| {
                    vec![describe::spans(language, std::slice::from_ref(other))]
                })
            };
            if k < i && overlap(this, that) {
                problems.push(told(ProblemCode::OverlapSameDay));
            }
            if repeats && that.1 > DAY_MINUTES && this.0 < that.1 - DAY_MINUTES {
                problems.push(told(ProblemCode::OverlapPreviousNight));
            }
        }
    }
}

fn seasons(schedule: &Schedule, problems: &mut Vec<HoursProblem>) {
    let ranges: Vec<_> = schedule
        .seasons
        .iter()
        .map(|season| SeasonRange::read(&season.from, &season.to).ok())
        .collect();
    for (i, range) in ranges.iter().enumerate() {
        let clash = ranges[..i].iter().position(|other| match (range, other) {
            (
                Some(SeasonRange::Dated { from, to }),
                Some(SeasonRange::Dated {
                    from: other_from,
                    to: other_to,
                }),
            ) => from <= other_to && other_from <= to,
            // Two ranges round the year meet when one begins inside the other.
            (
                Some(SeasonRange::Recurring { from, to }),
                Some(SeasonRange::Recurring {
                    from: other_from,
                    to: other_to,
                }),
            ) => {
                read::recurs(*from, *to, *other_from) || read::recurs(*other_from, *other_to, *from)
            }
            _ => false,
        });
        if let Some(other) = clash {
            problems.push(HoursProblem::with(
                ProblemCode::SeasonOverlap,
                format!("seasons[{i}].from"),
                |language| vec![describe::season_name(language, &schedule.seasons[other])],
            ));
        }
    }
}

fn doubles(schedule: &Schedule, problems: &mut Vec<HoursProblem>) {
    for (i, exception) in schedule.exceptions.iter().enumerate() {
        let earlier = &schedule.exceptions[..i];
        if earlier
            .iter()
            .any(|other| (&other.from, &other.to) == (&exception.from, &exception.to))
        {
            problems.push(HoursProblem::with(
                ProblemCode::ExceptionDuplicateRange,
                format!("exceptions[{i}].from"),
                |language| vec![describe::exception_dates(language, exception)],
            ));
        }
    }
    for (i, holiday) in schedule.holidays.overrides.iter().enumerate() {
        if schedule.holidays.overrides[..i]
            .iter()
            .any(|other| other.key == holiday.key)
        {
            let path = format!("holidays.overrides[{i}].key");
            problems.push(HoursProblem::with(
                ProblemCode::ExceptionDuplicateRange,
                path,
                |language| vec![words::holiday(language, holiday.key).to_owned()],
            ));
        }
    }
}

/// Rules that the mode does not read.
fn unread(schedule: &Schedule, problems: &mut Vec<HoursProblem>) {
    if schedule.mode == Mode::Scheduled {
        return;
    }
    let chosen = schedule
        .holidays
        .overrides
        .iter()
        .any(|holiday| holiday.choice != HolidayChoice::Policy);
    for (path, any) in [
        ("weekly", !schedule.weekly.is_empty()),
        ("seasons", !schedule.seasons.is_empty()),
        ("holidays.overrides", chosen),
    ] {
        if any {
            problems.push(HoursProblem::new(ProblemCode::RulesWithAlways, path));
        }
    }
}
