//! A caller that vanishes leaves a whole transaction behind, or none.

use std::time::{Duration, Instant};

use harness::{TestDatabase, both_databases};
use sea_orm::DbErr;
use veiviser::db::{Backend, Database, DatabaseConfig, DbError, WriteTx};

use super::{create_notes, ids, insert, value};

/// How many callers vanish, each a little later than the one before: before `BEGIN`, in it, between the writes, in `COMMIT`.
const ROUNDS: i64 = 60;

both_databases! {
    async fn a_cancelled_write_is_whole_or_absent(test: TestDatabase) {
        let db = test.db();
        create_notes(db).await;
        for round in 0..ROUNDS {
            vanish(db, round).await;
        }
        // Writes still under way end before this one on SQLite, and before `close` on PostgreSQL.
        db.write(|tx| async move { Ok::<_, DbError>(insert(&tx, 1_000_000).await?) }).await.expect("the pool is healthy");
        none_stays_open(&another(&test).await).await;
        db.close().await;
        whole_or_absent(&another(&test).await, 1_000_000).await;
    }

    /// With one connection every caller meets what the one before left behind, and nobody else can tidy it up: between two
    /// callers the database itself must see no open transaction.
    async fn a_single_connection_is_given_back_clean(test: TestDatabase) {
        create_notes(test.db()).await;
        let config = DatabaseConfig { max_connections: 1, ..test.config().clone() };
        let db = Database::connect(&config).await.expect("one connection");
        let observer = another(&test).await;
        for round in 0..ROUNDS {
            vanish(&db, round).await;
            none_stays_open(&observer).await;
        }
        db.write(|tx| async move { Ok::<_, DbError>(insert(&tx, 1_000_000).await?) }).await.expect("the connection is healthy");
        db.close().await;
        whole_or_absent(&observer, 1_000_000).await;
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

/// Asks for two rows in one transaction and stops waiting early.
async fn vanish(db: &Database, round: i64) {
    let write =
        db.write(move |tx| async move { two_rows(&tx, round).await.map_err(DbError::from) });
    let patience = Duration::from_micros(u64::try_from(round).expect("positive") * 40);
    // Timers tick in whole milliseconds, and a `BEGIN` takes less.
    let enough = async {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = write => {}
        () = enough => {}
    }
}

async fn two_rows(tx: &WriteTx, round: i64) -> Result<(), DbErr> {
    insert(tx, 2 * round).await?;
    tokio::task::yield_now().await;
    insert(tx, 2 * round + 1).await
}

/// The same database by connections of its own.
async fn another(test: &TestDatabase) -> Database {
    Database::connect(test.config())
        .await
        .expect("a second pool")
}

/// PostgreSQL tells which sessions sit in a transaction and do nothing. One that was forgotten stays; one under way ends soon.
/// SQLite has one writer: there a forgotten transaction would stop the next write.
async fn none_stays_open(observer: &Database) {
    if observer.backend() != Backend::Postgres {
        return;
    }
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
               AND (state LIKE 'idle in transaction%' OR (state = 'active' AND xact_start IS NOT NULL))";
    let begun = Instant::now();
    loop {
        let open: i64 = value(observer.reader(), sql).await;
        if open == 0 {
            return;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "{open} transactions stay open with nobody at work in them"
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn whole_or_absent(db: &Database, last: i64) {
    let ids = ids(db).await;
    for round in 0..ROUNDS {
        let found = ids.iter().filter(|id| **id / 2 == round).count();
        assert!(
            found == 0 || found == 2,
            "round {round} left {found} of its two rows"
        );
    }
    assert!(ids.contains(&last));
}
