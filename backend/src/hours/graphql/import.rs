//! Hours in other notations, on the way in: OpenStreetMap's, and what people write.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use veiviser_schema::hours::{Parsed, Schedule};

use super::problem::OpeningHoursProblem;

/// What a text said about opening hours. Nothing is guessed: what was not understood is handed back.
#[derive(SimpleObject)]
pub struct OpeningHoursImport {
    /// What was understood. Its mode is `NOT_STATED` when that is nothing; it can be sent back as `OpeningHoursScheduleInput`.
    schedule: Schedule,
    /// The parts that were understood, as they were written.
    understood: Vec<String>,
    /// The parts that were not. Look at these before using the schedule.
    not_understood: Vec<String>,
    /// What an editor would be told about the schedule.
    problems: Vec<OpeningHoursProblem>,
}

impl OpeningHoursImport {
    pub fn of(parsed: Parsed, now: DateTime<Utc>) -> Self {
        let Parsed {
            schedule,
            understood,
            not_understood,
            // The whole schedule is sent: nothing stood before it.
            said: _,
        } = parsed;
        Self {
            problems: OpeningHoursProblem::all(&schedule, now, false),
            schedule,
            understood,
            not_understood,
        }
    }
}
