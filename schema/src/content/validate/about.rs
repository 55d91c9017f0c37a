//! What is said of the service: its texts, messages and picture, whom it is for, where, and who answers for it.

use std::collections::HashSet;

use chrono::Months;

use super::found::Found;
use super::{Facts, limits};
use crate::characters::is_blank;
use crate::content::{Announcement, ListingContent};
use crate::problem::words;
use crate::text::Language;

/// A last day later than this is likelier a slip of the keyboard than a plan.
const FAR_OFF: Months = Months::new(24);

impl Found {
    pub fn announcements(&mut self, announcements: &[Announcement]) {
        self.too_many("announcements", announcements.len(), limits::ITEMS);
        self.keys(
            "announcements",
            announcements.iter().map(|item| item.id.as_str()),
        );
        for (index, item) in announcements.iter().enumerate().take(limits::ITEMS) {
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
}

pub fn texts(content: &ListingContent, found: &mut Found) {
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
    found.line("name", name, limits::NAME);
    found.line("summary", summary, limits::SUMMARY);
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
            let path = format!("{missing}.{}", language.tag());
            if found.is_required(&path) {
                continue;
            }
            found.warning(
                "MISSING_TRANSLATION",
                path,
                words(
                    "Denne språkversjonen mangler en tekst.",
                    "Denne språkversjonen manglar ein tekst.",
                    "This language version lacks a text.",
                ),
            );
        }
    }
}

pub fn audience(content: &ListingContent, found: &mut Found) {
    found.too_many(
        "audience.ageBands",
        content.audience.age_bands.len(),
        limits::ITEMS,
    );
    let bands = content.audience.age_bands.iter().enumerate();
    for (index, band) in bands.take(limits::ITEMS) {
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
    let bases = content.legal_bases.iter().enumerate();
    for (index, basis) in bases.take(limits::ITEMS) {
        if is_blank(&basis.law) {
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

/// That a service ends is no fault, whatever the day; it is told what the day does.
pub fn ending(content: &ListingContent, facts: &Facts<'_>, found: &mut Found) {
    let Some(date) = &content.ends_on else { return };
    let Some(last_day) = found.date("endsOn", date) else {
        return;
    };
    if last_day < facts.today {
        found.warning(
            "END_PASSED",
            "endsOn",
            words(
                "Datoen er passert. Med denne datoen ser ikke publikum oppføringen.",
                "Datoen er passert. Med denne datoen ser ikkje publikum oppføringa.",
                "The date has passed. With this date the public does not see the listing.",
            ),
        );
    }
    if facts
        .today
        .checked_add_months(FAR_OFF)
        .is_some_and(|far| last_day > far)
    {
        found.warning(
            "END_FAR_OFF",
            "endsOn",
            words(
                "Datoen er mer enn to år fram i tid. Se etter at årstallet er riktig.",
                "Datoen er meir enn to år fram i tid. Sjå etter at årstalet er rett.",
                "The date is more than two years off. See that the year is right.",
            ),
        );
    }
    if facts.crisis_service {
        found.warning(
            "CRISIS_SERVICE_ENDS",
            "endsOn",
            words(
                "Dette er et krisetilbud. Etter denne datoen finner ikke folk i krise det her. Se etter at de får vite hvor de skal gå i stedet.",
                "Dette er eit krisetilbod. Etter denne datoen finn ikkje folk i krise det her. Sjå etter at dei får vite kvar dei skal gå i staden.",
                "This is a crisis service. After this date people in crisis do not find it here. See that they are told where to go instead.",
            ),
        );
    }
}

pub fn coverage(content: &ListingContent, facts: &Facts<'_>, found: &mut Found) {
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
    let area = content.service_area.iter().enumerate();
    for (index, number) in area.take(limits::SERVICE_AREA) {
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

pub fn image(content: &ListingContent, found: &mut Found) {
    let Some(image) = &content.image else { return };
    found.web_address("image.url", &image.url);
    found.text(
        "image.alternativeText",
        &image.alternative_text,
        limits::NOTE,
    );
    if image.alternative_text.is_empty() {
        found.required("image.alternativeText.nb");
    }
    if is_blank(&image.credit) {
        found.required("image.credit");
    }
    found.plain("image.credit", &image.credit, limits::LABEL);
}
