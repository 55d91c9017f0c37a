//! Opening hours: the one engine that answers "is it open now, and when next?".
//!
//! A [`Schedule`] is a document: what an editor wrote, right or wrong.

pub mod schedule;

pub use schedule::{
    Closure, DatedException, HolidayChoice, HolidayKey, HolidayOverride, HolidayPolicy,
    HolidayRule, Mode, RuleState, Schedule, Season, Span, WeekParity, Weekday, WeeklyRule,
};
