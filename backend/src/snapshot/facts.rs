//! What changes only when the national facts are loaded anew.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use sea_orm::ConnectionTrait;
use veiviser_schema::ids::{CountyNumber, MunicipalityNumber, OrganisationId, ServiceTypeSlug};

use crate::catalogue::area::model::{County, Municipality};
use crate::catalogue::area::repo as areas;
use crate::catalogue::listing::model::Listing;
use crate::catalogue::organisation::model::Organisation;
use crate::catalogue::organisation::repo as organisations;
use crate::catalogue::service_type::model::{NationalContactPoint, ServiceType};
use crate::catalogue::service_type::repo as service_types;
use crate::db::DbError;

/// Counties, municipalities, service types, national numbers and organisations.
#[derive(Debug, Default)]
pub struct Facts {
    pub(super) counties: BTreeMap<CountyNumber, Arc<County>>,
    pub(super) municipalities: BTreeMap<MunicipalityNumber, Arc<Municipality>>,
    pub(super) service_types: BTreeMap<ServiceTypeSlug, Arc<ServiceType>>,
    pub(super) national_contact_points: Vec<Arc<NationalContactPoint>>,
    pub(super) organisations: HashMap<OrganisationId, Arc<Organisation>>,
    pub(super) organisations_by_name: Vec<Arc<Organisation>>,
}

impl Facts {
    /// Reads them all. Give it a transaction: the parts must agree.
    pub async fn read(connection: &impl ConnectionTrait) -> Result<Self, DbError> {
        let counties = areas::counties(connection).await?;
        let municipalities = areas::municipalities(connection).await?;
        let types = service_types::service_types(connection).await?;
        let contact_points = service_types::national_contact_points(connection).await?;
        let organisations_by_name: Vec<_> = organisations::organisations(connection)
            .await?
            .into_iter()
            .map(Arc::new)
            .collect();
        Ok(Self {
            counties: counties
                .into_iter()
                .map(|county| (county.number.clone(), Arc::new(county)))
                .collect(),
            municipalities: municipalities
                .into_iter()
                .map(|municipality| (municipality.number.clone(), Arc::new(municipality)))
                .collect(),
            service_types: types
                .into_iter()
                .map(|service_type| (service_type.slug.clone(), Arc::new(service_type)))
                .collect(),
            national_contact_points: contact_points.into_iter().map(Arc::new).collect(),
            organisations: organisations_by_name
                .iter()
                .map(|organisation| (organisation.id, Arc::clone(organisation)))
                .collect(),
            organisations_by_name,
        })
    }

    /// Whether a listing's municipality and type are among the facts, as foreign keys hold them to be.
    pub(super) fn know(&self, listing: &Listing) -> bool {
        let known = self.municipalities.contains_key(&listing.municipality)
            && self.service_types.contains_key(&listing.service_type);
        if !known {
            tracing::error!(event = "catalogue.unknown_fact", listing = %listing.id, "a published listing names an unknown municipality or type");
        }
        known
    }
}
