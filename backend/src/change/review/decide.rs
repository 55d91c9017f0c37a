//! Who may decide about a change: never who has a hand in it; a coordinator about any, an approver about what does little harm.

use veiviser_schema::authz::Action;
use veiviser_schema::content::risk::Risk;

use crate::authz::{Actor, Denied, Permit, Resource};

/// Leave to approve a change of this risk.
pub fn may_approve(actor: &Actor, resource: Resource<'_>, risk: Risk) -> Result<Permit, Denied> {
    match (actor.authorize(Action::ApproveAny, resource), risk) {
        (Err(Denied::NotAllowed), Risk::Low) => actor.authorize(Action::ApproveLowRisk, resource),
        (answer, _) => answer,
    }
}

/// Leave to return or reject it: for those who could approve it.
pub fn may_decline(actor: &Actor, resource: Resource<'_>, risk: Risk) -> Result<Permit, Denied> {
    may_approve(actor, resource, risk)?;
    actor.authorize(Action::Decline, resource)
}

/// Leave to confirm or revert what was public before anybody had reviewed it.
pub fn may_review_published(actor: &Actor, resource: Resource<'_>) -> Result<Permit, Denied> {
    actor.authorize(Action::ReviewPublished, resource)
}
