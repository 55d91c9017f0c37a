use harness::both_apps;
use harness::cast::{
    ADMINISTRATOR, APPROVER, COUNTY, COUNTY_THERE, EDITOR, EDITOR_THERE, HERE, NATIONAL,
};
use serde_json::{Value, json};

use super::{state, weekdays};

const RECORD: &str = "query($number: String!) { defaultHoursRecord(municipalityNumber: $number) {
    municipality { name } version document updatedAt updatedBy { name } inheritingListings inheritingCrisisListings heirs { id } } }";

both_apps! {
    /// There is a record before there are hours: version 0 is what the first edit answers to.
    async fn there_is_a_record_before_there_are_hours(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let ask = || editor.graphql(RECORD, json!({ "number": HERE }));
        let empty = ask().await.data()["defaultHoursRecord"].clone();
        assert_eq!(empty, json!({
            "municipality": { "name": "Stavanger" }, "version": 0, "document": null, "updatedAt": null, "updatedBy": null,
            "inheritingListings": 0, "inheritingCrisisListings": 0, "heirs": [],
        }));
        let approver = app.as_user(APPROVER).await;
        let _ = state(&approver, HERE, &weekdays("08:00", 450), 0).await.done("setDefaultOpeningHours");
        let stated = ask().await.data()["defaultHoursRecord"].clone();
        assert_eq!((&stated["version"], &stated["updatedBy"]["name"]), (&json!(1), &json!(APPROVER.name)));
        assert_eq!(stated["updatedAt"], "2026-11-25T08:00:00+00:00");
        // What comes out can be handed back: it is what is there.
        let again = state(&approver, HERE, &stated["document"], 1).await;
        assert_eq!(again.refusals("setDefaultOpeningHours"), ["NOTHING_CHANGED"]);
    }

    /// Out of reach is as good as not there.
    async fn only_those_who_work_there_see_it(app: TestApp) {
        for (person, seen) in [
            (EDITOR, true), (APPROVER, true), (COUNTY, true), (NATIONAL, true),
            (EDITOR_THERE, false), (COUNTY_THERE, false), (ADMINISTRATOR, false),
        ] {
            let client = app.as_user(person).await;
            let answer = client.graphql(RECORD, json!({ "number": HERE })).await;
            assert_eq!(!answer.data()["defaultHoursRecord"].is_null(), seen, "{}", person.email);
        }
        let national = app.as_user(NATIONAL).await;
        for number in ["9999", "tull", ""] {
            let answer = national.graphql(RECORD, json!({ "number": number })).await;
            assert_eq!(answer.data()["defaultHoursRecord"], Value::Null, "{number}");
        }
    }
}
