//! Where rows of the database may be described, and what must not be near them.

use std::path::Path;

/// By these words a type becomes one of GraphQL.
const GRAPHQL: [&str; 8] = [
    "async_graphql",
    "SimpleObject",
    "ComplexObject",
    "InputObject",
    "MergedObject",
    "#[Object",
    "#[graphql",
    "graphql::",
];

/// Whether the file has a sea-orm entity.
pub fn describes_rows(text: &str) -> bool {
    text.contains("DeriveEntityModel") || text.contains("table! {")
}

/// What is wrong with a file, if anything.
pub fn complaint(relative: &Path, text: &str) -> Option<String> {
    let is_entity = relative
        .iter()
        .any(|part| matches!(part.to_str(), Some("entity" | "entity.rs")));
    // The catalogue's slices make theirs by the macro `table!`, which stands here.
    let may_describe = is_entity || relative == Path::new("catalogue/mod.rs");
    if describes_rows(text) && !may_describe {
        return Some("rows are described in `entity`".to_owned());
    }
    let word = GRAPHQL.iter().find(|word| text.contains(**word))?;
    (is_entity || describes_rows(text))
        .then(|| format!("an entity names {word}: the tables would dictate the API"))
}

#[test]
fn a_row_that_is_a_graphql_type_is_seen() {
    let told = |path: &str, text: &str| complaint(Path::new(path), text).is_some();
    let row = "#[derive(Clone, DeriveEntityModel)]\nstruct Model;";
    let both = "#[derive(Clone, DeriveEntityModel, SimpleObject)]\nstruct Model;";
    assert!(!told("audit/entity.rs", row));
    assert!(!told("identity/token/entity/signing_key.rs", row));
    assert!(told("audit/entity.rs", both));
    assert!(told("catalogue/mod.rs", both));
    assert!(told("audit/entity.rs", "use async_graphql::Enum;"));
    assert!(told("audit/model.rs", row));
    assert!(!told(
        "audit/graphql.rs",
        "#[derive(SimpleObject)]\nstruct Entry;"
    ));
}
