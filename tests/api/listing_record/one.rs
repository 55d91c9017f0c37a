use chrono::{DateTime, Months, Utc};
use harness::both_apps;
use harness::cast::{
    ADMINISTRATOR, COUNTY, COUNTY_THERE, EDITOR, EDITOR_THERE, HERE, NATIONAL, beginning,
};
use harness::fixture::{listing_id, published_listing, start};
use serde_json::json;

use crate::ask::by_id;
use crate::change::described;

const KIND: &str = "frisklivssentral";

both_apps! {
    /// What is published, what is on its way, and what came before.
    async fn a_record_joins_the_published_listing_with_its_changes(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let change = described(&app.as_user(EDITOR).await, &id, "Nytt innhold").await;
        let document = "query($id: ID!) { listingRecord(id: $id) {
            id state name municipality { number } serviceType { slug } published { id description } problems { code }
            openChangeRequests { id state } changeRequests { totalCount nodes { state } } revisions { totalCount nodes { number approvedBy { name } } }
        } }";
        let expected = json!({ "listingRecord": {
            "id": id,
            "state": "PUBLISHED",
            "name": "Frisklivssentralen",
            "municipality": { "number": HERE },
            "serviceType": { "slug": KIND },
            "published": { "id": id, "description": null },
            "problems": [{ "code": "OWNER_MISSING" }],
            "openChangeRequests": [{ "id": change.id, "state": "SUBMITTED" }],
            "changeRequests": { "totalCount": 2, "nodes": [{ "state": "SUBMITTED" }, { "state": "APPROVED" }] },
            "revisions": { "totalCount": 2, "nodes": [{ "number": 2, "approvedBy": null }, { "number": 1, "approvedBy": { "name": NATIONAL.name } }] },
        } });
        for person in [EDITOR, COUNTY, NATIONAL] {
            let read = by_id(&app.as_user(person).await, document, &id).await;
            assert_eq!(read.data(), &expected, "{}", person.name);
        }
    }

    /// Before it has a name it bears its service type's, and it says what it lacks.
    async fn a_draft_is_a_record_that_nothing_is_published_of(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let draft = start(&editor, &listing_id(), HERE, KIND).await;
        let document = "query($id: ID!) { listingRecord(id: $id) {
            state name serviceType { name } published { id } verifiedAt verifyBy problems { code } openChangeRequests { id }
        } }";
        let read = by_id(&editor, document, &draft.listing).await;
        let record = &read.data()["listingRecord"];
        assert_eq!(record["state"], "DRAFT");
        assert_eq!(record["name"], record["serviceType"]["name"]);
        for absent in ["published", "verifiedAt", "verifyBy"] {
            assert!(record[absent].is_null(), "{absent}: {record}");
        }
        assert_eq!(record["openChangeRequests"], json!([{ "id": draft.id }]));
        assert_ne!(record["problems"], json!([]));
    }

    async fn a_crisis_service_is_to_be_verified_twice_as_often(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        for (kind, months) in [(KIND, 12), ("krisesenter", 6)] {
            let id = published_listing(&app, "Tilbudet", HERE, kind).await;
            let read = by_id(&editor, "query($id: ID!) { listingRecord(id: $id) { verifiedAt verifyBy } }", &id).await;
            let told = |field: &str| -> DateTime<Utc> {
                read.data()["listingRecord"][field].as_str().expect("an instant").parse().expect("an instant")
            };
            assert_eq!(told("verifiedAt"), beginning(), "{kind}");
            assert_eq!(told("verifyBy"), beginning() + Months::new(months), "{kind}");
        }
    }

    async fn what_is_out_of_reach_is_null(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let document = "query($id: ID!) { listingRecord(id: $id) { id } }";
        let mut strangers = vec![app.anonymous()];
        for person in [EDITOR_THERE, COUNTY_THERE, ADMINISTRATOR] {
            strangers.push(app.as_user(person).await);
        }
        for stranger in strangers {
            assert_eq!(by_id(&stranger, document, &id).await.data(), &json!({ "listingRecord": null }));
        }
        let editor = app.as_user(EDITOR).await;
        for id in [&listing_id(), "county_11", "listing_", "rubbish", ""] {
            assert_eq!(by_id(&editor, document, id).await.data(), &json!({ "listingRecord": null }), "{id}");
        }
    }
}
