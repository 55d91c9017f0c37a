use chrono::NaiveDate;

use super::*;
use crate::content::codes::{ContactKind, HoursSource};
use crate::content::{AgeBand, Announcement, ContactPoint, Image, Place};
use crate::hours::{Mode, Schedule, Weekday, WeeklyRule};
use crate::text::LocalizedText;

fn problems(content: &ListingContent) -> Vec<(String, String)> {
    judged(content, false, DefaultHours::Missing)
}

fn judged(
    content: &ListingContent,
    crisis_service: bool,
    default_hours: DefaultHours<'_>,
) -> Vec<(String, String)> {
    let facts = Facts {
        today: NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date"),
        crisis_service,
        municipality_exists: &|number| number == "1103",
        organisation_exists: &|id| id == "organisation_1",
        default_hours,
    };
    validate(content, &facts)
        .into_iter()
        .map(|problem| (problem.code, problem.path))
        .collect()
}

fn good() -> ListingContent {
    let mut content = ListingContent {
        owner_id: Some("organisation_1".to_owned()),
        service_area: vec!["1103".to_owned()],
        ..ListingContent::default()
    };
    content.name = LocalizedText::new("Krisesenter", "Krisesenter", "Shelter");
    content.summary = LocalizedText::new("Et trygt sted.", "Ein trygg stad.", "A safe place.");
    content.contact_points.push(ContactPoint {
        id: "a".to_owned(),
        value: "116 117".to_owned(),
        opening_hours: Schedule::always(),
        ..ContactPoint::default()
    });
    content
}

fn found(content: &ListingContent, code: &str, path: &str) {
    let problems = problems(content);
    assert!(
        problems.contains(&(code.to_owned(), path.to_owned())),
        "{code} at {path} not among {problems:?}"
    );
}

#[test]
fn a_good_listing_has_no_problem() {
    assert_eq!(problems(&good()), vec![]);
}

#[test]
fn an_empty_listing_says_all_that_is_missing_at_once() {
    let empty = ListingContent::default();
    found(&empty, "REQUIRED", "name.nb");
    found(&empty, "REQUIRED", "summary.nb");
    found(&empty, "REQUIRED", "serviceArea");
    found(&empty, "NO_WAY_TO_REACH", "contactPoints");
    found(&empty, "OWNER_MISSING", "ownerId");
}

/// Nobody goes to a door that is not told, and nobody in crisis waits for an answer to an e-mail.
#[test]
fn somebody_can_be_reached() {
    let mut content = good();
    content.contact_points.clear();
    content.places.push(Place {
        id: "p".to_owned(),
        hidden: true,
        ..Place::default()
    });
    found(&content, "NO_WAY_TO_REACH", "contactPoints");
    let crisis = |kind, value: &str| {
        let mut content = good();
        content.contact_points[0].kind = kind;
        content.contact_points[0].value = value.to_owned();
        judged(&content, true, DefaultHours::Missing)
            .iter()
            .any(|(code, _)| code == "CRISIS_NOBODY_ANSWERS")
    };
    assert!(crisis(ContactKind::Email, "post@demo.example"));
    assert!(!crisis(ContactKind::Phone, "116 117"));
    assert!(!crisis(ContactKind::Chat, "https://chat.demo.example"));
}

#[test]
fn a_wrong_phone_and_a_foreign_municipality_are_told_at_their_fields() {
    let mut content = good();
    content.contact_points[0].value = "1234".to_owned() + "x";
    content.service_area = vec!["9999".to_owned(), "1103".to_owned(), "1103".to_owned()];
    found(&content, "PHONE_INVALID", "contactPoints[0].value");
    found(&content, "MUNICIPALITY_UNKNOWN", "serviceArea[0]");
    found(&content, "DUPLICATE", "serviceArea[2]");
}

#[test]
fn keys_places_ages_dates_and_pictures_are_checked() {
    let mut content = good();
    content
        .contact_points
        .push(content.contact_points[0].clone());
    content.places.push(Place {
        id: "p".to_owned(),
        postal_code: "40".to_owned(),
        latitude: Some(1.0),
        ..Place::default()
    });
    content.audience.age_bands.push(AgeBand {
        from: Some(20),
        to: Some(10),
    });
    content.pilot_until = Some("2026-02-30".to_owned());
    content.ends_on = Some("i morgen".to_owned());
    content.image = Some(Image {
        url: "javascript:alert(1)".to_owned(),
        ..Default::default()
    });
    content.announcements.push(Announcement {
        id: "n".to_owned(),
        from: "2026-12-02".to_owned(),
        until: "2026-12-01".to_owned(),
        ..Announcement::default()
    });
    found(&content, "KEY_INVALID", "contactPoints[1].id");
    found(&content, "REQUIRED", "places[0].street");
    found(&content, "POSTAL_CODE_INVALID", "places[0].postalCode");
    found(&content, "POINT_OUTSIDE_NORWAY", "places[0].latitude");
    found(&content, "AGE_BAND_INVALID", "audience.ageBands[0].from");
    found(&content, "DATE_NOT_EXIST", "pilotUntil");
    found(&content, "DATE_NOT_EXIST", "endsOn");
    found(&content, "URL_INVALID", "image.url");
    found(&content, "RANGE_REVERSED", "announcements[0].until");
    found(&content, "REQUIRED", "announcements[0].text.nb");
}

/// Today is 21 November 2026.
#[test]
fn a_service_may_end_on_any_day_and_is_told_what_that_does() {
    let ending = |date: &str, crisis| {
        let mut content = good();
        content.ends_on = Some(date.to_owned());
        let problems = judged(&content, crisis, DefaultHours::Missing);
        assert!(problems.iter().all(|(_, path)| path == "endsOn"));
        problems
            .into_iter()
            .map(|(code, _)| code)
            .collect::<Vec<_>>()
    };
    for date in ["2026-11-21", "2026-12-31", "2028-11-21"] {
        assert_eq!(ending(date, false), [""; 0], "{date}");
    }
    assert_eq!(ending("2026-11-20", false), ["END_PASSED"]);
    assert_eq!(ending("2028-11-22", false), ["END_FAR_OFF"]);
    assert_eq!(ending("2026-12-31", true), ["CRISIS_SERVICE_ENDS"]);
    assert_eq!(
        ending("2016-12-31", true),
        ["END_PASSED", "CRISIS_SERVICE_ENDS"]
    );
    // Not a date: that, and nothing else.
    for wrong in ["2026-02-30", "2026-2-3", "", "31.12.2026"] {
        assert_eq!(ending(wrong, true), ["DATE_NOT_EXIST"], "{wrong}");
    }
    let mut content = good();
    content.ends_on = Some("2016-12-31".to_owned());
    let facts = Facts {
        today: NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date"),
        crisis_service: true,
        municipality_exists: &|_| true,
        organisation_exists: &|_| true,
        default_hours: DefaultHours::Unread,
    };
    let problems = validate(&content, &facts);
    assert!(!problems.is_empty());
    assert!(problems.iter().all(|problem| !problem.is_error()));
}

#[test]
fn a_hidden_place_needs_no_address() {
    let mut content = good();
    content.places.push(Place {
        id: "p".to_owned(),
        hidden: true,
        ..Place::default()
    });
    assert_eq!(problems(&content), vec![]);
}

#[test]
fn hours_are_checked_where_they_stand() {
    let mut content = good();
    content.contact_points[0].opening_hours = Schedule {
        mode: Mode::Scheduled,
        weekly: vec![WeeklyRule {
            days: vec![Weekday::Monday],
            start: "25:00".to_owned(),
            duration_minutes: 60,
            ..WeeklyRule::default()
        }],
        ..Schedule::default()
    };
    found(
        &content,
        "TIME_FORMAT",
        "contactPoints[0].openingHours.weekly[0].start",
    );
}

#[test]
fn inherited_hours_are_judged_by_what_there_is_to_inherit() {
    let mut content = good();
    let point = &mut content.contact_points[0];
    point.hours_source = HoursSource::Municipality;
    // Kept, with its faults, for the day somebody takes own hours up again.
    point.opening_hours = Schedule {
        time_zone: "Mars/Olympus".to_owned(),
        ..Schedule::always()
    };
    let path = "contactPoints[0].hoursSource";
    let told = |code: &str| vec![(code.to_owned(), path.to_owned())];
    let judge = |crisis, hours| judged(&content, crisis, hours);
    assert_eq!(
        judge(false, DefaultHours::NoMunicipality),
        told("HOURS_NO_MUNICIPALITY")
    );
    assert_eq!(
        judge(false, DefaultHours::of(None)),
        told("DEFAULT_HOURS_MISSING")
    );
    let unstated = Schedule::default();
    assert_eq!(
        judge(false, DefaultHours::of(Some(&unstated))),
        told("DEFAULT_HOURS_MISSING")
    );
    let office = Schedule::of_week(vec![WeeklyRule {
        days: vec![Weekday::Monday],
        start: "08:00".to_owned(),
        duration_minutes: 450,
        ..WeeklyRule::default()
    }]);
    assert_eq!(judge(false, DefaultHours::of(Some(&office))), vec![]);
    assert_eq!(
        judge(true, DefaultHours::of(Some(&office))),
        told("CRISIS_LINE_NOT_24_7")
    );
    assert_eq!(judge(true, DefaultHours::Unread), vec![]);
}

#[test]
fn texts_hold_only_what_can_be_seen() {
    let mut content = good();
    content.name.nn = Some("Krise\u{202e}senter".to_owned());
    content.summary.en = Some("A safe\nplace.".to_owned());
    content.description.nb = Some("Første.\n\nAndre.\tTredje.".to_owned());
    content.description.en = Some("First.\u{200b}".to_owned());
    content.contact_points[0].label.nb = Some("Vakt\ttelefon".to_owned());
    content.places.push(Place {
        id: "p".to_owned(),
        street: "Storgata\u{feff} 1".to_owned(),
        postal_code: "4006".to_owned(),
        ..Place::default()
    });
    let code = "TEXT_HAS_CONTROL_CHARACTERS";
    let told: Vec<_> = problems(&content)
        .into_iter()
        .filter(|(known, _)| known == code)
        .map(|(_, path)| path)
        .collect();
    assert_eq!(
        told,
        [
            "name.nn",
            "summary.en",
            "description.en",
            "contactPoints[0].label.nb",
            "places[0].street"
        ]
    );
}

#[test]
fn a_text_of_nothing_to_see_is_empty() {
    let mut content = good();
    let unseen = || "\u{200b}\u{ad} ".to_owned();
    content.name = LocalizedText::new(unseen(), unseen(), unseen());
    content.contact_points[0].value = unseen();
    content.image = Some(Image {
        url: "https://kommune.example/a.png".to_owned(),
        credit: unseen(),
        alternative_text: LocalizedText::new(unseen(), "", ""),
    });
    for path in [
        "name.nb",
        "contactPoints[0].value",
        "image.credit",
        "image.alternativeText.nb",
    ] {
        found(&content, "REQUIRED", path);
    }
}

#[test]
fn languages_are_known_and_stand_once() {
    let mut content = good();
    content.languages = ["nb", "nb", "xx", "nsl", "prs", "NB", "eng", ""]
        .map(str::to_owned)
        .to_vec();
    let told = |code: &str, index: usize| (code.to_owned(), format!("languages[{index}]"));
    assert_eq!(
        problems(&content),
        [
            told("DUPLICATE", 1),
            told("LANGUAGE_UNKNOWN", 2),
            told("LANGUAGE_UNKNOWN", 5),
            told("LANGUAGE_UNKNOWN", 6),
            told("LANGUAGE_UNKNOWN", 7),
        ]
    );
}

#[test]
fn a_field_that_must_be_filled_in_is_told_once() {
    let mut content = good();
    content.summary = LocalizedText::default();
    let at = |content: &ListingContent, field: &str| -> Vec<(String, String)> {
        let all = problems(content).into_iter();
        all.filter(|(_, path)| path.starts_with(field)).collect()
    };
    let told = |code: &str, path: &str| (code.to_owned(), path.to_owned());
    assert_eq!(
        at(&content, "summary"),
        [
            told("REQUIRED", "summary.nb"),
            told("MISSING_TRANSLATION", "summary.nn"),
            told("MISSING_TRANSLATION", "summary.en"),
        ]
    );
    content.summary.nn = Some("Ein trygg stad.".to_owned());
    assert_eq!(
        at(&content, "summary"),
        [
            told("MISSING_TRANSLATION", "summary.nb"),
            told("MISSING_TRANSLATION", "summary.en"),
        ]
    );
}
