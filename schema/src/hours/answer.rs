//! Answers: a state, what decided it, and when it changes.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::limits;
use super::plan::State;
use super::schedule::HolidayKey;

/// What kind of thing decided an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "graphql",
    derive(async_graphql::Enum),
    graphql(name = "OpeningHoursReasonKind")
)]
pub enum ReasonKind {
    /// It is open day and night.
    Always,
    /// Everything is by appointment.
    AppointmentOnly,
    /// The hours are not stated.
    NotStated,
    /// The base week.
    Weekly,
    /// A season's week.
    Season,
    /// A public holiday or an eve.
    Holiday,
    /// A dated exception.
    Exception,
    /// A closure.
    Closure,
}

/// Some of the rules of one week, by their place in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RuleSet(u64);

/// A set has room for every rule a week may have.
const _: () = assert!(limits::RULES <= u64::BITS as usize);

impl RuleSet {
    /// The rules, in the order they are listed.
    pub fn iter(self) -> impl Iterator<Item = u16> {
        (0..limits::RULES as u16).filter(move |rule| self.0 & (1 << rule) != 0)
    }

    /// The rule, when there is exactly one.
    #[must_use]
    pub fn only(self) -> Option<u16> {
        let mut rules = self.iter();
        rules.next().filter(|_| rules.next().is_none())
    }
}

impl FromIterator<u16> for RuleSet {
    fn from_iter<T: IntoIterator<Item = u16>>(rules: T) -> Self {
        let within = rules
            .into_iter()
            .filter(|&rule| usize::from(rule) < limits::RULES);
        Self(within.fold(0, |set, rule| set | 1 << rule))
    }
}

/// What decided an answer: indices point into the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reason {
    /// What kind of thing.
    pub kind: ReasonKind,
    /// Which season, holiday override, exception or closure.
    pub index: Option<u16>,
    /// Which weekly rule (of the base week or the season) or span (of the override or
    /// exception). None when no rule covers the time.
    pub rule: Option<u16>,
    /// Of a date as a whole: every rule or span it is open by. An instant has the one above.
    pub rules: RuleSet,
    /// The holiday that decided.
    pub holiday: Option<HolidayKey>,
    /// The date whose plan it is: for the end of a night, the date before. None when no date matters.
    pub date: Option<NaiveDate>,
}

impl Reason {
    pub(crate) const fn of(kind: ReasonKind) -> Self {
        Self {
            kind,
            index: None,
            rule: None,
            rules: RuleSet(0),
            holiday: None,
            date: None,
        }
    }

    /// Where in the document it stands: `weekly[2]`, `seasons[0].rules[1]`, `exceptions[3]`.
    #[must_use]
    pub fn path(&self) -> String {
        let rules = |list: &str| match self.rule {
            Some(rule) => format!("{list}[{rule}]"),
            None => list.to_owned(),
        };
        match (self.kind, self.index) {
            (ReasonKind::Weekly, _) => rules("weekly"),
            (ReasonKind::Season, Some(i)) => match self.rule {
                Some(rule) => format!("seasons[{i}].rules[{rule}]"),
                None => format!("seasons[{i}]"),
            },
            (ReasonKind::Holiday, Some(i)) => format!("holidays.overrides[{i}]"),
            (ReasonKind::Holiday, None) => "holidays.rule".to_owned(),
            (ReasonKind::Exception, Some(i)) => format!("exceptions[{i}]"),
            (ReasonKind::Closure, Some(i)) => format!("closures[{i}]"),
            _ => "mode".to_owned(),
        }
    }
}

/// The state at an instant, and what decided it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StateAnswer {
    /// Open, closed, by appointment or unknown.
    pub state: State,
    /// What decided.
    pub reason: Reason,
}

/// A change of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// The first instant of the new state.
    pub at: DateTime<Utc>,
    /// The new state.
    pub state: State,
}
