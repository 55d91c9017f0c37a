//! What of a revision the public may see, in the form it is published in.
//!
//! A hidden place (a shelter) loses everything that says where the door is before it is written anywhere the public reads: street,
//! postal code, point, and the directions to the door. The city and the municipality stay. Telephone numbers take their one written form.

use std::collections::HashSet;
use std::hash::Hash;

use veiviser_schema::content::codes::ContactKind;
use veiviser_schema::content::{ContactPoint, ListingContent, Place};
use veiviser_schema::ids::OrganisationId;
use veiviser_schema::numbers::normalize_phone;
use veiviser_schema::text::{Language, LocalizedText};

/// The published form of a document. Publishing what is published already changes nothing.
pub fn published(content: &ListingContent) -> ListingContent {
    let mut content = content.clone();
    for organisation in [
        &mut content.owner_id,
        &mut content.operator_id,
        &mut content.funder_id,
    ] {
        *organisation = organisation
            .take()
            .filter(|id| id.parse::<OrganisationId>().is_ok());
    }
    unique(&mut content.service_area, Clone::clone);
    unique(&mut content.languages, Clone::clone);
    unique(&mut content.audience.groups, |code| *code);
    unique(&mut content.access.who_may_contact, |code| *code);
    unique(&mut content.access.who_may_refer, |code| *code);
    unique(&mut content.accessibility.features, |code| *code);
    unique(&mut content.places, |place| place.id.clone());
    unique(&mut content.contact_points, |point| point.id.clone());
    unique(&mut content.announcements, |announcement| {
        announcement.id.clone()
    });
    content.places.iter_mut().for_each(conceal);
    content.contact_points.iter_mut().for_each(write_alike);
    for (_, text) in texts(&mut content) {
        for language in Language::ALL {
            if text.get(language).is_none() {
                text.set(language, None);
            }
        }
    }
    content
}

fn conceal(place: &mut Place) {
    // A new field must be judged here.
    let Place {
        id: _,
        name: _,
        street,
        postal_code,
        city: _,
        municipality_number: _,
        latitude,
        longitude,
        hidden,
        directions,
        hours_source: _,
        opening_hours: _,
    } = place;
    if *hidden {
        street.clear();
        postal_code.clear();
        *latitude = None;
        *longitude = None;
        *directions = LocalizedText::default();
    }
}

fn write_alike(point: &mut ContactPoint) {
    unique(&mut point.for_whom, |party| *party);
    let typed = point.value.trim();
    point.value = match point.kind {
        ContactKind::Phone | ContactKind::Sms => normalize_phone(typed),
        ContactKind::Email | ContactKind::Web | ContactKind::Chat | ContactKind::Video => None,
    }
    .unwrap_or_else(|| typed.to_owned());
}

fn unique<T, K: Eq + Hash>(values: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let mut seen = HashSet::new();
    values.retain(|value| seen.insert(key(value)));
}

/// Every text of a document with its path. The texts inside a schedule stay with the schedule.
pub fn texts(content: &mut ListingContent) -> Vec<(String, &mut LocalizedText)> {
    // A new field must find its place here.
    let ListingContent {
        name,
        summary,
        description,
        how_to_contact,
        what_to_expect,
        audience,
        access,
        cost,
        privacy,
        languages: _,
        interpreter: _,
        accessibility,
        pilot_until: _,
        ends_on: _,
        legal_bases: _,
        owner_id: _,
        operator_id: _,
        funder_id: _,
        service_area: _,
        places,
        contact_points,
        announcements,
        guidance_for_professionals,
        image,
    } = content;
    let mut texts: Vec<(String, &mut LocalizedText)> = [
        ("name", name),
        ("summary", summary),
        ("description", description),
        ("howToContact", how_to_contact),
        ("whatToExpect", what_to_expect),
        ("audience.note", &mut audience.note),
        ("access.waitingTime", &mut access.waiting_time),
        ("cost.note", &mut cost.note),
        ("privacy.confidentiality", &mut privacy.confidentiality),
        ("accessibility.note", &mut accessibility.note),
        ("guidanceForProfessionals", guidance_for_professionals),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text))
    .collect();
    for place in places {
        let key = &place.id;
        texts.push((format!("places[{key}].name"), &mut place.name));
        texts.push((format!("places[{key}].directions"), &mut place.directions));
    }
    for point in contact_points {
        let path = format!("contactPoints[{}].label", point.id);
        texts.push((path, &mut point.label));
    }
    for announcement in announcements {
        let path = format!("announcements[{}].text", announcement.id);
        texts.push((path, &mut announcement.text));
    }
    if let Some(image) = image {
        texts.push((
            "image.alternativeText".to_owned(),
            &mut image.alternative_text,
        ));
    }
    texts
}
