use harness::both_apps;
use sea_orm::ConnectionTrait;
use veiviser::db::DbError;

both_apps! {
    async fn a_server_that_can_answer_says_so(app: TestApp) {
        let anybody = app.anonymous();
        let alive = anybody.get("/healthz").await;
        assert_eq!((alive.status.as_u16(), &alive.json["status"]), (200, &"alive".into()));
        let ready = anybody.get("/readyz").await;
        assert_eq!(ready.status, 200, "{}", ready.text);
        assert_eq!(ready.json["checks"]["migrations"], true);
    }

    /// It must not be restarted for it, and must not be sent requests.
    async fn a_server_without_its_database_is_alive_and_not_ready(app: TestApp) {
        app.db().close().await;
        let anybody = app.anonymous();
        assert_eq!(anybody.get("/healthz").await.status, 200);
        let ready = anybody.get("/readyz").await;
        assert_eq!(ready.status, 503, "{}", ready.text);
        assert_eq!(ready.json["checks"]["database"], false);
        // What the public reads is in memory.
        let counties = anybody.get_graphql("{ counties { totalCount } }").await;
        assert_eq!(counties.data()["counties"]["totalCount"], 15);
    }

    /// Instances are replaced one by one: the first new one migrates, and those that still run go on.
    async fn a_server_whose_database_a_newer_program_migrated_goes_on(app: TestApp) {
        app.db()
            .write(|tx| async move {
                let sql = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m999_from_the_future', 0)";
                tx.execute_unprepared(sql).await?;
                Ok::<_, DbError>(())
            })
            .await
            .expect("a row");
        let ready = app.anonymous().get("/readyz").await;
        assert_eq!(ready.status, 200, "{}", ready.text);
    }
}
