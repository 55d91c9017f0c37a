//! Schedules as documents: what the API, the database and a replay of cases read.
#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use veiviser_schema::hours::{Schedule, cases};

fuzz_target!(|json: &str| {
    if let Ok(schedule) = serde_json::from_str::<Schedule>(json) {
        shared::hold(&schedule);
    }
    let _ = cases::replay(json);
});
