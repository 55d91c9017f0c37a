//! Reads what is published. It is public: no scope is asked for.
//!
//! Reading has two halves: [`fetch`] takes the rows out of the database, [`Fetched::into_listings`] makes listings of them and needs
//! none, so that it may run where it delays nobody.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
};
use veiviser_schema::ids::ListingId;

use super::entity::{
    published_age_band, published_announcement, published_area, published_code,
    published_contact_point, published_legal_basis, published_listing, published_place,
    published_text,
};
use super::model::{Hours, Listing, Parts};
use super::spread::Rows;
use crate::catalogue::default_hours::model::Defaults;

/// What the tables say, not yet put together.
pub struct Fetched {
    rows: Rows,
    records: Vec<Record>,
}

/// What the projection does not hold: it belongs to the listing's record and to its revision.
#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    demo: bool,
    number: i32,
    revision_published_at: Option<DateTime<Utc>>,
    published_at: Option<DateTime<Utc>>,
    verified_at: Option<DateTime<Utc>>,
}

/// Everything published, or what is published of these listings. Give it a transaction: the parts must agree.
pub async fn fetch(
    connection: &impl ConnectionTrait,
    only: Option<&[ListingId]>,
) -> Result<Fetched, DbErr> {
    let only: Option<Vec<Uuid>> = only.map(|ids| ids.iter().map(|id| id.0).collect());
    macro_rules! rows {
        ($table:ident) => {{
            let mut select = $table::Entity::find();
            if let Some(ids) = &only {
                select = select.filter($table::Column::ListingId.is_in(ids.iter().copied()));
            }
            select
        }};
    }
    macro_rules! in_order {
        ($table:ident) => {
            rows!($table)
                .order_by_asc($table::Column::Position)
                .all(connection)
                .await?
        };
    }
    let rows = Rows {
        listings: rows!(published_listing).all(connection).await?,
        texts: rows!(published_text).all(connection).await?,
        areas: in_order!(published_area),
        codes: in_order!(published_code),
        age_bands: in_order!(published_age_band),
        legal_bases: in_order!(published_legal_basis),
        places: in_order!(published_place),
        contact_points: in_order!(published_contact_point),
        announcements: in_order!(published_announcement),
    };
    let records = records(connection, only.as_deref()).await?;
    Ok(Fetched { rows, records })
}

async fn records(
    connection: &impl ConnectionTrait,
    only: Option<&[Uuid]>,
) -> Result<Vec<Record>, DbErr> {
    let table = |name: &'static str| Alias::new(name);
    let column = |of: &'static str, name: &'static str| (Alias::new(of), Alias::new(name));
    let mut select = Query::select();
    select
        .column(column("listing", "id"))
        .column(column("listing", "demo"))
        .column(column("revision", "number"))
        .expr_as(
            Expr::col(column("revision", "published_at")),
            Alias::new("revision_published_at"),
        )
        .column(column("listing", "published_at"))
        .column(column("listing", "verified_at"))
        .from(table("listing"))
        .inner_join(
            table("revision"),
            Expr::col(column("revision", "id")).equals(column("listing", "published_revision_id")),
        );
    if let Some(ids) = only {
        select.and_where(Expr::col(column("listing", "id")).is_in(ids.iter().copied()));
    }
    let rows = connection.query_all(&select).await?;
    rows.iter()
        .map(|row| Record::from_query_result(row, ""))
        .collect()
}

impl Fetched {
    /// Puts the listings together. Those whose record is missing are not published, whatever the projection says.
    #[must_use]
    pub fn into_listings(self, defaults: &Defaults) -> Vec<Listing> {
        let records: HashMap<Uuid, Record> = self
            .records
            .into_iter()
            .map(|record| (record.id, record))
            .collect();
        // Most listings keep one of a few schedules: each is compiled once.
        let mut compiled: HashMap<String, Arc<Hours>> = HashMap::new();
        self.rows
            .into_documents()
            .into_iter()
            .filter_map(|(head, content)| {
                let record = records.get(&head.listing.0)?;
                let published_at = record.revision_published_at.or(record.published_at)?;
                let parts = Parts {
                    id: head.listing,
                    revision: head.revision,
                    revision_number: record.number,
                    municipality: head.municipality,
                    service_type: head.service_type,
                    published_at,
                    verified_at: record.verified_at.unwrap_or(published_at),
                    demo: record.demo,
                    content,
                };
                Some(Listing::new(parts, defaults, |schedule| {
                    let key = serde_json::to_string(schedule).unwrap_or_default();
                    let hours = compiled
                        .entry(key)
                        .or_insert_with(|| Arc::new(Hours::new(schedule.clone())));
                    Arc::clone(hours)
                }))
            })
            .collect()
    }
}
