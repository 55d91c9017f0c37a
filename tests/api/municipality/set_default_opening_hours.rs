use harness::cast::{
    ADMINISTRATOR, APPROVER, APPROVER_THERE, COUNTY, EDITOR, HERE, NATIONAL, THERE,
};
use harness::fixture::{approve, content, listing_id, save, start, submit};
use harness::{Client, TestApp, both_apps};
use serde_json::{Value, json};
use veiviser::snapshot::Catalogue;

use super::{state, weekdays};
use crate::ask::by_id;

const SET: &str = "setDefaultOpeningHours";
const KIND: &str = "frisklivssentral";
/// Day and night, when people in crisis depend on it.
const CRISIS: &str = "krisesenter";
/// Wednesday in the morning is when every test begins.
const HOURS: &str = "query($id: ID!) { listing(id: $id) { contactPoints {
    openingHours { mode openNow summary inheritedFrom { number } nextChange { at } } } } }";

/// Publishes a listing whose telephone keeps the municipality's hours.
async fn heir(app: &TestApp, kind: &str) -> String {
    let editor = app.as_user(EDITOR).await;
    let change = start(&editor, &listing_id(), HERE, kind).await;
    let mut document = content("Som rådhuset", HERE);
    document["contactPoints"][0]["hoursSource"] = json!("MUNICIPALITY");
    let change = save(&editor, &change, document).await;
    let change = submit(&editor, &change).await;
    approve(&app.as_user(NATIONAL).await, &change).await.listing
}

async fn hours(client: &Client, listing: &str) -> Value {
    let answer = by_id(client, HOURS, listing).await;
    answer.data()["listing"]["contactPoints"][0]["openingHours"].clone()
}

both_apps! {
    /// One edit moves every listing that inherits, at once, and no other.
    async fn one_edit_moves_those_who_inherit(app: TestApp) {
        let anybody = app.anonymous();
        let approver = app.as_user(APPROVER).await;
        let heir = heir(&app, KIND).await;
        let own = harness::fixture::published_listing(&app, "For seg selv", HERE, KIND).await;
        // Another instance of the server, which learns of the change from the database alone.
        let elsewhere = Catalogue::load(app.db().clone(), app.clock().clone()).await.expect("a catalogue");

        let unknown = hours(&anybody, &heir).await;
        assert_eq!(unknown["mode"], "NOT_STATED");
        assert_eq!(unknown["openNow"], Value::Null, "not known is not closed");
        assert_eq!(unknown["inheritedFrom"]["number"], HERE);
        let before = hours(&anybody, &own).await;
        assert_eq!((&before["openNow"], &before["inheritedFrom"]), (&json!(true), &Value::Null));
        let tag = anybody.get_graphql("{ listings { totalCount } }").await.header("etag").to_owned();

        let first = state(&approver, HERE, &weekdays("08:00", 450), 0).await;
        let record = &first.done(SET)["defaultHoursRecord"];
        assert_eq!((&record["version"], &record["inheritingListings"], &record["inheritingCrisisListings"]), (&json!(1), &json!(1), &json!(0)));
        assert_eq!(record["updatedBy"]["name"], APPROVER.name);
        assert_eq!(record["heirs"], json!([{ "id": heir }]));
        let open = hours(&anybody, &heir).await;
        assert_eq!((&open["openNow"], &open["inheritedFrom"]["number"]), (&json!(true), &json!(HERE)));
        assert_ne!(anybody.get_graphql("{ listings { totalCount } }").await.header("etag"), tag);

        let second = state(&approver, HERE, &weekdays("10:00", 120), 1).await;
        assert_eq!(second.done(SET)["defaultHoursRecord"]["version"], 2);
        let moved = hours(&anybody, &heir).await;
        assert_eq!((&moved["openNow"], &moved["nextChange"]["at"]), (&json!(false), &json!("2026-11-25T09:00:00+00:00")));
        assert_eq!(hours(&anybody, &own).await, before);
        let public = anybody.get_graphql("{ municipality(number: \"1103\") { defaultOpeningHours { summary openNow inheritedFrom { number } } }
            other: municipality(number: \"4601\") { defaultOpeningHours { summary } } }").await;
        let stated = &public.data()["municipality"]["defaultOpeningHours"];
        assert_eq!((&stated["summary"], &stated["openNow"], &stated["inheritedFrom"]), (&moved["summary"], &json!(false), &Value::Null));
        assert_eq!(public.data()["other"]["defaultOpeningHours"], Value::Null);

        elsewhere.refresh().await.expect("refreshed");
        let seen = elsewhere.current();
        let seen = seen.listing(heir.parse().expect("an id")).expect("published");
        assert_eq!(seen.contact_hours[0].schedule.weekly[0].start, "10:00");
        // The projection can still be written anew from the revisions.
        veiviser::catalogue::listing::projection::rebuild(app.db(), app.clock().now()).await.expect("rebuilt");
        app.catalogue().refresh().await.expect("refreshed");
        assert_eq!(hours(&anybody, &heir).await, moved);
    }

    /// The one who comes second is shown what the first one wrote.
    async fn whoever_comes_second_sees_what_stands(app: TestApp) {
        let approver = app.as_user(APPROVER).await;
        let national = app.as_user(NATIONAL).await;
        let _ = state(&approver, HERE, &weekdays("08:00", 450), 0).await.done(SET);
        for version in [0, 2, -1] {
            let late = state(&national, HERE, &weekdays("09:00", 420), version).await;
            assert_eq!(late.refusals(SET), ["CONFLICT"], "{version}");
            let current = &late.data()[SET]["defaultHoursRecord"];
            assert_eq!(current["version"], 1);
            assert_eq!(current["document"]["weekly"][0]["start"], "08:00");
        }
        let _ = state(&national, HERE, &weekdays("09:00", 420), 1).await.done(SET);
        // Two at once: one of them is told.
        let (left, right) = (weekdays("08:00", 60), weekdays("08:00", 90));
        let (a, b) = tokio::join!(
            state(&approver, HERE, &left, 2),
            state(&national, HERE, &right, 2)
        );
        let mut refused: Vec<String> = [a, b].iter().flat_map(|answer| answer.refusals(SET)).collect();
        refused.sort();
        assert_eq!(refused, ["CONFLICT"]);
    }

    /// Every problem at its place, and nothing is written.
    async fn hours_with_problems_are_not_stated(app: TestApp) {
        let approver = app.as_user(APPROVER).await;
        let mut wrong = weekdays("25:00", 450);
        wrong["exceptions"] = json!([{ "from": "2026-02-30", "to": "2026-03-01" }]);
        let refused = state(&approver, HERE, &wrong, 0).await;
        let fields: Vec<&str> = refused.data()[SET]["userErrors"]
            .as_array()
            .expect("errors")
            .iter()
            .map(|error| {
                assert_eq!(error["code"], "INVALID");
                assert!(!error["message"].as_str().unwrap_or_default().is_empty());
                error["field"].as_str().unwrap_or_default()
            })
            .collect();
        assert_eq!(fields, ["schedule.weekly[0].start", "schedule.exceptions[0].from"]);
        assert_eq!(refused.data()[SET]["defaultHoursRecord"]["version"], 0);
        let same = state(&approver, HERE, &json!({ "mode": "NOT_STATED" }), 0).await;
        assert_eq!(same.refusals(SET), ["NOTHING_CHANGED"]);
    }

    async fn only_those_who_approve_there_may(app: TestApp) {
        let nonsense = state(&app.as_user(NATIONAL).await, "9999", &weekdays("08:00", 450), 0).await;
        assert_eq!(nonsense.refusals(SET), ["NOT_ALLOWED"]);
        for person in [EDITOR, COUNTY, ADMINISTRATOR, APPROVER_THERE] {
            let client = app.as_user(person).await;
            let refused = state(&client, HERE, &weekdays("08:00", 450), 0).await;
            assert_eq!(refused.refusals(SET), ["NOT_ALLOWED"], "{}", person.email);
            assert_eq!(refused.data()[SET]["defaultHoursRecord"], Value::Null);
        }
        let nobody = state(&app.anonymous(), HERE, &weekdays("08:00", 450), 0).await;
        assert_eq!(nobody.refusals(SET), ["NOT_SIGNED_IN"]);
        let _ = state(&app.as_user(NATIONAL).await, THERE, &weekdays("08:00", 450), 0).await.done(SET);
    }

    /// Who did it and what became different, in words, in the transaction that did it.
    async fn the_trail_tells_what_changed(app: TestApp) {
        heir(&app, CRISIS).await;
        let approver = app.as_user(APPROVER).await;
        let _ = state(&approver, HERE, &weekdays("08:00", 450), 0).await.done(SET);
        let second = state(&approver, HERE, &weekdays("08:00", 480), 1).await;
        assert_eq!(second.done(SET)["defaultHoursRecord"]["inheritingCrisisListings"], 1);
        let trail = app.as_user(ADMINISTRATOR).await.graphql(
            "{ auditEntries(filter: { event: \"default_hours.set\" }) { totalCount nodes { subjectId actor { name } municipality { number } detail } } }",
            json!({}),
        ).await;
        let entries = &trail.data()["auditEntries"];
        assert_eq!(entries["totalCount"], 2);
        let newest = &entries["nodes"][0];
        assert_eq!((&newest["subjectId"], &newest["actor"]["name"], &newest["municipality"]["number"]), (&json!("municipality_1103"), &json!(APPROVER.name), &json!(HERE)));
        assert_eq!((&newest["detail"]["version"], &newest["detail"]["inheritingListings"]), (&json!(2), &json!(1)));
        let words = newest["detail"]["changes"].to_string();
        assert!(words.contains("15.30") && words.contains("16.00"), "{words}");
    }

    /// Whose hours hold is a field like any other: it is compared in words, and checked against what there is to inherit.
    async fn the_source_is_compared_and_checked(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let id = harness::fixture::published_listing(&app, "For seg selv", HERE, KIND).await;
        let draft = start(&editor, &id, HERE, KIND).await;
        let mut document = content("For seg selv", HERE);
        document["contactPoints"][0]["hoursSource"] = json!("MUNICIPALITY");
        let draft = save(&editor, &draft, document.clone()).await;
        let ask = "query($id: ID!) { changeRequest(id: $id) { risk problems { code path severity }
            differences { path label beforeText afterText risk } } }";
        let problem = |severity: &str, code: &str| json!([{ "code": code, "path": "contactPoints[0].hoursSource", "severity": severity }]);
        let seen = by_id(&editor, ask, &draft.id).await;
        let change = seen.data()["changeRequest"].clone();
        assert_eq!(change["differences"], json!([{
            "path": "contactPoints[telefon].hoursSource", "label": "Egne eller kommunens åpningstider",
            "beforeText": "Egne tider", "afterText": "Kommunens standardtider", "risk": "LOW",
        }]));
        let told = |change: &Value| -> Value {
            let all = change.as_array().expect("problems");
            all.iter().filter(|it| it["path"] == "contactPoints[0].hoursSource").cloned().collect()
        };
        assert_eq!(told(&change["problems"]), problem("WARNING", "DEFAULT_HOURS_MISSING"));
        let _ = state(&app.as_user(APPROVER).await, HERE, &weekdays("08:00", 450), 0).await.done(SET);
        let seen = by_id(&editor, ask, &draft.id).await;
        assert_eq!(told(&seen.data()["changeRequest"]["problems"]), json!([]));
        // Before anything is stored, whoever asks says which municipality it is; of none, nothing can be inherited.
        let validate = "query($content: ListingContentInput!, $number: String) {
            validateListing(serviceTypeSlug: \"frisklivssentral\", content: $content, municipalityNumber: $number) { code path severity } }";
        for (number, expected) in [
            (Some(HERE), json!([])),
            (Some(THERE), problem("WARNING", "DEFAULT_HOURS_MISSING")),
            (None, problem("ERROR", "HOURS_NO_MUNICIPALITY")),
            (Some("9999"), problem("ERROR", "HOURS_NO_MUNICIPALITY")),
        ] {
            let answer = app.anonymous().graphql(validate, json!({ "content": document, "number": number })).await;
            assert_eq!(told(&answer.data()["validateListing"]), expected, "{number:?}");
        }
    }
}
