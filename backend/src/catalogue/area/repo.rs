//! Reads every county and municipality. They are public: no scope is asked for.

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use veiviser_schema::content::codes::LanguageForm;
use veiviser_schema::ids::MunicipalityNumber;

use super::entity::{county, municipality};
use super::model::{County, Municipality};
use crate::db::DbError;
use veiviser_schema::words::Words;

pub async fn counties(connection: &impl ConnectionTrait) -> Result<Vec<County>, DbError> {
    county::Entity::find()
        .order_by_asc(county::Column::Number)
        .all(connection)
        .await?
        .into_iter()
        .map(|row| {
            Ok(County {
                number: row
                    .number
                    .parse()
                    .map_err(|_| DbError::defect("a county number is not one"))?,
                name: row.name,
                name_official: row.name_official,
            })
        })
        .collect()
}

pub async fn municipalities(
    connection: &impl ConnectionTrait,
) -> Result<Vec<Municipality>, DbError> {
    municipality::Entity::find()
        .order_by_asc(municipality::Column::Number)
        .all(connection)
        .await?
        .into_iter()
        .map(|row| {
            municipality_of(row).ok_or_else(|| DbError::defect("a municipality cannot be read"))
        })
        .collect()
}

/// Whether there is a municipality with this number.
pub async fn exists(
    connection: &impl ConnectionTrait,
    municipality: &MunicipalityNumber,
) -> Result<bool, DbError> {
    let found = municipality::Entity::find_by_id(municipality.as_str())
        .one(connection)
        .await?;
    Ok(found.is_some())
}

fn municipality_of(row: municipality::Model) -> Option<Municipality> {
    let words = Words::of(
        [
            Some(row.name.as_str()),
            Some(row.name_official.as_str()),
            row.name_se.as_deref(),
            row.name_smj.as_deref(),
            row.name_sma.as_deref(),
            row.name_fkv.as_deref(),
        ]
        .into_iter()
        .flatten(),
    );
    Some(Municipality {
        number: row.number.parse().ok()?,
        county: row.county_number.parse().ok()?,
        name: row.name,
        name_official: row.name_official,
        name_northern_sami: row.name_se,
        name_lule_sami: row.name_smj,
        name_southern_sami: row.name_sma,
        name_kven: row.name_fkv,
        language_form: LanguageForm::from_code(&row.language_form)?,
        organisation_number: row.org_number,
        sami_administrative_area: row.sami_admin_area,
        latitude: row.lat,
        longitude: row.lon,
        words,
    })
}
