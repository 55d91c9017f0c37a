//! Every rule a listing must meet before it can be submitted, and what is worth a second look. All problems come back at once, each
//! at its path, in three languages. The same lines run in the editor and before anything is stored.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::codes::{ContactKind, HoursSource};
use super::{Announcement, ContactPoint, DefaultHours, ListingContent, Place};
use crate::hours::{ProblemCode, Schedule, ValidationContext};
use crate::numbers;
use crate::problem::{Problem, Severity, Words, words};
use crate::text::{Language, LocalizedText};

/// How long and how many. Counted in characters as people see them on a form, not in bytes.
pub mod limits {
    pub const NAME: usize = 120;
    pub const SUMMARY: usize = 300;
    pub const LONG_TEXT: usize = 6000;
    pub const NOTE: usize = 500;
    pub const LABEL: usize = 120;
    pub const ITEMS: usize = 30;
    pub const SERVICE_AREA: usize = 357;
}

/// What the rules need to know beyond the document.
pub struct Facts<'a> {
    /// Today in Norway.
    pub today: NaiveDate,
    /// Whether people in crisis depend on this type of service.
    pub crisis_service: bool,
    /// Whether a municipality with this number exists.
    pub municipality_exists: &'a dyn Fn(&str) -> bool,
    /// Whether an organisation with this node id exists.
    pub organisation_exists: &'a dyn Fn(&str) -> bool,
    /// The default hours of the listing's own municipality.
    pub default_hours: DefaultHours<'a>,
}

/// Every problem of a document, errors and warnings, in reading order of the fields.
#[must_use]
pub fn validate(content: &ListingContent, facts: &Facts<'_>) -> Vec<Problem> {
    let mut found = Found(Vec::new());
    texts(content, &mut found);
    found.announcements(&content.announcements);
    found.contact_points(&content.contact_points, facts);
    found.places(&content.places, facts);
    reachability(content, &mut found);
    audience(content, &mut found);
    coverage(content, facts, &mut found);
    image(content, &mut found);
    found.0
}

struct Found(Vec<Problem>);

impl Found {
    fn error(&mut self, code: &str, path: impl Into<String>, text: Words) {
        self.0.push(Problem::error(code, path, text));
    }

    fn warning(&mut self, code: &str, path: impl Into<String>, text: Words) {
        self.0.push(Problem::warning(code, path, text));
    }

    /// A text in each language: its length, and no control characters but line breaks.
    fn text(&mut self, path: &str, text: &LocalizedText, limit: usize) {
        for language in Language::ALL {
            let Some(value) = text.get(language) else {
                continue;
            };
            self.plain(&format!("{path}.{}", language.tag()), value, limit);
        }
    }

    fn plain(&mut self, path: &str, value: &str, limit: usize) {
        let length = value.chars().count();
        if length > limit {
            self.error(
                "TEXT_TOO_LONG",
                path,
                words(
                    format!("Teksten er for lang: {length} tegn, det er plass til {limit}."),
                    format!("Teksten er for lang: {length} teikn, det er plass til {limit}."),
                    format!(
                        "The text is too long: {length} characters, there is room for {limit}."
                    ),
                ),
            );
        }
        if value
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            self.error(
                "TEXT_HAS_CONTROL_CHARACTERS",
                path,
                words(
                    "Teksten inneholder usynlige tegn som må fjernes. Skriv den på nytt.",
                    "Teksten inneheld usynlege teikn som må fjernast. Skriv han på nytt.",
                    "The text has invisible characters that must go. Type it again.",
                ),
            );
        }
    }

    fn required(&mut self, path: &str) {
        self.error(
            "REQUIRED",
            path,
            words(
                "Fyll ut dette feltet.",
                "Fyll ut dette feltet.",
                "Fill in this field.",
            ),
        );
    }

    fn too_many(&mut self, path: &str, count: usize, limit: usize) {
        if count > limit {
            self.error(
                "TOO_MANY",
                path,
                words(
                    format!("Det er {count} her, og det er plass til {limit}."),
                    format!("Det er {count} her, og det er plass til {limit}."),
                    format!("There are {count} here; there is room for {limit}."),
                ),
            );
        }
    }

    /// Keys of list items: there, short, and each only once.
    fn keys<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = HashSet::new();
        for (index, id) in ids.enumerate() {
            let well_formed = (1..=36).contains(&id.len())
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if !well_formed || !seen.insert(id) {
                self.error(
                    "KEY_INVALID",
                    format!("{list}[{index}].id"),
                    words(
                        "Nøkkelen mangler, er ugyldig eller er brukt to ganger.",
                        "Nøkkelen manglar, er ugyldig eller er brukt to gonger.",
                        "The key is missing, malformed or used twice.",
                    ),
                );
            }
        }
    }

    fn date(&mut self, path: &str, value: &str) -> Option<NaiveDate> {
        let date = (value.len() == 10)
            .then(|| NaiveDate::parse_from_str(value, "%Y-%m-%d").ok())
            .flatten();
        if date.is_none() {
            self.error(
                "DATE_NOT_EXIST",
                path,
                words(
                    "Dette er ikke en dato som finnes.",
                    "Dette er ikkje ein dato som finst.",
                    "This is not a date that exists.",
                ),
            );
        }
        date
    }

    fn announcements(&mut self, announcements: &[Announcement]) {
        self.too_many("announcements", announcements.len(), limits::ITEMS);
        self.keys(
            "announcements",
            announcements.iter().map(|item| item.id.as_str()),
        );
        for (index, item) in announcements.iter().enumerate() {
            let path = format!("announcements[{index}]");
            if item.text.is_empty() {
                self.required(&format!("{path}.text.nb"));
            }
            self.text(&format!("{path}.text"), &item.text, limits::NOTE);
            let from = self.date(&format!("{path}.from"), &item.from);
            let until = self.date(&format!("{path}.until"), &item.until);
            if let (Some(from), Some(until)) = (from, until)
                && until < from
            {
                self.error(
                    "RANGE_REVERSED",
                    format!("{path}.until"),
                    words(
                        "Sluttdatoen er før startdatoen.",
                        "Sluttdatoen er før startdatoen.",
                        "The end is before the beginning.",
                    ),
                );
            }
        }
    }

    fn contact_points(&mut self, points: &[ContactPoint], facts: &Facts<'_>) {
        self.too_many("contactPoints", points.len(), limits::ITEMS);
        self.keys("contactPoints", points.iter().map(|item| item.id.as_str()));
        for (index, point) in points.iter().enumerate() {
            let path = format!("contactPoints[{index}]");
            self.text(&format!("{path}.label"), &point.label, limits::LABEL);
            self.contact_value(&format!("{path}.value"), point);
            let crisis_line = facts.crisis_service && point.kind == ContactKind::Phone;
            let own = &point.opening_hours;
            self.hours(&path, point.hours_source, own, facts, crisis_line);
        }
    }

    fn contact_value(&mut self, path: &str, point: &ContactPoint) {
        if point.value.trim().is_empty() {
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
                if !numbers::is_web_address(value) {
                    self.error("URL_INVALID", path, words(
                        "Dette er ikke en nettadresse. Den må begynne med https:// eller http://.",
                        "Dette er ikkje ei nettadresse. Ho må byrje med https:// eller http://.",
                        "This is not a web address. It must begin with https:// or http://.",
                    ));
                }
            }
        }
    }

    fn places(&mut self, places: &[Place], facts: &Facts<'_>) {
        self.too_many("places", places.len(), limits::ITEMS);
        self.keys("places", places.iter().map(|item| item.id.as_str()));
        for (index, place) in places.iter().enumerate() {
            let path = format!("places[{index}]");
            self.text(&format!("{path}.name"), &place.name, limits::LABEL);
            self.text(
                &format!("{path}.directions"),
                &place.directions,
                limits::NOTE,
            );
            self.plain(&format!("{path}.street"), &place.street, limits::LABEL);
            self.plain(&format!("{path}.city"), &place.city, limits::LABEL);
            if place.street.trim().is_empty() && !place.hidden {
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

    fn municipality(&mut self, path: &str, number: &str, facts: &Facts<'_>) {
        if !(facts.municipality_exists)(number) {
            self.error(
                "MUNICIPALITY_UNKNOWN",
                path,
                words(
                    "Det finnes ingen kommune med dette nummeret.",
                    "Det finst ingen kommune med dette nummeret.",
                    "There is no municipality with this number.",
                ),
            );
        }
    }

    /// The hours of one place or contact point. Inherited ones are checked where they are written, not here.
    fn hours(
        &mut self,
        path: &str,
        source: HoursSource,
        own: &Schedule,
        facts: &Facts<'_>,
        crisis_line: bool,
    ) {
        if source == HoursSource::Municipality {
            self.inherited(&format!("{path}.hoursSource"), facts, crisis_line);
            return;
        }
        let context = ValidationContext {
            today: facts.today,
            crisis_line,
        };
        self.0.extend(hours_problems(
            &format!("{path}.openingHours"),
            own,
            context,
        ));
    }

    fn inherited(&mut self, path: &str, facts: &Facts<'_>, crisis_line: bool) {
        match facts.default_hours {
            DefaultHours::Unread => {}
            DefaultHours::NoMunicipality => self.error(
                "HOURS_NO_MUNICIPALITY",
                path,
                words(
                    "Tilbudet hører ikke til en kommune, så det er ingen standardtider å bruke. Skriv egne tider.",
                    "Tilbodet høyrer ikkje til ein kommune, så det er ingen standardtider å bruke. Skriv eigne tider.",
                    "The service belongs to no municipality, so there are no default hours to use. Write its own.",
                ),
            ),
            DefaultHours::Missing => self.warning(
                "DEFAULT_HOURS_MISSING",
                path,
                words(
                    "Kommunen har ikke satt standardtider ennå. Inntil det er gjort, vises åpningstidene som ikke oppgitt.",
                    "Kommunen har ikkje sett standardtider enno. Inntil det er gjort, blir opningstidene viste som ikkje oppgitt.",
                    "The municipality has not set its default hours yet. Until it does, the opening hours are shown as not stated.",
                ),
            ),
            // What is wrong with the default is told to whoever keeps it; that a crisis line is not answered at night is told here too.
            DefaultHours::Stated(schedule) => {
                let context = ValidationContext {
                    today: facts.today,
                    crisis_line,
                };
                self.0.extend(
                    hours_problems(path, schedule, context)
                        .into_iter()
                        .filter(|problem| problem.code == ProblemCode::CrisisLineNot247.as_str())
                        .map(|problem| Problem { path: path.to_owned(), ..problem }),
                );
            }
        }
    }
}

/// Everything the engine has to say about a schedule, below `path` (which may be empty).
#[must_use]
pub fn hours_problems(path: &str, schedule: &Schedule, context: ValidationContext) -> Vec<Problem> {
    crate::hours::validate(schedule, context)
        .into_iter()
        .map(|problem| {
            let said = |language| problem.message.get(language).unwrap_or_default().to_owned();
            Problem {
                code: problem.code.as_str().to_owned(),
                path: match (path, problem.path.as_str()) {
                    (path, "") => path.to_owned(),
                    ("", below) => below.to_owned(),
                    (path, below) => format!("{path}.{below}"),
                },
                severity: if problem.is_error() {
                    Severity::Error
                } else {
                    Severity::Warning
                },
                nb: said(Language::Nb),
                nn: said(Language::Nn),
                en: said(Language::En),
            }
        })
        .collect()
}

fn texts(content: &ListingContent, found: &mut Found) {
    let ListingContent {
        name,
        summary,
        description,
        how_to_contact,
        what_to_expect,
        guidance_for_professionals,
        ..
    } = content;
    if name.get(Language::Nb).is_none() && name.get(Language::Nn).is_none() {
        found.required("name.nb");
    }
    if summary.get(Language::Nb).is_none() && summary.get(Language::Nn).is_none() {
        found.required("summary.nb");
    }
    found.text("name", name, limits::NAME);
    found.text("summary", summary, limits::SUMMARY);
    for (path, text) in [
        ("description", description),
        ("howToContact", how_to_contact),
        ("whatToExpect", what_to_expect),
        ("guidanceForProfessionals", guidance_for_professionals),
    ] {
        found.text(path, text, limits::LONG_TEXT);
    }
    for (path, text) in [
        ("audience.note", &content.audience.note),
        ("access.waitingTime", &content.access.waiting_time),
        ("cost.note", &content.cost.note),
        ("privacy.confidentiality", &content.privacy.confidentiality),
        ("accessibility.note", &content.accessibility.note),
    ] {
        found.text(path, text, limits::NOTE);
    }
    // A language that has a name is a language the listing is offered in: it wants a summary too.
    for language in Language::ALL {
        if name.get(language).is_some() != summary.get(language).is_some() {
            let missing = if name.get(language).is_some() {
                "summary"
            } else {
                "name"
            };
            found.warning(
                "MISSING_TRANSLATION",
                format!("{missing}.{}", language.tag()),
                words(
                    "Denne språkversjonen mangler en tekst.",
                    "Denne språkversjonen manglar ein tekst.",
                    "This language version lacks a text.",
                ),
            );
        }
    }
}

fn reachability(content: &ListingContent, found: &mut Found) {
    if content.contact_points.is_empty() && content.places.is_empty() {
        found.error(
            "NO_WAY_TO_REACH",
            "contactPoints",
            words(
                "Legg til minst ett kontaktpunkt eller sted, ellers kan ingen nå tilbudet.",
                "Legg til minst eitt kontaktpunkt eller ein stad, elles kan ingen nå tilbodet.",
                "Add at least one contact point or place, or nobody can reach the service.",
            ),
        );
    }
    if content.languages.len() > limits::ITEMS {
        found.too_many("languages", content.languages.len(), limits::ITEMS);
    }
    for (index, code) in content.languages.iter().enumerate() {
        let well_formed =
            matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase());
        if !well_formed {
            found.error(
                "LANGUAGE_UNKNOWN",
                format!("languages[{index}]"),
                words(
                    "Bruk språkkoden på to eller tre bokstaver, som nb, se eller en.",
                    "Bruk språkkoden på to eller tre bokstavar, som nb, se eller en.",
                    "Use the language code of two or three letters, such as nb, se or en.",
                ),
            );
        }
    }
}

fn audience(content: &ListingContent, found: &mut Found) {
    found.too_many(
        "audience.ageBands",
        content.audience.age_bands.len(),
        limits::ITEMS,
    );
    for (index, band) in content.audience.age_bands.iter().enumerate() {
        let within = |age: Option<i32>| age.is_none_or(|age| (0..=120).contains(&age));
        let ordered = match (band.from, band.to) {
            (Some(from), Some(to)) => from <= to,
            (None, None) => false,
            _ => true,
        };
        if !within(band.from) || !within(band.to) || !ordered {
            found.error(
                "AGE_BAND_INVALID",
                format!("audience.ageBands[{index}].from"),
                words(
                    "Alderen må være mellom 0 og 120 år, og fra kan ikke være høyere enn til.",
                    "Alderen må vere mellom 0 og 120 år, og frå kan ikkje vere høgare enn til.",
                    "Ages go from 0 to 120, and the first cannot be above the last.",
                ),
            );
        }
    }
    if let Some(date) = &content.pilot_until {
        found.date("pilotUntil", date);
    }
    found.too_many("legalBases", content.legal_bases.len(), limits::ITEMS);
    for (index, basis) in content.legal_bases.iter().enumerate() {
        if basis.law.trim().is_empty() {
            found.required(&format!("legalBases[{index}].law"));
        }
        found.plain(
            &format!("legalBases[{index}].law"),
            &basis.law,
            limits::LABEL,
        );
        found.plain(
            &format!("legalBases[{index}].paragraph"),
            &basis.paragraph,
            limits::LABEL,
        );
    }
}

fn coverage(content: &ListingContent, facts: &Facts<'_>, found: &mut Found) {
    if content.service_area.is_empty() {
        found.error(
            "REQUIRED",
            "serviceArea",
            words(
                "Velg minst én kommune tilbudet gjelder for.",
                "Vel minst éin kommune tilbodet gjeld for.",
                "Choose at least one municipality the service is for.",
            ),
        );
    }
    found.too_many(
        "serviceArea",
        content.service_area.len(),
        limits::SERVICE_AREA,
    );
    let mut seen = HashSet::new();
    for (index, number) in content.service_area.iter().enumerate() {
        let path = format!("serviceArea[{index}]");
        if !seen.insert(number) {
            found.error(
                "DUPLICATE",
                &path,
                words(
                    "Denne kommunen står to ganger.",
                    "Denne kommunen står to gonger.",
                    "This municipality is here twice.",
                ),
            );
        }
        found.municipality(&path, number, facts);
    }
    if content.owner_id.is_none() {
        found.warning(
            "OWNER_MISSING",
            "ownerId",
            words(
                "Si hvem som har ansvaret for tilbudet.",
                "Sei kven som har ansvaret for tilbodet.",
                "Say who answers for the service.",
            ),
        );
    }
    for (path, id) in [
        ("ownerId", &content.owner_id),
        ("operatorId", &content.operator_id),
        ("funderId", &content.funder_id),
    ] {
        if let Some(id) = id
            && !(facts.organisation_exists)(id)
        {
            found.error(
                "ORGANISATION_UNKNOWN",
                path,
                words(
                    "Denne organisasjonen finnes ikke.",
                    "Denne organisasjonen finst ikkje.",
                    "There is no such organisation.",
                ),
            );
        }
    }
}

fn image(content: &ListingContent, found: &mut Found) {
    let Some(image) = &content.image else { return };
    if !numbers::is_web_address(&image.url) {
        found.error(
            "URL_INVALID",
            "image.url",
            words(
                "Dette er ikke en nettadresse. Den må begynne med https:// eller http://.",
                "Dette er ikkje ei nettadresse. Ho må byrje med https:// eller http://.",
                "This is not a web address. It must begin with https:// or http://.",
            ),
        );
    }
    found.text(
        "image.alternativeText",
        &image.alternative_text,
        limits::NOTE,
    );
    if image.alternative_text.is_empty() {
        found.required("image.alternativeText.nb");
    }
    if image.credit.trim().is_empty() {
        found.required("image.credit");
    }
    found.plain("image.credit", &image.credit, limits::LABEL);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{Mode, Schedule, Weekday, WeeklyRule};

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
        content.audience.age_bands.push(super::super::AgeBand {
            from: Some(20),
            to: Some(10),
        });
        content.pilot_until = Some("2026-02-30".to_owned());
        content.image = Some(super::super::Image {
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
        found(&content, "URL_INVALID", "image.url");
        found(&content, "RANGE_REVERSED", "announcements[0].until");
        found(&content, "REQUIRED", "announcements[0].text.nb");
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
}
