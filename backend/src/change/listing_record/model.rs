//! What is known of a listing besides what it says.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ListingId, MunicipalityNumber, RevisionId, ServiceTypeSlug, UserId};
use veiviser_schema::text::{Language, LocalizedText};
use veiviser_schema::words::{Words, sort_key};

/// Whether the public sees the listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub enum ListingState {
    /// Never published.
    Draft,
    Published,
    /// Was published, and its last day has passed: nobody sees it any more.
    Ended,
}

impl ListingState {
    /// What the table says. Nobody writes that a day has passed: whether it has ended follows from its last day.
    #[must_use]
    pub fn stored(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Published | Self::Ended => "PUBLISHED",
        }
    }
}

/// A listing without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub id: ListingId,
    pub municipality: MunicipalityNumber,
    pub service_type: ServiceTypeSlug,
    /// Counts publications and verifications.
    pub version: i32,
    pub published: Option<RevisionId>,
    /// nb, nn, en; each the nearest there is.
    pub names: [String; 3],
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub verified_at: Option<DateTime<Utc>>,
    pub verified_by: Option<UserId>,
    /// The last day on which what is published is offered.
    pub last_day: Option<NaiveDate>,
}

impl Record {
    #[must_use]
    pub fn state(&self, today: NaiveDate) -> ListingState {
        match (self.published, self.last_day) {
            (None, _) => ListingState::Draft,
            (Some(_), Some(last_day)) if last_day < today => ListingState::Ended,
            (Some(_), _) => ListingState::Published,
        }
    }

    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        let [nb, nn, en] = &self.names;
        match language {
            Language::Nb => nb,
            Language::Nn => nn,
            Language::En => en,
        }
    }

    /// When it ought to be verified again.
    #[must_use]
    pub fn verify_by(&self, crisis: bool) -> Option<DateTime<Utc>> {
        self.verified_at?
            .checked_add_months(Months::new(verification_months(crisis)))
    }
}

/// How long a verification holds: shorter where people in crisis depend on it.
#[must_use]
pub const fn verification_months(crisis: bool) -> u32 {
    if crisis { 6 } else { 12 }
}

/// What was verified at this instant or before is due `within_days` from now at the latest.
#[must_use]
pub fn due_before(now: DateTime<Utc>, within_days: u32, crisis: bool) -> DateTime<Utc> {
    now.checked_add_days(Days::new(u64::from(within_days)))
        .and_then(|then| then.checked_sub_months(Months::new(verification_months(crisis))))
        .unwrap_or(now)
}

/// The names a listing is found and listed by: of its own texts the nearest, else its service type's.
#[must_use]
pub fn list_names(content: &ListingContent, service_type: &LocalizedText) -> [String; 3] {
    Language::ALL.map(|language| {
        content
            .name
            .best(language)
            .or_else(|| service_type.best(language))
            .map_or_else(String::new, |(_, name)| name.trim().to_owned())
    })
}

/// What a listing is found by in the database: the words of its names.
#[must_use]
pub fn search_text(names: &[String; 3]) -> String {
    Words::of(names.iter().map(String::as_str)).search_text()
}

/// What a listing is sorted by in the database, language by language.
#[must_use]
pub fn sort_keys(names: &[String; 3]) -> [String; 3] {
    names.each_ref().map(|name| sort_key(name))
}

/// A date as the tables keep it: dates so written compare as text.
#[must_use]
pub fn written(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}
