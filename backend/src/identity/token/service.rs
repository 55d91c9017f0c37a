//! Issuing, refreshing and revoking tokens, and recognising whom one is for.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;
use veiviser_schema::ids::UserId;
use veiviser_schema::outcome::ErrorCode;

use super::jwt::{self, Refused};
use super::keys::{self, generate};
use super::model::{ACCESS, Claims, StoredKey, TokenPair};
use super::repo;
use crate::audit::{self, NewEntry};
use crate::authz::{Actor, Channel, Permit, SignedIn};
use crate::context::RequestContext;
use crate::db::DbError;
use crate::identity::Identity;
use crate::identity::secret::{Secret, hash_of};
use crate::identity::user::repo as users;
use crate::identity::user::service::about;
use crate::outcome::{Failure, Refusal};
use crate::random::ordered_id;

pub(in crate::identity) const KEYS: &str = "identity.signing_key";

impl Identity {
    /// Begins a family of tokens for a program that knows the password.
    pub async fn issue_token(
        &self,
        request: &RequestContext,
        email: &str,
        password: &str,
    ) -> Result<TokenPair, Failure> {
        let kept = self
            .authenticate(request, email, password, Channel::ApiClient)
            .await?;
        let person = users::person(self.0.db.reader(), kept.id)
            .await?
            .ok_or(ErrorCode::BadCredentials)?;
        let permit = Actor::signed_in(person)
            .from_here(request.origin(Channel::ApiClient))
            .authorize_own_account()?;
        let now = request.now();
        let key = self.signing_key(&permit, now).await?;
        let secret = self.secret()?;
        let family = ordered_id(now);
        let request_id = request.request_id().to_owned();
        let (user_id, hash) = (kept.id, secret.hash);
        self.0
            .db
            .write(move |tx| async move {
                users::lock(&tx, user_id).await?;
                // The password may have changed, or the account been disabled, since it was checked.
                if !users::note_sign_in(&tx, &permit, user_id, &kept.password_hash, now).await? {
                    return Err(Failure::from(ErrorCode::BadCredentials));
                }
                repo::forget_expired(&tx, &permit, now).await?;
                repo::insert(&tx, &permit, hash, family, now).await?;
                let entry = of_family(user_id, "token.issued", family, request_id);
                Ok(audit::record(&tx, &permit, entry, now).await?)
            })
            .await?;
        self.pair(&key, user_id, family, secret.text, now)
    }

    /// Takes a refresh token and gives the next. One that was used before revokes its whole family.
    pub async fn refresh_token(
        &self,
        request: &RequestContext,
        token: &str,
    ) -> Result<TokenPair, Failure> {
        let now = request.now();
        let (shown, person) = self.shown(token).await?;
        let permit = Actor::signed_in(person)
            .from_here(request.origin(Channel::ApiClient))
            .authorize_own_account()?;
        let key = self.signing_key(&permit, now).await?;
        let next = self.secret()?;
        let request_id = request.request_id().to_owned();
        let (user_id, family, hash) = (shown.user_id, shown.family, next.hash);
        // The revocation must be kept though the call is refused: so the refusal is an answer here, not an error that rolls back.
        let taken = self
            .0
            .db
            .write(move |tx| async move {
                users::lock(&tx, user_id).await?;
                if repo::take(&tx, &permit, &shown.hash, now).await? {
                    // Disabled in between: then its tokens are revoked, and nothing was taken.
                    repo::insert(&tx, &permit, hash, family, now).await?;
                    return Ok(true);
                }
                let used = repo::find(&tx, &shown.hash)
                    .await?
                    .is_some_and(|shown| shown.used);
                if used && repo::revoke_family(&tx, &permit, family, now).await? {
                    let entry = of_family(user_id, "token.reused", family, request_id);
                    audit::record(&tx, &permit, entry, now).await?;
                }
                Ok::<_, DbError>(false)
            })
            .await?;
        if !taken {
            return Err(invalid());
        }
        self.pair(&key, user_id, family, next.text, now)
    }

    /// Revokes a token with its whole family, access tokens included.
    pub async fn revoke_token(&self, request: &RequestContext, token: &str) -> Result<(), Failure> {
        let now = request.now();
        let (shown, person) = self.shown(token).await?;
        let permit = Actor::signed_in(person)
            .from_here(request.origin(Channel::ApiClient))
            .authorize_own_account()?;
        let request_id = request.request_id().to_owned();
        self.0
            .db
            .write(move |tx| async move {
                users::lock(&tx, shown.user_id).await?;
                if repo::revoke_family(&tx, &permit, shown.family, now).await? {
                    let entry = of_family(shown.user_id, "token.revoked", shown.family, request_id);
                    audit::record(&tx, &permit, entry, now).await?;
                }
                Ok(())
            })
            .await
    }

    /// Makes a signing key if there is none: whoever fetches the keys before the first token is issued may keep what they got.
    pub async fn prepare_keys(&self) -> Result<(), Failure> {
        let now = self.0.clock.now();
        self.signing_key(&Permit::operator(), now).await.map(drop)
    }

    /// The public halves of the signing keys, for `/.well-known/jwks.json`.
    pub async fn jwks(&self) -> Result<Value, DbError> {
        let now = self.0.clock.now();
        Ok(keys::jwks(&repo::keys(self.0.db.reader(), now).await?, now))
    }

    /// Whom an access token is for. One statement; one more once a minute, and when the key is new to this instance.
    pub(in crate::identity) async fn bearer(
        &self,
        token: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<SignedIn>, DbError> {
        let read = || {
            jwt::read(token, &self.0.issuer, now, |kid| {
                self.0.keys.verifying(kid, now)
            })
        };
        if self.0.keys.is_old(now) {
            self.reread_keys(now).await?;
        }
        let claims = match read() {
            Err(Refused::UnknownKey(_)) => {
                // Another instance may have made it.
                self.reread_keys(now).await?;
                read()
            }
            known => known,
        };
        match claims {
            Ok(claims) => repo::holder(self.0.db.reader(), claims.sub, claims.sid).await,
            Err(refused) => {
                tracing::debug!(
                    event = "identity.token_refused",
                    why = ?refused,
                    "an access token was not believed"
                );
                Ok(None)
            }
        }
    }

    /// The refresh token somebody shows, and whose it is: who holds it may act for that person.
    async fn shown(&self, token: &str) -> Result<(super::model::Refresh, SignedIn), Failure> {
        let hash = hash_of(token).ok_or_else(invalid)?;
        let conn = self.0.db.reader();
        let shown = repo::find(conn, &hash).await?.ok_or_else(invalid)?;
        // A disabled user's tokens are revoked already.
        let person = users::person(conn, shown.user_id)
            .await?
            .ok_or_else(invalid)?;
        Ok((shown, person))
    }

    /// Asks the database which keys are believed: a key that was taken away is forgotten.
    async fn reread_keys(&self, now: DateTime<Utc>) -> Result<Vec<StoredKey>, DbError> {
        let keys = repo::keys(self.0.db.reader(), now).await?;
        self.0.keys.put(keys.clone(), now);
        Ok(keys)
    }

    /// The key to sign with, as the database has it now: one that the operator took away signs nothing more. Made when there is none or
    /// it is old; instances that need one at once end up with the same.
    async fn signing_key(&self, permit: &Permit, now: DateTime<Utc>) -> Result<StoredKey, Failure> {
        let known = self.reread_keys(now).await?;
        if let Some(key) = keys::signing(&known, now) {
            return Ok(key.clone());
        }
        let new = generate(&self.0.random, now)?;
        let permit = permit.clone();
        let known = self
            .0
            .db
            .write(move |tx| async move {
                tx.lock(KEYS).await?;
                let known = repo::keys(&tx, now).await?;
                if keys::signing(&known, now).is_some() {
                    return Ok(known);
                }
                repo::replace_keys(&tx, &permit, new, now).await?;
                repo::keys(&tx, now).await
            })
            .await?;
        let key = keys::signing(&known, now).cloned();
        self.0.keys.put(known, now);
        key.ok_or(Failure::Defect("a signing key that was just made is gone"))
    }

    fn secret(&self) -> Result<Secret, Failure> {
        Secret::generate(&self.0.random)
            .map_err(|_| Failure::Defect("the operating system gave no random bytes"))
    }

    fn pair(
        &self,
        key: &StoredKey,
        user_id: UserId,
        family: Uuid,
        refresh_token: String,
        now: DateTime<Utc>,
    ) -> Result<TokenPair, Failure> {
        let claims = Claims {
            iss: self.0.issuer.clone(),
            aud: self.0.issuer.clone(),
            sub: user_id,
            sid: family,
            jti: ordered_id(now),
            iat: now.timestamp(),
            nbf: now.timestamp(),
            exp: (now + ACCESS).timestamp(),
        };
        Ok(TokenPair {
            access_token: jwt::write(key, &claims)?,
            lasts: ACCESS,
            refresh_token,
        })
    }
}

fn invalid() -> Failure {
    Refusal::at(ErrorCode::TokenInvalid, "refreshToken").into()
}

fn of_family(user_id: UserId, event: &'static str, family: Uuid, request_id: String) -> NewEntry {
    NewEntry {
        detail: json!({ "family": family.to_string() }),
        ..about(user_id, event, Some(request_id))
    }
}
