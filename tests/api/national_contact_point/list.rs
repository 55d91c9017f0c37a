use harness::both_apps;

both_apps! {
    /// The wrong number here is the worst there can be.
    async fn emergency_numbers_come_first_and_are_right(app: TestApp) {
        let response = app
            .anonymous()
            .get_graphql("{ nationalContactPoints { number formattedNumber emergency alwaysOpen name(language: EN) purpose serviceType { slug } } }")
            .await;
        let points = response.data()["nationalContactPoints"].as_array().expect("points").clone();
        let told: Vec<_> = points
            .iter()
            .map(|point| (point["formattedNumber"].as_str().expect("a number"), point["emergency"] == true, point["alwaysOpen"] == true))
            .collect();
        assert_eq!(
            told,
            [
                ("110", true, true),
                ("112", true, true),
                ("113", true, true),
                ("116 111", false, true),
                ("116 117", false, true),
                // Nobody says when it is answered: that is not the same as always.
                ("02 800", false, false),
            ]
        );
        assert_eq!(points[1]["name"], "Police, emergency number");
        assert_eq!(points[4]["serviceType"]["slug"], "legevakt");
    }
}
