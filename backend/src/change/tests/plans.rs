//! Lists are read by their indexes: none of them reads or sorts a whole table to show a page of it. And what a verb needs to know is read
//! by its key.

use sea_orm::sea_query::Condition;
use uuid::Uuid;
use veiviser_schema::authz::Action;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::codes::HoursSource;
use veiviser_schema::hours::Schedule;
use veiviser_schema::ids::{ListingId, MunicipalityNumber};
use veiviser_schema::text::Language;

use super::world::{CRISIS, ORDINARY, World, complete, done};
use crate::authz::ReadScope;
use crate::catalogue::default_hours;
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::listing_record::page::{ListingRecordOrder, page};
use crate::change::request::{self, LIST, QUEUE_LIST, decidable, newest_first, queue};
use crate::db::{Explained, Plan};
use crate::graphql::connection::{Cursor, List, Page};
use crate::graphql::keyset::{self, Sorting, Window};

/// The first page, or the one after a place.
fn window(sorting: &Sorting, list: List, after: Option<&Cursor>) -> Window {
    let after = after.map(|cursor| cursor.encode(&list));
    let page = Page::parse(Some(2), after, None, None, list).expect("a page");
    sorting.window(&page).expect("a window")
}

/// Read by this index, in order.
#[track_caller]
fn walks(plan: &Plan, index: &str) {
    let by_index = plan.steps.iter().any(|step| step.contains(index));
    assert!(by_index && !plan.sorts() && !plan.scans(), "{plan:#?}");
}

#[tokio::test]
async fn listings_are_read_in_the_order_they_are_shown() {
    use ListingRecordOrder::{LeastRecentlyVerified, Name, RecentlyUpdated};
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    for number in 0..3 {
        world.published(&editor, 100 + number, ORDINARY).await;
    }
    let connection = Explained::new(world.db.reader());
    for (order, language, index) in [
        (Name, Language::Nb, "listing_by_name_nb"),
        (Name, Language::Nn, "listing_by_name_nn"),
        (Name, Language::En, "listing_by_name_en"),
        (RecentlyUpdated, Language::Nb, "listing_by_update"),
        (
            LeastRecentlyVerified,
            Language::Nb,
            "listing_by_verified_or_begun",
        ),
    ] {
        let mut after = None;
        for rows in [3, 1] {
            let window = window(
                &order.sorting(language),
                order.list(language),
                after.as_ref(),
            );
            let all = Condition::all();
            let (records, _) = page(&connection, &ReadScope::system(), all, &window)
                .await
                .expect("a page");
            assert_eq!(records.len(), rows);
            let plan = connection.page();
            walks(&plan, index);
            // What follows a place is not looked for from the beginning.
            assert!(after.is_none() || plan.has("SEARCH listing"), "{plan:#?}");
            after = records.get(1).map(|record| order.cursor(record, language));
        }
    }
    let scope = editor.read_scope(Action::ReadUnpublished);
    let first = window(&Name.sorting(Language::Nb), Name.list(Language::Nb), None);
    let (records, _) = page(&connection, &scope, Condition::all(), &first)
        .await
        .expect("a page");
    assert_eq!(records.len(), 3);
    walks(&connection.page(), "listing_by_municipality");
}

#[tokio::test]
async fn changes_are_read_in_the_order_they_are_shown() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let coordinator = world.coordinator(2).await;
    for number in 0..3 {
        let draft = world
            .start_new(&editor, ListingId(Uuid::from_u128(100 + number)), ORDINARY)
            .await;
        done(world.save(&editor, &draft, complete).await);
        done(world.submit(&editor, draft.id).await);
    }
    let connection = Explained::new(world.db.reader());
    let nation = ReadScope::system();
    let mut after = None;
    for rows in [3, 1] {
        let window = window(&newest_first(), LIST, after.as_ref());
        let all = Condition::all();
        let (changes, _) = request::repo::page(&connection, &nation, all, &window)
            .await
            .expect("a page");
        assert_eq!(changes.len(), rows);
        walks(&connection.page(), "change_request_by_time");
        after = changes.get(1).map(|change| {
            Cursor(vec![
                keyset::time(change.created_at),
                change.id.0.simple().to_string(),
            ])
        });
    }

    let mine = request::Filter {
        contributor: editor.user_id(),
        ..request::Filter::default()
    };
    let first = window(&newest_first(), LIST, None);
    let (changes, _) = request::repo::page(&connection, &nation, mine.condition(), &first)
        .await
        .expect("a page");
    assert_eq!(changes.len(), 3);
    let plan = connection.page();
    assert!(
        plan.has("SEARCH change_contributor USING COVERING INDEX change_contributor_by_user"),
        "{plan:#?}"
    );
    assert!(!plan.scans(), "{plan:#?}");

    let waiting = decidable(&coordinator, coordinator.user_id().expect("somebody"));
    let scope = coordinator.read_scope(Action::ReadUnpublished);
    let first = window(&queue(), QUEUE_LIST, None);
    let (changes, _) = request::repo::page(&connection, &scope, waiting, &first)
        .await
        .expect("a page");
    assert_eq!(changes.len(), 3);
    let plan = connection.page();
    assert!(!plan.scans(), "{plan:#?}");
}

fn inheriting(content: &mut ListingContent) {
    complete(content);
    content.service_area = vec!["1103".to_owned(), "1108".to_owned(), "nowhere".to_owned()];
    content.contact_points[0].hours_source = HoursSource::Municipality;
}

/// The facts of a document are looked up by key: what the rest of the nation is called is not read while others wait to write.
#[tokio::test]
async fn only_the_facts_that_a_document_mentions_are_read() {
    let world = World::new().await;
    let mut content = ListingContent::default();
    inheriting(&mut content);
    let place: MunicipalityNumber = "1103".parse().expect("a number");
    let (ordinary, crisis) = (
        ORDINARY.parse().expect("a slug"),
        CRISIS.parse().expect("a slug"),
    );
    let keeper = Keeper {
        service_type: &crisis,
        municipality: Some(&place),
    };
    let connection = Explained::new(world.db.reader());
    let facts = KnownFacts::about(&connection, [&content], [keeper])
        .await
        .expect("the facts");
    let plans = connection.take();
    assert_eq!(plans.len(), 3, "{plans:#?}");
    for plan in plans {
        assert!(plan.has("SEARCH ") && !plan.has("SCAN "), "{plan:#?}");
    }
    assert!(facts.is_crisis(&crisis) && facts.type_name(&ordinary).is_none());
    let area = serde_json::json!(["1103", "1108", "nowhere"]);
    assert_eq!(
        facts.text("serviceArea", &area, Language::Nb),
        "Stavanger, Sandnes, nowhere"
    );
}

/// A refresh asks once for all municipalities whose default hours changed.
#[tokio::test]
async fn the_heirs_of_many_municipalities_are_found_at_once() {
    let world = World::new().await;
    let editor = world.editor(1, "1103").await;
    let coordinator = world.coordinator(2).await;
    world.published(&editor, 7, ORDINARY).await;
    let heir = ListingId(Uuid::from_u128(8));
    let draft = world.start_new(&editor, heir, ORDINARY).await;
    let always = serde_json::to_string(&Schedule::always()).expect("JSON");
    world
        .run(
            "insert into municipality_opening_hours (municipality_number, schedule, version, updated_at) values ('1103', $1, 1, $2)",
            [always.into(), world.clock.now().into()],
        )
        .await;
    let inherit = |content: &mut ListingContent| {
        complete(content);
        content.contact_points[0].hours_source = HoursSource::Municipality;
        content.contact_points[0].opening_hours = Schedule::default();
    };
    done(world.save(&editor, &draft, inherit).await);
    done(world.submit(&editor, draft.id).await);
    done(world.approve(&coordinator, draft.id).await);
    let connection = Explained::new(world.db.reader());
    let places = ["1103", "4601", "0301"].map(|number| number.parse().expect("a number"));
    let heirs = default_hours::repo::heirs(&connection, &places)
        .await
        .expect("the heirs");
    assert_eq!(heirs, [heir]);
    let plans = connection.take();
    assert_eq!(plans.len(), 1, "{plans:#?}");
    assert!(
        plans[0]
            .steps
            .iter()
            .any(|step| step.contains("published_listing_by_municipality")),
        "{plans:#?}"
    );
    assert!(!plans[0].scans(), "{plans:#?}");
    assert_eq!(
        default_hours::repo::heirs(&connection, &[])
            .await
            .expect("none"),
        []
    );
    assert!(connection.take().is_empty());
}
