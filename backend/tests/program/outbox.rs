use std::fs::File;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::machine::{Machine, stderr};

fn messages(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("one JSON object a line"))
        .collect()
}

#[test]
fn what_happened_is_delivered_once_it_is_written_and_not_before() {
    let machine = Machine::new();
    machine.succeeds(&["migrate"]);
    machine.succeeds(&["seed", "--demo"]);
    // A full disk at the other end: nothing was delivered.
    let full = File::options()
        .write(true)
        .open("/dev/full")
        .expect("a full disk");
    let refused = machine.run_into(&["outbox", "deliver"], full);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("printed again"),
        "{}",
        stderr(&refused)
    );
    assert_eq!(
        machine.succeeds(&["outbox", "prune", "--older-than=0"]),
        "Deleted: 0\n"
    );

    let told = messages(&machine.succeeds(&["outbox", "deliver"]));
    assert!(told.len() > 20, "{}", told.len());
    let at = |message: &Value| {
        let at = message["at"].as_str().expect("an instant");
        at.parse::<DateTime<Utc>>().expect("an instant")
    };
    assert!(
        told.windows(2).all(|pair| at(&pair[0]) <= at(&pair[1])),
        "oldest first"
    );
    let approved = told
        .iter()
        .find(|message| message["topic"] == "change.approved");
    let payload = &approved.expect("an approval")["payload"];
    assert!(payload["subjectId"].is_string() && payload["municipalityNumber"].is_string());

    assert_eq!(machine.succeeds(&["outbox", "deliver"]), "", "told already");
    assert_eq!(
        machine.succeeds(&["outbox", "prune", "--older-than=1"]),
        "Deleted: 0\n"
    );
    let deleted = format!("Deleted: {}\n", told.len());
    assert_eq!(
        machine.succeeds(&["outbox", "prune", "--older-than=0"]),
        deleted
    );
    let usage = machine.run(&["outbox", "prune"]);
    assert!(
        stderr(&usage).contains("--older-than"),
        "{}",
        stderr(&usage)
    );
}
