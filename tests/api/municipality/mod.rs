//! The municipalities, as everybody reads them, and the default opening hours that their approvers keep.

mod default_hours_record;
mod list;
mod one;
mod set_default_opening_hours;

use harness::{Client, Response};
use serde_json::{Value, json};

use crate::ask::ask;

/// A schedule of one week, the same hours from Monday to Friday.
pub fn weekdays(start: &str, minutes: u16) -> Value {
    json!({
        "mode": "SCHEDULED",
        "weekly": [{ "days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"], "start": start, "durationMinutes": minutes }]
    })
}

/// States a municipality's default hours over a version.
pub async fn state(client: &Client, number: &str, schedule: &Value, version: i64) -> Response {
    let input =
        json!({ "municipalityNumber": number, "schedule": schedule, "expectedVersion": version });
    ask(
        client,
        "setDefaultOpeningHours",
        "SetDefaultOpeningHoursInput",
        "defaultHoursRecord { version document inheritingListings inheritingCrisisListings heirs { id } updatedBy { name } }",
        input,
    )
    .await
}
