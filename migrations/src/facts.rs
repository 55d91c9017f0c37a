//! The national facts: what Norway looks like before anybody has written a listing.
//!
//! Counties, municipalities, the kinds of help that exist and how they hang together are kept as
//! plain CSV files in `migrations/data/` (its `README.md` names the sources) and compiled into the
//! program, so that a fresh database can be filled without a network. This module only reads them:
//! one function per file, one plain struct per row. Deciding what becomes of a row is the seeding
//! migrations' business.

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};

#[cfg(test)]
mod tests;

/// A county (fylke), as of 2026-01-01.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct County {
    /// Two digits, kept as text because of the leading zero.
    pub number: String,
    pub name: String,
    /// All official names, joined with " - " where there are parallel names.
    pub name_official: String,
}

/// A municipality (kommune), as of 2026-01-01.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Municipality {
    /// Four digits, kept as text because of the leading zero.
    pub number: String,
    pub name: String,
    pub name_official: String,
    /// Northern Sámi.
    pub name_se: Option<String>,
    /// Lule Sámi.
    pub name_smj: Option<String>,
    /// Southern Sámi.
    pub name_sma: Option<String>,
    /// Kven.
    pub name_fkv: Option<String>,
    pub county_number: String,
    /// `BOKMAL`, `NYNORSK` or `NEUTRAL`.
    pub language_form: String,
    /// Nine digits; missing where the source gave none.
    pub org_number: Option<String>,
    /// Inside the administrative area for Sámi languages.
    pub sami_admin_area: bool,
    /// Degrees north (WGS 84). A point to hang a map label on, not the municipal centre.
    pub lat: f64,
    /// Degrees east (WGS 84).
    pub lon: f64,
}

/// A kind of help (tjenestetype), or a body that belongs in the picture around it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceType {
    pub slug: String,
    pub name_nb: String,
    pub name_nn: String,
    pub name_en: String,
    pub summary_nb: String,
    pub summary_nn: String,
    pub summary_en: String,
    /// Who may be responsible: `MUNICIPAL`, `INTER_MUNICIPAL`, `COUNTY`, `HEALTH_TRUST`,
    /// `REGIONAL_HEALTH_TRUST`, `REGIONAL`, `STATE`, `VOLUNTARY`, `PRIVATE`, `VARIOUS`.
    #[serde(deserialize_with = "list")]
    pub levels: Vec<String>,
    /// `SERVICE`, `DUTY`, `ACTOR`, `AUTHORITY` or `GUIDANCE`.
    pub kind: String,
    /// `YES`, `NO` or `UNKNOWN`.
    pub statutory: String,
    /// Whether somebody has read the provisions named for this type; otherwise they are recalled.
    pub law_verified: bool,
    /// A national authority calls for it, but no statute demands it.
    pub national_call: bool,
    /// Counts towards a municipality's crisis completeness.
    pub crisis: bool,
    /// A change of opening hours or announcements is public before anybody has reviewed it.
    pub publishes_hours_first: bool,
    /// `FREE`, `EGENANDEL`, `VARIES` or `UNKNOWN`.
    pub cost: String,
    /// `REQUIRED`, `NOT_REQUIRED`, `OFTEN_NOT_REQUIRED` or `UNKNOWN`.
    pub referral: String,
    /// `YES`, `NO`, `PARTIAL` or `UNKNOWN`.
    pub anonymous: String,
    pub anonymous_note_nb: Option<String>,
    pub anonymous_note_nn: Option<String>,
    pub anonymous_note_en: Option<String>,
    #[serde(deserialize_with = "list")]
    pub target_groups_nb: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub target_groups_nn: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub target_groups_en: Vec<String>,
    /// Among `MENTAL_HEALTH`, `ADDICTION`, `VIOLENCE`, `CRISIS`, `FAMILY`, `REHABILITATION`,
    /// `HOUSING_AND_WORK`, `RIGHTS`.
    #[serde(deserialize_with = "list")]
    pub topics: Vec<String>,
}

/// One provision that a service type rests on, or that concerns it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    pub slug: String,
    /// The official Norwegian short title.
    pub law: String,
    /// With its sign, such as `§ 3-2 annet ledd` or `kap. 10`; missing when only the act is known.
    pub paragraph: Option<String>,
    /// `BASIS` when the provision is what the type rests on, `RELATED` when it only concerns it
    /// (a duty nearby, a use of force, a rule about its users): never show the latter as a
    /// statutory duty to offer the service.
    pub role: String,
    pub verified: bool,
}

/// "This type stands in that relation to that type", in the one direction kept for each relation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    pub from_slug: String,
    /// A [`RelationType::relation_type`].
    pub verb: String,
    pub to_slug: String,
    /// The wordings folded into this row, one for each time a source stated it.
    #[serde(deserialize_with = "list")]
    pub source_verbs: Vec<String>,
}

/// A kind of relation with its inverse, and how to say either in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationType {
    pub relation_type: String,
    pub inverse: String,
    /// The relation reads the same both ways.
    pub symmetric: bool,
    pub label_nb: String,
    pub label_nn: String,
    pub label_en: String,
    pub inverse_label_nb: String,
    pub inverse_label_nn: String,
    pub inverse_label_en: String,
}

/// How one wording of the sources was folded into a [`RelationType`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationSourceVerb {
    pub source_verb: String,
    pub relation_type: String,
    /// The source said it from the other end.
    pub inverted: bool,
}

/// Another word people use when they look for a service type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonym {
    pub slug: String,
    /// `nb`, `nn` or `en`.
    pub language: String,
    pub term: String,
    /// `LOS` (from the vocabulary), `NOTE` (a name recorded with the type) or `SEED` (ours).
    pub source: String,
}

/// A term of Los, the public sector's shared vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LosTerm {
    pub uri: String,
    pub label_nb: String,
    pub label_nn: String,
    pub label_en: String,
}

/// A service type filed under a Los term.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceTypeLos {
    pub slug: String,
    pub uri: String,
}

/// A short number that works in the whole country.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NationalContactPoint {
    /// The digits to dial.
    pub number: String,
    /// The digits grouped as people read them.
    pub display: String,
    /// `EMERGENCY` or `NON_EMERGENCY`.
    pub kind: String,
    pub service_type_slug: Option<String>,
    /// `ALWAYS` or `NOT_STATED`; the latter must not be shown as open.
    pub hours: String,
    pub name_nb: String,
    pub name_nn: String,
    pub name_en: String,
    pub purpose_nb: String,
    pub purpose_nn: String,
    pub purpose_en: String,
}

#[must_use]
pub fn counties() -> Vec<County> {
    read("counties.csv", include_str!("../data/counties.csv"))
}

#[must_use]
pub fn municipalities() -> Vec<Municipality> {
    read(
        "municipalities.csv",
        include_str!("../data/municipalities.csv"),
    )
}

#[must_use]
pub fn service_types() -> Vec<ServiceType> {
    read(
        "service_types.csv",
        include_str!("../data/service_types.csv"),
    )
}

#[must_use]
pub fn legal_bases() -> Vec<LegalBasis> {
    read(
        "service_type_legal_bases.csv",
        include_str!("../data/service_type_legal_bases.csv"),
    )
}

#[must_use]
pub fn relations() -> Vec<Relation> {
    read(
        "service_type_relations.csv",
        include_str!("../data/service_type_relations.csv"),
    )
}

#[must_use]
pub fn relation_types() -> Vec<RelationType> {
    read(
        "relation_types.csv",
        include_str!("../data/relation_types.csv"),
    )
}

#[must_use]
pub fn relation_source_verbs() -> Vec<RelationSourceVerb> {
    read(
        "relation_source_verbs.csv",
        include_str!("../data/relation_source_verbs.csv"),
    )
}

#[must_use]
pub fn synonyms() -> Vec<Synonym> {
    read("synonyms.csv", include_str!("../data/synonyms.csv"))
}

#[must_use]
pub fn los_terms() -> Vec<LosTerm> {
    read("los_terms.csv", include_str!("../data/los_terms.csv"))
}

#[must_use]
pub fn service_type_los() -> Vec<ServiceTypeLos> {
    read(
        "service_type_los.csv",
        include_str!("../data/service_type_los.csv"),
    )
}

#[must_use]
pub fn national_contact_points() -> Vec<NationalContactPoint> {
    read(
        "national_contact_points.csv",
        include_str!("../data/national_contact_points.csv"),
    )
}

/// Reads every row of a file that was compiled in. A row that does not fit is our own mistake in a
/// committed file, which the tests meet first; there is nothing a caller could do about it.
fn read<T: DeserializeOwned>(file: &str, text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes())
        .into_deserialize()
        .map(|row| row.unwrap_or_else(|error| panic!("migrations/data/{file}: {error}")))
        .collect()
}

/// A cell holding several values, `;` between them.
fn list<'de, D: Deserializer<'de>>(cell: D) -> Result<Vec<String>, D::Error> {
    let cell = String::deserialize(cell)?;
    Ok(cell
        .split(';')
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect())
}
