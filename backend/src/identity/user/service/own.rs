//! What everybody does with their own account.

use serde_json::json;
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::text::Language;

use super::super::model::{UserRecord, read_name};
use super::super::repo;
use super::{about, sign_out_everywhere};
use crate::audit::{self, NewEntry};
use crate::authz::{Denied, SignedIn};
use crate::context::RequestContext;
use crate::db::DbError;
use crate::identity::Identity;
use crate::identity::grant::repo::{self as grants, Shown};
use crate::identity::password::{self, About};
use crate::outcome::{Failure, Refusal};

impl Identity {
    /// Somebody's own account with all their grants. Two statements.
    pub async fn own_record(&self, person: &SignedIn) -> Result<Option<UserRecord>, DbError> {
        let conn = self.0.db.reader();
        let Some(account) = repo::find(conn, person.user_id).await? else {
            return Ok(None);
        };
        let own = Shown {
            scope: crate::authz::ReadScope::default(),
            own: Some(person.user_id),
        };
        let mut grants = grants::of_users(conn, &[person.user_id], &own).await?;
        Ok(Some(UserRecord {
            grants: grants.remove(&person.user_id).unwrap_or_default(),
            account,
        }))
    }

    /// Changes the name or the language. Answers with the person as they are from now on.
    pub async fn update_viewer(
        &self,
        request: &RequestContext,
        name: Option<String>,
        language: Option<Language>,
    ) -> Result<SignedIn, Failure> {
        let permit = request.actor().authorize_own_account()?;
        let name = name.as_deref().map(read_name).transpose()?;
        let (now, request_id) = (request.now(), request.request_id().to_owned());
        self.0
            .db
            .write(move |tx| async move {
                let id = permit.user_id();
                let detail = json!({ "name": name.is_some(), "language": language.is_some() });
                repo::set_profile(&tx, &permit, id, name, language).await?;
                let entry = NewEntry {
                    detail,
                    ..about(id, "user.updated", Some(request_id))
                };
                audit::record(&tx, &permit, entry, now).await?;
                repo::person(&tx, id)
                    .await?
                    .ok_or_else(|| Denied::NotSignedIn.into())
            })
            .await
    }

    /// Changes the password of whoever asks, who must know the old one. Signs out everywhere but here.
    pub async fn change_password(
        &self,
        request: &RequestContext,
        current: &str,
        new: &str,
    ) -> Result<(), Failure> {
        let person = request.actor().person().ok_or(Denied::NotSignedIn)?;
        let permit = request.actor().authorize_own_account()?;
        let conn = self.0.db.reader();
        let kept = repo::kept_for(conn, person.user_id)
            .await?
            .ok_or(Denied::NotSignedIn)?;
        let known = About {
            name: &person.name,
            email: &kept.email_folded,
        };
        if let Some(code) = password::problem(new, known) {
            return Err(Refusal::at(code, "newPassword").into());
        }
        let wrong = || Failure::from(Refusal::at(ErrorCode::BadCredentials, "currentPassword"));
        let attempt = self
            .0
            .limits
            .begin_again(&kept.email_folded, request.client())
            .map_err(|refused| refused.told_to(request))?;
        let right = self
            .0
            .passwords
            .matches(current, Some(&kept.password_hash))
            .await?;
        if !right {
            return Err(wrong());
        }
        attempt.succeeded();
        let hash = self.0.passwords.hash(new).await?;
        let session = request.session().cloned();
        let (now, request_id) = (request.now(), request.request_id().to_owned());
        let replaced = self
            .0
            .db
            .write(move |tx| async move {
                let id = permit.user_id();
                repo::lock(&tx, id).await?;
                let replaced =
                    repo::replace_password(&tx, &permit, id, &kept.password_hash, &hash).await?;
                if replaced {
                    sign_out_everywhere(&tx, &permit, id, session.as_ref(), now).await?;
                    let entry = about(id, "user.password_changed", Some(request_id));
                    audit::record(&tx, &permit, entry, now).await?;
                }
                Ok::<_, Failure>(replaced)
            })
            .await?;
        // Somebody changed it in between: what was given is no longer the password.
        if replaced { Ok(()) } else { Err(wrong()) }
    }
}
