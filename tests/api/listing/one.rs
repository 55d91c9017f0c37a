use harness::both_apps;
use harness::cast::{EDITOR, HERE, NATIONAL};
use harness::fixture::{approve, content, listing_id, published_listing, save, start, submit};
use serde_json::json;

use crate::ask::by_id;

const KIND: &str = "frisklivssentral";

both_apps! {
    /// The same to everybody, whatever more they may read elsewhere.
    async fn a_published_listing_is_the_same_to_everybody(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let document = "query($id: ID!) { listing(id: $id) {
            id name serviceType { slug } municipality { number } serviceArea { number } revisionNumber demo
            contactPoints { id kind value formattedValue uri openingHours { openNow } } places { id } announcements { text { nb } } owner { id }
        } }";
        let expected = json!({ "listing": {
            "id": id,
            "name": "Frisklivssentralen",
            "serviceType": { "slug": KIND },
            "municipality": { "number": HERE },
            "serviceArea": [{ "number": HERE }],
            "revisionNumber": 1,
            "demo": false,
            "contactPoints": [{
                "id": format!("{id}_contact_telefon"), "kind": "PHONE", "value": "+4739000001", "formattedValue": "39 00 00 01", "uri": "tel:+4739000001",
                "openingHours": { "openNow": true },
            }],
            "places": [],
            "announcements": [],
            "owner": null,
        } });
        for client in [app.anonymous(), app.as_user(EDITOR).await, app.as_user(NATIONAL).await] {
            assert_eq!(by_id(&client, document, &id).await.data(), &expected);
        }
    }

    /// In the language asked for, or the nearest there is: never an empty text where there is one.
    async fn a_text_that_is_not_translated_is_told_in_the_nearest_language(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let draft = start(&editor, &listing_id(), HERE, KIND).await;
        let mut bilingual = content("Frisklivssentralen", HERE);
        bilingual["name"] = json!({ "nb": "Frisklivssentralen", "en": "The healthy life centre" });
        bilingual["description"] = json!({ "nb": "Kom som du er." });
        let draft = save(&editor, &draft, bilingual).await;
        let sent = submit(&editor, &draft).await;
        let id = approve(&app.as_user(NATIONAL).await, &sent).await.listing;
        let document = "query($id: ID!) { listing(id: $id) {
            nb: name nn: name(language: NN) en: name(language: EN) description(language: EN) whatToExpect translations texts { name { nb nn en } }
        } }";
        let read = by_id(&app.anonymous(), document, &id).await;
        assert_eq!(
            read.data()["listing"],
            json!({
                "nb": "Frisklivssentralen", "nn": "Frisklivssentralen", "en": "The healthy life centre",
                "description": "Kom som du er.", "whatToExpect": null, "translations": ["NB", "EN"],
                "texts": { "name": { "nb": "Frisklivssentralen", "nn": null, "en": "The healthy life centre" } },
            })
        );
    }

    /// Not even to whoever writes it: that is what `listingRecord` is for.
    async fn what_is_not_published_is_null(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let draft = start(&editor, &listing_id(), HERE, KIND).await;
        let draft = save(&editor, &draft, content("Ny", HERE)).await;
        let sent = submit(&editor, &draft).await;
        for id in [sent.listing.as_str(), &listing_id(), sent.id.as_str(), "county_11", "listing_", "rubbish", ""] {
            for client in [&editor, &app.anonymous()] {
                let read = by_id(client, "query($id: ID!) { listing(id: $id) { id } }", id).await;
                assert_eq!(read.data(), &json!({ "listing": null }), "{id}");
            }
        }
    }
}
