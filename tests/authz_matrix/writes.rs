//! Every mutation, with what it is tried on.

use harness::cast::{PASSWORD, Person};
use harness::fixture::listing_id;
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

/// One's own id, an editor's for who has none.
fn own_id(world: &World, person: Option<Person>) -> &str {
    &world.ids[email(person)]
}

/// The account to sign in as: one's own, an editor's for who has none.
fn email(person: Option<Person>) -> &'static str {
    person.map_or(harness::cast::EDITOR.email, |person| person.email)
}

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

fn role(user: &str, role: &str, municipality: Option<&str>) -> Value {
    json!({ "userId": user, "role": role, "municipalityNumber": municipality })
}

fn step(change: &harness::fixture::Change) -> Value {
    json!({ "changeRequestId": change.id, "expectedVersion": change.version })
}

fn with(mut input: Value, field: &str, value: Value) -> Value {
    input[field] = value;
    input
}

fn approval(change: &harness::fixture::Change) -> Value {
    with(step(change), "revisionId", json!(change.revision))
}

fn decline(change: &harness::fixture::Change) -> Value {
    with(step(change), "reason", json!("Ser ikke riktig ut."))
}

/// Every case, in the order of the golden file.
pub fn all() -> Vec<Write> {
    use Action as A;
    use Leave::{Anybody, National, Nobody, NotTheApprover, SignedIn, Table};
    vec![
        own(
            "signIn",
            Anybody,
            |_, person| json!({ "email": email(person), "password": PASSWORD }),
        ),
        own("signOut", Anybody, |_, _| Value::Null),
        own(
            "updateViewer",
            SignedIn,
            |_, _| json!({ "name": "Et Annet Navn" }),
        ),
        own(
            "changePassword",
            SignedIn,
            |_, _| json!({ "currentPassword": PASSWORD, "newPassword": "te-med-mye-melk-84" }),
        ),
        own(
            "issueToken",
            Anybody,
            |_, person| json!({ "email": email(person), "password": PASSWORD }),
        ),
        // The token is the leave.
        own(
            "refreshToken",
            Anybody,
            |world, _| json!({ "refreshToken": world.refresh_token }),
        ),
        own(
            "revokeToken",
            Anybody,
            |world, _| json!({ "refreshToken": world.refresh_token }),
        ),
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
                role(own_id(world, person), "EDITOR", Some(harness::cast::HERE))
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
        at(
            "startDraft",
            "new listing",
            Table(A::SaveDraft),
            |place| json!({ "listingId": listing_id(), "municipalityNumber": place.number, "serviceTypeSlug": "krisesenter" }),
        ),
        at(
            "startDraft",
            "published listing",
            Table(A::SaveDraft),
            |place| json!({ "listingId": place.published }),
        ),
        at("saveDraft", "", Table(A::SaveDraft), |place| {
            with(
                step(&place.draft),
                "content",
                harness::fixture::content("Lagret", place.number),
            )
        }),
        at("discardDraft", "", Table(A::SaveDraft), |place| {
            step(&place.draft)
        }),
        at("submitChange", "new listing", Table(A::Submit), |place| {
            step(&place.draft)
        }),
        at("submitChange", "hours", Table(A::PublishFirst), |place| {
            step(&place.hours_draft)
        }),
        at("withdrawChange", "", Table(A::Withdraw), |place| {
            step(&place.high)
        }),
        at("resolveConflicts", "", Table(A::SaveDraft), |place| {
            with(step(&place.draft), "choices", json!([]))
        }),
        at(
            "approveChange",
            "low risk",
            Table(A::ApproveLowRisk),
            |place| approval(&place.low),
        ),
        at(
            "approveChange",
            "high risk",
            Table(A::ApproveAny),
            |place| approval(&place.high),
        ),
        at(
            "approveChange",
            "the approver's",
            NotTheApprover(A::ApproveLowRisk),
            |place| approval(&place.approvers),
        ),
        at(
            "returnChange",
            "low risk",
            Table(A::ApproveLowRisk),
            |place| decline(&place.low),
        ),
        at("returnChange", "high risk", Table(A::ApproveAny), |place| {
            decline(&place.high)
        }),
        at(
            "returnChange",
            "the approver's",
            NotTheApprover(A::Decline),
            |place| decline(&place.approvers),
        ),
        at(
            "rejectChange",
            "low risk",
            Table(A::ApproveLowRisk),
            |place| decline(&place.low),
        ),
        at("rejectChange", "high risk", Table(A::ApproveAny), |place| {
            decline(&place.high)
        }),
        at(
            "rejectChange",
            "the approver's",
            NotTheApprover(A::Decline),
            |place| decline(&place.approvers),
        ),
        at("confirmChange", "", Table(A::ReviewPublished), |place| {
            step(&place.hours)
        }),
        at(
            "confirmChange",
            "the approver's",
            NotTheApprover(A::ReviewPublished),
            |place| step(&place.approvers_hours),
        ),
        at("revertChange", "", Table(A::ReviewPublished), |place| {
            decline(&place.hours)
        }),
        at(
            "revertChange",
            "the approver's",
            NotTheApprover(A::ReviewPublished),
            |place| decline(&place.approvers_hours),
        ),
        at(
            "commentOnChange",
            "",
            Table(A::Comment),
            |place| json!({ "changeRequestId": place.low.id, "body": "Fint." }),
        ),
        at(
            "verifyListing",
            "",
            Table(A::Verify),
            |place| json!({ "listingId": place.published, "expectedVersion": place.version }),
        ),
        at(
            "setDefaultOpeningHours",
            "",
            Table(A::SetDefaultHours),
            |place| json!({ "municipalityNumber": place.number, "schedule": { "mode": "ALWAYS" }, "expectedVersion": 0 }),
        ),
    ]
}
