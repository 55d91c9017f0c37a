//! How to reach the service: contact points, places, and that there is at least one.

use std::collections::HashSet;

use super::found::Found;
use super::{Facts, limits};
use crate::characters::is_blank;
use crate::content::codes::{ContactKind, is_language};
use crate::content::{ContactPoint, ListingContent, Place};
use crate::numbers;
use crate::problem::words;

impl Found {
    pub fn contact_points(&mut self, points: &[ContactPoint], facts: &Facts<'_>) {
        self.too_many("contactPoints", points.len(), limits::ITEMS);
        self.keys("contactPoints", points.iter().map(|item| item.id.as_str()));
        for (index, point) in points.iter().enumerate().take(limits::ITEMS) {
            let path = format!("contactPoints[{index}]");
            self.line(&format!("{path}.label"), &point.label, limits::LABEL);
            self.contact_value(&format!("{path}.value"), point);
            let crisis_line = facts.crisis_service && point.kind == ContactKind::Phone;
            let own = &point.opening_hours;
            self.hours(&path, point.hours_source, own, facts, crisis_line);
        }
    }

    fn contact_value(&mut self, path: &str, point: &ContactPoint) {
        if is_blank(&point.value) {
            self.required(path);
            return;
        }
        let value = point.value.trim();
        match point.kind {
            ContactKind::Phone | ContactKind::Sms => {
                if numbers::normalize_phone(value).is_none() {
                    self.error("PHONE_INVALID", path, words(
                        "Dette er ikke et telefonnummer. Skriv åtte siffer, et kortnummer som 116 117, eller landkode med +.",
                        "Dette er ikkje eit telefonnummer. Skriv åtte siffer, eit kortnummer som 116 117, eller landkode med +.",
                        "This is not a telephone number. Write eight digits, a short number such as 116 117, or a country code with +.",
                    ));
                }
            }
            ContactKind::Email => {
                if !numbers::is_email(value) {
                    self.error(
                        "EMAIL_INVALID",
                        path,
                        words(
                            "Dette er ikke en e-postadresse.",
                            "Dette er ikkje ei e-postadresse.",
                            "This is not an e-mail address.",
                        ),
                    );
                }
            }
            ContactKind::Web | ContactKind::Chat | ContactKind::Video => {
                self.web_address(path, value);
            }
        }
    }

    pub fn places(&mut self, places: &[Place], facts: &Facts<'_>) {
        self.too_many("places", places.len(), limits::ITEMS);
        self.keys("places", places.iter().map(|item| item.id.as_str()));
        for (index, place) in places.iter().enumerate().take(limits::ITEMS) {
            let path = format!("places[{index}]");
            self.line(&format!("{path}.name"), &place.name, limits::LABEL);
            self.text(
                &format!("{path}.directions"),
                &place.directions,
                limits::NOTE,
            );
            self.plain(&format!("{path}.street"), &place.street, limits::LABEL);
            self.plain(&format!("{path}.city"), &place.city, limits::LABEL);
            if is_blank(&place.street) && !place.hidden {
                self.required(&format!("{path}.street"));
            }
            if !(place.postal_code.is_empty() && place.hidden
                || numbers::is_postal_code(&place.postal_code))
            {
                self.error(
                    "POSTAL_CODE_INVALID",
                    format!("{path}.postalCode"),
                    words(
                        "Et postnummer har fire siffer.",
                        "Eit postnummer har fire siffer.",
                        "A postal code has four digits.",
                    ),
                );
            }
            if let Some(number) = &place.municipality_number {
                self.municipality(&format!("{path}.municipalityNumber"), number, facts);
            }
            self.point(&path, place);
            let own = &place.opening_hours;
            self.hours(&path, place.hours_source, own, facts, false);
        }
    }

    fn point(&mut self, path: &str, place: &Place) {
        let inside = |value: f64, low: f64, high: f64| (low..=high).contains(&value);
        let wrong = match (place.latitude, place.longitude) {
            (None, None) => false,
            // Norway with Svalbard and Jan Mayen.
            (Some(latitude), Some(longitude)) => {
                !(inside(latitude, 57.0, 81.5) && inside(longitude, -10.0, 35.0))
            }
            _ => true,
        };
        if wrong {
            self.error("POINT_OUTSIDE_NORWAY", format!("{path}.latitude"), words(
                "Punktet på kartet er ikke i Norge, eller bare den ene koordinaten er fylt ut.",
                "Punktet på kartet er ikkje i Noreg, eller berre den eine koordinaten er fylt ut.",
                "The point is not in Norway, or only one coordinate is given.",
            ));
        }
    }
}

pub fn reachability(content: &ListingContent, facts: &Facts<'_>, found: &mut Found) {
    // Nobody can go to a place that is not told.
    if content.contact_points.is_empty() && content.places.iter().all(|place| place.hidden) {
        found.error(
            "NO_WAY_TO_REACH",
            "contactPoints",
            words(
                "Legg til minst ett kontaktpunkt eller sted, ellers kan ingen nå tilbudet.",
                "Legg til minst eitt kontaktpunkt eller ein stad, elles kan ingen nå tilbodet.",
                "Add at least one contact point or place, or nobody can reach the service.",
            ),
        );
    } else if facts.crisis_service && !content.contact_points.iter().any(answers_at_once) {
        found.error(
            "CRISIS_NOBODY_ANSWERS",
            "contactPoints",
            words(
                "Folk i krise må kunne snakke med noen med en gang. Legg til en telefon, en SMS-tjeneste eller en chat.",
                "Folk i krise må kunne snakke med nokon med ein gong. Legg til ein telefon, ei SMS-teneste eller ein chat.",
                "People in crisis must be able to talk to somebody at once. Add a telephone, a text message service or a chat.",
            ),
        );
    }
}

/// Whether somebody is there while one talks or writes.
fn answers_at_once(point: &ContactPoint) -> bool {
    match point.kind {
        ContactKind::Phone | ContactKind::Sms | ContactKind::Chat => true,
        ContactKind::Email | ContactKind::Web | ContactKind::Video => false,
    }
}

/// The languages a service is given in: each one there is, and only once.
pub fn languages(content: &ListingContent, found: &mut Found) {
    found.too_many("languages", content.languages.len(), limits::ITEMS);
    let mut seen = HashSet::new();
    for (index, code) in content.languages.iter().enumerate() {
        let path = format!("languages[{index}]");
        if !is_language(code) {
            found.error(
                "LANGUAGE_UNKNOWN",
                path,
                words(
                    "Det finnes ikke noe språk med denne koden. Bruk ISO 639-koden, med to bokstaver der den finnes: nb, se eller en.",
                    "Det finst ikkje noko språk med denne koden. Bruk ISO 639-koden, med to bokstavar der han finst: nb, se eller en.",
                    "There is no language with this code. Use the ISO 639 code, of two letters where there is one: nb, se or en.",
                ),
            );
        } else if !seen.insert(code) {
            found.error(
                "DUPLICATE",
                path,
                words(
                    "Dette språket står to ganger.",
                    "Dette språket står to gonger.",
                    "This language is here twice.",
                ),
            );
        }
    }
}
