//! The composition root: the one place that knows every part and joins them.
//!
//! A part is handed what it needs (database, clock, settings, each other) and takes nothing from the air. The server, the commands
//! and the tests all begin here, so that a test runs the very thing that is shipped.

use std::future::Future;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;

use crate::clock::Clock;
use crate::config::Settings;
use crate::db::Database;
use crate::graphql::output_types::UnreadableSchema;
use crate::graphql::root::{self, VeiviserSchema};
use crate::http;
use crate::http::cache::Freshness;
use crate::http::context::Door;
use crate::http::graphql::Endpoint;
use crate::http::health::Readiness;
use crate::http::limit::RequestLimit;
use crate::http::metrics::{CatalogueVersion, Metrics};
use crate::http::router::Parts;

/// Operations that try a password: one of them a document.
const ONCE_ONLY: [&str; 4] = ["signIn", "issueToken", "refreshToken", "changePassword"];

/// The server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the API's schema cannot be read; this is a defect of the program")]
    Schema(#[source] UnreadableSchema),
}

/// The whole program, put together.
pub struct App {
    settings: Settings,
    db: Database,
    clock: Clock,
}

impl App {
    #[must_use]
    pub fn new(settings: Settings, db: Database, clock: Clock) -> Self {
        Self {
            settings,
            db,
            clock,
        }
    }

    #[must_use]
    pub fn db(&self) -> &Database {
        &self.db
    }

    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The schema with the services it runs on.
    #[must_use]
    pub fn schema(&self) -> VeiviserSchema {
        root::builder().data(self.db.clone()).finish()
    }

    /// Everything the server answers.
    pub fn router(&self) -> Result<Router, StartError> {
        let schema = self.schema();
        let build = format!("{} {}", env!("CARGO_PKG_VERSION"), schema.sdl());
        let mut settings = http::graphql::Settings::new(self.settings.public_url().origin());
        settings.origins = self.settings.origins();
        settings.limits.once_only = ONCE_ONLY.map(str::to_owned).to_vec();
        let endpoint = Endpoint::with_context::<crate::context::RequestContext>(schema, settings)
            .map_err(StartError::Schema)?;

        let version = CatalogueVersion::default();
        let readiness = Readiness::new(self.db.clone());
        readiness.catalogue_loaded();
        Ok(http::router::router(Parts {
            endpoint,
            door: Door {
                clock: self.clock.clone(),
            },
            freshness: Freshness {
                clock: self.clock.clone(),
                version: version.clone(),
                build: build.into(),
            },
            readiness,
            metrics: Metrics::new(self.db.clone(), version, self.settings.metrics_public),
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
        http::serve::serve(listener, router, stop).await;
        self.db.close().await;
        Ok(())
    }
}
