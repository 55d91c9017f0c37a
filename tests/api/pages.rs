//! Lists, read whole and page by page.

use harness::Client;
use serde_json::{Value, json};

use crate::ask::text;

/// The ids of a list in its order; `filter` is written as GraphQL, such as `{ mine: true }`.
pub async fn ids(client: &Client, list: &str, filter: &str) -> Vec<String> {
    let document =
        format!("{{ {list}(first: 100, filter: {filter}) {{ totalCount nodes {{ id }} }} }}");
    let answer = client.graphql(&document, json!({})).await;
    let found = ids_of(&answer.data()[list]);
    assert_eq!(answer.data()[list]["totalCount"], found.len(), "{filter}");
    found
}

/// The same by pages of `size`, once from the front and once from the back.
pub async fn paged(client: &Client, list: &str, filter: &str, size: usize) -> [Vec<String>; 2] {
    let forward = walk(client, list, filter, size, true).await;
    [forward, walk(client, list, filter, size, false).await]
}

async fn walk(
    client: &Client,
    list: &str,
    filter: &str,
    size: usize,
    forward: bool,
) -> Vec<String> {
    let (count, from, more, next) = if forward {
        ("first", "after", "hasNextPage", "endCursor")
    } else {
        ("last", "before", "hasPreviousPage", "startCursor")
    };
    let document = format!(
        "query($cursor: String) {{ {list}({count}: {size}, {from}: $cursor, filter: {filter}) {{
            totalCount nodes {{ id }} pageInfo {{ {more} {next} }} }} }}"
    );
    let (mut seen, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let answer = client.graphql(&document, json!({ "cursor": cursor })).await;
        let page = &answer.data()[list];
        let mut found = ids_of(page);
        assert!(!found.is_empty() && found.len() <= size, "{}", answer.text);
        if forward {
            seen.extend(found);
        } else {
            found.extend(seen);
            seen = found;
        }
        let total = page["totalCount"].as_u64().expect("a count");
        assert!(
            u64::try_from(seen.len()).is_ok_and(|seen| seen <= total),
            "pages repeat"
        );
        if page["pageInfo"][more] == false {
            return seen;
        }
        cursor = page["pageInfo"][next].clone();
    }
}

fn ids_of(connection: &Value) -> Vec<String> {
    let nodes = connection["nodes"].as_array().expect("nodes");
    nodes.iter().map(|node| text(&node["id"])).collect()
}
