use chrono::TimeDelta;
use harness::cast::{
    APPROVER, COLLEAGUE, EDITOR, EDITOR_THERE, HERE, NATIONAL, NATIONAL_TOO, Person,
};
use harness::fixture::{Change, approve, content, published_listing, save, start, submit};
use harness::{Client, TestApp, both_apps};
use serde_json::{Value, json};
use veiviser::catalogue::listing::projection;
use veiviser::snapshot::Catalogue;

use crate::ask::{ask, by_id, change, step, with};

/// An ordinary service, and one that people in crisis depend on.
const KIND: &str = "frisklivssentral";
const CRISIS: &str = "krisesenter";
/// Every test begins on Wednesday 25 November, nine o'clock in Norway.
const YESTERDAY: &str = "2026-11-24";
const TODAY: &str = "2026-11-25";
const NEXT_WEEK: &str = "2026-12-02";

/// A submitted change of the listing that says nothing but its last day.
async fn ending(author: &Client, listing: &str, kind: &str, last_day: Option<&str>) -> Change {
    let draft = start(author, listing, HERE, kind).await;
    let mut document = content("Mestringshuset", HERE);
    if let Some(day) = last_day {
        document["endsOn"] = json!(day);
    }
    let draft = save(author, &draft, document).await;
    submit(author, &draft).await
}

/// The same by an editor, approved by another.
async fn ended(app: &TestApp, listing: &str, kind: &str, last_day: Option<&str>, by: Person) {
    let change = ending(&app.as_user(EDITOR).await, listing, kind, last_day).await;
    assert_eq!(change.state, "SUBMITTED");
    approve(&app.as_user(by).await, &change).await;
}

/// Every way the public has to the one listing there is: how many find it, and what its calendar answers.
async fn ways(app: &TestApp, listing: &str) -> (Vec<u64>, u16) {
    let anybody = app.anonymous();
    let query = "query($id: ID!) {
        listing(id: $id) { id }
        node(id: $id) { id }
        nodes(ids: [$id]) { id }
        all: listings { totalCount nodes { id } }
        named: listings(filter: { text: \"mestring\" }) { totalCount }
        open: listings(filter: { openAt: \"2026-11-25T08:00:00Z\" }) { totalCount }
        here: listings(filter: { municipalityNumber: \"1103\" }) { totalCount }
        municipality(number: \"1103\") { listingCount }
        serviceTypes(first: 100) { nodes { listingCount } }
    }";
    let answer = by_id(&anybody, query, listing).await;
    let data = answer.data();
    let there = |value: &Value| u64::from(!value.is_null());
    let count = |value: &Value| value.as_u64().expect("a count");
    let of_types = data["serviceTypes"]["nodes"].as_array().expect("types");
    let found = vec![
        there(&data["listing"]),
        there(&data["node"]),
        there(&data["nodes"][0]),
        count(&data["all"]["totalCount"]),
        data["all"]["nodes"].as_array().expect("nodes").len() as u64,
        count(&data["named"]["totalCount"]),
        count(&data["open"]["totalCount"]),
        count(&data["here"]["totalCount"]),
        count(&data["municipality"]["listingCount"]),
        of_types
            .iter()
            .map(|kind| count(&kind["listingCount"]))
            .sum(),
    ];
    let feed = anybody
        .get(&format!("/calendar/{listing}_contact_telefon.ics"))
        .await;
    (found, feed.status.as_u16())
}

#[track_caller]
fn is_public((found, feed): (Vec<u64>, u16)) {
    assert!(found.iter().all(|count| *count == 1), "{found:?}");
    assert_eq!(feed, 200);
}

#[track_caller]
fn is_gone((found, feed): (Vec<u64>, u16)) {
    assert!(found.iter().all(|count| *count == 0), "{found:?}");
    assert_eq!(feed, 404);
}

/// What those who keep it see.
async fn record(client: &Client, listing: &str) -> Value {
    let query = "query($id: ID!) {
        listingRecord(id: $id) { state endsOn version verifyBy published { id endsOn } }
        published: listingRecords(filter: { state: PUBLISHED }) { totalCount }
        ended: listingRecords(filter: { state: ENDED }) { totalCount nodes { state endsOn } }
        due: listingRecords(filter: { dueWithinDays: 3660 }) { totalCount }
        defaultHoursRecord(municipalityNumber: \"1103\") { inheritingListings heirs { id } }
        viewer { myPage { dueForVerification { id } incomplete { id } missing { serviceType { slug } } } }
    }";
    by_id(client, query, listing).await.data().clone()
}

both_apps! {
    /// Offered to the end of its last day, and no minute longer; nobody has to publish anything for that.
    async fn the_last_day_is_a_day_of_the_service(app: TestApp) {
        let id = published_listing(&app, "Mestringshuset", HERE, KIND).await;
        ended(&app, &id, KIND, Some(TODAY), APPROVER).await;
        is_public(ways(&app, &id).await);
        let anybody = app.anonymous();
        let said = by_id(&anybody, "query($id: ID!) { listing(id: $id) { endsOn pilotUntil } }", &id).await;
        assert_eq!(said.data()["listing"], json!({ "endsOn": TODAY, "pilotUntil": null }));
        // The calendar promises nothing beyond it; nor is it open then.
        let feed = anybody.get(&format!("/calendar/{id}_contact_telefon.ics")).await.text;
        assert!(feed.contains("20261125T080000") && !feed.contains("20261126T"), "{feed}");
        let tomorrow = anybody.get_graphql("{ listings(filter: { openAt: \"2026-11-26T08:00:00Z\" }) { totalCount } }").await;
        assert_eq!(tomorrow.data()["listings"]["totalCount"], 0);
        let open = record(&app.as_user(EDITOR).await, &id).await;
        let told = &open["listingRecord"];
        assert_eq!((&told["state"], &told["endsOn"], &told["published"]["endsOn"]), (&json!("PUBLISHED"), &json!(TODAY), &json!(TODAY)));
        assert_eq!((&open["published"]["totalCount"], &open["ended"]["totalCount"]), (&json!(1), &json!(0)));

        // A second before midnight in Norway, and midnight.
        app.clock().advance(TimeDelta::hours(15) - TimeDelta::seconds(1));
        is_public(ways(&app, &id).await);
        let count = "{ listings { totalCount } }";
        let before = anybody.get_graphql(count).await.header("etag").to_owned();
        app.clock().advance(TimeDelta::seconds(1));
        is_gone(ways(&app, &id).await);
        let again = anybody.request(reqwest::Method::GET, "/graphql").query(&[("query", count)]).header("if-none-match", &before);
        let again = anybody.send(again).await;
        assert_eq!(again.data()["listings"]["totalCount"], 0);
        assert_ne!(again.header("etag"), before);
    }

    /// Ended already when it is approved: gone with the approval, in every instance, however it is read.
    async fn what_has_ended_is_gone_when_it_is_approved(app: TestApp) {
        let id = published_listing(&app, "Mestringshuset", HERE, KIND).await;
        let elsewhere = Catalogue::load(app.db().clone(), app.clock().clone()).await.expect("a catalogue");
        let key = id.parse().expect("an id");
        let change = ending(&app.as_user(EDITOR).await, &id, KIND, Some(YESTERDAY)).await;
        is_public(ways(&app, &id).await);
        approve(&app.as_user(APPROVER).await, &change).await;
        is_gone(ways(&app, &id).await);
        assert!(elsewhere.current().listing(key).is_some(), "it has not been told yet");
        elsewhere.refresh().await.expect("refreshed");
        assert!(elsewhere.current().listing(key).is_none());
        // An instance that starts now, and one whose projection was written anew.
        projection::rebuild(app.db(), app.clock().now()).await.expect("rebuilt");
        app.catalogue().refresh().await.expect("refreshed");
        is_gone(ways(&app, &id).await);
        let anew = Catalogue::load(app.db().clone(), app.clock().clone()).await.expect("a catalogue");
        assert!(anew.current().listing(key).is_none());
    }

    /// Those who keep it find it, are told that it has ended, and are asked for nothing.
    async fn those_who_keep_it_see_that_it_has_ended(app: TestApp) {
        let id = published_listing(&app, "Mestringshuset", HERE, CRISIS).await;
        let lacks = |told: &Value| -> bool {
            let missing = told["viewer"]["myPage"]["missing"].as_array().expect("a list");
            missing.iter().any(|one| one["serviceType"]["slug"] == CRISIS)
        };
        let editor = app.as_user(EDITOR).await;
        let mut document = content("Mestringshuset", HERE);
        document["contactPoints"][0]["hoursSource"] = json!("MUNICIPALITY");
        document["endsOn"] = json!(TODAY);
        let draft = start(&editor, &id, HERE, CRISIS).await;
        let draft = save(&editor, &draft, document).await;
        let sent = submit(&editor, &draft).await;
        approve(&app.as_user(NATIONAL).await, &sent).await;
        let before = record(&editor, &id).await;
        assert!(!lacks(&before));
        assert_eq!(before["due"]["totalCount"], 1);
        assert_eq!(before["defaultHoursRecord"], json!({ "inheritingListings": 1, "heirs": [{ "id": id }] }));

        app.clock().advance(TimeDelta::days(1));
        let editor = app.as_user(EDITOR).await;
        let after = record(&editor, &id).await;
        let told = &after["listingRecord"];
        assert_eq!((&told["state"], &told["endsOn"]), (&json!("ENDED"), &json!(TODAY)));
        assert_eq!((&told["published"], &told["verifyBy"]), (&Value::Null, &Value::Null));
        assert_eq!(after["ended"], json!({ "totalCount": 1, "nodes": [{ "state": "ENDED", "endsOn": TODAY }] }));
        assert_eq!((&after["published"]["totalCount"], &after["due"]["totalCount"]), (&json!(0), &json!(0)));
        assert_eq!(after["defaultHoursRecord"], json!({ "inheritingListings": 0, "heirs": [] }));
        let page = &after["viewer"]["myPage"];
        assert_eq!((&page["dueForVerification"], &page["incomplete"]), (&json!([]), &json!([])));
        assert!(lacks(&after), "people in crisis have nowhere to turn to here");
        // That it is still right is not said of what nobody sees.
        let input = json!({ "listingId": id, "expectedVersion": told["version"] });
        let refused = ask(&editor, "verifyListing", "VerifyListingInput", "listingRecord { state }", input).await;
        assert_eq!(refused.refusals("verifyListing"), ["WRONG_STATE"]);
    }

    /// Without the day it is public again, with its history.
    async fn a_listing_comes_back_by_an_ordinary_change(app: TestApp) {
        let id = published_listing(&app, "Mestringshuset", HERE, KIND).await;
        ended(&app, &id, KIND, Some(YESTERDAY), APPROVER).await;
        is_gone(ways(&app, &id).await);
        let back = ending(&app.as_user(COLLEAGUE).await, &id, KIND, None).await;
        let approver = app.as_user(APPROVER).await;
        let query = "query($id: ID!) { changeRequest(id: $id) { road differences { path label kind beforeText afterText risk } } }";
        let seen = by_id(&approver, query, &back.id).await;
        assert_eq!(seen.data()["changeRequest"], json!({ "road": "LOCAL_APPROVAL", "differences": [{
            "path": "endsOn", "label": "Tilbys til og med", "kind": "REMOVED", "beforeText": YESTERDAY, "afterText": null, "risk": "LOW",
        }] }));
        is_gone(ways(&app, &id).await);
        approve(&approver, &back).await;
        is_public(ways(&app, &id).await);
        let history = by_id(&approver, "query($id: ID!) { listingRecord(id: $id) { state endsOn published { revisionNumber } revisions { nodes { number document } } } }", &id).await;
        let told = &history.data()["listingRecord"];
        assert_eq!((&told["state"], &told["endsOn"], &told["published"]["revisionNumber"]), (&json!("PUBLISHED"), &Value::Null, &json!(3)));
        let days: Vec<&Value> = told["revisions"]["nodes"].as_array().expect("revisions").iter().map(|one| &one["document"]["endsOn"]).collect();
        assert_eq!(days, [&Value::Null, &json!(YESTERDAY), &Value::Null]);
        // A document that goes on is written as it was before there was a last day.
        let first = &told["revisions"]["nodes"][2]["document"];
        assert!(first.get("pilotUntil").is_some() && first.get("endsOn").is_none());
    }

    /// Nobody ends a listing alone, and nobody elsewhere ends it at all.
    async fn a_listing_ends_by_two_who_may(app: TestApp) {
        let id = published_listing(&app, "Mestringshuset", HERE, KIND).await;
        let there = app.as_user(EDITOR_THERE).await;
        let input = json!({ "listingId": id });
        assert_eq!(change(&there, "startDraft", "StartDraftInput", input).await.refusals("startDraft"), ["NOT_ALLOWED"]);
        // A draft, and what waits, ends nothing; neither does whoever wrote it.
        let editor = app.as_user(EDITOR).await;
        let sent = ending(&editor, &id, KIND, Some(YESTERDAY)).await;
        is_public(ways(&app, &id).await);
        let input = with(step(&sent), "revisionId", json!(sent.revision));
        for client in [&editor, &app.as_user(COLLEAGUE).await, &there] {
            let refused = change(client, "approveChange", "ApproveChangeInput", input.clone()).await;
            assert_eq!(refused.refusals("approveChange"), ["NOT_ALLOWED"]);
        }
        is_public(ways(&app, &id).await);
        approve(&app.as_user(APPROVER).await, &sent).await;
        is_gone(ways(&app, &id).await);
    }

    /// A crisis service ends with a national coordinator's word, and comes back so.
    async fn a_crisis_service_ends_nationally(app: TestApp) {
        let id = published_listing(&app, "Mestringshuset", HERE, CRISIS).await;
        let approver = app.as_user(APPROVER).await;
        for (day, last_day) in [(Some(YESTERDAY), json!(YESTERDAY)), (None, Value::Null)] {
            let sent = ending(&app.as_user(EDITOR).await, &id, CRISIS, day).await;
            let query = "query($id: ID!) { changeRequest(id: $id) { road differences { path risk } problems { code path severity } } }";
            let told = by_id(&approver, query, &sent.id).await.data()["changeRequest"].clone();
            assert_eq!((&told["road"], &told["differences"]), (&json!("NATIONAL_APPROVAL"), &json!([{ "path": "endsOn", "risk": "HIGH" }])));
            let warned = told["problems"].as_array().expect("problems").iter().any(|problem| {
                problem["code"] == "CRISIS_SERVICE_ENDS" && problem["path"] == "endsOn" && problem["severity"] == "WARNING"
            });
            assert_eq!(warned, day.is_some());
            let input = with(step(&sent), "revisionId", json!(sent.revision));
            let refused = change(&approver, "approveChange", "ApproveChangeInput", input).await;
            assert_eq!(refused.refusals("approveChange"), ["NOT_ALLOWED"]);
            approve(&app.as_user(NATIONAL_TOO).await, &sent).await;
            let seen = by_id(&approver, "query($id: ID!) { listingRecord(id: $id) { endsOn } }", &id).await;
            assert_eq!(seen.data()["listingRecord"]["endsOn"], last_day);
        }
        is_public(ways(&app, &id).await);
    }

    /// What is no date ends nothing: it is not taken in.
    async fn a_last_day_is_a_date(app: TestApp) {
        let id = published_listing(&app, "Mestringshuset", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let draft = start(&editor, &id, HERE, KIND).await;
        let mut document = content("Mestringshuset", HERE);
        document["endsOn"] = json!("2026-11-31");
        let draft = save(&editor, &draft, document.clone()).await;
        let refused = change(&editor, "submitChange", "SubmitChangeInput", step(&draft)).await;
        let errors = &refused.data()["submitChange"]["userErrors"];
        assert_eq!((&errors[0]["code"], &errors[0]["field"]), (&json!("INVALID"), &json!("content.endsOn")), "{errors}");
        document["endsOn"] = json!(NEXT_WEEK);
        let draft = save(&editor, &draft, document).await;
        approve(&app.as_user(APPROVER).await, &submit(&editor, &draft).await).await;
        is_public(ways(&app, &id).await);
    }
}
