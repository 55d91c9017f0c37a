//! Which kinds of help a municipality ought to tell of and does not.

use std::collections::HashSet;

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query};
use veiviser_schema::ids::{MunicipalityNumber, ServiceTypeSlug};
use veiviser_schema::words::sort_key;

use crate::db::DbError;

/// Municipal services that people in crisis depend on or that the law demands, of which nothing is published for the municipality's
/// people. Two statements, whatever the number of municipalities.
pub async fn missing(
    connection: &impl ConnectionTrait,
    municipalities: &[MunicipalityNumber],
    limit: usize,
) -> Result<Vec<(MunicipalityNumber, ServiceTypeSlug)>, DbError> {
    if municipalities.is_empty() {
        return Ok(Vec::new());
    }
    let expected = expected(connection).await?;
    let present = present(connection, municipalities).await?;
    Ok(municipalities
        .iter()
        .flat_map(|municipality| {
            expected
                .iter()
                .map(move |slug| (municipality.clone(), slug.clone()))
        })
        .filter(|(municipality, slug)| {
            !present.contains(&(municipality.as_str().to_owned(), slug.as_str().to_owned()))
        })
        .take(limit)
        .collect())
}

/// Crisis first, then by name.
async fn expected(connection: &impl ConnectionTrait) -> Result<Vec<ServiceTypeSlug>, DbError> {
    let column = |name| Expr::col(Alias::new(name));
    let select = Query::select()
        .columns(["slug", "levels", "crisis", "name_nb"].map(Alias::new))
        .from(Alias::new("service_type"))
        .and_where(column("kind").eq("SERVICE"))
        .cond_where(
            Condition::any()
                .add(column("crisis").eq(true))
                .add(column("statutory").eq("YES")),
        )
        .to_owned();
    let mut found: Vec<(bool, String, ServiceTypeSlug)> = Vec::new();
    for row in connection.query_all(&select).await? {
        let slug: String = row.try_get_by_index(0)?;
        let levels: String = row.try_get_by_index(1)?;
        let crisis: bool = row.try_get_by_index(2)?;
        let name: String = row.try_get_by_index(3)?;
        if levels.split(';').any(|level| level.trim() == "MUNICIPAL")
            && let Ok(slug) = slug.parse()
        {
            found.push((!crisis, sort_key(&name), slug));
        }
    }
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, _, slug)| slug).collect())
}

/// What is published for the people of each municipality, whoever keeps it.
async fn present(
    connection: &impl ConnectionTrait,
    municipalities: &[MunicipalityNumber],
) -> Result<HashSet<(String, String)>, DbError> {
    let area = Alias::new("published_area");
    let listing = Alias::new("published_listing");
    let in_area = |name: &'static str| (area.clone(), Alias::new(name));
    let in_listing = |name: &'static str| (listing.clone(), Alias::new(name));
    let select = Query::select()
        .distinct()
        .column(in_area("municipality_number"))
        .column(in_listing("service_type_slug"))
        .from(area.clone())
        .inner_join(
            listing.clone(),
            Expr::col(in_listing("listing_id")).equals(in_area("listing_id")),
        )
        .and_where(
            Expr::col(in_area("municipality_number"))
                .is_in(municipalities.iter().map(MunicipalityNumber::as_str)),
        )
        .to_owned();
    let mut found = HashSet::new();
    for row in connection.query_all(&select).await? {
        found.insert((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    }
    Ok(found)
}
