//! Opening hours: the one engine that answers "is it open now, and when next?".
//!
//! A [`Schedule`] is a document: what an editor wrote, right or wrong. [`compile`] turns it into
//! a [`CompiledSchedule`], which answers. Everything is pure: a schedule and an instant in,
//! an answer out; no clock, no I/O. What the words mean is told in `docs/OPENING-HOURS.md`.

pub mod answer;
pub mod calendar;
pub mod cases;
mod change;
pub mod compile;
pub mod copy;
pub mod days;
mod describe;
pub mod diff;
pub mod engine;
pub mod entry;
pub mod holidays;
pub mod ical;
pub mod limits;
pub mod osm;
pub mod plan;
pub mod problem;
pub mod read;
pub mod schedule;
pub mod schema_org;
pub mod settled;
pub mod special;
pub mod summary;
pub mod tell;
pub mod validate;
mod words;
pub mod zone;

pub use answer::{Change, Reason, ReasonKind, RuleSet, StateAnswer};
pub use compile::compile;
pub use days::{DayHours, DaySpan};
pub use diff::diff;
pub use engine::CompiledSchedule;
pub use entry::{Parsed, parse_text};
pub use plan::State;
pub use problem::{HoursProblem, ProblemCode, Severity};
pub use schedule::{
    Closure, DatedException, HolidayChoice, HolidayKey, HolidayOverride, HolidayPolicy,
    HolidayRule, Mode, RuleState, Schedule, Season, Span, WeekParity, Weekday, WeeklyRule,
};
pub use settled::settled_until;
pub use summary::{regular_hours, summary, summary_on, upcoming, weekday_hours};
pub use validate::{ValidationContext, half_day_meant, validate};
pub use words::{days as weekdays_in_words, month_name, weekday_name};
