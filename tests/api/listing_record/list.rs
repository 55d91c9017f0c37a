use harness::both_apps;
use harness::cast::{EDITOR, HERE};
use harness::fixture::{content, listing_id, save, start};
use serde_json::json;

both_apps! {
    /// On either engine, page by page, large and small letters together.
    async fn names_come_in_norwegian_order(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        for name in ["Åpen barnehage", "Ørneredet", "zebra", "Ærlig talt", "ål", "Ambulant team", "øre", "Zoo"] {
            let change = start(&editor, &listing_id(), HERE, "psykisk-helse-rus-kommune").await;
            let _ = save(&editor, &change, content(name, HERE)).await;
        }
        for (page, after) in [("first", "after"), ("last", "before")] {
            let mut names = Vec::new();
            let mut cursor = None;
            loop {
                let query = format!(
                    "query($cursor: String) {{ listingRecords({page}: 3, {after}: $cursor) {{ totalCount edges {{ cursor node {{ name }} }} }} }}"
                );
                let response = editor.graphql(&query, json!({ "cursor": cursor })).await;
                let records = &response.data()["listingRecords"];
                assert_eq!(records["totalCount"], 8);
                let mut edges = records["edges"].as_array().expect("edges").clone();
                if page == "last" {
                    edges.reverse();
                }
                let Some(last) = edges.last() else { break };
                cursor = last["cursor"].as_str().map(str::to_owned);
                names.extend(edges.iter().filter_map(|edge| edge["node"]["name"].as_str().map(str::to_owned)));
            }
            if page == "last" {
                names.reverse();
            }
            assert_eq!(names, ["Ambulant team", "zebra", "Zoo", "Ærlig talt", "øre", "Ørneredet", "ål", "Åpen barnehage"]);
        }
    }
}
