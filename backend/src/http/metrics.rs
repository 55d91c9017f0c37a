//! What the server counts of itself, as text for Prometheus.
//!
//! Requests by route and status, how long they took, what was asked of the database, and how new the catalogue in memory is.
//! Labels come from short lists (a route's pattern, never an address), so that nobody can make the text grow.
//! For this machine's own collector; others are shown it only when the operator says so.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{Method, StatusCode};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::client::Client;
use super::problem::not_found;
use super::request_id;
use crate::db::Database;
use crate::snapshot::Catalogue;

/// Seconds; a read from memory takes less than the first, a hashed password more than the fifth.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// All counters. Cloning is cheap.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    registry: Registry,
    requests: Family<Outcome, Counter>,
    seconds: Family<Route, Histogram>,
    in_flight: Gauge,
    public: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

impl Metrics {
    #[must_use]
    pub fn new(db: Database, catalogue: Catalogue, public: bool) -> Self {
        let mut registry = Registry::with_prefix("veiviser");
        let requests = Family::default();
        registry.register("http_requests", "Requests answered", requests.clone());
        let seconds =
            Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        registry.register(
            "http_request_seconds",
            "Time from a request's head to its answer's",
            seconds.clone(),
        );
        let in_flight = Gauge::default();
        registry.register(
            "http_requests_in_flight",
            "Requests being answered",
            in_flight.clone(),
        );
        registry.register_collector(Box::new(Below { db, catalogue }));
        Self(Arc::new(Inner {
            registry,
            requests,
            seconds,
            in_flight,
            public,
        }))
    }

    fn text(&self) -> Option<String> {
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &self.0.registry).ok()?;
        Some(text)
    }
}

/// What others count: read when somebody asks.
struct Below {
    db: Database,
    catalogue: Catalogue,
}

impl std::fmt::Debug for Below {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Below").finish_non_exhaustive()
    }
}

impl Collector for Below {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        let statements = self.db.statements();
        for (name, help, value) in [
            ("db_statements", "SQL statements run", statements.total()),
            (
                "db_statements_failed",
                "SQL statements that failed",
                statements.failed(),
            ),
            (
                "db_statements_slow",
                "SQL statements slower than 200 ms",
                statements.slow(),
            ),
            (
                "db_transactions_committed",
                "Write transactions committed",
                statements.committed(),
            ),
            (
                "db_transactions_rolled_back",
                "Write transactions rolled back",
                statements.rolled_back(),
            ),
        ] {
            let counter = ConstCounter::new(value);
            counter.encode(encoder.encode_descriptor(
                name,
                help,
                None,
                counter.metric_type(),
            )?)?;
        }
        let time = ConstCounter::new(statements.elapsed().as_secs_f64());
        time.encode(encoder.encode_descriptor(
            "db_statement_seconds",
            "Time spent in SQL statements",
            None,
            time.metric_type(),
        )?)?;
        let version = ConstGauge::new(self.catalogue.current().version());
        version.encode(encoder.encode_descriptor(
            "catalogue_version",
            "Version of the published catalogue in memory",
            None,
            version.metric_type(),
        )?)?;
        let age = ConstGauge::new(self.catalogue.age().as_secs_f64());
        age.encode(encoder.encode_descriptor(
            "catalogue_age_seconds",
            "Time since the catalogue in memory was last known to be the newest",
            None,
            age.metric_type(),
        )?)
    }
}

/// Counts the request and writes its line in the log.
pub async fn observe(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let method = method_name(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("other", MatchedPath::as_str)
        .to_owned();
    let request_id = request_id::of(&request);
    let begun = Instant::now();
    let in_flight = InFlight::begin(&metrics.0.in_flight);
    let response = next.run(request).await;
    drop(in_flight);
    let elapsed = begun.elapsed();
    let status = response.status().as_u16();
    metrics
        .0
        .seconds
        .get_or_create(&Route {
            route: route.clone(),
        })
        .observe(elapsed.as_secs_f64());
    let quiet = matches!(
        route.as_str(),
        "/healthz" | "/readyz" | "/metrics" | "/assets/{*name}"
    );
    let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    if quiet {
        tracing::debug!(
            event = "http.request",
            method,
            route,
            status,
            milliseconds,
            request_id
        );
    } else {
        tracing::info!(
            event = "http.request",
            method,
            route,
            status,
            milliseconds,
            request_id
        );
    }
    metrics
        .0
        .requests
        .get_or_create(&Outcome {
            method,
            route,
            status,
        })
        .inc();
    response
}

/// Counted down also when the client hangs up and the request is dropped.
struct InFlight(Gauge);

impl InFlight {
    fn begin(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// A client may invent methods; a label may not follow it.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

pub async fn show(State(metrics): State<Metrics>, request: Request) -> Response {
    let local = request
        .extensions()
        .get::<Client>()
        .is_some_and(|client| client.local);
    if !local && !metrics.0.public {
        return not_found().await;
    }
    match metrics.text() {
        Some(text) => (
            [
                (
                    CONTENT_TYPE,
                    "application/openmetrics-text; version=1.0.0; charset=utf-8",
                ),
                (CACHE_CONTROL, "no-store"),
            ],
            text,
        )
            .into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
