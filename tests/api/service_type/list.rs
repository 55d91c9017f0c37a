use std::collections::BTreeSet;

use harness::{Client, both_apps};
use serde_json::Value;

async fn nodes(client: &Client, filter: &str) -> Vec<Value> {
    let query = format!(
        "{{ serviceTypes(first: 100{filter}) {{ totalCount nodes {{ id slug name topics levels kind statutory crisis legalBases {{ law paragraph }} relations {{ label serviceType {{ slug }} }} }} }} }}"
    );
    let response = client.get_graphql(&query).await;
    let types = &response.data()["serviceTypes"];
    let nodes = types["nodes"].as_array().expect("nodes").clone();
    assert_eq!(types["totalCount"], nodes.len());
    nodes
}

both_apps! {
    async fn every_filter_lets_pass_exactly_what_it_says(app: TestApp) {
        let anybody = app.anonymous();
        let all = nodes(&anybody, "").await;
        assert_eq!(all.len(), 96);
        for (filter, field, value) in [
            ("topic: VIOLENCE", "topics", "VIOLENCE"),
            ("level: MUNICIPAL", "levels", "MUNICIPAL"),
            ("statutory: YES", "statutory", "YES"),
            ("statutory: UNKNOWN", "statutory", "UNKNOWN"),
            ("crisis: true", "crisis", "true"),
            ("kind: DUTY", "kind", "DUTY"),
        ] {
            let matches = |node: &&Value| match &node[field] {
                Value::Array(values) => values.iter().any(|it| it == value),
                other => other.to_string().trim_matches('"') == value,
            };
            let wanted: BTreeSet<String> = all.iter().filter(matches).map(|node| node["slug"].to_string()).collect();
            let found = nodes(&anybody, &format!(", filter: {{ {filter} }}")).await;
            let found: BTreeSet<String> = found.iter().map(|node| node["slug"].to_string()).collect();
            assert!(!wanted.is_empty() && wanted.len() < all.len(), "{filter}");
            assert_eq!(found, wanted, "{filter}");
        }
        let shelters = nodes(&anybody, ", filter: { text: \"krisesent\" }").await;
        assert!(shelters.iter().any(|node| node["slug"] == "krisesenter"), "{shelters:?}");
    }

    /// Each relation is told from both ends, and leads to something that is there.
    async fn relations_lead_there_and_back(app: TestApp) {
        let all = nodes(&app.anonymous(), "").await;
        let pairs: BTreeSet<(String, String)> = all
            .iter()
            .flat_map(|node| {
                let from = node["slug"].to_string();
                let relations = node["relations"].as_array().expect("relations");
                relations.iter().map(move |it| (from.clone(), it["serviceType"]["slug"].to_string())).collect::<Vec<_>>()
            })
            .collect();
        assert!(!pairs.is_empty());
        for (from, to) in &pairs {
            assert!(pairs.contains(&(to.clone(), from.clone())), "{from} and {to}");
        }
    }
}
