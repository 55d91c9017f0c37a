//! Reads and writes default hours. They are public: reading asks for no scope; writing takes a permit.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement, Value};
use uuid::Uuid;
use veiviser_schema::hours::Schedule;
use veiviser_schema::ids::{ListingId, MunicipalityNumber, UserId};

use super::entity::municipality_opening_hours::{Column, Entity, Model};
use super::model::{DefaultHours, Heirs};
use crate::authz::Permit;
use crate::db::{DbError, WriteTx};

/// Of every municipality that has stated any, or of these.
pub async fn read(
    connection: &impl ConnectionTrait,
    only: Option<&[MunicipalityNumber]>,
) -> Result<Vec<DefaultHours>, DbError> {
    let mut select = Entity::find();
    if let Some(numbers) = only {
        let numbers = numbers.iter().map(MunicipalityNumber::as_str);
        select = select.filter(Column::MunicipalityNumber.is_in(numbers));
    }
    let rows = select.all(connection).await?;
    rows.into_iter().map(DefaultHours::try_from).collect()
}

/// Of one municipality.
pub async fn find(
    connection: &impl ConnectionTrait,
    municipality: &MunicipalityNumber,
) -> Result<Option<DefaultHours>, DbError> {
    Entity::find_by_id(municipality.as_str())
        .one(connection)
        .await?
        .map(DefaultHours::try_from)
        .transpose()
}

impl TryFrom<Model> for DefaultHours {
    type Error = DbError;

    fn try_from(row: Model) -> Result<Self, DbError> {
        let Model {
            municipality_number,
            schedule,
            version,
            updated_at,
            updated_by,
        } = row;
        Ok(Self {
            municipality: municipality_number
                .parse()
                .map_err(|_| DbError::defect("a municipality number is not one"))?,
            // What cannot be read is not stated: never "closed".
            schedule: serde_json::from_str(&schedule).unwrap_or_else(|error| {
                tracing::error!(event = "default_hours.unreadable", municipality_number, %error, "default opening hours cannot be read");
                Schedule::default()
            }),
            version,
            updated_at,
            updated_by: updated_by.map(UserId),
        })
    }
}

/// Writes the hours over the version that was read (0: none were there). False: they are another version by now, and nothing was written.
pub async fn put(
    tx: &WriteTx,
    permit: &Permit,
    municipality: &MunicipalityNumber,
    schedule: &Schedule,
    expected_version: i32,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    // An empty column would read as hours that nobody stated: better nothing is written.
    let schedule = serde_json::to_string(schedule)
        .map_err(|_| DbError::defect("default opening hours cannot be written as text"))?;
    let by: Option<Uuid> = permit.person().map(|id| id.0);
    let rows = if expected_version == 0 {
        let insert = Query::insert()
            .into_table(Entity)
            .columns([
                Column::MunicipalityNumber,
                Column::Schedule,
                Column::Version,
                Column::UpdatedAt,
                Column::UpdatedBy,
            ])
            .values_panic([
                municipality.as_str().into(),
                schedule.into(),
                1.into(),
                now.into(),
                by.into(),
            ])
            .on_conflict(
                OnConflict::column(Column::MunicipalityNumber)
                    .do_nothing()
                    .to_owned(),
            )
            .to_owned();
        tx.execute(&insert).await?
    } else {
        let update = Query::update()
            .table(Entity)
            .values([
                (Column::Schedule, schedule.into()),
                (Column::Version, (expected_version + 1).into()),
                (Column::UpdatedAt, now.into()),
                (Column::UpdatedBy, by.into()),
            ])
            .and_where(Expr::col(Column::MunicipalityNumber).eq(municipality.as_str()))
            .and_where(Expr::col(Column::Version).eq(expected_version))
            .to_owned();
        tx.execute(&update).await?
    };
    Ok(rows.rows_affected() == 1)
}

/// Published listings in which a place or a contact point inherits, as a condition on `published_listing l`.
const INHERITS: &str = "(exists (select 1 from published_place p where p.listing_id = l.listing_id and p.hours_source = 'MUNICIPALITY') \
     or exists (select 1 from published_contact_point c where c.listing_id = l.listing_id and c.hours_source = 'MUNICIPALITY'))";

/// The published listings that inherit from one of these municipalities. One statement, however many they are: the country has 357.
pub async fn heirs(
    connection: &impl ConnectionTrait,
    municipalities: &[MunicipalityNumber],
) -> Result<Vec<ListingId>, DbError> {
    if municipalities.is_empty() {
        return Ok(Vec::new());
    }
    let listing = Alias::new("l");
    let numbers = municipalities.iter().map(MunicipalityNumber::as_str);
    let select = Query::select()
        .column((listing.clone(), Alias::new("listing_id")))
        .from_as(Alias::new("published_listing"), listing.clone())
        .and_where(Expr::col((listing, Alias::new("municipality_number"))).is_in(numbers))
        .and_where(Expr::cust(INHERITS))
        .to_owned();
    let rows = connection.query_all(&select).await?;
    rows.iter()
        .map(|row| Ok(ListingId(row.try_get_by_index(0)?)))
        .collect()
}

/// How many published listings inherit from a municipality.
pub async fn count_heirs(
    connection: &impl ConnectionTrait,
    municipality: &MunicipalityNumber,
) -> Result<Heirs, DbError> {
    let sql = format!(
        "select count(*) as listings, coalesce(sum(case when t.crisis then 1 else 0 end), 0) as crisis \
         from published_listing l join service_type t on t.slug = l.service_type_slug where l.municipality_number = $1 and {INHERITS}"
    );
    let number: Value = municipality.as_str().into();
    let backend = connection.get_database_backend();
    let row = connection
        .query_one_raw(Statement::from_sql_and_values(backend, sql, [number]))
        .await?
        .ok_or_else(|| DbError::defect("counting has no answer"))?;
    let number = |name| -> Result<i32, DbError> {
        let count: i64 = row.try_get("", name)?;
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    };
    Ok(Heirs {
        listings: number("listings")?,
        crisis: number("crisis")?,
    })
}
