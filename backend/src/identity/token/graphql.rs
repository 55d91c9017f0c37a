//! Tokens for programs.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};

use super::model::TokenPair;
use crate::graphql::outcome::{Outcome, UserError, outcome};
use crate::graphql::request::Ask;
use crate::identity::Identity;

#[derive(InputObject)]
pub struct IssueTokenInput {
    email: String,
    password: String,
}

#[derive(InputObject)]
pub struct RefreshTokenInput {
    refresh_token: String,
}

#[derive(SimpleObject)]
pub struct TokenPayload {
    access_token: Option<String>,
    /// Seconds.
    expires_in: Option<i32>,
    refresh_token: Option<String>,
    user_errors: Vec<UserError>,
}

impl From<Outcome<TokenPair>> for TokenPayload {
    fn from(outcome: Outcome<TokenPair>) -> Self {
        let Outcome { value, user_errors } = outcome;
        match value {
            Some(TokenPair {
                access_token,
                lasts,
                refresh_token,
            }) => Self {
                access_token: Some(access_token),
                expires_in: i32::try_from(lasts.num_seconds()).ok(),
                refresh_token: Some(refresh_token),
                user_errors,
            },
            None => Self {
                access_token: None,
                expires_in: None,
                refresh_token: None,
                user_errors,
            },
        }
    }
}

#[derive(SimpleObject)]
pub struct RevokeTokenPayload {
    revoked: bool,
    user_errors: Vec<UserError>,
}

#[derive(Default)]
pub struct TokenMutation;

#[Object]
impl TokenMutation {
    /// An access token to send as `Authorization: Bearer …`, and a refresh token for the next.
    async fn issue_token(&self, ctx: &Context<'_>, input: IssueTokenInput) -> Result<TokenPayload> {
        let IssueTokenInput { email, password } = input;
        let identity = ctx.service::<Identity>();
        let answer = identity.issue_token(ctx.request(), &email, &password).await;
        outcome(ctx, answer).map(TokenPayload::from)
    }

    /// Takes a refresh token, once, and gives the next pair. Used twice, it revokes every token that came of the same sign-in.
    async fn refresh_token(
        &self,
        ctx: &Context<'_>,
        input: RefreshTokenInput,
    ) -> Result<TokenPayload> {
        let RefreshTokenInput { refresh_token } = input;
        let identity = ctx.service::<Identity>();
        let answer = identity.refresh_token(ctx.request(), &refresh_token).await;
        outcome(ctx, answer).map(TokenPayload::from)
    }

    /// Revokes every token that came of the same sign-in.
    async fn revoke_token(
        &self,
        ctx: &Context<'_>,
        input: RefreshTokenInput,
    ) -> Result<RevokeTokenPayload> {
        let RefreshTokenInput { refresh_token } = input;
        let identity = ctx.service::<Identity>();
        let answer = identity.revoke_token(ctx.request(), &refresh_token).await;
        let Outcome { value, user_errors } = outcome(ctx, answer)?;
        Ok(RevokeTokenPayload {
            revoked: value.is_some(),
            user_errors,
        })
    }
}
