use harness::both_apps;

both_apps! {
    async fn all_of_norway_is_there_page_by_page(app: TestApp) {
        let anybody = app.anonymous();
        let mut seen = Vec::new();
        let mut after = String::from("null");
        loop {
            let query = format!(
                "{{ municipalities(first: 100, after: {after}) {{ totalCount nodes {{ number name county {{ name }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
            );
            let response = anybody.get_graphql(&query).await;
            let page = &response.data()["municipalities"];
            assert_eq!(page["totalCount"], 357);
            for node in page["nodes"].as_array().expect("nodes") {
                seen.push(node["number"].as_str().expect("a number").to_owned());
            }
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].to_string();
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 357);
    }

    async fn names_are_found_in_every_language_without_case_and_accents(app: TestApp) {
        let anybody = app.anonymous();
        for (text, number) in [("stavanger", "1103"), ("guovdageaidnu", "5612"), ("troms", "5501")] {
            let query = format!(
                "{{ municipalities(filter: {{ text: \"{text}\" }}, first: 100) {{ nodes {{ number }} }} }}"
            );
            let response = anybody.get_graphql(&query).await;
            let found = response.data()["municipalities"]["nodes"].to_string();
            assert!(found.contains(number), "{text}: {found}");
        }
    }

    /// It is in memory: nobody's page asks the database.
    async fn a_public_read_runs_no_statement(app: TestApp) {
        let anybody = app.anonymous();
        let (response, statements) = app
            .statements(anybody.get_graphql(
                "{ municipalities(first: 100) { nodes { name county { name municipalities { name } } listingCount } } }",
            ))
            .await;
        assert_eq!(response.data()["municipalities"]["nodes"].as_array().map(Vec::len), Some(100));
        assert_eq!(statements, 0);
    }
}
