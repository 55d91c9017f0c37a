//! GraphQL over HTTP.
//!
//! Our own handler, because the ready-made one runs mutations over GET and from forms, takes 64 MiB, and answers 200 to
//! everything. One request goes through five gates: negotiate the answer's media type, read the parameters, pass the
//! guard, allow the operation (a mutation only by POST, with cookies only from our own pages), execute.
//! The schema behind it is any [`Executor`], so that the handler is tested with a schema of three fields.

mod negotiate;
mod origin;
mod request;
mod respond;

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use async_graphql::{
    ObjectType, Request as GraphqlRequest, Response as GraphqlResponse, Schema, SubscriptionType,
};
use async_graphql_parser::types::OperationType;
use axum::body::Body;
use axum::routing::{MethodRouter, any};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http::header::COOKIE;
use http::request::Parts;
use http::{Method, Request, Response};
use tower_http::request_id::RequestId;

pub use negotiate::MediaType;
pub use origin::origin_allowed;
pub use request::ReadLimits;

use super::compress::OnlyRead;
use crate::graphql::complete::complete;
use crate::graphql::guard::{Checked, Guard, Limits, Refusal, RefusalCode};
use crate::graphql::output_types::{SchemaTypes, UnreadableSchema};
use request::Params;
use respond::{Code, Problem};

/// Something that runs GraphQL requests: the schema.
pub trait Executor: Clone + Send + Sync + 'static {
    fn execute(&self, request: GraphqlRequest) -> BoxFuture<'static, GraphqlResponse>;

    /// The schema in the schema definition language; the guard learns the types from it.
    fn sdl(&self) -> String;
}

impl<Q, M, S> Executor for Schema<Q, M, S>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    fn execute(&self, request: GraphqlRequest) -> BoxFuture<'static, GraphqlResponse> {
        let schema = self.clone();
        Box::pin(async move { Schema::execute(&schema, request).await })
    }

    fn sdl(&self) -> String {
        Schema::sdl(self)
    }
}

/// How an endpoint behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The addresses users see; a mutation with cookies must name the origin of one of them.
    pub origins: Vec<String>,
    pub read: ReadLimits,
    pub limits: Limits,
}

impl Settings {
    pub fn new(public_url: impl Into<String>) -> Self {
        Self {
            origins: vec![public_url.into()],
            read: ReadLimits::default(),
            limits: Limits::default(),
        }
    }
}

type Prepare = dyn Fn(&Parts, GraphqlRequest) -> GraphqlRequest + Send + Sync;

/// One GraphQL endpoint; cloning it is cheap.
#[derive(Clone)]
pub struct Endpoint<E> {
    executor: E,
    shared: Arc<Shared>,
}

struct Shared {
    origins: Vec<String>,
    read: ReadLimits,
    guard: Guard,
    types: Arc<SchemaTypes>,
    prepare: Box<Prepare>,
}

impl<E: Executor> Endpoint<E> {
    /// `prepare` adds what resolvers need to know of one request (who asks, from where) to its data.
    pub fn new(
        executor: E,
        settings: Settings,
        prepare: impl Fn(&Parts, GraphqlRequest) -> GraphqlRequest + Send + Sync + 'static,
    ) -> Result<Self, UnreadableSchema> {
        let Settings {
            origins,
            read,
            limits,
        } = settings;
        let types = Arc::new(SchemaTypes::from_sdl(&executor.sdl())?);
        let guard = Guard::new(limits, types.clone());
        Ok(Self {
            executor,
            shared: Arc::new(Shared {
                origins,
                read,
                guard,
                types,
                prepare: Box::new(prepare),
            }),
        })
    }

    /// An endpoint whose resolvers get the `C` that a middleware put into the request's extensions.
    pub fn with_context<C: Any + Clone + Send + Sync>(
        executor: E,
        settings: Settings,
    ) -> Result<Self, UnreadableSchema> {
        Self::new(executor, settings, |parts, request| {
            match parts.extensions.get::<C>() {
                Some(context) => request.data(context.clone()),
                None => request,
            }
        })
    }

    /// The route to mount, for every method: it answers 405 itself.
    pub fn into_route<S: Clone + Send + Sync + 'static>(self) -> MethodRouter<S> {
        any(move |request: Request<Body>| {
            let endpoint = self.clone();
            async move { endpoint.handle(request).await }
        })
    }

    pub async fn handle(&self, request: Request<Body>) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let Some(media_type) = negotiate::negotiate(&parts.headers) else {
            return Problem::new(
                Code::NotAcceptable,
                "Accept application/graphql-response+json or application/json.",
            )
            .into_response(MediaType::Json);
        };
        let params = match request::read(&parts, body, self.shared.read).await {
            Ok(params) => params,
            Err(problem) => return problem.into_response(media_type),
        };
        let checked = match self.shared.guard.check(
            &params.query,
            params.operation_name.as_deref(),
            &params.variables,
        ) {
            Ok(checked) => checked,
            Err(refusal) => return respond::refused(&refusal, media_type),
        };
        let operation = checked.operation;
        match operation {
            OperationType::Query => {}
            OperationType::Mutation => {
                if let Err(problem) = self.may_change(&parts) {
                    return problem.into_response(media_type);
                }
            }
            OperationType::Subscription => {
                let refusal = Refusal {
                    code: RefusalCode::Validation,
                    message: "Subscriptions are not served here.".into(),
                    locations: Vec::new(),
                };
                return respond::refused(&refusal, media_type);
            }
        }

        let request_id = request_id(&parts);
        let (query, operation_name) = (params.query.clone(), params.operation_name.clone());
        let request = (self.shared.prepare)(&parts, graphql_request(params, checked));
        let run = AssertUnwindSafe(self.executor.execute(request)).catch_unwind();
        let outcome = match operation {
            // A change is carried to its end even if the client hangs up: a transaction dropped half-way is worse.
            OperationType::Mutation => tokio::spawn(run)
                .await
                .unwrap_or_else(|error| Err(Box::new(error))),
            _ => run.await,
        };
        match outcome {
            Ok(mut response) => {
                complete(
                    &mut response,
                    &query,
                    operation_name.as_deref(),
                    &self.shared.types,
                );
                let mut response = respond::executed(response, media_type, &request_id);
                if operation == OperationType::Query {
                    response.extensions_mut().insert(OnlyRead);
                }
                response
            }
            Err(_) => respond::panicked(media_type, &request_id),
        }
    }

    fn may_change(&self, parts: &Parts) -> Result<(), Problem> {
        if parts.method != Method::POST {
            return Err(Problem::method_not_allowed(
                "POST",
                "Send mutations with POST.",
            ));
        }
        if parts.headers.contains_key(COOKIE)
            && !self
                .shared
                .origins
                .iter()
                .any(|origin| origin_allowed(&parts.headers, origin))
        {
            return Err(Problem::new(
                Code::OriginNotAllowed,
                "A change with cookies must come from this site's own pages.",
            ));
        }
        Ok(())
    }
}

/// The document was parsed for the guard; what runs is that very document.
fn graphql_request(params: Params, checked: Checked) -> GraphqlRequest {
    let Params {
        query,
        operation_name,
        variables,
        extensions,
    } = params;
    let mut request = GraphqlRequest::new(query).variables(variables);
    request.operation_name = operation_name;
    request.extensions = extensions;
    request.set_parsed_query(checked.document);
    request
}

/// The id that the router gave the request, or a fresh one.
fn request_id(parts: &Parts) -> String {
    parts
        .extensions
        .get::<RequestId>()
        .and_then(|id| id.header_value().to_str().ok())
        .map_or_else(|| uuid::Uuid::new_v4().to_string(), str::to_owned)
}
