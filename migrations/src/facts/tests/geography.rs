//! The country, its numbers and its short numbers.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{assert_unique, slugs};
use crate::facts::{counties, municipalities, national_contact_points};

/// The check digit of a Norwegian organisation number.
fn mod_11(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 9 || number.len() != 9 {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .zip([3, 2, 7, 6, 5, 4, 3, 2])
        .map(|(d, weight)| d * weight)
        .sum();
    match 11 - sum % 11 {
        11 => digits[8] == 0,
        10 => false,
        check => digits[8] == check,
    }
}

#[test]
fn the_country_has_its_counties_and_municipalities() {
    let counties = counties();
    assert_eq!(counties.len(), 15);
    assert_unique("county", counties.iter().map(|c| &c.number));
    let numbers: HashSet<_> = counties.iter().map(|c| c.number.as_str()).collect();

    let municipalities = municipalities();
    assert_eq!(municipalities.len(), 357);
    assert_unique("municipality", municipalities.iter().map(|m| &m.number));
    for m in &municipalities {
        assert_eq!(m.number.len(), 4, "{}", m.name);
        assert!(
            numbers.contains(m.county_number.as_str()),
            "{}: county {}",
            m.name,
            m.county_number
        );
        assert!(m.number.starts_with(&m.county_number), "{}", m.name);
        assert!(!m.name.is_empty() && !m.name_official.is_empty());
        assert!((57.0..72.0).contains(&m.lat), "{}: {}", m.name, m.lat);
        assert!((4.0..32.0).contains(&m.lon), "{}: {}", m.name, m.lon);
    }
}

#[test]
fn language_forms_add_up() {
    let mut count = BTreeMap::new();
    for m in municipalities() {
        *count.entry(m.language_form).or_insert(0) += 1;
    }
    let expected = [("BOKMAL", 118), ("NEUTRAL", 151), ("NYNORSK", 88)];
    assert_eq!(count, expected.map(|(k, v)| (k.to_owned(), v)).into());
}

#[test]
fn parallel_names_and_the_sami_area_are_there() {
    let municipalities = municipalities();
    assert_eq!(
        municipalities.iter().filter(|m| m.sami_admin_area).count(),
        13
    );
    let karasjok = municipalities
        .iter()
        .find(|m| m.number == "5610")
        .expect("Karasjok");
    assert_eq!(karasjok.name_se.as_deref(), Some("Kárášjohka"));
    assert!(karasjok.sami_admin_area);
    assert_eq!(karasjok.name_smj, None, "an empty cell is no name");
}

#[test]
fn organisation_numbers_hold_and_two_are_missing() {
    assert!(mod_11("958935420"), "Oslo");
    assert!(!mod_11("958935421"), "the check can fail");
    let (known, missing): (Vec<_>, Vec<_>) = municipalities()
        .into_iter()
        .partition(|m| m.org_number.is_some());
    for m in &known {
        let number = m.org_number.as_deref().unwrap_or_default();
        assert!(mod_11(number), "{}: {number}", m.name);
    }
    assert_unique("organisation number", known.iter().map(|m| &m.org_number));
    let missing: Vec<_> = missing.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(missing, ["Ålesund", "Haram"]);
}

#[test]
fn national_numbers_are_the_true_ones() {
    let slugs = slugs();
    let points = national_contact_points();
    let numbers: BTreeSet<_> = points
        .iter()
        .map(|p| (p.number.as_str(), p.kind.as_str(), p.hours.as_str()))
        .collect();
    let expected = [
        ("02800", "NON_EMERGENCY", "NOT_STATED"),
        ("110", "EMERGENCY", "ALWAYS"),
        ("112", "EMERGENCY", "ALWAYS"),
        ("113", "EMERGENCY", "ALWAYS"),
        ("116111", "NON_EMERGENCY", "ALWAYS"),
        ("116117", "NON_EMERGENCY", "ALWAYS"),
    ];
    assert_eq!(numbers, expected.into());
    for p in &points {
        assert_eq!(p.number, p.display.replace(' ', ""));
        if let Some(slug) = &p.service_type_slug {
            assert!(slugs.contains(slug), "{p:?}");
        }
        for text in [&p.purpose_nb, &p.purpose_nn, &p.purpose_en] {
            assert!(text.ends_with('.'), "{p:?}");
        }
    }
}
