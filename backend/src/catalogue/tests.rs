//! The public API over a small catalogue: filters, pages, orders, relations, ids, opening hours.

use chrono::TimeDelta;
use serde_json::{Value as Json, json};
use veiviser_schema::content::codes::{ContactKind, TargetGroup};
use veiviser_schema::content::{AgeBand, Announcement, ContactPoint, Place};
use veiviser_schema::hours::Schedule;
use veiviser_schema::text::LocalizedText;

use super::testing::{Public, Sample, listing_id, office_hours, publish, seeded};
use crate::db::Database;
use crate::identity::testing::start;
use crate::seed;
use crate::snapshot::Catalogue;

struct Shelf {
    public: Public,
    db: Database,
    _folder: tempfile::TempDir,
}

async fn shelf(samples: Vec<Sample>) -> Shelf {
    let (db, folder) = seeded().await;
    for sample in samples {
        publish(&db, sample).await;
    }
    let catalogue = Catalogue::load(db.clone()).await.expect("a catalogue");
    Shelf {
        public: Public::new(&catalogue),
        db,
        _folder: folder,
    }
}

fn names(list: &Json) -> Vec<&str> {
    let nodes = list["nodes"].as_array().expect("nodes");
    nodes
        .iter()
        .map(|node| node["name"].as_str().expect("a name"))
        .collect()
}

fn samples() -> Vec<Sample> {
    vec![
        Sample::new(1, "legevakt", "0301", "Ørets legevakt").with(|content| {
            content.service_area = vec!["0301".to_owned(), "3201".to_owned()];
        }),
        Sample::new(2, "krisesenter", "1103", "Åsen krisesenter").with(|content| {
            content.audience.groups = vec![TargetGroup::Women];
            content.audience.age_bands = vec![AgeBand {
                from: Some(18),
                to: None,
            }];
        }),
        Sample::new(3, "krisesenter", "1108", "Zoes krisesenter").with(|content| {
            content.audience.groups = vec![TargetGroup::Everyone];
        }),
        Sample::new(4, "psykolog-kommune", "0301", "Ærlig prat").with(|content| {
            content.summary = LocalizedText::new("Snakk om rus", "Snakk om rus", "Talk");
            content.audience.age_bands = vec![AgeBand {
                from: Some(13),
                to: Some(24),
            }];
        }),
    ]
}

#[tokio::test]
async fn each_filter_lets_pass_what_it_says() {
    let shelf = shelf(samples()).await;
    for (filter, expected) in [
        (
            "{}",
            vec![
                "Zoes krisesenter",
                "Ærlig prat",
                "Ørets legevakt",
                "Åsen krisesenter",
            ],
        ),
        (r#"{municipalityNumber: "3201"}"#, vec!["Ørets legevakt"]),
        (r#"{municipalityNumber: "nope"}"#, vec![]),
        (
            r#"{countyNumber: "11"}"#,
            vec!["Zoes krisesenter", "Åsen krisesenter"],
        ),
        (r#"{countyNumber: "32"}"#, vec!["Ørets legevakt"]),
        (
            r#"{serviceTypeSlug: "krisesenter"}"#,
            vec!["Zoes krisesenter", "Åsen krisesenter"],
        ),
        (
            r#"{serviceTypeSlug: "krisesenter", municipalityNumber: "1103"}"#,
            vec!["Åsen krisesenter"],
        ),
        (
            "{targetGroup: WOMEN}",
            vec!["Zoes krisesenter", "Åsen krisesenter"],
        ),
        ("{age: 12}", vec!["Zoes krisesenter", "Ørets legevakt"]),
        (
            "{age: 17}",
            vec!["Zoes krisesenter", "Ærlig prat", "Ørets legevakt"],
        ),
        (r#"{text: "asen"}"#, vec!["Åsen krisesenter"]),
        (r#"{text: "prat snakk"}"#, vec!["Ærlig prat"]),
        (r#"{text: "prat krise"}"#, vec![]),
        (
            r#"{text: "  "}"#,
            vec![
                "Zoes krisesenter",
                "Ærlig prat",
                "Ørets legevakt",
                "Åsen krisesenter",
            ],
        ),
        (
            "{crisis: true, age: 12}",
            vec!["Zoes krisesenter", "Ørets legevakt"],
        ),
        (
            "{topic: VIOLENCE}",
            vec!["Zoes krisesenter", "Åsen krisesenter"],
        ),
    ] {
        let query = format!("{{ listings(filter: {filter}) {{ totalCount nodes {{ name }} }} }}");
        let answer = shelf.public.ask(&query).await;
        assert_eq!(names(&answer["listings"]), expected, "{filter}");
        assert_eq!(answer["listings"]["totalCount"], expected.len(), "{filter}");
    }
}

#[tokio::test]
async fn a_listing_is_found_by_what_its_type_is_also_called() {
    let shelf = shelf(samples()).await;
    let answer = shelf
        .public
        .ask(r#"{ serviceType(slug: "krisesenter") { synonyms name(language: EN) } }"#)
        .await;
    let synonyms = answer["serviceType"]["synonyms"]
        .as_array()
        .expect("a list");
    let mut words: Vec<String> = synonyms
        .iter()
        .filter_map(Json::as_str)
        .map(str::to_owned)
        .collect();
    words.push(
        answer["serviceType"]["name"]
            .as_str()
            .expect("a name")
            .to_owned(),
    );
    assert!(words.len() > 1);
    for word in words {
        let query = format!(
            "{{ listings(filter: {{text: {}}}) {{ nodes {{ name }} }} }}",
            json!(word)
        );
        let answer = shelf.public.ask(&query).await;
        let found = names(&answer["listings"]);
        assert!(found.contains(&"Zoes krisesenter"), "{word}: {found:?}");
    }
}

#[tokio::test]
async fn pages_join_to_the_whole_list_in_every_order_and_direction() {
    let shelf = shelf(samples()).await;
    for order in ["NAME", "RECENTLY_PUBLISHED", "LEAST_RECENTLY_VERIFIED"] {
        let query = format!("{{ listings(orderBy: {order}) {{ nodes {{ name }} }} }}");
        let whole = shelf.public.ask(&query).await;
        let whole = names(&whole["listings"]);
        assert_eq!(whole.len(), 4);
        for (size, cursor, end) in [
            ("first", "after", "endCursor"),
            ("last", "before", "startCursor"),
        ] {
            let mut joined: Vec<String> = Vec::new();
            let mut at = "null".to_owned();
            loop {
                let query = format!(
                    "{{ listings(orderBy: {order}, {size}: 3, {cursor}: {at}) {{ totalCount nodes {{ name }} \
                     pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
                );
                let answer = shelf.public.ask(&query).await;
                let list = &answer["listings"];
                assert_eq!(list["totalCount"], 4);
                let page = names(list).into_iter().map(str::to_owned);
                joined = if size == "first" {
                    joined.into_iter().chain(page).collect()
                } else {
                    page.chain(joined).collect()
                };
                let more = if size == "first" {
                    "hasNextPage"
                } else {
                    "hasPreviousPage"
                };
                if list["pageInfo"][more] == false {
                    break;
                }
                at = list["pageInfo"][end].to_string();
            }
            assert_eq!(joined, whole, "{order} {size}");
        }
    }
    let recent = shelf
        .public
        .ask("{ listings(orderBy: RECENTLY_PUBLISHED) { nodes { name } } }")
        .await;
    assert_eq!(names(&recent["listings"])[0], "Ærlig prat");
}

#[tokio::test]
async fn areas_know_each_other_and_are_found_by_any_of_their_names() {
    let shelf = shelf(samples()).await;
    let answer = shelf
        .public
        .ask(r#"{ county(number: "03") { id name municipalities { id number county { number } listingCount } }
            municipality(number: "9999") { name } counties { totalCount nodes { number } }
            municipalities(filter: {text: "karasjohka"}) { nodes { name nameNorthernSami } }
            nynorsk: municipalities(filter: {countyNumber: "46", languageForm: NYNORSK}, first: 100) { totalCount } }"#)
        .await;
    assert_eq!(answer["county"]["id"], "county_03");
    assert_eq!(
        answer["county"]["municipalities"],
        json!([{"id": "municipality_0301", "number": "0301", "county": {"number": "03"}, "listingCount": 2}])
    );
    assert_eq!(answer["municipality"], Json::Null);
    assert_eq!(answer["counties"]["totalCount"], 15);
    assert_eq!(
        answer["municipalities"]["nodes"][0]["nameNorthernSami"],
        "Kárášjohka"
    );
    assert!(answer["nynorsk"]["totalCount"].as_i64() > Some(10));
}

#[tokio::test]
async fn a_relation_is_told_from_both_ends() {
    let shelf = shelf(Vec::new()).await;
    let query = "{ serviceTypes(first: 100) { totalCount nodes { slug relations { type inverse label label_en: label(language: EN) serviceType { slug } } } } }";
    let answer = shelf.public.ask(query).await;
    let types = answer["serviceTypes"]["nodes"].as_array().expect("types");
    assert_eq!(types.len(), 96);
    let mut ends = Vec::new();
    for kind in types {
        for relation in kind["relations"].as_array().expect("relations") {
            assert_ne!(relation["label"], "");
            ends.push((
                kind["slug"].clone(),
                relation["type"].clone(),
                relation["serviceType"]["slug"].clone(),
                relation["inverse"] == true,
                relation["label_en"].clone(),
            ));
        }
    }
    // 159 relations, each with two ends.
    assert_eq!(
        ends.len(),
        2 * veiviser_migrations::facts::relations().len()
    );
    for (from, kind, to, inverse, label) in &ends {
        let symmetric =
            ["AGREEMENT_WITH", "COOPERATES_WITH"].contains(&kind.as_str().expect("a code"));
        let back = ends
            .iter()
            .find(|end| end.0 == *to && end.1 == *kind && end.2 == *from)
            .expect("the other end");
        assert_eq!(back.3 != *inverse, !symmetric, "{from} {kind} {to}");
        assert_eq!(back.4 == *label, symmetric, "{from} {kind} {to}");
    }
}

#[tokio::test]
async fn what_only_concerns_a_type_is_not_among_its_legal_bases() {
    let shelf = shelf(Vec::new()).await;
    let answer = shelf
        .public
        .ask("{ serviceTypes(first: 100) { nodes { slug legalBases { law paragraph verified } relatedProvisions { law paragraph verified } } } }")
        .await;
    let types = answer["serviceTypes"]["nodes"].as_array().expect("types");
    let facts = veiviser_migrations::facts::legal_bases();
    for kind in types {
        for (field, role) in [("legalBases", "BASIS"), ("relatedProvisions", "RELATED")] {
            let expected: Vec<Json> = facts
                .iter()
                .filter(|fact| kind["slug"] == fact.slug.as_str() && fact.role == role)
                .map(|fact| json!({"law": fact.law, "paragraph": fact.paragraph, "verified": fact.verified}))
                .collect();
            assert_eq!(kind[field], Json::from(expected));
        }
    }
    assert!(facts.iter().any(|fact| fact.role == "RELATED"));
}

#[tokio::test]
async fn service_types_are_sorted_in_the_language_asked_for_and_filtered() {
    let shelf = shelf(Vec::new()).await;
    for language in ["NB", "EN"] {
        let query = format!(
            "{{ serviceTypes(language: {language}, first: 100) {{ nodes {{ name(language: {language}) }} }} }}"
        );
        let answer = shelf.public.ask(&query).await;
        let found = names(&answer["serviceTypes"]);
        let mut sorted = found.clone();
        sorted.sort_by_key(|name| veiviser_schema::words::sort_key(name));
        assert_eq!(found, sorted);
    }
    let answer = shelf
        .public
        .ask("{ serviceTypes(filter: {crisis: true, topic: VIOLENCE, statutory: YES}, first: 100) { nodes { slug name crisis topics statutory } } }")
        .await;
    let found = answer["serviceTypes"]["nodes"].as_array().expect("types");
    assert!(found.iter().any(|kind| kind["slug"] == "krisesenter"));
    assert!(
        found
            .iter()
            .all(|kind| kind["crisis"] == true && kind["statutory"] == "YES")
    );
}

#[tokio::test]
async fn anything_public_is_found_by_its_id() {
    let shelf = shelf(samples()).await;
    let organisation = seed::facts::municipality_organisation(&"0301".parse().expect("a number"));
    let listing = listing_id(1);
    let query = format!(
        r#"{{ nodes(ids: ["county_03", "municipality_0301", "servicetype_legevakt", "{organisation}", "{listing}",
             "listing_1", "nobody_00000000000000000000000000000001", "x", "municipality_03"]) {{
             __typename id ... on Organisation {{ name isPublic organisationNumber municipality {{ number }} }} }} }}"#
    );
    let answer = shelf.public.ask(&query).await;
    let kinds: Vec<&Json> = answer["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .map(|node| &node["__typename"])
        .collect();
    assert_eq!(
        json!(kinds),
        json!([
            "County",
            "Municipality",
            "ServiceType",
            "Organisation",
            "Listing",
            null,
            null,
            null,
            null
        ])
    );
    assert_eq!(
        answer["nodes"][3],
        json!({"__typename": "Organisation", "id": organisation.to_string(), "name": "Oslo kommune", "isPublic": true,
               "organisationNumber": "958935420", "municipality": {"number": "0301"}})
    );
}

#[tokio::test]
async fn hours_contact_points_and_announcements_are_told_as_of_the_request() {
    let sample = Sample::new(1, "legevakt", "0301", "Legevakten").with(|content| {
        content.places.push(Place {
            id: "p".to_owned(),
            street: "Storgata 1".to_owned(),
            postal_code: "0155".to_owned(),
            opening_hours: office_hours(),
            ..Place::default()
        });
        for (id, value, opening_hours) in [
            ("a", "116 117", Schedule::always()),
            ("b", "22 22 22 22", Schedule::default()),
            ("c", "22 22 22 23", Schedule::appointment_only()),
        ] {
            content.contact_points.push(ContactPoint {
                id: id.to_owned(),
                kind: ContactKind::Phone,
                value: value.to_owned(),
                opening_hours,
                ..ContactPoint::default()
            });
        }
        content.announcements.push(Announcement {
            id: "n".to_owned(),
            text: LocalizedText::new("Flyttet", "Flytta", "Moved"),
            from: "2026-11-18".to_owned(),
            until: "2026-11-18".to_owned(),
        });
    });
    let shelf = shelf(vec![sample]).await;
    let query = "{ listings { nodes { announcements { id } places { street openingHours { mode openNow summary
        stateAt { state reason } nextChange { at state } } } contactPoints { value formattedValue uri openingHours { openNow
        summary(language: EN) stateAt(at: \"2026-11-21T03:00:00Z\") { state } nextChange { at } } } } } }";
    // Wednesday 18 November 2026, 12.06 in Oslo.
    let answer = shelf.public.ask(query).await;
    let listing = &answer["listings"]["nodes"][0];
    assert_eq!(start().to_rfc3339(), "2026-11-18T11:06:40+00:00");
    assert_eq!(listing["announcements"], json!([{"id": "n"}]));
    let hours = &listing["places"][0]["openingHours"];
    assert_eq!(hours["openNow"], true);
    assert_eq!(hours["stateAt"]["state"], "OPEN");
    assert_ne!(hours["stateAt"]["reason"], "");
    assert_eq!(
        hours["nextChange"],
        json!({"at": "2026-11-18T15:00:00+00:00", "state": "CLOSED"})
    );
    let points = &listing["contactPoints"];
    assert_eq!(points[0]["value"], "116117");
    assert_eq!(points[0]["formattedValue"], "116 117");
    assert_eq!(points[1]["uri"], "tel:+4722222222");
    for (index, open_now, state) in [
        (0, json!(true), "OPEN"),
        (1, Json::Null, "UNKNOWN"),
        (2, json!(false), "APPOINTMENT"),
    ] {
        assert_eq!(points[index]["openingHours"]["openNow"], open_now);
        assert_eq!(points[index]["openingHours"]["stateAt"]["state"], state);
        assert_eq!(points[index]["openingHours"]["nextChange"], Json::Null);
        assert_ne!(points[index]["openingHours"]["summary"], "");
    }
    // Two days later the announcement is over, and it is evening.
    let answer = shelf
        .public
        .answer(query, start() + TimeDelta::hours(34))
        .await;
    let answer = answer.data.into_json().expect("JSON");
    let listing = &answer["listings"]["nodes"][0];
    assert_eq!(listing["announcements"], json!([]));
    assert_eq!(listing["places"][0]["openingHours"]["openNow"], false);
}

#[tokio::test]
async fn a_text_is_given_in_the_nearest_language() {
    let sample = Sample::new(1, "legevakt", "0301", "x").with(|content| {
        content.name = LocalizedText {
            nn: Some("Legevakta".to_owned()),
            ..LocalizedText::default()
        };
        content.description.en = Some("Help".to_owned());
    });
    let shelf = shelf(vec![sample]).await;
    let answer = shelf
        .public
        .ask("{ listings { nodes { name(language: EN) description(language: NN) howToContact translations texts { name { nb nn } } } } }")
        .await;
    assert_eq!(
        answer["listings"]["nodes"][0],
        json!({"name": "Legevakta", "description": "Help", "howToContact": null, "translations": ["NN"],
               "texts": {"name": {"nb": null, "nn": "Legevakta"}}})
    );
}

#[tokio::test]
async fn seeding_again_changes_nothing_but_the_version() {
    let shelf = shelf(samples()).await;
    let query = "{ counties { totalCount } municipalities { totalCount } serviceTypes { totalCount }
        organisations(first: 100) { totalCount nodes { id name } } nationalContactPoints { number formattedNumber emergency alwaysOpen serviceType { slug } } }";
    let before = shelf.public.ask(query).await;
    seed::facts::facts(&shelf.db, start())
        .await
        .expect("seeded again");
    let catalogue = Catalogue::load(shelf.db.clone())
        .await
        .expect("a catalogue");
    assert_eq!(catalogue.current().version(), 7);
    assert_eq!(catalogue.current().listing_count(), 4);
    assert_eq!(Public::new(&catalogue).ask(query).await, before);
    let numbers = before["nationalContactPoints"].as_array().expect("numbers");
    assert_eq!(numbers[0]["number"], "110");
    let police = numbers
        .iter()
        .find(|point| point["number"] == "02800")
        .expect("02800");
    assert_eq!(
        *police,
        json!({"number": "02800", "formattedNumber": "02 800", "emergency": false, "alwaysOpen": false, "serviceType": {"slug": "politi"}})
    );
}
