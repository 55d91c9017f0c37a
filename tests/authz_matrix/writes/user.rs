//! Other people's accounts and grants.

use harness::cast::{HERE, PASSWORD, Person};
use serde_json::{Value, json};
use veiviser_schema::authz::Action as A;

use super::Leave::{National, Nobody, Table};
use super::{Write, at, email, own};
use crate::world::World;

fn new_user(role: &str, municipality: Option<&str>, county: Option<&str>) -> Value {
    json!({
        "name": "Ny Bruker",
        "email": "ny@bruker.example",
        "password": PASSWORD,
        "role": role,
        "municipalityNumber": municipality,
        "countyNumber": county,
    })
}

/// One's own id, an editor's for who has none.
fn own_id(world: &World, person: Option<Person>) -> &str {
    &world.ids[email(person)]
}

fn role(user: &str, role: &str, municipality: Option<&str>) -> Value {
    json!({ "userId": user, "role": role, "municipalityNumber": municipality })
}

pub fn all() -> Vec<Write> {
    vec![
        at("createUser", "editor", Table(A::ManageEditors), |place| {
            new_user("EDITOR", Some(place.number), None)
        }),
        at(
            "createUser",
            "approver",
            National(A::ManageUsers),
            |place| new_user("APPROVER", Some(place.number), None),
        ),
        at(
            "createUser",
            "county coordinator",
            National(A::ManageUsers),
            |place| new_user("COUNTY_COORDINATOR", None, Some(place.county)),
        ),
        at(
            "createUser",
            "national coordinator",
            National(A::ManageUsers),
            |_| new_user("NATIONAL_COORDINATOR", None, None),
        ),
        at(
            "createUser",
            "administrator",
            National(A::ManageUsers),
            |_| new_user("ADMINISTRATOR", None, None),
        ),
        at(
            "disableUser",
            "editor",
            National(A::ManageUsers),
            |place| json!({ "userId": place.editor.id }),
        ),
        at(
            "enableUser",
            "editor",
            National(A::ManageUsers),
            |place| json!({ "userId": place.disabled.id }),
        ),
        at(
            "setPassword",
            "editor",
            National(A::ManageUsers),
            |place| json!({ "userId": place.editor.id, "newPassword": "te-med-mye-melk-84" }),
        ),
        at("grantRole", "editor", Table(A::ManageEditors), |place| {
            role(&place.approver.id, "EDITOR", Some(place.number))
        }),
        at("grantRole", "approver", National(A::ManageUsers), |place| {
            role(&place.editor.id, "APPROVER", Some(place.number))
        }),
        at(
            "grantRole",
            "administrator",
            National(A::ManageUsers),
            |place| role(&place.editor.id, "ADMINISTRATOR", None),
        ),
        at(
            "grantRole",
            "administrator, to an approver",
            Nobody,
            |place| role(&place.approver.id, "ADMINISTRATOR", None),
        ),
        Write {
            on: "editor, to oneself",
            ..own("grantRole", Nobody, |world, person| {
                role(own_id(world, person), "EDITOR", Some(HERE))
            })
        },
        Write {
            on: "national coordinator, to oneself",
            ..own("grantRole", Nobody, |world, person| {
                role(own_id(world, person), "NATIONAL_COORDINATOR", None)
            })
        },
        at(
            "revokeRole",
            "editor",
            Table(A::ManageEditors),
            |place| json!({ "grantId": place.editor.grant }),
        ),
        at(
            "revokeRole",
            "approver",
            National(A::ManageUsers),
            |place| json!({ "grantId": place.approver.grant }),
        ),
    ]
}
