//! Giving roles and taking them away.
//!
//! Whoever looks after a municipality's editors may give and take the editor's role there, to people they can see; every other role
//! is the administrators'. Nobody gives themselves anything, nor takes their own access away; whoever administers cannot also approve
//! content; and one administrator always remains. So it takes two people to let one in.

use serde_json::{Value, json};
use veiviser_schema::authz::{Action, Grant, Role, Scope};
use veiviser_schema::ids::{GrantId, MunicipalityNumber, UserId};
use veiviser_schema::outcome::ErrorCode;

use super::model::Wanted;
use super::repo::{self, Shown};
use crate::audit::{self, NewEntry};
use crate::authz::{Actor, Denied, Permit, Resource};
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::identity::Identity;
use crate::identity::user::model::UserRecord;
use crate::identity::user::repo as users;
use crate::outcome::{Failure, Refusal};

/// Holds the count of administrators still while one is to go.
const ADMINISTRATORS: &str = "identity.administrators";

impl Identity {
    pub async fn grant_role(
        &self,
        request: &RequestContext,
        user_id: Option<UserId>,
        wanted: Wanted,
    ) -> Result<UserRecord, Failure> {
        let actor = request.actor().clone();
        let grant = wanted.read();
        let permit = leave_to_give(&actor, grant.as_ref().ok())?;
        let grant = grant?;
        let user_id = user_id.ok_or(ErrorCode::NotAllowed)?;
        if actor.user_id() == Some(user_id) {
            return Err(nobody_gives_themselves().into());
        }
        let (now, request_id) = (request.now(), request.request_id().to_owned());
        self.0
            .db
            .write(move |tx| async move {
                let shown = shown_to(&actor);
                users::lock(&tx, user_id).await?;
                users::visible(&tx, &shown, &[user_id])
                    .await?
                    .pop()
                    .ok_or(ErrorCode::NotAllowed)?;
                give(&tx, &permit, user_id, &grant, now, Some(request_id)).await?;
                record_of(&tx, &shown, user_id).await
            })
            .await
    }

    pub async fn revoke_role(
        &self,
        request: &RequestContext,
        grant_id: Option<GrantId>,
    ) -> Result<UserRecord, Failure> {
        let actor = request.actor().clone();
        if actor.person().is_none() {
            return Err(Denied::NotSignedIn.into());
        }
        let grant_id = grant_id.ok_or(ErrorCode::NotAllowed)?;
        let (now, request_id) = (request.now(), request.request_id().to_owned());
        self.0
            .db
            .write(move |tx| async move {
                let (user_id, grant) = repo::find(&tx, grant_id)
                    .await?
                    .ok_or(ErrorCode::NotAllowed)?;
                let permit = leave_to_give(&actor, Some(&grant))?;
                if actor.user_id() == Some(user_id) {
                    return Err(ErrorCode::OwnAccess.into());
                }
                if grant.role == Role::Administrator {
                    another_administrator_remains(&tx, user_id).await?;
                }
                if !repo::remove(&tx, &permit, grant_id).await? {
                    return Err(ErrorCode::NotAllowed.into());
                }
                let entry = NewEntry {
                    event: "role.revoked",
                    subject_id: user_id.to_string(),
                    municipality: municipality_of(&grant),
                    detail: detail(grant_id, &grant),
                    request_id: Some(request_id),
                };
                audit::record(&tx, &permit, entry, now).await?;
                record_of(&tx, &shown_to(&actor), user_id).await
            })
            .await
    }
}

/// Leave to give or take this grant. What is not a grant at all is judged as the widest.
pub(in crate::identity) fn leave_to_give(
    actor: &Actor,
    grant: Option<&Grant>,
) -> Result<Permit, Denied> {
    match grant {
        Some(Grant {
            role: Role::Editor,
            scope: Scope::Municipality(number),
        }) => actor.authorize(Action::ManageEditors, Resource::in_municipality(number)),
        _ => actor.authorize(Action::ManageUsers, Resource::national()),
    }
}

fn nobody_gives_themselves() -> Refusal {
    Refusal::in_words(
        ErrorCode::OwnAccess,
        [
            "Du kan ikke gi deg selv tilgang. Be en annen om det.".to_owned(),
            "Du kan ikkje gi deg sjølv tilgang. Be nokon andre om det.".to_owned(),
            "You cannot give yourself access. Ask somebody else to do it.".to_owned(),
        ],
    )
}

/// Gives a grant and tells the audit trail. A grant that is there already stays as it is. Hold the user's lock: two grants that exclude
/// each other must not be given at once.
pub(in crate::identity) async fn give(
    tx: &WriteTx,
    permit: &Permit,
    user_id: UserId,
    grant: &Grant,
    now: chrono::DateTime<chrono::Utc>,
    request_id: Option<String>,
) -> Result<(), Failure> {
    if !repo::place_exists(tx, &grant.scope).await? {
        let field = match grant.scope {
            Scope::County(_) => "countyNumber",
            _ => "municipalityNumber",
        };
        return Err(Refusal::at(ErrorCode::ScopeInvalid, field).into());
    }
    if repo::has(tx, user_id, grant).await? {
        return Ok(());
    }
    let roles = repo::roles(tx, user_id).await?;
    if !roles.iter().all(|role| role.stands_with(grant.role)) {
        return Err(ErrorCode::RolesExclude.into());
    }
    let id = repo::insert(tx, permit, user_id, grant, now).await?;
    let entry = NewEntry {
        event: "role.granted",
        subject_id: user_id.to_string(),
        municipality: municipality_of(grant),
        detail: detail(id, grant),
        request_id,
    };
    Ok(audit::record(tx, permit, entry, now).await?)
}

/// Refuses unless somebody besides this user is an administrator and can sign in. Until the transaction ends nobody else can ask:
/// two administrators cannot remove each other at once.
pub(in crate::identity) async fn another_administrator_remains(
    tx: &WriteTx,
    user_id: UserId,
) -> Result<(), Failure> {
    tx.lock(ADMINISTRATORS).await?;
    if repo::administrators_besides(tx, user_id).await? > 0 {
        return Ok(());
    }
    Err(Refusal {
        code: ErrorCode::WrongState,
        field: None,
        words: Some([
            "Dette er den siste administratoren. Gjør først en annen til administrator.".to_owned(),
            "Dette er den siste administratoren. Gjer først ein annan til administrator."
                .to_owned(),
            "This is the last administrator. Make somebody else an administrator first.".to_owned(),
        ]),
    }
    .into())
}

/// Which users, and which parts of them, somebody may see.
pub(in crate::identity) fn shown_to(actor: &Actor) -> Shown {
    Shown {
        scope: actor.read_scope(Action::ReadUsers),
        own: actor.user_id(),
    }
}

/// The user as they are now, whether or not the last grant in scope just went.
pub(in crate::identity) async fn record_of(
    tx: &WriteTx,
    shown: &Shown,
    user_id: UserId,
) -> Result<UserRecord, Failure> {
    let account = users::find(tx, user_id)
        .await?
        .ok_or(Failure::Defect("a user that was just changed is gone"))?;
    let mut grants = repo::of_users(tx, &[user_id], shown).await?;
    Ok(UserRecord {
        grants: grants.remove(&user_id).unwrap_or_default(),
        account,
    })
}

fn municipality_of(grant: &Grant) -> Option<MunicipalityNumber> {
    match &grant.scope {
        Scope::Municipality(number) => Some(number.clone()),
        Scope::County(_) | Scope::Nation => None,
    }
}

fn detail(id: GrantId, grant: &Grant) -> Value {
    let county = match &grant.scope {
        Scope::County(number) => Some(number.as_str()),
        _ => None,
    };
    json!({ "grantId": id.to_string(), "role": grant.role.code(), "countyNumber": county })
}
