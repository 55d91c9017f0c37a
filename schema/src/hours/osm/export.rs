//! Writing a schedule in OpenStreetMap's notation.
//!
//! A later rule of the notation replaces an earlier one on the dates both name, so the rules are
//! written in the reverse order of who has the last word here: base week, recurring seasons,
//! dated seasons, public holidays, single holidays, exceptions from wide to narrow, closures.

use serde::{Deserialize, Serialize};

use super::{DAYS, MONTHS};
use crate::hours::calendar::{self, DAY_MINUTES, Day};
use crate::hours::read::{self, SeasonRange};
use crate::hours::schedule::{
    DEFAULT_TIME_ZONE, HolidayChoice, HolidayKey, HolidayRule, Mode, RuleState, Schedule, Span,
    WeekParity, WeeklyRule,
};

/// What the notation cannot carry, or carries with another meaning in other engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::Enum),
    graphql(name = "OpeningHoursOsmLoss")
)]
pub enum OsmLoss {
    /// The notation has no word for hours that are not stated.
    NotStated,
    /// "By appointment" becomes "unknown" with a comment.
    Appointment,
    /// Notes and reasons are left out.
    Texts,
    /// A night across a holiday or exception is cut in other places by other engines.
    NightTail,
    /// A holiday that is an ordinary day in spite of the policy cannot be said.
    HolidayAsUsual,
    /// Public holidays have the Sunday hours of the base week in every season.
    SundayInSeason,
    /// Public holidays have only those Sunday hours that hold every Sunday.
    SundayOfSomeWeeks,
    /// A closure over several dates is told only roughly.
    LongClosure,
    /// The notation's times are those of the place; this schedule has another time zone than Norway's.
    TimeZone,
    /// Something could not be read and is left out.
    Unreadable,
}

/// A schedule in the notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OsmExport {
    /// The value of the `opening_hours` tag; none when there is nothing to say.
    pub value: Option<String>,
    /// Whether anything was lost.
    pub lossy: bool,
    /// What was.
    pub losses: Vec<OsmLoss>,
}

/// Writes a schedule as the value of an `opening_hours` tag.
#[must_use]
pub fn export(schedule: &Schedule) -> OsmExport {
    let mut writer = Writer::default();
    match schedule.mode {
        Mode::NotStated => writer.losses.push(OsmLoss::NotStated),
        Mode::Always => writer.rules.push("24/7".to_owned()),
        Mode::AppointmentOnly => {
            writer.losses.push(OsmLoss::Appointment);
            writer
                .rules
                .push("24/7 unknown \"by appointment\"".to_owned());
        }
        Mode::Scheduled => writer.regular(schedule),
    }
    if schedule.mode != Mode::NotStated {
        writer.dated(schedule);
        if schedule.time_zone != DEFAULT_TIME_ZONE {
            writer.losses.push(OsmLoss::TimeZone);
        }
    }
    let Writer { rules, mut losses } = writer;
    losses.sort_unstable();
    losses.dedup();
    OsmExport {
        value: Some(rules.join("; ")).filter(|value| !value.is_empty()),
        lossy: !losses.is_empty(),
        losses,
    }
}

#[derive(Default)]
struct Writer {
    rules: Vec<String>,
    losses: Vec<OsmLoss>,
}

/// Hours in minutes.
type Hours = (u16, u16, RuleState);

fn hours(start: &str, duration: i32, state: RuleState) -> Option<Hours> {
    let start = read::time(start).ok()?;
    let duration = u16::try_from(duration)
        .ok()
        .filter(|minutes| (1..=DAY_MINUTES).contains(minutes))?;
    Some((start, start + duration, state))
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn times(hours: &[Hours]) -> String {
    let one = |&(start, end, _): &Hours| {
        // Past midnight is written as on a clock, except where that would read as nothing at all.
        let end = if end > DAY_MINUTES && end - start < DAY_MINUTES {
            end - DAY_MINUTES
        } else {
            end
        };
        format!("{}-{}", clock(start), clock(end))
    };
    hours.iter().map(one).collect::<Vec<_>>().join(",")
}

fn month_day(month: u32, day: u32) -> String {
    format!("{} {day:02}", MONTHS[(month.clamp(1, 12) - 1) as usize])
}

fn full_date(day: Day) -> String {
    let (year, month, dom) = calendar::civil(day);
    format!("{year} {}", month_day(month, dom))
}

fn full_range(from: Day, to: Day) -> String {
    if from == to {
        full_date(from)
    } else {
        format!("{}-{}", full_date(from), full_date(to))
    }
}

fn day_list(days: [bool; 7]) -> String {
    let mut parts = Vec::new();
    let mut i = 0;
    while i < 7 {
        let mut end = i;
        while days[i] && end < 6 && days[end + 1] {
            end += 1;
        }
        match (days[i], end - i) {
            (false, _) => {}
            (true, 0) => parts.push(DAYS[i].to_owned()),
            (true, 1) => parts.push(format!("{},{}", DAYS[i], DAYS[end])),
            _ => parts.push(format!("{}-{}", DAYS[i], DAYS[end])),
        }
        i = end + 1;
    }
    parts.join(",")
}

impl Writer {
    fn regular(&mut self, schedule: &Schedule) {
        self.week("", &schedule.weekly);
        if self.rules.is_empty() {
            self.rules.push("off".to_owned());
        }
        let ranges = schedule
            .seasons
            .iter()
            .map(|season| (season, SeasonRange::read(&season.from, &season.to)));
        let (recurring, dated): (Vec<_>, Vec<_>) =
            ranges.partition(|(_, range)| !matches!(range, Ok(SeasonRange::Dated { .. })));
        // Of two that meet, the earlier listed has the last word: it is written last.
        for (season, range) in recurring.into_iter().rev().chain(dated.into_iter().rev()) {
            let selector = match range {
                Ok(SeasonRange::Recurring { from, to }) if from == to => month_day(from.0, from.1),
                Ok(SeasonRange::Recurring { from, to }) => {
                    format!("{}-{}", month_day(from.0, from.1), month_day(to.0, to.1))
                }
                Ok(SeasonRange::Dated { from, to }) => full_range(from, to),
                Err(_) => {
                    self.losses.push(OsmLoss::Unreadable);
                    continue;
                }
            };
            // Certain dates alone would read as an exception, and one date of every year as its holiday.
            let all = match range {
                Ok(SeasonRange::Recurring { from, to }) if from != to => "",
                _ => " Mo-Su",
            };
            self.rules.push(format!("{selector}{all} off"));
            self.week(&format!("{selector} "), &season.rules);
            if !season.name.is_empty() {
                self.losses.push(OsmLoss::Texts);
            }
        }
        self.holidays(schedule);
    }

    /// The rules of a week behind a selector: those of every week replace, the rest add.
    fn week(&mut self, selector: &str, rules: &[WeeklyRule]) {
        if rules.iter().any(|rule| !rule.note.is_empty()) {
            self.losses.push(OsmLoss::Texts);
        }
        // All rules of one condition and state with the same hours are one.
        let mut groups: Vec<(String, RuleState, [Vec<Hours>; 7])> = Vec::new();
        let mut ordered: Vec<&WeeklyRule> = rules.iter().collect();
        ordered.sort_by_key(|rule| {
            (
                rule.state,
                rule.weeks != WeekParity::Every || !rule.nth.is_empty(),
            )
        });
        for rule in ordered {
            let Some(hours) = hours(&rule.start, rule.duration_minutes, rule.state) else {
                self.losses.push(OsmLoss::Unreadable);
                continue;
            };
            let weeks = match rule.weeks {
                WeekParity::Every => "",
                WeekParity::Odd => "week 01-53/2 ",
                WeekParity::Even => "week 02-53/2 ",
            };
            let nth: Vec<String> = rule.nth.iter().map(i32::to_string).collect();
            let condition = format!(
                "{weeks}|{}",
                if nth.is_empty() {
                    String::new()
                } else {
                    format!("[{}]", nth.join(","))
                }
            );
            let group = match groups
                .iter()
                .position(|(known, state, _)| *known == condition && *state == rule.state)
            {
                Some(i) => i,
                None => {
                    groups.push((condition, rule.state, Default::default()));
                    groups.len() - 1
                }
            };
            for day in &rule.days {
                groups[group].2[day.index()].push(hours);
            }
        }
        let mut first = true;
        for (condition, state, mut days) in groups {
            let (weeks, nth) = condition.split_once('|').unwrap_or_default();
            days.iter_mut().for_each(|hours| {
                hours.sort_unstable();
                hours.dedup();
            });
            let mut done = [false; 7];
            for day in 0..7 {
                if done[day] || days[day].is_empty() {
                    continue;
                }
                let same: [bool; 7] = std::array::from_fn(|other| days[other] == days[day]);
                (0..7)
                    .filter(|&other| same[other])
                    .for_each(|other| done[other] = true);
                let list = if nth.is_empty() {
                    day_list(same)
                } else {
                    (0..7)
                        .filter(|&day| same[day])
                        .map(|day| format!("{}{nth}", DAYS[day]))
                        .collect::<Vec<_>>()
                        .join(",")
                };
                let mut text = format!("{selector}{weeks}{list} {}", times(&days[day]));
                if state == RuleState::Appointment {
                    self.losses.push(OsmLoss::Appointment);
                    text.push_str(" unknown \"by appointment\"");
                }
                // The first condition's days are disjoint; what follows adds to them.
                match self.rules.last_mut() {
                    Some(last) if !first => {
                        last.push_str(", ");
                        last.push_str(&text);
                    }
                    _ => self.rules.push(text),
                }
                first = false;
            }
        }
    }

    fn holidays(&mut self, schedule: &Schedule) {
        let sunday: Vec<Hours> = schedule
            .weekly
            .iter()
            .filter(|rule| {
                rule.days.iter().any(|day| day.index() == 6)
                    && rule.weeks == WeekParity::Every
                    && rule.nth.is_empty()
            })
            .filter_map(|rule| hours(&rule.start, rule.duration_minutes, rule.state))
            .collect();
        let seldom = |rules: &[WeeklyRule]| {
            rules.iter().any(|rule| {
                rule.days.iter().any(|day| day.index() == 6)
                    && (rule.weeks != WeekParity::Every || !rule.nth.is_empty())
            })
        };
        let overrides = &schedule.holidays.overrides;
        let as_sunday = schedule.holidays.rule == HolidayRule::AsSunday
            || overrides
                .iter()
                .any(|holiday| holiday.choice == HolidayChoice::AsSunday);
        if as_sunday && !schedule.seasons.is_empty() {
            self.losses.push(OsmLoss::SundayInSeason);
        }
        if as_sunday && seldom(&schedule.weekly) {
            self.losses.push(OsmLoss::SundayOfSomeWeeks);
        }
        match schedule.holidays.rule {
            HolidayRule::Normal => {}
            HolidayRule::Closed => self.spans("PH", &[]),
            HolidayRule::AsSunday => self.spans("PH", &sunday),
        }
        if nights(schedule)
            && (schedule.holidays.rule != HolidayRule::Normal || !overrides.is_empty())
        {
            self.losses.push(OsmLoss::NightTail);
        }
        for holiday in schedule.holidays.overrides.iter().rev() {
            let selector = key_selector(holiday.key);
            match holiday.choice {
                HolidayChoice::Policy => {}
                HolidayChoice::Closed => self.spans(&selector, &[]),
                HolidayChoice::AsSunday => self.spans(&selector, &sunday),
                HolidayChoice::Hours => {
                    let own = self.read(&holiday.spans);
                    self.spans(&selector, &own);
                }
                HolidayChoice::Normal if usual_anyway(schedule, holiday.key) => {}
                HolidayChoice::Normal => self.losses.push(OsmLoss::HolidayAsUsual),
            }
        }
    }

    fn read(&mut self, spans: &[Span]) -> Vec<Hours> {
        let read: Vec<Hours> = spans
            .iter()
            .filter_map(|span| hours(&span.start, span.duration_minutes, span.state))
            .collect();
        if read.len() != spans.len() {
            self.losses.push(OsmLoss::Unreadable);
        }
        read
    }

    /// Own hours of a selector; none is off.
    fn spans(&mut self, selector: &str, spans: &[Hours]) {
        let of = |wanted: RuleState| {
            spans
                .iter()
                .copied()
                .filter(|span| span.2 == wanted)
                .collect::<Vec<_>>()
        };
        let (open, appointment) = (of(RuleState::Open), of(RuleState::Appointment));
        let mut parts = Vec::new();
        if !open.is_empty() {
            parts.push(format!("{selector} {}", times(&open)));
        }
        if !appointment.is_empty() {
            self.losses.push(OsmLoss::Appointment);
            parts.push(format!(
                "{selector} {} unknown \"by appointment\"",
                times(&appointment)
            ));
        }
        // Closed first: an addition alone would leave the ordinary hours in force.
        if open.is_empty() {
            parts.insert(0, format!("{selector} off"));
        }
        self.rules.push(parts.join(", "));
    }

    fn dated(&mut self, schedule: &Schedule) {
        let mut ranges = Vec::new();
        for exception in &schedule.exceptions {
            match (read::date(&exception.from), read::date(&exception.to)) {
                (Ok(from), Ok(to)) if from <= to => ranges.push((from, to, exception)),
                _ => self.losses.push(OsmLoss::Unreadable),
            }
        }
        // Wide before narrow, later listed before earlier.
        ranges.reverse();
        ranges.sort_by_key(|(from, to, _)| std::cmp::Reverse(to - from));
        for (from, to, exception) in ranges {
            let mut own = self.read(&exception.spans);
            if schedule.mode == Mode::AppointmentOnly {
                own.iter_mut()
                    .for_each(|hours| hours.2 = RuleState::Appointment);
            }
            self.spans(&full_range(from, to), &own);
            if nights(schedule) {
                self.losses.push(OsmLoss::NightTail);
            }
            if !exception.reason.is_empty() {
                self.losses.push(OsmLoss::Texts);
            }
        }
        for closure in &schedule.closures {
            let (Ok(from), Ok(to)) = (read::moment(&closure.from), read::moment(&closure.to))
            else {
                self.losses.push(OsmLoss::Unreadable);
                continue;
            };
            if !closure.reason.is_empty() {
                self.losses.push(OsmLoss::Texts);
            }
            let end = if to.1 == 0 && to.0 == from.0 + 1 {
                (from.0, DAY_MINUTES)
            } else {
                to
            };
            if end.0 == from.0 && from.1 < end.1 {
                self.rules.push(format!(
                    "{} {}-{} off",
                    full_date(from.0),
                    clock(from.1),
                    clock(end.1)
                ));
            } else if end.0 > from.0 {
                self.losses.push(OsmLoss::LongClosure);
                self.rules
                    .push(format!("{} {}-24:00 off", full_date(from.0), clock(from.1)));
                if to.0 - from.0 > 1 {
                    self.rules
                        .push(format!("{} off", full_range(from.0 + 1, to.0 - 1)));
                }
                if to.1 > 0 {
                    self.rules
                        .push(format!("{} 00:00-{} off", full_date(to.0), clock(to.1)));
                }
            } else {
                self.losses.push(OsmLoss::Unreadable);
            }
        }
    }
}

/// Whether a holiday that was chosen to be as usual would be so without a word. A date may have two
/// holidays, one counted from Easter and one with a date of its own.
fn usual_anyway(schedule: &Schedule, key: HolidayKey) -> bool {
    let ruled = schedule.holidays.rule != HolidayRule::Normal;
    // Whit Eve is 17 May in some years; no other eve falls on a public holiday.
    let public = !key.is_eve() || key == HolidayKey::WhitEve;
    let overruled = schedule.holidays.overrides.iter().any(|other| {
        !matches!(other.choice, HolidayChoice::Policy | HolidayChoice::Normal)
            && (other.key == key || other.key.fixed().is_some() != key.fixed().is_some())
    });
    !(ruled && public || overruled)
}

/// Whether any span of any date runs past midnight.
fn nights(schedule: &Schedule) -> bool {
    let past = |start: &str, minutes: i32| {
        hours(start, minutes, RuleState::Open).is_some_and(|(_, end, _)| end > DAY_MINUTES)
    };
    let rules = |rules: &[WeeklyRule]| {
        rules
            .iter()
            .any(|rule| past(&rule.start, rule.duration_minutes))
    };
    let spans = |spans: &[Span]| {
        spans
            .iter()
            .any(|span| past(&span.start, span.duration_minutes))
    };
    let regular = || {
        rules(&schedule.weekly)
            || schedule.seasons.iter().any(|season| rules(&season.rules))
            || schedule
                .holidays
                .overrides
                .iter()
                .any(|holiday| spans(&holiday.spans))
    };
    schedule.mode == Mode::Scheduled && regular()
        || schedule
            .exceptions
            .iter()
            .any(|exception| spans(&exception.spans))
}

fn key_selector(key: HolidayKey) -> String {
    match (key.fixed(), key.after_easter()) {
        (Some((month, day)), _) => month_day(month, day),
        (None, Some(0)) => "easter".to_owned(),
        (None, Some(days)) => format!(
            "easter {days:+} day{}",
            if days.abs() == 1 { "" } else { "s" }
        ),
        (None, None) => String::new(),
    }
}
