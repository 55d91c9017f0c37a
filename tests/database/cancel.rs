//! A caller that vanishes leaves a whole transaction behind, or none.

use std::time::Duration;

use harness::both_databases;
use veiviser::db::DbError;

use super::{create_notes, ids, insert, value};

both_databases! {
    /// The caller is dropped at many different moments: before begin, in it, between the writes, in commit.
    async fn a_cancelled_write_is_whole_or_absent(test: TestDatabase) {
        let db = test.db();
        create_notes(db).await;
        const ROUNDS: i64 = 60;
        for round in 0..ROUNDS {
            let write = db.write(move |tx| async move {
                insert(&tx, 2 * round).await?;
                tokio::task::yield_now().await;
                insert(&tx, 2 * round + 1).await?;
                Ok::<_, DbError>(())
            });
            let patience = Duration::from_micros(u64::try_from(round).expect("positive") * 40);
            let _ = tokio::time::timeout(patience, write).await;
        }
        // Writes still under way end before this one on SQLite, and before `close` on PostgreSQL.
        db.write(|tx| async move { Ok::<_, DbError>(insert(&tx, 1_000_000).await?) }).await.expect("the pool is healthy");
        db.close().await;

        let after = veiviser::db::Database::connect(test.config()).await.expect("reopening");
        let ids = ids(&after).await;
        for round in 0..ROUNDS {
            let found = ids.iter().filter(|id| **id / 2 == round).count();
            assert!(found == 0 || found == 2, "round {round} left {found} of its two rows");
        }
        assert!(ids.contains(&1_000_000));
    }

    /// Whoever asks is told the truth even so: what began is finished, not cut off.
    async fn a_write_that_began_is_finished(test: TestDatabase) {
        let db = test.db();
        create_notes(db).await;
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let caller = tokio::spawn({
            let db = db.clone();
            async move {
                db.write(move |tx| async move {
                    insert(&tx, 1).await?;
                    begun.send(()).expect("somebody listens");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    insert(&tx, 2).await?;
                    Ok::<_, DbError>(())
                })
                .await
            }
        });
        has_begun.await.expect("begun");
        caller.abort();
        assert!(caller.await.expect_err("aborted").is_cancelled());
        let mut tries = 0;
        while ids(db).await != [1, 2] {
            tries += 1;
            assert!(tries < 100, "the write was cut off");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn a_panic_rolls_back_and_leaves_the_pool_healthy(test: TestDatabase) {
        let db = test.db();
        create_notes(db).await;
        for round in 0..15 {
            let db = db.clone();
            let caller = tokio::spawn(async move {
                db.write(move |tx| async move {
                    insert(&tx, round).await?;
                    if round >= 0 {
                        panic!("a defect in the middle of a write");
                    }
                    Ok::<_, DbError>(())
                })
                .await
            });
            assert!(caller.await.expect_err("the panic reaches the caller").is_panic());
        }
        assert_eq!(ids(db).await, Vec::<i64>::new());
        db.write(|tx| async move { Ok::<_, DbError>(insert(&tx, 7).await?) }).await.expect("a later write");
        assert_eq!(ids(db).await, [7]);
    }

    async fn a_handle_that_escapes_commits_nothing(test: TestDatabase) {
        let db = test.db();
        create_notes(db).await;
        let (keep, kept) = tokio::sync::oneshot::channel();
        let outcome = db
            .write(move |tx| async move {
                insert(&tx, 1).await?;
                keep.send(tx).expect("somebody listens");
                Ok::<_, DbError>(())
            })
            .await;
        assert!(matches!(outcome, Err(DbError::Other(_))), "{outcome:?}");
        drop(kept.await.expect("the handle"));
        db.write(|tx| async move { Ok::<_, DbError>(insert(&tx, 2).await?) }).await.expect("a later write");
        assert_eq!(ids(db).await, [2]);
    }

    /// Several reads in one snapshot agree, whatever is written between them.
    async fn a_snapshot_shows_one_moment(test: TestDatabase) {
        let db = test.db();
        create_notes(db).await;
        let writer = db.clone();
        let (before, after) = db
            .snapshot(move |tx| async move {
                let before: i64 = value(&tx, "SELECT count(*) FROM test_notes").await;
                writer.write(|tx| async move { Ok::<_, DbError>(insert(&tx, 1).await?) }).await?;
                let after: i64 = value(&tx, "SELECT count(*) FROM test_notes").await;
                Ok::<_, DbError>((before, after))
            })
            .await
            .expect("a snapshot");
        assert_eq!((before, after), (0, 0));
        assert_eq!(ids(db).await, [1]);
    }
}
