use chrono::TimeDelta;
use harness::both_apps;
use harness::cast::{EDITOR, HERE};
use harness::fixture::published_listing;
use serde_json::json;

use super::{KIND, drafted};
use crate::ask::{ask, by_id};

const ANSWERS: &str = "listingRecord { version verifiedAt verifiedBy { name } verifyBy published { verifiedAt revisionNumber } }";

both_apps! {
    /// Nothing it says changes; the public sees the date at once, and nobody is reminded for a while.
    async fn still_right_is_said_with_one_click(app: TestApp) {
        let id = published_listing(&app, "Mestringshuset", HERE, KIND).await;
        app.clock().advance(TimeDelta::days(20));
        let editor = app.as_user(EDITOR).await;
        let before = by_id(&editor, "query($id: ID!) { listingRecord(id: $id) { version verifiedAt verifyBy } }", &id).await;
        let before = &before.data()["listingRecord"];
        let input = json!({ "listingId": id, "expectedVersion": before["version"] });
        let response = ask(&editor, "verifyListing", "VerifyListingInput", ANSWERS, input.clone()).await;
        let after = &response.done("verifyListing")["listingRecord"];
        assert_eq!(after["version"].as_i64(), before["version"].as_i64().map(|version| version + 1));
        assert!(after["verifiedAt"].as_str().is_some_and(|at| at.starts_with("2026-12-15")), "{after}");
        assert_eq!((&after["verifiedBy"]["name"], &after["published"]["revisionNumber"]), (&json!(EDITOR.name), &json!(1)));
        assert!(after["verifyBy"].as_str() > before["verifyBy"].as_str(), "{after}");
        let public = app.anonymous().graphql("query($id: ID!) { listing(id: $id) { verifiedAt } }", json!({ "id": id })).await;
        assert_eq!(public.data()["listing"]["verifiedAt"], after["verifiedAt"]);
        let stale = ask(&editor, "verifyListing", "VerifyListingInput", ANSWERS, input).await;
        assert_eq!(stale.refusals("verifyListing"), ["CONFLICT"]);
        assert_eq!(stale.data()["verifyListing"]["listingRecord"]["version"], after["version"]);
    }

    async fn what_nobody_reads_cannot_be_right(app: TestApp) {
        let (editor, draft) = drafted(&app).await;
        let record = by_id(&editor, "query($id: ID!) { listingRecord(id: $id) { version } }", &draft.listing).await;
        let input = json!({ "listingId": draft.listing, "expectedVersion": record.data()["listingRecord"]["version"] });
        let response = ask(&editor, "verifyListing", "VerifyListingInput", ANSWERS, input).await;
        assert_eq!(response.refusals("verifyListing"), ["WRONG_STATE"]);
    }
}
