//! The reader's own account. `Viewer` has a part from another slice too (what waits to be done), so it is put together where all
//! slices are seen; here it is any type that can be made [`FromPerson`].

use std::marker::PhantomData;

use async_graphql::{Context, InputObject, Object, OutputType, Result, SimpleObject};
use veiviser_schema::authz::Action;
use veiviser_schema::text::Language;

use super::User;
use crate::authz::{Actor, SignedIn};
use crate::catalogue::area::graphql::Municipality;
use crate::graphql::outcome::{Outcome, UserError, outcome, read, unexpected};
use crate::graphql::request::Ask;
use crate::identity::Identity;
use crate::outcome::Failure;

/// `Viewer`, made for somebody who is signed in.
pub trait FromPerson: OutputType + 'static {
    fn from_person(person: SignedIn) -> Self;
}

/// The part of `Viewer` that is about the account.
pub struct ViewerAccount(pub SignedIn);

#[Object]
impl ViewerAccount {
    async fn user(&self, ctx: &Context<'_>) -> Result<User> {
        let found = ctx.service::<Identity>().own_record(&self.0).await;
        match read(ctx, found)? {
            Some(record) => Ok(User::from(record)),
            None => Err(unexpected(
                ctx,
                Failure::Defect("somebody who is signed in has no account"),
            )),
        }
    }

    /// Municipalities in which the reader may save drafts.
    async fn editable_municipalities(&self, ctx: &Context<'_>) -> Vec<Municipality> {
        Actor::signed_in(self.0.clone())
            .own_municipalities(Action::SaveDraft)
            .iter()
            .filter_map(|number| Municipality::find(ctx, number))
            .collect()
    }

    /// Whether any grant allows the action anywhere.
    async fn may(&self, action: Action) -> bool {
        Actor::signed_in(self.0.clone()).may_somewhere(action)
    }
}

pub struct ViewerQuery<V>(PhantomData<fn() -> V>);

impl<V> Default for ViewerQuery<V> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

#[Object]
impl<V: FromPerson> ViewerQuery<V> {
    /// Null when nobody is signed in.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<V> {
        ctx.actor().person().cloned().map(V::from_person)
    }
}

#[derive(InputObject)]
pub struct UpdateViewerInput {
    name: Option<String>,
    language: Option<Language>,
}

#[derive(SimpleObject)]
pub struct UpdateViewerPayload<V: OutputType> {
    viewer: Option<V>,
    user_errors: Vec<UserError>,
}

#[derive(InputObject)]
pub struct ChangePasswordInput {
    current_password: String,
    new_password: String,
}

#[derive(SimpleObject)]
pub struct ChangePasswordPayload {
    changed: bool,
    user_errors: Vec<UserError>,
}

pub struct ViewerMutation<V>(PhantomData<fn() -> V>);

impl<V> Default for ViewerMutation<V> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

#[Object]
impl<V: FromPerson> ViewerMutation<V> {
    /// Changes one's own name or language.
    async fn update_viewer(
        &self,
        ctx: &Context<'_>,
        input: UpdateViewerInput,
    ) -> Result<UpdateViewerPayload<V>> {
        let UpdateViewerInput { name, language } = input;
        let identity = ctx.service::<Identity>();
        let answer = identity.update_viewer(ctx.request(), name, language).await;
        let Outcome { value, user_errors } = outcome(ctx, answer)?;
        Ok(UpdateViewerPayload {
            viewer: value.map(V::from_person),
            user_errors,
        })
    }

    /// Changes one's own password; ends every other session and token.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        input: ChangePasswordInput,
    ) -> Result<ChangePasswordPayload> {
        let ChangePasswordInput {
            current_password,
            new_password,
        } = input;
        let identity = ctx.service::<Identity>();
        let answer = identity
            .change_password(ctx.request(), &current_password, &new_password)
            .await;
        let Outcome { value, user_errors } = outcome(ctx, answer)?;
        Ok(ChangePasswordPayload {
            changed: value.is_some(),
            user_errors,
        })
    }
}
