//! The state at an instant, what decided it, and when it changes.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use veiviser_schema::hours::{Reason, ReasonKind, State, StateAnswer};
use veiviser_schema::text::Language;

use super::bounds;
use crate::hours::model::Hours;

/// Whether anyone may come or call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum OpenState {
    /// Anyone may come or call.
    Open,
    /// Closed, and known to be.
    Closed,
    /// Only those with an appointment. Not open.
    Appointment,
    /// Nobody has told the hours. Never to be shown as closed.
    Unknown,
}

impl From<State> for OpenState {
    fn from(state: State) -> Self {
        match state {
            State::Open => Self::Open,
            State::Closed => Self::Closed,
            State::Appointment => Self::Appointment,
            State::Unknown => Self::Unknown,
        }
    }
}

/// The state at an instant, what decided it, and when it changes.
#[derive(Description)]
pub struct OpeningHoursState {
    hours: Arc<Hours>,
    at: DateTime<Utc>,
    /// `None`: nothing is known.
    answer: Option<StateAnswer>,
}

/// A change of state. Hours that adjoin are one: from one to the other nothing changes.
#[derive(SimpleObject)]
pub struct OpeningHoursChange {
    /// The first instant of the new state.
    at: DateTime<Utc>,
    /// The new state.
    state: OpenState,
}

impl OpeningHoursState {
    /// `at` must be one that may be asked about.
    pub fn of(hours: &Arc<Hours>, at: DateTime<Utc>) -> Self {
        let compiled = hours.readable().compiled.as_ref();
        Self {
            answer: compiled.map(|compiled| compiled.state_at(at)),
            hours: Arc::clone(hours),
            at,
        }
    }

    pub fn open_state(&self) -> OpenState {
        self.answer
            .map_or(OpenState::Unknown, |answer| answer.state.into())
    }

    pub fn why(&self, language: Language) -> String {
        let schedule = &self.hours.readable().schedule;
        self.answer.map_or_else(String::new, |answer| {
            answer.reason.describe(schedule, language)
        })
    }

    fn reason_given(&self) -> Option<Reason> {
        self.answer.map(|answer| answer.reason)
    }
}

impl OpeningHoursChange {
    pub fn after(hours: &Hours, at: DateTime<Utc>) -> Option<Self> {
        let change = hours.compiled.as_ref()?.next_change(at)?;
        Some(Self {
            at: change.at,
            state: change.state.into(),
        })
    }
}

#[Object(use_type_description)]
impl OpeningHoursState {
    /// The instant that was asked about.
    async fn at(&self) -> DateTime<Utc> {
        self.at
    }

    async fn state(&self) -> OpenState {
        self.open_state()
    }

    /// What decided it, in words: "Julaften: 10.00–12.00".
    async fn reason(&self, #[graphql(default)] language: Language) -> String {
        self.why(language)
    }

    /// What kind of thing decided it.
    async fn reason_kind(&self) -> ReasonKind {
        self.reason_given()
            .map_or(ReasonKind::NotStated, |reason| reason.kind)
    }

    /// Where in the schedule that stands, written as in the path of a problem: `weekly[2]`, `exceptions[0]`, `mode`.
    async fn reason_path(&self) -> String {
        self.reason_given()
            .map_or_else(|| "mode".to_owned(), |reason| reason.path())
    }

    /// The first change of state after this instant, within 400 days. Null when there is none.
    #[graphql(complexity = "5 + child_complexity")]
    async fn next_change(&self, ctx: &Context<'_>) -> Result<Option<OpeningHoursChange>> {
        bounds::search_work(ctx)?;
        Ok(OpeningHoursChange::after(&self.hours, self.at))
    }
}
