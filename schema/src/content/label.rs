//! What people call the fields of a listing, and in which order the public reads them. One table, used by the editor's headings, by
//! the difference and by messages.

use super::codes;
use crate::text::Language;

/// Pattern (`[]` for any list item), bokmål, nynorsk, English. In reading order.
const FIELDS: &[(&str, &str, &str, &str)] = &[
    ("name", "Navn", "Namn", "Name"),
    ("summary", "Kort om tilbudet", "Kort om tilbodet", "Summary"),
    ("description", "Beskrivelse", "Skildring", "Description"),
    ("announcements", "Meldinger", "Meldingar", "Announcements"),
    ("announcements[].text", "Melding", "Melding", "Announcement"),
    (
        "announcements[].from",
        "Melding vises fra",
        "Melding blir vist frå",
        "Announcement from",
    ),
    (
        "announcements[].until",
        "Melding vises til og med",
        "Melding blir vist til og med",
        "Announcement until",
    ),
    (
        "howToContact",
        "Slik tar du kontakt",
        "Slik tek du kontakt",
        "How to make contact",
    ),
    (
        "contactPoints",
        "Kontaktpunkter",
        "Kontaktpunkt",
        "Contact points",
    ),
    (
        "contactPoints[].kind",
        "Type kontaktpunkt",
        "Type kontaktpunkt",
        "Kind of contact point",
    ),
    (
        "contactPoints[].value",
        "Nummer eller adresse",
        "Nummer eller adresse",
        "Number or address",
    ),
    (
        "contactPoints[].label",
        "Navn på kontaktpunkt",
        "Namn på kontaktpunkt",
        "Label of contact point",
    ),
    (
        "contactPoints[].forWhom",
        "Kontaktpunkt for",
        "Kontaktpunkt for",
        "Contact point for",
    ),
    (
        "contactPoints[].hoursSource",
        "Egne eller kommunens åpningstider",
        "Eigne opningstider eller dei til kommunen",
        "Own opening hours or the municipality's",
    ),
    (
        "contactPoints[].openingHours",
        "Åpningstider for kontaktpunkt",
        "Opningstider for kontaktpunkt",
        "Opening hours of contact point",
    ),
    ("places", "Steder", "Stader", "Places"),
    (
        "places[].name",
        "Navn på sted",
        "Namn på stad",
        "Name of place",
    ),
    (
        "places[].street",
        "Gateadresse",
        "Gateadresse",
        "Street address",
    ),
    (
        "places[].postalCode",
        "Postnummer",
        "Postnummer",
        "Postal code",
    ),
    ("places[].city", "Poststed", "Poststad", "City"),
    (
        "places[].municipalityNumber",
        "Stedets kommune",
        "Kommunen til staden",
        "Municipality of the place",
    ),
    ("places[].latitude", "Breddegrad", "Breiddegrad", "Latitude"),
    (
        "places[].longitude",
        "Lengdegrad",
        "Lengdegrad",
        "Longitude",
    ),
    (
        "places[].hidden",
        "Skjult adresse",
        "Skjult adresse",
        "Hidden address",
    ),
    (
        "places[].directions",
        "Slik finner du fram",
        "Slik finn du fram",
        "Directions",
    ),
    (
        "places[].hoursSource",
        "Egne eller kommunens åpningstider",
        "Eigne opningstider eller dei til kommunen",
        "Own opening hours or the municipality's",
    ),
    (
        "places[].openingHours",
        "Åpningstider",
        "Opningstider",
        "Opening hours",
    ),
    (
        "whatToExpect",
        "Dette skjer når du tar kontakt",
        "Dette skjer når du tek kontakt",
        "What to expect",
    ),
    (
        "audience.groups",
        "Hvem tilbudet er for",
        "Kven tilbodet er for",
        "Whom it is for",
    ),
    ("audience.ageBands", "Alder", "Alder", "Age"),
    (
        "audience.note",
        "Merknad om målgruppe",
        "Merknad om målgruppe",
        "Note on audience",
    ),
    (
        "access.whoMayContact",
        "Hvem kan ta kontakt",
        "Kven kan ta kontakt",
        "Who may make contact",
    ),
    (
        "access.whoMayRefer",
        "Hvem kan henvise",
        "Kven kan tilvise",
        "Who may refer",
    ),
    ("access.referral", "Henvisning", "Tilvising", "Referral"),
    ("access.waitingTime", "Ventetid", "Ventetid", "Waiting time"),
    (
        "access.dropIn",
        "Uten timeavtale",
        "Utan timeavtale",
        "Drop-in",
    ),
    ("cost.kind", "Pris", "Pris", "Cost"),
    (
        "cost.note",
        "Merknad om pris",
        "Merknad om pris",
        "Note on cost",
    ),
    (
        "privacy.anonymityForResidents",
        "Anonymitet for innbyggere",
        "Anonymitet for innbyggjarar",
        "Anonymity for residents",
    ),
    (
        "privacy.anonymityForProfessionals",
        "Anonymitet for fagpersoner",
        "Anonymitet for fagpersonar",
        "Anonymity for professionals",
    ),
    (
        "privacy.confidentiality",
        "Taushetsplikt",
        "Teieplikt",
        "Confidentiality",
    ),
    ("languages", "Språk", "Språk", "Languages"),
    ("interpreter", "Tolk", "Tolk", "Interpreter"),
    (
        "accessibility.features",
        "Tilgjengelighet",
        "Tilgjenge",
        "Accessibility",
    ),
    (
        "accessibility.note",
        "Merknad om tilgjengelighet",
        "Merknad om tilgjenge",
        "Note on accessibility",
    ),
    (
        "pilotUntil",
        "Prøveordning til og med",
        "Prøveordning til og med",
        "Pilot until",
    ),
    (
        "endsOn",
        "Tilbys til og med",
        "Tilbodet varer til og med",
        "Offered until",
    ),
    (
        "serviceArea",
        "Kommuner tilbudet gjelder for",
        "Kommunar tilbodet gjeld for",
        "Municipalities served",
    ),
    ("ownerId", "Ansvarlig", "Ansvarleg", "Owner"),
    ("operatorId", "Drives av", "Blir drive av", "Operated by"),
    (
        "funderId",
        "Finansieres av",
        "Blir finansiert av",
        "Funded by",
    ),
    ("legalBases", "Lovhjemmel", "Lovheimel", "Legal basis"),
    (
        "guidanceForProfessionals",
        "For fagpersoner",
        "For fagpersonar",
        "For professionals",
    ),
    ("image.url", "Bilde", "Bilete", "Image"),
    (
        "image.alternativeText",
        "Bildetekst for dem som ikke ser",
        "Bilettekst for dei som ikkje ser",
        "Alternative text",
    ),
    (
        "image.credit",
        "Fotokreditering",
        "Fotokreditering",
        "Image credit",
    ),
    ("image", "Bilde", "Bilete", "Image"),
];

/// A path without its list keys and without the language at its end.
fn pattern(path: &str) -> (String, Option<Language>) {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        match character {
            '[' => {
                inside = true;
                out.push('[');
            }
            ']' => {
                inside = false;
                out.push(']');
            }
            _ if inside => {}
            other => out.push(other),
        }
    }
    for language in Language::ALL {
        if let Some(stem) = out.strip_suffix(&format!(".{}", language.tag())) {
            return (stem.to_owned(), Some(language));
        }
    }
    (out, None)
}

fn position(pattern: &str) -> Option<usize> {
    FIELDS
        .iter()
        .position(|(name, ..)| *name == pattern)
        .or_else(|| {
            // A field below one that is named as a whole, as `audience.ageBands[0].from`.
            FIELDS
                .iter()
                .enumerate()
                .filter(|(_, (name, ..))| {
                    pattern
                        .strip_prefix(name)
                        .is_some_and(|rest| rest.starts_with(['.', '[']))
                })
                .max_by_key(|(_, (name, ..))| name.len())
                .map(|(index, _)| index)
        })
}

/// Where in the order of reading a field stands.
#[must_use]
pub fn order(path: &str) -> (usize, Option<Language>) {
    let (pattern, language) = pattern(path);
    (position(&pattern).unwrap_or(FIELDS.len()), language)
}

/// What a person calls the field, with the language it is in where it has one: "Navn (nynorsk)".
#[must_use]
pub fn path_label(path: &str, language: Language) -> String {
    let (pattern, text_language) = pattern(path);
    let label = position(&pattern).map_or(path, |index| {
        let (_, nb, nn, en) = FIELDS[index];
        match language {
            Language::Nb => nb,
            Language::Nn => nn,
            Language::En => en,
        }
    });
    match text_language {
        Some(of) => format!("{label} ({})", language_name(of, language)),
        None => label.to_owned(),
    }
}

/// A language's name in a language.
#[must_use]
pub fn language_name(of: Language, language: Language) -> &'static str {
    match (of, language) {
        (Language::Nb, Language::En) => "Bokmål",
        (Language::Nb, _) => "bokmål",
        (Language::Nn, Language::En) => "Nynorsk",
        (Language::Nn, _) => "nynorsk",
        (Language::En, Language::En) => "English",
        (Language::En, _) => "engelsk",
    }
}

/// A value as a person reads it: codes become their labels, lists are joined, yes and no are said, a schedule is told in words.
#[must_use]
pub fn value_text(path: &str, value: &serde_json::Value, language: Language) -> String {
    use serde_json::Value;
    let (pattern, _) = pattern(path);
    let one = |code: &str| -> String {
        code_label(&pattern, code, language).map_or_else(|| code.to_owned(), str::to_owned)
    };
    match value {
        Value::Null => String::new(),
        Value::String(text) if pattern == "contactPoints[].value" => {
            crate::numbers::normalize_phone(text).map_or_else(
                || text.clone(),
                |stored| crate::numbers::format_phone(&stored),
            )
        }
        Value::String(text) => one(text),
        Value::Bool(yes) => if *yes {
            codes::Answer::Yes
        } else {
            codes::Answer::No
        }
        .label(language)
        .to_owned(),
        Value::Array(items) => items
            .iter()
            .map(|item| match item {
                Value::String(code) => one(code),
                other => object_text(other, language),
            })
            .collect::<Vec<_>>()
            .join(", "),
        Value::Object(_) if pattern.ends_with("openingHours") => {
            serde_json::from_value(value.clone()).map_or_else(
                |_| String::new(),
                |schedule: crate::hours::Schedule| crate::hours::summary(&schedule, language),
            )
        }
        Value::Object(_) => object_text(value, language),
        Value::Number(number) => number.to_string(),
    }
}

fn object_text(value: &serde_json::Value, language: Language) -> String {
    let field = |name: &str| value.get(name).and_then(serde_json::Value::as_i64);
    if value.get("from").is_some() || value.get("to").is_some() {
        let years = match language {
            Language::En => "years",
            _ => "år",
        };
        return match (field("from"), field("to")) {
            (Some(from), Some(to)) => format!("{from}–{to} {years}"),
            (Some(from), None) => format!("{from}+ {years}"),
            (None, Some(to)) => format!("0–{to} {years}"),
            (None, None) => String::new(),
        };
    }
    if let (Some(law), Some(paragraph)) = (
        value.get("law").and_then(|v| v.as_str()),
        value.get("paragraph").and_then(|v| v.as_str()),
    ) {
        return format!("{law} {paragraph}").trim().to_owned();
    }
    value.as_object().map_or_else(String::new, |fields| {
        fields
            .values()
            .filter_map(serde_json::Value::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    })
}

fn code_label(pattern: &str, code: &str, language: Language) -> Option<&'static str> {
    match pattern {
        "audience.groups" => codes::TargetGroup::from_code(code).map(|c| c.label(language)),
        "access.whoMayContact" | "contactPoints[].forWhom" => {
            codes::ContactParty::from_code(code).map(|c| c.label(language))
        }
        "access.whoMayRefer" => codes::Referrer::from_code(code).map(|c| c.label(language)),
        "access.referral" => codes::Referral::from_code(code).map(|c| c.label(language)),
        "access.dropIn" | "interpreter" => {
            codes::Answer::from_code(code).map(|c| c.label(language))
        }
        "cost.kind" => codes::CostKind::from_code(code).map(|c| c.label(language)),
        "privacy.anonymityForResidents" | "privacy.anonymityForProfessionals" => {
            codes::Anonymity::from_code(code).map(|c| c.label(language))
        }
        "accessibility.features" => {
            codes::AccessibilityFeature::from_code(code).map(|c| c.label(language))
        }
        "contactPoints[].hoursSource" | "places[].hoursSource" => {
            codes::HoursSource::from_code(code).map(|c| c.label(language))
        }
        "contactPoints[].kind" => codes::ContactKind::from_code(code).map(|c| c.label(language)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_called_what_people_call_it() {
        assert_eq!(path_label("name.nn", Language::Nb), "Navn (nynorsk)");
        assert_eq!(
            path_label("contactPoints[a1].value", Language::En),
            "Number or address"
        );
        assert_eq!(
            path_label("audience.ageBands[0].from", Language::Nn),
            "Alder"
        );
    }

    #[test]
    fn every_leaf_of_the_model_has_a_name() {
        let mut content = super::super::ListingContent {
            image: Some(super::super::Image::default()),
            ..Default::default()
        };
        content.places.push(super::super::Place {
            id: "p".to_owned(),
            ..Default::default()
        });
        content.contact_points.push(super::super::ContactPoint {
            id: "c".to_owned(),
            ..Default::default()
        });
        content.announcements.push(super::super::Announcement {
            id: "a".to_owned(),
            ..Default::default()
        });
        for path in super::super::tree::leaves(&content).keys() {
            assert_ne!(path_label(path, Language::Nb), *path, "no name for {path}");
        }
    }

    #[test]
    fn values_are_said_in_words() {
        assert_eq!(
            value_text("access.referral", &"NOT_REQUIRED".into(), Language::Nb),
            "Ingen henvisning"
        );
        assert_eq!(
            value_text("places[a].hidden", &true.into(), Language::En),
            "Yes"
        );
        assert_eq!(
            value_text("contactPoints[a].value", &"116117".into(), Language::Nb),
            "116 117"
        );
        let ages = serde_json::json!([{"from": 13, "to": 18}, {"from": 67}]);
        assert_eq!(
            value_text("audience.ageBands", &ages, Language::Nb),
            "13–18 år, 67+ år"
        );
    }
}
