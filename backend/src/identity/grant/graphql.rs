//! Grants as GraphQL shows them, and the mutations that give and take.

use async_graphql::{Context, Description, ID, InputObject, Object, Result};
use chrono::{DateTime, Utc};
use veiviser_schema::authz::{Role, Scope};

use super::model::{HeldGrant, Wanted};
use crate::catalogue::area::graphql::{County, Municipality};
use crate::graphql::outcome::outcome;
use crate::graphql::request::Ask;
use crate::identity::Identity;
use crate::identity::user::graphql::{UserName, UserPayload};

/// A role over a part of the country.
#[derive(Description)]
pub struct RoleGrant(pub(in crate::identity) HeldGrant);

#[Object(use_type_description)]
impl RoleGrant {
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    async fn role(&self) -> Role {
        self.0.grant.role
    }

    async fn municipality(&self, ctx: &Context<'_>) -> Option<Municipality> {
        match &self.0.grant.scope {
            Scope::Municipality(number) => Municipality::find(ctx, number),
            Scope::County(_) | Scope::Nation => None,
        }
    }

    async fn county(&self, ctx: &Context<'_>) -> Option<County> {
        match &self.0.grant.scope {
            Scope::County(number) => County::find(ctx, number),
            Scope::Municipality(_) | Scope::Nation => None,
        }
    }

    async fn national(&self) -> bool {
        self.0.grant.scope == Scope::Nation
    }

    async fn granted_at(&self) -> DateTime<Utc> {
        self.0.granted_at
    }

    /// Null when it was given at the command line.
    async fn granted_by(&self) -> Option<UserName> {
        let (id, name) = self.0.granted_by.as_ref()?;
        Some(UserName::new(*id, name))
    }
}

#[derive(InputObject)]
pub struct GrantRoleInput {
    user_id: ID,
    role: Role,
    municipality_number: Option<String>,
    county_number: Option<String>,
}

#[derive(InputObject)]
pub struct RevokeRoleInput {
    grant_id: ID,
}

#[derive(Default)]
pub struct GrantMutation;

#[Object]
impl GrantMutation {
    /// Gives a user a role over a municipality, a county or the whole country. It counts from their next request.
    async fn grant_role(&self, ctx: &Context<'_>, input: GrantRoleInput) -> Result<UserPayload> {
        let GrantRoleInput {
            user_id,
            role,
            municipality_number,
            county_number,
        } = input;
        let wanted = Wanted {
            role,
            municipality_number,
            county_number,
        };
        let answer = ctx
            .service::<Identity>()
            .grant_role(ctx.request(), user_id.parse().ok(), wanted)
            .await;
        outcome(ctx, answer).map(UserPayload::from)
    }

    /// Takes a role away again. It is gone from their next request.
    async fn revoke_role(&self, ctx: &Context<'_>, input: RevokeRoleInput) -> Result<UserPayload> {
        let RevokeRoleInput { grant_id } = input;
        let answer = ctx
            .service::<Identity>()
            .revoke_role(ctx.request(), grant_id.parse().ok())
            .await;
        outcome(ctx, answer).map(UserPayload::from)
    }
}
