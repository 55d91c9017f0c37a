//! What an author does with a change.

use harness::fixture::listing_id;
use serde_json::json;
use veiviser_schema::authz::Action as A;

use super::Leave::Table;
use super::{Write, at, step, with};

pub fn all() -> Vec<Write> {
    vec![
        at(
            "startDraft",
            "new listing",
            Table(A::SaveDraft),
            |place| json!({ "listingId": listing_id(), "municipalityNumber": place.number, "serviceTypeSlug": "krisesenter" }),
        ),
        at(
            "startDraft",
            "published listing",
            Table(A::SaveDraft),
            |place| json!({ "listingId": place.published }),
        ),
        at("saveDraft", "", Table(A::SaveDraft), |place| {
            with(
                step(&place.draft),
                "content",
                harness::fixture::content("Lagret", place.number),
            )
        }),
        at("discardDraft", "", Table(A::SaveDraft), |place| {
            step(&place.draft)
        }),
        at("submitChange", "new listing", Table(A::Submit), |place| {
            step(&place.draft)
        }),
        at("submitChange", "hours", Table(A::PublishFirst), |place| {
            step(&place.hours_draft)
        }),
        at("withdrawChange", "", Table(A::Withdraw), |place| {
            step(&place.high)
        }),
        at("resolveConflicts", "", Table(A::SaveDraft), |place| {
            with(step(&place.draft), "choices", json!([]))
        }),
    ]
}
