//! A schema of a few fields, enough to ask the handler everything, and a way to ask it without a network.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_graphql::{Context, EmptySubscription, Error, ErrorExtensions, Object, Schema};
use axum::Router;
use axum::body::{Body, to_bytes};
use http::{HeaderMap, Method, Request, StatusCode};
use serde_json::{Value, json};
use tokio::sync::Notify;
use tower::ServiceExt;
use veiviser::http::graphql::{Endpoint, Settings};

pub const PUBLIC_URL: &str = "https://veiviser.example";

pub type TinySchema = Schema<Query, Mutation, EmptySubscription>;

/// What a middleware found out about a request.
#[derive(Clone)]
pub struct Caller(pub &'static str);

pub struct Query;

#[Object]
impl Query {
    async fn hello(&self, times: Option<i32>) -> String {
        "hello ".repeat(times.unwrap_or(1).clamp(0, 3) as usize)
    }

    async fn caller(&self, ctx: &Context<'_>) -> async_graphql::Result<&str> {
        Ok(ctx.data::<Caller>()?.0)
    }

    async fn nullable(&self, list: Option<Vec<i32>>) -> Option<usize> {
        list.map(|list| list.len())
    }

    async fn day(&self, day: Option<chrono::NaiveDate>) -> Option<String> {
        day.map(|day| day.to_string())
    }

    async fn leak(&self) -> async_graphql::Result<Option<i32>> {
        Err(Error::new("SELECT secret FROM users: connection refused"))
    }

    async fn maybe(&self) -> Option<Fragile> {
        Some(Fragile)
    }

    async fn surely(&self) -> Fragile {
        Fragile
    }

    async fn many(&self) -> Vec<Option<Fragile>> {
        vec![Some(Fragile), Some(Fragile)]
    }

    async fn coded(&self) -> async_graphql::Result<Option<i32>> {
        Err(Error::new("Sign in first.")
            .extend_with(|_, extensions| extensions.set("code", "UNAUTHENTICATED")))
    }

    async fn boom(&self) -> i32 {
        explode()
    }

    async fn cached(&self, ctx: &Context<'_>) -> i32 {
        ctx.insert_http_header("cache-control", "public, max-age=60");
        ctx.append_http_header("set-cookie", "a=1");
        ctx.append_http_header("set-cookie", "b=2");
        ctx.insert_http_header("content-type", "text/html");
        1
    }
}

pub struct Fragile;

#[Object]
impl Fragile {
    async fn fine(&self) -> i32 {
        1
    }

    async fn inner(&self) -> Fragile {
        Fragile
    }

    async fn leaky(&self) -> async_graphql::Result<Option<i32>> {
        Err(Error::new("internal text"))
    }

    async fn broken(&self) -> async_graphql::Result<i32> {
        Err(Error::new("internal text"))
    }
}

fn explode() -> i32 {
    panic!("a resolver panics")
}

pub struct Mutation;

#[Object]
impl Mutation {
    async fn increase(&self, ctx: &Context<'_>) -> i32 {
        ctx.data_unchecked::<Counter>().increase()
    }

    /// Takes its time, and counts only at the end.
    async fn increase_slowly(&self, ctx: &Context<'_>) -> i32 {
        let counter = ctx.data_unchecked::<Counter>();
        counter.begun.notify_one();
        tokio::time::sleep(Duration::from_millis(300)).await;
        counter.increase()
    }

    async fn boom(&self) -> i32 {
        explode()
    }
}

/// Something that a request can change, to see whether it did.
#[derive(Clone, Default)]
pub struct Counter {
    count: Arc<AtomicUsize>,
    begun: Arc<Notify>,
}

impl Counter {
    fn increase(&self) -> i32 {
        self.count.fetch_add(1, Ordering::SeqCst) as i32 + 1
    }

    pub fn value(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }

    /// Waits until a slow change has begun.
    pub async fn begun(&self) {
        self.begun.notified().await;
    }
}

pub fn app() -> (Router, Counter) {
    let counter = Counter::default();
    let schema: TinySchema = Schema::build(Query, Mutation, EmptySubscription)
        .data(counter.clone())
        .limit_complexity(1_000)
        .finish();
    let endpoint = Endpoint::with_context::<Caller>(schema, Settings::new(PUBLIC_URL))
        .expect("the schema's SDL parses");
    let router = Router::new()
        .route("/graphql", endpoint.into_route())
        .layer(axum::Extension(Caller("the middleware")));
    (router, counter)
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or("none")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("")
    }
}

pub async fn send(request: Request<Body>) -> Answer {
    send_to(app().0, request).await
}

pub async fn send_to(app: Router, request: Request<Body>) -> Answer {
    let response = app.oneshot(request).await.expect("the router never fails");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.expect("a short body");
    let body = serde_json::from_slice(&bytes).expect("every answer is JSON");
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

pub fn post(body: impl Into<Body>, headers: &[(&str, &str)]) -> Request<Body> {
    with_headers(Request::post("/graphql"), headers)
        .body(body.into())
        .expect("a request")
}

/// A POST of JSON that accepts the newer media type.
pub fn post_json(body: &Value) -> Request<Body> {
    let headers = [
        ("content-type", "application/json"),
        ("accept", "application/graphql-response+json"),
    ];
    post(body.to_string(), &headers)
}

pub fn post_query(query: &str) -> Request<Body> {
    post_json(&json!({ "query": query }))
}

pub fn get(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    with_headers(Request::get(path), headers)
        .body(Body::empty())
        .expect("a request")
}

pub fn with_method(method: Method) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri("/graphql")
        .body(Body::empty())
        .expect("a request")
}

fn with_headers(
    mut builder: http::request::Builder,
    headers: &[(&str, &str)],
) -> http::request::Builder {
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder
}
