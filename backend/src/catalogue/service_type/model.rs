//! A kind of help, the same for the whole nation.

pub mod relation;

use veiviser_schema::content::codes::{
    AdministrativeLevel, Anonymity, Answer, CostKind, Referral, ServiceTypeKind, Topic,
};
use veiviser_schema::ids::ServiceTypeSlug;
use veiviser_schema::text::{Language, LocalizedText};

use super::relation::Relation;
use veiviser_schema::words::{Sought, Words};

#[derive(Debug)]
pub struct ServiceType {
    pub slug: ServiceTypeSlug,
    pub name: LocalizedText,
    pub summary: LocalizedText,
    pub kind: ServiceTypeKind,
    pub levels: Vec<AdministrativeLevel>,
    pub topics: Vec<Topic>,
    pub statutory: Answer,
    /// What the type rests on.
    pub legal_bases: Vec<Provision>,
    /// What only concerns it: a duty nearby, a use of force. Never to be shown as a duty to offer the service.
    pub related_provisions: Vec<Provision>,
    pub national_call: bool,
    pub crisis: bool,
    /// Opening hours and announcements are public before anybody has reviewed them.
    pub publishes_hours_first: bool,
    pub cost: CostKind,
    pub referral: Referral,
    pub anonymous: Anonymity,
    pub anonymous_note: LocalizedText,
    pub target_groups: ByLanguage<Vec<String>>,
    pub synonyms: ByLanguage<Vec<String>>,
    pub los_terms: Vec<LosTerm>,
    pub relations: Vec<Relation>,
    /// Of name, summary and synonyms.
    pub words: Words,
    /// Of name and synonyms: what a listing of the type is found by besides its own words.
    pub name_words: Words,
    pub sort_keys: ByLanguage<String>,
}

/// A provision of an act.
#[derive(Debug, Clone)]
pub struct Provision {
    pub law: String,
    pub paragraph: Option<String>,
    /// Somebody has read it.
    pub verified: bool,
}

/// A term of the public sector's shared vocabulary.
#[derive(Debug, Clone)]
pub struct LosTerm {
    pub uri: String,
    pub name: LocalizedText,
}

/// A short number that works in the whole country.
#[derive(Debug)]
pub struct NationalContactPoint {
    pub number: String,
    pub emergency: bool,
    pub name: LocalizedText,
    pub purpose: LocalizedText,
    pub always_open: bool,
    pub service_type: Option<ServiceTypeSlug>,
}

/// One value for each language.
#[derive(Debug, Clone, Default)]
pub struct ByLanguage<T>([T; 3]);

impl<T> ByLanguage<T> {
    pub fn new(nb: T, nn: T, en: T) -> Self {
        Self([nb, nn, en])
    }

    pub fn from_fn(value: impl FnMut(Language) -> T) -> Self {
        Self(Language::ALL.map(value))
    }

    #[must_use]
    pub fn get(&self, language: Language) -> &T {
        &self.0[language as usize]
    }

    pub fn get_mut(&mut self, language: Language) -> &mut T {
        &mut self.0[language as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter()
    }
}

/// Which service types are sought.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub text: Option<Sought>,
    pub topic: Option<Topic>,
    pub level: Option<AdministrativeLevel>,
    pub statutory: Option<Answer>,
    pub crisis: Option<bool>,
    pub kind: Option<ServiceTypeKind>,
}

impl Filter {
    #[must_use]
    pub fn lets_pass(&self, service_type: &ServiceType) -> bool {
        let Self {
            text,
            topic,
            level,
            statutory,
            crisis,
            kind,
        } = self;
        text.as_ref()
            .is_none_or(|text| service_type.words.answer(text))
            && topic.is_none_or(|topic| service_type.topics.contains(&topic))
            && level.is_none_or(|level| service_type.levels.contains(&level))
            && statutory.is_none_or(|statutory| service_type.statutory == statutory)
            && crisis.is_none_or(|crisis| service_type.crisis == crisis)
            && kind.is_none_or(|kind| service_type.kind == kind)
    }
}
