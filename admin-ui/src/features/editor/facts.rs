//! What the rules and the pickers need to know beyond the document: the municipalities of the country, read once, and the names of
//! the organisations a listing mentions.

use std::cell::RefCell;
use std::collections::HashMap;

use cynic::QueryBuilder;
use leptos::prelude::*;
use veiviser_schema::content::codes::OrganisationKind;
use veiviser_schema::content::{DefaultHours, Facts, ListingContent, validate};
use veiviser_schema::hours::Schedule;
use veiviser_schema::problem::Problem;

use super::paths::with_keys;
use crate::api::fragments::{CountyName, PageInfo};
use crate::api::{ApiError, NodeId, query, schema};
use crate::features::default_hours::stated_hours;
use crate::ui::format;

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Municipality")]
pub struct Municipality {
    pub number: String,
    pub name: String,
    pub name_official: String,
    pub county: CountyName,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Organisation")]
pub struct Organisation {
    pub id: NodeId,
    pub name: String,
    pub kind: OrganisationKind,
    pub organisation_number: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct PageVariables {
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct MunicipalityConnection {
    nodes: Vec<Municipality>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct MunicipalitiesQuery {
    #[arguments(first: 100, after: $after)]
    municipalities: MunicipalityConnection,
}

#[derive(cynic::InputObject)]
struct OrganisationFilter {
    text: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct OrganisationsVariables {
    filter: OrganisationFilter,
}

#[derive(cynic::QueryFragment)]
struct OrganisationConnection {
    nodes: Vec<Organisation>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OrganisationsVariables")]
struct OrganisationsQuery {
    #[arguments(filter: $filter, first: 10)]
    organisations: OrganisationConnection,
}

#[derive(cynic::QueryVariables)]
struct NodesVariables {
    ids: Vec<NodeId>,
}

#[derive(cynic::InlineFragments)]
#[cynic(graphql_type = "Node")]
enum NamedNode {
    Organisation(Organisation),
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "NodesVariables")]
struct NodesQuery {
    #[arguments(ids: $ids)]
    nodes: Vec<Option<NamedNode>>,
}

/// Organisations whose name holds these words.
pub async fn search_organisations(text: String) -> Result<Vec<Organisation>, ApiError> {
    let filter = OrganisationFilter { text: Some(text) };
    Ok(
        query(OrganisationsQuery::build(OrganisationsVariables { filter }))
            .await?
            .organisations
            .nodes,
    )
}

async fn all_municipalities() -> Result<Vec<Municipality>, ApiError> {
    let mut all = Vec::with_capacity(360);
    let mut after = None;
    loop {
        let page = query(MunicipalitiesQuery::build(PageVariables { after }))
            .await?
            .municipalities;
        all.extend(page.nodes);
        after = page
            .page_info
            .end_cursor
            .filter(|_| page.page_info.has_next_page);
        if after.is_none() {
            return Ok(all);
        }
    }
}

thread_local! {
    /// The municipalities hold for as long as the console is open.
    static MUNICIPALITIES: RefCell<Vec<Municipality>> = const { RefCell::new(Vec::new()) };
}

/// Stands where a name will be.
pub const COMING: &str = "…";

/// What there is to inherit.
#[derive(Debug, Clone, PartialEq)]
pub enum Inheritable {
    Reading,
    /// They could not be read.
    Unread,
    /// `None`: the municipality has stated none.
    Read(Option<Schedule>),
}

/// What is known so far. What is not known yet counts as right: a field is not called wrong because an answer is on its way.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    pub municipalities: RwSignal<Vec<Municipality>>,
    /// Organisations asked for by id; `None` for those that do not exist.
    pub organisations: RwSignal<HashMap<String, Option<Organisation>>>,
    /// The default hours of the listing's municipality.
    pub default_hours: RwSignal<Inheritable>,
    /// Whether people in crisis depend on this type of service.
    pub crisis: bool,
}

impl Known {
    /// Starts reading what a document needs.
    pub fn load(content: &ListingContent, municipality: String, crisis: bool) -> Self {
        let known = Self {
            municipalities: RwSignal::new(MUNICIPALITIES.with(|all| all.borrow().clone())),
            organisations: RwSignal::new(HashMap::new()),
            default_hours: RwSignal::new(Inheritable::Reading),
            crisis,
        };
        leptos::task::spawn_local(async move {
            let found = match stated_hours(municipality).await {
                Ok(stated) => Inheritable::Read(stated),
                Err(_) => Inheritable::Unread,
            };
            known.default_hours.try_set(found);
        });
        if known.municipalities.with_untracked(Vec::is_empty) {
            leptos::task::spawn_local(async move {
                if let Ok(all) = all_municipalities().await {
                    MUNICIPALITIES.with(|slot| slot.borrow_mut().clone_from(&all));
                    known.municipalities.try_set(all);
                }
            });
        }
        known.look_up(content);
        known
    }

    /// Reads the names of the organisations that a document mentions and that are not known yet.
    pub fn look_up(self, content: &ListingContent) {
        let ids: Vec<String> = [&content.owner_id, &content.operator_id, &content.funder_id]
            .into_iter()
            .flatten()
            .filter(|id| {
                self.organisations
                    .with_untracked(|known| !known.contains_key(*id))
            })
            .cloned()
            .collect();
        if ids.is_empty() {
            return;
        }
        leptos::task::spawn_local(async move {
            let asked = ids.iter().cloned().map(NodeId).collect();
            let Ok(answer) = query(NodesQuery::build(NodesVariables { ids: asked })).await else {
                return;
            };
            self.organisations.try_update(|known| {
                for (id, node) in ids.into_iter().zip(answer.nodes) {
                    let found = match node {
                        Some(NamedNode::Organisation(organisation)) => Some(organisation),
                        _ => None,
                    };
                    known.insert(id, found);
                }
            });
        });
    }

    /// An organisation that was found by searching.
    pub fn learn(self, organisation: Organisation) {
        self.organisations.update(|known| {
            known.insert(organisation.id.0.clone(), Some(organisation));
        });
    }

    /// The name of a municipality, or dots while names are on their way. Tracked.
    pub fn municipality_name(self, number: &str) -> String {
        self.municipalities.with(|all| {
            if all.is_empty() {
                return COMING.to_owned();
            }
            all.iter()
                .find(|one| one.number == number)
                .map_or_else(|| number.to_owned(), |one| one.name.clone())
        })
    }

    /// Every problem of a document by the contract's rules, as far as the facts are known. Untracked.
    pub fn problems(self, content: &ListingContent) -> Vec<Problem> {
        let today = format::oslo(format::now()).date();
        let default = self.default_hours.get_untracked();
        self.municipalities.with_untracked(|municipalities| {
            self.organisations.with_untracked(|organisations| {
                let facts = Facts {
                    today,
                    crisis_service: self.crisis,
                    municipality_exists: &|number| {
                        municipalities.is_empty()
                            || municipalities.iter().any(|one| one.number == number)
                    },
                    organisation_exists: &|id| organisations.get(id).is_none_or(Option::is_some),
                    default_hours: match &default {
                        Inheritable::Read(stated) => DefaultHours::of(stated.as_ref()),
                        Inheritable::Reading | Inheritable::Unread => DefaultHours::Unread,
                    },
                };
                with_keys(validate(content, &facts), content)
            })
        })
    }
}
