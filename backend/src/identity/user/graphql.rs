//! Users as GraphQL shows them, and the mutations on accounts.

mod viewer;

use std::collections::HashMap;

use async_graphql::{Context, Description, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use veiviser_schema::authz::Role;
use veiviser_schema::ids::{MunicipalityNumber, UserId};
use veiviser_schema::text::Language;

pub use viewer::{FromPerson, ViewerAccount, ViewerMutation, ViewerQuery};

use super::model::{Filter, NewUser, UserRecord};
use super::repo;
use crate::graphql::connection::{Listed, Page, cost};
use crate::graphql::outcome::{Outcome, UserError, bad_argument, outcome, read, search_text};
use crate::graphql::request::Ask;
use crate::identity::Identity;
use crate::identity::grant::graphql::RoleGrant;
use crate::identity::grant::model::Wanted;

/// As much of a user as a colleague may see.
#[derive(Debug, Clone, SimpleObject)]
pub struct UserName {
    id: ID,
    name: String,
}

impl UserName {
    #[must_use]
    pub fn new(id: UserId, name: impl Into<String>) -> Self {
        Self {
            id: ID(id.to_string()),
            name: name.into(),
        }
    }

    /// The one of this id, from what [`super::names`] answered.
    #[must_use]
    pub fn among(names: &HashMap<UserId, String>, id: UserId) -> Option<Self> {
        names.get(&id).map(|name| Self::new(id, name))
    }
}

/// A person who signs in.
#[derive(Clone, Description)]
pub struct User(UserRecord);

#[Object(use_type_description)]
impl User {
    pub async fn id(&self) -> ID {
        ID(self.0.account.id.to_string())
    }

    async fn name(&self) -> &str {
        &self.0.account.name
    }

    async fn email(&self) -> &str {
        &self.0.account.email
    }

    async fn language(&self) -> Language {
        self.0.account.language
    }

    async fn disabled(&self) -> bool {
        self.0.account.disabled
    }

    /// Made by a seed, with a password that everybody knows.
    async fn demo(&self) -> bool {
        self.0.account.demo
    }

    async fn created_at(&self) -> DateTime<Utc> {
        self.0.account.created_at
    }

    async fn last_signed_in_at(&self) -> Option<DateTime<Utc>> {
        self.0.account.last_signed_in_at
    }

    /// Those within the reader's own scope.
    async fn grants(&self) -> Vec<RoleGrant> {
        self.0.grants.iter().cloned().map(RoleGrant).collect()
    }
}

impl From<UserRecord> for User {
    fn from(record: UserRecord) -> Self {
        Self(record)
    }
}

/// For `node`: the user, if the reader is shown them.
pub async fn by_ids(ctx: &Context<'_>, ids: &[UserId]) -> Result<Vec<User>> {
    let found = ctx
        .service::<Identity>()
        .users_by_id(ctx.actor(), ids)
        .await;
    Ok(read(ctx, found)?.into_iter().map(User).collect())
}

/// Which users to list; all of it must hold.
#[derive(Debug, Default, InputObject)]
pub struct UserFilter {
    /// Every word must begin a word of the name, or the whole be part of the e-mail address.
    text: Option<String>,
    role: Option<Role>,
    municipality_number: Option<String>,
    disabled: Option<bool>,
}

impl UserFilter {
    fn read(self) -> Result<Filter> {
        let Self {
            text,
            role,
            municipality_number,
            disabled,
        } = self;
        if let Some(text) = &text {
            search_text(text)?;
        }
        Ok(Filter {
            text,
            role,
            municipality: municipality_number
                .map(|number| {
                    number
                        .parse::<MunicipalityNumber>()
                        .map_err(|_| bad_argument("municipalityNumber is not four digits."))
                })
                .transpose()?,
            disabled,
        })
    }
}

#[derive(Default)]
pub struct UserQuery;

#[Object]
impl UserQuery {
    /// Users by name: for administrators all, for others those with a grant where the reader looks after users.
    #[graphql(complexity = "cost(first, last) * child_complexity")]
    async fn users(
        &self,
        ctx: &Context<'_>,
        filter: Option<UserFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<User>> {
        let page = Page::parse(first, after, last, before, repo::LIST)?;
        let window = repo::by_name().window(&page)?;
        let filter = filter.unwrap_or_default().read()?;
        let identity = ctx.service::<Identity>();
        let (records, total) = read(ctx, identity.users(ctx.actor(), &filter, &window).await)?;
        Ok(page.of_rows(records, total, |record| repo::cursor(&record.account), User))
    }
}

#[derive(InputObject)]
pub struct CreateUserInput {
    name: String,
    email: String,
    password: String,
    language: Option<Language>,
    role: Role,
    municipality_number: Option<String>,
    county_number: Option<String>,
}

#[derive(InputObject)]
pub struct UserInput {
    user_id: ID,
}

#[derive(InputObject)]
pub struct SetPasswordInput {
    user_id: ID,
    new_password: String,
}

#[derive(SimpleObject)]
pub struct UserPayload {
    user: Option<User>,
    user_errors: Vec<UserError>,
}

impl From<Outcome<UserRecord>> for UserPayload {
    fn from(outcome: Outcome<UserRecord>) -> Self {
        let Outcome { value, user_errors } = outcome;
        Self {
            user: value.map(User),
            user_errors,
        }
    }
}

#[derive(Default)]
pub struct UserMutation;

#[Object]
impl UserMutation {
    /// Makes an account with its first role.
    async fn create_user(&self, ctx: &Context<'_>, input: CreateUserInput) -> Result<UserPayload> {
        let CreateUserInput {
            name,
            email,
            password,
            language,
            role,
            municipality_number,
            county_number,
        } = input;
        let new = NewUser {
            name,
            email,
            password,
            language,
            grant: Wanted {
                role,
                municipality_number,
                county_number,
            },
        };
        let identity = ctx.service::<Identity>();
        outcome(ctx, identity.create_user(ctx.request(), new).await).map(UserPayload::from)
    }

    /// Closes an account, and ends everything it is signed in with. What it did stays in the history.
    async fn disable_user(&self, ctx: &Context<'_>, input: UserInput) -> Result<UserPayload> {
        let UserInput { user_id } = input;
        let identity = ctx.service::<Identity>();
        let answer = identity
            .disable_user(ctx.request(), user_id.parse().ok())
            .await;
        outcome(ctx, answer).map(UserPayload::from)
    }

    /// Opens a closed account again.
    async fn enable_user(&self, ctx: &Context<'_>, input: UserInput) -> Result<UserPayload> {
        let UserInput { user_id } = input;
        let identity = ctx.service::<Identity>();
        let answer = identity
            .enable_user(ctx.request(), user_id.parse().ok())
            .await;
        outcome(ctx, answer).map(UserPayload::from)
    }

    /// Gives somebody else a new password, and ends everything they are signed in with.
    async fn set_password(
        &self,
        ctx: &Context<'_>,
        input: SetPasswordInput,
    ) -> Result<UserPayload> {
        let SetPasswordInput {
            user_id,
            new_password,
        } = input;
        let identity = ctx.service::<Identity>();
        let answer = identity
            .set_password(ctx.request(), user_id.parse().ok(), new_password)
            .await;
        outcome(ctx, answer).map(UserPayload::from)
    }
}
