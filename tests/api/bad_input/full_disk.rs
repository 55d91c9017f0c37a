use harness::cast::{EDITOR, HERE};
use harness::fixture::{content, listing_id, save, start};
use harness::{Contents, TestApp, TestDatabase};
use sea_orm::ConnectionTrait;
use serde_json::json;
use veiviser::db::{Backend, DbError};

/// The database may grow by so many pages, and no further.
async fn leave_room(app: &TestApp, pages: i64) {
    app.db()
        .write(move |tx| async move {
            let statement = |sql: &str| {
                sea_orm::Statement::from_string(tx.get_database_backend(), sql.to_owned())
            };
            let row = tx
                .query_one_raw(statement("PRAGMA page_count"))
                .await?
                .expect("a count");
            let now: i64 = row.try_get_by_index(0)?;
            tx.query_one_raw(statement(&format!(
                "PRAGMA max_page_count = {}",
                now + pages
            )))
            .await?;
            Ok::<_, DbError>(())
        })
        .await
        .expect("a limit");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_a_change_and_keeps_what_was_acknowledged() {
    let database = TestDatabase::on(Backend::Sqlite, Contents::Cast).await;
    let app = TestApp::over(database, &[]).await;
    let editor = app.as_user(EDITOR).await;
    let change = start(&editor, &listing_id(), HERE, "vaerested").await;
    let kept = save(&editor, &change, content("Kort", HERE)).await;

    leave_room(&app, 2).await;
    let mut long = content("Lang", HERE);
    long["description"]["nb"] = "lang tekst ".repeat(5000).into();
    let refused = editor
        .graphql(
            "mutation($input: SaveDraftInput!) { saveDraft(input: $input) { changeRequest { version } userErrors { code } } }",
            json!({ "input": { "changeRequestId": kept.id, "expectedVersion": kept.version, "content": long } }),
        )
        .await;
    assert_eq!(refused.error_code(), "STORAGE_FULL", "{}", refused.text);
    assert!(
        !refused.text.to_lowercase().contains("sql"),
        "{}",
        refused.text
    );

    // Nothing half-written; reads go on; when there is room again, so do writes.
    let read = "query($id: ID!) { changeRequest(id: $id) { version content { name { nb } } } }";
    let standing = editor.graphql(read, json!({ "id": kept.id })).await;
    assert_eq!(
        standing.data()["changeRequest"]["content"]["name"]["nb"],
        "Kort"
    );
    assert_eq!(standing.data()["changeRequest"]["version"], kept.version);
    leave_room(&app, 100_000).await;
    let saved = save(&editor, &kept, content("Igjen", HERE)).await;
    assert!(saved.version > kept.version);
    let standing = editor.graphql(read, json!({ "id": kept.id })).await;
    assert_eq!(
        standing.data()["changeRequest"]["content"]["name"]["nb"],
        "Igjen"
    );
}
