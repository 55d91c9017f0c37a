//! Users and their roles, as the server knows them.

use chrono::{DateTime, Utc};
use cynic::{MutationBuilder, QueryBuilder};
use veiviser_schema::authz::Role;
use veiviser_schema::ids::{GrantId, UserId};
use veiviser_schema::text::Language;

use crate::api::fragments::{CountyName, MunicipalityName, PageInfo, Paging, UserName};
use crate::api::{ApiError, UserError, mutate, query, schema};

/// A role over a scope, with who gave it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "RoleGrant")]
pub struct RoleGrant {
    pub id: GrantId,
    pub role: Role,
    pub municipality: Option<MunicipalityName>,
    pub county: Option<CountyName>,
    pub granted_at: DateTime<Utc>,
    pub granted_by: Option<UserName>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub language: Language,
    pub disabled: bool,
    pub demo: bool,
    pub created_at: DateTime<Utc>,
    pub last_signed_in_at: Option<DateTime<Utc>>,
    pub grants: Vec<RoleGrant>,
}

/// One page of users.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "UserConnection")]
pub struct Users {
    pub nodes: Vec<User>,
    pub page_info: PageInfo,
    pub total_count: i32,
}

#[derive(cynic::InputObject, Debug, Clone, Default)]
pub struct UserFilter {
    pub text: Option<String>,
    pub role: Option<Role>,
    pub municipality_number: Option<String>,
    pub disabled: Option<bool>,
}

#[derive(cynic::QueryVariables, Debug)]
struct UsersVariables {
    filter: Option<UserFilter>,
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "UsersVariables")]
struct UsersQuery {
    #[arguments(filter: $filter, first: $first, after: $after, last: $last, before: $before)]
    users: Users,
}

pub async fn users(filter: UserFilter, paging: Paging) -> Result<Users, ApiError> {
    let Paging {
        first,
        after,
        last,
        before,
    } = paging;
    let variables = UsersVariables {
        filter: Some(filter),
        first,
        after,
        last,
        before,
    };
    Ok(query(UsersQuery::build(variables)).await?.users)
}

#[derive(cynic::QueryVariables, Debug)]
struct UserVariables {
    id: UserId,
}

#[derive(cynic::InlineFragments, Debug)]
#[cynic(graphql_type = "Node")]
enum NodeFragment {
    User(Box<User>),
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "UserVariables")]
struct UserQuery {
    #[arguments(id: $id)]
    node: Option<NodeFragment>,
}

pub async fn user(id: UserId) -> Result<User, ApiError> {
    match query(UserQuery::build(UserVariables { id })).await?.node {
        Some(NodeFragment::User(user)) => Ok(*user),
        Some(NodeFragment::Other) | None => Err(ApiError::not_found()),
    }
}

/// What every change to a user answers.
#[derive(cynic::QueryFragment, Debug)]
pub struct UserPayload {
    user: Option<User>,
    user_errors: Vec<UserError>,
}

/// The user as it is now, or why it was refused.
pub type Outcome = Result<User, Vec<UserError>>;

impl UserPayload {
    fn outcome(self) -> Result<Outcome, ApiError> {
        let Self { user, user_errors } = self;
        match user {
            _ if !user_errors.is_empty() => Ok(Err(user_errors)),
            Some(user) => Ok(Ok(user)),
            None => Err(ApiError::not_found()),
        }
    }
}

#[derive(cynic::InputObject, Debug)]
pub struct CreateUserInput {
    pub name: String,
    pub email: String,
    pub password: String,
    pub language: Option<Language>,
    pub role: Role,
    pub municipality_number: Option<String>,
    pub county_number: Option<String>,
}

#[derive(cynic::InputObject, Debug)]
pub struct UserInput {
    pub user_id: UserId,
}

#[derive(cynic::InputObject, Debug)]
pub struct SetPasswordInput {
    pub user_id: UserId,
    pub new_password: String,
}

#[derive(cynic::InputObject, Debug)]
pub struct GrantRoleInput {
    pub user_id: UserId,
    pub role: Role,
    pub municipality_number: Option<String>,
    pub county_number: Option<String>,
}

#[derive(cynic::InputObject, Debug)]
pub struct RevokeRoleInput {
    pub grant_id: GrantId,
}

#[derive(cynic::QueryVariables, Debug)]
struct CreateUserVariables {
    input: CreateUserInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "CreateUserVariables")]
struct CreateUser {
    #[arguments(input: $input)]
    create_user: UserPayload,
}

pub async fn create_user(input: CreateUserInput) -> Result<Outcome, ApiError> {
    let variables = CreateUserVariables { input };
    mutate(CreateUser::build(variables))
        .await?
        .create_user
        .outcome()
}

#[derive(cynic::QueryVariables, Debug)]
struct DisableUserVariables {
    input: UserInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "DisableUserVariables")]
struct DisableUser {
    #[arguments(input: $input)]
    disable_user: UserPayload,
}

pub async fn disable_user(input: UserInput) -> Result<Outcome, ApiError> {
    let variables = DisableUserVariables { input };
    mutate(DisableUser::build(variables))
        .await?
        .disable_user
        .outcome()
}

#[derive(cynic::QueryVariables, Debug)]
struct EnableUserVariables {
    input: UserInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "EnableUserVariables")]
struct EnableUser {
    #[arguments(input: $input)]
    enable_user: UserPayload,
}

pub async fn enable_user(input: UserInput) -> Result<Outcome, ApiError> {
    let variables = EnableUserVariables { input };
    mutate(EnableUser::build(variables))
        .await?
        .enable_user
        .outcome()
}

#[derive(cynic::QueryVariables, Debug)]
struct SetPasswordVariables {
    input: SetPasswordInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SetPasswordVariables")]
struct SetPassword {
    #[arguments(input: $input)]
    set_password: UserPayload,
}

pub async fn set_password(input: SetPasswordInput) -> Result<Outcome, ApiError> {
    let variables = SetPasswordVariables { input };
    mutate(SetPassword::build(variables))
        .await?
        .set_password
        .outcome()
}

#[derive(cynic::QueryVariables, Debug)]
struct GrantRoleVariables {
    input: GrantRoleInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "GrantRoleVariables")]
struct GrantRole {
    #[arguments(input: $input)]
    grant_role: UserPayload,
}

pub async fn grant_role(input: GrantRoleInput) -> Result<Outcome, ApiError> {
    let variables = GrantRoleVariables { input };
    mutate(GrantRole::build(variables))
        .await?
        .grant_role
        .outcome()
}

#[derive(cynic::QueryVariables, Debug)]
struct RevokeRoleVariables {
    input: RevokeRoleInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RevokeRoleVariables")]
struct RevokeRole {
    #[arguments(input: $input)]
    revoke_role: UserPayload,
}

pub async fn revoke_role(input: RevokeRoleInput) -> Result<Outcome, ApiError> {
    let variables = RevokeRoleVariables { input };
    mutate(RevokeRole::build(variables))
        .await?
        .revoke_role
        .outcome()
}
