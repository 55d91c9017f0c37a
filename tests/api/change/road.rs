use harness::both_apps;
use harness::cast::{EDITOR, HERE, NATIONAL};
use harness::fixture::{Change, approve, content, listing_id, save, start, submit};
use serde_json::json;

use super::KIND;
use crate::ask::{by_id, change, step, with};

const EVERYTHING: &str = "id name summary description howToContact whatToExpect guidanceForProfessionals texts { name { nb nn en } }
    contactPoints { id kind value formattedValue uri label openingHours { summary openNow } }
    places { id name street postalCode city municipality { name } latitude longitude hidden directions openingHours { summary } }
    announcements { text { nb } } audience { groups } access { referral } revisionNumber publishedAt verifiedAt";

both_apps! {
    /// Draft, submitted, returned, mended, approved: public only then, and never the address that is to be hidden.
    async fn a_shelter_becomes_public_without_its_address(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let reviewer = app.as_user(NATIONAL).await;
        let anybody = app.anonymous();
        let mut shelter = content("Krisesenteret", HERE);
        shelter["places"] = json!([{
            "id": "huset",
            "name": { "nb": "Huset", "nn": "Huset", "en": "The house" },
            "street": "Hemmeliggata 7",
            "postalCode": "4099",
            "city": "Skjulvik",
            "municipalityNumber": HERE,
            "latitude": 58.9123,
            "longitude": 5.7321,
            "hidden": true,
        }]);
        let draft = start(&editor, &listing_id(), HERE, "krisesenter").await;
        let draft = save(&editor, &draft, shelter.clone()).await;
        let sent = submit(&editor, &draft).await;
        let input = with(step(&sent), "reason", json!("Skriv når dere har åpent."));
        let returned = change(&reviewer, "returnChange", "DeclineChangeInput", input).await;
        let version = returned.done("returnChange")["changeRequest"]["version"].as_i64().expect("a version");
        shelter["whatToExpect"] = json!({ "nb": "Du blir møtt av en av oss." });
        let mended = save(&editor, &Change { version, ..sent }, shelter).await;
        let sent = submit(&editor, &mended).await;
        let public = format!("query($id: ID!) {{ listing(id: $id) {{ {EVERYTHING} }} node(id: $id) {{ __typename }} }}");
        let before = by_id(&anybody, &public, &sent.listing).await;
        assert_eq!(before.data(), &json!({ "listing": null, "node": null }));
        let count = "{ listings { totalCount } municipality(number: \"1103\") { listingCount } serviceType(slug: \"krisesenter\") { listingCount } }";
        let none = anybody.get_graphql(count).await;
        assert_eq!(none.data(), &json!({ "listings": { "totalCount": 0 }, "municipality": { "listingCount": 0 }, "serviceType": { "listingCount": 0 } }));

        let done = approve(&reviewer, &sent).await;
        assert_eq!(done.state, "APPROVED");
        let one = anybody.get_graphql(count).await;
        assert_eq!(one.data(), &json!({ "listings": { "totalCount": 1 }, "municipality": { "listingCount": 1 }, "serviceType": { "listingCount": 1 } }));
        assert_ne!(none.header("etag"), one.header("etag"));
        let listing = by_id(&anybody, &public, &sent.listing).await;
        let place = &listing.data()["listing"]["places"][0];
        assert_eq!((&place["hidden"], &place["name"]), (&json!(true), &json!("Huset")));
        for absent in ["street", "postalCode", "latitude", "longitude"] {
            assert!(place[absent].is_null(), "{place}");
        }
        assert_eq!(listing.data()["listing"]["whatToExpect"], "Du blir møtt av en av oss.");
        assert_eq!(listing.data()["node"]["__typename"], "Listing");
        let listed = anybody.get_graphql(&format!("{{ listings(filter: {{ crisis: true }}) {{ totalCount nodes {{ {EVERYTHING} }} }} }}")).await;
        assert_eq!(listed.data()["listings"]["totalCount"], 1);
        for answer in [&listing.text, &listed.text] {
            for secret in ["Hemmeliggata", "4099", "58.9123", "5.7321"] {
                assert!(!answer.contains(secret), "{secret} is in {answer}");
            }
        }
        for text in ["Hemmeliggata", "4099"] {
            let found = anybody.graphql("query($text: String!) { listings(filter: { text: $text }) { totalCount } }", json!({ "text": text })).await;
            assert_eq!(found.data()["listings"]["totalCount"], 0, "{text}");
        }

        // Whoever may work with it still sees where it is, and how it came about.
        let history = by_id(&editor, "query($id: ID!) { listingRecord(id: $id) {
            state
            revisions { nodes { number publishedAt author { name } approvedBy { name } document } }
            changeRequests { nodes { state comments { kind author { name } } } }
        } }", &sent.listing).await;
        let record = &history.data()["listingRecord"];
        assert_eq!(record["state"], "PUBLISHED");
        let revisions = record["revisions"]["nodes"].as_array().expect("revisions");
        assert_eq!(revisions.len(), 2, "one for each submission");
        let published = revisions.iter().find(|it| !it["publishedAt"].is_null()).expect("a published one");
        assert_eq!((&published["number"], &published["approvedBy"]["name"]), (&json!(2), &json!(NATIONAL.name)));
        assert_eq!(published["document"]["places"][0]["street"], "Hemmeliggata 7");
        assert_eq!(
            record["changeRequests"]["nodes"],
            json!([{ "state": "APPROVED", "comments": [
                { "kind": "SUBMITTED", "author": { "name": EDITOR.name } },
                { "kind": "RETURNED", "author": { "name": NATIONAL.name } },
                { "kind": "SUBMITTED", "author": { "name": EDITOR.name } },
                { "kind": "APPROVED", "author": { "name": NATIONAL.name } },
            ] }])
        );
    }

    /// A change of what is published is not seen before it is approved, and then at once.
    async fn the_live_listing_stays_until_the_approval(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let id = harness::fixture::published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let public = "query($id: ID!) { listing(id: $id) { contactPoints { value } revisionNumber } }";
        let draft = start(&editor, &id, HERE, KIND).await;
        let mut changed = content("Frisklivssentralen", HERE);
        changed["contactPoints"][0]["value"] = json!("39 00 00 02");
        let draft = save(&editor, &draft, changed).await;
        let sent = submit(&editor, &draft).await;
        let before = by_id(&app.anonymous(), public, &id).await;
        assert_eq!(before.data()["listing"], json!({ "contactPoints": [{ "value": "+4739000001" }], "revisionNumber": 1 }));
        approve(&app.as_user(NATIONAL).await, &sent).await;
        let after = by_id(&app.anonymous(), public, &id).await;
        assert_eq!(after.data()["listing"], json!({ "contactPoints": [{ "value": "+4739000002" }], "revisionNumber": 2 }));
    }
}
