use harness::cast::{ADMINISTRATOR, EDITOR, EDITOR_THERE, HERE};
use harness::fixture::published_listing;
use harness::{Client, both_apps};
use serde_json::{Value, json};

use crate::ask::{by_id, text};
use crate::change::{KIND, described, drafted};

/// What kind of thing has the id; it must answer with the id that was asked for.
async fn kind(client: &Client, id: &str) -> Value {
    let answer = by_id(
        client,
        "query($id: ID!) { node(id: $id) { __typename id } }",
        id,
    )
    .await;
    let node = &answer.data()["node"];
    assert!(node.is_null() || node["id"] == id, "{node}");
    node["__typename"].clone()
}

both_apps! {
    /// An id from any list leads back to what it was told of.
    async fn everybody_finds_what_is_public(app: TestApp) {
        let listing = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let anybody = app.anonymous();
        let known = anybody.get_graphql(r#"{
            county(number: "11") { id } municipality(number: "1103") { id } serviceType(slug: "frisklivssentral") { id }
            organisations(filter: { municipalityNumber: "1103" }) { nodes { id name } }
        }"#).await;
        let organisation = &known.data()["organisations"]["nodes"][0];
        for (id, expected) in [
            (text(&known.data()["county"]["id"]), "County"),
            (text(&known.data()["municipality"]["id"]), "Municipality"),
            (text(&known.data()["serviceType"]["id"]), "ServiceType"),
            (text(&organisation["id"]), "Organisation"),
            (listing.clone(), "Listing"),
        ] {
            assert_eq!(kind(&anybody, &id).await, expected, "{id}");
        }
        let name = by_id(&anybody, "query($id: ID!) { node(id: $id) { ... on Organisation { name } } }", &text(&organisation["id"])).await;
        assert_eq!(name.data()["node"]["name"], organisation["name"]);
        // A published listing is one to its editor as well.
        assert_eq!(kind(&app.as_user(EDITOR).await, &listing).await, "Listing");
    }

    async fn what_is_not_public_is_found_by_those_who_may_read_it(app: TestApp) {
        let (editor, draft) = drafted(&app).await;
        let listing = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let sent = described(&editor, &listing, "Nytt innhold").await;
        let administrator = app.as_user(ADMINISTRATOR).await;
        let read = administrator.graphql(
            "query($id: ID!, $text: String) { auditEntries(filter: { subjectId: $id }) { nodes { id } } users(filter: { text: $text }) { nodes { id } } }",
            json!({ "id": sent.id, "text": EDITOR_THERE.email }),
        ).await;
        let entry = text(&read.data()["auditEntries"]["nodes"][0]["id"]);
        let user = text(&read.data()["users"]["nodes"][0]["id"]);
        let strangers = [app.anonymous(), app.as_user(EDITOR_THERE).await];
        for (id, expected, reader, not) in [
            (draft.listing, "ListingRecord", &editor, &administrator),
            (draft.id, "ChangeRequest", &editor, &administrator),
            (sent.revision.expect("a revision"), "Revision", &editor, &administrator),
            (entry, "AuditEntry", &administrator, &editor),
            (user.clone(), "User", &administrator, &editor),
        ] {
            assert_eq!(kind(reader, &id).await, expected);
            assert!(kind(not, &id).await.is_null(), "{expected}");
            for stranger in strangers.iter().filter(|_| id != user) {
                assert!(kind(stranger, &id).await.is_null(), "{expected}");
            }
        }
        assert!(kind(&strangers[0], &user).await.is_null());
    }

    async fn an_id_of_nothing_is_null(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        for id in ["", "_", "rubbish", "county_", "county_99", "municipality_0000", "listing_", "user_0", "change_%", "county_11 ", "COUNTY_11"] {
            for client in [&administrator, &app.anonymous()] {
                assert!(kind(client, id).await.is_null(), "{id:?}");
            }
        }
    }
}
