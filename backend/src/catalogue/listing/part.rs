//! A part of a listing that has opening hours of its own: a place to go, or a way of making contact.
//!
//! Its id in the API (`listing_…_place_…`, `listing_…_contact_…`) is also the name of its calendar feed.

use std::sync::Arc;

use veiviser_schema::ids::ListingId;
use veiviser_schema::text::Language;

use super::model::{Hours, Listing, best};

/// A place or contact point of a listing, by its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Place(usize),
    ContactPoint(usize),
}

const PLACE: &str = "place";
const CONTACT: &str = "contact";

impl Part {
    /// The listing an id names, and how to find the part in it.
    #[must_use]
    pub fn read(id: &str) -> Option<(ListingId, impl Fn(&Listing) -> Option<Self>)> {
        // Neither hexadecimal digits nor keys have underscores.
        let (rest, key) = id.rsplit_once('_')?;
        let (listing, kind) = rest.rsplit_once('_')?;
        let is_place = match kind {
            PLACE => true,
            CONTACT => false,
            _ => return None,
        };
        let find = move |listing: &Listing| {
            let content = &listing.content;
            if is_place {
                let mut places = content.places.iter();
                places.position(|place| place.id == key).map(Self::Place)
            } else {
                let mut points = content.contact_points.iter();
                let at = points.position(|point| point.id == key);
                at.map(Self::ContactPoint)
            }
        };
        Some((listing.parse().ok()?, find))
    }

    #[must_use]
    pub fn id(self, listing: &Listing) -> String {
        let (kind, key) = match self {
            Self::Place(index) => (PLACE, &listing.content.places[index].id),
            Self::ContactPoint(index) => (CONTACT, &listing.content.contact_points[index].id),
        };
        format!("{}_{kind}_{key}", listing.id)
    }

    #[must_use]
    pub fn hours(self, listing: &Listing) -> &Arc<Hours> {
        match self {
            Self::Place(index) => &listing.place_hours[index],
            Self::ContactPoint(index) => &listing.contact_hours[index],
        }
    }

    /// What it is called. A hidden place has no name of its own: it could tell where it is.
    #[must_use]
    pub fn name(self, listing: &Listing, language: Language) -> Option<&str> {
        match self {
            Self::Place(index) => {
                let place = &listing.content.places[index];
                best(&place.name, language).filter(|_| !place.hidden)
            }
            Self::ContactPoint(index) => {
                best(&listing.content.contact_points[index].label, language)
            }
        }
    }
}
