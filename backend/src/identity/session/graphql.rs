//! Signing in and out, for browsers.

use std::marker::PhantomData;

use async_graphql::{Context, InputObject, Object, OutputType, Result, SimpleObject};

use crate::graphql::outcome::{Outcome, UserError, outcome, read};
use crate::graphql::request::Ask;
use crate::identity::Identity;
use crate::identity::user::graphql::FromPerson;

#[derive(InputObject)]
pub struct SignInInput {
    email: String,
    password: String,
}

#[derive(SimpleObject)]
pub struct SignInPayload<V: OutputType> {
    viewer: Option<V>,
    user_errors: Vec<UserError>,
}

#[derive(SimpleObject)]
pub struct SignOutPayload {
    /// False when nobody was signed in.
    signed_out: bool,
}

pub struct SessionMutation<V>(PhantomData<fn() -> V>);

impl<V> Default for SessionMutation<V> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

#[Object]
impl<V: FromPerson> SessionMutation<V> {
    /// Begins a session in a cookie.
    async fn sign_in(&self, ctx: &Context<'_>, input: SignInInput) -> Result<SignInPayload<V>> {
        let SignInInput { email, password } = input;
        let identity = ctx.service::<Identity>();
        let answer = identity.sign_in(ctx.request(), &email, &password).await;
        let Outcome { value, user_errors } = outcome(ctx, answer)?;
        Ok(SignInPayload {
            viewer: value.map(V::from_person),
            user_errors,
        })
    }

    /// Ends the session and takes the cookie away.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<SignOutPayload> {
        let answer = ctx.service::<Identity>().sign_out(ctx.request()).await;
        Ok(SignOutPayload {
            signed_out: read(ctx, answer)?,
        })
    }
}
