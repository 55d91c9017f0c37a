//! The table `change_request`.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::risk::Risk;
use veiviser_schema::ids::{ChangeRequestId, ListingId, RevisionId, UserId};

use super::model::{Change, ChangeState};
use crate::change::attempt::unreadable;
use crate::db::DbError;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub listing_id: Uuid,
    pub base_revision_id: Option<Uuid>,
    pub state: String,
    pub version: i32,
    pub author_id: Uuid,
    pub document: String,
    pub revision_id: Option<Uuid>,
    pub reason: Option<String>,
    pub risk: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decided_by: Option<Uuid>,
    pub decision_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl TryFrom<Model> for Change {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        Ok(Self {
            id: ChangeRequestId(row.id),
            listing: ListingId(row.listing_id),
            base: row.base_revision_id.map(RevisionId),
            state: ChangeState::from_code(&row.state)
                .ok_or_else(|| unreadable("a change request has an unknown state"))?,
            version: row.version,
            author: UserId(row.author_id),
            content: ListingContent::from_json(&row.document)
                .map_err(|_| unreadable("a draft cannot be read"))?,
            revision: row.revision_id.map(RevisionId),
            reason: row.reason,
            risk: Risk::from_code(&row.risk)
                .ok_or_else(|| unreadable("a change request has an unknown risk"))?,
            created_at: row.created_at,
            updated_at: row.updated_at,
            submitted_at: row.submitted_at,
            decided_at: row.decided_at,
            decided_by: row.decided_by.map(UserId),
            decision_reason: row.decision_reason,
        })
    }
}
