use harness::both_apps;
use serde_json::{Value, json};

use super::{hours, of_contact, of_place, published, with_hours};

const DAY: &str = "date weekday state reason(language: EN) reasonKind reasonPath note(language: EN) holidays { key name(language: EN) }
    closures { reason { en } } spans { start end startTime endTime endDate state note(language: EN) }";

fn days(from: &str, to: &str) -> String {
    format!("days(from: \"{from}\", to: \"{to}\") {{ {DAY} }}")
}

/// The clock times of a day's spans.
fn times(day: &Value) -> Vec<String> {
    let spans = day["spans"].as_array().expect("spans");
    let text = |span: &Value, field: &str| span[field].as_str().expect("a text").to_owned();
    spans
        .iter()
        .map(|span| {
            format!(
                "{}-{} {}",
                text(span, "startTime"),
                text(span, "endTime"),
                text(span, "endDate")
            )
        })
        .collect()
}

both_apps! {
    async fn each_date_says_when_and_why(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let anybody = app.anonymous();
        let response = hours(&anybody, &listing, &days("2026-11-30", "2026-12-02")).await;
        let listed = &of_place(&response)["days"];
        assert_eq!(listed.as_array().map(Vec::len), Some(3));
        let monday = &listed[0];
        assert_eq!((&monday["date"], &monday["weekday"], &monday["state"]), (&json!("2026-11-30"), &json!("MONDAY"), &json!("OPEN")));
        assert_eq!((&monday["reasonKind"], &monday["note"], &monday["holidays"]), (&json!("WEEKLY"), &Value::Null, &json!([])));
        assert_eq!(
            monday["spans"],
            json!([{ "start": "2026-11-30T14:30:00+00:00", "end": "2026-12-01T07:00:00+00:00", "startTime": "15:30", "endTime": "08:00",
                     "endDate": "2026-12-01", "state": "OPEN", "note": "Call first" }])
        );
        let moving = &listed[1];
        assert_eq!((&moving["state"], &moving["spans"]), (&json!("CLOSED"), &json!([])));
        assert_eq!((&moving["reasonPath"], &moving["note"]), (&json!("exceptions[0]"), &json!("We are moving")));
        // A closure takes out its middle.
        assert_eq!(times(&listed[2]), ["15:30-18:00 2026-12-02", "20:00-08:00 2026-12-03"]);
        assert_eq!(listed[2]["closures"], json!([{ "reason": { "en": "Power cut" } }]));
    }

    async fn holidays_and_kinds_of_hours_are_never_confused(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let response = hours(&app.anonymous(), &listing, &days("2026-12-24", "2026-12-25")).await;
        let [eve, day] = [&of_place(&response)["days"][0], &of_place(&response)["days"][1]];
        assert_eq!(eve["holidays"], json!([{ "key": "CHRISTMAS_EVE", "name": "Christmas Eve" }]));
        assert_eq!((times(eve), &eve["reasonKind"]), (vec!["10:00-12:00 2026-12-24".to_owned()], &json!("HOLIDAY")));
        assert_eq!(eve["reasonPath"], "holidays.overrides[0]");
        assert_eq!((times(day), &day["reasonPath"]), (vec!["08:00-08:00 2026-12-26".to_owned()], &json!("holidays.rule")));
        for (index, state, spans) in [(0, "OPEN", 1), (1, "APPOINTMENT", 1), (2, "UNKNOWN", 0)] {
            let day = &of_contact(&response, index)["days"][0];
            assert_eq!(day["state"], state);
            assert_eq!(day["spans"].as_array().map(Vec::len), Some(spans), "{state}");
        }
        let whole = &of_contact(&response, 0)["days"][0];
        assert_eq!(times(whole), ["00:00-00:00 2026-12-25"]);
    }

    /// One hour is not there in spring, and is there twice in autumn.
    async fn a_night_is_as_long_as_it_is(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        for (date, end) in [("2027-03-27", "2027-03-28T06:00:00+00:00"), ("2027-10-30", "2027-10-31T07:00:00+00:00")] {
            let response = hours(&app.anonymous(), &listing, &days(date, date)).await;
            let span = &of_place(&response)["days"][0]["spans"][0];
            assert_eq!((&span["end"], &span["endTime"]), (&json!(end), &json!("08:00")), "{date}");
        }
    }

    async fn ranges_are_bounded(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let anybody = app.anonymous();
        let year = hours(&anybody, &listing, "days(from: \"2026-01-01\", to: \"2027-02-04\") { date }").await;
        assert_eq!(of_place(&year)["days"].as_array().map(Vec::len), Some(400));
        for (from, to, code) in [
            ("2026-01-01", "2027-02-05", "RANGE_TOO_LONG"),
            ("2026-01-02", "2026-01-01", "RANGE_REVERSED"),
            ("1899-12-31", "1900-01-01", "DATE_OUT_OF_RANGE"),
            ("2200-12-31", "2201-01-01", "DATE_OUT_OF_RANGE"),
            ("2026-02-30", "2026-03-01", "BAD_USER_INPUT"),
        ] {
            let response = hours(&anybody, &listing, &days(from, to)).await;
            assert_eq!(response.error_code(), code, "{from} {to}: {}", response.text);
        }
        for at in ["+12000-01-01T00:00:00Z", "1066-10-14T09:00:00Z"] {
            for field in [format!("stateAt(at: \"{at}\") {{ state }}"), format!("nextChange(at: \"{at}\") {{ at }}")] {
                let response = hours(&anybody, &listing, &field).await;
                assert_eq!(response.error_code(), "DATE_OUT_OF_RANGE", "{}", response.text);
            }
        }
    }

    /// Neither a page of listings nor the same question thirty times makes the server count dates without end.
    async fn a_request_has_its_share_of_dates(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let anybody = app.anonymous();
        let year = "days(from: \"2026-01-01\", to: \"2027-02-04\") { date }";
        let page = format!("{{ listings(first: 100) {{ nodes {{ places {{ openingHours {{ {year} }} }} }} }} }}");
        assert_eq!(anybody.get_graphql(&page).await.error_code(), "TOO_COMPLEX");
        // One place and three contact points, each thirteen times: 20,800 dates.
        let often: String = (0..13).map(|i| format!("d{i}: {year} ")).collect();
        let response = hours(&anybody, &listing, &often).await;
        assert_eq!(response.error_code(), "TOO_COMPLEX");
        assert_eq!(response.header("cache-control"), "no-store");
        let twelve: String = (0..12).map(|i| format!("d{i}: {year} ")).collect();
        assert!(hours(&anybody, &listing, &twelve).await.data().is_object());
    }
}
