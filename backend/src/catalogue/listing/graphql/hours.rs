//! Opening hours: what was written, what it says in words, and whether it is open. What is not known is never shown as closed.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};
use veiviser_schema::hours::{Mode, Schedule, State, StateAnswer, summary_on};
use veiviser_schema::text::Language;

use crate::catalogue::listing::model::Hours;
use crate::graphql::request::Ask;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum OpenState {
    Open,
    Closed,
    Appointment,
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

/// The opening hours of a place or a contact point.
#[derive(Clone)]
pub struct OpeningHours(pub(super) Arc<Hours>);

/// The state at an instant, and what decided it.
pub struct OpeningHoursState {
    hours: Arc<Hours>,
    /// `None`: the schedule cannot be read, nothing is known.
    answer: Option<StateAnswer>,
}

#[derive(SimpleObject)]
pub struct OpeningHoursChange {
    at: DateTime<Utc>,
    state: OpenState,
}

impl OpeningHours {
    fn answer(&self, at: DateTime<Utc>) -> Option<StateAnswer> {
        let compiled = self.0.compiled.as_ref()?;
        Some(compiled.state_at(at))
    }
}

#[Object]
impl OpeningHours {
    async fn mode(&self) -> Mode {
        self.0.schedule.mode
    }

    async fn schedule(&self) -> &Schedule {
        &self.0.schedule
    }

    /// In words, as the public reads them.
    async fn summary(&self, ctx: &Context<'_>, #[graphql(default)] language: Language) -> String {
        let now = ctx.request().now();
        let today = match &self.0.compiled {
            Some(compiled) => compiled.local_date(now),
            // Half a schedule could say that it is closed when it is not: say that the hours are not stated.
            None => {
                let today = now.with_timezone(&chrono_tz::Europe::Oslo).date_naive();
                return summary_on(&Schedule::default(), language, today);
            }
        };
        summary_on(&self.0.schedule, language, today)
    }

    /// Now, when no instant is given.
    async fn state_at(&self, ctx: &Context<'_>, at: Option<DateTime<Utc>>) -> OpeningHoursState {
        OpeningHoursState {
            answer: self.answer(at.unwrap_or_else(|| ctx.request().now())),
            hours: Arc::clone(&self.0),
        }
    }

    /// Whether anyone may come or call now. By appointment is not open. Null when the hours are not known.
    async fn open_now(&self, ctx: &Context<'_>) -> Option<bool> {
        match self.answer(ctx.request().now())?.state {
            State::Open => Some(true),
            State::Closed | State::Appointment => Some(false),
            State::Unknown => None,
        }
    }

    /// The first change after an instant, or after now. Null when nothing changes.
    async fn next_change(
        &self,
        ctx: &Context<'_>,
        at: Option<DateTime<Utc>>,
    ) -> Option<OpeningHoursChange> {
        let compiled = self.0.compiled.as_ref()?;
        let change = compiled.next_change(at.unwrap_or_else(|| ctx.request().now()))?;
        Some(OpeningHoursChange {
            at: change.at,
            state: change.state.into(),
        })
    }
}

#[Object]
impl OpeningHoursState {
    async fn state(&self) -> OpenState {
        self.answer
            .map_or(OpenState::Unknown, |answer| answer.state.into())
    }

    async fn reason(&self, #[graphql(default)] language: Language) -> String {
        match self.answer {
            Some(answer) => answer.reason.describe(&self.hours.schedule, language),
            None => veiviser_schema::hours::regular_hours(&Schedule::default(), language),
        }
    }
}
