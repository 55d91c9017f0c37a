//! Anything by its id. What an id begins with says what it is; what the reader may not see is not there.

use std::collections::HashMap;
use std::str::FromStr;

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
#[derive(Clone, Interface)]
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

/// What can be found of some ids, by id. A kind is read in one go, however many of its ids are asked for; a slice joins with its
/// prefix here.
async fn find(ctx: &Context<'_>, ids: &[ID]) -> Result<HashMap<String, Node>> {
    let mut found = HashMap::new();
    let mut editorial = Editorial::default();
    for id in ids {
        if let Some(node) = public(ctx, id) {
            found.insert(id.to_string(), node);
        } else {
            editorial.note(id);
        }
    }
    for node in editorial.read(ctx).await? {
        found.insert(node.id(ctx).await?.0, node);
    }
    Ok(found)
}

/// What lies in the snapshot, for everybody.
fn public(ctx: &Context<'_>, id: &str) -> Option<Node> {
    match id.split_once('_')?.0 {
        CountyNumber::PREFIX => {
            County::find(ctx, &CountyNumber::from_node_id(id).ok()?).map(Node::County)
        }
        MunicipalityNumber::PREFIX => {
            Municipality::find(ctx, &MunicipalityNumber::from_node_id(id).ok()?)
                .map(Node::Municipality)
        }
        ServiceTypeSlug::PREFIX => {
            ServiceType::find(ctx, &ServiceTypeSlug::from_node_id(id).ok()?).map(Node::ServiceType)
        }
        OrganisationId::PREFIX => {
            Organisation::find(ctx, &id.parse().ok()?).map(Node::Organisation)
        }
        ListingId::PREFIX => Listing::find(ctx, &id.parse().ok()?).map(Node::Listing),
        _ => None,
    }
}

/// Ids of what only those who work here may see.
#[derive(Default)]
struct Editorial {
    /// Listings that are not published: their records share the id.
    records: Vec<ListingId>,
    changes: Vec<ChangeRequestId>,
    revisions: Vec<RevisionId>,
    users: Vec<UserId>,
    entries: Vec<AuditEntryId>,
}

impl Editorial {
    fn note(&mut self, id: &str) {
        fn push<T: FromStr>(ids: &mut Vec<T>, id: &str) {
            ids.extend(id.parse().ok());
        }
        match id.split_once('_').map(|(prefix, _)| prefix) {
            Some(ListingId::PREFIX) => push(&mut self.records, id),
            Some(ChangeRequestId::PREFIX) => push(&mut self.changes, id),
            Some(RevisionId::PREFIX) => push(&mut self.revisions, id),
            Some(UserId::PREFIX) => push(&mut self.users, id),
            Some(AuditEntryId::PREFIX) => push(&mut self.entries, id),
            _ => {}
        }
    }

    async fn read(self, ctx: &Context<'_>) -> Result<Vec<Node>> {
        let Self {
            records,
            changes,
            revisions,
            users,
            entries,
        } = self;
        let mut nodes = Vec::new();
        if !records.is_empty() {
            let found = ListingRecord::find_all(ctx, &records).await?;
            nodes.extend(found.into_iter().map(Node::ListingRecord));
        }
        if !changes.is_empty() {
            let found = ChangeRequest::find_all(ctx, &changes).await?;
            nodes.extend(found.into_iter().map(Node::ChangeRequest));
        }
        if !revisions.is_empty() {
            let found = Revision::find_all(ctx, &revisions).await?;
            nodes.extend(found.into_iter().map(Node::Revision));
        }
        if !users.is_empty() {
            let found = user::graphql::by_ids(ctx, &users).await?;
            nodes.extend(found.into_iter().map(Node::User));
        }
        if !entries.is_empty() {
            let found = audit::graphql::by_ids(ctx, &entries).await?;
            nodes.extend(found.into_iter().map(Node::AuditEntry));
        }
        Ok(nodes)
    }
}

#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Anything with an id, as far as whoever asks may see it; null otherwise.
    async fn node(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Node>> {
        Ok(find(ctx, std::slice::from_ref(&id))
            .await?
            .remove(id.as_str()))
    }

    /// In the order of the ids; null where there is nothing to see.
    #[graphql(complexity = "ids.len().max(1) * child_complexity")]
    async fn nodes(&self, ctx: &Context<'_>, ids: Vec<ID>) -> Result<Vec<Option<Node>>> {
        if ids.len() > MOST_IDS {
            return Err(bad_argument("Ask for at most 100 ids at once."));
        }
        let found = find(ctx, &ids).await?;
        Ok(ids
            .iter()
            .map(|id| found.get(id.as_str()).cloned())
            .collect())
    }
}
