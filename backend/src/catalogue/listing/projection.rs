//! Writing the projection: the published revisions spread over tables. Nothing else writes there.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, Statement,
};
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ListingId, MunicipalityNumber, RevisionId, ServiceTypeSlug};

use super::entity::{
    catalogue_change, published_age_band, published_announcement, published_area, published_code,
    published_contact_point, published_legal_basis, published_listing, published_place,
    published_text,
};
use super::published::published;
use super::spread::{Head, Rows};
use crate::authz::Permit;
use crate::catalogue::rows::insert;
use crate::db::{Database, DbError, WriteTx};

/// How many versions back an instance can catch up listing by listing; one that slept longer reads everything anew.
const CHANGES_KEPT: i64 = 10_000;

/// How many documents are held in memory at once while rebuilding.
const PORTION: u64 = 500;

/// Replaces everything published of a listing by what this revision says. [`bump`] it in the same transaction.
pub async fn rewrite(
    tx: &WriteTx,
    _permit: &Permit,
    listing: ListingId,
    revision: RevisionId,
    service_type: &ServiceTypeSlug,
    municipality: &MunicipalityNumber,
    content: &ListingContent,
) -> Result<(), DbError> {
    let head = Head {
        listing,
        revision,
        service_type: service_type.clone(),
        municipality: municipality.clone(),
    };
    let mut rows = Rows::default();
    rows.add(&head, published(content))?;
    delete(tx, Some(listing)).await?;
    Ok(put(tx, rows).await?)
}

/// Counts the catalogue on, and notes what changed: one listing, or (`None`) everything. Answers the new version. Transactions that
/// bump wait for each other, so that versions become visible in order.
pub async fn bump(
    tx: &WriteTx,
    listing: Option<ListingId>,
    now: DateTime<Utc>,
) -> Result<i64, DbError> {
    count_on(tx, listing, None, now).await
}

/// The same for a municipality's default hours: what inherits them changed too.
pub async fn bump_default_hours(
    tx: &WriteTx,
    municipality: &MunicipalityNumber,
    now: DateTime<Utc>,
) -> Result<i64, DbError> {
    count_on(tx, None, Some(municipality), now).await
}

async fn count_on(
    tx: &WriteTx,
    listing: Option<ListingId>,
    municipality: Option<&MunicipalityNumber>,
    now: DateTime<Utc>,
) -> Result<i64, DbError> {
    let sql = "update catalogue_version set version = version + 1 where id = 1 returning version";
    let row = tx
        .query_one_raw(Statement::from_string(tx.get_database_backend(), sql))
        .await?
        .ok_or_else(|| DbError::defect("the catalogue has no version row"))?;
    let version: i64 = row.try_get("", "version")?;
    let change = catalogue_change::Model {
        version,
        listing_id: listing.map(|listing| listing.0),
        at: now,
        municipality_number: municipality.map(|number| number.as_str().to_owned()),
    };
    insert(tx, catalogue_change::Entity, vec![change]).await?;
    catalogue_change::Entity::delete_many()
        .filter(catalogue_change::Column::Version.lte(version - CHANGES_KEPT))
        .exec(tx)
        .await?;
    Ok(version)
}

#[derive(FromQueryResult)]
struct PublishedRevision {
    listing_id: Uuid,
    revision_id: Uuid,
    service_type_slug: String,
    municipality_number: String,
    document: String,
}

/// Writes the whole projection anew from the published revisions; answers how many listings it holds. For the operator, or after a
/// migration that changes its tables.
pub async fn rebuild(db: &Database, now: DateTime<Utc>) -> Result<usize, DbError> {
    db.write(move |tx| async move {
        delete(&tx, None).await?;
        let mut count = 0;
        let mut after = Uuid::nil();
        loop {
            let portion = revisions_after(&tx, after).await?;
            let Some(last) = portion.last() else { break };
            after = last.listing_id;
            count += portion.len();
            let mut rows = Rows::default();
            for revision in portion {
                let (head, content) = revision
                    .read()
                    .ok_or_else(|| DbError::defect("a published revision cannot be read"))?;
                rows.add(&head, published(&content))?;
            }
            put(&tx, rows).await?;
        }
        bump(&tx, None, now).await?;
        Ok(count)
    })
    .await
}

async fn revisions_after(tx: &WriteTx, after: Uuid) -> Result<Vec<PublishedRevision>, DbErr> {
    let sql = "select l.id as listing_id, r.id as revision_id, l.service_type_slug, l.municipality_number, r.document \
               from listing l join revision r on r.id = l.published_revision_id where l.id > $1 order by l.id limit $2";
    PublishedRevision::find_by_statement(Statement::from_sql_and_values(
        tx.get_database_backend(),
        sql,
        [after.into(), PORTION.cast_signed().into()],
    ))
    .all(tx)
    .await
}

impl PublishedRevision {
    fn read(self) -> Option<(Head, ListingContent)> {
        let head = Head {
            listing: ListingId(self.listing_id),
            revision: RevisionId(self.revision_id),
            service_type: self.service_type_slug.parse().ok()?,
            municipality: self.municipality_number.parse().ok()?,
        };
        Some((head, ListingContent::from_json(&self.document).ok()?))
    }
}

/// Deletes what is published of one listing, or of all.
async fn delete(tx: &WriteTx, listing: Option<ListingId>) -> Result<(), DbErr> {
    macro_rules! delete_from {
        ($($table:ident),*) => {$(
            let mut delete = $table::Entity::delete_many();
            if let Some(ListingId(id)) = listing {
                delete = delete.filter($table::Column::ListingId.eq(id));
            }
            delete.exec(tx).await?;
        )*};
    }
    delete_from!(
        published_text,
        published_area,
        published_code,
        published_age_band,
        published_legal_basis,
        published_place,
        published_contact_point,
        published_announcement,
        published_listing
    );
    Ok(())
}

async fn put(tx: &WriteTx, rows: Rows) -> Result<(), DbErr> {
    let Rows {
        listings,
        texts,
        areas,
        codes,
        age_bands,
        legal_bases,
        places,
        contact_points,
        announcements,
    } = rows;
    insert(tx, published_listing::Entity, listings).await?;
    insert(tx, published_text::Entity, texts).await?;
    insert(tx, published_area::Entity, areas).await?;
    insert(tx, published_code::Entity, codes).await?;
    insert(tx, published_age_band::Entity, age_bands).await?;
    insert(tx, published_legal_basis::Entity, legal_bases).await?;
    insert(tx, published_place::Entity, places).await?;
    insert(tx, published_contact_point::Entity, contact_points).await?;
    insert(tx, published_announcement::Entity, announcements).await
}
