use harness::both_apps;
use harness::cast::{COLLEAGUE, EDITOR, HERE};
use harness::fixture::{listing_id, published_listing, start};
use serde_json::json;

use super::KIND;
use crate::ask::{by_id, change};

both_apps! {
    async fn a_second_click_begins_nothing_twice(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let id = listing_id();
        let first = start(&editor, &id, HERE, KIND).await;
        let second = start(&editor, &id, HERE, KIND).await;
        assert_eq!(first.id, second.id);
        assert_eq!((first.state.as_str(), first.listing.as_str()), ("DRAFT", id.as_str()));
        let all = editor.graphql("{ changeRequests { totalCount } listingRecords { totalCount } }", json!({})).await;
        assert_eq!(all.data(), &json!({ "changeRequests": { "totalCount": 1 }, "listingRecords": { "totalCount": 1 } }));
    }

    /// Everybody begins from what is published, with a draft of their own; the listing itself stays as it is.
    async fn a_draft_of_a_published_listing_begins_with_what_it_says(app: TestApp) {
        let id = published_listing(&app, "Mestringshuset", HERE, KIND).await;
        let mut drafts = Vec::new();
        for person in [EDITOR, COLLEAGUE] {
            let client = app.as_user(person).await;
            let response = change(&client, "startDraft", "StartDraftInput", json!({ "listingId": id })).await;
            let draft = response.done("startDraft")["changeRequest"]["id"].as_str().expect("an id").to_owned();
            let read = by_id(&client, "query($id: ID!) { changeRequest(id: $id) { content { name { nb } } differences { path } baseRevision { number } risk author { name } } }", &draft).await;
            let read = &read.data()["changeRequest"];
            assert_eq!(read["content"]["name"]["nb"], "Mestringshuset");
            assert_eq!((&read["differences"], &read["risk"]), (&json!([]), &json!("LOW")));
            assert_eq!(read["baseRevision"]["number"], 1);
            assert_eq!(read["author"]["name"], person.name);
            drafts.push(draft);
        }
        assert_ne!(drafts[0], drafts[1]);
    }

    /// Whoever minds no second click leaves the id to us; for anything but a new listing it must be said.
    async fn a_new_listing_may_leave_its_id_to_us(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let input = json!({ "municipalityNumber": HERE, "serviceTypeSlug": KIND });
        let response = change(&editor, "startDraft", "StartDraftInput", input).await;
        assert_eq!(response.done("startDraft")["changeRequest"]["state"], "DRAFT");
        let response = change(&editor, "startDraft", "StartDraftInput", json!({ "municipalityNumber": HERE })).await;
        assert_eq!(response.refusals("startDraft"), ["REQUIRED"]);
    }

    async fn a_kind_that_is_not_there_is_said_at_its_field(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let input = json!({ "listingId": listing_id(), "municipalityNumber": HERE, "serviceTypeSlug": "finnes-ikke" });
        let response = change(&editor, "startDraft", "StartDraftInput", input).await;
        assert_eq!(response.refusals("startDraft"), ["INVALID"]);
        assert_eq!(response.data()["startDraft"]["userErrors"][0]["field"], "serviceTypeSlug");
    }
}
