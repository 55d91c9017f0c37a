//! The start page: what waits for the reader, what is due, what is lacking.

use chrono::TimeDelta;
use harness::cast::{
    ADMINISTRATOR, APPROVER, APPROVER_THERE, COLLEAGUE, COUNTY, EDITOR, EDITOR_THERE, HERE,
    NATIONAL, Person, THERE,
};
use harness::fixture::{approve, content, listing_id, published_listing, save, start, submit};
use harness::{TestApp, both_apps};
use serde_json::{Value, json};

use crate::ask::{change, step, text, with};
use crate::change::{KIND, drafted, waiting};

const CHANGES: [&str; 4] = ["returned", "drafts", "publishedFirst", "awaitingReview"];

/// One's own start page, by a session of this moment.
async fn page(app: &TestApp, person: Person) -> Value {
    let document = "{ viewer { myPage {
        returned { id } drafts { id } publishedFirst { id } awaitingReview { id } dueForVerification { id } incomplete { id }
        missing { municipality { number } serviceType { slug crisis statutory } }
    } } }";
    let client = app.as_user(person).await;
    let answer = client.graphql(document, json!({})).await;
    answer.data()["viewer"]["myPage"].clone()
}

fn ids(page: &Value, list: &str) -> Vec<String> {
    let nodes = page[list].as_array().expect("a list");
    nodes.iter().map(|node| text(&node["id"])).collect()
}

fn lacks(page: &Value, slug: &str) -> bool {
    let missing = page["missing"].as_array().expect("a list");
    missing.iter().any(|it| it["serviceType"]["slug"] == slug)
}

both_apps! {
    async fn what_waits_is_told_to_those_it_waits_for(app: TestApp) {
        let waiting = waiting(&app).await;
        let public = waiting.public.id.as_str();
        let queue = [&waiting.public, &waiting.low, &waiting.high, &waiting.approvers, &waiting.there].map(|change| change.id.as_str());
        for (person, published_first, awaiting_review) in [
            (EDITOR, vec![public], vec![]),
            (COLLEAGUE, vec![], vec![]),
            (APPROVER, vec![], queue[..2].to_vec()),
            (APPROVER_THERE, vec![], queue[4..].to_vec()),
            (COUNTY, vec![], vec![]),
            (NATIONAL, vec![], queue.to_vec()),
            (ADMINISTRATOR, vec![], vec![]),
        ] {
            let page = page(&app, person).await;
            for (list, expected) in CHANGES.into_iter().zip([vec![], vec![], published_first, awaiting_review]) {
                assert_eq!(ids(&page, list), expected, "{} {list}", person.name);
            }
        }
        let nobody = app.anonymous().graphql("{ viewer { myPage { drafts { id } } } }", json!({})).await;
        assert!(nobody.data()["viewer"].is_null());
    }

    /// What somebody works on is theirs, not their colleagues'; what they touched last comes first.
    async fn drafts_and_what_came_back_are_ones_own_the_latest_touched_first(app: TestApp) {
        let tick = || app.clock().advance(TimeDelta::minutes(1));
        let mut drafts = Vec::new();
        for _ in 0..3 {
            drafts.push(drafted(&app).await.1);
            tick();
        }
        let editor = app.as_user(EDITOR).await;
        let _ = save(&editor, &drafts[0], content("Rørt sist", HERE)).await;
        tick();
        let sent = submit(&editor, &drafts[1]).await;
        tick();
        let input = with(step(&sent), "reason", json!("Skriv hvem det er for."));
        let _ = change(&app.as_user(NATIONAL).await, "returnChange", "DeclineChangeInput", input).await.done("returnChange");
        let own = page(&app, EDITOR).await;
        assert_eq!(ids(&own, "drafts"), [drafts[0].id.as_str(), drafts[2].id.as_str()]);
        assert_eq!(ids(&own, "returned"), [drafts[1].id.as_str()]);
        for other in [COLLEAGUE, APPROVER, EDITOR_THERE, NATIONAL] {
            let page = page(&app, other).await;
            for list in CHANGES {
                assert_eq!(ids(&page, list), [""; 0], "{} {list}", other.name);
            }
        }
    }

    /// Half a year where people in crisis depend on it, else a year; told thirty days before.
    async fn what_is_due_comes_to_those_who_verify_it_the_oldest_first(app: TestApp) {
        let ordinary = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        app.clock().advance(TimeDelta::days(1));
        let crisis = published_listing(&app, "Krisesenteret", HERE, "krisesenter").await;
        let there = published_listing(&app, "Der", THERE, KIND).await;
        for (days, here, elsewhere) in [
            (140, vec![], vec![]),
            (20, vec![crisis.as_str()], vec![]),
            (200, vec![ordinary.as_str(), crisis.as_str()], vec![there.as_str()]),
        ] {
            app.clock().advance(TimeDelta::days(days));
            for (person, expected) in [(EDITOR, here.clone()), (APPROVER, here), (EDITOR_THERE, elsewhere), (COUNTY, vec![]), (NATIONAL, vec![])] {
                let page = page(&app, person).await;
                assert_eq!(ids(&page, "dueForVerification"), expected, "{} after {days} days more", person.name);
            }
        }
    }

    /// Problems count, and so does a language that is not there.
    async fn what_lacks_something_is_told_to_those_who_can_write_it(app: TestApp) {
        let found = app.anonymous().get_graphql(r#"{ organisations(filter: { municipalityNumber: "1103" }) { nodes { id } } }"#).await;
        let owner = found.data()["organisations"]["nodes"][0]["id"].clone();
        let (editor, reviewer) = (app.as_user(EDITOR).await, app.as_user(NATIONAL).await);
        let mut whole = content("Hel", HERE);
        whole["ownerId"] = owner.clone();
        let mut norwegian = whole.clone();
        for field in ["name", "summary"] {
            norwegian[field] = json!({ "nb": "Bare norsk", "nn": "Berre norsk" });
        }
        let mut ownerless = whole.clone();
        ownerless["ownerId"] = json!(null);
        let mut published = Vec::new();
        for document in [whole, norwegian, ownerless] {
            let draft = start(&editor, &listing_id(), HERE, KIND).await;
            let draft = save(&editor, &draft, document).await;
            let sent = submit(&editor, &draft).await;
            let told = ids(&page(&app, EDITOR).await, "incomplete");
            assert!(!told.contains(&sent.listing), "nothing is published of it yet");
            published.push(approve(&reviewer, &sent).await.listing);
            app.clock().advance(TimeDelta::minutes(1));
        }
        let lacking = [published[1].as_str(), published[2].as_str()];
        for (person, expected) in [(EDITOR, &lacking[..]), (COLLEAGUE, &lacking), (EDITOR_THERE, &[]), (COUNTY, &[]), (NATIONAL, &[])] {
            assert_eq!(ids(&page(&app, person).await, "incomplete"), expected, "{}", person.name);
        }
    }

    /// What the law demands or people in crisis depend on, as long as nobody has published it for the place.
    async fn what_a_municipality_owes_is_missing_until_it_is_published(app: TestApp) {
        let before = page(&app, EDITOR).await;
        let missing = before["missing"].as_array().expect("a list");
        assert!(lacks(&before, "krisesenter") && lacks(&before, "legevakt") && !lacks(&before, KIND), "{missing:?}");
        for it in missing {
            assert_eq!(it["municipality"]["number"], HERE);
            assert!(it["serviceType"]["crisis"] == true || it["serviceType"]["statutory"] == "YES", "{it}");
        }
        published_listing(&app, "Krisesenteret", HERE, "krisesenter").await;
        let after = page(&app, EDITOR).await;
        assert!(!lacks(&after, "krisesenter") && lacks(&after, "legevakt"));
        assert!(lacks(&page(&app, EDITOR_THERE).await, "krisesenter"), "elsewhere it is still missing");
        for nobody in [COUNTY, NATIONAL, ADMINISTRATOR] {
            assert_eq!(page(&app, nobody).await["missing"], json!([]), "{}", nobody.name);
        }
    }
}
