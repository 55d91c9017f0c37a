//! From a sample to the document an editor would have written.

use chrono::{Days, NaiveDate};
use veiviser_migrations::facts;
use veiviser_schema::content::codes::{
    AccessibilityFeature, Anonymity, Answer, ContactKind, ContactParty, CostKind, HoursSource,
    Referral, TargetGroup,
};
use veiviser_schema::content::{ContactPoint, ListingContent, Place};
use veiviser_schema::hours::{Mode, Schedule};
use veiviser_schema::text::LocalizedText;

use super::samples::{Change, Sample};
use crate::seed::{fictitious, hours};

const MARK: &str = "[Demo] ";

/// The listing whose door keeps the town hall's hours.
const HEIR: &str = "mestring-stavanger";

/// The listing that is to be closed down, so many days from now.
const ENDS: (&str, Days) = ("selvhjelp-bergen", Days::new(200));

/// The made-up hours of the town hall, and they say so.
pub fn town_hall() -> Schedule {
    let mut schedule = hours::office();
    for rule in &mut schedule.weekly {
        rule.note = LocalizedText::new(
            "[Demo] Oppdiktede tider",
            "[Demo] Oppdikta tider",
            "[Demo] Made-up hours",
        );
    }
    schedule
}

/// What all demonstration texts end with, lest anybody believe them.
const WARNING: [&str; 3] = [
    "Dette er en demonstrasjon. Tilbudet finnes ikke, og telefonnumrene går ikke til noen.",
    "Dette er ein demonstrasjon. Tilbodet finst ikkje, og telefonnummera går ikkje til nokon.",
    "This is a demonstration. The service does not exist, and the telephone numbers lead nowhere.",
];

/// The document of a sample; `prefilled` has what the service type gives each new listing.
pub fn written(
    sample: &Sample,
    prefilled: ListingContent,
    facts: &Facts,
    today: NaiveDate,
) -> ListingContent {
    let [nb, nn, en] = sample.name.map(|name| format!("{MARK}{name}"));
    let place = facts.place(sample.municipality);
    let [offer_nb, offer_nn, offer_en] = sample.offer;
    let [warning_nb, warning_nn, warning_en] = WARNING;
    let mut content = ListingContent {
        name: LocalizedText::new(nb, nn, en),
        summary: LocalizedText::new(offer_nb, offer_nn, offer_en),
        description: LocalizedText::new(
            format!(
                "{offer_nb}\n\nVi har taushetsplikt og tar oss tid til å lytte.\n\n{warning_nb}"
            ),
            format!("{offer_nn}\n\nVi har teieplikt og tek oss tid til å lytte.\n\n{warning_nn}"),
            format!(
                "{offer_en}\n\nWe are bound by confidentiality and take time to listen.\n\n{warning_en}"
            ),
        ),
        how_to_contact: LocalizedText::new(
            "Ring, skriv eller kom innom. Du trenger ikke å fortelle alt første gang.",
            "Ring, skriv eller kom innom. Du treng ikkje å fortelje alt første gongen.",
            "Call, write or drop in. You need not tell everything the first time.",
        ),
        what_to_expect: LocalizedText::new(
            "Du blir møtt av en som har tid. Sammen finner dere ut hva som er neste steg.",
            "Du blir møtt av ein som har tid. Saman finn de ut kva som er neste steg.",
            "You are met by someone who has time. Together you find out what the next step is.",
        ),
        ..prefilled
    };
    content.audience.groups = groups(sample.service_type);
    content.languages = ["nb", "en"].map(str::to_owned).to_vec();
    content.interpreter = Answer::Yes;
    content.accessibility.features = vec![
        AccessibilityFeature::StepFree,
        AccessibilityFeature::AccessibleToilet,
    ];
    if content.cost.kind == CostKind::Unknown {
        content.cost.kind = CostKind::Free;
    }
    if content.access.referral == Referral::Unknown {
        content.access.referral = Referral::NotRequired;
    }
    if content.privacy.anonymity_for_professionals == Anonymity::Unknown {
        content.privacy.anonymity_for_professionals = Anonymity::Yes;
    }
    content.service_area = std::iter::once(&sample.municipality)
        .chain(sample.also)
        .map(|number| (*number).to_owned())
        .collect();
    content.contact_points = contact_points(sample, &place.name);
    content.places = places(sample, place, today);
    let (ends, in_days) = ENDS;
    if sample.key == ends {
        let last_day = today.checked_add_days(in_days);
        content.ends_on = last_day.map(|day| day.format("%Y-%m-%d").to_string());
    }
    content
}

/// The same document with a change in it.
pub fn changed(mut content: ListingContent, change: Change) -> ListingContent {
    match change {
        Change::HoursPublished => {
            for place in &mut content.places {
                place.opening_hours = hours::office();
            }
        }
        Change::PhoneSubmitted => {
            for point in &mut content.contact_points {
                if point.kind == ContactKind::Phone {
                    point.value = fictitious::phone(777_777);
                }
            }
        }
        Change::TextDrafted => {
            content.what_to_expect = LocalizedText::new(
                "Den første samtalen varer en time. Ta gjerne med noen.",
                "Den første samtalen varer ein time. Ta gjerne med nokon.",
                "The first conversation takes an hour. Feel free to bring someone.",
            );
        }
    }
    content
}

/// What the samples need of the national facts, read once.
pub struct Facts {
    municipalities: Vec<facts::Municipality>,
}

impl Facts {
    pub fn read() -> Self {
        Self {
            municipalities: facts::municipalities(),
        }
    }

    fn place(&self, number: &str) -> &facts::Municipality {
        self.municipalities
            .iter()
            .find(|place| place.number == number)
            .unwrap_or(&self.municipalities[0])
    }
}

/// A number that follows from the sample's key, so that it is the same each time.
fn number(sample: &Sample) -> u32 {
    sample
        .key
        .bytes()
        .fold(7, |sum: u32, byte| sum.wrapping_mul(31) ^ u32::from(byte))
}

fn contact_points(sample: &Sample, place: &str) -> Vec<ContactPoint> {
    let point = |id: &str, kind, value| ContactPoint {
        id: id.to_owned(),
        kind,
        value,
        for_whom: vec![ContactParty::ALL[0]],
        ..ContactPoint::default()
    };
    let schedule = (sample.hours)();
    // Where there are doors, the telephone is answered in the middle of the day; elsewhere it is the service.
    let telephone = if sample.place && schedule.mode == Mode::Scheduled {
        hours::telephone_hours()
    } else {
        schedule
    };
    vec![
        ContactPoint {
            opening_hours: telephone,
            label: LocalizedText::new("Telefon", "Telefon", "Telephone"),
            ..point(
                "telefon",
                ContactKind::Phone,
                fictitious::phone(number(sample)),
            )
        },
        point(
            "epost",
            ContactKind::Email,
            fictitious::email(sample.service_type, place),
        ),
        point(
            "nettside",
            ContactKind::Web,
            fictitious::web(sample.service_type, place),
        ),
    ]
}

fn places(sample: &Sample, place: &facts::Municipality, today: NaiveDate) -> Vec<Place> {
    let hidden = sample.service_type == "krisesenter";
    if !sample.place && !hidden {
        return Vec::new();
    }
    let number = number(sample);
    let mut opening_hours: Schedule = (sample.hours)();
    // One office shows what a planning day looks like.
    if sample.key == "familiesenter-stavanger"
        && let Some(day) = today.checked_add_days(Days::new(9))
    {
        let day = day.format("%Y-%m-%d").to_string();
        opening_hours = hours::office_but_closed(&day, &day);
    }
    let [latitude, longitude] = match place.number.as_str() {
        // The town, rather than the point the facts hang the municipality's name on.
        "1103" => [58.9700, 5.7331],
        _ => [60.3930, 5.3242],
    };
    vec![Place {
        id: "sted".to_owned(),
        name: LocalizedText::new("Besøksadresse", "Besøksadresse", "Visiting address"),
        // A street by this name is in neither town.
        street: format!("Demogata {}", number % 90 + 1),
        postal_code: if place.number == "1103" {
            "4006"
        } else {
            "5003"
        }
        .to_owned(),
        city: place.name.clone(),
        municipality_number: Some(place.number.clone()),
        latitude: Some(latitude),
        longitude: Some(longitude),
        hidden,
        directions: LocalizedText::new(
            "Inngang fra bakgården, ring på hos oss.",
            "Inngang frå bakgarden, ring på hos oss.",
            "Entrance from the backyard, ring our bell.",
        ),
        hours_source: if sample.key == HEIR {
            HoursSource::Municipality
        } else {
            HoursSource::Own
        },
        opening_hours,
    }]
}

fn groups(service_type: &str) -> Vec<TargetGroup> {
    match service_type {
        "helsestasjon" | "utekontakt" => vec![TargetGroup::Youth],
        "psykolog-kommune" | "familiesenter" => {
            vec![
                TargetGroup::Children,
                TargetGroup::Youth,
                TargetGroup::Parents,
            ]
        }
        "barnevernvakt" => vec![TargetGroup::Children, TargetGroup::Families],
        "krisesenter" => vec![TargetGroup::ExposedToViolence],
        "sinnemestringskurs" => vec![TargetGroup::UsesViolence],
        "parorendesenter" | "parorendestotte" => vec![TargetGroup::NextOfKin],
        "tverrfaglig-konsultasjonsteam" => vec![TargetGroup::Professionals],
        "lavterskel-rus" | "ruspoliklinikk" | "varmestue" | "motested-mat" => {
            vec![TargetGroup::Addiction, TargetGroup::Adults]
        }
        _ => vec![TargetGroup::Adults, TargetGroup::MentalHealth],
    }
}
