//! Signing in and out.

use chrono::{DateTime, Utc};
use veiviser_schema::outcome::ErrorCode;

use super::model::{Active, NOTED_EVERY};
use super::repo;
use crate::audit;
use crate::authz::{Actor, Channel, Permit, SignedIn};
use crate::context::{RequestContext, SessionChange, SessionKey};
use crate::db::DbError;
use crate::identity::Identity;
use crate::identity::secret::{Secret, hash_of};
use crate::identity::user::model::fold_email;
use crate::identity::user::repo::{self as users, Kept};
use crate::identity::user::service::about;
use crate::outcome::Failure;

impl Identity {
    /// Checks a password. An unknown address, a wrong password and an account that is disabled, or a demo account where others can reach
    /// the server, are one answer, after the same time.
    pub(in crate::identity) async fn authenticate(
        &self,
        request: &RequestContext,
        email: &str,
        password: &str,
        channel: Channel,
    ) -> Result<Kept, Failure> {
        let folded = fold_email(email);
        let attempt = match self.0.limits.begin(&folded, request.client()) {
            Ok(attempt) => attempt,
            Err(refused) => {
                tracing::warn!(
                    event = "identity.too_many_attempts",
                    request_id = request.request_id(),
                    "a sign-in was refused unseen: too many wrong passwords"
                );
                self.remember("session.locked", &folded, request, channel);
                return Err(refused.told_to(request));
            }
        };
        let kept = users::kept_for_email(self.0.db.reader(), &folded).await?;
        let hash = kept.as_ref().map(|kept| kept.password_hash.as_str());
        let right = self.0.passwords.matches(password, hash).await?;
        match kept {
            Some(kept) if right && !kept.disabled && (!kept.demo || self.0.demo_accounts) => {
                attempt.succeeded();
                Ok(kept)
            }
            _ => {
                tracing::info!(
                    event = "identity.sign_in_refused",
                    request_id = request.request_id(),
                    "a sign-in was refused"
                );
                self.remember("session.refused", &folded, request, channel);
                Err(ErrorCode::BadCredentials.into())
            }
        }
    }

    /// Tells the audit trail that somebody was not let in to this account, if there is such an account: once a minute for each account
    /// and kind at most, so that nobody fills the trail. In the background: how long an answer takes must not tell whether there is one.
    fn remember(
        &self,
        event: &'static str,
        folded_email: &str,
        request: &RequestContext,
        channel: Channel,
    ) {
        let now = request.now();
        if !self.0.told.first_this_minute(event, folded_email, now) {
            return;
        }
        let (identity, email) = (self.clone(), folded_email.to_owned());
        let permit = Permit::to_note(request.origin(channel));
        let request_id = request.request_id().to_owned();
        tokio::spawn(async move {
            let written = async {
                let db = &identity.0.db;
                let Some(kept) = users::kept_for_email(db.reader(), &email).await? else {
                    return Ok(());
                };
                let entry = about(kept.id, event, Some(request_id));
                db.write(move |tx| async move { audit::record(&tx, &permit, entry, now).await })
                    .await
            };
            let written: Result<(), DbError> = written.await;
            if let Err(error) = written {
                tracing::warn!(
                    event = "identity.refusal_not_remembered",
                    detail = error.detail(),
                    "that a sign-in was refused could not be written down"
                );
            }
        });
    }

    /// Begins a session; the HTTP layer makes the cookie. A session the browser had ends.
    pub async fn sign_in(
        &self,
        request: &RequestContext,
        email: &str,
        password: &str,
    ) -> Result<SignedIn, Failure> {
        let kept = self
            .authenticate(request, email, password, Channel::Console)
            .await?;
        let Secret { text, hash } = Secret::generate(&self.0.random)
            .map_err(|_| Failure::Defect("the operating system gave no random bytes"))?;
        let before = request
            .session()
            .cloned()
            .zip(request.actor().authorize_own_account().ok());
        let (now, request_id) = (request.now(), request.request_id().to_owned());
        let origin = request.origin(Channel::Console);
        let (person, expires_at) = self
            .0
            .db
            .write(move |tx| async move {
                users::lock(&tx, kept.id).await?;
                // The password may have changed, or the account been disabled, since it was checked.
                let person = users::person(&tx, kept.id)
                    .await?
                    .ok_or(ErrorCode::BadCredentials)?;
                let permit = Actor::signed_in(person.clone())
                    .from_here(origin)
                    .authorize_own_account()?;
                if !users::note_sign_in(&tx, &permit, kept.id, &kept.password_hash, now).await? {
                    return Err(Failure::from(ErrorCode::BadCredentials));
                }
                repo::forget_ended(&tx, &permit, now).await?;
                if let Some((key, permit)) = before {
                    repo::end(&tx, &permit, &key).await?;
                }
                let expires_at = repo::insert(&tx, &permit, SessionKey(hash), now).await?;
                let entry = about(kept.id, "session.began", Some(request_id));
                audit::record(&tx, &permit, entry, now).await?;
                Ok((person, expires_at))
            })
            .await?;
        request.change_session(SessionChange::Began {
            secret: text,
            expires_at,
        });
        request.signed_in_as(person.clone());
        Ok(person)
    }

    /// Ends the session of this request; `false` when there is none. The cookie goes in any case.
    pub async fn sign_out(&self, request: &RequestContext) -> Result<bool, Failure> {
        request.change_session(SessionChange::Ended);
        let (Some(key), Ok(permit)) = (
            request.session().cloned(),
            request.actor().authorize_own_account(),
        ) else {
            return Ok(false);
        };
        let (now, request_id) = (request.now(), request.request_id().to_owned());
        self.0
            .db
            .write(move |tx| async move {
                let ended = repo::end(&tx, &permit, &key).await?;
                if ended {
                    let entry = about(permit.user_id(), "session.ended", Some(request_id));
                    audit::record(&tx, &permit, entry, now).await?;
                }
                Ok(ended)
            })
            .await
    }

    /// Who holds this cookie value. Notes that the session is in use, at most once a minute; a note that cannot be written (a full
    /// disk) keeps nobody from reading.
    pub(in crate::identity) async fn session(
        &self,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<(SignedIn, SessionKey)>, DbError> {
        let Some(key) = hash_of(secret).map(SessionKey) else {
            return Ok(None);
        };
        let Some(Active {
            person,
            last_used_at,
        }) = repo::active(self.0.db.reader(), &key, now).await?
        else {
            return Ok(None);
        };
        if now - last_used_at >= NOTED_EVERY
            && let Err(error) = self.note_use(&person, key.clone(), now).await
        {
            tracing::warn!(
                event = "identity.session_not_noted",
                error = error.detail(),
                "that a session is in use could not be written down"
            );
        }
        Ok(Some((person, key)))
    }

    async fn note_use(
        &self,
        person: &SignedIn,
        key: SessionKey,
        now: DateTime<Utc>,
    ) -> Result<(), DbError> {
        let Ok(permit) = Actor::signed_in(person.clone()).authorize_own_account() else {
            return Ok(());
        };
        self.0
            .db
            .write(move |tx| async move { repo::touch(&tx, &permit, &key, now).await })
            .await
    }
}
