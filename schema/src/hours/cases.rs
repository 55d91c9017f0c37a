//! Replaying worked cases: schedules and instants in a neutral notation, with the answers
//! expected of any engine.
//!
//! The notation knows nothing of this engine: days are 1 to 7, a close after midnight is
//! `"26:00"`, `next` is the instant of the next change, null for never within the horizon, or
//! left out when only the state matters.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::calendar::DAY_MINUTES;
use super::engine::CompiledSchedule;
use super::plan::State;
use super::schedule::{
    Closure, DatedException, HolidayChoice, HolidayKey, HolidayOverride, HolidayPolicy,
    HolidayRule, Mode, RuleState, Schedule, Season, Span, WeekParity, Weekday, WeeklyRule,
};

/// The outcome of replaying a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// One line a case that differs.
    pub differences: Vec<String>,
    /// Cases with the expected answers.
    pub passed: usize,
    /// Cases without.
    pub failed: usize,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.differences {
            writeln!(f, "{line}")?;
        }
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[derive(Deserialize)]
struct File {
    schedules: BTreeMap<String, Value>,
    cases: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notation {
    #[serde(default)]
    mode: Option<NotedMode>,
    #[serde(default, alias = "tz", alias = "timezone", alias = "timeZone")]
    zone: Option<String>,
    #[serde(default)]
    base: Vec<NotedRule>,
    #[serde(default)]
    seasons: Vec<NotedSeason>,
    #[serde(default)]
    holidays: NotedHolidays,
    #[serde(default)]
    exceptions: Vec<NotedException>,
    #[serde(default)]
    closures: Vec<NotedClosure>,
    #[serde(default, rename = "note", alias = "why")]
    _note: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum NotedMode {
    Always,
    Scheduled,
    Appointment,
    Unknown,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotedRule {
    days: Vec<usize>,
    open: String,
    close: String,
    #[serde(default)]
    state: NotedState,
    #[serde(default)]
    weeks: NotedWeeks,
    #[serde(default)]
    nth: Vec<i32>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum NotedState {
    #[default]
    Open,
    Appointment,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum NotedWeeks {
    #[default]
    All,
    Odd,
    Even,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotedSeason {
    from: String,
    to: String,
    #[serde(default)]
    rules: Vec<NotedRule>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct NotedHolidays {
    #[serde(default)]
    default: NotedPolicy,
    #[serde(default)]
    overrides: BTreeMap<String, Vec<NotedSpan>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum NotedPolicy {
    #[default]
    Closed,
    Normal,
    Sunday,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotedSpan {
    open: String,
    close: String,
    #[serde(default)]
    state: NotedState,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotedException {
    from: String,
    to: String,
    #[serde(default)]
    spans: Vec<NotedSpan>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotedClosure {
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct NotedCase {
    id: String,
    s: String,
    at: DateTime<chrono::FixedOffset>,
    state: String,
}

/// Replays every case of a file.
///
/// # Errors
/// When the text is not in the notation at all. A single schedule or case that cannot be read
/// is a difference, not an error.
pub fn replay(json: &str) -> Result<Report, String> {
    let file: File =
        serde_json::from_str(json).map_err(|error| format!("not a file of cases: {error}"))?;
    let schedules: BTreeMap<&str, Result<CompiledSchedule, String>> = file
        .schedules
        .iter()
        .map(|(name, value)| (name.as_str(), read(value)))
        .collect();
    let mut report = Report::default();
    for (i, case) in file.cases.iter().enumerate() {
        let difference = match NotedCase::deserialize(case) {
            Err(error) => Some(format!("case {}: cannot be read: {error}", i + 1)),
            Ok(noted) => match schedules.get(noted.s.as_str()) {
                None => Some(format!("{}: no schedule is called {:?}", noted.id, noted.s)),
                Some(Err(error)) => Some(format!(
                    "{}: schedule {:?} cannot be read: {error}",
                    noted.id, noted.s
                )),
                Some(Ok(schedule)) => compare(schedule, &noted, case),
            },
        };
        match difference {
            None => report.passed += 1,
            Some(line) => {
                report.failed += 1;
                report.differences.push(line);
            }
        }
    }
    Ok(report)
}

/// Reads one schedule of the notation as a document.
///
/// # Errors
/// What is not in the notation.
pub fn schedule(value: &Value) -> Result<Schedule, String> {
    let notation = Notation::deserialize(value).map_err(|error| error.to_string())?;
    document(notation)
}

fn read(value: &Value) -> Result<CompiledSchedule, String> {
    super::compile(&schedule(value)?).map_err(|problems| {
        let told: Vec<_> = problems
            .iter()
            .map(|problem| format!("{} at {}", problem.code.as_str(), problem.path))
            .collect();
        told.join(", ")
    })
}

fn compare(schedule: &CompiledSchedule, noted: &NotedCase, case: &Value) -> Option<String> {
    let at = noted.at.with_timezone(&Utc);
    let state = state_word(schedule.state_at(at).state);
    let mut differences = Vec::new();
    if state != noted.state.to_lowercase() {
        differences.push(format!("state is {state}, expected {}", noted.state));
    }
    if let Some(expected) = case.get("next") {
        let show = |instant: Option<DateTime<Utc>>| {
            instant.map_or_else(
                || "never".to_owned(),
                |instant| instant.with_timezone(&schedule.zone().tz()).to_rfc3339(),
            )
        };
        let next = schedule.next_change(at).map(|change| change.at);
        let wanted = match expected {
            Value::Null => Ok(None),
            Value::String(text) => DateTime::parse_from_rfc3339(text)
                .map(|at| Some(at.with_timezone(&Utc)))
                .map_err(|_| text),
            _ => return Some(format!("{}: next is neither an instant nor null", noted.id)),
        };
        match wanted {
            Ok(wanted) if wanted == next => {}
            Ok(wanted) => {
                differences.push(format!("next is {}, expected {}", show(next), show(wanted)))
            }
            Err(text) => differences.push(format!("next {text:?} is not an instant")),
        }
    }
    (!differences.is_empty()).then(|| {
        format!(
            "{} {} at {}: {}",
            noted.id,
            noted.s,
            noted.at.to_rfc3339(),
            differences.join("; ")
        )
    })
}

const fn state_word(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Closed => "closed",
        State::Appointment => "appointment",
        State::Unknown => "unknown",
    }
}

fn document(notation: Notation) -> Result<Schedule, String> {
    let Notation {
        mode,
        zone,
        base,
        seasons,
        holidays,
        exceptions,
        closures,
        _note: _,
    } = notation;
    let mut schedule = Schedule {
        mode: match mode {
            Some(NotedMode::Always) => Mode::Always,
            Some(NotedMode::Appointment) => Mode::AppointmentOnly,
            Some(NotedMode::Unknown) => Mode::NotStated,
            Some(NotedMode::Scheduled) | None => Mode::Scheduled,
        },
        weekly: rules(base)?,
        holidays: HolidayPolicy {
            rule: match holidays.default {
                NotedPolicy::Closed => HolidayRule::Closed,
                NotedPolicy::Normal => HolidayRule::Normal,
                NotedPolicy::Sunday => HolidayRule::AsSunday,
            },
            overrides: holidays
                .overrides
                .into_iter()
                .map(|(key, noted)| {
                    let key = HolidayKey::deserialize(Value::String(key.to_ascii_uppercase()))
                        .map_err(|_| format!("no holiday is called {key:?}"))?;
                    Ok(HolidayOverride {
                        key,
                        choice: HolidayChoice::Hours,
                        spans: spans(noted)?,
                        confirmed_years: Vec::new(),
                    })
                })
                .collect::<Result<_, String>>()?,
        },
        ..Schedule::default()
    };
    if let Some(zone) = zone {
        schedule.time_zone = zone;
    }
    for NotedSeason {
        from,
        to,
        rules: noted,
    } in seasons
    {
        schedule.seasons.push(Season {
            from,
            to,
            rules: rules(noted)?,
            ..Season::default()
        });
    }
    for NotedException {
        from,
        to,
        spans: noted,
    } in exceptions
    {
        schedule.exceptions.push(DatedException {
            from,
            to,
            spans: spans(noted)?,
            ..DatedException::default()
        });
    }
    for NotedClosure { from, to } in closures {
        schedule.closures.push(Closure {
            from,
            to,
            ..Closure::default()
        });
    }
    Ok(schedule)
}

fn rules(noted: Vec<NotedRule>) -> Result<Vec<WeeklyRule>, String> {
    noted
        .into_iter()
        .map(
            |NotedRule {
                 days,
                 open,
                 close,
                 state,
                 weeks,
                 nth,
             }| {
                let days = days
                    .into_iter()
                    .map(|day| match day {
                        1..=7 => Ok(Weekday::from_index(day - 1)),
                        _ => Err(format!("no weekday has number {day}")),
                    })
                    .collect::<Result<_, String>>()?;
                let duration_minutes = duration(&open, &close)?;
                let weeks = match weeks {
                    NotedWeeks::All => WeekParity::Every,
                    NotedWeeks::Odd => WeekParity::Odd,
                    NotedWeeks::Even => WeekParity::Even,
                };
                Ok(WeeklyRule {
                    days,
                    start: open,
                    duration_minutes,
                    state: state.into(),
                    weeks,
                    nth,
                    ..WeeklyRule::default()
                })
            },
        )
        .collect()
}

fn spans(noted: Vec<NotedSpan>) -> Result<Vec<Span>, String> {
    noted
        .into_iter()
        .map(|NotedSpan { open, close, state }| {
            Ok(Span {
                duration_minutes: duration(&open, &close)?,
                start: open,
                state: state.into(),
            })
        })
        .collect()
}

impl From<NotedState> for RuleState {
    fn from(state: NotedState) -> Self {
        match state {
            NotedState::Open => Self::Open,
            NotedState::Appointment => Self::Appointment,
        }
    }
}

/// Minutes from open to close; a close that is not after the open is on the next day.
fn duration(open: &str, close: &str) -> Result<i32, String> {
    let clock = |text: &str| {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute) = (hour.parse::<i32>().ok()?, minute.parse::<i32>().ok()?);
        ((0..48).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
    };
    match (clock(open), clock(close)) {
        (Some(open), Some(close)) if close > open => Ok(close - open),
        (Some(open), Some(close)) => Ok(close + i32::from(DAY_MINUTES) - open),
        _ => Err(format!("{open}-{close} is not a span")),
    }
}
