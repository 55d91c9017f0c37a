//! Are the required variables there?
//!
//! async-graphql checks a variable's value against the argument it is used for, not against its own declaration: a
//! `$n: Int!` that is null or missing slips into a nullable argument. Here each declaration is held against what was sent,
//! as far as null goes: the kinds of the values are checked where they are used.

use async_graphql::{Value as ConstValue, Variables};
use async_graphql_parser::types::{BaseType, OperationDefinition, Type};

use super::{Refusal, RefusalCode};

pub(super) fn check(operation: &OperationDefinition, variables: &Variables) -> Result<(), Refusal> {
    for definition in &operation.variable_definitions {
        let declared = &definition.node;
        let name = &declared.name.node;
        let problem = match variables.get(name) {
            None if declared.var_type.node.nullable || declared.default_value.is_some() => continue,
            None => format!(
                "The variable \"${name}\" of type \"{}\" is required but was not given.",
                declared.var_type.node
            ),
            Some(value) if has_forbidden_null(&declared.var_type.node, value) => {
                format!(
                    "The variable \"${name}\" of type \"{}\" holds a null where none is allowed.",
                    declared.var_type.node
                )
            }
            Some(_) => continue,
        };
        return Err(Refusal::new(RefusalCode::Variables, problem).at(definition.pos));
    }
    Ok(())
}

/// Whether a text somewhere in a value holds U+0000.
pub(super) fn holds_nul(value: &ConstValue) -> bool {
    match value {
        ConstValue::String(text) => text.contains('\0'),
        ConstValue::List(items) => items.iter().any(holds_nul),
        ConstValue::Object(fields) => fields.values().any(holds_nul),
        _ => false,
    }
}

fn has_forbidden_null(ty: &Type, value: &ConstValue) -> bool {
    match (value, &ty.base) {
        (ConstValue::Null, _) => !ty.nullable,
        (ConstValue::List(items), BaseType::List(inner)) => {
            items.iter().any(|item| has_forbidden_null(inner, item))
        }
        // A single value stands for a list of one.
        (_, BaseType::List(inner)) => has_forbidden_null(inner, value),
        (_, BaseType::Named(_)) => false,
    }
}
