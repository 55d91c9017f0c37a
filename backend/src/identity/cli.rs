//! Users at the command line: for whoever runs the machine. The first administrator is made here.

use veiviser_schema::ids::UserId;
use veiviser_schema::text::Language;

use super::Identity;
use super::password::{self, About};
use super::user::model::{Filter, NewUser, UserRecord, fold_email};
use super::user::repo as users;
use super::user::service::{check, create, disable, enable, give_password};
use crate::authz::{Permit, ReadScope};
use crate::db::DbError;
use crate::graphql::connection::{MAX_PAGE, Page};
use crate::identity::grant::repo::{self as grants, Shown};
use crate::outcome::{Failure, Refusal};

/// Why a command did not do it, in words for whoever typed it.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error("{0}")]
    Refused(String),
    #[error("no user has the e-mail address {0}")]
    NoSuchUser(String),
    #[error("the database failed")]
    Failed(#[source] Failure),
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusals) => Self::Refused(in_words(&refusals)),
            failure => Self::Failed(failure),
        }
    }
}

impl From<DbError> for CommandError {
    fn from(error: DbError) -> Self {
        Self::Failed(error.into())
    }
}

fn in_words(refusals: &[Refusal]) -> String {
    refusals
        .iter()
        .map(|refusal| {
            let message = refusal.message(Language::En);
            match &refusal.field {
                Some(field) => format!("{field}: {message}"),
                None => message,
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// `veiviser user add`: answers with what was made.
pub async fn add_user(identity: &Identity, new: NewUser) -> Result<String, CommandError> {
    let new = check(new)?;
    let hash = identity.0.passwords.hash(new.password()).await?;
    let now = identity.0.clock.now();
    let id = identity
        .0
        .db
        .write(
            move |tx| async move { create(&tx, &Permit::operator(), new, hash, now, None).await },
        )
        .await?;
    let records = records(identity, &[id]).await?;
    Ok(records.iter().map(line).collect())
}

/// `veiviser user list`: one line a user, by name.
pub async fn list_users(identity: &Identity) -> Result<Vec<String>, CommandError> {
    let conn = identity.0.db.reader();
    let mut page = Page::first(MAX_PAGE, users::LIST);
    let mut lines = Vec::new();
    loop {
        let window = users::by_name()
            .window(&page)
            .map_err(|_| DbError::defect("a cursor of our own cannot be read"))?;
        let (mut accounts, _) =
            users::page(conn, &ReadScope::system(), &Filter::default(), &window).await?;
        let more = accounts.len() > page.size;
        accounts.truncate(page.size);
        let mut held = grants::of_users(
            conn,
            &accounts
                .iter()
                .map(|account| account.id)
                .collect::<Vec<_>>(),
            &everything(),
        )
        .await?;
        page.after = accounts.last().map(users::cursor);
        lines.extend(accounts.into_iter().map(|account| {
            line(&UserRecord {
                grants: held.remove(&account.id).unwrap_or_default(),
                account,
            })
        }));
        if !more {
            return Ok(lines);
        }
    }
}

/// `veiviser user disable`: also ends everything they are signed in with.
pub async fn disable_user(identity: &Identity, email: &str) -> Result<String, CommandError> {
    let id = by_email(identity, email).await?;
    let now = identity.0.clock.now();
    identity
        .0
        .db
        .write(move |tx| async move { disable(&tx, &Permit::operator(), id, now, None).await })
        .await?;
    Ok(records(identity, &[id]).await?.iter().map(line).collect())
}

/// `veiviser user enable`: whoever was disabled may sign in again.
pub async fn enable_user(identity: &Identity, email: &str) -> Result<String, CommandError> {
    let id = by_email(identity, email).await?;
    let now = identity.0.clock.now();
    identity
        .0
        .db
        .write(move |tx| async move { enable(&tx, &Permit::operator(), id, now, None).await })
        .await?;
    Ok(records(identity, &[id]).await?.iter().map(line).collect())
}

/// `veiviser user password`: also ends everything they are signed in with.
pub async fn set_password(
    identity: &Identity,
    email: &str,
    new_password: &str,
) -> Result<String, CommandError> {
    let id = by_email(identity, email).await?;
    let found = records(identity, &[id]).await?;
    if let Some(UserRecord { account, .. }) = found.first() {
        let about = About {
            name: &account.name,
            email: &account.email,
        };
        if let Some(code) = password::problem(new_password, about) {
            return Err(Failure::from(code).into());
        }
    }
    let hash = identity.0.passwords.hash(new_password).await?;
    let now = identity.0.clock.now();
    identity
        .0
        .db
        .write(move |tx| async move {
            give_password(&tx, &Permit::operator(), id, &hash, now, None).await
        })
        .await?;
    Ok(found.iter().map(line).collect())
}

async fn by_email(identity: &Identity, email: &str) -> Result<UserId, CommandError> {
    users::kept_for_email(identity.0.db.reader(), &fold_email(email))
        .await?
        .map(|kept| kept.id)
        .ok_or_else(|| CommandError::NoSuchUser(email.trim().to_owned()))
}

fn everything() -> Shown {
    Shown {
        scope: ReadScope::system(),
        own: None,
    }
}

async fn records(identity: &Identity, ids: &[UserId]) -> Result<Vec<UserRecord>, CommandError> {
    let conn = identity.0.db.reader();
    let mut held = grants::of_users(conn, ids, &everything()).await?;
    let mut records = Vec::new();
    for id in ids {
        if let Some(account) = users::find(conn, *id).await? {
            records.push(UserRecord {
                grants: held.remove(id).unwrap_or_default(),
                account,
            });
        }
    }
    Ok(records)
}

/// `kari@example.no  Kari Nordmann  EDITOR municipality 1103`
fn line(record: &UserRecord) -> String {
    let UserRecord { account, grants } = record;
    let mut roles: Vec<String> = grants
        .iter()
        .map(|held| format!("{} {}", held.grant.role.code(), held.grant.scope))
        .collect();
    if roles.is_empty() {
        roles.push("no role".to_owned());
    }
    if account.disabled {
        roles.push("disabled".to_owned());
    }
    if account.demo {
        roles.push("demo".to_owned());
    }
    format!("{}  {}  {}", account.email, account.name, roles.join(", "))
}
