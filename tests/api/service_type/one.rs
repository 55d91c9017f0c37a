use harness::both_apps;

both_apps! {
    async fn a_type_answers_in_the_language_asked_for(app: TestApp) {
        let response = app
            .anonymous()
            .get_graphql(r#"{ serviceType(slug: "krisesenter") { nb: name nn: name(language: NN) en: name(language: EN) statutory crisis legalBases { law paragraph } synonyms losTerms { uri } } gone: serviceType(slug: "finnes-ikke") { slug } }"#)
            .await;
        let shelter = &response.data()["serviceType"];
        assert_eq!(shelter["nb"], "Krisesenter");
        assert_ne!(shelter["en"], shelter["nb"]);
        assert_eq!(shelter["statutory"], "YES");
        assert!(!shelter["legalBases"].as_array().expect("bases").is_empty());
        assert!(response.data()["gone"].is_null());
    }
}
