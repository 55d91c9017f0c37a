//! Writing generated listings: rows, many at a time, all or none.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, OnConflict, Query};
use sea_orm::{ConnectionTrait, EntityTrait};
use veiviser_schema::ids::UserId;
use veiviser_schema::text::LocalizedText;
use veiviser_schema::words::{Words, sort_key};

use super::{GenerateError, Generated};
use crate::catalogue::rows::insert;
use crate::change::listing_record::entity as listing;
use crate::change::listing_record::model::{ListingState, list_names, search_text, sort_keys};
use crate::change::revision::entity as revision;
use crate::db::{Database, DbError, WriteTx};

/// Who wrote them: an account nobody can sign in with.
const AUTHOR: UserId = UserId(uuid::uuid!("0de30000-0000-4000-8000-000000000001"));

pub async fn all(
    db: &Database,
    listings: Vec<Generated>,
    now: DateTime<Utc>,
) -> Result<(), GenerateError> {
    db.write(move |tx| async move {
        tx.lock("veiviser.generate").await?;
        if let Some(first) = listings.first()
            && listing::Entity::find_by_id(first.listing.0)
                .one(&tx)
                .await?
                .is_some()
        {
            return Err(GenerateError::Already);
        }
        author(&tx, now).await?;
        let (listings, revisions) = rows(listings);
        insert(&tx, listing::Entity, listings).await?;
        insert(&tx, revision::Entity, revisions).await?;
        Ok(())
    })
    .await
}

impl From<sea_orm::DbErr> for GenerateError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

/// The account all generated revisions were written by. It is disabled, and its password is not the form of any hash: nothing matches.
async fn author(tx: &WriteTx, now: DateTime<Utc>) -> Result<(), DbError> {
    const EMAIL: &str = "generator@demo.example";
    const NAME: &str = "Demo Generator";
    let insert = Query::insert()
        .into_table(Alias::new("user_account"))
        .columns(
            [
                "id",
                "email",
                "email_folded",
                "name",
                "language",
                "password_hash",
                "disabled_at",
                "demo",
                "created_at",
                "sort_key",
                "search_text",
            ]
            .map(Alias::new),
        )
        .values_panic([
            AUTHOR.0.into(),
            EMAIL.into(),
            EMAIL.into(),
            NAME.into(),
            "NB".into(),
            "!".into(),
            now.into(),
            true.into(),
            now.into(),
            sort_key(NAME).into(),
            Words::of([NAME]).search_text().into(),
        ])
        .on_conflict(OnConflict::column(Alias::new("id")).do_nothing().to_owned())
        .to_owned();
    tx.execute(&insert).await?;
    Ok(())
}

fn rows(generated: Vec<Generated>) -> (Vec<listing::Model>, Vec<revision::Model>) {
    let mut listings = Vec::with_capacity(generated.len());
    let mut revisions = Vec::with_capacity(generated.len());
    for one in generated {
        let Generated {
            listing,
            revision,
            municipality,
            service_type,
            content,
            published_at,
            verified_at,
        } = one;
        let names = list_names(&content, &LocalizedText::default());
        let search_text = search_text(&names);
        let [sort_key_nb, sort_key_nn, sort_key_en] = sort_keys(&names);
        let [name_nb, name_nn, name_en] = names;
        listings.push(listing::Model {
            id: listing.0,
            municipality_number: municipality.as_str().to_owned(),
            service_type_slug: service_type.as_str().to_owned(),
            state: ListingState::Published.code().to_owned(),
            version: 1,
            published_revision_id: Some(revision.0),
            name_nb,
            name_nn,
            name_en,
            search_text,
            sort_key_nb,
            sort_key_nn,
            sort_key_en,
            demo: true,
            created_at: published_at,
            updated_at: verified_at,
            published_at: Some(published_at),
            verified_at: Some(verified_at),
            verified_by: Some(AUTHOR.0),
        });
        revisions.push(revision::Model {
            id: revision.0,
            listing_id: listing.0,
            number: 1,
            document: content.canonical_json(),
            content_hash: content.content_hash(),
            author_id: AUTHOR.0,
            created_at: published_at,
            published_at: Some(published_at),
            approved_by: Some(AUTHOR.0),
            reverts_revision_id: None,
        });
    }
    (listings, revisions)
}
