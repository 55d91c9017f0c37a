//! The schema's output types, as far as checks around execution must know them: which are objects, what their fields return.
//! Read from the schema's own SDL, so that they need nothing from inside async-graphql.

use std::collections::HashMap;

use async_graphql::Positioned;
use async_graphql_parser::parse_schema;
use async_graphql_parser::types::{
    BaseType, FieldDefinition, OperationType, Type, TypeKind, TypeSystemDefinition,
};

/// The SDL given to [`SchemaTypes::from_sdl`] cannot be read. This can only happen at start-up.
#[derive(Debug, thiserror::Error)]
#[error("the schema's SDL cannot be parsed: {0}")]
pub struct UnreadableSchema(#[from] async_graphql_parser::Error);

#[derive(Clone, Debug, Default)]
pub struct SchemaTypes {
    types: HashMap<String, OutputType>,
    query: Option<String>,
    mutation: Option<String>,
    subscription: Option<String>,
}

#[derive(Clone, Debug)]
struct OutputType {
    kind: Kind,
    fields: HashMap<String, Returned>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Object,
    Abstract,
    Leaf,
}

/// What a field returns.
#[derive(Clone, Debug)]
pub(crate) struct Returned {
    /// The named type inside lists and non-null.
    pub named: String,
    /// The type with its name replaced, such as `[_!]!`.
    pub wrapping: String,
}

impl SchemaTypes {
    pub fn from_sdl(sdl: &str) -> Result<Self, UnreadableSchema> {
        let mut known = Self::default();
        for definition in parse_schema(sdl)?.definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => {
                    let schema = schema.node;
                    known.query = schema.query.map(|name| name.node.to_string());
                    known.mutation = schema.mutation.map(|name| name.node.to_string());
                    known.subscription = schema.subscription.map(|name| name.node.to_string());
                }
                TypeSystemDefinition::Type(definition) => {
                    let definition = definition.node;
                    let (kind, fields) = match definition.kind {
                        TypeKind::Object(object) => (Kind::Object, object.fields),
                        TypeKind::Interface(interface) => (Kind::Abstract, interface.fields),
                        TypeKind::Union(_) => (Kind::Abstract, Vec::new()),
                        TypeKind::Scalar | TypeKind::Enum(_) => (Kind::Leaf, Vec::new()),
                        TypeKind::InputObject(_) => continue,
                    };
                    let fields = fields.iter().map(returned).collect();
                    known.types.insert(
                        definition.name.node.to_string(),
                        OutputType { kind, fields },
                    );
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        for scalar in ["Int", "Float", "String", "Boolean", "ID"] {
            known
                .types
                .entry(scalar.into())
                .or_insert_with(|| OutputType {
                    kind: Kind::Leaf,
                    fields: HashMap::new(),
                });
        }
        Ok(known)
    }

    pub(crate) fn root(&self, operation: OperationType) -> Option<&str> {
        match operation {
            OperationType::Query => self.query.as_deref(),
            OperationType::Mutation => self.mutation.as_deref(),
            OperationType::Subscription => self.subscription.as_deref(),
        }
    }

    /// Only of an object type can it be said that another object type never is the same.
    pub(crate) fn is_object(&self, name: &str) -> bool {
        self.types
            .get(name)
            .is_some_and(|known| known.kind == Kind::Object)
    }

    pub(crate) fn is_leaf(&self, name: &str) -> bool {
        self.types
            .get(name)
            .is_some_and(|known| known.kind == Kind::Leaf)
    }

    pub(crate) fn field(&self, parent: Option<&str>, field: &str) -> Option<&Returned> {
        self.types.get(parent?)?.fields.get(field)
    }
}

fn returned(field: &Positioned<FieldDefinition>) -> (String, Returned) {
    let mut named = String::new();
    let wrapping = wrapping(&field.node.ty.node, &mut named);
    (
        field.node.name.node.to_string(),
        Returned { named, wrapping },
    )
}

fn wrapping(ty: &Type, named: &mut String) -> String {
    let inner = match &ty.base {
        BaseType::Named(name) => {
            *named = name.to_string();
            "_".to_string()
        }
        BaseType::List(inner) => format!("[{}]", wrapping(inner, named)),
    };
    if ty.nullable {
        inner
    } else {
        format!("{inner}!")
    }
}
