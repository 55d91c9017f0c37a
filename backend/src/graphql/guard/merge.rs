//! Can the fields of a selection be merged?
//!
//! Two selections that answer under one name in one object must ask for the same thing: `{ a { x: name x: id } a { x } }`
//! has no right answer. The specification's rule (5.3.2) is held here at every level, fragments included; async-graphql
//! looks at one level at a time. Fields that cannot meet (on two different object types) may differ, but what they return
//! must have the same shape.
//!
//! Fields that are equal are folded before they are compared, so the work is close to linear; a budget cuts off what is not.

use std::collections::{HashMap, HashSet};

use async_graphql::{Pos, Positioned};
use async_graphql_parser::types::{ExecutableDocument, Field, Selection, SelectionSet};

use super::{Refusal, RefusalCode};
use crate::graphql::output_types::{Returned, SchemaTypes};

/// Selections looked at before a document is given up as too complex.
const BUDGET: u32 = 50_000;

pub(super) fn check(document: &ExecutableDocument, types: &SchemaTypes) -> Result<(), Refusal> {
    let mut merge = Merge {
        document,
        types,
        budget: BUDGET,
    };
    for (_, operation) in document.operations.iter() {
        let root = [Scoped {
            parent: types.root(operation.node.ty),
            set: &operation.node.selection_set.node,
        }];
        merge.same_fields(&root)?;
        merge.same_shape(&root)?;
    }
    Ok(())
}

/// A selection set on a type; `None` where the schema does not say (introspection, unknown fields).
#[derive(Clone, Copy)]
struct Scoped<'a> {
    parent: Option<&'a str>,
    set: &'a SelectionSet,
}

#[derive(Clone, Copy)]
struct Selected<'a> {
    parent: Option<&'a str>,
    field: &'a Positioned<Field>,
    returned: Option<&'a Returned>,
}

impl<'a> Selected<'a> {
    fn below(&self) -> Scoped<'a> {
        Scoped {
            parent: self.returned.map(|returned| returned.named.as_str()),
            set: &self.field.node.selection_set.node,
        }
    }
}

/// The fields under each response name, in the order they are first met.
#[derive(Default)]
struct Grouped<'a> {
    order: Vec<&'a str>,
    groups: HashMap<&'a str, Vec<Selected<'a>>>,
}

struct Merge<'a> {
    document: &'a ExecutableDocument,
    types: &'a SchemaTypes,
    budget: u32,
}

impl<'a> Merge<'a> {
    /// Fields that can meet in one object ask for the same thing.
    fn same_fields(&mut self, sets: &[Scoped<'a>]) -> Result<(), Refusal> {
        let grouped = self.collect(sets)?;
        for name in grouped.order {
            let group = &grouped.groups[name];
            // Fields on interfaces, unions and unknown types meet all others; fields of two object types never meet.
            let (fixed, open): (Vec<_>, Vec<_>) = group.iter().copied().partition(|field| {
                field
                    .parent
                    .is_some_and(|parent| self.types.is_object(parent))
            });
            let mut parents: Vec<&str> = Vec::new();
            for parent in fixed.iter().filter_map(|field| field.parent) {
                if !parents.contains(&parent) {
                    parents.push(parent);
                }
            }
            if parents.is_empty() {
                self.all_equal(name, &open)?;
            }
            for parent in parents {
                let meeting: Vec<_> = fixed
                    .iter()
                    .filter(|field| field.parent == Some(parent))
                    .chain(&open)
                    .copied()
                    .collect();
                self.all_equal(name, &meeting)?;
            }
        }
        Ok(())
    }

    fn all_equal(&mut self, name: &str, meeting: &[Selected<'a>]) -> Result<(), Refusal> {
        let Some((first, others)) = meeting.split_first() else {
            return Ok(());
        };
        for other in others {
            self.spend(1)?;
            if !asks_the_same(&first.field.node, &other.field.node) {
                return Err(conflict(name, first.field.pos, other.field.pos));
            }
        }
        self.descend(meeting, Self::same_fields)
    }

    /// Whatever object it is in, a response name holds one kind of value.
    fn same_shape(&mut self, sets: &[Scoped<'a>]) -> Result<(), Refusal> {
        let grouped = self.collect(sets)?;
        for name in grouped.order {
            let group = &grouped.groups[name];
            let mut known: Option<(&Returned, Pos)> = None;
            for field in group {
                let Some(returned) = field.returned else {
                    continue;
                };
                let Some((first, at)) = known else {
                    known = Some((returned, field.field.pos));
                    continue;
                };
                let either_leaf =
                    self.types.is_leaf(&first.named) || self.types.is_leaf(&returned.named);
                if first.wrapping != returned.wrapping
                    || (either_leaf && first.named != returned.named)
                {
                    return Err(conflict(name, at, field.field.pos));
                }
            }
            self.descend(group, Self::same_shape)?;
        }
        Ok(())
    }

    fn descend(
        &mut self,
        fields: &[Selected<'a>],
        rule: fn(&mut Self, &[Scoped<'a>]) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let below: Vec<_> = fields
            .iter()
            .map(Selected::below)
            .filter(|scoped| !scoped.set.items.is_empty())
            .collect();
        if below.is_empty() {
            Ok(())
        } else {
            rule(self, &below)
        }
    }

    fn collect(&mut self, sets: &[Scoped<'a>]) -> Result<Grouped<'a>, Refusal> {
        let mut grouped = Grouped::default();
        let mut spread = HashSet::new();
        for scoped in sets {
            self.collect_into(*scoped, &mut grouped, &mut spread)?;
        }
        Ok(grouped)
    }

    fn collect_into(
        &mut self,
        scoped: Scoped<'a>,
        grouped: &mut Grouped<'a>,
        spread: &mut HashSet<&'a str>,
    ) -> Result<(), Refusal> {
        self.spend(scoped.set.items.len())?;
        for selection in &scoped.set.items {
            match &selection.node {
                Selection::Field(field) => {
                    let name = field.node.response_key().node.as_str();
                    let returned = self.types.field(scoped.parent, &field.node.name.node);
                    let group = grouped.groups.entry(name).or_default();
                    if group.is_empty() {
                        grouped.order.push(name);
                    }
                    group.push(Selected {
                        parent: scoped.parent,
                        field,
                        returned,
                    });
                }
                Selection::InlineFragment(inline) => {
                    let condition = inline
                        .node
                        .type_condition
                        .as_ref()
                        .map(|condition| condition.node.on.node.as_str());
                    let set = &inline.node.selection_set.node;
                    self.collect_into(
                        Scoped {
                            parent: condition.or(scoped.parent),
                            set,
                        },
                        grouped,
                        spread,
                    )?;
                }
                Selection::FragmentSpread(selection) => {
                    let name = selection.node.fragment_name.node.as_str();
                    if let Some(fragment) = self.document.fragments.get(name)
                        && spread.insert(name)
                    {
                        let parent = Some(fragment.node.type_condition.node.on.node.as_str());
                        self.collect_into(
                            Scoped {
                                parent,
                                set: &fragment.node.selection_set.node,
                            },
                            grouped,
                            spread,
                        )?;
                    }
                }
            }
        }
        Ok(())
    }

    fn spend(&mut self, selections: usize) -> Result<(), Refusal> {
        match u32::try_from(selections)
            .ok()
            .and_then(|cost| self.budget.checked_sub(cost))
        {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => Err(Refusal::new(
                RefusalCode::TooComplex,
                "The document's fragments overlap in too many ways.",
            )),
        }
    }
}

/// Same field, same arguments in any order.
fn asks_the_same(one: &Field, other: &Field) -> bool {
    one.name.node == other.name.node
        && one.arguments.len() == other.arguments.len()
        && one.arguments.iter().all(|(name, value)| {
            // Values compare as the specification wants: an object's fields in any order, a list's items in theirs.
            other.arguments.iter().any(|(other_name, other_value)| {
                name.node == other_name.node && value.node == other_value.node
            })
        })
}

fn conflict(name: &str, first: Pos, second: Pos) -> Refusal {
    Refusal::invalid(format!(
        "\"{name}\" stands for different things in one object: give one of them an alias."
    ))
    .at(first)
    .at(second)
}
