//! Making, changing and disabling accounts, and reading them.

mod own;

use sea_orm::ConnectionTrait;
use serde_json::json;
use veiviser_schema::authz::{Action, Grant, Role, Scope};
use veiviser_schema::ids::{MunicipalityNumber, UserId};
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::text::Language;

use super::model::{Account, Email, Filter, NewUser, UserRecord, read_name};
use super::repo::{self, NewAccount};
use crate::audit::{self, NewEntry};
use crate::authz::{Actor, Permit, Resource};
use crate::context::{RequestContext, SessionKey};
use crate::db::{DbError, WriteTx};
use crate::graphql::keyset::Window;
use crate::identity::Identity;
use crate::identity::grant::repo::{self as grants, Shown};
use crate::identity::grant::service::{
    another_administrator_remains, give, leave_to_give, record_of, shown_to,
};
use crate::identity::password::{self, About};
use crate::identity::{session, token};
use crate::outcome::{Failure, Refusal};

/// A [`NewUser`] in which everything is right.
pub(in crate::identity) struct CheckedUser {
    name: String,
    email: Email,
    password: String,
    language: Language,
    grant: Grant,
}

/// Reads a new user; answers with everything that is wrong at once.
pub(in crate::identity) fn check(new: NewUser) -> Result<CheckedUser, Failure> {
    let NewUser {
        name,
        email,
        password,
        language,
        grant,
    } = new;
    let about = About {
        name: &name,
        email: &email,
    };
    let weak = password::problem(&password, about).map(|code| Refusal::at(code, "password"));
    match (read_name(&name), Email::read(&email), weak, grant.read()) {
        (Ok(name), Ok(email), None, Ok(grant)) => Ok(CheckedUser {
            name,
            email,
            password,
            language: language.unwrap_or_default(),
            grant,
        }),
        (name, email, weak, grant) => Err(Failure::Refused(
            [name.err(), email.err(), weak, grant.err()]
                .into_iter()
                .flatten()
                .collect(),
        )),
    }
}

async fn with_grants(
    conn: &impl ConnectionTrait,
    accounts: Vec<Account>,
    shown: &Shown,
) -> Result<Vec<UserRecord>, DbError> {
    let ids: Vec<UserId> = accounts.iter().map(|account| account.id).collect();
    let mut grants = grants::of_users(conn, &ids, shown).await?;
    let record = |account: Account| UserRecord {
        grants: grants.remove(&account.id).unwrap_or_default(),
        account,
    };
    Ok(accounts.into_iter().map(record).collect())
}

impl Identity {
    /// One page of the users the actor is shown, with their grants. Three statements.
    pub async fn users(
        &self,
        actor: &Actor,
        filter: &Filter,
        window: &Window,
    ) -> Result<(Vec<UserRecord>, u64), DbError> {
        let shown = shown_to(actor);
        let conn = self.0.db.reader();
        let (accounts, total) = repo::page(conn, &shown.scope, filter, window).await?;
        Ok((with_grants(conn, accounts, &shown).await?, total))
    }

    /// Those of these users that the actor is shown, in no order. Two statements.
    pub async fn users_by_id(
        &self,
        actor: &Actor,
        ids: &[UserId],
    ) -> Result<Vec<UserRecord>, DbError> {
        let shown = shown_to(actor);
        let conn = self.0.db.reader();
        let accounts = repo::visible(conn, &shown, ids).await?;
        with_grants(conn, accounts, &shown).await
    }

    pub async fn create_user(
        &self,
        request: &RequestContext,
        new: NewUser,
    ) -> Result<UserRecord, Failure> {
        let actor = request.actor().clone();
        let permit = leave_to_give(&actor, new.grant.read().as_ref().ok())?;
        let new = check(new)?;
        let hash = self.0.passwords.hash(&new.password).await?;
        let (now, request_id) = (request.now(), request.request_id().to_owned());
        self.0
            .db
            .write(move |tx| async move {
                let id = create(&tx, &permit, new, hash, now, Some(request_id)).await?;
                record_of(&tx, &shown_to(&actor), id).await
            })
            .await
    }

    pub async fn disable_user(
        &self,
        request: &RequestContext,
        id: Option<UserId>,
    ) -> Result<UserRecord, Failure> {
        let actor = request.actor().clone();
        let permit = actor.authorize(Action::ManageUsers, Resource::national())?;
        let id = id.ok_or(ErrorCode::NotAllowed)?;
        if actor.user_id() == Some(id) {
            return Err(ErrorCode::OwnAccess.into());
        }
        let (now, request_id) = (request.now(), request.request_id().to_owned());
        self.0
            .db
            .write(move |tx| async move {
                disable(&tx, &permit, id, now, Some(request_id)).await?;
                record_of(&tx, &shown_to(&actor), id).await
            })
            .await
    }

    pub async fn enable_user(
        &self,
        request: &RequestContext,
        id: Option<UserId>,
    ) -> Result<UserRecord, Failure> {
        let actor = request.actor().clone();
        let permit = actor.authorize(Action::ManageUsers, Resource::national())?;
        let id = id.ok_or(ErrorCode::NotAllowed)?;
        let (now, request_id) = (request.now(), request.request_id().to_owned());
        self.0
            .db
            .write(move |tx| async move {
                enable(&tx, &permit, id, now, Some(request_id)).await?;
                record_of(&tx, &shown_to(&actor), id).await
            })
            .await
    }

    /// Gives somebody else a password; whoever is signed in as them is signed out.
    pub async fn set_password(
        &self,
        request: &RequestContext,
        id: Option<UserId>,
        new_password: String,
    ) -> Result<UserRecord, Failure> {
        let actor = request.actor().clone();
        let permit = actor.authorize(Action::ManageUsers, Resource::national())?;
        let id = id.ok_or(ErrorCode::NotAllowed)?;
        if actor.user_id() == Some(id) {
            return Err(own_password_is_changed_elsewhere().into());
        }
        let account = repo::find(self.0.db.reader(), id)
            .await?
            .ok_or(ErrorCode::NotAllowed)?;
        let known = About {
            name: &account.name,
            email: &account.email,
        };
        if let Some(code) = password::problem(&new_password, known) {
            return Err(Refusal::at(code, "newPassword").into());
        }
        let hash = self.0.passwords.hash(&new_password).await?;
        let (now, request_id) = (request.now(), request.request_id().to_owned());
        self.0
            .db
            .write(move |tx| async move {
                give_password(&tx, &permit, id, &hash, now, Some(request_id)).await?;
                record_of(&tx, &shown_to(&actor), id).await
            })
            .await
    }
}

/// Makes an account with its first grant.
pub(in crate::identity) async fn create(
    tx: &WriteTx,
    permit: &Permit,
    new: CheckedUser,
    password_hash: String,
    now: chrono::DateTime<chrono::Utc>,
    request_id: Option<String>,
) -> Result<UserId, Failure> {
    let CheckedUser {
        name,
        email,
        password: _,
        language,
        grant,
    } = new;
    let account = NewAccount {
        name,
        email,
        language,
        password_hash,
        demo: false,
    };
    let id = repo::insert(tx, permit, account, now)
        .await?
        .ok_or_else(|| Refusal::at(ErrorCode::EmailTaken, "email"))?;
    let entry = NewEntry {
        municipality: municipality_of(&grant),
        ..about(id, "user.created", request_id.clone())
    };
    audit::record(tx, permit, entry, now).await?;
    give(tx, permit, id, &grant, now, request_id).await?;
    Ok(id)
}

impl CheckedUser {
    pub(in crate::identity) fn password(&self) -> &str {
        &self.password
    }
}

/// Disables an account and ends all it is signed in with.
pub(in crate::identity) async fn disable(
    tx: &WriteTx,
    permit: &Permit,
    id: UserId,
    now: chrono::DateTime<chrono::Utc>,
    request_id: Option<String>,
) -> Result<(), Failure> {
    repo::lock(tx, id).await?;
    let account = repo::find(tx, id).await?.ok_or(ErrorCode::NotAllowed)?;
    if account.disabled {
        return Ok(());
    }
    let administrator = Grant {
        role: Role::Administrator,
        scope: Scope::Nation,
    };
    if grants::has(tx, id, &administrator).await? {
        another_administrator_remains(tx, id).await?;
    }
    repo::set_disabled(tx, permit, id, Some(now)).await?;
    sign_out_everywhere(tx, permit, id, None, now).await?;
    Ok(audit::record(tx, permit, about(id, "user.disabled", request_id), now).await?)
}

/// Opens a closed account again.
pub(in crate::identity) async fn enable(
    tx: &WriteTx,
    permit: &Permit,
    id: UserId,
    now: chrono::DateTime<chrono::Utc>,
    request_id: Option<String>,
) -> Result<(), Failure> {
    repo::find(tx, id).await?.ok_or(ErrorCode::NotAllowed)?;
    if repo::set_disabled(tx, permit, id, None).await? {
        audit::record(tx, permit, about(id, "user.enabled", request_id), now).await?;
    }
    Ok(())
}

/// Gives an account a password and ends all it is signed in with.
pub(in crate::identity) async fn give_password(
    tx: &WriteTx,
    permit: &Permit,
    id: UserId,
    hash: &str,
    now: chrono::DateTime<chrono::Utc>,
    request_id: Option<String>,
) -> Result<(), Failure> {
    repo::lock(tx, id).await?;
    if !repo::set_password(tx, permit, id, hash).await? {
        return Err(ErrorCode::NotAllowed.into());
    }
    sign_out_everywhere(tx, permit, id, None, now).await?;
    Ok(audit::record(tx, permit, about(id, "user.password_set", request_id), now).await?)
}

/// Ends every session (but one, perhaps) and every token of a user. Hold the user's lock.
pub(in crate::identity) async fn sign_out_everywhere(
    tx: &WriteTx,
    permit: &Permit,
    id: UserId,
    except: Option<&SessionKey>,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), DbError> {
    session::repo::end_all(tx, permit, id, except).await?;
    token::repo::revoke_all(tx, permit, id, now).await
}

/// An entry about a user.
pub(in crate::identity) fn about(
    id: UserId,
    event: &'static str,
    request_id: Option<String>,
) -> NewEntry {
    NewEntry {
        event,
        subject_id: id.to_string(),
        municipality: None,
        detail: json!({}),
        request_id,
    }
}

fn municipality_of(grant: &Grant) -> Option<MunicipalityNumber> {
    match &grant.scope {
        Scope::Municipality(number) => Some(number.clone()),
        Scope::County(_) | Scope::Nation => None,
    }
}

fn own_password_is_changed_elsewhere() -> Refusal {
    Refusal {
        code: ErrorCode::WrongState,
        field: Some("userId".to_owned()),
        words: Some([
            "Ditt eget passord bytter du ved å oppgi det du har nå.".to_owned(),
            "Ditt eige passord byter du ved å oppgi det du har no.".to_owned(),
            "Change your own password by giving the one you have.".to_owned(),
        ]),
    }
}
