//! Somebody at the other end of the wire: a browser with its cookies, or a program with a token.

use reqwest::header::{HeaderMap, ORIGIN};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

/// One reader of the API. Cookies are kept, as a browser keeps them.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Response {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The body; `null` when it is not JSON.
    pub json: Value,
    pub text: String,
}

impl Client {
    pub(crate) fn new(base: String) -> Self {
        Self {
            http: reqwest::Client::builder()
                .cookie_store(true)
                .build()
                .expect("an HTTP client"),
            base,
            token: None,
        }
    }

    /// The same reader with an access token.
    #[must_use]
    pub fn with_token(&self, token: impl Into<String>) -> Self {
        Self {
            token: Some(token.into()),
            ..self.clone()
        }
    }

    /// Sends a document and variables, as the console does.
    pub async fn graphql(&self, query: &str, variables: Value) -> Response {
        let body = json!({ "query": query, "variables": variables });
        self.send(self.request(Method::POST, "/graphql").json(&body))
            .await
    }

    /// Sends a query in the address, as a cache-friendly frontend does.
    pub async fn get_graphql(&self, query: &str) -> Response {
        self.send(
            self.request(Method::GET, "/graphql")
                .query(&[("query", query)]),
        )
        .await
    }

    pub async fn get(&self, path: &str) -> Response {
        self.send(self.request(Method::GET, path)).await
    }

    /// A request to add to. It comes from our own pages unless said otherwise.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.base))
            .header(ORIGIN, &self.base);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        request
    }

    /// Sends what was put together.
    pub async fn send(&self, request: RequestBuilder) -> Response {
        let response = request.send().await.expect("the server answers");
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.expect("a whole body");
        Response {
            status,
            headers,
            json: serde_json::from_str(&text).unwrap_or_default(),
            text,
        }
    }

    /// Signs in; panics when that is refused.
    pub async fn sign_in(&self, email: &str, password: &str) {
        let response = self
            .graphql(
                "mutation($input: SignInInput!) { signIn(input: $input) { viewer { user { email } } userErrors { code } } }",
                json!({ "input": { "email": email, "password": password } }),
            )
            .await;
        assert_eq!(
            response.json["data"]["signIn"]["viewer"]["user"]["email"], email,
            "signing in: {}",
            response.text
        );
    }
}

impl Response {
    /// The data of an answer without errors; panics when there are any.
    #[must_use]
    #[track_caller]
    pub fn data(&self) -> &Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        assert!(self.json.get("errors").is_none(), "{}", self.text);
        &self.json["data"]
    }

    /// The payload of the one mutation, when it did what was asked.
    #[must_use]
    #[track_caller]
    pub fn done(&self, mutation: &str) -> &Value {
        let payload = &self.data()[mutation];
        assert_eq!(payload["userErrors"], json!([]), "{}", self.text);
        payload
    }

    /// The codes in `userErrors` of the one mutation.
    #[must_use]
    #[track_caller]
    pub fn refusals(&self, mutation: &str) -> Vec<String> {
        self.data()[mutation]["userErrors"]
            .as_array()
            .expect("a payload with userErrors")
            .iter()
            .map(|error| error["code"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// The code of the first error.
    #[must_use]
    pub fn error_code(&self) -> &str {
        self.json["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
    }

    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}
