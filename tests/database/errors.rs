//! The same failure is the same kind on both engines, and dooms its transaction on both.

use harness::both_databases;
use sea_orm::ConnectionTrait;
use veiviser::db::DbError;

use super::{create_notes, ids, insert, insert_body, value};

both_databases! {
    async fn a_taken_value_is_a_conflict_that_names_its_constraint(test: TestDatabase) {
        create_notes(test.db()).await;
        let outcome = test
            .db()
            .write(|tx| async move {
                insert_body(&tx, 1, "same").await?;
                insert_body(&tx, 2, "same").await?;
                Ok::<_, DbError>(())
            })
            .await;
        let Err(DbError::Conflict { on, .. }) = &outcome else { panic!("{outcome:?}") };
        assert!(on.contains("test_notes") && on.contains("body"), "{on}");
        let shown = outcome.expect_err("a conflict").to_string();
        assert!(!shown.contains("test_notes"), "{shown}");
        assert_eq!(ids(test.db()).await, Vec::<i64>::new());
    }

    async fn a_missing_parent_is_a_reference_error(test: TestDatabase) {
        create_notes(test.db()).await;
        let outcome = test
            .db()
            .write(|tx| async move {
                tx.execute_unprepared("INSERT INTO test_notes (id, body, parent) VALUES (1, 'a', 99)").await?;
                Ok::<_, DbError>(())
            })
            .await;
        assert!(matches!(outcome, Err(DbError::Reference(_))), "{outcome:?}");
    }

    /// PostgreSQL answers `COMMIT` of a failed transaction with a silent rollback. Nobody may take that for success.
    async fn a_failure_that_is_ignored_still_fails_the_write(test: TestDatabase) {
        create_notes(test.db()).await;
        let outcome = test
            .db()
            .write(|tx| async move {
                insert_body(&tx, 1, "same").await?;
                assert!(insert_body(&tx, 2, "same").await.is_err());
                assert!(insert(&tx, 3).await.is_err(), "nothing runs after a failure");
                Ok::<_, DbError>("saved")
            })
            .await;
        assert!(matches!(outcome, Err(DbError::Conflict { .. })), "{outcome:?}");
        assert_eq!(ids(test.db()).await, Vec::<i64>::new());
    }

    async fn statements_are_counted(test: TestDatabase) {
        let db = test.db();
        create_notes(db).await;
        let (total, failed, committed) = (db.statements().total(), db.statements().failed(), db.statements().committed());
        let _: i64 = value(db.reader(), "SELECT count(*) FROM test_notes").await;
        db.write(|tx| async move {
            insert(&tx, 1).await?;
            insert(&tx, 2).await?;
            Ok::<_, DbError>(())
        })
        .await
        .expect("a write");
        assert_eq!(db.statements().total() - total, 3);
        assert_eq!(db.statements().committed() - committed, 1);
        let refused = db.write(|tx| async move { Ok::<_, DbError>(insert(&tx, 1).await?) }).await;
        assert!(refused.is_err());
        assert_eq!(db.statements().failed() - failed, 1);
    }

    /// A rule over several rows: read, decide, write. Without the lock PostgreSQL lets two decide at once.
    async fn a_named_lock_makes_a_rule_over_many_rows_hold(test: TestDatabase) {
        create_notes(test.db()).await;
        let writes: Vec<_> = (0..3)
            .map(|id| {
                let db = test.db().clone();
                tokio::spawn(async move {
                    db.write(move |tx| async move {
                        tx.lock("one note at most").await?;
                        let count: i64 = value(&tx, "SELECT count(*) FROM test_notes").await;
                        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                        if count == 0 {
                            insert(&tx, id).await?;
                        }
                        Ok::<_, DbError>(())
                    })
                    .await
                })
            })
            .collect();
        for write in writes {
            write.await.expect("no panic").expect("a write");
        }
        assert_eq!(ids(test.db()).await.len(), 1);
    }
}
