//! Several instances may start at once.

use chrono::DateTime;
use harness::both_databases;
use sea_orm::{ConnectOptions, ConnectionTrait, Statement};
use uuid::Uuid;
use veiviser::db::{Database, DbError, migrate, pending};
use veiviser_migrations::{Migrator, MigratorTrait};

use super::value;

both_databases! {
    async fn a_migrated_database_is_left_alone(test: TestDatabase) {
        assert_eq!(pending(test.db()).await.expect("a list"), Vec::<String>::new());
        assert_eq!(migrate(test.db()).await.expect("nothing to do"), 0);
    }

    /// What was written before names had keys is found and sorted like what is written now.
    async fn names_that_were_there_get_their_keys(test: TestDatabase) {
        let fresh = test.empty_sibling().await;
        let mut options = ConnectOptions::new(test.sibling_address());
        options.max_connections(1).sqlx_logging(false);
        let before = sea_orm::Database::connect(options).await.expect("a connection");
        Migrator::up(&before, Some(3)).await.expect("the tables as they were");
        for sql in [
            "INSERT INTO county (number, name, name_official) VALUES ('18', 'Nordland', 'Nordland')",
            "INSERT INTO municipality (number, county_number, name, name_official, language_form, sami_admin_area, lat, lon) \
             VALUES ('1804', '18', 'Bodø', 'Bodø', 'NEUTRAL', false, 0, 0)",
            "INSERT INTO service_type (slug, name_nb, name_nn, name_en, summary_nb, summary_nn, summary_en, kind, levels, topics, statutory, \
             law_verified, national_call, crisis, cost, referral, anonymous, target_groups_nb, target_groups_nn, target_groups_en, publishes_hours_first) \
             VALUES ('slt', '', '', '', '', '', '', '', '', '', '', false, false, false, '', '', '', '', '', '', false)",
        ] {
            before.execute_unprepared(sql).await.expect(sql);
        }
        let (id, now) = (Uuid::from_u128(7), DateTime::UNIX_EPOCH);
        for (sql, values) in [
            (
                "INSERT INTO user_account (id, email, email_folded, name, language, password_hash, demo, created_at) \
                 VALUES ($1, 'a@b.example', 'a@b.example', 'Åse Aasen', 'NB', '', false, $2)",
                vec![id.into(), now.into()],
            ),
            (
                "INSERT INTO listing (id, municipality_number, service_type_slug, state, version, name_nb, name_nn, name_en, search_text, demo, created_at, updated_at) \
                 VALUES ($1, '1804', 'slt', 'DRAFT', 0, 'SLT-koordinator', 'Bodø', 'Ærlig', 'slt-koordinator bodø ærlig', false, $2, $2)",
                vec![id.into(), now.into()],
            ),
        ] {
            let statement = Statement::from_sql_and_values(before.get_database_backend(), sql, values);
            before.execute_raw(statement).await.expect(sql);
        }
        before.close().await.expect("closed");
        let expected = pending(&fresh).await.expect("a list").len();
        assert_eq!(migrate(&fresh).await.expect("a migration"), expected);
        for (column, table, value_now) in [
            ("search_text", "listing", " aerlig arlig bodo bodoe bodø koordinator slt ærlig"),
            ("sort_key_nb", "listing", "slt koordinator"),
            ("sort_key_nn", "listing", "bod|"),
            ("sort_key_en", "listing", "{rlig"),
            ("search_text", "user_account", " aase aasen ase åse åsen"),
            ("sort_key", "user_account", "}se }sen"),
        ] {
            let found: String = value(fresh.reader(), &format!("SELECT {column} FROM {table}")).await;
            assert_eq!(found, value_now, "{table}.{column}");
        }
        fresh.close().await;
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
