//! Several instances may start at once.

use harness::both_databases;
use sea_orm::ConnectionTrait;
use veiviser::db::{Database, DbError, migrate, pending};

use super::value;

both_databases! {
    async fn a_migrated_database_is_left_alone(test: TestDatabase) {
        assert_eq!(pending(test.db()).await.expect("a list"), Vec::<String>::new());
        assert_eq!(migrate(test.db()).await.expect("nothing to do"), 0);
    }

    async fn only_one_instance_migrates(test: TestDatabase) {
        let fresh = test.empty_sibling().await;
        let expected = pending(&fresh).await.expect("a list").len();
        let instances: Vec<_> = (0..4)
            .map(|_| {
                let config = veiviser::db::DatabaseConfig::new(fresh.url().clone());
                tokio::spawn(async move {
                    let db = Database::connect(&config).await.expect("an instance");
                    let ran = migrate(&db).await.expect("a migration");
                    db.close().await;
                    ran
                })
            })
            .collect();
        let mut ran = Vec::new();
        for instance in instances {
            ran.push(instance.await.expect("no panic"));
        }
        ran.sort_unstable();
        assert_eq!(ran, [0, 0, 0, expected]);
        let recorded: i64 = value(fresh.reader(), "SELECT count(*) FROM seaql_migrations").await;
        assert_eq!(usize::try_from(recorded).expect("a count"), expected);
        fresh.close().await;
    }

    async fn a_database_of_a_newer_program_is_left_alone_and_says_so(test: TestDatabase) {
        test.db()
            .write(|tx| async move {
                tx.execute_unprepared(
                    "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m999_from_the_future', 0)",
                )
                .await?;
                Ok::<_, DbError>(())
            })
            .await
            .expect("a row");
        for told in [pending(test.db()).await.map(|_| ()), migrate(test.db()).await.map(|_| ())] {
            let error = told.expect_err("not this program's");
            assert!(matches!(&error, DbError::Newer { migration } if migration == "m999_from_the_future"), "{error:?}");
            assert!(error.to_string().contains("newer version"), "{error}");
        }
    }
}
