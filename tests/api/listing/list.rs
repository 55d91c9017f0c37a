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

    /// In another order, or another list, a cursor leads nowhere: it is refused instead of giving an empty page.
    async fn a_cursor_is_good_for_its_own_list_in_its_own_order(app: TestApp) {
        published_listing(&app, "Her", HERE, "psykisk-helse-rus-kommune").await;
        let anybody = app.anonymous();
        let first = anybody.get_graphql("{ listings(first: 1) { edges { cursor } } }").await;
        let cursor = first.data()["listings"]["edges"][0]["cursor"].as_str().expect("a cursor").to_owned();
        let page = |list: &str| format!("{{ {} {{ totalCount }} }}", list.replace("CURSOR", &cursor));
        let fine = anybody.get_graphql(&page("listings(after: \"CURSOR\")")).await;
        assert_eq!(fine.data()["listings"]["totalCount"], 1);
        for list in [
            "listings(after: \"CURSOR\", orderBy: RECENTLY_PUBLISHED)",
            "listings(after: \"CURSOR\", language: EN)",
            "serviceTypes(after: \"CURSOR\")",
            "organisations(before: \"CURSOR\")",
        ] {
            let refused = anybody.get_graphql(&page(list)).await;
            assert_eq!(refused.error_code(), "BAD_ARGUMENT", "{list}");
        }
    }

    async fn an_age_is_an_age(app: TestApp) {
        for age in [-1, 151] {
            let query = format!("{{ listings(filter: {{ age: {age} }}) {{ totalCount }} }}");
            assert_eq!(app.anonymous().get_graphql(&query).await.error_code(), "BAD_ARGUMENT", "{age}");
        }
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
