use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use veiviser_schema::authz::{Action, Grant, Role, Scope};

use super::*;
use crate::authz::{Actor, Permit, ReadScope};
use crate::db::{DbError, Explained};
use crate::graphql::connection::Page;
use crate::graphql::keyset::Window;
use crate::identity::testing;

fn at(minutes: i64) -> DateTime<Utc> {
    testing::start() + TimeDelta::minutes(minutes)
}

fn window(page: &Page) -> Window {
    repo::newest_first().window(page).expect("a window")
}

async fn write(db: &crate::db::Database, event: &'static str, place: Option<&str>, minute: i64) {
    let municipality = place.map(|number| number.parse().expect("a number"));
    db.write(move |tx| async move {
        let entry = NewEntry {
            event,
            subject_id: "user_x".to_owned(),
            municipality,
            detail: json!({ "minute": minute }),
            request_id: None,
        };
        record(&tx, &Permit::operator(), entry, at(minute)).await
    })
    .await
    .expect("written");
}

async fn events(db: &crate::db::Database, scope: &ReadScope, filter: &Filter) -> Vec<String> {
    let page = Page::parse(None, None, None, None, repo::LIST).expect("a page");
    let (entries, total) = repo::page(db.reader(), scope, filter, &window(&page))
        .await
        .expect("read");
    assert_eq!(entries.len() as u64, total);
    entries.into_iter().map(|entry| entry.event).collect()
}

#[tokio::test]
async fn the_newest_come_first_and_a_page_goes_on_where_the_last_one_ended() {
    let (db, _folder) = testing::database().await;
    for (event, minute) in [("a", 0), ("b", 1), ("c", 1), ("d", 2)] {
        write(&db, event, None, minute).await;
    }
    let all = ReadScope::system();
    let list = |page: Page| {
        let (db, all) = (db.clone(), all.clone());
        async move {
            let (entries, total) =
                repo::page(db.reader(), &all, &Filter::default(), &window(&page))
                    .await
                    .expect("read");
            assert_eq!(total, 4);
            page.of_rows(entries, total, repo::cursor, |entry| entry.event)
        }
    };
    let first = list(Page::parse(Some(2), None, None, None, repo::LIST).expect("a page")).await;
    let events: Vec<_> = first.edges.iter().map(|edge| edge.node.as_str()).collect();
    assert_eq!(events, ["d", "c"]);
    assert!(first.has_next_page);
    let after = first.edges[1].cursor.clone();
    let second =
        list(Page::parse(Some(2), Some(after), None, None, repo::LIST).expect("a page")).await;
    let events: Vec<_> = second.edges.iter().map(|edge| edge.node.as_str()).collect();
    assert_eq!(events, ["b", "a"]);
    assert!(!second.has_next_page);
    let before = second.edges[1].cursor.clone();
    let back =
        list(Page::parse(None, None, Some(2), Some(before), repo::LIST).expect("a page")).await;
    let events: Vec<_> = back.edges.iter().map(|edge| edge.node.as_str()).collect();
    assert_eq!(events, ["c", "b"]);
    assert!(back.has_previous_page);
}

#[tokio::test]
async fn only_who_may_read_the_trail_sees_any_of_it() {
    let (db, _folder) = testing::database().await;
    write(&db, "here", Some("0301"), 0).await;
    write(&db, "national", None, 1).await;
    let actor = |role, scope| {
        Actor::signed_in(testing::person(vec![Grant { role, scope }])).read_scope(Action::ReadAudit)
    };
    let none = Filter::default();
    let administrator = actor(Role::Administrator, Scope::Nation);
    assert_eq!(events(&db, &administrator, &none).await.len(), 2);
    let approver = actor(
        Role::Approver,
        Scope::Municipality("0301".parse().expect("a number")),
    );
    assert!(events(&db, &approver, &none).await.is_empty());
    assert!(events(&db, &ReadScope::default(), &none).await.is_empty());
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let (db, _folder) = testing::database().await;
    write(&db, "user.created", Some("0301"), 0).await;
    write(&db, "user.disabled", None, 5).await;
    let all = ReadScope::system();
    let by_event = Filter {
        event: Some("user.created".to_owned()),
        ..Filter::default()
    };
    assert_eq!(events(&db, &all, &by_event).await, ["user.created"]);
    let by_place = Filter {
        municipality: Some("0301".parse().expect("a number")),
        ..Filter::default()
    };
    assert_eq!(events(&db, &all, &by_place).await, ["user.created"]);
    let by_time = Filter {
        from: Some(at(1)),
        until: Some(at(5)),
        ..Filter::default()
    };
    assert!(events(&db, &all, &by_time).await.is_empty());
    let by_actor = Filter {
        actor: Some(testing::person(Vec::new()).user_id),
        ..Filter::default()
    };
    assert!(events(&db, &all, &by_actor).await.is_empty());
}

#[tokio::test]
async fn an_entry_goes_with_its_transaction() {
    let (db, _folder) = testing::database().await;
    let failed: Result<(), DbError> = db
        .write(|tx| async move {
            let entry = NewEntry {
                event: "a",
                subject_id: "user_x".to_owned(),
                municipality: None,
                detail: json!({}),
                request_id: None,
            };
            record(&tx, &Permit::operator(), entry, at(0)).await?;
            Err(DbError::defect("the work failed"))
        })
        .await;
    assert!(failed.is_err());
    assert!(
        events(&db, &ReadScope::system(), &Filter::default())
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn the_trail_is_read_in_the_order_it_is_shown() {
    let (db, _folder) = testing::database().await;
    for minute in 0..3 {
        write(&db, "a", None, minute).await;
    }
    let connection = Explained::new(db.reader());
    let all = ReadScope::system();
    let mut after = None;
    for rows in [3, 1] {
        let page = Page::parse(Some(2), after.take(), None, None, repo::LIST).expect("a page");
        let (entries, _) = repo::page(&connection, &all, &Filter::default(), &window(&page))
            .await
            .expect("read");
        assert_eq!(entries.len(), rows);
        let plan = connection.page();
        let by_time = plan
            .steps
            .iter()
            .any(|step| step.contains("audit_entry_by_time"));
        assert!(by_time && !plan.sorts() && !plan.scans(), "{plan:#?}");
        after = entries
            .get(1)
            .map(|entry| repo::cursor(entry).encode(&repo::LIST));
    }
}
