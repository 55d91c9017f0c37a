//! The national facts, from the files the program carries into the database. Loading them again brings every row up to date and keeps
//! every key, so it is how a new edition of the facts is rolled out.

use chrono::{DateTime, Utc};
use sea_orm::EntityTrait;
use sha2::{Digest, Sha256};
use veiviser_migrations::facts;
use veiviser_schema::content::codes::OrganisationKind;
use veiviser_schema::ids::{MunicipalityNumber, OrganisationId};

use crate::catalogue::area::entity::{county, municipality};
use crate::catalogue::listing::projection::bump;
use crate::catalogue::organisation::entity::organisation;
use crate::catalogue::rows::{insert, upsert};
use crate::catalogue::service_type::entity::{
    los_term, national_contact_point, relation_type, service_type, service_type_legal_basis,
    service_type_los, service_type_relation, service_type_synonym,
};
use crate::db::{Database, DbError, WriteTx};

/// National bodies that many listings name. Only what is beyond doubt: name, kind and web address.
const NATIONAL: [(&str, &str, OrganisationKind, &str); 8] = [
    (
        "helsedirektoratet",
        "Helsedirektoratet",
        OrganisationKind::State,
        "https://www.helsedirektoratet.no",
    ),
    (
        "bufdir",
        "Barne-, ungdoms- og familiedirektoratet",
        OrganisationKind::State,
        "https://www.bufdir.no",
    ),
    (
        "nav",
        "Arbeids- og velferdsetaten (Nav)",
        OrganisationKind::State,
        "https://www.nav.no",
    ),
    (
        "politiet",
        "Politiet",
        OrganisationKind::State,
        "https://www.politiet.no",
    ),
    (
        "helsetilsynet",
        "Statens helsetilsyn",
        OrganisationKind::State,
        "https://www.helsetilsynet.no",
    ),
    (
        "mental-helse",
        "Mental Helse",
        OrganisationKind::Voluntary,
        "https://mentalhelse.no",
    ),
    (
        "kirkens-sos",
        "Kirkens SOS",
        OrganisationKind::Voluntary,
        "https://www.kirkens-sos.no",
    ),
    (
        "rode-kors",
        "Røde Kors",
        OrganisationKind::Voluntary,
        "https://www.rodekors.no",
    ),
];

/// Loads the national facts and an organisation for each municipality.
pub async fn facts(db: &Database, now: DateTime<Utc>) -> Result<(), DbError> {
    db.write(move |tx| async move {
        tx.lock("veiviser.seed.facts").await?;
        areas(&tx).await?;
        service_types(&tx).await?;
        around_service_types(&tx).await?;
        organisations(&tx).await?;
        bump(&tx, None, now).await?;
        Ok::<_, DbError>(())
    })
    .await
}

/// The organisation that a municipality itself is; the same after every seeding, on every machine.
#[must_use]
pub fn municipality_organisation(number: &MunicipalityNumber) -> OrganisationId {
    organisation_id(&format!("municipality/{number}"))
}

/// A national organisation of the seed by its short name, e.g. `nav`.
#[must_use]
pub fn national_organisation(key: &str) -> OrganisationId {
    organisation_id(&format!("national/{key}"))
}

/// An id that follows from a name: a version 8 UUID of its hash.
fn organisation_id(name: &str) -> OrganisationId {
    let digest = Sha256::digest(format!("veiviser organisation {name}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    OrganisationId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

async fn areas(tx: &WriteTx) -> Result<(), DbError> {
    let counties = facts::counties()
        .into_iter()
        .map(|fact| county::Model {
            number: fact.number,
            name: fact.name,
            name_official: fact.name_official,
        })
        .collect();
    upsert(tx, county::Entity, counties).await?;
    let municipalities = facts::municipalities()
        .into_iter()
        .map(|fact| municipality::Model {
            number: fact.number,
            county_number: fact.county_number,
            name: fact.name,
            name_official: fact.name_official,
            name_se: fact.name_se,
            name_smj: fact.name_smj,
            name_sma: fact.name_sma,
            name_fkv: fact.name_fkv,
            language_form: fact.language_form,
            org_number: fact.org_number,
            sami_admin_area: fact.sami_admin_area,
            lat: fact.lat,
            lon: fact.lon,
        })
        .collect();
    Ok(upsert(tx, municipality::Entity, municipalities).await?)
}

async fn service_types(tx: &WriteTx) -> Result<(), DbError> {
    let types = facts::service_types()
        .into_iter()
        .map(|fact| service_type::Model {
            slug: fact.slug,
            name_nb: fact.name_nb,
            name_nn: fact.name_nn,
            name_en: fact.name_en,
            summary_nb: fact.summary_nb,
            summary_nn: fact.summary_nn,
            summary_en: fact.summary_en,
            kind: fact.kind,
            levels: fact.levels.join(";"),
            topics: fact.topics.join(";"),
            statutory: fact.statutory,
            law_verified: fact.law_verified,
            national_call: fact.national_call,
            crisis: fact.crisis,
            publishes_hours_first: fact.publishes_hours_first,
            cost: fact.cost,
            referral: fact.referral,
            anonymous: fact.anonymous,
            anonymous_note_nb: fact.anonymous_note_nb,
            anonymous_note_nn: fact.anonymous_note_nn,
            anonymous_note_en: fact.anonymous_note_en,
            target_groups_nb: fact.target_groups_nb.join(";"),
            target_groups_nn: fact.target_groups_nn.join(";"),
            target_groups_en: fact.target_groups_en.join(";"),
        })
        .collect();
    upsert(tx, service_type::Entity, types).await?;
    let kinds = facts::relation_types()
        .into_iter()
        .map(|fact| relation_type::Model {
            code: fact.relation_type,
            inverse: fact.inverse,
            is_symmetric: fact.symmetric,
            label_nb: fact.label_nb,
            label_nn: fact.label_nn,
            label_en: fact.label_en,
            inverse_label_nb: fact.inverse_label_nb,
            inverse_label_nn: fact.inverse_label_nn,
            inverse_label_en: fact.inverse_label_en,
        })
        .collect();
    upsert(tx, relation_type::Entity, kinds).await?;
    let terms = facts::los_terms()
        .into_iter()
        .map(|fact| los_term::Model {
            uri: fact.uri,
            label_nb: fact.label_nb,
            label_nn: fact.label_nn,
            label_en: fact.label_en,
        })
        .collect();
    Ok(upsert(tx, los_term::Entity, terms).await?)
}

/// What belongs to service types and is referred to by nothing: written anew, so that what a new edition dropped is gone.
async fn around_service_types(tx: &WriteTx) -> Result<(), DbError> {
    service_type_legal_basis::Entity::delete_many()
        .exec(tx)
        .await?;
    let bases = facts::legal_bases()
        .into_iter()
        .zip(0..)
        .map(|(fact, position)| service_type_legal_basis::Model {
            slug: fact.slug,
            position,
            law: fact.law,
            paragraph: fact.paragraph,
            role: fact.role,
            verified: fact.verified,
        })
        .collect();
    insert(tx, service_type_legal_basis::Entity, bases).await?;

    service_type_relation::Entity::delete_many()
        .exec(tx)
        .await?;
    let relations = facts::relations()
        .into_iter()
        .map(|fact| service_type_relation::Model {
            from_slug: fact.from_slug,
            relation_type: fact.verb,
            to_slug: fact.to_slug,
        })
        .collect();
    insert(tx, service_type_relation::Entity, relations).await?;

    service_type_synonym::Entity::delete_many().exec(tx).await?;
    let synonyms = facts::synonyms()
        .into_iter()
        .map(|fact| service_type_synonym::Model {
            slug: fact.slug,
            language: fact.language,
            term: fact.term,
            source: fact.source,
        })
        .collect();
    insert(tx, service_type_synonym::Entity, synonyms).await?;

    service_type_los::Entity::delete_many().exec(tx).await?;
    let filed = facts::service_type_los()
        .into_iter()
        .map(|fact| service_type_los::Model {
            slug: fact.slug,
            uri: fact.uri,
        })
        .collect();
    insert(tx, service_type_los::Entity, filed).await?;

    national_contact_point::Entity::delete_many()
        .exec(tx)
        .await?;
    let numbers = facts::national_contact_points()
        .into_iter()
        .zip(0..)
        .map(|(fact, position)| national_contact_point::Model {
            number: fact.number,
            position,
            kind: fact.kind,
            name_nb: fact.name_nb,
            name_nn: fact.name_nn,
            name_en: fact.name_en,
            purpose_nb: fact.purpose_nb,
            purpose_nn: fact.purpose_nn,
            purpose_en: fact.purpose_en,
            service_type_slug: fact.service_type_slug,
            hours: fact.hours,
        })
        .collect();
    Ok(insert(tx, national_contact_point::Entity, numbers).await?)
}

async fn organisations(tx: &WriteTx) -> Result<(), DbError> {
    let row = |id: OrganisationId, name: String, kind: OrganisationKind| organisation::Model {
        id: id.0,
        name,
        kind: kind.code().to_owned(),
        org_number: None,
        website: None,
        municipality_number: None,
        demo: false,
    };
    let mut organisations = Vec::new();
    for fact in facts::municipalities() {
        let number: MunicipalityNumber = fact
            .number
            .parse()
            .map_err(|_| DbError::defect("a municipality's number is not one"))?;
        organisations.push(organisation::Model {
            org_number: fact.org_number,
            municipality_number: Some(fact.number),
            ..row(
                municipality_organisation(&number),
                format!("{} kommune", fact.name),
                OrganisationKind::Municipality,
            )
        });
    }
    for (key, name, kind, website) in NATIONAL {
        organisations.push(organisation::Model {
            website: Some(website.to_owned()),
            ..row(national_organisation(key), name.to_owned(), kind)
        });
    }
    Ok(upsert(tx, organisation::Entity, organisations).await?)
}
