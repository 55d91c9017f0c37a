//! The trail as administrators read it.

use std::collections::HashMap;

use async_graphql::{Context, Description, ID, InputObject, Json, Object, Result};
use chrono::{DateTime, Utc};
use serde_json::Value;
use veiviser_schema::authz::Action;
use veiviser_schema::ids::{AuditEntryId, MunicipalityNumber, UserId};

use super::model::{Entry, Filter};
use super::repo;
use crate::catalogue::area::graphql::Municipality;
use crate::db::Database;
use crate::graphql::connection::{Listed, Page, cost};
use crate::graphql::outcome::{bad_argument, read};
use crate::graphql::request::Ask;
use crate::identity::user::graphql::UserName;
use crate::identity::user::names;

/// One line of the audit trail.
#[derive(Clone, Description)]
pub struct AuditEntry {
    entry: Entry,
    actor: Option<UserName>,
}

#[Object(use_type_description)]
impl AuditEntry {
    pub async fn id(&self) -> ID {
        ID(self.entry.id.to_string())
    }

    async fn at(&self) -> DateTime<Utc> {
        self.entry.at
    }

    /// Null for what was done at the command line.
    async fn actor(&self) -> Option<&UserName> {
        self.actor.as_ref()
    }

    /// `change.approved`, `user.disabled`, …
    async fn event(&self) -> &str {
        &self.entry.event
    }

    async fn subject_id(&self) -> ID {
        ID(self.entry.subject_id.clone())
    }

    async fn municipality(&self, ctx: &Context<'_>) -> Option<Municipality> {
        let number = self.entry.municipality.as_ref()?;
        Municipality::find(ctx, number)
    }

    async fn detail(&self) -> Json<&Value> {
        Json(&self.entry.detail)
    }

    async fn request_id(&self) -> Option<&str> {
        self.entry.request_id.as_deref()
    }
}

impl AuditEntry {
    fn new(entry: Entry, names: &HashMap<UserId, String>) -> Self {
        Self {
            actor: entry.actor.and_then(|id| UserName::among(names, id)),
            entry,
        }
    }
}

/// Which lines of the audit trail to list; all of it must hold.
#[derive(Debug, Default, InputObject)]
pub struct AuditFilter {
    actor_id: Option<ID>,
    subject_id: Option<ID>,
    event: Option<String>,
    municipality_number: Option<String>,
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
}

impl AuditFilter {
    fn read(self) -> Result<Filter> {
        let Self {
            actor_id,
            subject_id,
            event,
            municipality_number,
            from,
            until,
        } = self;
        Ok(Filter {
            actor: actor_id
                .map(|id| {
                    id.parse()
                        .map_err(|_| bad_argument("actorId is not a user's id."))
                })
                .transpose()?,
            subject_id: subject_id.map(|id| id.0),
            event,
            municipality: municipality_number
                .map(|number| {
                    number
                        .parse::<MunicipalityNumber>()
                        .map_err(|_| bad_argument("municipalityNumber is not four digits."))
                })
                .transpose()?,
            from,
            until,
        })
    }
}

#[derive(Default)]
pub struct AuditQuery;

#[Object]
impl AuditQuery {
    /// Who did what, newest first. Empty for those who may not read it.
    #[graphql(complexity = "cost(first, last) * child_complexity")]
    async fn audit_entries(
        &self,
        ctx: &Context<'_>,
        filter: Option<AuditFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<AuditEntry>> {
        let page = Page::parse(first, after, last, before, repo::LIST)?;
        let window = repo::newest_first().window(&page)?;
        let filter = filter.unwrap_or_default().read()?;
        let scope = ctx.actor().read_scope(Action::ReadAudit);
        let conn = ctx.service::<Database>().reader();
        let (entries, total) = read(ctx, repo::page(conn, &scope, &filter, &window).await)?;
        let names = read(
            ctx,
            names(conn, entries.iter().filter_map(|entry| entry.actor)).await,
        )?;
        Ok(page.of_rows(entries, total, repo::cursor, |entry| {
            AuditEntry::new(entry, &names)
        }))
    }
}

/// For `nodes`: those of these entries that the reader may see, in no order.
pub async fn by_ids(ctx: &Context<'_>, ids: &[AuditEntryId]) -> Result<Vec<AuditEntry>> {
    let scope = ctx.actor().read_scope(Action::ReadAudit);
    let conn = ctx.service::<Database>().reader();
    let entries = read(ctx, repo::find_all(conn, &scope, ids).await)?;
    let names = read(
        ctx,
        names(conn, entries.iter().filter_map(|entry| entry.actor)).await,
    )?;
    Ok(entries
        .into_iter()
        .map(|entry| AuditEntry::new(entry, &names))
        .collect())
}
