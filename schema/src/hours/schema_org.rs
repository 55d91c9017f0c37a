//! schema.org `openingHoursSpecification`, by the rules Google's validator holds.
//!
//! The ordinary week has one entry for each group of weekdays with the same hours. What differs
//! in the coming year (seasons, holidays, exceptions, closures, rules for some weeks only) has
//! entries with `validFrom` and `validThrough`. A night is written with `closes` before `opens`,
//! a whole day as 00:00 to 23:59, a closed date as 00:00 to 00:00. Hours by appointment are left
//! out: nobody should be sent to a locked door.

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

/// Open minutes of a date, in order; the end may be on the next.
type Open = Vec<(i32, i32)>;

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
    let first = calendar::from_date(today);
    let mut run: Option<(Day, Day, Open)> = None;
    for day in first..=first + AHEAD.min(limits::HORIZON_DAYS as i32 - 1) {
        let open = open_on(compiled, day);
        let special = open != week[calendar::weekday(day)];
        match &mut run {
            Some((_, last, known)) if special && *known == open => *last = day,
            _ => {
                dated_entries(run.take(), &mut entries);
                run = special.then_some((day, day, open));
            }
        }
    }
    dated_entries(run, &mut entries);
    entries
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

/// `opens` and `closes`, with the days to add to the date they stand on. A day and night that does
/// not begin at midnight would read as nothing, so it is told in two parts.
fn parts((start, end): (i32, i32)) -> Vec<(i32, String, String)> {
    let day = i32::from(DAY_MINUTES);
    let clock = |minute: i32| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
    if (start, end) == (0, day) {
        return vec![(0, "00:00".into(), "23:59".into())];
    }
    if end - start >= day {
        let mut parts = vec![(0, clock(start), "23:59".to_owned())];
        if end > day {
            parts.push((1, "00:00".into(), clock(end)));
        }
        return parts;
    }
    vec![(0, clock(start), clock(end))]
}

fn weekly_entries(week: &[Open; 7]) -> Vec<Value> {
    let mut groups: Vec<((String, String), [bool; 7])> = Vec::new();
    for (weekday, open) in week.iter().enumerate() {
        for (shift, opens, closes) in open.iter().copied().flat_map(parts) {
            let weekday = (weekday + shift as usize) % 7;
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

fn dated_entries(run: Option<(Day, Day, Open)>, entries: &mut Vec<Value>) {
    let Some((from, to, open)) = run else { return };
    let entry = |shift: i32, opens: &str, closes: &str| {
        json!({
            "@type": "OpeningHoursSpecification",
            "opens": opens,
            "closes": closes,
            "validFrom": calendar::to_date(from + shift).to_string(),
            "validThrough": calendar::to_date(to + shift).to_string(),
        })
    };
    if open.is_empty() {
        entries.push(entry(0, "00:00", "00:00"));
    }
    entries.extend(
        open.into_iter()
            .flat_map(parts)
            .map(|(shift, opens, closes)| entry(shift, &opens, &closes)),
    );
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

    #[test]
    fn appointments_are_left_out() {
        let mut schedule = Schedule::of_week(vec![rule(&[0], "09:00", 60)]);
        schedule.weekly[0].state = RuleState::Appointment;
        assert_eq!(entries(&schedule), Vec::<Value>::new());
        assert_eq!(entries(&Schedule::appointment_only()), Vec::<Value>::new());
        assert_eq!(entries(&Schedule::default()), Vec::<Value>::new());
    }
}
