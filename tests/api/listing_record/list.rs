use std::collections::BTreeSet;

use harness::both_apps;
use harness::cast::{EDITOR, HERE};
use harness::fixture::{content, listing_id, published_listing, save, start};
use serde_json::json;

both_apps! {
    /// On either engine, page by page, large and small letters together.
    async fn names_come_in_norwegian_order(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        for name in ["Åpen barnehage", "Ørneredet", "zebra", "Ærlig talt", "ål", "Aasen", "Ambulant team", "øre", "Zoo", "Émile"] {
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
                assert_eq!(records["totalCount"], 10);
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
            assert_eq!(names, ["Ambulant team", "Émile", "zebra", "Zoo", "Ærlig talt", "øre", "Ørneredet", "ål", "Åpen barnehage", "Aasen"]);
        }
    }

    /// By its name as it is written, signs and all, and without the letters that a keyboard may lack: as the public finds it.
    async fn a_listing_is_found_by_its_own_name(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let names = ["SLT-koordinator", "Legevakt (akutt)", "Bodø helsestasjon", "Hjelp 100 %"];
        for name in names {
            published_listing(&app, name, HERE, "psykisk-helse-rus-kommune").await;
        }
        for (typed, found) in [
            ("SLT-koordinator", &names[..1]),
            ("koordinator", &names[..1]),
            ("slt/koord", &names[..1]),
            ("akutt", &names[1..2]),
            ("(akutt)", &names[1..2]),
            ("bodo", &names[2..3]),
            ("BODØ helse", &names[2..3]),
            ("bodoe", &names[2..3]),
            ("100 %", &names[3..]),
            ("ordinator", &names[..0]),
            ("koordinator akutt", &names[..0]),
            // As if nothing were typed: there is no word to look for.
            ("-", &names[..]),
            (" ", &names[..]),
        ] {
            let query = "query($text: String!) { listingRecords(filter: { text: $text }) { totalCount nodes { name } } listings(filter: { text: $text }) { nodes { name } } }";
            let response = editor.graphql(query, json!({ "text": typed })).await;
            let of = |list: &str| -> BTreeSet<String> {
                let nodes = response.data()[list]["nodes"].as_array().cloned().unwrap_or_default();
                nodes.iter().filter_map(|node| node["name"].as_str().map(str::to_owned)).collect()
            };
            let expected: BTreeSet<String> = found.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(of("listingRecords"), expected, "{typed}");
            // The public finds by summaries and by types too.
            assert!(of("listings").is_superset(&expected), "{typed}, for the public");
            assert_eq!(response.data()["listingRecords"]["totalCount"], expected.len(), "{typed}");
        }
    }

    /// What is written of a listing that was never published is found too, and what it was called before is not.
    async fn a_draft_is_found_by_what_it_is_called_now(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let draft = start(&editor, &listing_id(), HERE, "psykisk-helse-rus-kommune").await;
        let draft = save(&editor, &draft, content("Ørneredet", HERE)).await;
        let _ = save(&editor, &draft, content("Åpen kafé", HERE)).await;
        for (typed, count) in [("apen kafe", 1), ("Åpen", 1), ("orneredet", 0)] {
            let query = "query($text: String!) { listingRecords(filter: { text: $text }) { totalCount } }";
            let response = editor.graphql(query, json!({ "text": typed })).await;
            assert_eq!(response.data()["listingRecords"]["totalCount"], count, "{typed}");
        }
    }
}
