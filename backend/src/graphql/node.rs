//! Anything by its id. What an id begins with says what it is; what the reader may not see is not there.

use async_graphql::{Context, ID, Interface, Object, Result};
use veiviser_schema::ids::{
    AuditEntryId, ChangeRequestId, CountyNumber, ListingId, MunicipalityNumber, OrganisationId,
    RevisionId, ServiceTypeSlug, UserId,
};

use super::outcome::bad_argument;
use crate::audit;
use crate::audit::graphql::AuditEntry;
use crate::catalogue::area::graphql::{County, Municipality};
use crate::catalogue::listing::graphql::Listing;
use crate::catalogue::organisation::graphql::Organisation;
use crate::catalogue::service_type::graphql::ServiceType;
use crate::change::listing_record::graphql::ListingRecord;
use crate::change::request::graphql::ChangeRequest;
use crate::change::revision::graphql::Revision;
use crate::identity::user;
use crate::identity::user::graphql::User;

/// How many ids may be asked for at once.
const MOST_IDS: usize = 100;

/// What has an id of its own.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID"))]
pub enum Node {
    County(County),
    Municipality(Municipality),
    ServiceType(ServiceType),
    Organisation(Organisation),
    Listing(Listing),
    ListingRecord(ListingRecord),
    ChangeRequest(ChangeRequest),
    Revision(Revision),
    User(User),
    AuditEntry(AuditEntry),
}

/// Finds one. A slice of signed-in reads joins with its prefix here.
async fn find(ctx: &Context<'_>, id: &str) -> Result<Option<Node>> {
    let Some((prefix, _)) = id.split_once('_') else {
        return Ok(None);
    };
    Ok(match prefix {
        CountyNumber::PREFIX => CountyNumber::from_node_id(id)
            .ok()
            .and_then(|number| County::find(ctx, &number))
            .map(Node::County),
        MunicipalityNumber::PREFIX => MunicipalityNumber::from_node_id(id)
            .ok()
            .and_then(|number| Municipality::find(ctx, &number))
            .map(Node::Municipality),
        ServiceTypeSlug::PREFIX => ServiceTypeSlug::from_node_id(id)
            .ok()
            .and_then(|slug| ServiceType::find(ctx, &slug))
            .map(Node::ServiceType),
        OrganisationId::PREFIX => id
            .parse()
            .ok()
            .and_then(|id| Organisation::find(ctx, &id))
            .map(Node::Organisation),
        // The published listing. While it is not published, its editorial record, which shares the id.
        ListingId::PREFIX => match id.parse() {
            Ok(id) => match Listing::find(ctx, &id) {
                Some(listing) => Some(Node::Listing(listing)),
                None => ListingRecord::find(ctx, id).await?.map(Node::ListingRecord),
            },
            Err(_) => None,
        },
        ChangeRequestId::PREFIX => match id.parse() {
            Ok(id) => ChangeRequest::find(ctx, id).await?.map(Node::ChangeRequest),
            Err(_) => None,
        },
        RevisionId::PREFIX => match id.parse() {
            Ok(id) => Revision::find(ctx, id).await?.map(Node::Revision),
            Err(_) => None,
        },
        UserId::PREFIX => match id.parse() {
            Ok(id) => user::graphql::by_id(ctx, id).await?.map(Node::User),
            Err(_) => None,
        },
        AuditEntryId::PREFIX => match id.parse() {
            Ok(id) => audit::graphql::by_id(ctx, id).await?.map(Node::AuditEntry),
            Err(_) => None,
        },
        _ => None,
    })
}

#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    async fn node(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Node>> {
        find(ctx, &id).await
    }

    /// In the order of the ids; null where there is nothing to see.
    #[graphql(complexity = "ids.len().max(1) * child_complexity")]
    async fn nodes(&self, ctx: &Context<'_>, ids: Vec<ID>) -> Result<Vec<Option<Node>>> {
        if ids.len() > MOST_IDS {
            return Err(bad_argument("Ask for at most 100 ids at once."));
        }
        let mut nodes = Vec::with_capacity(ids.len());
        for id in ids {
            nodes.push(find(ctx, &id).await?);
        }
        Ok(nodes)
    }
}
