//! Published listings and a municipality's default opening hours.

use serde_json::json;
use veiviser_schema::authz::Action as A;

use super::Leave::Table;
use super::{Write, at};

pub fn all() -> Vec<Write> {
    vec![
        at(
            "verifyListing",
            "",
            Table(A::Verify),
            |place| json!({ "listingId": place.published, "expectedVersion": place.version }),
        ),
        at(
            "setDefaultOpeningHours",
            "",
            Table(A::SetDefaultHours),
            |place| json!({ "municipalityNumber": place.number, "schedule": { "mode": "ALWAYS" }, "expectedVersion": 0 }),
        ),
    ]
}
