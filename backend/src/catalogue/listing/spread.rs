//! A published document as rows, and rows as a document again. Pure: [`super::projection`] and [`super::repo`] move the rows.

use std::collections::HashMap;

use sea_orm::prelude::Uuid;
use veiviser_schema::content::codes::{
    Anonymity, Answer, ContactKind, CostKind, HoursSource, Referral,
};
use veiviser_schema::content::{
    Access, AgeBand, Announcement, Audience, ContactPoint, Image, LegalBasis, ListingContent, Place,
};
use veiviser_schema::hours::Schedule;
use veiviser_schema::ids::{
    ListingId, MunicipalityNumber, OrganisationId, RevisionId, ServiceTypeSlug,
};
use veiviser_schema::text::Language;

use super::entity::{
    published_age_band, published_announcement, published_area, published_code,
    published_contact_point, published_legal_basis, published_listing, published_place,
    published_text,
};
use super::published::texts;
use crate::db::DbError;

/// Rows of any number of listings, each list in the order of its positions.
#[derive(Debug, Default)]
pub struct Rows {
    pub listings: Vec<published_listing::Model>,
    pub texts: Vec<published_text::Model>,
    pub areas: Vec<published_area::Model>,
    pub codes: Vec<published_code::Model>,
    pub age_bands: Vec<published_age_band::Model>,
    pub legal_bases: Vec<published_legal_basis::Model>,
    pub places: Vec<published_place::Model>,
    pub contact_points: Vec<published_contact_point::Model>,
    pub announcements: Vec<published_announcement::Model>,
}

/// Which revision of which listing a document is.
#[derive(Debug, Clone)]
pub struct Head {
    pub listing: ListingId,
    pub revision: RevisionId,
    pub service_type: ServiceTypeSlug,
    pub municipality: MunicipalityNumber,
}

fn position(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}

fn organisation(id: Option<&String>) -> Option<Uuid> {
    id.and_then(|id| id.parse::<OrganisationId>().ok())
        .map(|id| id.0)
}

/// A schedule as its column holds it. What cannot be written is an error: an empty column would read as hours that nobody stated.
fn schedule_text(schedule: &Schedule) -> Result<String, DbError> {
    serde_json::to_string(schedule)
        .map_err(|_| DbError::defect("opening hours cannot be written as text"))
}

impl Rows {
    /// Adds the rows of one document in its published form.
    pub fn add(&mut self, head: &Head, mut content: ListingContent) -> Result<(), DbError> {
        let id = head.listing.0;
        for (path, text) in texts(&mut content) {
            for language in Language::ALL {
                if let Some(value) = text.get(language) {
                    self.texts.push(published_text::Model {
                        listing_id: id,
                        path: path.clone(),
                        language: language.tag().to_owned(),
                        value: value.to_owned(),
                    });
                }
            }
        }
        // A new field must find its place here; the texts have been taken above.
        let ListingContent {
            name: _,
            summary: _,
            description: _,
            how_to_contact: _,
            what_to_expect: _,
            audience,
            access,
            cost,
            privacy,
            languages,
            interpreter,
            accessibility,
            pilot_until,
            legal_bases,
            owner_id,
            operator_id,
            funder_id,
            service_area,
            places,
            contact_points,
            announcements,
            guidance_for_professionals: _,
            image,
        } = content;
        let Audience {
            groups,
            age_bands,
            note: _,
        } = audience;
        let Access {
            who_may_contact,
            who_may_refer,
            referral,
            waiting_time: _,
            drop_in,
        } = access;
        self.codes(id, "audience.groups", groups.iter().map(|code| code.code()));
        self.codes(
            id,
            "access.whoMayContact",
            who_may_contact.iter().map(|code| code.code()),
        );
        self.codes(
            id,
            "access.whoMayRefer",
            who_may_refer.iter().map(|code| code.code()),
        );
        self.codes(
            id,
            "accessibility.features",
            accessibility.features.iter().map(|code| code.code()),
        );
        self.codes(id, "languages", languages.iter().map(String::as_str));
        self.areas.extend(service_area.into_iter().enumerate().map(
            |(index, municipality_number)| published_area::Model {
                listing_id: id,
                municipality_number,
                position: position(index),
            },
        ));
        self.age_bands
            .extend(age_bands.into_iter().enumerate().map(|(index, band)| {
                published_age_band::Model {
                    listing_id: id,
                    position: position(index),
                    from_age: band.from,
                    to_age: band.to,
                }
            }));
        self.legal_bases
            .extend(legal_bases.into_iter().enumerate().map(|(index, basis)| {
                published_legal_basis::Model {
                    listing_id: id,
                    position: position(index),
                    law: basis.law,
                    paragraph: basis.paragraph,
                }
            }));
        for (index, place) in places.into_iter().enumerate() {
            self.places.push(published_place::Model {
                listing_id: id,
                opening_hours: schedule_text(&place.opening_hours)?,
                hours_source: place.hours_source.code().to_owned(),
                key: place.id,
                position: position(index),
                street: place.street,
                postal_code: place.postal_code,
                city: place.city,
                municipality_number: place.municipality_number,
                latitude: place.latitude,
                longitude: place.longitude,
                hidden: place.hidden,
            });
        }
        for (index, point) in contact_points.into_iter().enumerate() {
            let parties: Vec<&str> = point.for_whom.iter().map(|party| party.code()).collect();
            self.contact_points.push(published_contact_point::Model {
                listing_id: id,
                for_whom: parties.join(";"),
                opening_hours: schedule_text(&point.opening_hours)?,
                hours_source: point.hours_source.code().to_owned(),
                key: point.id,
                position: position(index),
                kind: point.kind.code().to_owned(),
                value: point.value,
            });
        }
        self.announcements
            .extend(
                announcements
                    .into_iter()
                    .enumerate()
                    .map(|(index, announcement)| published_announcement::Model {
                        listing_id: id,
                        key: announcement.id,
                        position: position(index),
                        from_date: announcement.from,
                        until_date: announcement.until,
                    }),
            );
        self.listings.push(published_listing::Model {
            listing_id: id,
            revision_id: head.revision.0,
            service_type_slug: head.service_type.as_str().to_owned(),
            municipality_number: head.municipality.as_str().to_owned(),
            referral: referral.code().to_owned(),
            drop_in: drop_in.code().to_owned(),
            cost: cost.kind.code().to_owned(),
            anonymity_for_residents: privacy.anonymity_for_residents.code().to_owned(),
            anonymity_for_professionals: privacy.anonymity_for_professionals.code().to_owned(),
            interpreter: interpreter.code().to_owned(),
            pilot_until,
            owner_id: organisation(owner_id.as_ref()),
            operator_id: organisation(operator_id.as_ref()),
            funder_id: organisation(funder_id.as_ref()),
            image_url: image.as_ref().map(|image| image.url.clone()),
            image_credit: image.map(|image| image.credit),
        });
        Ok(())
    }

    fn codes<'a>(&mut self, id: Uuid, path: &str, codes: impl Iterator<Item = &'a str>) {
        self.codes.extend(
            codes
                .enumerate()
                .map(|(index, code)| published_code::Model {
                    listing_id: id,
                    path: path.to_owned(),
                    code: code.to_owned(),
                    position: position(index),
                }),
        );
    }

    /// The documents again, in the order of `listings`. A row whose key is not one (nobody writes such) takes its listing with it.
    pub fn into_documents(self) -> Vec<(Head, ListingContent)> {
        let Self {
            listings,
            texts: text_rows,
            areas,
            codes,
            age_bands,
            legal_bases,
            places,
            contact_points,
            announcements,
        } = self;
        let mut documents = Vec::with_capacity(listings.len());
        let mut index: HashMap<Uuid, usize> = HashMap::with_capacity(listings.len());
        for row in listings {
            let id = row.listing_id;
            match head_and_content(row) {
                Some(document) => {
                    index.insert(id, documents.len());
                    documents.push(document);
                }
                None => {
                    tracing::error!(event = "catalogue.unreadable", listing = %ListingId(id), "a published row has no readable keys")
                }
            }
        }
        let mut each = |id: Uuid, put: &mut dyn FnMut(&mut ListingContent)| {
            if let Some(&at) = index.get(&id) {
                put(&mut documents[at].1);
            }
        };
        for row in areas {
            each(row.listing_id, &mut |content| {
                content.service_area.push(row.municipality_number.clone());
            });
        }
        for row in codes {
            each(row.listing_id, &mut |content| {
                put_code(content, &row.path, &row.code);
            });
        }
        for row in age_bands {
            each(row.listing_id, &mut |content| {
                content.audience.age_bands.push(AgeBand {
                    from: row.from_age,
                    to: row.to_age,
                });
            });
        }
        for row in legal_bases {
            each(row.listing_id, &mut |content| {
                content.legal_bases.push(LegalBasis {
                    law: row.law.clone(),
                    paragraph: row.paragraph.clone(),
                });
            });
        }
        for row in places {
            each(row.listing_id, &mut |content| {
                content.places.push(place(&row));
            });
        }
        for row in contact_points {
            each(row.listing_id, &mut |content| {
                content.contact_points.push(contact_point(&row));
            });
        }
        for row in announcements {
            each(row.listing_id, &mut |content| {
                content.announcements.push(Announcement {
                    id: row.key.clone(),
                    text: Default::default(),
                    from: row.from_date.clone(),
                    until: row.until_date.clone(),
                });
            });
        }
        let mut by_listing: HashMap<Uuid, Vec<published_text::Model>> = HashMap::new();
        for row in text_rows {
            by_listing.entry(row.listing_id).or_default().push(row);
        }
        for (head, content) in &mut documents {
            let mut values: HashMap<String, Vec<(Language, String)>> = HashMap::new();
            for row in by_listing.remove(&head.listing.0).unwrap_or_default() {
                if let Some(language) = Language::from_tag(&row.language) {
                    values
                        .entry(row.path)
                        .or_default()
                        .push((language, row.value));
                }
            }
            for (path, text) in texts(content) {
                for (language, value) in values.remove(&path).unwrap_or_default() {
                    text.set(language, Some(value));
                }
            }
        }
        documents
    }
}

fn head_and_content(row: published_listing::Model) -> Option<(Head, ListingContent)> {
    let organisation = |id: Option<Uuid>| id.map(|id| OrganisationId(id).to_string());
    let mut content = ListingContent {
        interpreter: Answer::from_code(&row.interpreter)?,
        pilot_until: row.pilot_until,
        owner_id: organisation(row.owner_id),
        operator_id: organisation(row.operator_id),
        funder_id: organisation(row.funder_id),
        image: row.image_url.map(|url| Image {
            url,
            alternative_text: Default::default(),
            credit: row.image_credit.unwrap_or_default(),
        }),
        ..ListingContent::default()
    };
    content.access.referral = Referral::from_code(&row.referral)?;
    content.access.drop_in = Answer::from_code(&row.drop_in)?;
    content.cost.kind = CostKind::from_code(&row.cost)?;
    content.privacy.anonymity_for_residents = Anonymity::from_code(&row.anonymity_for_residents)?;
    content.privacy.anonymity_for_professionals =
        Anonymity::from_code(&row.anonymity_for_professionals)?;
    let head = Head {
        listing: ListingId(row.listing_id),
        revision: RevisionId(row.revision_id),
        service_type: row.service_type_slug.parse().ok()?,
        municipality: row.municipality_number.parse().ok()?,
    };
    Some((head, content))
}

fn put_code(content: &mut ListingContent, path: &str, code: &str) {
    use veiviser_schema::content::codes::{
        AccessibilityFeature, ContactParty, Referrer, TargetGroup,
    };
    match path {
        "audience.groups" => content.audience.groups.extend(TargetGroup::from_code(code)),
        "access.whoMayContact" => content
            .access
            .who_may_contact
            .extend(ContactParty::from_code(code)),
        "access.whoMayRefer" => content
            .access
            .who_may_refer
            .extend(Referrer::from_code(code)),
        "accessibility.features" => content
            .accessibility
            .features
            .extend(AccessibilityFeature::from_code(code)),
        "languages" => content.languages.push(code.to_owned()),
        _ => {}
    }
}

/// What cannot be read is not stated: never "closed".
fn schedule(text: &str) -> Schedule {
    serde_json::from_str(text).unwrap_or_else(|error| {
        tracing::error!(event = "catalogue.unreadable_hours", %error, "published opening hours cannot be read");
        Schedule::default()
    })
}

fn place(row: &published_place::Model) -> Place {
    Place {
        id: row.key.clone(),
        name: Default::default(),
        street: row.street.clone(),
        postal_code: row.postal_code.clone(),
        city: row.city.clone(),
        municipality_number: row.municipality_number.clone(),
        latitude: row.latitude,
        longitude: row.longitude,
        hidden: row.hidden,
        directions: Default::default(),
        hours_source: HoursSource::from_code(&row.hours_source).unwrap_or_default(),
        opening_hours: schedule(&row.opening_hours),
    }
}

fn contact_point(row: &published_contact_point::Model) -> ContactPoint {
    use veiviser_schema::content::codes::ContactParty;
    ContactPoint {
        id: row.key.clone(),
        kind: ContactKind::from_code(&row.kind).unwrap_or_default(),
        value: row.value.clone(),
        label: Default::default(),
        for_whom: row
            .for_whom
            .split(';')
            .filter_map(ContactParty::from_code)
            .collect(),
        hours_source: HoursSource::from_code(&row.hours_source).unwrap_or_default(),
        opening_hours: schedule(&row.opening_hours),
    }
}
