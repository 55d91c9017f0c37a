//! The document has one shape: what JSON calls a field or a value, GraphQL calls it too.
#![cfg(feature = "graphql")]

use async_graphql::{EmptyMutation, EmptySubscription, InputType, Object, Schema, Value};
use veiviser_schema::hours::Schedule;

struct Query;

#[Object]
impl Query {
    async fn echo(&self, schedule: Schedule) -> Schedule {
        schedule
    }
}

const FULL: &str = r#"{
  "mode": "SCHEDULED", "timeZone": "Europe/Oslo",
  "weekly": [{"days": ["MONDAY", "SUNDAY"], "start": "08:00", "durationMinutes": 450, "state": "APPOINTMENT",
              "weeks": "ODD", "nth": [1, -1], "note": {"nb": "a", "nn": "b", "en": "c"}}],
  "seasons": [{"name": {"nb": "Sommer"}, "from": "06-15", "to": "08-15", "rules": []}],
  "holidays": {"rule": "AS_SUNDAY", "overrides": [
     {"key": "WEDNESDAY_BEFORE_EASTER", "choice": "HOURS", "spans": [{"start": "08:00", "durationMinutes": 240, "state": "OPEN"}],
      "confirmedYears": [2026]}]},
  "exceptions": [{"from": "2026-12-21", "to": "2027-01-03", "spans": [], "reason": {"en": "Holiday"}}],
  "closures": [{"from": "2026-11-25T02:00", "to": "2026-11-25T04:00", "reason": {}}]
}"#;

#[test]
fn graphql_input_reads_the_json_document() {
    let from_json: Schedule = serde_json::from_str(FULL).unwrap();
    let value: Value = Value::from_json(serde_json::from_str(FULL).unwrap()).unwrap();
    let from_graphql = Schedule::parse(Some(value)).map_err(|_| "refused").unwrap();
    assert_eq!(from_graphql, from_json);
}

#[test]
fn an_empty_input_is_the_default_schedule() {
    let value = Value::from_json(serde_json::json!({})).unwrap();
    let parsed = Schedule::parse(Some(value)).map_err(|_| "refused").unwrap();
    assert_eq!(parsed, Schedule::default());
}

#[test]
fn type_names_read_well_in_a_schema() {
    let sdl = Schema::new(Query, EmptyMutation, EmptySubscription).sdl();
    for name in [
        "type OpeningHoursSchedule ",
        "input OpeningHoursScheduleInput ",
        "enum OpeningHoursMode ",
        "enum Weekday ",
    ] {
        assert!(sdl.contains(name), "no {name:?} in\n{sdl}");
    }
}
