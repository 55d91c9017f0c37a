use harness::cast::{HERE, THERE};
use harness::fixture::published_listing;
use harness::{Client, both_apps};
use serde_json::{Value, json};

use crate::opening_hours::{published, with_hours};

const KIND: &str = crate::change::KIND;

/// The names of the listings that a filter lets pass.
async fn found(client: &Client, filter: &str) -> Vec<String> {
    let query = format!("{{ listings(filter: {{ {filter} }}) {{ totalCount nodes {{ name }} }} }}");
    let response = client.get_graphql(&query).await;
    let nodes = response.data()["listings"]["nodes"]
        .as_array()
        .expect("nodes");
    let names: Vec<String> = nodes
        .iter()
        .filter_map(|node| node["name"].as_str())
        .map(str::to_owned)
        .collect();
    assert_eq!(response.data()["listings"]["totalCount"], names.len());
    names
}

/// A document with one telephone of these hours.
fn telephone(name: &str, opening_hours: Value) -> Value {
    let mut document = harness::fixture::content(name, HERE);
    document["contactPoints"][0]["openingHours"] = opening_hours;
    document
}

both_apps! {
    async fn open_is_open_to_anybody(app: TestApp) {
        // Weekdays from eight to half past three.
        published_listing(&app, "Kontoret", HERE, KIND).await;
        published(&app, telephone("Alltid", json!({ "mode": "ALWAYS" }))).await;
        published(&app, telephone("Avtale", json!({ "mode": "APPOINTMENT_ONLY" }))).await;
        published(&app, telephone("Ukjent", json!({}))).await;
        let anybody = app.anonymous();
        for (at, names) in [
            ("2026-11-25T06:59:59Z", vec!["Alltid"]),
            ("2026-11-25T08:00:00+01:00", vec!["Alltid", "Kontoret"]),
            ("2026-11-25T15:29:59.999+01:00", vec!["Alltid", "Kontoret"]),
            ("2026-11-25T15:30:00+01:00", vec!["Alltid"]),
            ("2026-11-28T12:00:00Z", vec!["Alltid"]),
            ("2026-12-25T12:00:00Z", vec!["Alltid"]),
        ] {
            assert_eq!(found(&anybody, &format!("openAt: \"{at}\"")).await, names, "{at}");
        }
    }

    /// One open door is enough; other filters hold besides.
    async fn any_place_or_contact_point_will_do(app: TestApp) {
        let mut clinic = with_hours();
        clinic["contactPoints"].as_array_mut().expect("contact points").remove(0);
        published(&app, clinic).await;
        published_listing(&app, "Der", THERE, KIND).await;
        let anybody = app.anonymous();
        let evening = "openAt: \"2026-11-25T20:00:00Z\"";
        let morning = "openAt: \"2026-11-25T09:00:00Z\"";
        assert_eq!(found(&anybody, evening).await, ["Legevakten"]);
        assert_eq!(found(&anybody, morning).await, ["Der"]);
        assert_eq!(found(&anybody, &format!("{evening}, municipalityNumber: \"{THERE}\"")).await, [""; 0]);
        assert_eq!(found(&anybody, &format!("{evening}, serviceTypeSlug: \"{KIND}\"")).await, ["Legevakten"]);
        assert_eq!(found(&anybody, &format!("{morning}, text: \"der\"")).await, ["Der"]);
        // An approved closure is seen at once.
        assert_eq!(found(&anybody, "openAt: \"2026-12-02T18:00:00Z\"").await, [""; 0]);
        assert_eq!(found(&anybody, "openAt: \"2026-12-02T19:00:00Z\"").await, ["Legevakten"]);
    }

    async fn pages_and_caches_know_the_instant(app: TestApp) {
        for name in ["A", "B", "C"] {
            published_listing(&app, name, HERE, KIND).await;
        }
        let anybody = app.anonymous();
        let query = |at: &str, after: &str| format!("{{ listings(filter: {{ openAt: \"{at}\" }}, first: 2{after}) {{ totalCount nodes {{ name }} pageInfo {{ endCursor hasNextPage }} }} }}");
        let open = anybody.get_graphql(&query("2026-11-25T09:00:00Z", "")).await;
        let listed = &open.data()["listings"];
        assert_eq!((&listed["totalCount"], &listed["pageInfo"]["hasNextPage"]), (&json!(3), &json!(true)));
        let after = format!(", after: {}", listed["pageInfo"]["endCursor"]);
        let rest = anybody.get_graphql(&query("2026-11-25T09:00:00Z", &after)).await;
        assert_eq!(rest.data()["listings"]["nodes"], json!([{ "name": "C" }]));
        let closed = anybody.get_graphql(&query("2026-11-25T19:00:00Z", "")).await;
        assert_eq!(closed.data()["listings"]["totalCount"], 0);
        assert_ne!(open.header("etag"), "");
        assert_ne!(open.header("etag"), closed.header("etag"));
        let never = anybody.get_graphql(&query("+12000-01-01T00:00:00Z", "")).await;
        assert_eq!(never.error_code(), "DATE_OUT_OF_RANGE");
    }
}
