//! What may be asked of many listings at once, and what is too much.

use veiviser_schema::content::ContactPoint;
use veiviser_schema::content::codes::ContactKind;

use crate::catalogue::listing::model::Order;
use crate::catalogue::testing::{
    Public, Sample, listing_id, loaded, office_hours, publish, seeded,
};
use crate::identity::testing::start;
use crate::snapshot::Catalogue;

/// The limit the server sets on what a query may cost.
const LIMIT: usize = 20_000;

/// A catalogue with one listing of twenty contact points, all with hours.
async fn catalogue() -> (Catalogue, tempfile::TempDir) {
    let (db, folder) = seeded().await;
    let sample = Sample::new(1, "legevakt", "0301", "Legevakten").with(|content| {
        let points = (0..20).map(|number| ContactPoint {
            id: format!("p{number}"),
            kind: ContactKind::Phone,
            value: format!("+47222222{number:02}"),
            opening_hours: office_hours(),
            ..ContactPoint::default()
        });
        content.contact_points.extend(points);
    });
    publish(&db, sample).await;
    (loaded(&db).await, folder)
}

/// A field many times over, under other names.
fn often(times: usize, field: &str) -> String {
    (0..times).map(|n| format!("a{n}: {field} ")).collect()
}

async fn refused(public: &Public, query: &str) -> String {
    let answer = public.answer(query, start()).await;
    let said = answer.errors.first().map(|error| {
        let code = error.extensions.as_ref().and_then(|all| all.get("code"));
        code.map_or_else(|| error.message.clone(), ToString::to_string)
    });
    said.unwrap_or_default()
}

/// What frontends ask, for the longest page there is: half the limit is enough for it.
#[tokio::test]
async fn ordinary_questions_are_far_from_the_limit() {
    let (catalogue, _folder) = catalogue().await;
    let public = Public::costing_at_most(&catalogue, LIMIT / 2);
    for fields in [
        "name contactPoints { formattedValue openingHours { openNow } }",
        "name(language: NN) serviceType { name(language: NN) } contactPoints { formattedValue uri openingHours { openNow summary(language: NN) } }",
        "id name summary serviceType { name } contactPoints { kind formattedValue }",
        "id name contactPoints { formattedValue openingHours { openNow nextChange { at state } } }",
        "id name summary demo publishedAt verifiedAt municipality { number name } owner { name }
         places { name street postalCode city latitude longitude openingHours { openNow summary } }
         contactPoints { label kind formattedValue uri forWhom openingHours { openNow reason summary nextChange { at state } } }",
        "places { openingHours { schemaOrg osm { value lossy losses } contentHash validUntil verifiedAt calendarUrl(language: NN) } }",
        "contactPoints { openingHours { days(from: \"2026-11-23\", to: \"2026-11-29\") { date spans { startTime endTime } } } }",
    ] {
        let answer = public
            .ask(&format!("{{ listings(first: 100) {{ totalCount nodes {{ {fields} }} }} }}"))
            .await;
        assert_eq!(answer["listings"]["totalCount"], 1, "{fields}");
    }
}

#[tokio::test]
async fn the_same_question_many_times_about_every_listing_is_refused_before_it_runs() {
    let (catalogue, _folder) = catalogue().await;
    let public = Public::new(&catalogue);
    for field in [
        "summary",
        "osm { value }",
        "validUntil",
        "nextChange { at }",
    ] {
        let many = often(25, field);
        for part in ["contactPoints", "places contactPoints"] {
            let part = part.replace("places", "places { id }");
            let query = format!(
                "{{ listings(first: 100) {{ nodes {{ {part} {{ openingHours {{ {many} }} }} }} }} }}"
            );
            assert_eq!(
                refused(&public, &query).await,
                "Query is too complex.",
                "{field}"
            );
        }
    }
}

/// A listing with many contact points costs more than the count before supposed.
#[tokio::test]
async fn what_is_worked_out_about_hours_is_counted_while_it_runs() {
    let (catalogue, _folder) = catalogue().await;
    let public = Public::new(&catalogue);
    let id = listing_id(1);
    // Each listing asked about has 20 contact points with hours.
    let ask = |listings: usize, fields: &str| {
        let one =
            format!("listing(id: \"{id}\") {{ contactPoints {{ openingHours {{ {fields} }} }} }}");
        format!("{{ {} }}", often(listings, &one))
    };
    for (field, most) in [
        ("validUntil", 16),
        ("nextChange { at }", 16),
        ("summary", 33),
        ("osm { lossy }", 33),
        ("stateAt { nextChange { at } }", 16),
    ] {
        let fields = often(30, field);
        assert_eq!(refused(&public, &ask(most, &fields)).await, "", "{field}");
        assert_eq!(
            refused(&public, &ask(most + 1, &fields)).await,
            "\"TOO_COMPLEX\"",
            "{field}"
        );
    }
}

/// Clients keep cursors: whoever renames something here must not change what they call it.
#[test]
fn cursors_name_the_orders_by_codes_that_last() {
    let codes = Order::ALL.map(Order::code);
    assert_eq!(
        codes,
        [
            "name-nb",
            "name-nn",
            "name-en",
            "recently-published",
            "least-recently-verified"
        ]
    );
}
