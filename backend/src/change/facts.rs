//! What the rules and the words need to know of the nation: which municipalities and organisations there are and what they are
//! called, and which service types people in crisis depend on. Only what the documents mention is read, by its key, in a fixed number of
//! statements for one document or for many: a verb reads it while it holds SQLite's only writer.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use serde_json::Value;
use uuid::Uuid;
use veiviser_schema::content::label::value_text;
use veiviser_schema::content::road::TypeRules;
use veiviser_schema::content::{DefaultHours, Facts, ListingContent, validate};
use veiviser_schema::hours::Schedule;
use veiviser_schema::ids::{MunicipalityNumber, OrganisationId, ServiceTypeSlug};
use veiviser_schema::problem::Problem;
use veiviser_schema::text::{Language, LocalizedText};

use crate::catalogue::default_hours::repo;
use crate::change::listing_record::model::Record;
use crate::db::DbError;

/// The facts that some documents mention.
#[derive(Debug, Default)]
pub struct KnownFacts {
    municipalities: HashMap<String, String>,
    /// By node id.
    organisations: HashMap<String, String>,
    service_types: HashMap<String, TypeFacts>,
    /// By municipality; read only where a document inherits.
    default_hours: HashMap<MunicipalityNumber, Schedule>,
}

/// Under what a document is kept: which service type's rules it follows, and whose default hours it may inherit.
#[derive(Debug, Clone, Copy)]
pub struct Keeper<'a> {
    pub service_type: &'a ServiceTypeSlug,
    /// `None` while it belongs to no municipality.
    pub municipality: Option<&'a MunicipalityNumber>,
}

impl<'a> From<&'a Record> for Keeper<'a> {
    fn from(record: &'a Record) -> Self {
        Self {
            service_type: &record.service_type,
            municipality: Some(&record.municipality),
        }
    }
}

#[derive(Debug)]
struct TypeFacts {
    rules: TypeRules,
    name: LocalizedText,
}

impl KnownFacts {
    /// Reads what these documents and those who keep them need. Of other places and types nothing is known.
    pub async fn about<'a>(
        connection: &impl ConnectionTrait,
        contents: impl IntoIterator<Item = &'a ListingContent>,
        keepers: impl IntoIterator<Item = Keeper<'a>>,
    ) -> Result<Self, DbError> {
        let keepers: Vec<Keeper<'a>> = keepers.into_iter().collect();
        let contents: Vec<&ListingContent> = contents.into_iter().collect();
        let mut mentioned: Vec<Uuid> = contents
            .iter()
            .flat_map(|content| [&content.owner_id, &content.operator_id, &content.funder_id])
            .flatten()
            .filter_map(|id| id.parse::<OrganisationId>().ok())
            .map(|id| id.0)
            .collect();
        mentioned.sort_unstable();
        mentioned.dedup();
        Ok(Self {
            municipalities: municipalities(connection, &contents).await?,
            organisations: organisations(connection, mentioned).await?,
            service_types: service_types(connection, &keepers).await?,
            default_hours: if contents.iter().any(|content| content.inherits_hours()) {
                default_hours(connection, &keepers).await?
            } else {
                HashMap::new()
            },
        })
    }

    #[must_use]
    pub fn is_crisis(&self, service_type: &ServiceTypeSlug) -> bool {
        self.service_types
            .get(service_type.as_str())
            .is_some_and(|known| known.rules.crisis)
    }

    /// What a service type says about changes of its listings.
    #[must_use]
    pub fn rules(&self, service_type: &ServiceTypeSlug) -> TypeRules {
        self.service_types
            .get(service_type.as_str())
            .map_or(TypeRules::STRICT, |known| known.rules)
    }

    /// What a service type is called; nothing where there is no such type.
    #[must_use]
    pub fn type_name(&self, service_type: &ServiceTypeSlug) -> Option<&LocalizedText> {
        self.service_types
            .get(service_type.as_str())
            .map(|known| &known.name)
    }

    /// Every problem of a document, as the rules have it today. `municipality` is the one that keeps the listing.
    #[must_use]
    pub fn problems(
        &self,
        content: &ListingContent,
        service_type: &ServiceTypeSlug,
        municipality: Option<&MunicipalityNumber>,
        today: NaiveDate,
    ) -> Vec<Problem> {
        validate(
            content,
            &Facts {
                today,
                crisis_service: self.is_crisis(service_type),
                municipality_exists: &|number| self.municipalities.contains_key(number),
                organisation_exists: &|id| self.organisations.contains_key(id),
                default_hours: municipality.map_or(DefaultHours::NoMunicipality, |number| {
                    DefaultHours::of(self.default_hours.get(number))
                }),
            },
        )
    }

    /// A value as a person reads it; what is known by a key is called by its name.
    #[must_use]
    pub fn text(&self, path: &str, value: &Value, language: Language) -> String {
        let named = |names: &HashMap<String, String>, key: &Value| -> String {
            let key = key.as_str().unwrap_or_default();
            names.get(key).cloned().unwrap_or_else(|| key.to_owned())
        };
        match path {
            "ownerId" | "operatorId" | "funderId" if value.is_string() => {
                named(&self.organisations, value)
            }
            "serviceArea" => value.as_array().map_or_else(String::new, |numbers| {
                let names: Vec<String> = numbers
                    .iter()
                    .map(|number| named(&self.municipalities, number))
                    .collect();
                names.join(", ")
            }),
            _ if path.ends_with(".municipalityNumber") && value.is_string() => {
                named(&self.municipalities, value)
            }
            _ => value_text(path, value, language),
        }
    }
}

/// The municipalities that these documents mention.
async fn municipalities(
    connection: &impl ConnectionTrait,
    contents: &[&ListingContent],
) -> Result<HashMap<String, String>, DbError> {
    let places = |content: &'_ ListingContent| {
        let of_places = content.places.iter();
        let of_places = of_places.filter_map(|place| place.municipality_number.clone());
        let area = content.service_area.iter().cloned();
        area.chain(of_places).collect::<Vec<_>>()
    };
    // Four digits each, so that they are not more than a statement can hold whatever somebody sends.
    let numbers: BTreeSet<String> = contents
        .iter()
        .flat_map(|content| places(content))
        .filter(|number| number.parse::<MunicipalityNumber>().is_ok())
        .collect();
    let mut found = HashMap::new();
    if numbers.is_empty() {
        return Ok(found);
    }
    let select = Query::select()
        .columns(["number", "name"].map(Alias::new))
        .from(Alias::new("municipality"))
        .and_where(Expr::col(Alias::new("number")).is_in(numbers))
        .to_owned();
    for row in connection.query_all(&select).await? {
        found.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    }
    Ok(found)
}

/// What the municipalities that keep these documents have stated.
async fn default_hours(
    connection: &impl ConnectionTrait,
    keepers: &[Keeper<'_>],
) -> Result<HashMap<MunicipalityNumber, Schedule>, DbError> {
    let numbers: BTreeSet<&MunicipalityNumber> = keepers
        .iter()
        .filter_map(|keeper| keeper.municipality)
        .collect();
    let numbers: Vec<MunicipalityNumber> = numbers.into_iter().cloned().collect();
    let stated = repo::read(connection, Some(&numbers)).await?;
    Ok(stated
        .into_iter()
        .map(|stated| (stated.municipality, stated.schedule))
        .collect())
}

async fn organisations(
    connection: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<HashMap<String, String>, DbError> {
    let mut found = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let select = Query::select()
        .columns(["id", "name"].map(Alias::new))
        .from(Alias::new("organisation"))
        .and_where(Expr::col(Alias::new("id")).is_in(ids))
        .to_owned();
    for row in connection.query_all(&select).await? {
        let id: Uuid = row.try_get_by_index(0)?;
        found.insert(OrganisationId(id).to_string(), row.try_get_by_index(1)?);
    }
    Ok(found)
}

async fn service_types(
    connection: &impl ConnectionTrait,
    keepers: &[Keeper<'_>],
) -> Result<HashMap<String, TypeFacts>, DbError> {
    let mut found = HashMap::new();
    if keepers.is_empty() {
        return Ok(found);
    }
    let slugs: BTreeSet<&str> = keepers
        .iter()
        .map(|keeper| keeper.service_type.as_str())
        .collect();
    let select = Query::select()
        .columns(
            [
                "slug",
                "crisis",
                "publishes_hours_first",
                "name_nb",
                "name_nn",
                "name_en",
            ]
            .map(Alias::new),
        )
        .from(Alias::new("service_type"))
        .and_where(Expr::col(Alias::new("slug")).is_in(slugs))
        .to_owned();
    for row in connection.query_all(&select).await? {
        let text = |index| row.try_get_by_index::<String>(index);
        let facts = TypeFacts {
            rules: TypeRules {
                crisis: row.try_get_by_index(1)?,
                publishes_hours_first: row.try_get_by_index(2)?,
            },
            name: LocalizedText::new(text(3)?, text(4)?, text(5)?),
        };
        found.insert(text(0)?, facts);
    }
    Ok(found)
}
