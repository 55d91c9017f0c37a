//! What others do with a change.

use harness::fixture::Change;
use serde_json::{Value, json};
use veiviser_schema::authz::Action as A;

use super::Leave::{NotTheApprover, Table};
use super::{Write, at, step, with};

fn approval(change: &Change) -> Value {
    with(step(change), "revisionId", json!(change.revision))
}

fn decline(change: &Change) -> Value {
    with(step(change), "reason", json!("Ser ikke riktig ut."))
}

pub fn all() -> Vec<Write> {
    vec![
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
    ]
}
