//! Somewhere to go. What a hidden place must not tell was left out when it was published; here it is left out once more.

use async_graphql::{Description, ID, Object};
use veiviser_schema::content;
use veiviser_schema::text::Language;

use super::{Listing, OpeningHours};
use crate::catalogue::area::graphql::Municipality;
use crate::catalogue::listing::model::best;
use crate::catalogue::listing::part::Part;

/// Somewhere to go. Of a hidden place (a shelter) no address and no point is told.
#[derive(Clone, Description)]
pub struct Place {
    pub(super) listing: Listing,
    pub(super) index: usize,
}

impl Place {
    fn row(&self) -> &content::Place {
        &self.listing.row.content.places[self.index]
    }

    /// The place, when its address may be shown.
    fn shown(&self) -> Option<&content::Place> {
        Some(self.row()).filter(|place| !place.hidden)
    }
}

fn stated(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

#[Object(use_type_description)]
impl Place {
    async fn id(&self) -> ID {
        Part::Place(self.index).id(&self.listing.row).into()
    }

    async fn name(&self, #[graphql(default)] language: Language) -> Option<&str> {
        best(&self.row().name, language)
    }

    /// Null when the address is hidden.
    async fn street(&self) -> Option<&str> {
        stated(&self.shown()?.street)
    }

    async fn postal_code(&self) -> Option<&str> {
        stated(&self.shown()?.postal_code)
    }

    async fn city(&self) -> Option<&str> {
        stated(&self.row().city)
    }

    async fn municipality(&self) -> Option<Municipality> {
        let number = self.row().municipality_number.as_ref()?.parse().ok()?;
        Municipality::of(&self.listing.snapshot, &number)
    }

    async fn latitude(&self) -> Option<f64> {
        self.shown()?.latitude
    }

    async fn longitude(&self) -> Option<f64> {
        self.shown()?.longitude
    }

    async fn hidden(&self) -> bool {
        self.row().hidden
    }

    async fn directions(&self, #[graphql(default)] language: Language) -> Option<&str> {
        best(&self.shown()?.directions, language)
    }

    async fn opening_hours(&self) -> OpeningHours {
        OpeningHours::of(&self.listing, Part::Place(self.index))
    }
}
