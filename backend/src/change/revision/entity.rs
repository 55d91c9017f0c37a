//! The table `revision`.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ListingId, RevisionId, UserId};

use super::model::Revision;
use crate::change::attempt::unreadable;
use crate::db::DbError;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub listing_id: Uuid,
    pub number: i32,
    pub document: String,
    pub content_hash: String,
    pub author_id: Uuid,
    pub created_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    pub approved_by: Option<Uuid>,
    pub reverts_revision_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl TryFrom<Model> for Revision {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        Ok(Self {
            id: RevisionId(row.id),
            listing: ListingId(row.listing_id),
            number: row.number,
            content: ListingContent::from_json(&row.document)
                .map_err(|_| unreadable("a revision cannot be read"))?,
            content_hash: row.content_hash,
            author: UserId(row.author_id),
            created_at: row.created_at,
            published_at: row.published_at,
            approved_by: row.approved_by.map(UserId),
            reverts: row.reverts_revision_id.map(RevisionId),
        })
    }
}
