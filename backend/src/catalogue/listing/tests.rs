//! The projection says what the revision says, except what a hidden place must not tell.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::Value as Json;
use veiviser_schema::characters::is_blank;
use veiviser_schema::content::tree::leaves;
use veiviser_schema::content::{ListingContent, Place};
use veiviser_schema::ids::ListingId;
use veiviser_schema::text::LocalizedText;

use super::projection;
use super::published::published;
use super::repo::fetch;
use crate::catalogue::default_hours::model::Defaults;
use crate::catalogue::testing::{
    Public, Sample, any_content, listing_id, loaded, publish, runtime, seeded,
};
use crate::db::{Database, DbError};
use crate::identity::testing::start;

async fn read_back(db: &Database, id: ListingId) -> ListingContent {
    let fetched = db
        .snapshot(move |tx| async move { Ok::<_, DbError>(fetch(&tx, Some(&[id])).await?) })
        .await
        .expect("rows");
    let mut listings = fetched.into_listings(&Defaults::default());
    assert_eq!(listings.len(), 1);
    listings.remove(0).content
}

/// Everything the projection holds, one line a row.
async fn everything(db: &Database) -> Vec<String> {
    let mut lines = Vec::new();
    let tables = [
        (
            "published_listing",
            "listing_id, revision_id, service_type_slug, municipality_number, referral, drop_in, cost, interpreter, pilot_until, ends_on, owner_id, image_url, image_credit",
        ),
        ("published_text", "listing_id, path, language, value"),
        (
            "published_area",
            "listing_id, municipality_number, position",
        ),
        ("published_code", "listing_id, path, code, position"),
        (
            "published_age_band",
            "listing_id, position, from_age, to_age",
        ),
        (
            "published_legal_basis",
            "listing_id, position, law, paragraph",
        ),
        (
            "published_place",
            "listing_id, key, position, street, postal_code, city, municipality_number, latitude, longitude, hidden, opening_hours, hours_source",
        ),
        (
            "published_contact_point",
            "listing_id, key, position, kind, value, for_whom, opening_hours, hours_source",
        ),
        (
            "published_announcement",
            "listing_id, key, position, from_date, until_date",
        ),
    ];
    for (table, columns) in tables {
        let parts: Vec<String> = columns
            .split(", ")
            .map(|column| {
                if column.ends_with("_id") && column != "pilot_until" {
                    format!("coalesce(hex({column}), '')")
                } else {
                    format!("coalesce({column}, '')")
                }
            })
            .collect();
        let sql = format!(
            "select '{table}' || ' ' || {} as line from {table} order by 1",
            parts.join(" || '|' || ")
        );
        let statement = Statement::from_string(db.reader().get_database_backend(), sql);
        for row in db.reader().query_all_raw(statement).await.expect("rows") {
            lines.push(row.try_get::<String>("", "line").expect("a line"));
        }
    }
    lines
}

fn blank(value: &Json) -> bool {
    value.as_str().is_some_and(is_blank)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Publishing changes nothing but the fields it must: blank texts, the form of telephone numbers, hidden addresses.
    #[test]
    fn publishing_changes_only_what_it_must(content in any_content()) {
        let before = leaves(&content);
        let after = leaves(&published(&content));
        let hidden: Vec<String> = content.places.iter().filter(|place| place.hidden).map(|place| format!("places[{}]", place.id)).collect();
        let concealed = |path: &str| {
            hidden.iter().any(|place| path.strip_prefix(place.as_str()).is_some_and(|field| {
                [".street", ".postalCode", ".latitude", ".longitude"].contains(&field) || field.starts_with(".directions")
            }))
        };
        for (path, value) in &before {
            if concealed(path) {
                let gone = after.get(path).is_none_or(|value| value.is_null() || *value == "");
                prop_assert!(gone, "{} is still there", path);
            } else if path.ends_with(".value") && path.starts_with("contactPoints[") {
                let written = after[path].as_str().unwrap_or_default();
                prop_assert!(!written.contains(' '), "{}", written);
            } else if blank(value) && !path.starts_with("places[") && !path.starts_with("legalBases") {
                prop_assert!(after.get(path).is_none_or(blank));
            } else if let Some(value_after) = after.get(path) {
                prop_assert_eq!(value_after, value, "{}", path);
            } else {
                prop_assert!(blank(value), "{} is gone", path);
            }
        }
        prop_assert_eq!(published(&published(&content)), published(&content));
    }
}

#[test]
fn the_projection_reads_back_as_the_revision() {
    let (db, _folder) = runtime().block_on(seeded());
    let config = ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(content in any_content())| {
        // The same listing each time: what was there before must leave no trace.
        let sample = Sample { content: content.clone(), ..Sample::new(1, "legevakt", "0301", "x") };
        let back = runtime().block_on(async {
            publish(&db, sample).await;
            read_back(&db, listing_id(1)).await
        });
        prop_assert_eq!(back, published(&content));
    });
}

#[tokio::test]
async fn the_projection_can_be_built_again_from_the_revisions() {
    let (db, _folder) = seeded().await;
    for id in 1..4 {
        let sample = Sample::new(id, "krisesenter", "1103", "Krisesenteret").with(|content| {
            content.places.push(shelter());
            content.owner_id = Some(
                crate::seed::facts::municipality_organisation(&"1103".parse().expect("a number"))
                    .to_string(),
            );
        });
        publish(&db, sample).await;
    }
    let written = everything(&db).await;
    assert!(written.len() > 20);
    db.write(|tx| async move {
        tx.execute_unprepared("update published_text set value = 'spoiled'")
            .await?;
        tx.execute_unprepared("delete from published_place").await?;
        Ok::<_, DbError>(())
    })
    .await
    .expect("spoiled");
    assert_ne!(everything(&db).await, written);
    let count = projection::rebuild(&db, start()).await.expect("rebuilt");
    assert_eq!(count, 3);
    assert_eq!(everything(&db).await, written);
}

const SECRETS: [&str; 6] = [
    "Løynveg 13",
    "9876",
    "61.234567",
    "7.654321",
    "bak det røde huset",
    "behind the red house",
];

fn shelter() -> Place {
    Place {
        id: "dor".to_owned(),
        name: LocalizedText::new("Krisesenteret", "Krisesenteret", "The shelter"),
        street: SECRETS[0].to_owned(),
        postal_code: SECRETS[1].to_owned(),
        city: "Bodø".to_owned(),
        municipality_number: Some("1804".to_owned()),
        latitude: Some(61.234_567),
        longitude: Some(7.654_321),
        hidden: true,
        directions: LocalizedText::new(SECRETS[4], SECRETS[4], SECRETS[5]),
        ..Place::default()
    }
}

/// Every field of a type that a reader can select, four deep: whatever is added later is asked too.
async fn every_field(public: &Public) -> String {
    let introspection = public
        .ask("{ __schema { types { name kind fields { name args { name type { kind } defaultValue } type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }")
        .await;
    let types: BTreeMap<String, Json> = introspection["__schema"]["types"]
        .as_array()
        .expect("types")
        .iter()
        .map(|kind| {
            (
                kind["name"].as_str().unwrap_or_default().to_owned(),
                kind.clone(),
            )
        })
        .collect();
    select(&types, "Listing", 4)
}

fn select(types: &BTreeMap<String, Json>, of: &str, depth: u8) -> String {
    let mut fields = Vec::new();
    for field in types[of]["fields"].as_array().into_iter().flatten() {
        let mut kind = &field["type"];
        while !kind["ofType"].is_null() {
            kind = &kind["ofType"];
        }
        let (name, kind) = (
            field["name"].as_str().unwrap_or_default(),
            kind["name"].as_str().unwrap_or_default(),
        );
        let nested = !types[kind]["fields"].is_null();
        // The one field that cannot be asked without arguments.
        let asked = match name {
            "days" => r#"days(from: "2026-11-16", to: "2026-11-22")"#,
            other => other,
        };
        // Other listings, the whole country and a municipality's own hours are not reached from a listing's own fields.
        let elsewhere = ["relations", "municipalities", "defaultOpeningHours"].contains(&name);
        if elsewhere || (nested && depth == 0) {
            continue;
        }
        if nested {
            let inner = select(types, kind, depth - 1);
            if !inner.is_empty() {
                fields.push(format!("{asked} {{ {inner} }}"));
            }
        } else {
            fields.push(name.to_owned());
        }
    }
    fields.join(" ")
}

#[tokio::test]
async fn a_hidden_address_is_told_by_no_field_and_lies_in_no_public_table() {
    let (db, _folder) = seeded().await;
    let sample = Sample::new(1, "krisesenter", "1804", "Krisesenteret")
        .with(|content| content.places.push(shelter()));
    publish(&db, sample).await;
    let catalogue = loaded(&db).await;
    let public = Public::new(&catalogue);
    let fields = every_field(&public).await;
    for field in [
        "street",
        "postalCode",
        "latitude",
        "directions",
        "openingHours",
        "startTime",
        "calendarUrl",
    ] {
        assert!(fields.contains(field), "{field} is not asked");
    }
    let answer = public
        .ask(&format!(
            "{{ listings(first: 5) {{ nodes {{ {fields} inEnglish: places {{ directions(language: EN) name(language: EN) }} }} }} }}"
        ))
        .await;
    let place = &answer["listings"]["nodes"][0]["places"][0];
    assert_eq!(place["hidden"], true);
    assert_eq!(place["city"], "Bodø");
    assert_eq!(place["street"], Json::Null);
    let told = answer.to_string() + &everything(&db).await.join("\n");
    assert!(told.contains("Krisesenteret") && told.contains("The shelter"));
    for secret in SECRETS {
        assert!(!told.contains(secret), "{secret} is told");
    }
}
