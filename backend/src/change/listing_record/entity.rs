//! The table `listing`.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use veiviser_schema::ids::{ListingId, RevisionId, UserId};

use super::model::{ListingState, Record};
use crate::change::attempt::unreadable;
use crate::db::DbError;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "listing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub municipality_number: String,
    pub service_type_slug: String,
    pub state: String,
    pub version: i32,
    pub published_revision_id: Option<Uuid>,
    pub name_nb: String,
    pub name_nn: String,
    pub name_en: String,
    pub search_text: String,
    pub sort_key_nb: String,
    pub sort_key_nn: String,
    pub sort_key_en: String,
    pub demo: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    pub verified_at: Option<DateTime<Utc>>,
    pub verified_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl TryFrom<Model> for Record {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let wrong = |_| unreadable("a listing has a key that cannot be");
        Ok(Self {
            id: ListingId(row.id),
            municipality: row.municipality_number.parse().map_err(wrong)?,
            service_type: row.service_type_slug.parse().map_err(wrong)?,
            state: ListingState::from_code(&row.state)
                .ok_or_else(|| unreadable("a listing has an unknown state"))?,
            version: row.version,
            published: row.published_revision_id.map(RevisionId),
            names: [row.name_nb, row.name_nn, row.name_en],
            created_at: row.created_at,
            updated_at: row.updated_at,
            verified_at: row.verified_at,
            verified_by: row.verified_by.map(UserId),
        })
    }
}
