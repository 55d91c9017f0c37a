//! Null where a field failed.
//!
//! async-graphql 7.2 leaves a field whose resolver failed out of the data, and an object all of whose fields failed
//! becomes null whatever its type says. The specification (6.4.4) wants the key with null; where null is not allowed, the
//! nearest enclosing place that may be null becomes null instead. Each error names the path of its field, so that is
//! repaired here, path by path. A response without errors is not looked at.

use async_graphql::{Name, PathSegment, Response, Value};
use async_graphql_parser::parse_query;
use async_graphql_parser::types::{ExecutableDocument, Selection, SelectionSet};

use super::output_types::SchemaTypes;

/// Completes what `source`, a document that passed the guard, was answered with.
pub fn complete(
    response: &mut Response,
    source: &str,
    operation_name: Option<&str>,
    types: &SchemaTypes,
) {
    if response.errors.iter().all(|error| error.path.is_empty()) {
        return;
    }
    // Parsed a second time, as only failed requests need it.
    let Ok(document) = parse_query(source) else {
        return;
    };
    let mut operations = document.operations.iter();
    let chosen = match operation_name {
        Some(wanted) => operations.find(|(name, _)| name.is_some_and(|name| name == wanted)),
        None => operations.next(),
    };
    let Some((_, operation)) = chosen else { return };
    let root = Scoped {
        parent: types.root(operation.node.ty),
        set: &operation.node.selection_set.node,
    };
    let reader = Reader {
        document: &document,
        types,
    };

    // First every failed field gets its key back; then what must not be null makes way.
    let mut failed = Vec::new();
    for path in response
        .errors
        .iter()
        .map(|error| &error.path)
        .filter(|path| !path.is_empty())
    {
        let reached = restore(&mut response.data, path);
        failed.push((&path[..reached], reader.nullability(root, &path[..reached])));
    }
    for (path, nullable) in failed {
        let kept = nullable
            .iter()
            .rposition(|nullable| *nullable)
            .map_or(0, |last| last + 1);
        set_null(&mut response.data, &path[..kept]);
    }
}

/// Puts the objects and the key of a failed field back; says how much of the path there is a place for.
fn restore(mut at: &mut Value, path: &[PathSegment]) -> usize {
    for (depth, segment) in path.iter().enumerate() {
        match segment {
            PathSegment::Field(name) => {
                // An error below it shows that the object was there.
                if *at == Value::Null {
                    *at = Value::Object(Default::default());
                }
                let Value::Object(members) = at else {
                    return depth;
                };
                at = members.entry(Name::new(name)).or_insert(Value::Null);
            }
            PathSegment::Index(index) => match at {
                Value::List(items) if *index < items.len() => at = &mut items[*index],
                _ => return depth,
            },
        }
    }
    path.len()
}

/// Makes the value at the path null, unless something around it already is.
fn set_null(mut at: &mut Value, path: &[PathSegment]) {
    for segment in path {
        let inner = match (at, segment) {
            (Value::Object(members), PathSegment::Field(name)) => members.get_mut(name.as_str()),
            (Value::List(items), PathSegment::Index(index)) => items.get_mut(*index),
            _ => None,
        };
        match inner {
            Some(inner) => at = inner,
            None => return,
        }
    }
    *at = Value::Null;
}

#[derive(Clone, Copy)]
struct Scoped<'a> {
    parent: Option<&'a str>,
    set: &'a SelectionSet,
}

struct Reader<'a> {
    document: &'a ExecutableDocument,
    types: &'a SchemaTypes,
}

impl<'a> Reader<'a> {
    /// For each step of the path: may the value there be null?
    fn nullability(&self, root: Scoped<'a>, path: &[PathSegment]) -> Vec<bool> {
        let mut scopes = vec![root];
        let mut wrapping = "";
        let mut steps = Vec::with_capacity(path.len());
        for segment in path {
            wrapping = match segment {
                PathSegment::Field(name) => {
                    let mut below = Vec::new();
                    let mut found = "_";
                    for scope in &scopes {
                        self.find(*scope, name, &mut below, &mut found);
                    }
                    scopes = below;
                    found
                }
                PathSegment::Index(_) => {
                    let list = wrapping.strip_suffix('!').unwrap_or(wrapping);
                    list.strip_prefix('[')
                        .and_then(|list| list.strip_suffix(']'))
                        .unwrap_or("_")
                }
            };
            steps.push(!wrapping.ends_with('!'));
        }
        steps
    }

    /// The selections under a response name, and how its type is wrapped: the same for all, as the guard made sure.
    fn find(
        &self,
        scope: Scoped<'a>,
        key: &str,
        below: &mut Vec<Scoped<'a>>,
        wrapping: &mut &'a str,
    ) {
        for selection in &scope.set.items {
            match &selection.node {
                Selection::Field(field) if field.node.response_key().node == key => {
                    let returned = self.types.field(scope.parent, &field.node.name.node);
                    if let Some(returned) = returned {
                        *wrapping = &returned.wrapping;
                    }
                    let parent = returned.map(|returned| returned.named.as_str());
                    below.push(Scoped {
                        parent,
                        set: &field.node.selection_set.node,
                    });
                }
                Selection::Field(_) => {}
                Selection::InlineFragment(inline) => {
                    let condition = inline
                        .node
                        .type_condition
                        .as_ref()
                        .map(|condition| condition.node.on.node.as_str());
                    let inner = Scoped {
                        parent: condition.or(scope.parent),
                        set: &inline.node.selection_set.node,
                    };
                    self.find(inner, key, below, wrapping);
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) =
                        self.document.fragments.get(&spread.node.fragment_name.node)
                    {
                        let parent = Some(fragment.node.type_condition.node.on.node.as_str());
                        self.find(
                            Scoped {
                                parent,
                                set: &fragment.node.selection_set.node,
                            },
                            key,
                            below,
                            wrapping,
                        );
                    }
                }
            }
        }
    }
}
