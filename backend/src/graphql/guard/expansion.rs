//! How large a document is once its fragments are expanded.
//!
//! Fragments that spread one another twice double at each step: thirty lines ask for a billion fields. So nothing is
//! expanded: each fragment is measured once, its measure is kept, and a spread adds the kept measure. A fragment
//! met again while it is still being measured spreads itself.

use std::collections::HashMap;

use async_graphql::{Name, Pos, Positioned};
use async_graphql_parser::types::{
    Directive, ExecutableDocument, FragmentDefinition, Selection, SelectionSet,
};

use super::{Limits, Refusal, RefusalCode};

/// The measure of a selection set, fragments expanded.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    /// Fields at any level.
    fields: u64,
    /// Fields at the top level of the set.
    top: u64,
    /// Top level fields of which a document may have one.
    once_only: u64,
    /// Levels of fields.
    depth: usize,
    /// Levels down to the deepest field inside `__schema` or `__type`; 0 without them.
    introspection_depth: usize,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.fields = self.fields.saturating_add(other.fields);
        self.top = self.top.saturating_add(other.top);
        self.once_only = self.once_only.saturating_add(other.once_only);
        self.depth = self.depth.max(other.depth);
        self.introspection_depth = self.introspection_depth.max(other.introspection_depth);
    }
}

pub(super) fn check(document: &ExecutableDocument, limits: &Limits) -> Result<(), Refusal> {
    let mut measure = Measure {
        fragments: &document.fragments,
        limits,
        aliases: 0,
        known: HashMap::new(),
    };
    let mut once_only = 0_u64;
    for (_, operation) in document.operations.iter() {
        measure.directives(&operation.node.directives)?;
        for variable in &operation.node.variable_definitions {
            measure.directives(&variable.node.directives)?;
        }
        let size = measure.selection_set(&operation.node.selection_set.node)?;
        once_only = once_only.saturating_add(size.once_only);
        within(size, once_only, operation.pos, limits)?;
    }
    // A fragment that no operation spreads will be refused, but validation walks it first: its size counts too.
    for (name, fragment) in &document.fragments {
        let size = measure.fragment(name, fragment.pos)?;
        few_enough(size, fragment.pos, limits)?;
    }
    if measure.aliases > limits.aliases {
        return Err(too_complex(format!(
            "The document has more than {} aliases.",
            limits.aliases
        )));
    }
    Ok(())
}

fn within(size: Size, once_only: u64, at: Pos, limits: &Limits) -> Result<(), Refusal> {
    if size.depth > limits.depth || size.introspection_depth > limits.introspection_depth {
        return Err(Refusal::new(
            RefusalCode::TooDeep,
            format!(
                "The document is nested deeper than {} levels of fields.",
                limits.depth
            ),
        )
        .at(at));
    }
    few_enough(size, at, limits)?;
    if size.top > limits.root_fields {
        return Err(too_complex(format!(
            "An operation may have at most {} root fields.",
            limits.root_fields
        ))
        .at(at));
    }
    if once_only > 1 {
        return Err(too_complex(format!(
            "Only one of these fields may be in a document: {}.",
            limits.once_only.join(", ")
        ))
        .at(at));
    }
    Ok(())
}

fn few_enough(size: Size, at: Pos, limits: &Limits) -> Result<(), Refusal> {
    if size.fields > limits.fields {
        return Err(too_complex(format!(
            "The document selects more than {} fields, fragments expanded.",
            limits.fields
        ))
        .at(at));
    }
    Ok(())
}

fn too_complex(message: String) -> Refusal {
    Refusal::new(RefusalCode::TooComplex, message)
}

struct Measure<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    limits: &'a Limits,
    /// Aliases as written: each selection set is walked once.
    aliases: usize,
    /// `None` while the fragment is being measured.
    known: HashMap<&'a str, Option<Size>>,
}

impl<'a> Measure<'a> {
    fn selection_set(&mut self, set: &'a SelectionSet) -> Result<Size, Refusal> {
        let mut size = Size::default();
        for selection in &set.items {
            self.directives(selection.node.directives())?;
            size.add(match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    self.aliases += usize::from(field.alias.is_some());
                    let below = self.selection_set(&field.selection_set.node)?;
                    let name = field.name.node.as_str();
                    let (depth, introspection_depth) = match name {
                        "__schema" | "__type" => {
                            (1, 1 + below.depth.max(below.introspection_depth))
                        }
                        _ if below.introspection_depth > 0 => {
                            (1 + below.depth, 1 + below.introspection_depth)
                        }
                        _ => (1 + below.depth, 0),
                    };
                    Size {
                        fields: below.fields.saturating_add(1),
                        top: 1,
                        once_only: u64::from(self.limits.once_only.iter().any(|once| once == name)),
                        depth,
                        introspection_depth,
                    }
                }
                Selection::InlineFragment(inline) => {
                    self.selection_set(&inline.node.selection_set.node)?
                }
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node, spread.pos)?
                }
            });
        }
        Ok(size)
    }

    fn fragment(&mut self, name: &'a Name, at: Pos) -> Result<Size, Refusal> {
        match self.known.get(name.as_str()) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => {
                return Err(
                    Refusal::invalid(format!("The fragment \"{name}\" spreads itself.")).at(at),
                );
            }
            None => {}
        }
        let Some(fragment) = self.fragments.get(name) else {
            return Err(Refusal::invalid(format!("There is no fragment named \"{name}\".")).at(at));
        };
        self.known.insert(name, None);
        self.directives(&fragment.node.directives)?;
        let size = self.selection_set(&fragment.node.selection_set.node)?;
        self.known.insert(name, Some(size));
        Ok(size)
    }

    fn directives(&self, directives: &[Positioned<Directive>]) -> Result<(), Refusal> {
        match directives.get(self.limits.directives) {
            None => Ok(()),
            Some(extra) => Err(too_complex(format!(
                "More than {} directives in one place.",
                self.limits.directives
            ))
            .at(extra.pos)),
        }
    }
}
