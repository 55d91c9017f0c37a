//! The published catalogue in memory. Every public read is answered from here, and asks the database nothing.
//!
//! A [`Snapshot`] never changes. When something is published, [`Catalogue::refresh`] makes the next one, which shares all that stayed the
//! same, and swaps it in; who holds the old one reads on in the old one. So a request that takes one snapshot sees one version of the
//! catalogue, however long it takes. `catalogue_version` counts the publications, `catalogue_change` names what each one touched: an
//! instance that finds the counter ahead of its own reads just that, and everything when it cannot tell.

mod facts;
mod graphql;
mod listings;
mod refresh;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use veiviser_schema::ids::{
    CountyNumber, ListingId, MunicipalityNumber, OrganisationId, ServiceTypeSlug,
};

use crate::catalogue::area::model::{County, Municipality};
use crate::catalogue::default_hours::model::{Defaults, Stated};
use crate::catalogue::listing::model::{Filter, Listing, Order};
use crate::catalogue::organisation::model::Organisation;
use crate::catalogue::service_type::model::{NationalContactPoint, ServiceType};
pub use facts::Facts;
pub use graphql::{of, torn};
use listings::Listings;
pub use refresh::Catalogue;

/// One version of the catalogue.
#[derive(Debug, Clone)]
pub struct Snapshot {
    version: i64,
    facts: Arc<Facts>,
    defaults: Arc<Defaults>,
    listings: Listings,
}

impl Snapshot {
    /// Puts a catalogue together. A listing whose municipality or type is not among the facts is left out, and the log says so.
    #[must_use]
    pub fn new(version: i64, facts: Facts, listings: Vec<Listing>) -> Self {
        let listings = listings
            .into_iter()
            .filter(|listing| facts.know(listing))
            .collect();
        Self {
            version,
            facts: Arc::new(facts),
            defaults: Arc::default(),
            listings: Listings::of(listings),
        }
    }

    /// The same with these default hours, by which the listings were put together.
    #[must_use]
    fn knowing(self, defaults: Arc<Defaults>) -> Self {
        Self { defaults, ..self }
    }

    /// The next version, in which these listings are as given, or gone.
    #[must_use]
    fn with(&self, version: i64, changed: Vec<ListingId>, now: Vec<Listing>) -> Self {
        let mut listings = self.listings.clone();
        for id in changed {
            listings.remove(id);
        }
        for listing in now {
            if self.facts.know(&listing) {
                listings.put(listing);
            }
        }
        Self {
            version,
            facts: Arc::clone(&self.facts),
            defaults: Arc::clone(&self.defaults),
            listings,
        }
    }

    /// Counts every publication. Two snapshots with one version say the same.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version
    }

    #[must_use]
    pub fn county(&self, number: &CountyNumber) -> Option<&Arc<County>> {
        self.facts.counties.get(number)
    }

    /// Every county, by number.
    pub fn counties(&self) -> impl Iterator<Item = &Arc<County>> {
        self.facts.counties.values()
    }

    #[must_use]
    pub fn municipality(&self, number: &MunicipalityNumber) -> Option<&Arc<Municipality>> {
        self.facts.municipalities.get(number)
    }

    /// The default opening hours of a municipality, if it has stated any.
    #[must_use]
    pub fn default_hours(&self, number: &MunicipalityNumber) -> Option<&Stated> {
        self.defaults.of(number)
    }

    /// Every municipality, by number.
    pub fn municipalities(&self) -> impl Iterator<Item = &Arc<Municipality>> {
        self.facts.municipalities.values()
    }

    #[must_use]
    pub fn service_type(&self, slug: &ServiceTypeSlug) -> Option<&Arc<ServiceType>> {
        self.facts.service_types.get(slug)
    }

    /// Every service type, by slug.
    pub fn service_types(&self) -> impl Iterator<Item = &Arc<ServiceType>> {
        self.facts.service_types.values()
    }

    /// In the order they are shown.
    #[must_use]
    pub fn national_contact_points(&self) -> &[Arc<NationalContactPoint>] {
        &self.facts.national_contact_points
    }

    #[must_use]
    pub fn organisation(&self, id: OrganisationId) -> Option<&Arc<Organisation>> {
        self.facts.organisations.get(&id)
    }

    /// Every organisation, by name.
    #[must_use]
    pub fn organisations(&self) -> &[Arc<Organisation>] {
        &self.facts.organisations_by_name
    }

    #[must_use]
    pub fn listing(&self, id: ListingId) -> Option<&Arc<Listing>> {
        self.listings.get(id)
    }

    /// How many listings are published.
    #[must_use]
    pub fn listing_count(&self) -> usize {
        self.listings.len()
    }

    /// The listings people in a municipality may use, in no order that means anything.
    #[must_use]
    pub fn listings_for(&self, municipality: &MunicipalityNumber) -> &[Arc<Listing>] {
        self.listings.serving(municipality)
    }

    /// The listings of a type, in no order that means anything.
    #[must_use]
    pub fn listings_of(&self, service_type: &ServiceTypeSlug) -> &[Arc<Listing>] {
        self.listings.of_type(service_type)
    }

    /// The listings a filter lets pass, sorted.
    #[must_use]
    pub fn find(&self, filter: &Filter, order: Order) -> Cow<'_, [Arc<Listing>]> {
        self.listings.find(&self.facts, filter, order)
    }
}
