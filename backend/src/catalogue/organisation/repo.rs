//! Reads every organisation. They are public: no scope is asked for.

use sea_orm::{ConnectionTrait, EntityTrait};
use veiviser_schema::content::codes::OrganisationKind;
use veiviser_schema::ids::OrganisationId;

use super::entity::organisation;
use super::model::Organisation;
use crate::db::DbError;
use veiviser_schema::words::{Words, sort_key};

/// Every organisation, by name.
pub async fn organisations(
    connection: &impl ConnectionTrait,
) -> Result<Vec<Organisation>, DbError> {
    let mut organisations = organisation::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| {
            Ok(Organisation {
                id: OrganisationId(row.id),
                words: Words::of(
                    [Some(row.name.as_str()), row.org_number.as_deref()]
                        .into_iter()
                        .flatten(),
                ),
                sort_key: sort_key(&row.name),
                name: row.name,
                kind: OrganisationKind::from_code(&row.kind)
                    .ok_or_else(|| DbError::defect("an organisation is of an unknown kind"))?,
                organisation_number: row.org_number,
                website: row.website,
                municipality: row
                    .municipality_number
                    .and_then(|number| number.parse().ok()),
            })
        })
        .collect::<Result<Vec<_>, DbError>>()?;
    organisations.sort_by(|a, b| (&a.sort_key, a.id).cmp(&(&b.sort_key, b.id)));
    Ok(organisations)
}
