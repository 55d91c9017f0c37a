//! Reading and writing grants.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationDef, Set,
};
use uuid::Uuid;
use veiviser_schema::authz::{Grant, Role, Scope};
use veiviser_schema::ids::{GrantId, UserId};

use super::entity::{ActiveModel, Column, Entity};
use super::model::{HeldGrant, from_columns};
use crate::authz::{MANAGING, Permit, ReadScope};
use crate::db::{DbError, WriteTx};
use crate::identity::user::entity as user;
use crate::random::ordered_id;

/// Which grants somebody is shown: those within the scope, and all of their own.
#[derive(Debug, Clone)]
pub struct Shown {
    pub scope: ReadScope,
    pub own: Option<UserId>,
}

impl Shown {
    fn condition(&self) -> Condition {
        if self.scope.is_national() {
            return Condition::all();
        }
        Condition::any()
            .add(self.scope.condition((Entity, Column::MunicipalityNumber)))
            .add_option(self.own.map(|id| Column::UserId.eq(id.0)))
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    user_id: Uuid,
    role: String,
    municipality_number: Option<String>,
    county_number: Option<String>,
    granted_by: Option<Uuid>,
    granted_at: DateTime<Utc>,
    granted_by_name: Option<String>,
}

/// The grants of these users, oldest first, each with who gave it. One statement.
pub async fn of_users(
    conn: &impl ConnectionTrait,
    users: &[UserId],
    shown: &Shown,
) -> Result<HashMap<UserId, Vec<HeldGrant>>, DbError> {
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let granter: RelationDef = Entity::belongs_to(user::Entity)
        .from(Column::GrantedBy)
        .to(user::Column::Id)
        .into();
    let rows = Entity::find()
        .column_as(
            Expr::col((Alias::new("granter"), user::Column::Name)),
            "granted_by_name",
        )
        .join_as(JoinType::LeftJoin, granter, Alias::new("granter"))
        .filter(Column::UserId.is_in(users.iter().map(|id| id.0)))
        .filter(shown.condition())
        .order_by_asc(Column::GrantedAt)
        .order_by_asc(Column::Id)
        .into_model::<Row>()
        .all(conn)
        .await?;
    let mut grants: HashMap<UserId, Vec<HeldGrant>> = HashMap::new();
    for row in rows {
        let user_id = UserId(row.user_id);
        if let Some(held) = held(row) {
            grants.entry(user_id).or_default().push(held);
        }
    }
    Ok(grants)
}

fn held(row: Row) -> Option<HeldGrant> {
    let Row {
        id,
        user_id: _,
        role,
        municipality_number,
        county_number,
        granted_by,
        granted_at,
        granted_by_name,
    } = row;
    Some(HeldGrant {
        id: GrantId(id),
        grant: from_columns(
            &role,
            municipality_number.as_deref(),
            county_number.as_deref(),
        )?,
        granted_at,
        granted_by: granted_by.map(UserId).zip(granted_by_name),
    })
}

/// Whose grant it is and what it says.
pub async fn find(
    conn: &impl ConnectionTrait,
    id: GrantId,
) -> Result<Option<(UserId, Grant)>, DbError> {
    let row = Entity::find_by_id(id.0).one(conn).await?;
    Ok(row.and_then(|row| {
        let grant = from_columns(
            &row.role,
            row.municipality_number.as_deref(),
            row.county_number.as_deref(),
        )?;
        Some((UserId(row.user_id), grant))
    }))
}

/// Whether the user has this very grant already.
pub async fn has(
    conn: &impl ConnectionTrait,
    user_id: UserId,
    grant: &Grant,
) -> Result<bool, DbError> {
    let (municipality, county) = place(&grant.scope);
    let same = |column: Column, value: Option<String>| match value {
        Some(value) => column.eq(value),
        None => column.is_null(),
    };
    let count = Entity::find()
        .filter(Column::UserId.eq(user_id.0))
        .filter(Column::Role.eq(grant.role.code()))
        .filter(same(Column::MunicipalityNumber, municipality))
        .filter(same(Column::CountyNumber, county))
        .count(conn)
        .await?;
    Ok(count > 0)
}

/// The roles the user has, wherever; one that is held in two places comes twice.
pub async fn roles(conn: &impl ConnectionTrait, user_id: UserId) -> Result<Vec<Role>, DbError> {
    let codes: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Role)
        .filter(Column::UserId.eq(user_id.0))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(codes
        .iter()
        .filter_map(|code| Role::from_code(code))
        .collect())
}

/// Whether the national facts know the place.
pub async fn place_exists(conn: &impl ConnectionTrait, scope: &Scope) -> Result<bool, DbError> {
    let (table, number) = match scope {
        Scope::Nation => return Ok(true),
        Scope::Municipality(number) => ("municipality", number.as_str()),
        Scope::County(number) => ("county", number.as_str()),
    };
    let query = Query::select()
        .column("number")
        .from(table)
        .and_where(Expr::col("number").eq(number))
        .to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}

/// How many people who can sign in are administrators, this one left out.
pub async fn administrators_besides(
    conn: &impl ConnectionTrait,
    user_id: UserId,
) -> Result<u64, DbError> {
    let account: RelationDef = Entity::belongs_to(user::Entity)
        .from(Column::UserId)
        .to(user::Column::Id)
        .into();
    Ok(Entity::find()
        .join(JoinType::InnerJoin, account)
        .filter(Column::Role.eq(Role::Administrator.code()))
        .filter(Column::UserId.ne(user_id.0))
        .filter(user::Column::DisabledAt.is_null())
        .count(conn)
        .await?)
}

pub async fn insert(
    tx: &WriteTx,
    permit: &Permit,
    user_id: UserId,
    grant: &Grant,
    now: DateTime<Utc>,
) -> Result<GrantId, DbError> {
    permit.is_for(MANAGING)?;
    let id = ordered_id(now);
    let (municipality_number, county_number) = place(&grant.scope);
    Entity::insert(ActiveModel {
        id: Set(id),
        user_id: Set(user_id.0),
        role: Set(grant.role.code().to_owned()),
        municipality_number: Set(municipality_number),
        county_number: Set(county_number),
        granted_by: Set(permit.person().map(|id| id.0)),
        granted_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(GrantId(id))
}

/// Takes a grant away; `false` when it was gone already.
pub async fn remove(tx: &WriteTx, permit: &Permit, id: GrantId) -> Result<bool, DbError> {
    permit.is_for(MANAGING)?;
    let removed = Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(removed.rows_affected > 0)
}

fn place(scope: &Scope) -> (Option<String>, Option<String>) {
    match scope {
        Scope::Municipality(number) => (Some(number.as_str().to_owned()), None),
        Scope::County(number) => (None, Some(number.as_str().to_owned())),
        Scope::Nation => (None, None),
    }
}
