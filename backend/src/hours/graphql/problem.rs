//! What an editor is told about a schedule.

use async_graphql::{Description, Object};
use chrono::{DateTime, Utc};
use veiviser_schema::hours::{
    HoursProblem, ProblemCode, Schedule, Severity, ValidationContext, validate,
};
use veiviser_schema::text::Language;

use crate::clock::date_in_norway;

/// One thing an editor is told about a schedule.
#[derive(Description)]
pub struct OpeningHoursProblem(HoursProblem);

impl OpeningHoursProblem {
    /// Every problem as of an instant, errors first.
    pub fn all(schedule: &Schedule, now: DateTime<Utc>, crisis_line: bool) -> Vec<Self> {
        let context = ValidationContext {
            today: date_in_norway(now),
            crisis_line,
        };
        let problems = validate(schedule, context);
        problems.into_iter().map(Self).collect()
    }
}

#[Object(use_type_description)]
impl OpeningHoursProblem {
    async fn code(&self) -> ProblemCode {
        self.0.code
    }

    /// Errors keep a schedule from being submitted; warnings never do.
    async fn severity(&self) -> Severity {
        self.0.severity
    }

    /// Where in the schedule: `weekly[2].start`, `exceptions[0].spans[1]`, `mode`.
    async fn path(&self) -> &str {
        &self.0.path
    }

    /// The sentence for the editor.
    async fn message(&self, #[graphql(default)] language: Language) -> &str {
        self.0
            .message
            .best(language)
            .map_or("", |(_, message)| message)
    }
}
