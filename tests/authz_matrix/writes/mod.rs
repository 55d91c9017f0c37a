//! Every mutation, with what it is tried on: one file for each slice of the API.

mod account;
mod change;
mod review;
mod upkeep;
mod user;

use harness::cast::Person;
use serde_json::{Value, json};
use veiviser_schema::authz::Action;

use crate::world::{Place, World};

/// Who ought to be let through, by the permission table.
pub enum Leave {
    /// Everybody, signed in or not.
    Anybody,
    /// Whoever is signed in: it is about themselves.
    SignedIn,
    /// By the table, in the municipality of the place.
    Table(Action),
    /// By the table, for the nation as a whole.
    National(Action),
    /// By the table, and the approver of the place has a hand in it.
    NotTheApprover(Action),
    /// Not one, whatever they are.
    Nobody,
}

/// One way to use a mutation.
pub struct Write {
    pub mutation: &'static str,
    /// What it is tried on, where there are several.
    pub on: &'static str,
    pub leave: Leave,
    pub input: Input,
}

pub enum Input {
    /// The same wherever one is.
    Placeless(fn(&World, Option<Person>) -> Value),
    In(fn(&Place) -> Value),
}

const fn own(
    mutation: &'static str,
    leave: Leave,
    input: fn(&World, Option<Person>) -> Value,
) -> Write {
    Write {
        mutation,
        on: "",
        leave,
        input: Input::Placeless(input),
    }
}

const fn at(
    mutation: &'static str,
    on: &'static str,
    leave: Leave,
    input: fn(&Place) -> Value,
) -> Write {
    Write {
        mutation,
        on,
        leave,
        input: Input::In(input),
    }
}

/// The account to sign in as: one's own, an editor's for who has none.
fn email(person: Option<Person>) -> &'static str {
    person.map_or(harness::cast::EDITOR.email, |person| person.email)
}

pub fn step(change: &harness::fixture::Change) -> Value {
    json!({ "changeRequestId": change.id, "expectedVersion": change.version })
}

fn with(mut input: Value, field: &str, value: Value) -> Value {
    input[field] = value;
    input
}

/// Every case, in the order of the golden file.
pub fn all() -> Vec<Write> {
    let mut all = account::all();
    all.extend(user::all());
    all.extend(change::all());
    all.extend(review::all());
    all.extend(upkeep::all());
    all
}
