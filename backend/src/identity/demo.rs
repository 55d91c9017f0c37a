//! Accounts of a demonstration, whose password everybody may know. They are marked, so that a server that others can reach refuses to
//! run while one of them can be signed in with.

use chrono::{DateTime, Utc};
use serde_json::json;
use veiviser_schema::authz::Grant;
use veiviser_schema::ids::UserId;
use veiviser_schema::text::Language;

use super::Identity;
use super::grant::repo as grants;
use super::user::model::Email;
use super::user::repo::{self as users, NewAccount};
use crate::audit;
use crate::authz::Permit;
use crate::db::{Database, DbError, WriteTx};
use crate::outcome::Failure;

/// Somebody who is not.
pub struct DemoUser {
    pub email: &'static str,
    pub name: &'static str,
    /// Not held to the rules for passwords: it is no secret.
    pub password: &'static str,
    pub grant: Grant,
}

impl Identity {
    /// Adds the account unless somebody has its e-mail address; tells whether it is new.
    pub async fn ensure_demo_user(
        &self,
        user: DemoUser,
        now: DateTime<Utc>,
    ) -> Result<(UserId, bool), Failure> {
        let DemoUser {
            email,
            name,
            password,
            grant,
        } = user;
        let email = Email::read(email)?;
        if let Some(kept) = users::kept_for_email(self.0.db.reader(), &email.folded).await? {
            return Ok((kept.id, false));
        }
        let new = NewAccount {
            name: name.to_owned(),
            email,
            language: Language::Nb,
            password_hash: self.0.passwords.hash(password).await?,
            demo: true,
        };
        self.0
            .db
            .write(move |tx| async move { add(&tx, new, &grant, now).await })
            .await
    }
}

/// Adds an account with its grant, unless somebody was quicker.
async fn add(
    tx: &WriteTx,
    new: NewAccount,
    grant: &Grant,
    now: DateTime<Utc>,
) -> Result<(UserId, bool), Failure> {
    let permit = Permit::operator();
    let folded = new.email.folded.clone();
    let Some(id) = users::insert(tx, &permit, new, now).await? else {
        let kept = users::kept_for_email(tx, &folded).await?;
        let kept = kept.ok_or(Failure::Defect("an address is taken by nobody"))?;
        return Ok((kept.id, false));
    };
    grants::insert(tx, &permit, id, grant, now).await?;
    let entry = audit::NewEntry {
        event: "user.created",
        subject_id: id.to_string(),
        municipality: None,
        detail: json!({ "demo": true, "role": grant.role.code() }),
        request_id: None,
    };
    audit::record(tx, &permit, entry, now).await?;
    Ok((id, true))
}

/// The addresses of the demo accounts that can be signed in with.
pub async fn demo_accounts(db: &Database) -> Result<Vec<String>, DbError> {
    users::demo_addresses(db.reader()).await
}
