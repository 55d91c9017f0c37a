//! The road on which hours and messages are public when they are submitted.

use harness::cast::{
    ADMINISTRATOR, APPROVER, COLLEAGUE, COUNTY, EDITOR, EDITOR_THERE, HERE, NATIONAL,
};
use harness::fixture::{approve, content, listing_id, published_listing, save, start, submit};
use harness::{Client, both_apps};
use serde_json::{Value, json};

use super::{KIND, described, public, reopening, rescheduled};
use crate::ask::{by_id, change, step, with};

const QUEUE: &str = "{ reviewQueue { nodes { id state road risk permitted { approve decline confirm revert withdraw } } } }";

async fn queue(client: &Client) -> Value {
    client.graphql(QUEUE, json!({})).await.data()["reviewQueue"]["nodes"].clone()
}

async fn road(client: &Client, change: &str) -> Value {
    let document = "query($id: ID!) { changeRequest(id: $id) { road } }";
    by_id(client, document, change).await.data()["changeRequest"]["road"].clone()
}

both_apps! {
    async fn new_hours_are_public_at_once_and_wait_for_a_reviewer(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let before = public(&app, &id).await;
        let (draft, content) = reopening(&editor, &id, "10:00").await;
        let draft = save(&editor, &draft, content).await;
        // Told before it is done.
        assert_eq!(road(&editor, &draft.id).await, "PUBLISH_FIRST");
        assert_eq!(public(&app, &id).await, before);
        let input = with(with(step(&draft), "reason", json!("Vinteråpent")), "road", json!("PUBLISH_FIRST"));
        let sent = change(&editor, "submitChange", "SubmitChangeInput", input).await;
        let sent = &sent.done("submitChange")["changeRequest"];
        assert_eq!(sent["state"], "PUBLISHED_UNREVIEWED");
        assert_eq!(sent["comments"], json!([{ "kind": "PUBLISHED", "body": "Vinteråpent", "author": { "name": EDITOR.name } }]));

        let after = public(&app, &id).await;
        assert_ne!(after.0, before.0);
        assert!(after.0.contains("10"), "{}", after.0);
        assert_eq!((after.1, after.2), (before.1, 2));
        let read = by_id(&editor, "query($id: ID!) { changeRequest(id: $id) {
            road differences { path } conflicts { path } revision { publishedAt approvedBy { name } }
            listing { state verifiedBy { name } openChangeRequests { id } }
            permitted { save submit withdraw approve decline confirm revert }
        } }", &draft.id).await;
        let read = &read.data()["changeRequest"];
        assert_eq!(read["road"], "PUBLISH_FIRST");
        assert_eq!(read["differences"], json!([{ "path": "contactPoints[telefon].openingHours" }]));
        assert_eq!(read["conflicts"], json!([]));
        assert!(read["revision"]["publishedAt"].is_string() && read["revision"]["approvedBy"].is_null(), "{read}");
        assert_eq!(read["listing"], json!({ "state": "PUBLISHED", "verifiedBy": { "name": EDITOR.name }, "openChangeRequests": [{ "id": draft.id }] }));
        let nothing = json!({ "save": false, "submit": false, "withdraw": false, "approve": false, "decline": false, "confirm": false, "revert": false });
        assert_eq!(read["permitted"], nothing);

        for reviewer in [APPROVER, NATIONAL] {
            assert_eq!(
                queue(&app.as_user(reviewer).await).await,
                json!([{ "id": draft.id, "state": "PUBLISHED_UNREVIEWED", "road": "PUBLISH_FIRST", "risk": "LOW",
                    "permitted": { "approve": false, "decline": false, "confirm": true, "revert": true, "withdraw": false } }]),
                "{}", reviewer.name
            );
        }
        for nobody in [EDITOR, COLLEAGUE, COUNTY, EDITOR_THERE] {
            assert_eq!(queue(&app.as_user(nobody).await).await, json!([]), "{}", nobody.name);
        }
        let mine = editor.graphql("{ viewer { myPage { publishedFirst { id state } returned { id } drafts { id } } } }", json!({})).await;
        assert_eq!(mine.data()["viewer"]["myPage"], json!({ "publishedFirst": [{ "id": draft.id, "state": "PUBLISHED_UNREVIEWED" }], "returned": [], "drafts": [] }));
        let trail = app.as_user(ADMINISTRATOR).await.graphql(
            "query($id: ID!) { auditEntries(filter: { subjectId: $id }) { nodes { event actor { name } detail } } }",
            json!({ "id": draft.id }),
        ).await;
        let entry = &trail.data()["auditEntries"]["nodes"][0];
        assert_eq!((&entry["event"], &entry["actor"]["name"], &entry["detail"]["road"]), (&json!("change.published"), &json!(EDITOR.name), &json!("PUBLISH_FIRST")));
        assert!(entry["detail"]["catalogueVersion"].is_number(), "{entry}");
    }

    async fn a_message_is_public_at_once(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let draft = start(&editor, &id, HERE, KIND).await;
        let mut closed = content("Frisklivssentralen", HERE);
        closed["announcements"] = json!([{ "id": "jul", "text": { "nb": "Stengt i romjulen" }, "from": "2026-11-25", "until": "2026-12-31" }]);
        let draft = save(&editor, &draft, closed).await;
        assert_eq!(submit(&editor, &draft).await.state, "PUBLISHED_UNREVIEWED");
        let read = by_id(&app.anonymous(), "query($id: ID!) { listing(id: $id) { announcements { text { nb } } } }", &id).await;
        assert_eq!(read.data()["listing"]["announcements"], json!([{ "text": { "nb": "Stengt i romjulen" } }]));
    }

    /// Anything beside the hours, and all of it waits.
    async fn a_text_beside_the_hours_makes_them_wait(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let before = public(&app, &id).await;
        for (field, value, expected) in [
            ("description", json!({ "nb": "Ny tekst" }), "LOCAL_APPROVAL"),
            ("name", json!({ "nb": "Nytt navn", "nn": "Nytt namn", "en": "New name" }), "NATIONAL_APPROVAL"),
        ] {
            let (draft, mut content) = reopening(&editor, &id, "10:00").await;
            content[field] = value;
            let draft = save(&editor, &draft, content).await;
            assert_eq!(road(&editor, &draft.id).await, expected);
            assert_eq!(submit(&editor, &draft).await.state, "SUBMITTED");
            assert_eq!(road(&editor, &draft.id).await, expected);
        }
        assert_eq!(public(&app, &id).await, before);
    }

    /// Where people turn in a crisis, and for what was never public.
    async fn some_hours_wait_for_a_reviewer(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        for (kind, first, expected) in [("krisesenter", false, "NATIONAL_APPROVAL"), ("politi", false, "LOCAL_APPROVAL"), ("vaerested", true, "PUBLISH_FIRST")] {
            let fact = app.anonymous().graphql("query($slug: String!) { serviceType(slug: $slug) { publishesHoursFirst } }", json!({ "slug": kind })).await;
            assert_eq!(fact.data()["serviceType"]["publishesHoursFirst"], first, "{kind}");
            let id = published_listing(&app, "Tilbudet", HERE, kind).await;
            let draft = start(&editor, &id, HERE, kind).await;
            let mut hours = content("Tilbudet", HERE);
            hours["contactPoints"][0]["openingHours"] = json!({ "mode": "ALWAYS" });
            let draft = save(&editor, &draft, hours).await;
            assert_eq!(road(&editor, &draft.id).await, expected, "{kind}");
            let waits = if first { "PUBLISHED_UNREVIEWED" } else { "SUBMITTED" };
            assert_eq!(submit(&editor, &draft).await.state, waits, "{kind}");
        }
        let new = start(&editor, &listing_id(), HERE, KIND).await;
        let new = save(&editor, &new, content("Ny", HERE)).await;
        assert_eq!(road(&editor, &new.id).await, "NATIONAL_APPROVAL");
        assert_eq!(submit(&editor, &new).await.state, "SUBMITTED");
    }

    async fn hours_with_errors_are_submitted_by_no_road(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let before = public(&app, &id).await;
        let (draft, content) = reopening(&editor, &id, "25:00").await;
        let draft = save(&editor, &draft, content).await;
        let response = change(&editor, "submitChange", "SubmitChangeInput", step(&draft)).await;
        assert_eq!(response.refusals("submitChange"), ["INVALID"]);
        let field = &response.data()["submitChange"]["userErrors"][0]["field"];
        assert!(field.as_str().is_some_and(|field| field.contains("openingHours")), "{field}");
        assert_eq!(response.data()["submitChange"]["changeRequest"]["state"], "DRAFT");
        assert_eq!(public(&app, &id).await, before);
    }

    /// Nothing gets public that its author was told would wait, nor the other way round.
    async fn another_road_than_the_author_was_told_of_is_refused(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let before = public(&app, &id).await;
        let (draft, content) = reopening(&editor, &id, "10:00").await;
        let draft = save(&editor, &draft, content).await;
        let input = with(step(&draft), "road", json!("LOCAL_APPROVAL"));
        let response = change(&editor, "submitChange", "SubmitChangeInput", input).await;
        assert_eq!(response.refusals("submitChange"), ["ROAD_CHANGED"]);
        let still = &response.data()["submitChange"]["changeRequest"];
        assert_eq!((&still["state"], &still["version"]), (&json!("DRAFT"), &json!(draft.version)));
        assert_eq!(public(&app, &id).await, before);
    }

    async fn what_is_public_is_not_taken_back_or_judged_as_if_it_waited(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let reviewer = app.as_user(NATIONAL).await;
        let sent = rescheduled(&editor, &id, "10:00").await;
        let now = public(&app, &id).await;
        let reason = || with(step(&sent), "reason", json!("Nei"));
        for (who, mutation, input_type, input) in [
            (&editor, "withdrawChange", "ChangeInput", step(&sent)),
            (&editor, "discardDraft", "ChangeInput", step(&sent)),
            (&editor, "submitChange", "SubmitChangeInput", step(&sent)),
            (&editor, "saveDraft", "SaveDraftInput", with(step(&sent), "content", content("X", HERE))),
            (&reviewer, "approveChange", "ApproveChangeInput", with(step(&sent), "revisionId", json!(sent.revision))),
            (&reviewer, "returnChange", "DeclineChangeInput", reason()),
            (&reviewer, "rejectChange", "DeclineChangeInput", reason()),
        ] {
            let response = change(who, mutation, input_type, input).await;
            assert_eq!(response.refusals(mutation), ["ALREADY_PUBLIC"], "{mutation}");
            let still = &response.data()[mutation]["changeRequest"];
            assert_eq!((&still["state"], &still["version"]), (&json!("PUBLISHED_UNREVIEWED"), &json!(sent.version)));
        }
        assert_eq!(public(&app, &id).await, now);
    }

    /// What was published since the draft began is in it; what was published in the same field is a person's to choose.
    async fn hours_meet_what_was_published_meanwhile(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let (editor, colleague) = (app.as_user(EDITOR).await, app.as_user(COLLEAGUE).await);
        let (draft, content) = reopening(&editor, &id, "10:00").await;
        let draft = save(&editor, &draft, content).await;
        let described = described(&colleague, &id, "Ny tekst").await;
        approve(&app.as_user(NATIONAL).await, &described).await;
        assert_eq!(road(&editor, &draft.id).await, "PUBLISH_FIRST");
        assert_eq!(submit(&editor, &draft).await.state, "PUBLISHED_UNREVIEWED");
        let merged = public(&app, &id).await;
        assert!(merged.0.contains("10"), "{}", merged.0);
        assert_eq!((&merged.1, merged.2), (&json!("Ny tekst"), 3));

        let (late, content) = reopening(&editor, &id, "11:00").await;
        let late = save(&editor, &late, content).await;
        rescheduled(&colleague, &id, "12:00").await;
        let now = public(&app, &id).await;
        let refused = change(&editor, "submitChange", "SubmitChangeInput", step(&late)).await;
        assert_eq!(refused.refusals("submitChange"), ["MERGE_CONFLICT"]);
        assert_eq!(public(&app, &id).await, now);
    }
}
