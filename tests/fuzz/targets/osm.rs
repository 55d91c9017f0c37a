//! Values of OpenStreetMap's `opening_hours`.
#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use veiviser_schema::hours::{compile, osm};

fuzz_target!(|value: &str| {
    let parsed = osm::import(value);
    shared::hold(&parsed.schedule);
    // What we write without loss, we read again as what it was.
    let export = osm::export(&parsed.schedule);
    let (Some(written), false) = (export.value, export.lossy) else {
        return;
    };
    if compile(&parsed.schedule).is_err() {
        return;
    }
    let again = osm::import(&written);
    assert!(
        again.not_understood.is_empty(),
        "{written}: {:?}",
        again.not_understood
    );
    shared::same(&parsed.schedule, &again.schedule, &written);
});
