//! What is published is seen, at once here and soon elsewhere; who reads on in an old version is not disturbed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use veiviser_schema::content::ContactPoint;
use veiviser_schema::content::codes::{HoursSource, TargetGroup};
use veiviser_schema::hours::{Mode, Schedule};
use veiviser_schema::ids::RevisionId;
use veiviser_schema::text::{Language, LocalizedText};

use super::*;
use crate::authz::Permit;
use crate::catalogue::default_hours::repo as default_hours;
use crate::catalogue::listing::model::{Hours, Parts};
use crate::catalogue::listing::projection;
use crate::catalogue::testing::{
    Public, Sample, listing_id, number, office_hours, publish, run, seeded,
};
use crate::db::Database;
use crate::identity::testing::start;
use veiviser_schema::words::Sought;

fn name_of(snapshot: &Snapshot, id: u128) -> Option<String> {
    let listing = snapshot.listing(listing_id(id))?;
    listing.content.name.nb.clone()
}

/// A second way to the same database, as another instance has.
async fn other_instance(db: &Database) -> Database {
    let config = crate::db::DatabaseConfig::new(db.url().clone());
    Database::connect(&config).await.expect("opened again")
}

#[tokio::test]
async fn a_publication_is_seen_after_a_refresh_by_every_instance() {
    let (db, _folder) = seeded().await;
    publish(&db, Sample::new(1, "legevakt", "0301", "Legevakten")).await;
    publish(&db, Sample::new(2, "krisesenter", "0301", "Krisesenteret")).await;
    let here = Catalogue::load(db.clone()).await.expect("a catalogue");
    let there = Catalogue::load(other_instance(&db).await)
        .await
        .expect("a catalogue");
    let old = there.current();
    assert_eq!(old.listing_count(), 2);

    let version = publish(&db, Sample::new(1, "legevakt", "0301", "Oslo legevakt")).await;
    assert_eq!(here.refresh().await.expect("refreshed"), version);
    assert_eq!(
        name_of(&here.current(), 1).as_deref(),
        Some("Oslo legevakt")
    );

    let task = tokio::spawn(there.clone().keep_current(Duration::from_millis(10)));
    let begun = Instant::now();
    while there.current().version() != version {
        assert!(begun.elapsed() < Duration::from_secs(30), "never told");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    task.abort();
    let new = there.current();
    assert_eq!(name_of(&new, 1).as_deref(), Some("Oslo legevakt"));
    assert_eq!(
        new.listing(listing_id(1)).map(|one| one.revision_number),
        Some(2)
    );
    // The old version is as it was, and what did not change is the very same.
    assert_eq!(name_of(&old, 1).as_deref(), Some("Legevakten"));
    assert!(Arc::ptr_eq(
        old.listing(listing_id(2)).expect("there"),
        new.listing(listing_id(2)).expect("there")
    ));
}

#[tokio::test]
async fn only_what_changed_is_read_again_and_everything_when_that_is_unknown() {
    let (db, _folder) = seeded().await;
    publish(&db, Sample::new(1, "legevakt", "0301", "Legevakten")).await;
    publish(&db, Sample::new(2, "legevakt", "0301", "Legevakten to")).await;
    let catalogue = Catalogue::load(db.clone()).await.expect("a catalogue");
    let first = catalogue.current();

    // Said to be about one listing: the other, changed behind everybody's back, is not read.
    let spoil = |text: &'static str| {
        let db = db.clone();
        async move {
            db.write(move |tx| async move {
                let sql = "update published_text set value = $1 where path = 'name'";
                run(&tx, sql, vec![text.into()]).await
            })
            .await
            .expect("written")
        }
    };
    spoil("bak ryggen").await;
    publish(&db, Sample::new(1, "legevakt", "0301", "Ny")).await;
    catalogue.refresh().await.expect("refreshed");
    assert_eq!(
        name_of(&catalogue.current(), 2).as_deref(),
        Some("Legevakten to")
    );
    let shared = |a: &Snapshot, b: &Snapshot| Arc::ptr_eq(&a.facts, &b.facts);
    assert!(shared(&first, &catalogue.current()));

    // Said to be about everything.
    db.write(|tx| async move { projection::bump(&tx, None, start()).await })
        .await
        .expect("bumped");
    catalogue.refresh().await.expect("refreshed");
    assert_eq!(
        name_of(&catalogue.current(), 2).as_deref(),
        Some("bak ryggen")
    );
    assert!(!shared(&first, &catalogue.current()));

    // A gap: the change that would tell is gone.
    spoil("i hullet").await;
    publish(&db, Sample::new(1, "legevakt", "0301", "Nyere")).await;
    publish(&db, Sample::new(1, "legevakt", "0301", "Nyest")).await;
    db.write(|tx| async move {
        let sql = "delete from catalogue_change where version = (select max(version) - 1 from catalogue_change)";
        run(&tx, sql, vec![]).await
    })
    .await
    .expect("forgotten");
    catalogue.refresh().await.expect("refreshed");
    assert_eq!(
        name_of(&catalogue.current(), 2).as_deref(),
        Some("i hullet")
    );
    assert_eq!(name_of(&catalogue.current(), 1).as_deref(), Some("Nyest"));
}

/// The number of the version that says so.
async fn state_default_hours(db: &Database, municipality: &'static str, schedule: Schedule) -> i64 {
    db.write(move |tx| async move {
        let number = number(municipality);
        let version = default_hours::find(&tx, &number)
            .await?
            .map_or(0, |it| it.version);
        let leave = Permit::operator();
        assert!(default_hours::put(&tx, &leave, &number, &schedule, version, start()).await?);
        projection::bump_default_hours(&tx, &number, start()).await
    })
    .await
    .expect("stated")
}

#[tokio::test]
async fn default_hours_move_those_who_inherit_and_nobody_else() {
    let (db, _folder) = seeded().await;
    let keeps = |id: u128, place: &'static str, source| {
        Sample::new(id, "legevakt", place, "Legevakten").with(move |content| {
            content.contact_points.push(ContactPoint {
                id: "a".to_owned(),
                hours_source: source,
                opening_hours: Schedule::appointment_only(),
                ..ContactPoint::default()
            });
        })
    };
    publish(&db, keeps(1, "1103", HoursSource::Municipality)).await;
    publish(&db, keeps(2, "1103", HoursSource::Own)).await;
    publish(&db, keeps(3, "4601", HoursSource::Municipality)).await;
    let here = Catalogue::load(db.clone()).await.expect("a catalogue");
    let there = Catalogue::load(other_instance(&db).await)
        .await
        .expect("a catalogue");
    let mode = |snapshot: &Snapshot, id| {
        let listing = snapshot.listing(listing_id(id)).expect("published");
        listing.contact_hours[0].schedule.mode
    };
    let old = there.current();
    assert_eq!(mode(&old, 1), Mode::NotStated, "not closed: unknown");
    assert_eq!(mode(&old, 2), Mode::AppointmentOnly);

    let version = state_default_hours(&db, "1103", Schedule::always()).await;
    for catalogue in [&here, &there] {
        assert_eq!(catalogue.refresh().await.expect("refreshed"), version);
        let now = catalogue.current();
        assert_eq!(mode(&now, 1), Mode::Always);
        let hours = &now.listing(listing_id(1)).expect("published").contact_hours[0];
        assert_eq!(hours.inherited_from, Some(number("1103")));
        assert_eq!(mode(&now, 2), Mode::AppointmentOnly);
        assert_eq!(mode(&now, 3), Mode::NotStated);
        let own = now.default_hours(&number("1103")).expect("stated");
        assert_eq!(own.own.schedule, Schedule::always());
        assert!(now.default_hours(&number("4601")).is_none());
    }
    // Whoever does not inherit was not read again; nor were the facts.
    let now = there.current();
    assert!(Arc::ptr_eq(&old.facts, &now.facts));
    assert!(Arc::ptr_eq(
        old.listing(listing_id(2)).expect("published"),
        now.listing(listing_id(2)).expect("published")
    ));
    assert_eq!(
        mode(&old, 1),
        Mode::NotStated,
        "an old version stays as it was"
    );

    // Changed again, and one more listing begins to inherit in the same stretch of versions.
    state_default_hours(&db, "1103", Schedule::appointment_only()).await;
    publish(&db, keeps(2, "1103", HoursSource::Municipality)).await;
    let version = state_default_hours(&db, "1103", Schedule::always()).await;
    assert_eq!(there.refresh().await.expect("refreshed"), version);
    let now = there.current();
    assert_eq!((mode(&now, 1), mode(&now, 2)), (Mode::Always, Mode::Always));
    // One that reads everything anew sees the same.
    let anew = Catalogue::load(db.clone()).await.expect("a catalogue");
    let anew = anew.current();
    assert_eq!(
        (mode(&anew, 1), mode(&anew, 2)),
        (Mode::Always, Mode::Always)
    );
    assert_eq!(mode(&anew, 3), Mode::NotStated);
}

#[tokio::test]
async fn public_reads_ask_the_database_nothing() {
    let (db, _folder) = seeded().await;
    for id in 1..30 {
        publish(&db, Sample::new(id, "legevakt", "0301", "Legevakten")).await;
    }
    let catalogue = Catalogue::load(db.clone()).await.expect("a catalogue");
    let public = Public::new(&catalogue);
    let before = db.statements().total();
    let answer = public
        .ask("{ listings(first: 25) { totalCount nodes { name municipality { name county { name } } serviceType { name relations { label serviceType { name } } } owner { name } } } nationalContactPoints { name } municipalities { totalCount } organisations { totalCount } }")
        .await;
    assert_eq!(answer["listings"]["totalCount"], 29);
    assert_eq!(answer["municipalities"]["totalCount"], 357);
    assert_eq!(db.statements().total(), before);
}

#[tokio::test]
async fn a_request_with_a_snapshot_of_its_own_reads_that_one() {
    let (db, _folder) = seeded().await;
    publish(&db, Sample::new(1, "legevakt", "0301", "Legevakten")).await;
    let catalogue = Catalogue::load(db.clone()).await.expect("a catalogue");
    let pinned = catalogue.current();
    publish(&db, Sample::new(2, "legevakt", "0301", "Legevakten")).await;
    catalogue.refresh().await.expect("refreshed");
    let schema = crate::graphql::root::builder().data(catalogue).finish();
    for (request, count) in [
        (
            async_graphql::Request::new("{ listings { totalCount } }"),
            2,
        ),
        (
            async_graphql::Request::new("{ listings { totalCount } }").data(pinned),
            1,
        ),
    ] {
        let answer = schema
            .execute(request)
            .await
            .data
            .into_json()
            .expect("JSON");
        assert_eq!(answer["listings"]["totalCount"], count);
    }
}

/// A listing that was never in a database.
fn listing(id: u128, kind: &str, area: &[&str], name: &str, minute: i64) -> Listing {
    let mut content = veiviser_schema::content::ListingContent {
        name: LocalizedText::new(name, name, name),
        service_area: area.iter().map(|&number| number.to_owned()).collect(),
        ..Default::default()
    };
    if minute % 2 == 0 {
        content.audience.groups = vec![TargetGroup::Youth];
    }
    content.contact_points.push(ContactPoint {
        opening_hours: match minute % 3 {
            0 => Schedule::always(),
            1 => office_hours(),
            _ => Schedule::appointment_only(),
        },
        ..ContactPoint::default()
    });
    let at = start() + chrono::TimeDelta::minutes(minute);
    let parts = Parts {
        id: listing_id(id),
        revision: RevisionId(sea_orm::prelude::Uuid::from_u128(id)),
        revision_number: 1,
        municipality: number(area.first().unwrap_or(&"0301")),
        service_type: kind.parse().expect("a slug"),
        published_at: at,
        verified_at: at - chrono::TimeDelta::hours(minute),
        demo: false,
        content,
    };
    Listing::new(parts, &Defaults::default(), |schedule: &Schedule| {
        Arc::new(Hours::new(schedule.clone()))
    })
}

const TYPES: [&str; 2] = ["legevakt", "krisesenter"];
const AREAS: [&[&str]; 4] = [&["0301"], &["1103", "1101"], &["0301", "4601"], &[]];
const NAMES: [&str; 4] = ["Ås hjelp", "Akutt hjelp", "Ørland krise", "Hjelp for alle"];

fn filters() -> Vec<Filter> {
    let any = Filter::default;
    vec![
        any(),
        Filter {
            municipality: Some(number("0301")),
            ..any()
        },
        Filter {
            county: Some("11".parse().expect("a county")),
            ..any()
        },
        Filter {
            service_type: Some(TYPES[1].parse().expect("a slug")),
            ..any()
        },
        Filter {
            text: Sought::read("hjelp"),
            ..any()
        },
        Filter {
            text: Sought::read("as hj"),
            ..any()
        },
        Filter {
            target_group: Some(TargetGroup::Youth),
            municipality: Some(number("4601")),
            ..any()
        },
        // A Wednesday, in and after the office's hours.
        Filter {
            open_at: Some(start()),
            ..any()
        },
        Filter {
            open_at: Some(start() + chrono::TimeDelta::hours(9)),
            county: Some("03".parse().expect("a county")),
            ..any()
        },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Changed one by one, the indexes answer as if built at once, and as asking each listing would.
    #[test]
    fn indexes_kept_up_are_indexes_built_anew(steps in prop::collection::vec((1..12_u128, 0..2_usize, 0..4_usize, 0..4_usize, 0..50_i64, any::<bool>()), 1..40)) {
        let facts = Facts::default();
        let mut kept = Listings::default();
        let mut now = std::collections::BTreeMap::new();
        for (id, kind, area, name, minute, removed) in steps {
            let before = kept.clone();
            let count = before.len();
            if removed {
                kept.remove(listing_id(id));
                now.remove(&id);
            } else {
                kept.put(listing(id, TYPES[kind], AREAS[area], NAMES[name], minute));
                now.insert(id, encode(kind, area, name, minute));
            }
            prop_assert_eq!(before.len(), count);
        }
        let anew: Vec<Listing> = now.iter().map(|(&id, &code)| decode(id, code)).collect();
        let plain: Vec<Listing> = now.iter().map(|(&id, &code)| decode(id, code)).collect();
        let anew = Listings::of(anew);
        for filter in filters() {
            for order in Order::ALL {
                let ids = |found: Cow<'_, [Arc<Listing>]>| found.iter().map(|one| one.id).collect::<Vec<_>>();
                let found = ids(kept.find(&facts, &filter, order));
                prop_assert_eq!(&found, &ids(anew.find(&facts, &filter, order)));
                let words = |one: &Listing| filter.text.as_ref().is_none_or(|text| one.words.answer(text));
                let mut asked: Vec<&Listing> = plain.iter().filter(|one| filter.lets_pass(one) && words(one)).collect();
                asked.sort_by(|a, b| order.compare(a, b));
                prop_assert_eq!(found, asked.iter().map(|one| one.id).collect::<Vec<_>>());
            }
        }
    }
}

fn encode(kind: usize, area: usize, name: usize, minute: i64) -> usize {
    ((usize::try_from(minute).unwrap_or(0) * 4 + name) * 4 + area) * 2 + kind
}

fn decode(id: u128, code: usize) -> Listing {
    let (kind, rest) = (code % 2, code / 2);
    let (area, rest) = (rest % 4, rest / 4);
    let (name, minute) = (rest % 4, rest / 4);
    let minute = i64::try_from(minute).unwrap_or(0);
    listing(id, TYPES[kind], AREAS[area], NAMES[name], minute)
}

/// How long it takes at the size of the country; run by hand, optimised: `cargo test --release -p veiviser the_whole_country -- --ignored --nocapture`.
#[tokio::test]
#[ignore = "measures; what it prints is for a person"]
async fn the_whole_country() {
    let (db, _folder) = seeded().await;
    let facts = db
        .snapshot(|tx| async move { Facts::read(&tx).await })
        .await
        .expect("facts");
    let numbers: Vec<String> = facts
        .municipalities
        .keys()
        .map(ToString::to_string)
        .collect();
    let slugs: Vec<String> = facts
        .service_types
        .keys()
        .map(ToString::to_string)
        .collect();
    let one = |id: usize| {
        let area = [numbers[id % numbers.len()].as_str()];
        let name = format!(
            "{} i bydel {} for nummer {id}",
            slugs[id % slugs.len()],
            id % 37
        );
        let minute = i64::try_from(id).unwrap_or(0);
        listing(id as u128, &slugs[id % slugs.len()], &area, &name, minute)
    };
    let timed = |what: &str, begun: Instant| println!("{what}: {:?}", begun.elapsed());
    let all: Vec<Listing> = (0..20_000).map(one).collect();
    let begun = Instant::now();
    let snapshot = Snapshot::new(1, facts, all);
    timed("the whole index", begun);
    let begun = Instant::now();
    let next = snapshot.with(2, vec![listing_id(777)], vec![one(777)]);
    timed("one publication", begun);
    assert_eq!(next.listing_count(), 20_000);
    let order = Order::Name(Language::Nb);
    for (what, filter) in [
        ("all", Filter::default()),
        (
            "municipality",
            Filter {
                municipality: Some(number("0301")),
                ..Default::default()
            },
        ),
        (
            "county",
            Filter {
                county: Some("46".parse().expect("a county")),
                ..Default::default()
            },
        ),
        (
            "type",
            Filter {
                service_type: slugs[3].parse().ok(),
                ..Default::default()
            },
        ),
        (
            "text",
            Filter {
                text: Sought::read("bydel 3"),
                ..Default::default()
            },
        ),
        (
            "age",
            Filter {
                age: Some(16),
                ..Default::default()
            },
        ),
        (
            "open at an instant",
            Filter {
                open_at: Some(start()),
                ..Default::default()
            },
        ),
    ] {
        let begun = Instant::now();
        let count = next.find(&filter, order).len();
        timed(&format!("{what} ({count})"), begun);
    }
}
