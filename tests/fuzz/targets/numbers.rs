//! Telephone and organisation numbers, addresses, ids.
#![no_main]

use libfuzzer_sys::fuzz_target;
use veiviser_schema::ids::ListingId;
use veiviser_schema::numbers;

fuzz_target!(|text: &str| {
    if let Some(stored) = numbers::normalize_phone(text) {
        // The stored form stands for itself, and what is shown leads back to it.
        assert_eq!(numbers::normalize_phone(&stored).as_deref(), Some(&*stored));
        let shown = numbers::format_phone(&stored);
        assert_eq!(
            numbers::normalize_phone(&shown).as_deref(),
            Some(&*stored),
            "{shown}"
        );
    }
    if numbers::is_organisation_number(text) {
        assert_eq!(text.bytes().filter(u8::is_ascii_digit).count(), 9);
    }
    let _ = numbers::is_postal_code(text);
    let _ = numbers::is_email(text);
    let _ = numbers::is_web_address(text);
    if let Ok(id) = text.parse::<ListingId>() {
        assert_eq!(id.to_string().parse::<ListingId>().ok(), Some(id));
    }
});
