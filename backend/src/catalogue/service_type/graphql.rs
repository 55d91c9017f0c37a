//! Service types and national numbers as the API shows them.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, InputObject, Object, Result, SimpleObject};
use veiviser_schema::content::codes::{
    AdministrativeLevel, Anonymity, Answer, CostKind, Referral, ServiceTypeKind, Topic,
};
use veiviser_schema::ids::ServiceTypeSlug;
use veiviser_schema::numbers::format_phone;
use veiviser_schema::text::{Language, LocalizedText};

use super::model::{self, Filter};
use super::relation::RelationType;
use crate::graphql::connection::{Cursor, List, Listed, Page, cost};
use crate::snapshot::{self, Snapshot};
use veiviser_schema::words::Sought;

fn best(text: &LocalizedText, language: Language) -> Option<&str> {
    text.best(language).map(|(_, text)| text)
}

/// A national entry of a kind of service: what it is, whether the law demands it, and how it hangs together with others.
#[derive(Clone, Description)]
pub struct ServiceType {
    snapshot: Arc<Snapshot>,
    row: Arc<model::ServiceType>,
}

impl ServiceType {
    #[must_use]
    pub fn of(snapshot: &Arc<Snapshot>, slug: &ServiceTypeSlug) -> Option<Self> {
        let row = Arc::clone(snapshot.service_type(slug)?);
        Some(Self {
            snapshot: Arc::clone(snapshot),
            row,
        })
    }

    /// The service type with a slug, if there is one.
    #[must_use]
    pub fn find(ctx: &Context<'_>, slug: &ServiceTypeSlug) -> Option<Self> {
        Self::of(&snapshot::of(ctx), slug)
    }
}

/// The texts of a service type in the languages there are.
#[derive(SimpleObject)]
pub struct ServiceTypeTexts {
    name: LocalizedText,
    summary: LocalizedText,
}

/// A provision that a kind of service rests on.
#[derive(SimpleObject)]
pub struct ServiceTypeLegalBasis {
    law: String,
    paragraph: Option<String>,
    /// Somebody has read the provision and found that it says so.
    verified: bool,
}

impl From<&model::Provision> for ServiceTypeLegalBasis {
    fn from(provision: &model::Provision) -> Self {
        let model::Provision {
            law,
            paragraph,
            verified,
        } = provision.clone();
        Self {
            law,
            paragraph,
            verified,
        }
    }
}

/// A term of the public sector's shared vocabulary.
#[derive(Description)]
pub struct LosTerm(model::LosTerm);

#[Object(use_type_description)]
impl LosTerm {
    async fn uri(&self) -> &str {
        &self.0.uri
    }

    async fn name(&self, #[graphql(default)] language: Language) -> &str {
        best(&self.0.name, language).unwrap_or_default()
    }
}

/// How one service type hangs together with another, told from this end.
#[derive(Description)]
pub struct ServiceTypeRelation {
    from: ServiceType,
    index: usize,
}

impl ServiceTypeRelation {
    fn row(&self) -> &super::relation::Relation {
        &self.from.row.relations[self.index]
    }
}

#[Object(use_type_description)]
impl ServiceTypeRelation {
    #[graphql(name = "type")]
    async fn kind(&self) -> RelationType {
        self.row().kind
    }

    /// True when the relation is stated from the other side.
    async fn inverse(&self) -> bool {
        self.row().inverse
    }

    async fn label(&self, #[graphql(default)] language: Language) -> &str {
        best(&self.row().label, language).unwrap_or_default()
    }

    async fn service_type(&self) -> Result<ServiceType> {
        ServiceType::of(&self.from.snapshot, &self.row().other)
            .ok_or_else(|| snapshot::torn("a relation that leads nowhere"))
    }
}

#[Object(use_type_description)]
impl ServiceType {
    pub async fn id(&self) -> ID {
        self.row.slug.node_id().into()
    }

    async fn slug(&self) -> &str {
        self.row.slug.as_str()
    }

    async fn name(&self, #[graphql(default)] language: Language) -> &str {
        best(&self.row.name, language).unwrap_or_default()
    }

    async fn summary(&self, #[graphql(default)] language: Language) -> &str {
        best(&self.row.summary, language).unwrap_or_default()
    }

    async fn texts(&self) -> ServiceTypeTexts {
        ServiceTypeTexts {
            name: self.row.name.clone(),
            summary: self.row.summary.clone(),
        }
    }

    async fn kind(&self) -> ServiceTypeKind {
        self.row.kind
    }

    async fn levels(&self) -> &[AdministrativeLevel] {
        &self.row.levels
    }

    async fn topics(&self) -> &[Topic] {
        &self.row.topics
    }

    /// Whether the law demands it. UNKNOWN is unknown, never no.
    async fn statutory(&self) -> Answer {
        self.row.statutory
    }

    /// The provisions it rests on.
    async fn legal_bases(&self) -> Vec<ServiceTypeLegalBasis> {
        self.row.legal_bases.iter().map(Into::into).collect()
    }

    /// Provisions that only concern it: a duty nearby, a use of force. Never to be shown as a duty to offer it.
    async fn related_provisions(&self) -> Vec<ServiceTypeLegalBasis> {
        self.row.related_provisions.iter().map(Into::into).collect()
    }

    /// A call from national authorities rather than a statute.
    async fn national_call(&self) -> bool {
        self.row.national_call
    }

    async fn target_groups(&self, #[graphql(default)] language: Language) -> &[String] {
        self.row.target_groups.get(language)
    }

    async fn referral(&self) -> Referral {
        self.row.referral
    }

    async fn cost(&self) -> CostKind {
        self.row.cost
    }

    async fn anonymous(&self) -> Anonymity {
        self.row.anonymous
    }

    async fn anonymous_note(&self, #[graphql(default)] language: Language) -> Option<&str> {
        best(&self.row.anonymous_note, language)
    }

    /// People in crisis depend on it: its contact points wait for a coordinator's approval.
    async fn crisis(&self) -> bool {
        self.row.crisis
    }

    /// Opening hours and announcements of its published listings are public as soon as an editor submits them, and reviewed after.
    async fn publishes_hours_first(&self) -> bool {
        self.row.publishes_hours_first
    }

    async fn synonyms(&self, #[graphql(default)] language: Language) -> &[String] {
        self.row.synonyms.get(language)
    }

    async fn los_terms(&self) -> Vec<LosTerm> {
        self.row.los_terms.iter().cloned().map(LosTerm).collect()
    }

    #[graphql(complexity = "5 * child_complexity")]
    async fn relations(&self) -> Vec<ServiceTypeRelation> {
        (0..self.row.relations.len())
            .map(|index| ServiceTypeRelation {
                from: self.clone(),
                index,
            })
            .collect()
    }

    /// How many published listings are of this type.
    async fn listing_count(&self) -> usize {
        self.snapshot.listings_of(&self.row.slug).len()
    }
}

/// A short number that works in the whole country.
#[derive(Description)]
pub struct NationalContactPoint {
    snapshot: Arc<Snapshot>,
    row: Arc<model::NationalContactPoint>,
}

#[Object(use_type_description)]
impl NationalContactPoint {
    async fn number(&self) -> &str {
        &self.row.number
    }

    async fn formatted_number(&self) -> String {
        format_phone(&self.row.number)
    }

    async fn emergency(&self) -> bool {
        self.row.emergency
    }

    async fn name(&self, #[graphql(default)] language: Language) -> &str {
        best(&self.row.name, language).unwrap_or_default()
    }

    async fn purpose(&self, #[graphql(default)] language: Language) -> &str {
        best(&self.row.purpose, language).unwrap_or_default()
    }

    async fn always_open(&self) -> bool {
        self.row.always_open
    }

    async fn service_type(&self) -> Option<ServiceType> {
        ServiceType::of(&self.snapshot, self.row.service_type.as_ref()?)
    }
}

/// Which service types to list; all of it must hold.
#[derive(InputObject, Default)]
pub struct ServiceTypeFilter {
    text: Option<String>,
    topic: Option<Topic>,
    level: Option<AdministrativeLevel>,
    statutory: Option<Answer>,
    crisis: Option<bool>,
    kind: Option<ServiceTypeKind>,
}

impl From<ServiceTypeFilter> for Filter {
    fn from(input: ServiceTypeFilter) -> Self {
        let ServiceTypeFilter {
            text,
            topic,
            level,
            statutory,
            crisis,
            kind,
        } = input;
        Self {
            text: text.as_deref().and_then(Sought::read),
            topic,
            level,
            statutory,
            crisis,
            kind,
        }
    }
}

#[derive(Default)]
pub struct ServiceTypeQuery;

#[Object]
impl ServiceTypeQuery {
    /// By name in the language asked for.
    #[graphql(complexity = "cost(first, last) * child_complexity")]
    #[expect(clippy::too_many_arguments, reason = "the contract's arguments")]
    async fn service_types(
        &self,
        ctx: &Context<'_>,
        filter: Option<ServiceTypeFilter>,
        #[graphql(default)] language: Language,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<ServiceType>> {
        let page = Page::parse(first, after, last, before, List::new("serviceTypes", 2))?;
        let filter: Filter = filter.unwrap_or_default().into();
        let snapshot = snapshot::of(ctx);
        let mut rows: Vec<_> = snapshot
            .service_types()
            .filter(|row| filter.lets_pass(row))
            .collect();
        // They come by slug, and the sort is stable.
        rows.sort_by_key(|row| row.sort_keys.get(language));
        Ok(page.of_sorted(
            &rows,
            |row| {
                Cursor(vec![
                    row.sort_keys.get(language).clone(),
                    row.slug.to_string(),
                ])
            },
            |row, cursor| {
                (row.sort_keys.get(language).as_str(), row.slug.as_str())
                    .cmp(&(cursor.0[0].as_str(), cursor.0[1].as_str()))
            },
            |row| ServiceType {
                snapshot: Arc::clone(&snapshot),
                row: Arc::clone(row),
            },
        ))
    }

    /// A service type by its slug, such as `legevakt`.
    async fn service_type(&self, ctx: &Context<'_>, slug: String) -> Option<ServiceType> {
        ServiceType::find(ctx, &slug.parse().ok()?)
    }

    /// The short numbers that work in the whole country, emergency numbers first.
    async fn national_contact_points(&self, ctx: &Context<'_>) -> Vec<NationalContactPoint> {
        let snapshot = snapshot::of(ctx);
        let rows = snapshot.national_contact_points();
        rows.iter()
            .map(|row| NationalContactPoint {
                snapshot: Arc::clone(&snapshot),
                row: Arc::clone(row),
            })
            .collect()
    }
}
