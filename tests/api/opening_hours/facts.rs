//! What the hours say besides when: why now, in other notations, how fresh.

use harness::both_apps;
use harness::cast::EDITOR;
use serde_json::{Value, json};

use super::{clinic, hours, of_contact, of_place, published, with_hours};
use crate::ask::{ask, by_id};

both_apps! {
    /// Wednesday, nine in the morning: the clinic has just closed.
    async fn the_reason_is_the_same_wherever_it_is_asked(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let fields = "reason(language: EN) openNow stateAt { at state reason(language: EN) reasonKind reasonPath nextChange { at state } } nextChange { at state }";
        let response = hours(&app.anonymous(), &listing, fields).await;
        let place = of_place(&response);
        assert_eq!(place["reason"], place["stateAt"]["reason"]);
        assert_eq!(place["stateAt"]["at"], "2026-11-25T08:00:00+00:00");
        assert_eq!((&place["openNow"], &place["stateAt"]["state"]), (&json!(false), &json!("CLOSED")));
        assert_eq!(place["nextChange"], json!({ "at": "2026-11-25T14:30:00+00:00", "state": "OPEN" }));
        assert_eq!(place["stateAt"]["nextChange"], place["nextChange"]);
        assert_eq!((&place["stateAt"]["reasonKind"], &place["stateAt"]["reasonPath"]), (&json!("WEEKLY"), &json!("weekly")));
        let unknown = of_contact(&response, 2);
        assert_eq!((&unknown["openNow"], &unknown["stateAt"]["state"]), (&Value::Null, &json!("UNKNOWN")));
        assert_eq!((&unknown["stateAt"]["reasonKind"], &unknown["stateAt"]["reasonPath"]), (&json!("NOT_STATED"), &json!("mode")));
        assert_ne!(unknown["reason"], "");
    }

    async fn search_engines_are_told_by_their_rules(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let response = hours(&app.anonymous(), &listing, "schemaOrg").await;
        let entries = of_place(&response)["schemaOrg"]["openingHoursSpecification"].as_array().expect("entries");
        let days = |names: &[&str]| -> Value { names.iter().map(|name| format!("https://schema.org/{name}")).collect() };
        // A night closes before it opens; a day and night from eight to eight is told in two parts.
        assert_eq!(
            entries[0],
            json!({ "@type": "OpeningHoursSpecification", "opens": "15:30", "closes": "08:00",
                    "dayOfWeek": days(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]) })
        );
        let special = |date: &str| -> Vec<&Value> { entries.iter().filter(|it| it["validFrom"] == date).collect() };
        let closed = special("2026-12-01");
        assert_eq!(closed.len(), 1);
        assert_eq!((&closed[0]["opens"], &closed[0]["closes"], &closed[0]["validThrough"]), (&json!("00:00"), &json!("00:00"), &json!("2026-12-01")));
        let eve = special("2026-12-24");
        assert_eq!((&eve[0]["opens"], &eve[0]["closes"]), (&json!("10:00"), &json!("12:00")));
        for entry in entries {
            for time in [&entry["opens"], &entry["closes"]] {
                let time = time.as_str().expect("a time");
                assert!(time.len() == 5 && time < "24:00", "{entry}");
            }
            assert_eq!(entry.get("dayOfWeek").is_some(), entry.get("validFrom").is_none(), "{entry}");
        }
        let always = &of_contact(&response, 0)["schemaOrg"]["openingHoursSpecification"];
        assert_eq!(always.as_array().map(Vec::len), Some(1));
        assert_eq!((&always[0]["opens"], &always[0]["closes"]), (&json!("00:00"), &json!("23:59")));
        // Nobody is sent to a locked door.
        for index in [1, 2] {
            assert_eq!(of_contact(&response, index)["schemaOrg"], json!({ "openingHoursSpecification": [] }));
        }
    }

    async fn maps_are_told_what_their_notation_loses(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let response = hours(&app.anonymous(), &listing, "osm { value lossy losses }").await;
        let place = &of_place(&response)["osm"];
        assert!(place["value"].as_str().is_some_and(|value| value.starts_with("Mo-Fr 15:30-")), "{place}");
        assert_eq!(place["lossy"], true);
        assert!(place["losses"].as_array().is_some_and(|losses| losses.contains(&json!("TEXTS"))), "{place}");
        assert_eq!(of_contact(&response, 0)["osm"], json!({ "value": "24/7", "lossy": false, "losses": [] }));
        assert_eq!(of_contact(&response, 1)["osm"]["losses"], json!(["APPOINTMENT"]));
        assert_eq!(of_contact(&response, 2)["osm"], json!({ "value": null, "lossy": true, "losses": ["NOT_STATED"] }));
    }

    async fn equal_hours_have_equal_hashes(app: TestApp) {
        let mut document = with_hours();
        document["contactPoints"][2]["openingHours"] = clinic();
        let listing = published(&app, document).await;
        let response = hours(&app.anonymous(), &listing, "contentHash").await;
        let hash = &of_place(&response)["contentHash"];
        assert_eq!(hash.as_str().map(str::len), Some(64));
        assert_eq!(hash, &of_contact(&response, 2)["contentHash"]);
        assert_ne!(hash, &of_contact(&response, 0)["contentHash"]);
    }

    /// Nobody has confirmed this year's Christmas Eve; what is always so has no end.
    async fn hours_are_settled_until_the_next_holiday_nobody_confirmed(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let response = hours(&app.anonymous(), &listing, "validUntil").await;
        assert_eq!(of_place(&response)["validUntil"], "2026-12-23T23:00:00+00:00");
        for index in 0..3 {
            assert_eq!(of_contact(&response, index)["validUntil"], Value::Null);
        }
    }

    async fn who_says_still_right_says_it_of_the_hours(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let anybody = app.anonymous();
        let first = hours(&anybody, &listing, "verifiedAt").await;
        assert_eq!(of_place(&first)["verifiedAt"], "2026-11-25T08:00:00+00:00");
        app.clock().advance(chrono::TimeDelta::days(20));
        let editor = app.as_user(EDITOR).await;
        let record = by_id(&editor, "query($id: ID!) { listingRecord(id: $id) { version } }", &listing).await;
        let input = json!({ "listingId": listing, "expectedVersion": record.data()["listingRecord"]["version"] });
        let done = ask(&editor, "verifyListing", "VerifyListingInput", "listingRecord { id }", input).await;
        assert!(done.done("verifyListing").is_object());
        let after = hours(&anybody, &listing, "verifiedAt").await;
        assert_eq!(of_contact(&after, 1)["verifiedAt"], "2026-12-15T08:00:00+00:00");
    }
}
