//! Names of the municipalities and organisations that a difference only holds the keys of: asked for once, when there are any.

use std::collections::BTreeSet;

use cynic::QueryBuilder;
use leptos::prelude::*;
use serde_json::Value;
use veiviser_schema::ids::MunicipalityNumber;

use super::api::Difference;
use super::sections::{KeyKind, Names, key_kind};
use crate::api::{ApiError, NodeId, query, schema};

#[derive(cynic::QueryVariables, Debug)]
struct NamesVariables {
    ids: Vec<NodeId>,
}

#[derive(cynic::QueryFragment, Debug)]
struct Municipality {
    number: String,
    name: String,
}

#[derive(cynic::QueryFragment, Debug)]
struct Organisation {
    id: NodeId,
    name: String,
}

#[derive(cynic::InlineFragments, Debug)]
#[cynic(graphql_type = "Node")]
enum Named {
    Municipality(Municipality),
    Organisation(Organisation),
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "NamesVariables")]
struct NamesQuery {
    #[arguments(ids: $ids)]
    nodes: Vec<Option<Named>>,
}

/// At most so many nodes are asked for at a time, as the server allows.
const AT_A_TIME: usize = 100;

async fn ask(ids: Vec<NodeId>) -> Result<Names, ApiError> {
    let mut names = Names::new();
    for some in ids.chunks(AT_A_TIME) {
        let variables = NamesVariables { ids: some.to_vec() };
        let nodes = query(NamesQuery::build(variables)).await?.nodes;
        names.extend(nodes.into_iter().flatten().filter_map(|node| match node {
            Named::Municipality(Municipality { number, name }) => Some((number, name)),
            Named::Organisation(Organisation { id, name }) => Some((id.0, name)),
            Named::Other => None,
        }));
    }
    Ok(names)
}

/// The names that these differences need: dots until they are there. Should they not come, the keys stand for themselves.
pub fn use_names(differences: &[Difference]) -> Signal<Names> {
    let ids = ids(differences);
    let names = RwSignal::new(coming(&ids));
    if !ids.is_empty() {
        leptos::task::spawn_local(async move {
            let found = ask(ids).await.unwrap_or_default();
            // The page may be gone by now.
            names.try_set(found);
        });
    }
    names.into()
}

/// Dots for every name that is asked for.
fn coming(ids: &[NodeId]) -> Names {
    let key = |id: &NodeId| {
        let id = &id.0;
        id.strip_prefix("municipality_").unwrap_or(id).to_owned()
    };
    ids.iter().map(|id| (key(id), "…".to_owned())).collect()
}

fn ids(differences: &[Difference]) -> Vec<NodeId> {
    let mut found = BTreeSet::new();
    for difference in differences {
        let Some(kind) = key_kind(&difference.path) else {
            continue;
        };
        let values = [&difference.before, &difference.after];
        let keys = values.into_iter().flatten().flat_map(|value| match value {
            Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
            other => other.as_str().into_iter().collect::<Vec<_>>(),
        });
        found.extend(keys.filter_map(|key| {
            match kind {
                KeyKind::Municipality => key
                    .parse::<MunicipalityNumber>()
                    .ok()
                    .map(|number| number.node_id()),
                KeyKind::Organisation => Some(key.to_owned()),
            }
        }));
    }
    found.into_iter().map(NodeId).collect()
}

#[cfg(test)]
mod tests {
    use super::super::api::{ChangeKind, Risk};
    use super::*;
    use serde_json::json;

    #[test]
    fn only_keys_are_asked_for_and_each_once() {
        let changed = |path: &str, before, after| Difference {
            path: path.to_owned(),
            kind: ChangeKind::Changed,
            before: Some(before),
            after: Some(after),
            risk: Risk::Low,
        };
        let found = ids(&[
            changed("serviceArea", json!(["4204"]), json!(["4204", "0301"])),
            changed("ownerId", json!("organisation_1"), json!("organisation_2")),
            changed("name.nb", json!("0301"), json!("4205")),
        ]);
        let dots = coming(&found);
        for key in ["0301", "4204", "organisation_1", "organisation_2"] {
            assert_eq!(dots.get(key).map(String::as_str), Some("…"), "{key}");
        }
        let found: Vec<_> = found.into_iter().map(|id| id.0).collect();
        assert_eq!(
            found,
            [
                "municipality_0301",
                "municipality_4204",
                "organisation_1",
                "organisation_2"
            ]
        );
    }
}
