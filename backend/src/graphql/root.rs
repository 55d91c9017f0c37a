//! The roots: every slice's queries and mutations side by side. The one place that sees all slices.

use async_graphql::{EmptySubscription, MergedObject, Object, Schema, SchemaBuilder};

use super::node::NodeQuery;
use crate::audit::graphql::AuditQuery;
use crate::authz::SignedIn;
use crate::catalogue::area::graphql::AreaQuery;
use crate::catalogue::listing::graphql::ListingQuery;
use crate::catalogue::organisation::graphql::OrganisationQuery;
use crate::catalogue::service_type::graphql::ServiceTypeQuery;
use crate::change::default_hours::graphql::{DefaultHoursMutation, DefaultHoursQuery};
use crate::change::graphql::{ChangeMutation, ChangeQuery};
use crate::change::my_page::graphql::MyPage;
use crate::hours::graphql::HoursQuery;
use crate::identity::grant::graphql::GrantMutation;
use crate::identity::session::graphql::SessionMutation;
use crate::identity::token::graphql::TokenMutation;
use crate::identity::user::graphql::{
    FromPerson, UserMutation, UserQuery, ViewerAccount, ViewerMutation, ViewerQuery,
};

/// Everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    NodeQuery,
    AreaQuery,
    ServiceTypeQuery,
    OrganisationQuery,
    ListingQuery,
    HoursQuery,
    ChangeQuery,
    DefaultHoursQuery,
    ViewerQuery<Viewer>,
    UserQuery,
    AuditQuery,
);

/// Everything that can be changed.
#[derive(MergedObject, Default)]
pub struct Mutation(
    SessionMutation<Viewer>,
    ViewerMutation<Viewer>,
    TokenMutation,
    UserMutation,
    GrantMutation,
    ChangeMutation,
    DefaultHoursMutation,
);

/// Whoever is signed in: the account, and what the other slices know of the person.
#[derive(MergedObject)]
pub struct Viewer(ViewerAccount, ViewerWork);

/// The part of `Viewer` that is about what waits to be done.
pub struct ViewerWork;

#[Object]
impl ViewerWork {
    /// What waits for the person, and what they have done: the lists of the start page.
    async fn my_page(&self) -> MyPage {
        MyPage::new()
    }
}

impl FromPerson for Viewer {
    fn from_person(person: SignedIn) -> Self {
        Self(ViewerAccount(person), ViewerWork)
    }
}

pub type VeiviserSchema = Schema<Query, Mutation, EmptySubscription>;

/// The schema without the services it runs on: enough to print it. The composition root adds them with `.data(…)`.
#[must_use]
pub fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .limit_depth(32)
        .limit_complexity(20_000)
}
