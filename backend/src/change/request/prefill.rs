//! What a new draft says before anybody has written: what the facts know of its service type and its municipality.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use uuid::Uuid;
use veiviser_schema::content::codes::{Anonymity, CostKind, Referral};
use veiviser_schema::content::{LegalBasis, ListingContent};
use veiviser_schema::ids::{MunicipalityNumber, OrganisationId, ServiceTypeSlug};

use crate::db::DbError;

/// The beginning of a draft. Nothing where there is no such service type.
pub async fn prefilled(
    connection: &impl ConnectionTrait,
    municipality: &MunicipalityNumber,
    service_type: &ServiceTypeSlug,
) -> Result<Option<ListingContent>, DbError> {
    let defaults = Query::select()
        .columns(["referral", "cost", "anonymous"].map(Alias::new))
        .from(Alias::new("service_type"))
        .and_where(Expr::col(Alias::new("slug")).eq(service_type.as_str()))
        .to_owned();
    let Some(row) = connection.query_one(&defaults).await? else {
        return Ok(None);
    };
    let code = |index| row.try_get_by_index::<String>(index);
    let mut content = ListingContent {
        service_area: vec![municipality.as_str().to_owned()],
        owner_id: organisation_of(connection, municipality).await?,
        legal_bases: legal_bases(connection, service_type).await?,
        ..ListingContent::default()
    };
    content.access.referral = Referral::from_code(&code(0)?).unwrap_or_default();
    content.cost.kind = CostKind::from_code(&code(1)?).unwrap_or_default();
    content.privacy.anonymity_for_residents = Anonymity::from_code(&code(2)?).unwrap_or_default();
    Ok(Some(content))
}

async fn organisation_of(
    connection: &impl ConnectionTrait,
    municipality: &MunicipalityNumber,
) -> Result<Option<String>, DbError> {
    let select = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new("organisation"))
        .and_where(Expr::col(Alias::new("municipality_number")).eq(municipality.as_str()))
        .and_where(Expr::col(Alias::new("kind")).eq("MUNICIPALITY"))
        .order_by(Alias::new("id"), Order::Asc)
        .limit(1)
        .to_owned();
    let Some(row) = connection.query_one(&select).await? else {
        return Ok(None);
    };
    let id: Uuid = row.try_get_by_index(0)?;
    Ok(Some(OrganisationId(id).to_string()))
}

/// What the type rests on; a provision that merely concerns it is no basis.
async fn legal_bases(
    connection: &impl ConnectionTrait,
    service_type: &ServiceTypeSlug,
) -> Result<Vec<LegalBasis>, DbError> {
    let select = Query::select()
        .columns(["law", "paragraph"].map(Alias::new))
        .from(Alias::new("service_type_legal_basis"))
        .and_where(Expr::col(Alias::new("slug")).eq(service_type.as_str()))
        .and_where(Expr::col(Alias::new("role")).eq("BASIS"))
        .order_by(Alias::new("position"), Order::Asc)
        .to_owned();
    let mut bases = Vec::new();
    for row in connection.query_all(&select).await? {
        bases.push(LegalBasis {
            law: row.try_get_by_index(0)?,
            paragraph: row
                .try_get_by_index::<Option<String>>(1)?
                .unwrap_or_default(),
        });
    }
    Ok(bases)
}
