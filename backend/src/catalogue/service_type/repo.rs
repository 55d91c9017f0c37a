//! Reads every service type with all that belongs to it. They are public: no scope is asked for.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use veiviser_schema::content::codes::{
    AdministrativeLevel, Anonymity, Answer, CostKind, Referral, ServiceTypeKind, Topic,
};
use veiviser_schema::ids::ServiceTypeSlug;
use veiviser_schema::text::{Language, LocalizedText};

use super::entity::{
    los_term, national_contact_point, relation_type, service_type, service_type_legal_basis,
    service_type_los, service_type_relation, service_type_synonym,
};
use super::model::{ByLanguage, LosTerm, NationalContactPoint, Provision, ServiceType};
use super::relation::{Relation, RelationType};
use crate::db::DbError;
use veiviser_schema::words::{Words, sort_key};

pub async fn service_types(connection: &impl ConnectionTrait) -> Result<Vec<ServiceType>, DbError> {
    let rows = service_type::Entity::find()
        .order_by_asc(service_type::Column::Slug)
        .all(connection)
        .await?;
    let mut types = HashMap::with_capacity(rows.len());
    let mut slugs = Vec::with_capacity(rows.len());
    for row in rows {
        let slug = row.slug.clone();
        let read =
            service_type_of(row).ok_or_else(|| DbError::defect("a service type cannot be read"))?;
        types.insert(slug.clone(), read);
        slugs.push(slug);
    }
    legal_bases(connection, &mut types).await?;
    relations(connection, &mut types).await?;
    synonyms(connection, &mut types).await?;
    los_terms(connection, &mut types).await?;
    for read in types.values_mut() {
        index_words(read);
    }
    Ok(slugs.iter().filter_map(|slug| types.remove(slug)).collect())
}

type Types = HashMap<String, ServiceType>;

/// Codes parted by `;`.
fn codes<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    parts(text).map(read).collect()
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').filter(|part| !part.is_empty())
}

fn service_type_of(row: service_type::Model) -> Option<ServiceType> {
    let groups = |text: &str| parts(text).map(str::to_owned).collect();
    let name = LocalizedText::new(row.name_nb, row.name_nn, row.name_en);
    Some(ServiceType {
        slug: row.slug.parse().ok()?,
        sort_keys: ByLanguage::from_fn(|language| {
            name.best(language)
                .map(|(_, name)| sort_key(name))
                .unwrap_or_default()
        }),
        name,
        summary: LocalizedText::new(row.summary_nb, row.summary_nn, row.summary_en),
        kind: ServiceTypeKind::from_code(&row.kind)?,
        levels: codes(&row.levels, AdministrativeLevel::from_code)?,
        topics: codes(&row.topics, Topic::from_code)?,
        statutory: Answer::from_code(&row.statutory)?,
        legal_bases: Vec::new(),
        related_provisions: Vec::new(),
        national_call: row.national_call,
        crisis: row.crisis,
        publishes_hours_first: row.publishes_hours_first,
        cost: CostKind::from_code(&row.cost)?,
        referral: Referral::from_code(&row.referral)?,
        anonymous: Anonymity::from_code(&row.anonymous)?,
        anonymous_note: LocalizedText {
            nb: row.anonymous_note_nb,
            nn: row.anonymous_note_nn,
            en: row.anonymous_note_en,
        },
        target_groups: ByLanguage::new(
            groups(&row.target_groups_nb),
            groups(&row.target_groups_nn),
            groups(&row.target_groups_en),
        ),
        synonyms: ByLanguage::default(),
        los_terms: Vec::new(),
        relations: Vec::new(),
        words: Words::default(),
        name_words: Words::default(),
    })
}

async fn legal_bases(connection: &impl ConnectionTrait, types: &mut Types) -> Result<(), DbError> {
    let rows = service_type_legal_basis::Entity::find()
        .order_by_asc(service_type_legal_basis::Column::Position)
        .all(connection)
        .await?;
    for row in rows {
        if let Some(service_type) = types.get_mut(&row.slug) {
            let provision = Provision {
                law: row.law,
                paragraph: row.paragraph,
                verified: row.verified,
            };
            // Only what is known to be a basis is one.
            if row.role == "BASIS" {
                service_type.legal_bases.push(provision);
            } else {
                service_type.related_provisions.push(provision);
            }
        }
    }
    Ok(())
}

async fn relations(connection: &impl ConnectionTrait, types: &mut Types) -> Result<(), DbError> {
    let kinds: HashMap<String, relation_type::Model> = relation_type::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.code.clone(), row))
        .collect();
    let rows = service_type_relation::Entity::find()
        .order_by_asc(service_type_relation::Column::FromSlug)
        .order_by_asc(service_type_relation::Column::RelationType)
        .order_by_asc(service_type_relation::Column::ToSlug)
        .all(connection)
        .await?;
    for row in rows {
        let kind = kinds.get(&row.relation_type);
        let (Some(labels), Some(kind)) = (kind, RelationType::from_code(&row.relation_type)) else {
            return Err(DbError::defect("a relation has an unknown type"));
        };
        let label = LocalizedText::new(&labels.label_nb, &labels.label_nn, &labels.label_en);
        let inverse_label = LocalizedText::new(
            &labels.inverse_label_nb,
            &labels.inverse_label_nn,
            &labels.inverse_label_en,
        );
        let slug = |slug: &str| {
            slug.parse::<ServiceTypeSlug>()
                .map_err(|_| DbError::defect("a relation leads nowhere"))
        };
        for (from, to, inverse, label) in [
            (&row.from_slug, &row.to_slug, false, label),
            (
                &row.to_slug,
                &row.from_slug,
                !labels.is_symmetric,
                inverse_label,
            ),
        ] {
            let relation = Relation {
                kind,
                inverse,
                label,
                other: slug(to)?,
            };
            if let Some(service_type) = types.get_mut(from) {
                service_type.relations.push(relation);
            }
        }
    }
    Ok(())
}

async fn synonyms(connection: &impl ConnectionTrait, types: &mut Types) -> Result<(), DbError> {
    let rows = service_type_synonym::Entity::find()
        .order_by_asc(service_type_synonym::Column::Term)
        .all(connection)
        .await?;
    for row in rows {
        if let (Some(service_type), Some(language)) =
            (types.get_mut(&row.slug), Language::from_tag(&row.language))
        {
            service_type.synonyms.get_mut(language).push(row.term);
        }
    }
    for service_type in types.values_mut() {
        for language in Language::ALL {
            service_type
                .synonyms
                .get_mut(language)
                .sort_by_cached_key(|term| sort_key(term));
        }
    }
    Ok(())
}

async fn los_terms(connection: &impl ConnectionTrait, types: &mut Types) -> Result<(), DbError> {
    let terms: HashMap<String, LosTerm> = los_term::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| {
            let term = LosTerm {
                name: LocalizedText::new(row.label_nb, row.label_nn, row.label_en),
                uri: row.uri,
            };
            (term.uri.clone(), term)
        })
        .collect();
    let rows = service_type_los::Entity::find()
        .order_by_asc(service_type_los::Column::Uri)
        .all(connection)
        .await?;
    for row in rows {
        if let (Some(service_type), Some(term)) = (types.get_mut(&row.slug), terms.get(&row.uri)) {
            service_type.los_terms.push(term.clone());
        }
    }
    Ok(())
}

fn index_words(service_type: &mut ServiceType) {
    let in_all = |text: &LocalizedText| {
        Language::ALL
            .into_iter()
            .filter_map(|language| text.get(language).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let mut texts = in_all(&service_type.name);
    texts.extend(service_type.synonyms.iter().flatten().cloned());
    service_type.name_words = Words::of(texts.iter().map(String::as_str));
    texts.extend(in_all(&service_type.summary));
    service_type.words = Words::of(texts.iter().map(String::as_str));
}

pub async fn national_contact_points(
    connection: &impl ConnectionTrait,
) -> Result<Vec<NationalContactPoint>, DbError> {
    let rows = national_contact_point::Entity::find()
        .order_by_asc(national_contact_point::Column::Position)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| NationalContactPoint {
            number: row.number,
            emergency: row.kind == "EMERGENCY",
            name: LocalizedText::new(row.name_nb, row.name_nn, row.name_en),
            purpose: LocalizedText::new(row.purpose_nb, row.purpose_nn, row.purpose_en),
            always_open: row.hours == "ALWAYS",
            service_type: row.service_type_slug.and_then(|slug| slug.parse().ok()),
        })
        .collect())
}
