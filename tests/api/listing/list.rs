use harness::both_apps;
use harness::cast::{HERE, THERE};
use harness::fixture::published_listing;

both_apps! {
    async fn what_is_approved_is_public_at_once(app: TestApp) {
        let anybody = app.anonymous();
        let query = "{ listings { totalCount nodes { id name serviceType { slug } contactPoints { formattedValue uri openingHours { openNow } } } } }";
        let before = anybody.get_graphql(query).await;
        assert_eq!(before.data()["listings"]["totalCount"], 0);
        let id = published_listing(&app, "Mestringshuset", HERE, "psykisk-helse-rus-kommune").await;
        let after = anybody.get_graphql(query).await;
        let listing = &after.data()["listings"]["nodes"][0];
        assert_eq!(listing["id"], id);
        assert_eq!(listing["name"], "Mestringshuset");
        assert_eq!(listing["contactPoints"][0]["uri"], "tel:+4739000001");
        // A Wednesday, nine o'clock in the morning.
        assert_eq!(listing["contactPoints"][0]["openingHours"]["openNow"], true);
    }

    async fn a_filter_lets_pass_what_people_in_a_municipality_may_use(app: TestApp) {
        published_listing(&app, "Her", HERE, "psykisk-helse-rus-kommune").await;
        published_listing(&app, "Der", THERE, "psykisk-helse-rus-kommune").await;
        let anybody = app.anonymous();
        for (filter, names) in [
            ("municipalityNumber: \"1103\"", vec!["Her"]),
            ("municipalityNumber: \"4601\"", vec!["Der"]),
            ("countyNumber: \"46\"", vec!["Der"]),
            ("serviceTypeSlug: \"psykisk-helse-rus-kommune\"", vec!["Der", "Her"]),
            ("serviceTypeSlug: \"krisesenter\"", vec![]),
            ("text: \"her\"", vec!["Her"]),
        ] {
            let query = format!("{{ listings(filter: {{ {filter} }}) {{ nodes {{ name }} }} }}");
            let response = anybody.get_graphql(&query).await;
            let found: Vec<&str> = response.data()["listings"]["nodes"]
                .as_array()
                .expect("nodes")
                .iter()
                .filter_map(|node| node["name"].as_str())
                .collect();
            assert_eq!(found, names, "{filter}");
        }
    }
}
