use harness::cast::{
    ADMINISTRATOR, APPROVER, COLLEAGUE, COUNTY, COUNTY_THERE, EDITOR, EDITOR_THERE, HERE, NATIONAL,
    THERE,
};
use harness::{Client, both_apps};
use serde_json::{Value, json};

use super::{drafted, waiting};
use crate::ask::text;
use crate::pages::{ids, paged};

/// What the filters ask about.
const NODES: &str = "{ changeRequests(first: 100) { nodes { id state risk createdAt contributors { name } listing { id municipality { number } } } } }";

async fn all(client: &Client) -> Vec<Value> {
    let answer = client.graphql(NODES, json!({})).await;
    answer.data()["changeRequests"]["nodes"]
        .as_array()
        .expect("nodes")
        .clone()
}

fn those(changes: &[Value], fits: impl Fn(&Value) -> bool) -> Vec<String> {
    changes
        .iter()
        .filter(|change| fits(change))
        .map(|change| text(&change["id"]))
        .collect()
}

fn place(change: &Value) -> &str {
    change["listing"]["municipality"]["number"]
        .as_str()
        .expect("a number")
}

both_apps! {
    async fn the_newest_comes_first_on_every_page(app: TestApp) {
        let waiting = waiting(&app).await;
        let reader = app.as_user(NATIONAL).await;
        let changes = all(&reader).await;
        let begun: Vec<String> = changes.iter().map(|change| text(&change["createdAt"])).collect();
        assert!(begun.is_sorted_by(|newer, older| newer > older), "{begun:?}");
        let expected = those(&changes, |_| true);
        let known = [&waiting.there, &waiting.public, &waiting.approvers, &waiting.high, &waiting.low].map(|change| change.id.clone());
        let found: Vec<String> = expected.iter().filter(|id| known.contains(id)).cloned().collect();
        assert_eq!(found, known);
        for size in [2, 3] {
            for pages in paged(&reader, "changeRequests", "{}", size).await {
                assert_eq!(pages, expected, "by {size}");
            }
        }
    }

    async fn a_filter_picks_some_and_leaves_the_order_alone(app: TestApp) {
        let waiting = waiting(&app).await;
        let (editor, _) = drafted(&app).await;
        let reader = app.as_user(NATIONAL).await;
        let changes = all(&reader).await;
        let listing = waiting.low.listing.as_str();
        type Fits<'a> = Box<dyn Fn(&Value) -> bool + 'a>;
        let cases: [(String, Fits<'_>); 6] = [
            ("{ states: [DRAFT, APPROVED] }".to_owned(), Box::new(|it| it["state"] == "DRAFT" || it["state"] == "APPROVED")),
            ("{ risk: HIGH }".to_owned(), Box::new(|it| it["risk"] == "HIGH")),
            (format!("{{ municipalityNumber: \"{THERE}\" }}"), Box::new(|it| place(it) == THERE)),
            ("{ countyNumber: \"11\" }".to_owned(), Box::new(|it| place(it).starts_with("11"))),
            (format!("{{ listingId: \"{listing}\" }}"), Box::new(|it| it["listing"]["id"] == listing)),
            (
                format!("{{ listingId: \"{listing}\", states: [SUBMITTED] }}"),
                Box::new(|it| it["listing"]["id"] == listing && it["state"] == "SUBMITTED"),
            ),
        ];
        for (filter, fits) in cases {
            let expected = those(&changes, fits);
            assert!(!expected.is_empty() && expected.len() < changes.len(), "{filter} tells nothing");
            assert_eq!(ids(&reader, "changeRequests", &filter).await, expected, "{filter}");
        }
        // A hand in it, not only the authorship.
        let visible = all(&editor).await;
        let mine = those(&visible, |it| it["contributors"].as_array().expect("people").iter().any(|person| person["name"] == EDITOR.name));
        assert!(!mine.is_empty() && mine.len() < visible.len());
        assert_eq!(ids(&editor, "changeRequests", "{ mine: true }").await, mine);
        assert_eq!(ids(&reader, "changeRequests", "{ mine: true }").await, [""; 0]);
    }

    async fn everybody_reads_what_lies_within_their_scope(app: TestApp) {
        let _ = waiting(&app).await;
        let changes = all(&app.as_user(NATIONAL).await).await;
        for (person, municipality) in [(EDITOR, HERE), (COLLEAGUE, HERE), (APPROVER, HERE), (COUNTY, HERE), (EDITOR_THERE, THERE), (COUNTY_THERE, THERE)] {
            let expected = those(&changes, |it| place(it) == municipality);
            assert!(!expected.is_empty());
            let client = app.as_user(person).await;
            assert_eq!(ids(&client, "changeRequests", "{}").await, expected, "{}", person.name);
        }
        assert_eq!(ids(&app.as_user(ADMINISTRATOR).await, "changeRequests", "{}").await, [""; 0]);
        assert_eq!(ids(&app.anonymous(), "changeRequests", "{}").await, [""; 0]);
    }

    async fn a_malformed_filter_is_refused(app: TestApp) {
        let reader = app.as_user(NATIONAL).await;
        for filter in ["{ municipalityNumber: \"11\" }", "{ countyNumber: \"1_\" }", "{ listingId: \"rubbish\" }"] {
            let refused = reader.graphql(&format!("{{ changeRequests(filter: {filter}) {{ totalCount }} }}"), json!({})).await;
            assert_eq!(refused.error_code(), "BAD_ARGUMENT", "{filter}");
        }
    }
}
