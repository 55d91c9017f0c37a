//! The composition root: the one place that knows every part and joins them.
//!
//! A part is handed what it needs (database, clock, settings, each other) and takes nothing from the air. The server, the commands
//! and the tests all begin here, so that a test runs the very thing that is shipped.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use ::http::request::Parts as RequestParts;
use async_graphql::Request as GraphqlRequest;
use async_graphql_parser::types::OperationType;
use axum::Router;
use tokio::net::TcpListener;

use crate::change::Changes;
use crate::clock::Clock;
use crate::config::Settings;
use crate::context::RequestContext;
use crate::db::{Database, DbError};
use crate::graphql::output_types::UnreadableSchema;
use crate::graphql::root::{self, VeiviserSchema};
use crate::http;
use crate::http::cache::Freshness;
use crate::http::calendar::Calendars;
use crate::http::context::Door;
use crate::http::graphql::Endpoint;
use crate::http::health::Readiness;
use crate::http::limit::RequestLimit;
use crate::http::metrics::Metrics;
use crate::http::router::Parts;
use crate::http::serve::Limits;
use crate::identity::{Identity, IdentitySettings};
use crate::outcome::Failure;
use crate::snapshot::{Catalogue, Snapshot, supervise};

/// Operations that cost much each time, a password tried or a whole listing checked: one of them a document.
const ONCE_ONLY: [&str; 5] = [
    "signIn",
    "issueToken",
    "refreshToken",
    "changePassword",
    "validateListing",
];

/// Operations that tell what is wrong with whatever text they get, and ask no database.
const ANY_TEXT: [&str; 4] = [
    "previewOpeningHours",
    "validateOpeningHours",
    "importOsmOpeningHours",
    "parseOpeningHoursText",
];

/// How often other instances' publications are asked for. Our own are shown at once.
const POLL: Duration = Duration::from_millis(500);

/// Older than this, the catalogue may show telephone numbers that are no more: whoever sends requests here is to send them elsewhere.
const STALE: Duration = Duration::from_secs(30);

/// The server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the published catalogue cannot be read")]
    Catalogue(#[source] DbError),
    #[error("signing in cannot be made ready")]
    Identity(#[source] Failure),
    #[error("the API's schema cannot be read; this is a defect of the program")]
    Schema(#[source] UnreadableSchema),
}

/// The whole program, put together.
pub struct App {
    settings: Settings,
    db: Database,
    clock: Clock,
    catalogue: Catalogue,
    identity: Identity,
}

impl App {
    /// Reads the published catalogue and puts the parts together. The tables must be up to date.
    pub async fn start(settings: Settings, db: Database, clock: Clock) -> Result<Self, StartError> {
        let catalogue = Catalogue::load(db.clone(), clock.clone())
            .await
            .map_err(StartError::Catalogue)?;
        let identity = Identity::new(
            db.clone(),
            clock.clone(),
            IdentitySettings {
                demo_accounts: !settings.is_public_address(),
                ..IdentitySettings::new(settings.public_url())
            },
        )
        .map_err(StartError::Identity)?;
        // A full disk keeps nobody from reading: then the first token makes it.
        if let Err(failure) = identity.prepare_keys().await {
            tracing::warn!(
                event = "identity.no_signing_key",
                detail = %failure,
                "there is no key to sign tokens with yet"
            );
        }
        Ok(Self {
            settings,
            db,
            clock,
            catalogue,
            identity,
        })
    }

    #[must_use]
    pub fn db(&self) -> &Database {
        &self.db
    }

    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What everybody may read.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Who people are and how they are signed in.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What editors and reviewers do; whoever publishes sees it in their next read.
    #[must_use]
    pub fn changes(&self) -> Changes {
        let catalogue = self.catalogue.clone();
        Changes::new(
            self.db.clone(),
            Arc::new(move || {
                let catalogue = catalogue.clone();
                Box::pin(async move {
                    // The change is made; the poller shows it if this does not.
                    if let Err(error) = catalogue.refresh().await {
                        tracing::warn!(
                            event = "catalogue.refresh_failed",
                            detail = error.detail(),
                            "what was published is not shown yet"
                        );
                    }
                })
            }),
        )
    }

    /// The schema with the services it runs on.
    #[must_use]
    pub fn schema(&self) -> VeiviserSchema {
        root::builder()
            .data(self.db.clone())
            .data(self.clock.clone())
            .data(self.catalogue.clone())
            .data(self.identity.clone())
            .data(self.changes())
            .data(self.settings.public_url())
            .finish()
    }

    /// Everything the server answers.
    pub fn router(&self) -> Result<Router, StartError> {
        let schema = self.schema();
        let build = format!("{} {}", env!("CARGO_PKG_VERSION"), schema.sdl());
        let mut settings = http::graphql::Settings::new(self.settings.public_url().origin());
        settings.origins = self.settings.origins();
        settings.limits.once_only = ONCE_ONLY.map(str::to_owned).to_vec();
        settings.limits.any_text = ANY_TEXT.map(str::to_owned).to_vec();
        let endpoint =
            Endpoint::new(schema, settings, with_request_data).map_err(StartError::Schema)?;
        Ok(http::router::router(Parts {
            endpoint,
            door: Door {
                clock: self.clock.clone(),
                identity: self.identity.clone(),
            },
            identity: self.identity.clone(),
            freshness: Freshness {
                clock: self.clock.clone(),
                catalogue: self.catalogue.clone(),
                build: build.into(),
            },
            calendars: Calendars {
                clock: self.clock.clone(),
                catalogue: self.catalogue.clone(),
                host: self.settings.public_url().host().into(),
            },
            readiness: Readiness::new(self.db.clone(), self.catalogue.clone(), STALE),
            metrics: Metrics::new(
                self.db.clone(),
                self.catalogue.clone(),
                self.settings.metrics_public,
            ),
            limit: RequestLimit::per_second(self.settings.rate_limit),
            timeout: Duration::from_secs(self.settings.request_timeout),
            proxies: self.settings.trusted_proxies.clone(),
            secure: self.settings.public_url().is_secure(),
        }))
    }

    /// Serves on `listener` until `stop`, then lets go of everything.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()>,
    ) -> Result<(), StartError> {
        let router = self.router()?;
        let catalogue = self.catalogue.clone();
        let poller = tokio::spawn(supervise("catalogue.poller", move || {
            catalogue.clone().keep_current(POLL)
        }));
        let limits = Limits::behind(&self.settings.trusted_proxies);
        http::serve::serve(listener, router, limits, stop).await;
        poller.abort();
        self.db.close().await;
        Ok(())
    }
}

/// Hands resolvers what the layers in front found out about the request. A query reads one version of the catalogue from beginning to
/// end; a mutation has no version of its own, because its answer must show what it just published.
fn with_request_data(parts: &RequestParts, mut request: GraphqlRequest) -> GraphqlRequest {
    let only_reads = request.parsed_query().is_ok_and(|document| {
        document
            .operations
            .iter()
            .all(|(_, operation)| operation.node.ty == OperationType::Query)
    });
    if let Some(context) = parts.extensions.get::<RequestContext>() {
        request = request.data(context.clone());
    }
    match parts.extensions.get::<Arc<Snapshot>>() {
        Some(snapshot) if only_reads => request.data(snapshot.clone()),
        _ => request,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// They are named by text: one that is renamed in the schema must be renamed here.
    #[test]
    fn what_the_guard_knows_by_name_is_there() {
        let sdl = root::builder().finish().sdl();
        for name in ONCE_ONLY.iter().chain(&ANY_TEXT) {
            assert!(sdl.contains(&format!("\t{name}(")), "{name}");
        }
    }
}
