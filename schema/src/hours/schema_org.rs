//! schema.org `openingHoursSpecification`, by the rules Google's validator holds.
//!
//! The ordinary week has one entry for each group of weekdays with the same hours. What differs
//! in the coming year (seasons, holidays, exceptions, closures, rules for some weeks only) has
//! entries with `validFrom` and `validThrough`. A night is written with `closes` before `opens`,
//! a whole day as 00:00 to 23:59, a closed date as 00:00 to 00:00. Hours by appointment are left
//! out: nobody should be sent to a locked door.
//!
//! A reader takes the dated entries of a date instead of everything ordinary that begins on it, and
//! gives a night to the date it begins on. So a date is told by itself as soon as anything that begins
//! on it is out of the ordinary, and then all of it is told: also the second part of the day before.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{self, DAY_MINUTES, Day};
use super::engine::CompiledSchedule;
use super::plan::State;
use super::schedule::{Mode, Schedule, WeekParity};
use super::{limits, read};

const NAMES: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
/// Days ahead that are written out.
const AHEAD: i32 = 365;

/// Days a span of one date may reach onto: the next, or one more where a zone leaves out a date.
const REACH: usize = 2;

/// Open minutes of a date, in order; the end may be on the next.
type Open = Vec<(i32, i32)>;

/// What opens on a calendar date. A close past midnight is a night.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    opens: i32,
    closes: i32,
    /// Goes on at midnight as another stretch.
    continued: bool,
}

/// The entries of `openingHoursSpecification` as of a date; empty when the hours are not stated
/// or by appointment only.
///
/// `schedule` must be what `compiled` was compiled from.
#[must_use]
pub fn opening_hours_specification(
    schedule: &Schedule,
    compiled: &CompiledSchedule,
    today: NaiveDate,
) -> Vec<Value> {
    if matches!(schedule.mode, Mode::NotStated | Mode::AppointmentOnly) {
        return Vec::new();
    }
    let week = ordinary_week(schedule);
    let mut entries = weekly_entries(&week);
    let ordinary = by_calendar_day(&week);
    let dates = dates(compiled, today);
    let mut run: Option<(Day, Day, &Vec<Stretch>)> = None;
    for (day, stretches) in told(&dates, &ordinary) {
        match &mut run {
            Some((_, last, known)) if *last + 1 == day && *known == stretches => *last = day,
            _ => {
                dated_entries(run.take(), &mut entries);
                run = Some((day, day, stretches));
            }
        }
    }
    dated_entries(run, &mut entries);
    entries
}

/// What opens on each calendar date, from yesterday on.
fn dates(compiled: &CompiledSchedule, today: NaiveDate) -> Vec<(Day, Vec<Stretch>)> {
    let today = calendar::from_date(today);
    let first = today - 1 - REACH as i32;
    let last = today + AHEAD.min(limits::HORIZON_DAYS as i32 - 1);
    let mut dates: Vec<(Day, Vec<Stretch>)> = (first..=last).map(|day| (day, Vec::new())).collect();
    for day in first..=last {
        for span in open_on(compiled, day) {
            for (shift, stretch) in stretches(span) {
                if let Some((_, list)) = dates.get_mut((day - first + shift) as usize) {
                    list.push(stretch);
                }
            }
        }
    }
    dates.iter_mut().for_each(|(_, list)| list.sort_unstable());
    // The first ones were only looked at for what they leave on those after.
    dates.drain(..REACH);
    dates
}

/// The dates that must be told by themselves, with everything that begins on them.
fn told<'a>(
    dates: &'a [(Day, Vec<Stretch>)],
    ordinary: &[Vec<Stretch>; 7],
) -> Vec<(Day, &'a Vec<Stretch>)> {
    let special = |(i, (day, stretches)): &(usize, &(Day, Vec<Stretch>))| {
        let usual = &ordinary[calendar::weekday(*day)];
        if *i == 0 {
            // Yesterday counts for what it leaves on today.
            tail(stretches) != tail(usual)
        } else {
            covered(stretches) != covered(usual)
        }
    };
    let dates = dates.iter().enumerate().filter(special);
    dates.map(|(_, (day, list))| (*day, list)).collect()
}

/// Minutes of the next date that the nights of a date reach into.
fn tail(stretches: &[Stretch]) -> i32 {
    let end = stretches.iter().map(|stretch| stretch.closes).max();
    (end.unwrap_or_default() - i32::from(DAY_MINUTES)).max(0)
}

/// The same time, however it is parted.
fn covered(stretches: &[Stretch]) -> Open {
    joined(
        stretches
            .iter()
            .map(|stretch| (stretch.opens, stretch.closes))
            .collect(),
    )
}

/// The whole property, ready to stand in a JSON-LD object.
#[must_use]
pub fn json_ld(schedule: &Schedule, compiled: &CompiledSchedule, today: NaiveDate) -> Value {
    json!({ "openingHoursSpecification": opening_hours_specification(schedule, compiled, today) })
}

/// What each weekday has in a week in which nothing is out of the ordinary.
fn ordinary_week(schedule: &Schedule) -> [Open; 7] {
    std::array::from_fn(|weekday| {
        if schedule.mode == Mode::Always {
            return vec![(0, i32::from(DAY_MINUTES))];
        }
        let rules = schedule.weekly.iter().filter(|rule| {
            rule.state.eq(&super::schedule::RuleState::Open)
                && rule.weeks == WeekParity::Every
                && rule.nth.is_empty()
                && rule.days.iter().any(|day| day.index() == weekday)
        });
        let spans = rules.filter_map(|rule| {
            let start = i32::from(read::time(&rule.start).ok()?);
            Some((start, start + rule.duration_minutes))
        });
        joined(spans.collect())
    })
}

fn open_on(compiled: &CompiledSchedule, day: Day) -> Open {
    let date = calendar::to_date(day);
    let spans = compiled
        .days(date, date)
        .into_iter()
        .flat_map(|day| day.spans);
    joined(
        spans
            .filter(|span| span.state == State::Open)
            .map(|span| (span.start_minute, span.end_minute))
            .collect(),
    )
}

fn joined(mut spans: Open) -> Open {
    spans.sort_unstable();
    let mut joined: Open = Vec::with_capacity(spans.len());
    for (start, end) in spans {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

/// A span as stretches, each with the days to add to the date the span stands on. A day and night
/// that does not begin at midnight would read as nothing, so it is told in two parts.
fn stretches((start, end): (i32, i32)) -> Vec<(i32, Stretch)> {
    let day = i32::from(DAY_MINUTES);
    let mut shift = start.div_euclid(day);
    let (mut opens, mut left) = (start - shift * day, end - start);
    if left < day {
        let stretch = Stretch {
            opens,
            closes: opens + left,
            continued: false,
        };
        return vec![(shift, stretch)];
    }
    let mut parts = Vec::new();
    while left > 0 {
        let length = left.min(day - opens);
        left -= length;
        let stretch = Stretch {
            opens,
            closes: opens + length,
            continued: left > 0,
        };
        parts.push((shift, stretch));
        opens = 0;
        shift += 1;
    }
    parts
}

/// `opens` and `closes` as they are written.
fn clocks(stretch: Stretch) -> (String, String) {
    let clock = |minute: i32| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
    let whole = stretch.closes == i32::from(DAY_MINUTES) && stretch.opens == 0;
    let closes = if whole || stretch.continued {
        "23:59".to_owned()
    } else {
        clock(stretch.closes)
    };
    (clock(stretch.opens), closes)
}

fn by_calendar_day(week: &[Open; 7]) -> [Vec<Stretch>; 7] {
    let mut days: [Vec<Stretch>; 7] = Default::default();
    for (weekday, open) in week.iter().enumerate() {
        for (shift, stretch) in open.iter().copied().flat_map(stretches) {
            days[(weekday + shift as usize) % 7].push(stretch);
        }
    }
    days
}

fn weekly_entries(week: &[Open; 7]) -> Vec<Value> {
    let mut groups: Vec<((String, String), [bool; 7])> = Vec::new();
    for (weekday, open) in week.iter().enumerate() {
        for (shift, stretch) in open.iter().copied().flat_map(stretches) {
            let weekday = (weekday + shift as usize) % 7;
            let (opens, closes) = clocks(stretch);
            match groups
                .iter_mut()
                .find(|(known, days)| *known == (opens.clone(), closes.clone()) && !days[weekday])
            {
                Some((_, days)) => days[weekday] = true,
                None => groups.push(((opens, closes), std::array::from_fn(|day| day == weekday))),
            }
        }
    }
    let entry = |((opens, closes), days): ((String, String), [bool; 7])| {
        let names: Vec<String> = (0..7)
            .filter(|&day| days[day])
            .map(|day| format!("https://schema.org/{}", NAMES[day]))
            .collect();
        json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": names, "opens": opens, "closes": closes })
    };
    groups.into_iter().map(entry).collect()
}

fn dated_entries(run: Option<(Day, Day, &Vec<Stretch>)>, entries: &mut Vec<Value>) {
    let Some((from, to, stretches)) = run else {
        return;
    };
    let entry = |(opens, closes): (String, String)| {
        json!({
            "@type": "OpeningHoursSpecification",
            "opens": opens,
            "closes": closes,
            "validFrom": calendar::to_date(from).to_string(),
            "validThrough": calendar::to_date(to).to_string(),
        })
    };
    if stretches.is_empty() {
        entries.push(entry(("00:00".into(), "00:00".into())));
    }
    entries.extend(stretches.iter().copied().map(clocks).map(entry));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{
        DatedException, HolidayRule, RuleState, Span, Weekday, WeeklyRule, compile,
    };

    fn rule(days: &[usize], start: &str, minutes: i32) -> WeeklyRule {
        WeeklyRule {
            days: days.iter().map(|&day| Weekday::from_index(day)).collect(),
            start: start.into(),
            duration_minutes: minutes,
            ..WeeklyRule::default()
        }
    }

    fn entries(schedule: &Schedule) -> Vec<Value> {
        opening_hours_specification(
            schedule,
            &compile(schedule).unwrap(),
            "2026-11-21".parse().unwrap(),
        )
    }

    #[test]
    fn an_office_with_its_holidays() {
        let mut office = Schedule::of_week(vec![rule(&[0, 1], "08:00", 450)]);
        office.exceptions = vec![DatedException {
            from: "2026-11-23".into(),
            to: "2026-11-23".into(),
            spans: vec![Span {
                start: "10:00".into(),
                duration_minutes: 120,
                ..Span::default()
            }],
            ..DatedException::default()
        }];
        let entries = entries(&office);
        assert_eq!(
            entries[0],
            json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Tuesday"],
                    "opens": "08:00", "closes": "15:30" })
        );
        assert_eq!(
            entries[1],
            json!({ "@type": "OpeningHoursSpecification", "opens": "10:00", "closes": "12:00",
                    "validFrom": "2026-11-23", "validThrough": "2026-11-23" })
        );
        let closed: Vec<_> = entries[2..]
            .iter()
            .map(|entry| {
                (
                    entry["validFrom"].as_str().unwrap(),
                    entry["closes"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(closed, [("2027-03-29", "00:00"), ("2027-05-17", "00:00")]);
    }

    #[test]
    fn nights_close_before_they_open_and_whole_days_end_at_23_59() {
        let mut night = Schedule::of_week(vec![
            rule(&[4], "22:00", 240),
            rule(&[5], "18:00", 360),
            rule(&[6], "08:00", 1440),
        ]);
        night.holidays.rule = HolidayRule::Normal;
        let times: Vec<_> = entries(&night)
            .iter()
            .map(|e| {
                format!(
                    "{} {}-{}",
                    e["dayOfWeek"][0].as_str().unwrap(),
                    e["opens"].as_str().unwrap(),
                    e["closes"].as_str().unwrap()
                )
            })
            .collect();
        assert_eq!(
            times,
            [
                "https://schema.org/Friday 22:00-02:00",
                "https://schema.org/Saturday 18:00-00:00",
                "https://schema.org/Sunday 08:00-23:59",
                "https://schema.org/Monday 00:00-08:00"
            ]
        );
        let always = entries(&Schedule::always());
        assert_eq!(
            (always.len(), always[0]["closes"].as_str()),
            (1, Some("23:59"))
        );
    }

    /// What the dated entries say of a date.
    fn dated(entries: &[Value], date: &str) -> Vec<String> {
        let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        entries
            .iter()
            .filter(|entry| {
                !entry["validFrom"].is_null()
                    && text(entry, "validFrom").as_str() <= date
                    && date <= text(entry, "validThrough").as_str()
            })
            .map(|entry| format!("{}-{}", text(entry, "opens"), text(entry, "closes")))
            .collect()
    }

    fn closed(date: &str) -> DatedException {
        DatedException {
            from: date.into(),
            to: date.into(),
            ..DatedException::default()
        }
    }

    #[test]
    fn a_date_with_an_entry_of_its_own_is_told_whole() {
        let mut clinic = Schedule::of_week(vec![
            rule(&[0, 1, 2, 3, 4], "15:30", 990),
            rule(&[5, 6], "08:00", 1440),
        ]);
        clinic.holidays.rule = HolidayRule::AsSunday;
        let entries = entries(&clinic);
        // Friday 25th is as a Sunday and leaves its morning on the Saturday, which keeps its own hours.
        assert_eq!(
            dated(&entries, "2026-12-25"),
            ["08:00-23:59"],
            "Thursday's night is Thursday's"
        );
        for saturday in ["2026-12-26", "2027-01-02"] {
            assert_eq!(
                dated(&entries, saturday),
                ["00:00-08:00", "08:00-23:59"],
                "{saturday}"
            );
        }
        assert_eq!(dated(&entries, "2026-12-27"), [""; 0]);
    }

    #[test]
    fn the_morning_after_a_closed_date_is_told() {
        let mut clinic = Schedule::of_week(vec![
            rule(&[0, 1, 2, 3, 4], "15:30", 990),
            rule(&[5, 6], "08:00", 1440),
        ]);
        clinic.exceptions = vec![closed("2026-12-05"), closed("2026-12-08")];
        let entries = entries(&clinic);
        // Friday's night is Friday's; the Sunday lacks the second part of Saturday.
        assert_eq!(dated(&entries, "2026-12-05"), ["00:00-00:00"]);
        assert_eq!(dated(&entries, "2026-12-06"), ["08:00-23:59"]);
        assert_eq!(dated(&entries, "2026-12-07"), [""; 0]);
        // A weekday's night is one entry and goes with its date.
        assert_eq!(dated(&entries, "2026-12-08"), ["00:00-00:00"]);
        assert_eq!(dated(&entries, "2026-12-09"), [""; 0]);
    }

    #[test]
    fn what_a_closure_leaves_of_a_night_stands_on_its_own_date() {
        let mut night = Schedule::of_week(vec![rule(&[5], "22:00", 480)]);
        night.closures = vec![crate::hours::Closure {
            from: "2026-12-06T02:00".into(),
            to: "2026-12-06T03:00".into(),
            ..Default::default()
        }];
        let entries = entries(&night);
        assert_eq!(dated(&entries, "2026-12-05"), ["22:00-02:00"]);
        assert_eq!(dated(&entries, "2026-12-06"), ["03:00-06:00"]);
    }

    #[test]
    fn yesterday_is_told_when_its_night_is_missing_today() {
        let mut night = Schedule::of_week(vec![rule(&[4], "22:00", 480)]);
        night.exceptions = vec![closed("2026-11-20")];
        assert_eq!(dated(&entries(&night), "2026-11-20"), ["00:00-00:00"]);
    }

    #[test]
    fn appointments_are_left_out() {
        let mut schedule = Schedule::of_week(vec![rule(&[0], "09:00", 60)]);
        schedule.weekly[0].state = RuleState::Appointment;
        assert_eq!(entries(&schedule), Vec::<Value>::new());
        assert_eq!(entries(&Schedule::appointment_only()), Vec::<Value>::new());
        assert_eq!(entries(&Schedule::default()), Vec::<Value>::new());
    }
}
