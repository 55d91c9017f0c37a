//! Organisations as the API shows them.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, InputObject, Object, Result};
use veiviser_schema::content::codes::OrganisationKind;
use veiviser_schema::ids::OrganisationId;

use super::model::{self, Filter};
use crate::catalogue::area::graphql::Municipality;
use crate::graphql::connection::{Cursor, List, Listed, Page, cost};
use crate::snapshot::{self, Snapshot};
use veiviser_schema::words::Sought;

/// Who owns, operates or pays for services.
#[derive(Clone, Description)]
pub struct Organisation {
    snapshot: Arc<Snapshot>,
    row: Arc<model::Organisation>,
}

impl Organisation {
    #[must_use]
    pub fn of(snapshot: &Arc<Snapshot>, id: OrganisationId) -> Option<Self> {
        let row = Arc::clone(snapshot.organisation(id)?);
        Some(Self {
            snapshot: Arc::clone(snapshot),
            row,
        })
    }

    /// The organisation with an id, if there is one.
    #[must_use]
    pub fn find(ctx: &Context<'_>, id: &OrganisationId) -> Option<Self> {
        Self::of(&snapshot::of(ctx), *id)
    }
}

#[Object(use_type_description)]
impl Organisation {
    pub async fn id(&self) -> ID {
        self.row.id.to_string().into()
    }

    async fn name(&self) -> &str {
        &self.row.name
    }

    async fn kind(&self) -> OrganisationKind {
        self.row.kind
    }

    /// Whether it is a public body; what is not is always shown as such.
    async fn is_public(&self) -> bool {
        self.row.kind.is_public()
    }

    async fn organisation_number(&self) -> Option<&str> {
        self.row.organisation_number.as_deref()
    }

    async fn website(&self) -> Option<&str> {
        self.row.website.as_deref()
    }

    async fn municipality(&self) -> Option<Municipality> {
        Municipality::of(&self.snapshot, self.row.municipality.as_ref()?)
    }
}

/// Which organisations to list; all of it must hold.
#[derive(InputObject, Default)]
pub struct OrganisationFilter {
    text: Option<String>,
    kind: Option<OrganisationKind>,
    municipality_number: Option<String>,
}

#[derive(Default)]
pub struct OrganisationQuery;

#[Object]
impl OrganisationQuery {
    /// By name.
    #[graphql(complexity = "cost(first, last) * child_complexity")]
    async fn organisations(
        &self,
        ctx: &Context<'_>,
        filter: Option<OrganisationFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<Organisation>> {
        let page = Page::parse(first, after, last, before, List::new("organisations", 2))?;
        let OrganisationFilter {
            text,
            kind,
            municipality_number,
        } = filter.unwrap_or_default();
        // What is not a number is nobody's number.
        let municipality = municipality_number.as_deref().map(str::parse).transpose();
        let filter = municipality.ok().map(|municipality| Filter {
            text: text.as_deref().and_then(Sought::read),
            kind,
            municipality,
        });
        let snapshot = snapshot::of(ctx);
        let rows: Vec<_> = snapshot
            .organisations()
            .iter()
            .filter(|row| filter.as_ref().is_some_and(|filter| filter.lets_pass(row)))
            .collect();
        Ok(page.of_sorted(
            &rows,
            |row| Cursor(vec![row.sort_key.clone(), row.id.to_string()]),
            |row, cursor| {
                row.sort_key
                    .cmp(&cursor.0[0])
                    .then_with(|| row.id.to_string().cmp(&cursor.0[1]))
            },
            |row| Organisation {
                snapshot: Arc::clone(&snapshot),
                row: Arc::clone(row),
            },
        ))
    }
}
