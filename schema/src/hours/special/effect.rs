//! What an exception or a closure really changes: the dates whose hours are others with it than without, told together where
//! they change alike; and which of two exceptions that meet goes first.

use chrono::{Datelike, NaiveDate};

use super::{compile_readable, dates, day_words, long_date};
use crate::hours::days::DayHours;
use crate::hours::plan::State;
use crate::hours::schedule::{Closure, DatedException, Schedule};
use crate::hours::words::{self, words};
use crate::text::Language;

/// Sentences told at most; the rest is counted.
const LINES: usize = 4;

/// What the schedule says otherwise than another on the dates of a range, in words: "Fredag 24. juli 2026: før 08.00–15.30, nå stengt".
/// Empty when it makes no difference.
#[must_use]
pub fn changes(
    language: Language,
    without: &Schedule,
    with: &Schedule,
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<String> {
    let (Some(before), Some(after)) = (compile_readable(without), compile_readable(with)) else {
        return Vec::new();
    };
    let mut groups: Vec<Group> = Vec::new();
    let days = before.days(from, to).into_iter().zip(after.days(from, to));
    for (was, is) in days.filter(|(was, is)| hours(was) != hours(is)) {
        match groups
            .iter_mut()
            .find(|group| (&group.was, &group.is) == (&hours(&was), &hours(&is)))
        {
            Some(group) => group.dates.push(was.date),
            None => groups.push(Group {
                dates: vec![was.date],
                was: hours(&was),
                is: hours(&is),
                example: (was, is),
            }),
        }
    }
    let rest = groups.len().saturating_sub(LINES);
    let mut lines: Vec<String> = groups
        .iter()
        .take(LINES)
        .map(|group| {
            let (was, is) = (
                day_words(language, &group.example.0),
                day_words(language, &group.example.1),
            );
            let when = words::capital(&when(language, &group.dates));
            words::fill(words(language).was_now, &[&when, &was, &is])
        })
        .collect();
    if rest > 0 {
        let more: usize = groups[LINES..].iter().map(|group| group.dates.len()).sum();
        lines.push(format!("… {}", days_words(language, more)));
    }
    lines
}

/// What exception number `index` changes, as far as 400 days go.
#[must_use]
pub fn of_exception(language: Language, schedule: &Schedule, index: usize) -> Vec<String> {
    let Some(range) = schedule.exceptions.get(index).and_then(dates) else {
        return Vec::new();
    };
    let mut without = schedule.clone();
    without.exceptions.remove(index);
    changes(language, &without, schedule, range)
}

/// What closure number `index` takes away.
#[must_use]
pub fn of_closure(language: Language, schedule: &Schedule, index: usize) -> Vec<String> {
    let Some((from, to)) = schedule.closures.get(index).and_then(super::closure_dates) else {
        return Vec::new();
    };
    let mut without = schedule.clone();
    without.closures.remove(index);
    // The night that is cut short stands on the date it began.
    let range = (from.pred_opt().unwrap_or(from), to);
    changes(language, &without, schedule, range)
}

struct Group {
    dates: Vec<NaiveDate>,
    was: Vec<Hours>,
    is: Vec<Hours>,
    example: (DayHours, DayHours),
}

type Hours = (i32, i32, State);

fn hours(day: &DayHours) -> Vec<Hours> {
    let hours = |span: &crate::hours::DaySpan| (span.start_minute, span.end_minute, span.state);
    day.spans.iter().map(hours).collect()
}

/// "torsdag 24. desember 2026", "24.–26. desember 2026", "22 dager (mandag–fredag)".
fn when(language: Language, dates: &[NaiveDate]) -> String {
    let [first, .., last] = dates else {
        return dates
            .first()
            .map_or_else(String::new, |date| long_date(language, *date));
    };
    if (*last - *first).num_days() + 1 == dates.len() as i64 {
        return words::date_range(language, *first, *last);
    }
    let set = std::array::from_fn(|day| {
        dates
            .iter()
            .any(|date| date.weekday().num_days_from_monday() as usize == day)
    });
    format!(
        "{} ({})",
        days_words(language, dates.len()),
        words::days(language, set)
    )
}

/// "1 dag", "22 dager".
#[must_use]
pub fn days_words(language: Language, count: usize) -> String {
    let (one, many) = match language {
        Language::Nb => ("dag", "dager"),
        Language::Nn => ("dag", "dagar"),
        Language::En => ("day", "days"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Another exception that has dates in common with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its position.
    pub other: usize,
    /// The first date in common.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
    /// Whether the other one goes first there: it is shorter, or as long and listed earlier.
    pub loses: bool,
    /// Whether they are as long, so that the order decided.
    pub as_long: bool,
}

/// The exceptions that meet exception number `index`.
#[must_use]
pub fn meetings(schedule: &Schedule, index: usize) -> Vec<Meeting> {
    let ranges: Vec<_> = schedule.exceptions.iter().map(dates).collect();
    let Some(&Some((from, to))) = ranges.get(index) else {
        return Vec::new();
    };
    let mut meetings = Vec::new();
    for (other, range) in ranges.iter().enumerate() {
        let Some((first, last)) = range.filter(|_| other != index) else {
            continue;
        };
        if first > to || from > last {
            continue;
        }
        let (mine, its) = (to - from, last - first);
        meetings.push(Meeting {
            other,
            from: from.max(first),
            to: to.min(last),
            loses: (its, other) < (mine, index),
            as_long: mine == its,
        });
    }
    meetings
}

/// Whether the dates of an exception are all past.
#[must_use]
pub fn exception_is_over(exception: &DatedException, today: NaiveDate) -> bool {
    dates(exception).is_some_and(|(_, to)| to < today)
}

/// Whether a closure is past, to its last date.
#[must_use]
pub fn closure_is_over(closure: &Closure, today: NaiveDate) -> bool {
    super::closure_dates(closure).is_some_and(|(_, to)| to < today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{Span, Weekday, WeeklyRule};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn exception(from: &str, to: &str) -> DatedException {
        DatedException {
            from: from.into(),
            to: to.into(),
            ..DatedException::default()
        }
    }

    fn office(exceptions: Vec<DatedException>) -> Schedule {
        Schedule {
            exceptions,
            ..Schedule::of_week(vec![WeeklyRule {
                days: Weekday::ALL[..5].to_vec(),
                start: "08:00".into(),
                duration_minutes: 450,
                ..WeeklyRule::default()
            }])
        }
    }

    #[test]
    fn a_closing_is_told_by_the_days_it_takes() {
        let told = |from, to| of_exception(Language::Nb, &office(vec![exception(from, to)]), 0);
        assert_eq!(
            told("2027-07-01", "2027-07-31"),
            ["22 dager (mandag–fredag): før 08.00–15.30, nå stengt"]
        );
        assert_eq!(
            told("2026-11-25", "2026-11-25"),
            ["Onsdag 25. november 2026: før 08.00–15.30, nå stengt"]
        );
        assert_eq!(
            told("2026-11-24", "2026-11-25"),
            ["24.–25. november 2026: før 08.00–15.30, nå stengt"]
        );
        // A weekend, a date that cannot be read.
        assert!(told("2026-11-28", "2026-11-29").is_empty());
        assert!(told("28.1", "").is_empty());
    }

    #[test]
    fn what_a_shorter_one_decides_is_not_told_of_the_longer() {
        let schedule = office(vec![
            exception("2026-11-23", "2026-11-27"),
            DatedException {
                spans: vec![Span {
                    start: "10:00".into(),
                    duration_minutes: 120,
                    ..Span::default()
                }],
                ..exception("2026-11-25", "2026-11-25")
            },
        ]);
        assert_eq!(
            of_exception(Language::En, &schedule, 0),
            ["4 days (Monday, Tuesday, Thursday and Friday): was 08:00–15:30, now closed"]
        );
        assert_eq!(
            of_exception(Language::Nb, &schedule, 1),
            ["Onsdag 25. november 2026: før stengt, nå 10.00–12.00"]
        );
        let day = date("2026-11-25");
        let common = |other, loses| Meeting {
            other,
            from: day,
            to: day,
            loses,
            as_long: false,
        };
        assert_eq!(meetings(&schedule, 0), [common(1, true)]);
        assert_eq!(meetings(&schedule, 1), [common(0, false)]);
    }

    #[test]
    fn of_two_as_long_the_earlier_listed_goes_first() {
        let schedule = office(vec![
            exception("2026-11-23", "2026-11-24"),
            exception("2026-11-24", "2026-11-25"),
        ]);
        let (first, second) = (&meetings(&schedule, 0)[0], &meetings(&schedule, 1)[0]);
        assert!(first.as_long && !first.loses);
        assert!(second.as_long && second.loses);
        // As the engine has it.
        let compiled = compile_readable(&schedule).unwrap();
        let day = date("2026-11-24");
        assert_eq!(compiled.days(day, day)[0].reason.index, Some(0));
    }

    #[test]
    fn an_outage_of_an_open_line_is_told_by_its_hours() {
        let schedule = Schedule {
            closures: vec![Closure {
                from: "2026-11-25T02:00".into(),
                to: "2026-11-25T04:00".into(),
                ..Closure::default()
            }],
            ..Schedule::always()
        };
        assert_eq!(
            of_closure(Language::Nb, &schedule, 0),
            ["Onsdag 25. november 2026: før døgnåpent, nå 00.00–02.00 og 04.00–24.00"]
        );
    }

    #[test]
    fn many_different_changes_are_cut_short_and_counted() {
        let mut schedule = office(vec![exception("2026-11-23", "2026-11-29")]);
        schedule.weekly = (0..7)
            .map(|day| WeeklyRule {
                days: vec![Weekday::from_index(day)],
                start: format!("{:02}:00", 8 + day),
                duration_minutes: 60,
                ..WeeklyRule::default()
            })
            .collect();
        let lines = of_exception(Language::Nb, &schedule, 0);
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[4], "… 3 dager");
    }

    #[test]
    fn what_is_over_is_found() {
        let mut schedule = office(vec![
            exception("2026-11-21", "2026-11-21"),
            exception("2026-11-20", "2026-11-22"),
            exception("20.11", ""),
        ]);
        schedule.closures = vec![Closure {
            from: "2026-11-21T10:00".into(),
            to: "2026-11-22T00:00".into(),
            ..Closure::default()
        }];
        let today = date("2026-11-22");
        let past = |today| {
            let over = |exception| exception_is_over(exception, today);
            schedule.exceptions.iter().map(over).collect::<Vec<_>>()
        };
        assert_eq!(past(today), [true, false, false]);
        assert!(closure_is_over(&schedule.closures[0], today));
        assert_eq!(past(date("2026-11-21")), [false; 3]);
    }
}
