//! A published listing, with what is worked out once when it is read: compiled opening hours, sort keys, words.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use veiviser_schema::content::codes::{HoursSource, TargetGroup, Topic};
use veiviser_schema::content::{Announcement, ListingContent};
use veiviser_schema::hours::Schedule;
use veiviser_schema::ids::{
    CountyNumber, ListingId, MunicipalityNumber, OrganisationId, RevisionId, ServiceTypeSlug,
};
use veiviser_schema::text::{Language, LocalizedText};

use crate::catalogue::default_hours::model::Defaults;
pub use crate::hours::model::Hours;
use veiviser_schema::words::{Sought, Words, sort_key};

#[derive(Debug)]
pub struct Listing {
    pub id: ListingId,
    pub revision: RevisionId,
    pub revision_number: i32,
    pub municipality: MunicipalityNumber,
    pub service_type: ServiceTypeSlug,
    pub published_at: DateTime<Utc>,
    pub verified_at: DateTime<Utc>,
    pub demo: bool,
    /// In its published form: hidden addresses are not in it.
    pub content: ListingContent,
    /// The service area, sorted.
    pub area: Vec<MunicipalityNumber>,
    /// Of `content.places`, in their order.
    pub place_hours: Vec<Arc<Hours>>,
    /// Of `content.contact_points`, in their order.
    pub contact_hours: Vec<Arc<Hours>>,
    /// Of name and summary.
    pub words: Words,
    /// Of the name, by language.
    pub sort_keys: [String; 3],
    /// Its number in the indexes of a snapshot, given there.
    pub slot: u32,
}

/// What a listing is made from; the rest is worked out.
pub struct Parts {
    pub id: ListingId,
    pub revision: RevisionId,
    pub revision_number: i32,
    pub municipality: MunicipalityNumber,
    pub service_type: ServiceTypeSlug,
    pub published_at: DateTime<Utc>,
    pub verified_at: DateTime<Utc>,
    pub demo: bool,
    pub content: ListingContent,
}

impl Listing {
    /// `hours` compiles a schedule, or finds one that was compiled before. Here, and nowhere else, it is decided whose hours hold: what
    /// asks a listing when it is open never sees that they are inherited, unless it asks for that.
    pub fn new(
        parts: Parts,
        defaults: &Defaults,
        mut hours: impl FnMut(&Schedule) -> Arc<Hours>,
    ) -> Self {
        let Parts {
            id,
            revision,
            revision_number,
            municipality,
            service_type,
            published_at,
            verified_at,
            demo,
            content,
        } = parts;
        let mut area: Vec<MunicipalityNumber> = content
            .service_area
            .iter()
            .filter_map(|number| number.parse().ok())
            .collect();
        area.sort_unstable();
        let mut held = |source: HoursSource, own: &Schedule| match source {
            HoursSource::Own => hours(own),
            HoursSource::Municipality => defaults.inherited_from(&municipality),
        };
        let place_hours = content
            .places
            .iter()
            .map(|place| held(place.hours_source, &place.opening_hours))
            .collect();
        let contact_hours = content
            .contact_points
            .iter()
            .map(|point| held(point.hours_source, &point.opening_hours))
            .collect();
        let texts = [&content.name, &content.summary];
        let words = Words::of(texts.into_iter().flat_map(|text| {
            Language::ALL
                .into_iter()
                .filter_map(|language| text.get(language))
        }));
        let sort_keys = Language::ALL
            .map(|language| sort_key(best(&content.name, language).unwrap_or_default()));
        Self {
            id,
            revision,
            revision_number,
            municipality,
            service_type,
            published_at,
            verified_at,
            demo,
            area,
            place_hours,
            contact_hours,
            words,
            sort_keys,
            slot: 0,
            content,
        }
    }

    #[must_use]
    pub fn sort_key(&self, language: Language) -> &str {
        &self.sort_keys[language as usize]
    }

    /// Languages in which it has a name and a summary.
    pub fn translations(&self) -> impl Iterator<Item = Language> {
        Language::ALL.into_iter().filter(|&language| {
            self.content.name.get(language).is_some()
                && self.content.summary.get(language).is_some()
        })
    }

    /// Announcements that have begun and not ended on a date.
    pub fn announcements_on(&self, date: NaiveDate) -> impl Iterator<Item = &Announcement> {
        // Dates are written so that they compare as text.
        let date = date.format("%Y-%m-%d").to_string();
        self.content
            .announcements
            .iter()
            .filter(move |announcement| announcement.from <= date && date <= announcement.until)
    }

    fn serves(&self, municipality: &MunicipalityNumber) -> bool {
        self.area.binary_search(municipality).is_ok()
    }

    fn serves_county(&self, county: &CountyNumber) -> bool {
        let at = self
            .area
            .partition_point(|number| number.as_str() < county.as_str());
        self.area
            .get(at)
            .is_some_and(|number| number.as_str().starts_with(county.as_str()))
    }

    fn takes_age(&self, age: i32) -> bool {
        let bands = &self.content.audience.age_bands;
        bands.is_empty()
            || bands.iter().any(|band| {
                band.from.is_none_or(|from| from <= age) && band.to.is_none_or(|to| age <= to)
            })
    }

    fn open_at(&self, at: DateTime<Utc>) -> bool {
        let mut hours = self.place_hours.iter().chain(&self.contact_hours);
        hours.any(|hours| hours.open_at(at))
    }

    /// Whether a place or a contact point keeps the municipality's hours.
    #[must_use]
    pub fn inherits_hours(&self) -> bool {
        let mut hours = self.place_hours.iter().chain(&self.contact_hours);
        hours.any(|hours| hours.inherited_from.is_some())
    }

    fn is_for(&self, group: TargetGroup) -> bool {
        let groups = &self.content.audience.groups;
        groups.contains(&group) || groups.contains(&TargetGroup::Everyone)
    }
}

/// The text in a language or the nearest there is.
#[must_use]
pub fn best(text: &LocalizedText, language: Language) -> Option<&str> {
    text.best(language).map(|(_, text)| text)
}

/// How listings are sorted. Ties are broken by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Name(Language),
    RecentlyPublished,
    LeastRecentlyVerified,
}

impl Order {
    pub const ALL: [Self; 5] = [
        Self::Name(Language::Nb),
        Self::Name(Language::Nn),
        Self::Name(Language::En),
        Self::RecentlyPublished,
        Self::LeastRecentlyVerified,
    ];

    /// Its place in [`Self::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Self::Name(language) => language as usize,
            Self::RecentlyPublished => 3,
            Self::LeastRecentlyVerified => 4,
        }
    }

    #[must_use]
    pub fn compare(self, a: &Listing, b: &Listing) -> Ordering {
        match self {
            Self::Name(language) => a.sort_key(language).cmp(b.sort_key(language)),
            Self::RecentlyPublished => Reverse(a.published_at).cmp(&Reverse(b.published_at)),
            Self::LeastRecentlyVerified => a.verified_at.cmp(&b.verified_at),
        }
        .then_with(|| a.id.cmp(&b.id))
    }
}

/// Which listings are sought.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Whose people may use it.
    pub municipality: Option<MunicipalityNumber>,
    pub county: Option<CountyNumber>,
    pub service_type: Option<ServiceTypeSlug>,
    pub topic: Option<Topic>,
    pub target_group: Option<TargetGroup>,
    pub age: Option<i32>,
    pub text: Option<Sought>,
    pub crisis: Option<bool>,
    /// Some place or contact point is open then, to anybody.
    pub open_at: Option<DateTime<Utc>>,
}

impl Filter {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self {
            municipality,
            county,
            service_type,
            topic,
            target_group,
            age,
            text,
            crisis,
            open_at,
        } = self;
        municipality.is_none()
            && county.is_none()
            && service_type.is_none()
            && topic.is_none()
            && target_group.is_none()
            && age.is_none()
            && text.is_none()
            && crisis.is_none()
            && open_at.is_none()
    }

    /// What the listing itself decides; its type and its words are asked of the indexes.
    #[must_use]
    pub fn lets_pass(&self, listing: &Listing) -> bool {
        self.municipality
            .as_ref()
            .is_none_or(|number| listing.serves(number))
            && self
                .county
                .as_ref()
                .is_none_or(|number| listing.serves_county(number))
            && self
                .service_type
                .as_ref()
                .is_none_or(|slug| listing.service_type == *slug)
            && self.target_group.is_none_or(|group| listing.is_for(group))
            && self.age.is_none_or(|age| listing.takes_age(age))
            // Last: it takes longest.
            && self.open_at.is_none_or(|at| listing.open_at(at))
    }
}

/// The organisation a document names.
#[must_use]
pub fn organisation_id(node_id: Option<&String>) -> Option<OrganisationId> {
    node_id.and_then(|id| id.parse().ok())
}
