//! A backup is whole, or it is not there.

use harness::TestDatabase;
use veiviser::db::{BackupError, Database, DatabaseConfig, DbError, backup};

use super::{create_notes, ids, insert};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_taken_during_writes_is_sound() {
    let test = TestDatabase::sqlite().await;
    let db = test.db();
    create_notes(db).await;
    let writer = tokio::spawn({
        let db = db.clone();
        async move {
            for id in 0..200 {
                // Two rows at a time: an odd number in the copy would be half a transaction.
                db.write(move |tx| async move {
                    insert(&tx, 2 * id).await?;
                    insert(&tx, 2 * id + 1).await?;
                    Ok::<_, DbError>(())
                })
                .await
                .expect("a write beside the backup");
            }
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..5 {
        let path = folder.path().join(format!("copy-{number}.db"));
        backup(db, &path).await.expect("a backup");
        let copy = Database::connect(&DatabaseConfig::new(
            format!("sqlite://{}", path.display())
                .parse()
                .expect("an address"),
        ))
        .await
        .expect("the copy opens");
        assert_eq!(ids(&copy).await.len() % 2, 0);
        copy.close().await;
    }
    writer.await.expect("the writer");
    let leftovers: Vec<_> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .filter(|name| name.to_string_lossy().contains("partial"))
        .collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
}

/// A mistyped folder, or a disk that is not mounted.
#[tokio::test]
async fn a_backup_makes_no_folders() {
    let test = TestDatabase::sqlite().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("nope").join("copy.db");
    let refused = backup(test.db(), &path).await;
    assert!(
        matches!(refused, Err(BackupError::NoFolder(_))),
        "{refused:?}"
    );
    assert!(!folder.path().join("nope").exists());
}

#[tokio::test]
async fn a_backup_never_overwrites() {
    let test = TestDatabase::sqlite().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("copy.db");
    std::fs::write(&path, "yesterday's").expect("a file");
    let refused = backup(test.db(), &path).await;
    assert!(
        matches!(refused, Err(BackupError::Exists(_))),
        "{refused:?}"
    );
    assert_eq!(
        std::fs::read_to_string(&path).expect("the file"),
        "yesterday's"
    );
}

#[tokio::test]
async fn a_copy_that_is_not_sound_is_not_kept() {
    let test = TestDatabase::sqlite().await;
    create_notes(test.db()).await;
    let file = test.file().expect("a file");
    let plain = sea_orm::Database::connect(format!("sqlite://{}", file.display()))
        .await
        .expect("another program");
    for sql in [
        "PRAGMA foreign_keys = OFF",
        "INSERT INTO test_notes (id, body, parent) VALUES (1, 'orphan', 99)",
    ] {
        sea_orm::ConnectionTrait::execute_unprepared(&plain, sql)
            .await
            .expect(sql);
    }
    plain.close().await.expect("closed");

    let folder = tempfile::tempdir().expect("a folder");
    let refused = backup(test.db(), &folder.path().join("copy.db")).await;
    assert!(
        matches!(&refused, Err(BackupError::Damaged(why)) if why.contains("test_notes")),
        "{refused:?}"
    );
    assert_eq!(
        std::fs::read_dir(folder.path())
            .expect("the folder")
            .count(),
        0,
        "nothing is left behind"
    );
}

#[tokio::test]
#[cfg_attr(not(postgres), ignore = "SKIPPED: no PostgreSQL programs were found")]
async fn postgresql_is_sent_to_its_own_tool() {
    let test = TestDatabase::postgres().await;
    let answer = backup(test.db(), std::path::Path::new("it's.dump"))
        .await
        .expect_err("not ours to do")
        .to_string();
    assert!(
        answer.contains(
            r"pg_dump --format=custom --file='it'\''s.dump' --dbname='postgres://veiviser@"
        ),
        "{answer}"
    );
}
