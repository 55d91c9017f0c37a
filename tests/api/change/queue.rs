use harness::both_apps;
use harness::cast::{
    ADMINISTRATOR, APPROVER, APPROVER_THERE, COUNTY, EDITOR, EDITOR_THERE, HERE, NATIONAL, THERE,
};
use harness::fixture::approve;
use serde_json::json;

use super::waiting;
use crate::pages::{ids, paged};

both_apps! {
    /// What is public already comes first, however long the others have waited; pages keep to that.
    async fn the_queue_begins_with_what_is_public_then_comes_who_waited_longest(app: TestApp) {
        let waiting = waiting(&app).await;
        let expected = [&waiting.public, &waiting.low, &waiting.high, &waiting.approvers, &waiting.there].map(|change| change.id.clone());
        let reviewer = app.as_user(NATIONAL).await;
        assert_eq!(ids(&reviewer, "reviewQueue", "{}").await, expected);
        for size in [1, 2] {
            for pages in paged(&reviewer, "reviewQueue", "{}", size).await {
                assert_eq!(pages, expected, "by {size}");
            }
        }
        let _ = approve(&reviewer, &waiting.low).await;
        let left = [&expected[..1], &expected[2..]].concat();
        assert_eq!(ids(&reviewer, "reviewQueue", "{}").await, left);
    }

    /// Nothing one has a hand in, nothing above what one may decide, nothing elsewhere.
    async fn everybody_sees_what_they_may_decide(app: TestApp) {
        let waiting = waiting(&app).await;
        for (person, expected) in [
            (APPROVER, vec![&waiting.public, &waiting.low]),
            (APPROVER_THERE, vec![&waiting.there]),
            (EDITOR, vec![]),
            (EDITOR_THERE, vec![]),
            (COUNTY, vec![]),
            (ADMINISTRATOR, vec![]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|change| change.id.clone()).collect();
            let client = app.as_user(person).await;
            assert_eq!(ids(&client, "reviewQueue", "{}").await, expected, "{}", person.name);
        }
        assert_eq!(ids(&app.anonymous(), "reviewQueue", "{}").await, [""; 0]);
    }

    async fn a_filter_leaves_the_order_alone(app: TestApp) {
        let waiting = waiting(&app).await;
        let (low, high, approvers, public, there) = (&waiting.low, &waiting.high, &waiting.approvers, &waiting.public, &waiting.there);
        let reviewer = app.as_user(NATIONAL).await;
        for (filter, expected) in [
            (format!("{{ municipalityNumber: \"{THERE}\" }}"), vec![there]),
            ("{ countyNumber: \"11\" }".to_owned(), vec![public, low, high, approvers]),
            (format!("{{ listingId: \"{}\" }}", low.listing), vec![low]),
            ("{ risk: HIGH }".to_owned(), vec![high]),
            ("{ states: [SUBMITTED] }".to_owned(), vec![low, high, approvers, there]),
            ("{ states: [PUBLISHED_UNREVIEWED, DRAFT] }".to_owned(), vec![public]),
            (format!("{{ states: [SUBMITTED], risk: LOW, municipalityNumber: \"{HERE}\" }}"), vec![low, approvers]),
            // Nobody decides what is theirs.
            ("{ mine: true }".to_owned(), vec![]),
            ("{ states: [] }".to_owned(), vec![]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|change| change.id.clone()).collect();
            assert_eq!(ids(&reviewer, "reviewQueue", &filter).await, expected, "{filter}");
        }
    }

    async fn a_cursor_of_another_list_and_a_malformed_filter_are_refused(app: TestApp) {
        let _ = waiting(&app).await;
        let reviewer = app.as_user(NATIONAL).await;
        let other = reviewer.graphql("{ changeRequests(first: 1) { pageInfo { endCursor } } }", json!({})).await;
        let cursor = other.data()["changeRequests"]["pageInfo"]["endCursor"].as_str().expect("a cursor").to_owned();
        for arguments in [
            format!("after: \"{cursor}\""),
            "filter: { municipalityNumber: \"%\" }".to_owned(),
            "filter: { listingId: \"county_11\" }".to_owned(),
        ] {
            let refused = reviewer.graphql(&format!("{{ reviewQueue({arguments}) {{ totalCount }} }}"), json!({})).await;
            assert_eq!(refused.error_code(), "BAD_ARGUMENT", "{arguments}");
        }
    }
}
