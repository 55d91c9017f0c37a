//! Hours as people type them.
#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use veiviser_schema::hours::{Mode, entry};

fuzz_target!(|text: &str| {
    let parsed = entry::parse_text(text);
    // Nothing is guessed: what was not understood at all states no hours.
    if parsed.understood.is_empty() {
        assert_eq!(parsed.schedule.mode, Mode::NotStated);
    }
    for part in parsed.understood.iter().chain(&parsed.not_understood) {
        assert!(!part.trim().is_empty());
    }
    shared::hold(&parsed.schedule);
    // Said once more of what it came to: what is not understood changes nothing.
    let again = entry::amend(text, &parsed.schedule);
    if again.understood.is_empty() {
        assert_eq!(again.schedule, parsed.schedule);
    }
    shared::hold(&again.schedule);
    let _ = entry::time(text);
});
