//! What a person may do with a change now: the permission table and the state together. The verbs ask the same again.

use async_graphql::SimpleObject;
use veiviser_schema::authz::Action;
use veiviser_schema::content::risk::Risk;
use veiviser_schema::ids::{MunicipalityNumber, UserId};

use super::model::{Change, ChangeState};
use crate::authz::{Actor, Resource};
use crate::change::review::{may_approve, may_decline, may_review_published};

/// What whoever asks may do with the change as it is now: their role and the change's state both count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SimpleObject)]
pub struct ChangePermissions {
    pub save: bool,
    pub submit: bool,
    pub withdraw: bool,
    pub approve: bool,
    /// Return or reject.
    pub decline: bool,
    /// Confirm what is public and not yet reviewed.
    pub confirm: bool,
    /// Put back what was there before it.
    pub revert: bool,
    pub comment: bool,
}

#[must_use]
pub fn permitted(
    actor: &Actor,
    change: &Change,
    municipality: &MunicipalityNumber,
    contributors: &[UserId],
    risk: Risk,
) -> ChangePermissions {
    let own = actor
        .user_id()
        .is_some_and(|user| contributors.contains(&user));
    let resource = Resource::in_municipality(municipality).own_work(own);
    let may = |action| actor.authorize(action, resource).is_ok();
    let writable = change.state.is_writable();
    let submitted = change.state == ChangeState::Submitted;
    let reviews_published = change.state == ChangeState::PublishedUnreviewed
        && may_review_published(actor, resource).is_ok();
    ChangePermissions {
        save: writable && may(Action::SaveDraft),
        submit: writable && may(Action::Submit),
        withdraw: submitted && may(Action::Withdraw),
        approve: submitted && may_approve(actor, resource, risk).is_ok(),
        decline: submitted && may_decline(actor, resource, risk).is_ok(),
        confirm: reviews_published,
        revert: reviews_published,
        comment: may(Action::Comment),
    }
}
