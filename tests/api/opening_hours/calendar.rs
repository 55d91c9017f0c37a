use harness::{Client, Response, TestApp, both_apps};
use reqwest::Method;
use serde_json::Value;

use super::{hours, of_contact, of_place, published, with_hours};

/// The path of the address that the API gives.
async fn path(
    app: &TestApp,
    client: &Client,
    listing: &str,
    fields: &str,
    of: impl Fn(&Response) -> &Value,
) -> String {
    let response = hours(client, listing, fields).await;
    let url = of(&response)["calendarUrl"]
        .as_str()
        .expect("an address")
        .to_owned();
    url.strip_prefix(app.base())
        .expect("our own address")
        .to_owned()
}

/// The lines of a feed, unfolded.
fn lines(text: &str) -> Vec<String> {
    assert!(
        text.split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains('\n')),
        "{text}"
    );
    text.replace("\r\n ", "")
        .split("\r\n")
        .map(str::to_owned)
        .collect()
}

both_apps! {
    async fn a_calendar_program_subscribes_to_the_hours(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let anybody = app.anonymous();
        let telephone = path(&app, &anybody, &listing, "calendarUrl", |it| of_contact(it, 0)).await;
        assert_eq!(telephone, format!("/calendar/{listing}_contact_telefon.ics"));
        let feed = anybody.get(&telephone).await;
        assert_eq!(feed.status, 200);
        assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");
        assert_eq!(feed.header("cache-control"), "public, max-age=0, must-revalidate");
        assert_eq!(feed.header("access-control-allow-origin"), "*");
        let told = lines(&feed.text);
        assert_eq!((told.first().map(String::as_str), told[told.len() - 2].as_str()), (Some("BEGIN:VCALENDAR"), "END:VCALENDAR"));
        for line in ["NAME:Legevakten: Vakttelefonen", "BEGIN:VTIMEZONE", "TZID:Europe/Oslo", "SUMMARY:Åpent: Legevakten: Vakttelefonen"] {
            assert!(told.iter().any(|told| told == line), "{line}");
        }
        // One a day: a month back, today, a year ahead.
        assert_eq!(told.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 31 + 1 + 366);
        let place = path(&app, &anybody, &listing, "calendarUrl(language: EN)", of_place).await;
        assert_eq!(place, format!("/calendar/{listing}_place_huset.ics?language=en"));
        let told = lines(&anybody.get(&place).await.text);
        for line in [
            "DTSTART;TZID=Europe/Oslo:20261125T153000",
            "DTEND;TZID=Europe/Oslo:20261126T080000",
            "DTSTART;TZID=Europe/Oslo:20261224T100000",
            "SUMMARY:Open: Legevakten",
        ] {
            assert!(told.iter().any(|told| told == line), "{line}");
        }
        assert!(!told.iter().any(|line| line.contains(":20261201T153000")), "closed for moving");
        let ids: std::collections::BTreeSet<_> = told.iter().filter(|line| line.starts_with("UID:")).collect();
        assert_eq!(ids.len(), told.iter().filter(|line| *line == "BEGIN:VEVENT").count());
        // By appointment says so; what nobody has told is an empty calendar.
        let appointment = anybody.get(&format!("/calendar/{listing}_contact_avtale.ics?language=nn")).await;
        assert!(appointment.text.contains("SUMMARY:Etter avtale: Legevakten"));
        let unknown = anybody.get(&format!("/calendar/{listing}_contact_ukjent.ics")).await;
        assert_eq!((unknown.status.as_u16(), unknown.text.contains("VEVENT")), (200, false));
    }

    /// Where a shelter is can be seen neither in the feed nor in its name.
    async fn a_feed_tells_no_address(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let feed = app.anonymous().get(&format!("/calendar/{listing}_place_huset.ics")).await;
        assert_eq!(feed.status, 200);
        for secret in ["Hemmeliggata", "4099", "Skjulvik", "Bakg", "LOCATION", "GEO"] {
            assert!(!feed.text.contains(secret), "{secret}");
        }
    }

    async fn an_unchanged_feed_is_not_sent_again(app: TestApp) {
        let listing = published(&app, with_hours()).await;
        let anybody = app.anonymous();
        let address = format!("/calendar/{listing}_place_huset.ics");
        let ask = async |method: Method, etag: &str| {
            anybody.send(anybody.request(method, &address).header("if-none-match", etag)).await
        };
        let first = anybody.get(&address).await;
        let etag = first.header("etag").to_owned();
        let head = anybody.send(anybody.request(Method::HEAD, &address)).await;
        assert_eq!((head.status.as_u16(), head.text.as_str(), head.header("etag")), (200, "", etag.as_str()));
        assert_eq!(head.header("content-length"), first.text.len().to_string());
        for method in [Method::GET, Method::HEAD] {
            let again = ask(method, &format!("\"other\", W/{etag}")).await;
            assert_eq!((again.status.as_u16(), again.text.as_str(), again.header("etag")), (304, "", etag.as_str()));
            assert_eq!(again.header("cache-control"), "public, max-age=0, must-revalidate");
        }
        // It moves on with the day, and not within it.
        app.clock().advance(chrono::TimeDelta::hours(14));
        assert_eq!(ask(Method::GET, &etag).await.status, 304);
        app.clock().advance(chrono::TimeDelta::hours(2));
        assert_eq!(ask(Method::GET, &etag).await.status, 200);
    }
}

#[tokio::test]
async fn what_is_not_published_has_no_calendar() {
    let app = TestApp::sqlite().await;
    let listing = published(&app, with_hours()).await;
    let (editor, draft) = crate::change::drafted(&app).await;
    let drafted = draft.listing;
    let anybody = app.anonymous();
    let nobody = format!("listing_{}", "7".repeat(32));
    for file in [
        format!("{nobody}_place_huset.ics"),
        format!("{drafted}_contact_telefon.ics"),
        format!("{listing}_place_telefon.ics"),
        format!("{listing}_contact_huset.ics"),
        format!("{listing}_contact_telefon"),
        format!("{listing}_contact_.ics"),
        format!("{listing}.ics"),
        format!("{listing}/telefon.ics"),
        "%00.ics".to_owned(),
        "%ff.ics".to_owned(),
        "..%2f..%2fetc%2fpasswd".to_owned(),
        "_.ics".to_owned(),
    ] {
        for client in [&anybody, &editor] {
            let response = client.get(&format!("/calendar/{file}")).await;
            assert_eq!(
                response.error_code(),
                "NOT_FOUND",
                "{file}: {}",
                response.text
            );
            assert_eq!(
                (response.status.as_u16(), response.header("cache-control")),
                (404, "no-store"),
                "{file}"
            );
        }
    }
    let address = format!("/calendar/{listing}_contact_telefon.ics");
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let response = anybody.send(anybody.request(method, &address)).await;
        assert_eq!(
            (
                response.status.as_u16(),
                response.error_code(),
                response.header("allow")
            ),
            (405, "METHOD_NOT_ALLOWED", "GET, HEAD")
        );
    }
    // A language nobody has is no reason to break a subscription.
    for query in [
        "?language=de",
        "?language=",
        "?language=nn&language=en",
        "?%ff",
    ] {
        assert_eq!(
            anybody.get(&format!("{address}{query}")).await.status,
            200,
            "{query}"
        );
    }
}
