//! What only SQLite can get wrong: a full disk, settings that a connection forgot, a library with a known fault.

use harness::TestDatabase;
use sea_orm::{ConnectionTrait, DbErr, TransactionTrait};
use veiviser::db::{Database, DbError};

use super::{create_notes, ids, insert, insert_body, value};

/// Runs `sql` on the writer connection itself, outside any transaction of ours.
async fn on_writer(db: &Database, sql: &'static str) -> i64 {
    db.write(move |tx| async move { Ok::<_, DbError>(value::<i64>(&tx, sql).await) })
        .await
        .expect(sql)
}

#[tokio::test]
async fn a_full_disk_loses_no_later_write() {
    let test = TestDatabase::sqlite().await;
    let db = test.db();
    create_notes(db).await;
    let pages: i64 = on_writer(db, "PRAGMA page_count").await;

    // The limit belongs to the connection, so it must be set where the write happens; it is gone with that connection.
    let refused = db
        .write(move |tx| async move {
            tx.execute_unprepared(&format!("PRAGMA max_page_count = {}", pages + 2))
                .await?;
            for id in 0.. {
                insert_body(&tx, id, &format!("{id}{}", "x".repeat(4000))).await?;
            }
            Ok::<_, DbError>(())
        })
        .await;
    assert!(matches!(refused, Err(DbError::Full(_))), "{refused:?}");
    assert_eq!(
        ids(db).await,
        Vec::<i64>::new(),
        "nothing of the refused transaction stays"
    );

    // Where the driver still counts the dead transaction, this rollback goes back to a savepoint and leaves a transaction
    // open underneath; what is "committed" after it would be lost.
    let given_up = db
        .write(|tx| async move {
            insert(&tx, 99).await?;
            Err::<(), _>(DbError::from(DbErr::Custom(
                "the caller thought better of it".into(),
            )))
        })
        .await;
    assert!(given_up.is_err());
    for id in 1..=3 {
        db.write(move |tx| async move { Ok::<_, DbError>(insert(&tx, id).await?) })
            .await
            .expect("an acknowledged write");
    }
    // Another connection, as after a restart: it sees only what was really committed.
    let reopened = Database::connect(test.config()).await.expect("reopening");
    assert_eq!(ids(&reopened).await, [1, 2, 3]);
}

#[tokio::test]
async fn a_swallowed_failure_cannot_be_committed() {
    let test = TestDatabase::sqlite().await;
    let db = test.db();
    create_notes(db).await;
    let pages: i64 = on_writer(db, "PRAGMA page_count").await;
    let outcome = db
        .write(move |tx| async move {
            tx.execute_unprepared(&format!("PRAGMA max_page_count = {}", pages + 2))
                .await?;
            let big = "x".repeat(1_000_000);
            let full = insert_body(&tx, 1, &big).await;
            assert!(full.is_err());
            // SQLite has rolled back already: without our memory of it this would be saved outside any transaction.
            let _ = insert(&tx, 2).await;
            Ok::<_, DbError>(())
        })
        .await;
    assert!(matches!(outcome, Err(DbError::Full(_))), "{outcome:?}");
    assert_eq!(ids(db).await, Vec::<i64>::new());
}

#[tokio::test]
async fn every_connection_has_the_settings_that_keep_data_safe() {
    let test = TestDatabase::sqlite().await;
    let db = test.db();
    let expected: &[(&str, i64)] = &[
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
    ];

    // Held all at once, so that each is another connection of the pool.
    let mut readers = Vec::new();
    for _ in 0..test.config().max_connections {
        readers.push(db.reader().begin().await.expect("a reader"));
    }
    for reader in &readers {
        for (pragma, wanted) in expected.iter().chain(&[("query_only", 1)]) {
            assert_eq!(
                value::<i64>(reader, &format!("PRAGMA {pragma}")).await,
                *wanted,
                "reader: {pragma}"
            );
        }
        assert!(value::<i64>(reader, "PRAGMA busy_timeout").await >= 5000);
        assert_eq!(value::<String>(reader, "PRAGMA journal_mode").await, "wal");
    }
    db.write(move |tx| async move {
        for (pragma, wanted) in expected.iter().chain(&[("query_only", 0)]) {
            assert_eq!(
                value::<i64>(&tx, &format!("PRAGMA {pragma}")).await,
                *wanted,
                "writer: {pragma}"
            );
        }
        assert!(value::<i64>(&tx, "PRAGMA busy_timeout").await >= 5000);
        assert_eq!(value::<String>(&tx, "PRAGMA journal_mode").await, "wal");
        Ok::<_, DbError>(())
    })
    .await
    .expect("the writer");
}

#[tokio::test]
async fn the_library_has_the_wal_reset_fix() {
    let test = TestDatabase::sqlite().await;
    let version: String = value(test.db().reader(), "SELECT sqlite_version()").await;
    let parts: Vec<u32> = version
        .split('.')
        .map(|part| part.parse().expect("a number"))
        .collect();
    assert!(
        parts >= vec![3, 51, 3],
        "SQLite {version} may corrupt a database when the write-ahead log starts over"
    );
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let test = TestDatabase::sqlite().await;
    create_notes(test.db()).await;
    for sql in [
        "INSERT INTO test_notes (id, body) VALUES (1, 'x')",
        "DROP TABLE test_notes",
        "PRAGMA user_version = 7",
    ] {
        let refused = test.db().reader().execute_unprepared(sql).await;
        assert!(refused.is_err(), "{sql}");
    }
    let refused = test
        .db()
        .snapshot(|tx| async move {
            tx.execute_unprepared("INSERT INTO test_notes (id, body) VALUES (1, 'x')")
                .await?;
            Ok::<_, DbError>(())
        })
        .await;
    assert!(refused.is_err());
    assert_eq!(ids(test.db()).await, Vec::<i64>::new());
}

#[tokio::test]
async fn writes_queue_instead_of_colliding() {
    let test = TestDatabase::sqlite().await;
    create_notes(test.db()).await;
    // Two instances on one file: the second has a writer of its own.
    let other = Database::connect(test.config())
        .await
        .expect("a second instance");
    let writes = (0..40_i64).map(|id| {
        let db = if id % 2 == 0 {
            test.db().clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move {
            db.write(move |tx| async move {
                // Read, then write: begun as a read, two of these would deadlock on the upgrade.
                let before: i64 = value(&tx, "SELECT count(*) FROM test_notes").await;
                insert_body(&tx, id, &format!("after {before}")).await?;
                Ok::<_, DbError>(())
            })
            .await
        })
    });
    for write in writes.collect::<Vec<_>>() {
        write.await.expect("no panic").expect("a write");
    }
    // `body` is unique: had two of them read the same count, one would have failed.
    assert_eq!(ids(test.db()).await.len(), 40);
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_explained() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = |path: &std::path::Path| {
        let config = veiviser::db::DatabaseConfig::new(
            format!("sqlite://{}", path.display())
                .parse()
                .expect("an address"),
        );
        async move { Database::connect(&config).await }
    };
    // The folder is made.
    open(&folder.path().join("a/b/c.db"))
        .await
        .expect("a new file in a new folder")
        .close()
        .await;
    // A folder in the file's place.
    let error = open(&folder.path().join("a/b"))
        .await
        .expect_err("a folder is no database")
        .to_string();
    assert!(
        error.contains("a/b") && error.contains("cannot be opened"),
        "{error}"
    );
    // A file in the folder's place.
    std::fs::write(folder.path().join("text"), "hello").expect("a file");
    let error = open(&folder.path().join("text/x.db"))
        .await
        .expect_err("no folder")
        .to_string();
    assert!(error.contains("folder cannot be created"), "{error}");
    // Something else than a database.
    std::fs::write(
        folder.path().join("junk.db"),
        "not a database ".repeat(1000),
    )
    .expect("a file");
    let error = open(&folder.path().join("junk.db"))
        .await
        .expect_err("junk")
        .to_string();
    assert!(error.contains("not a SQLite database"), "{error}");
}
